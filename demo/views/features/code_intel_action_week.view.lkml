view: code_intel_action_week {
  sql_table_name: clean.code_intel_action_week ;;
  label: "Code intelligence action by week"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: concat_ws('|', ${TABLE}.site_id, ${TABLE}.week, ${TABLE}.action, ${TABLE}.source, coalesce(${TABLE}.language, ''), ${TABLE}.is_cross_repository) ;;
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

  dimension: action {
    description: "Hover, definitions or references."
    suggestions: ["hover", "definitions", "references"]
    sql: ${TABLE}.action ;;
  }

  dimension: source {
    description: "precise: from an index. search: found by searching."
    suggestions: ["precise", "search"]
    sql: ${TABLE}.source ;;
  }

  dimension: navigation {
    label: "Action and source"
    description: "Action and source in one."
    sql: CASE ${TABLE}.source WHEN 'precise' THEN 'Precise ' ELSE 'Search-based ' END || ${TABLE}.action ;;
  }

  dimension: language {
    description: "Programming language."
    sql: ${TABLE}.language ;;
  }

  dimension: is_cross_repository {
    type: yesno
    label: "Cross repository"
    description: "Whether it led into another repository."
    sql: ${TABLE}.is_cross_repository ;;
  }

  measure: actions {
    type: sum
    description: "Hovers, definitions and references."
    sql: ${TABLE}.actions ;;
    value_format_name: decimal_0
  }

  measure: precise_actions {
    type: sum
    label: "Precise"
    description: "Those with precise results."
    filters: [source: "precise"]
    sql: ${TABLE}.actions ;;
    value_format_name: decimal_0
  }

  measure: search_based_actions {
    type: sum
    label: "Search-based"
    description: "Those with search-based results: what an index would make better."
    filters: [source: "search"]
    sql: ${TABLE}.actions ;;
    value_format_name: decimal_0
  }

  measure: precise_share {
    type: number
    label: "Precise share"
    description: "Precise actions divided by all of them."
    sql: 1.0 * ${precise_actions} / nullif(${actions}, 0) ;;
    value_format_name: percent_1
  }

  measure: language_count {
    type: count_distinct
    label: "Languages"
    description: "Languages in which somebody navigated."
    sql: ${language} ;;
    value_format_name: decimal_0
  }

  measure: language_customers {
    type: count_distinct
    label: "Accounts"
    description: "Accounts where somebody navigated in the language."
    sql: ${instance.account_id} ;;
    value_format_name: decimal_0
  }
}
