# Raw text up to the first two semicolons.
view: orders {
  sql_table_name: analytics.orders ;;
  dimension: tight {sql:${TABLE}.id;;}
  dimension: colour { html: <b style="color: #ff0000; margin: 0">{{ value }}</b> ;; sql: ${TABLE}.colour ;; }
  dimension: quoted { sql: CASE WHEN ${TABLE}.a = "x" THEN '}' ELSE '{' END ;; }
  dimension: semicolon { sql: split_part(${TABLE}.a, ';', 1) ;; }
  dimension: cut { sql: concat('a ;; }
  dimension: nothing { sql: ;; }
  dimension: still_nothing { sql:;; }
  dimension: lines {
    sql:
      -- a comment # of SQL, not of LookML
      CASE
        WHEN ${TABLE}.status = 'x' THEN "it's"

        ELSE 'y' -- "
      END

    ;;
  }
  dimension: place { type: location sql_latitude: ${TABLE}.lat ;; sql_longitude: ${TABLE}.lon ;; }
  dimension: key { sql: ${id} ;; sql_distinct_key: ${id} || ':' || ${line} ;; }
  measure: custom { sql: ${a} / NULLIF(${b}, 0) ;; expression: ${a} + 1 ;; expression_custom_filter: ${a} > 1 ;; }
  parameter: step { sql_start: {% parameter a %} ;; sql_end: {% parameter b %} ;; }
  filter: range { sql: {% condition range %} ${created_raw} {% endcondition %} ;; }
  derived_table: {
    sql: SELECT * FROM a WHERE {% if x._in_query %} b = 1 {% else %} 1=1 {% endif %} AND c != '#' ;;
    sql_trigger_value: SELECT max(id) FROM a;;
    sql_create: CREATE TABLE ${SQL_TABLE_NAME} AS SELECT 1 ;;
    create_process: {
      sql_step: CREATE TABLE a (b INT) ;;
      sql_step: INSERT INTO a VALUES (1) ;;
    }
  }
}
explore: orders {
  sql_always_where: ${orders.id} > 0 ;;
  sql_always_having: ${orders.count} > 0 ;;
  sql_preamble: SET x = 1 ;;
  join: users {
    sql_on: ${orders.user_id} = ${users.id}
      AND ${users.state} <> 'x' ;;
    sql_foreign_key: user_id ;;
    sql_where: ${users.a} ;;
  }
}
datagroup: nightly { sql_trigger: SELECT current_date ;; }
