view: account {
  sql_table_name: clean.account ;;
  label: "Account"
  drill_fields: [name, account_type, seats, telemetry_status, account_executive]

  dimension: id {
    primary_key: yes
    label: "Account ID"
    description: "The CRM's id of the account."
    sql: ${TABLE}.id ;;
  }

  dimension: name {
    label: "Account name"
    description: "The company's name in the CRM."
    link: {
      label: "Everything about it"
      url: "/dashboards/409?Account%20name={{ filterable_value | url_encode }}&Installer%20email="
    }
    sql: ${TABLE}.name ;;
  }

  dimension: account_type {
    description: "Customer: an active paid licence, or the CRM says so. Prospect: an open opportunity or a trial. Free: neither."
    suggestions: ["Customer", "Prospect", "Free"]
    sql: ${TABLE}.account_type ;;
  }

  dimension: industry {
    description: "Line of business."
    sql: ${TABLE}.industry ;;
  }

  dimension: region {
    description: "Sales region."
    sql: ${TABLE}.region ;;
  }

  dimension: account_executive {
    group_label: "People of ours"
    description: "Who sells to the account."
    sql: ${TABLE}.account_executive ;;
  }

  dimension: customer_engineer {
    group_label: "People of ours"
    description: "Who helps the account with the product before and at its start."
    sql: ${TABLE}.customer_engineer ;;
  }

  dimension: technical_advisor {
    group_label: "People of ours"
    description: "Who looks after the account while it is a customer."
    sql: ${TABLE}.technical_advisor ;;
  }

  dimension: lifecycle_stage {
    description: "Prospect; Onboarding in the first 60 days; Adopting until 80% of the seats and 30% DAU/MAU; Nurturing; Renewing from 120 days before the contract ends; Churned."
    suggestions: ["Prospect", "Onboarding", "Adopting", "Nurturing", "Renewing", "Churned"]
    sql: ${TABLE}.lifecycle_stage ;;
  }

  dimension: domain {
    description: "Domain of the company's e-mail addresses."
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
    value_format_name: decimal_0
  }

  dimension: employees {
    type: number
    description: "People at the company, by the CRM."
    value_format_name: decimal_0
    sql: ${TABLE}.employees ;;
  }

  dimension: size {
    type: tier
    tiers: [100, 500, 2000, 10000]
    style: integer
    label: "Employees (range)"
    description: "People at the company, in ranges."
    sql: ${employees} ;;
  }

  dimension: unlimited_deal {
    type: yesno
    description: "Whether the contract has no limit of seats; its people who could use the product take their place."
    sql: ${TABLE}.unlimited_deal ;;
  }

  dimension: has_paid_license {
    type: yesno
    label: "Has a paid licence"
    description: "Whether a licence is active today that is paid, for production, and no trial."
    sql: ${TABLE}.has_paid_license ;;
  }

  dimension_group: contract_end {
    type: time
    description: "When the contract in force ends."
    timeframes: [date, month, quarter, year]
    datatype: date
    convert_tz: no
    sql: ${TABLE}.contract_end ;;
  }

  dimension_group: first_contract {
    type: time
    description: "When the first contract that was won began."
    timeframes: [raw, date, month, quarter, year]
    datatype: date
    convert_tz: no
    sql: ${TABLE}.first_contract_start ;;
  }

  dimension_group: last_ping {
    type: time
    description: "The latest ping of any of its instances in production."
    timeframes: [raw, time, date]
    sql: ${TABLE}.last_ping ;;
  }

  measure: count {
    type: count
    label: "Accounts"
    description: "Companies in the CRM."
    value_format_name: decimal_0
  }

  measure: customers {
    type: count
    description: "Accounts that are customers."
    filters: [account_type: "Customer"]
    value_format_name: decimal_0
  }

  measure: total_seats {
    type: sum
    description: "Seats that are active today, added up over accounts."
    sql: ${seats} ;;
    value_format_name: decimal_0
  }

  measure: revenue_per_year {
    type: sum
    description: "Recurring revenue of a year as the CRM has it. Finance's tracker is what counts."
    sql: ${TABLE}.revenue_per_year ;;
    value_format_name: usd_0
  }

  measure: average_tenure_days {
    type: average
    description: "Mean of the days since the first contract began."
    sql: ${tenure_days} ;;
    value_format_name: decimal_0
  }
}
