# The dictionary of event types that the loader keeps.
view: event_types {
  sql_table_name: main.event_types ;;

  dimension: ev {
    type: number
    primary_key: yes
    hidden: yes
    sql: ${TABLE}.ev ;;
  }

  dimension: name {
    hidden: yes
    sql: ${TABLE}.name ;;
  }
}
