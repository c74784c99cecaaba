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
    description: "Which form it was."
    sql: ${TABLE}.form ;;
  }

  dimension: page {
    description: "Page on which the form stood."
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
    description: "UTM tag of the link that led here: the site or mailing."
    sql: ${TABLE}.utm_source ;;
  }

  dimension: utm_medium {
    label: "UTM medium"
    description: "UTM tag of the link that led here: e-mail, paid search, social and so on."
    sql: ${TABLE}.utm_medium ;;
  }

  dimension: utm_campaign {
    label: "UTM campaign"
    description: "UTM tag of the link that led here: the campaign."
    sql: ${TABLE}.utm_campaign ;;
  }

  measure: count {
    type: count
    label: "Form submissions"
    description: "Forms that were sent."
    value_format_name: decimal_0
  }
}
