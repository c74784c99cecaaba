view: instance_month {
  sql_table_name: clean.instance_month ;;
  label: "Instance month"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: ${TABLE}.site_id || ' ' || ${TABLE}.month ;;
  }

  dimension: site_id {
    hidden: yes
    sql: ${TABLE}.site_id ;;
  }

  dimension_group: activity {
    type: time
    description: "The calendar month, in UTC."
    timeframes: [raw, month, quarter, year]
    datatype: date
    convert_tz: no
    sql: ${TABLE}.month ;;
  }

  dimension: is_complete {
    type: yesno
    description: "No for the running month."
    sql: ${TABLE}.is_complete ;;
  }

  dimension: is_partial {
    type: yesno
    description: "More than half of the month's days have no ping."
    sql: ${TABLE}.is_partial ;;
  }

  dimension: deployment_type {
    description: "By the month's last ping."
    suggestions: [
      "Kubernetes",
      "Docker Compose",
      "Pure Docker",
      "Single container",
      "App",
      "Dev",
      "Other"
    ]
    sql: ${TABLE}.deployment_type ;;
  }

  dimension: version {
    description: "By the month's last ping."
    sql: ${TABLE}.version ;;
  }

  dimension: has_daily_users {
    type: yesno
    description: "Whether full pings told the month's daily users."
    sql: ${TABLE}.average_dau IS NOT NULL ;;
  }

  dimension: telemetry {
    description: "Whether the month's last ping was a full or a critical one."
    sql: ${TABLE}.telemetry ;;
  }

  measure: mau {
    type: sum
    label: "Monthly users"
    description: "People active in the month, summed over instances, since they can't be matched across them. Meant for one month: over several it counts a person once for each."
    sql: ${TABLE}.mau ;;
    value_format_name: decimal_0
    drill_fields: [account.name, instance.site_id, instance.instance_type, version, mau, average_dau, dau_per_mau]
  }

  measure: instance_count {
    type: count_distinct
    label: "Active instances"
    description: "Distinct instances with at least one ping in the period."
    sql: CASE WHEN ${TABLE}.is_active THEN ${site_id} END ;;
    value_format_name: decimal_0
    drill_fields: [account.name, instance.site_id, deployment_type, version]
  }

  measure: average_dau {
    type: sum
    label: "Average daily users"
    description: "Each instance's mean over the month's days, weekends included and missing days left out, summed."
    sql: ${TABLE}.average_dau ;;
    value_format_name: decimal_0
  }

  measure: mau_with_daily_users {
    type: sum
    hidden: yes
    sql: CASE WHEN ${TABLE}.average_dau IS NOT NULL THEN ${TABLE}.mau END ;;
  }

  measure: dau_per_mau {
    type: number
    label: "DAU/MAU"
    description: "Average daily users divided by monthly users, both summed first. 0.4 means that people come on 12 of 30 days. Instances that don't report daily users are left out of both."
    sql: ${average_dau} / nullif(${mau_with_daily_users}, 0) ;;
    value_format_name: percent_1
  }

  measure: user_accounts {
    type: sum
    label: "User accounts"
    description: "User accounts by the month's last ping."
    sql: ${TABLE}.total_user_accounts ;;
    value_format_name: decimal_0
  }

  measure: created_users {
    type: sum
    group_label: "Growth"
    label: "Added"
    description: "Accounts that were made in the month."
    sql: ${TABLE}.created_users ;;
    value_format_name: decimal_0
  }

  measure: retained_users {
    type: sum
    group_label: "Growth"
    label: "Retained"
    description: "People active in this month and the one before."
    sql: ${TABLE}.retained_users ;;
    value_format_name: decimal_0
  }

  measure: churned_users {
    type: sum
    group_label: "Growth"
    label: "Churned"
    description: "People active in the month before and not in this one."
    sql: ${TABLE}.churned_users ;;
    value_format_name: decimal_0
  }

  measure: resurrected_users {
    type: sum
    group_label: "Growth"
    label: "Resurrected"
    description: "People active in this month and not in the one before, whose account is older."
    sql: ${TABLE}.resurrected_users ;;
    value_format_name: decimal_0
  }

  measure: deleted_users {
    type: sum
    group_label: "Growth"
    label: "Deleted"
    description: "Accounts that were deleted in the month."
    sql: ${TABLE}.deleted_users ;;
    value_format_name: decimal_0
  }

  measure: repositories {
    type: sum
    group_label: "Repositories"
    description: "Repositories by the month's last ping that counted them."
    sql: ${TABLE}.repositories ;;
    value_format_name: decimal_0
  }

  measure: git_bytes {
    type: sum
    group_label: "Repositories"
    label: "Stored size"
    description: "Size of all repositories on disk by the month's last ping that counted it, in gigabytes."
    sql: ${TABLE}.git_bytes / 1e9 ;;
    value_format: "#,##0.0 \"GB\""
  }

  measure: lines_of_code {
    type: sum
    group_label: "Repositories"
    description: "Lines of code by the month's last ping that counted them."
    sql: ${TABLE}.lines_of_code ;;
    value_format_name: decimal_0
  }
}
