view: instance {
  sql_table_name: clean.instance ;;
  label: "Instance"
  drill_fields: [site_id, instance_type, deployment_type, version, installer_email, last_ping_time]

  dimension: site_id {
    primary_key: yes
    label: "Site ID"
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
    suggestions: ["Sourcegraph.com", "Managed instance", "Self-hosted", "App"]
    sql: ${TABLE}.hosting_type ;;
  }

  dimension: deployment_type {
    description: "How it was deployed by its latest ping, old names included under the new ones."
    sql: ${TABLE}.deployment_type ;;
  }

  dimension: deploy_type {
    label: "Deployment type (raw)"
    sql: ${TABLE}.deploy_type ;;
  }

  dimension: version {
    sql: ${TABLE}.version ;;
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
    sql: ${TABLE}.installer_email ;;
    tags: ["email"]
  }

  dimension: external_url {
    label: "External URL"
    sql: ${TABLE}.external_url ;;
  }

  dimension: code_hosts {
    sql: ${TABLE}.code_hosts ;;
  }

  dimension: license_tags {
    label: "Licence tags"
    sql: ${TABLE}.license_tags ;;
  }

  dimension: user_accounts {
    type: number
    sql: ${TABLE}.total_user_accounts ;;
  }

  dimension_group: first_ping {
    type: time
    timeframes: [raw, date, month, year]
    sql: ${TABLE}.first_ping ;;
  }

  dimension_group: last_ping {
    type: time
    timeframes: [raw, time, date, month]
    sql: ${TABLE}.last_ping ;;
  }

  measure: count {
    type: count
    label: "Instances"
    value_format_name: decimal_0
  }

  measure: total_user_accounts {
    type: sum
    sql: ${user_accounts} ;;
    value_format_name: decimal_0
  }

  measure: repositories {
    type: sum
    description: "Repositories by the latest ping that counted them."
    sql: ${TABLE}.repositories ;;
    value_format_name: decimal_0
  }
}
