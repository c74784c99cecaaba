view: license {
  sql_table_name: clean.license ;;
  label: "Licence"

  dimension: id {
    primary_key: yes
    label: "Licence ID"
    sql: ${TABLE}.id ;;
  }

  dimension: account_id {
    hidden: yes
    sql: ${TABLE}.account_id ;;
  }

  dimension: plan {
    sql: ${TABLE}.plan ;;
  }

  dimension: features {
    sql: ${TABLE}.features ;;
  }

  dimension: tags {
    sql: ${TABLE}.tags ;;
  }

  dimension: state {
    description: "Today: future, active, expiring (within a week), expired, superseded by a newer one, or revoked."
    suggestions: ["active", "expiring", "expired", "superseded", "revoked", "future"]
    sql: ${TABLE}.state ;;
  }

  dimension: is_production {
    type: yesno
    sql: ${TABLE}.is_production ;;
  }

  dimension: is_trial {
    type: yesno
    sql: ${TABLE}.is_trial ;;
  }

  dimension: site_id {
    label: "Site ID"
    sql: ${TABLE}.site_id ;;
  }

  dimension_group: created {
    type: time
    timeframes: [raw, date, month, quarter, year]
    sql: ${TABLE}.created_at ;;
  }

  dimension_group: expires {
    type: time
    timeframes: [raw, date, month, quarter, year]
    sql: ${TABLE}.expires_at ;;
  }

  dimension_group: valid {
    type: duration
    intervals: [day, month]
    sql_start: ${TABLE}.created_at ;;
    sql_end: ${TABLE}.expires_at ;;
  }

  measure: count {
    type: count
    label: "Licences"
    value_format_name: decimal_0
  }

  measure: seats {
    type: sum
    description: "Seats of all licences selected; to count those in force, filter by state and production."
    sql: ${TABLE}.seats ;;
    value_format_name: decimal_0
  }

  measure: seats_in_force {
    type: sum
    filters: [state: "active,expiring", is_production: "yes", is_trial: "no"]
    sql: ${TABLE}.seats ;;
    value_format_name: decimal_0
  }
}
