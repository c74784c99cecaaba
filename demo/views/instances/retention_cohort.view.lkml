view: retention_cohort {
  sql_table_name: clean.retention_cohort ;;
  label: "Retention by cohort"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: ${TABLE}.site_id || ' ' || ${TABLE}.cohort_week || ' ' || ${TABLE}.weeks_since_sign_up ;;
  }

  dimension: site_id {
    hidden: yes
    sql: ${TABLE}.site_id ;;
  }

  dimension: cohort_date {
    type: date
    datatype: date
    convert_tz: no
    label: "Week of sign-up"
    description: "The Monday of the week in which the accounts were made."
    sql: ${TABLE}.cohort_week ;;
  }

  dimension: weeks_since_sign_up {
    type: number
    description: "Whole weeks since the account was made, 0 to 11."
    sql: ${TABLE}.weeks_since_sign_up ;;
  }

  measure: cohort_size {
    type: sum
    label: "Accounts made"
    description: "Accounts that were made in the week, summed over instances. Meant for one number of weeks since."
    sql: ${TABLE}.cohort_size ;;
    value_format_name: decimal_0
  }

  measure: retained_users {
    type: sum
    label: "Active accounts"
    description: "Those of them that did anything in that week."
    sql: ${TABLE}.retained_users ;;
    value_format_name: decimal_0
  }

  measure: retained_share {
    type: number
    label: "Retained"
    description: "Accounts that did anything in that week, divided by all that were made."
    sql: 1.0 * ${retained_users} / nullif(${cohort_size}, 0) ;;
    value_format_name: percent_0
  }
}
