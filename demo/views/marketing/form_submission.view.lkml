view: form_submission {
  sql_table_name: clean.form_submission ;;
  label: "Form submission"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: ${TABLE}.id ;;
  }

  dimension: lead_id {
    hidden: yes
    sql: ${TABLE}.lead_id ;;
  }

  dimension: form {
    sql: ${TABLE}.form ;;
  }

  dimension: page {
    sql: ${TABLE}.page ;;
  }

  dimension_group: submitted {
    type: time
    timeframes: [raw, time, date, week, month]
    description: "When it was sent."
    sql: ${TABLE}.submitted_at ;;
  }

  dimension: utm_source {
    label: "UTM source"
    sql: ${TABLE}.utm_source ;;
  }

  dimension: utm_medium {
    label: "UTM medium"
    sql: ${TABLE}.utm_medium ;;
  }

  dimension: utm_campaign {
    label: "UTM campaign"
    sql: ${TABLE}.utm_campaign ;;
  }

  measure: count {
    type: count
    label: "Form submissions"
    description: "Forms that were sent."
    value_format_name: decimal_0
  }
}
