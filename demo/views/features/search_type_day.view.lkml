view: search_type_day {
  sql_table_name: clean.search_type_day ;;
  label: "Search type by day"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: concat_ws('|', ${TABLE}.site_id, ${TABLE}.day, ${TABLE}.search_type) ;;
  }

  dimension: site_id {
    hidden: yes
    sql: ${TABLE}.site_id ;;
  }

  dimension_group: activity {
    type: time
    timeframes: [raw, date, week, month, quarter]
    datatype: date
    convert_tz: no
    description: "The day in UTC. Weeks begin on Sunday."
    sql: ${TABLE}.day ;;
  }

  dimension: search_type {
    label: "Search type"
    description: "What was searched for and how: patterns, commits, diffs, files, symbols, repositories."
    suggestions: ["Literal", "Regexp", "Commit", "Diff", "File", "Structural", "Symbol", "Repo"]
    sql: ${TABLE}.search_type ;;
  }

  measure: searches {
    type: sum
    description: "Searches of the type."
    sql: ${TABLE}.searches ;;
    value_format_name: decimal_0
  }

  measure: users {
    type: sum
    description: "Distinct people who made such a search, added up over instances and days."
    sql: ${TABLE}.users ;;
    value_format_name: decimal_0
  }

  measure: searches_with_latency {
    hidden: yes
    type: sum
    sql: CASE WHEN ${TABLE}.p50_ms IS NOT NULL THEN ${TABLE}.searches END ;;
  }

  measure: p50_by_searches {
    hidden: yes
    type: sum
    sql: ${TABLE}.p50_ms * ${TABLE}.searches ;;
  }

  measure: p90_by_searches {
    hidden: yes
    type: sum
    sql: ${TABLE}.p90_ms * ${TABLE}.searches ;;
  }

  measure: p99_by_searches {
    hidden: yes
    type: sum
    sql: ${TABLE}.p99_ms * ${TABLE}.searches ;;
  }

  measure: p50_ms {
    type: number
    label: "P50 (ms)"
    group_label: "Latency"
    description: "P50 of the time to results in milliseconds. Over several instances or days it is the mean weighted by searches, which only comes near the true percentile."
    sql: ${p50_by_searches} / nullif(${searches_with_latency}, 0) ;;
    value_format_name: decimal_0
  }

  measure: p90_ms {
    type: number
    label: "P90 (ms)"
    group_label: "Latency"
    description: "P90 of the time to results in milliseconds. Over several instances or days it is the mean weighted by searches, which only comes near the true percentile."
    sql: ${p90_by_searches} / nullif(${searches_with_latency}, 0) ;;
    value_format_name: decimal_0
  }

  measure: p99_ms {
    type: number
    label: "P99 (ms)"
    group_label: "Latency"
    description: "P99 of the time to results in milliseconds. Over several instances or days it is the mean weighted by searches, which only comes near the true percentile."
    sql: ${p99_by_searches} / nullif(${searches_with_latency}, 0) ;;
    value_format_name: decimal_0
  }

  measure: regexp_searches {
    hidden: yes
    type: sum
    filters: [search_type: "Regexp"]
    sql: ${TABLE}.searches ;;
  }

  measure: regexp_share {
    type: number
    label: "Regexp share"
    group_label: "Share of searches"
    description: "Share of searches that were regexp searches."
    sql: 1.0 * ${regexp_searches} / nullif(${searches}, 0) ;;
    value_format_name: percent_1
  }

  measure: structural_searches {
    hidden: yes
    type: sum
    filters: [search_type: "Structural"]
    sql: ${TABLE}.searches ;;
  }

  measure: structural_share {
    type: number
    label: "Structural share"
    group_label: "Share of searches"
    description: "Share of searches that were structural searches."
    sql: 1.0 * ${structural_searches} / nullif(${searches}, 0) ;;
    value_format_name: percent_1
  }

  measure: symbol_searches {
    hidden: yes
    type: sum
    filters: [search_type: "Symbol"]
    sql: ${TABLE}.searches ;;
  }

  measure: symbol_share {
    type: number
    label: "Symbol share"
    group_label: "Share of searches"
    description: "Share of searches that were symbol searches."
    sql: 1.0 * ${symbol_searches} / nullif(${searches}, 0) ;;
    value_format_name: percent_1
  }
}
