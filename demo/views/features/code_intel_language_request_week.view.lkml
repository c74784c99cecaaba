view: code_intel_language_request_week {
  sql_table_name: clean.code_intel_language_request_week ;;
  label: "Language request by week"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: concat_ws('|', ${TABLE}.site_id, ${TABLE}.week, ${TABLE}.language) ;;
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

  dimension: language {
    description: "Programming language for which precise navigation was asked."
    sql: ${TABLE}.language ;;
  }

  measure: requests {
    type: sum
    description: "Times that somebody asked for precise navigation in the language."
    sql: ${TABLE}.requests ;;
    value_format_name: decimal_0
  }

  measure: customers {
    type: count_distinct
    label: "Accounts"
    description: "Accounts from which a request came."
    sql: ${instance.account_id} ;;
    value_format_name: decimal_0
  }
}
