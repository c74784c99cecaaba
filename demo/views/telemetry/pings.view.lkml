view: pings {
  sql_table_name: raw.pings ;;
  label: "Pings"

  dimension: seq {
    type: number
    primary_key: yes
    hidden: yes
    sql: ${TABLE}.seq ;;
  }

  dimension: site_id {
    label: "Site ID"
    description: "The instance's random id."
    sql: ${TABLE}.remote_site_id ;;
  }

  dimension: version {
    description: "The product's version as the instance reports it."
    sql: ${TABLE}.remote_site_version ;;
  }

  dimension: deploy_type {
    description: "The raw value, as sent."
    sql: ${TABLE}.deploy_type ;;
  }

  dimension: has_update {
    type: yesno
    description: "Whether a newer release was out when the ping came."
    sql: ${TABLE}.has_update ;;
  }

  dimension: installer_email {
    description: "Address of whoever installed the instance."
    sql: nullif(${TABLE}.installer_email, '') ;;
    tags: ["email"]
  }

  dimension: external_url {
    label: "External URL"
    description: "Address at which its users reach the instance."
    sql: nullif(${TABLE}.external_url, '') ;;
  }

  dimension: client_address {
    description: "Where the ping came from."
    sql: ${TABLE}.client_address ;;
  }

  dimension: auth_providers {
    description: "Kinds of sign-in, separated by commas."
    sql: nullif(${TABLE}.auth_providers, '') ;;
  }

  dimension: code_hosts {
    description: "Kinds of code hosts, separated by commas."
    sql: nullif(${TABLE}.ext_services, '') ;;
  }

  dimension: unique_users_today {
    type: number
    description: "People active on the day so far."
    sql: ${TABLE}.unique_users_today ;;
  }

  dimension: total_user_accounts {
    type: number
    description: "Accounts on the instance that are not deleted."
    sql: ${TABLE}.total_user_accounts ;;
  }

  dimension_group: received {
    type: time
    description: "When the ping came, in UTC."
    timeframes: [raw, time, hour_of_day, date, day_of_week, week, month, quarter, year]
    sql: ${TABLE}.received_at ;;
  }

  measure: count {
    type: count
    label: "Pings"
    description: "Update checks that were received."
    value_format_name: decimal_0
    drill_fields: [received_time, site_id, version, deploy_type, has_update, total_user_accounts]
  }

  measure: instance_count {
    type: count_distinct
    label: "Instances"
    description: "Distinct instances that pinged."
    sql: ${site_id} ;;
    value_format_name: decimal_0
  }

  measure: average_user_accounts {
    type: average
    description: "Mean of the user accounts over pings."
    sql: ${total_user_accounts} ;;
    value_format_name: decimal_0
  }

  measure: latest_ping {
    type: date_time
    description: "When the latest ping came."
    sql: max(${received_raw}) ;;
  }
}
