view: account {
  sql_table_name: clean.account ;;
  label: "Account"
  drill_fields: [name, account_type, seats, telemetry_status, account_executive]

  dimension: id {
    primary_key: yes
    label: "Account ID"
    sql: ${TABLE}.id ;;
  }

  dimension: name {
    label: "Account name"
    sql: ${TABLE}.name ;;
  }

  dimension: account_type {
    description: "Customer: an active paid licence, or the CRM says so. Prospect: an open opportunity or a trial. Free: neither."
    suggestions: ["Customer", "Prospect", "Free"]
    sql: ${TABLE}.account_type ;;
  }

  dimension: industry {
    sql: ${TABLE}.industry ;;
  }

  dimension: region {
    sql: ${TABLE}.region ;;
  }

  dimension: account_executive {
    sql: ${TABLE}.account_executive ;;
  }

  dimension: customer_engineer {
    sql: ${TABLE}.customer_engineer ;;
  }

  dimension: technical_advisor {
    sql: ${TABLE}.technical_advisor ;;
  }

  dimension: lifecycle_stage {
    sql: ${TABLE}.lifecycle_stage ;;
  }

  dimension: domain {
    sql: ${TABLE}.domain ;;
  }

  dimension: products_purchased {
    description: "Plans and features of the licences that are active today."
    sql: ${TABLE}.products_purchased ;;
  }

  dimension: telemetry_status {
    description: "What the best of its production instances sends: nothing, critical pings, full pings, or user-level data too."
    suggestions: ["No telemetry", "Critical pings", "Full pings", "Full pings + user-level data"]
    sql: ${TABLE}.telemetry_status ;;
  }

  dimension: telemetry_status_overridden {
    type: yesno
    description: "Whether somebody set the telemetry status by hand."
    sql: ${TABLE}.telemetry_status_overridden ;;
  }

  dimension: tenure_days {
    type: number
    label: "Customer tenure (days)"
    description: "Days since the first contract began."
    sql: ${TABLE}.tenure_days ;;
  }

  dimension: seats {
    type: number
    description: "Seats of the licences in production that are active today."
    sql: ${TABLE}.seats ;;
  }

  dimension: employees {
    type: number
    sql: ${TABLE}.employees ;;
  }

  dimension: size {
    type: tier
    tiers: [100, 500, 2000, 10000]
    style: integer
    label: "Employees (range)"
    sql: ${employees} ;;
  }

  dimension: unlimited_deal {
    type: yesno
    sql: ${TABLE}.unlimited_deal ;;
  }

  dimension_group: contract_end {
    type: time
    timeframes: [date, month, quarter, year]
    datatype: date
    convert_tz: no
    sql: ${TABLE}.contract_end ;;
  }

  dimension_group: first_contract {
    type: time
    timeframes: [raw, date, month, quarter, year]
    datatype: date
    convert_tz: no
    sql: ${TABLE}.first_contract_start ;;
  }

  dimension_group: last_ping {
    type: time
    timeframes: [raw, time, date]
    sql: ${TABLE}.last_ping ;;
  }

  measure: count {
    type: count
    label: "Accounts"
    value_format_name: decimal_0
  }

  measure: customers {
    type: count
    filters: [account_type: "Customer"]
    value_format_name: decimal_0
  }

  measure: total_seats {
    type: sum
    sql: ${seats} ;;
    value_format_name: decimal_0
  }

  measure: revenue_per_year {
    type: sum
    sql: ${TABLE}.revenue_per_year ;;
    value_format_name: usd_0
  }

  measure: average_tenure_days {
    type: average
    sql: ${tenure_days} ;;
    value_format_name: decimal_0
  }
}
