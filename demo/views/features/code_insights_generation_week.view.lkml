view: code_insights_generation_week {
  sql_table_name: clean.code_insights_generation_week ;;
  label: "Insight generation by week"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: concat_ws('|', ${TABLE}.site_id, ${TABLE}.week, ${TABLE}.generation, ${TABLE}.presentation) ;;
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

  dimension: generation {
    description: "How the numbers of a series are made."
    sql: CASE ${TABLE}.generation WHEN 'SEARCH' THEN 'Search' WHEN 'SEARCH_COMPUTE' THEN 'Search, computed' WHEN 'LANGUAGE_STATS' THEN 'Language statistics' WHEN 'MAPPED_COMPUTE' THEN 'Mapped, computed' ELSE ${TABLE}.generation END ;;
  }

  dimension: presentation {
    description: "How the series is drawn."
    sql: upper(left(${TABLE}.presentation, 1)) || lower(substr(${TABLE}.presentation, 2)) ;;
  }

  measure: weeks {
    hidden: yes
    type: count_distinct
    sql: ${TABLE}.week ;;
  }

  measure: total_series {
    hidden: yes
    type: sum
    sql: ${TABLE}.series ;;
  }

  measure: series {
    type: number
    description: "Series that exist, on average over the weeks shown."
    sql: 1.0 * ${total_series} / nullif(${weeks}, 0) ;;
    value_format_name: decimal_0
  }
}
