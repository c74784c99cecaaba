view: instance {
  sql_table_name: clean.instance ;;
  label: "Instance"
  drill_fields: [site_id, instance_type, deployment_type, version, installer_email, last_ping_time]

  dimension: site_id {
    primary_key: yes
    label: "Site ID"
    description: "The instance's random id."
    sql: ${TABLE}.site_id ;;
  }

  dimension: account_id {
    hidden: yes
    sql: ${TABLE}.account_id ;;
  }

  dimension: linked_by {
    label: "Account known by"
    description: "How it is known whose instance it is: by hand, its licence, the opportunity or customer tag in the key, its address."
    sql: ${TABLE}.linked_by ;;
  }

  dimension: is_production {
    type: yesno
    label: "In production"
    description: "No for test and staging instances, by their licence or by hand. Only production counts in reports."
    sql: ${TABLE}.is_production ;;
  }

  dimension: instance_type {
    description: "Where it runs together with whose it is."
    suggestions: [
      "Sourcegraph.com",
      "Customer, managed",
      "Customer, self-hosted",
      "Prospect",
      "Free",
      "App"
    ]
    sql: ${TABLE}.instance_type ;;
  }

  dimension: hosting_type {
    label: "Hosting type"
    description: "Who runs it: Sourcegraph.com and managed instances are ours, self-hosted ones the customer's, the App is on somebody's desk."
    suggestions: ["Sourcegraph.com", "Managed instance", "Self-hosted", "App"]
    sql: ${TABLE}.hosting_type ;;
  }

  dimension: deployment_type {
    label: "Deployment type"
    description: "How it was deployed by its latest ping, old names included under the new ones."
    sql: ${TABLE}.deployment_type ;;
  }

  dimension: hosting_evidence {
    label: "Hosting known by"
    description: "What tells the hosting type: a person's word, our list of own instances, the address, the deployment type; self-hosted where nothing speaks against it."
    sql:
      CASE
        WHEN ${TABLE}.hosting_type_overridden THEN 'By hand'
        WHEN ${TABLE}.hosting_type = 'Sourcegraph.com' THEN 'List of own instances'
        WHEN ${TABLE}.hosting_type = 'Managed instance' THEN 'Address ' || ${TABLE}.external_host
        WHEN ${TABLE}.hosting_type = 'App' THEN 'Deployment type'
        ELSE 'No sign of another'
      END ;;
  }

  dimension: hosting_type_overridden {
    type: yesno
    label: "Hosting set by hand"
    description: "Whether somebody set the hosting type by hand."
    sql: ${TABLE}.hosting_type_overridden ;;
  }

  dimension: deploy_type {
    label: "Deployment type (raw)"
    description: "The value as it is sent."
    sql: ${TABLE}.deploy_type ;;
  }

  dimension: version {
    description: "Version of the product by the latest ping."
    order_by_field: version_order
    sql: ${TABLE}.version ;;
  }

  dimension: version_order {
    type: number
    hidden: yes
    sql: ${TABLE}.version_major * 1000 + ${TABLE}.version_minor ;;
  }

  dimension: versions_behind {
    type: number
    description: "Minor releases between its version and the newest one of today."
    sql: ${TABLE}.versions_behind ;;
  }

  dimension: minor_version {
    description: "Major and minor version only."
    sql: ${TABLE}.version_major || '.' || ${TABLE}.version_minor ;;
  }

  dimension: telemetry {
    description: "Whether its latest ping was a full or a critical one."
    sql: ${TABLE}.telemetry ;;
  }

  dimension: installer_email {
    description: "Address of whoever installed the instance, where they gave one."
    sql: ${TABLE}.installer_email ;;
    tags: ["email"]
  }

  dimension: external_url {
    label: "External URL"
    description: "Address at which its users reach the instance."
    sql: ${TABLE}.external_url ;;
  }

  dimension: code_hosts {
    description: "Kinds of code hosts that it is connected to, by the latest ping."
    sql: ${TABLE}.code_hosts ;;
  }

  dimension: license_tags {
    label: "Licence tags"
    description: "Tags in the licence key of the latest ping."
    sql: ${TABLE}.license_tags ;;
  }

  dimension: auth_providers {
    label: "Sign-in methods"
    description: "Kinds of sign-in that it offers, by the latest ping."
    sql: ${TABLE}.auth_providers ;;
  }

  dimension: user_accounts {
    type: number
    description: "Accounts on the instance that are not deleted, by the latest ping."
    value_format_name: decimal_0
    sql: ${TABLE}.total_user_accounts ;;
  }

  dimension_group: first_ping {
    type: time
    description: "The first ping that we have."
    timeframes: [raw, date, month, year]
    sql: ${TABLE}.first_ping ;;
  }

  dimension_group: last_ping {
    type: time
    description: "The latest ping."
    timeframes: [raw, time, date, month]
    sql: ${TABLE}.last_ping ;;
  }

  measure: count {
    type: count
    label: "Instances"
    description: "Instances that ever pinged."
    value_format_name: decimal_0
  }

  measure: total_user_accounts {
    type: sum
    description: "User accounts by the latest ping, added up."
    sql: ${user_accounts} ;;
    value_format_name: decimal_0
  }

  measure: repositories {
    type: sum
    description: "Repositories by the latest ping that counted them."
    sql: ${TABLE}.repositories ;;
    value_format_name: decimal_0
  }

  measure: git_bytes {
    type: sum
    label: "Stored size"
    description: "Size of all repositories on disk by the latest ping that counted it, in gigabytes."
    sql: ${TABLE}.git_bytes / 1e9 ;;
    value_format: "#,##0.0 \"GB\""
  }

  measure: lines_of_code {
    type: sum
    description: "Lines of code by the latest ping that counted them."
    sql: ${TABLE}.lines_of_code ;;
    value_format_name: decimal_0
  }
}
