# Who is in which saved cohort: kept by the server, worked out anew each hour and after each change.
view: cohort_member {
  sql_table_name: main.cohort_member ;;
  label: "Cohorts"

  dimension: key {
    primary_key: yes
    hidden: yes
    sql: ${TABLE}.cohort || '/' || coalesce(CAST(${TABLE}.uid AS VARCHAR), ${TABLE}.name) ;;
  }

  dimension: cohort {
    description: "A saved cohort that the person is in. Who is in several counts in each of them."
    sql: ${TABLE}.cohort ;;
    tags: ["cohort"]
  }

  dimension: uid {
    type: number
    hidden: yes
    sql: ${TABLE}.uid ;;
  }
}
