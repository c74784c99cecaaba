view: telemetry_status {
  sql_table_name: clean.telemetry_status ;;
  label: "Telemetry status"
  drill_fields: [account.name, status, computed_status, is_overridden, last_ping_date, account.technical_advisor]

  dimension: account_id {
    primary_key: yes
    hidden: yes
    sql: ${TABLE}.account_id ;;
  }

  dimension: status {
    label: "Telemetry status"
    description: "What the account lets us know: the hand-kept list's word, else what arrives."
    suggestions: ["No telemetry", "Critical pings", "Full pings", "Full pings + user-level data"]
    sql: ${TABLE}.status ;;
  }

  dimension: computed_status {
    description: "The status by what arrives alone."
    suggestions: ["No telemetry", "Critical pings", "Full pings", "Full pings + user-level data"]
    sql: ${TABLE}.computed_status ;;
  }

  dimension: is_overridden {
    type: yesno
    label: "Set by hand"
    description: "Whether the hand-kept list has a status for the account."
    sql: ${TABLE}.is_overridden ;;
  }

  dimension: differs {
    type: yesno
    label: "List and pings differ"
    description: "Whether the list says something else than what arrives."
    sql: ${TABLE}.differs ;;
  }

  dimension: override_owner {
    group_label: "Hand-kept list"
    label: "Owner"
    description: "Who answers for the line of the list."
    sql: ${TABLE}.override_owner ;;
  }

  dimension: override_reason {
    group_label: "Hand-kept list"
    label: "Reason"
    description: "Why the list says so."
    sql: ${TABLE}.override_reason ;;
  }

  dimension: override_age_days {
    group_label: "Hand-kept list"
    type: number
    label: "Age of the line (days)"
    description: "Days since the list's line was changed last."
    sql: ${TABLE}.override_age_days ;;
  }

  dimension_group: last_ping {
    type: time
    timeframes: [raw, time, date]
    description: "The latest ping of any instance in production."
    sql: ${TABLE}.last_ping ;;
  }

  dimension_group: last_event {
    type: time
    timeframes: [raw, date]
    datatype: date
    convert_tz: no
    description: "The latest day with user-level events."
    sql: ${TABLE}.last_event_day ;;
  }

  dimension: production_instances {
    type: number
    description: "Instances in production that ever pinged."
    sql: ${TABLE}.production_instances ;;
  }

  dimension: license_tags {
    label: "Licence tags"
    description: "Tags of the licences that are active today."
    sql: ${TABLE}.license_tags ;;
  }

  dimension: allows_air_gap {
    type: yesno
    description: "Whether a licence allows an instance without a way to us."
    sql: ${TABLE}.allows_air_gap ;;
  }

  measure: count {
    type: count
    label: "Accounts"
    description: "Accounts, each with its status of today."
    value_format_name: decimal_0
  }
}
