view: code_intel_indexer_week {
  sql_table_name: clean.code_intel_indexer_week ;;
  label: "Indexer by week"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: concat_ws('|', ${TABLE}.site_id, ${TABLE}.week, ${TABLE}.indexer) ;;
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

  dimension: indexer {
    description: "Program that made the index data."
    sql: ${TABLE}.indexer ;;
  }

  dimension: language {
    description: "Programming language that it reads."
    sql: ${TABLE}.language ;;
  }

  measure: weeks {
    hidden: yes
    type: count_distinct
    sql: ${TABLE}.week ;;
  }

  measure: total_repositories_with_uploads {
    hidden: yes
    type: sum
    sql: ${TABLE}.repositories_with_uploads ;;
  }

  measure: repositories_with_uploads {
    type: number
    label: "Repositories with uploads"
    description: "Repositories with index data of this indexer, on average over the weeks shown."
    sql: 1.0 * ${total_repositories_with_uploads} / nullif(${weeks}, 0) ;;
    value_format_name: decimal_0
  }

  measure: total_repositories_with_fresh_uploads {
    hidden: yes
    type: sum
    sql: ${TABLE}.repositories_with_fresh_uploads ;;
  }

  measure: repositories_with_fresh_uploads {
    type: number
    label: "Repositories with fresh uploads"
    description: "Those with data of the last seven days, on average over the weeks shown."
    sql: 1.0 * ${total_repositories_with_fresh_uploads} / nullif(${weeks}, 0) ;;
    value_format_name: decimal_0
  }

  measure: total_repositories_with_indexes {
    hidden: yes
    type: sum
    sql: ${TABLE}.repositories_with_indexes ;;
  }

  measure: repositories_with_indexes {
    type: number
    label: "Repositories with indexes"
    description: "Repositories with auto-indexing jobs, on average over the weeks shown."
    sql: 1.0 * ${total_repositories_with_indexes} / nullif(${weeks}, 0) ;;
    value_format_name: decimal_0
  }

  measure: total_repositories_with_fresh_indexes {
    hidden: yes
    type: sum
    sql: ${TABLE}.repositories_with_fresh_indexes ;;
  }

  measure: repositories_with_fresh_indexes {
    type: number
    label: "Repositories with fresh indexes"
    description: "Those with a job in the last seven days, on average over the weeks shown."
    sql: 1.0 * ${total_repositories_with_fresh_indexes} / nullif(${weeks}, 0) ;;
    value_format_name: decimal_0
  }

  measure: fresh_share {
    type: number
    label: "Fresh share"
    description: "Share of the repositories with index data whose data are of the last seven days."
    sql: 1.0 * ${total_repositories_with_fresh_uploads} / nullif(${total_repositories_with_uploads}, 0) ;;
    value_format_name: percent_1
  }
}
