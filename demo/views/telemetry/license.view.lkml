view: license {
  sql_table_name: clean.license ;;
  label: "Licence"

  dimension: id {
    primary_key: yes
    label: "Licence ID"
    description: "The licence's own id."
    sql: ${TABLE}.id ;;
  }

  dimension: account_id {
    hidden: yes
    sql: ${TABLE}.account_id ;;
  }

  dimension: plan {
    description: "Plan that the key's tags name."
    sql: ${TABLE}.plan ;;
  }

  dimension: features {
    description: "Features that the key's tags switch on."
    sql: ${TABLE}.features ;;
  }

  dimension: tags {
    description: "All tags of the key."
    sql: ${TABLE}.tags ;;
  }

  dimension: state {
    description: "Today: future, active, expiring (within a week), expired, superseded by a newer one, or revoked."
    suggestions: ["active", "expiring", "expired", "superseded", "revoked", "future"]
    sql: ${TABLE}.state ;;
  }

  dimension: is_production {
    type: yesno
    description: "No for keys of test and staging instances."
    sql: ${TABLE}.is_production ;;
  }

  dimension: is_trial {
    type: yesno
    description: "Whether it is for trying the product."
    sql: ${TABLE}.is_trial ;;
  }

  dimension: site_id {
    label: "Site ID"
    description: "The instance that the licence server saw the key on."
    sql: ${TABLE}.site_id ;;
  }

  dimension: seat_count {
    type: number
    label: "Seats in the key"
    description: "People that the key is for."
    sql: ${TABLE}.seats ;;
    value_format_name: decimal_0
  }

  dimension_group: created {
    type: time
    description: "When the key was issued."
    timeframes: [raw, date, month, quarter, year]
    sql: ${TABLE}.created_at ;;
  }

  dimension_group: expires {
    type: time
    description: "When the key ends."
    timeframes: [raw, date, month, quarter, year]
    sql: ${TABLE}.expires_at ;;
  }

  dimension_group: valid {
    type: duration
    description: "How long the key is good for."
    intervals: [day, month]
    sql_start: ${TABLE}.created_at ;;
    sql_end: ${TABLE}.expires_at ;;
  }

  measure: count {
    type: count
    label: "Licences"
    description: "Licence keys that were issued."
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
    description: "Seats of the paid licences in production that are active today."
    filters: [state: "active,expiring", is_production: "yes", is_trial: "no"]
    sql: ${TABLE}.seats ;;
    value_format_name: decimal_0
  }
}
