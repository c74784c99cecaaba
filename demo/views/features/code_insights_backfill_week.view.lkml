view: code_insights_backfill_week {
  sql_table_name: clean.code_insights_backfill_week ;;
  label: "Insight backfill by week"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: concat_ws('|', ${TABLE}.site_id, ${TABLE}.week, ${TABLE}.is_all_repositories) ;;
  }

  dimension: site_id {
    hidden: yes
    sql: ${TABLE}.site_id ;;
  }

  dimension_group: activity {
    type: time
    timeframes: [raw, week, month]
    datatype: date
    convert_tz: no
    description: "The Sunday on which the week begins."
    sql: ${TABLE}.week ;;
  }

  dimension: is_all_repositories {
    type: yesno
    label: "All repositories"
    description: "Whether the series goes over all repositories."
    sql: ${TABLE}.is_all_repositories ;;
  }

  measure: backfills {
    type: sum
    description: "Series whose past was filled in."
    sql: ${TABLE}.backfills ;;
    value_format_name: decimal_0
  }

  measure: p50_by_backfills {
    hidden: yes
    type: sum
    sql: ${TABLE}.p50_seconds * ${TABLE}.backfills ;;
  }

  measure: p90_by_backfills {
    hidden: yes
    type: sum
    sql: ${TABLE}.p90_seconds * ${TABLE}.backfills ;;
  }

  measure: p99_by_backfills {
    hidden: yes
    type: sum
    sql: ${TABLE}.p99_seconds * ${TABLE}.backfills ;;
  }

  measure: p50_minutes {
    type: number
    label: "P50 (minutes)"
    group_label: "Duration"
    description: "P50 of the minutes that a backfill took. Over several instances it is the mean weighted by backfills, which only comes near the true percentile."
    sql: ${p50_by_backfills} / 60.0 / nullif(${backfills}, 0) ;;
    value_format_name: decimal_1
  }

  measure: p90_minutes {
    type: number
    label: "P90 (minutes)"
    group_label: "Duration"
    description: "P90 of the minutes that a backfill took. Over several instances it is the mean weighted by backfills, which only comes near the true percentile."
    sql: ${p90_by_backfills} / 60.0 / nullif(${backfills}, 0) ;;
    value_format_name: decimal_1
  }

  measure: p99_minutes {
    type: number
    label: "P99 (minutes)"
    group_label: "Duration"
    description: "P99 of the minutes that a backfill took. Over several instances it is the mean weighted by backfills, which only comes near the true percentile."
    sql: ${p99_by_backfills} / 60.0 / nullif(${backfills}, 0) ;;
    value_format_name: decimal_1
  }
}
