# People who turned out to be somebody else, after their events had been written.
view: merges {
  sql_table_name: main.merges ;;

  dimension: old {
    type: number
    primary_key: yes
    hidden: yes
    sql: ${TABLE}.old ;;
  }

  dimension: canonical {
    type: number
    hidden: yes
    sql: ${TABLE}.canonical ;;
  }
}
