view: batch_changes_month {
  derived_table: {
    sql:
      SELECT *, month = max(month) OVER (PARTITION BY site_id) AS is_latest
      FROM clean.batch_changes_month
    ;;
  }

  label: "Batch changes month"
  drill_fields: [
    account.name,
    instance.site_id,
    activity_month,
    batch_changes_created,
    changesets_published,
    changesets_merged
  ]

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: concat_ws('|', ${TABLE}.site_id, ${TABLE}.month) ;;
  }

  dimension: site_id {
    hidden: yes
    sql: ${TABLE}.site_id ;;
  }

  dimension_group: activity {
    type: time
    timeframes: [raw, month, quarter, year]
    datatype: date
    convert_tz: no
    description: "The calendar month in UTC."
    sql: ${TABLE}.month ;;
  }

  dimension: is_complete {
    type: yesno
    label: "Complete"
    description: "No for the running month."
    sql: ${TABLE}.is_complete ;;
  }

  dimension: is_latest {
    type: yesno
    label: "Latest"
    description: "The instance's last month with a report."
    sql: ${TABLE}.is_latest ;;
  }

  dimension: is_active {
    type: yesno
    label: "Active"
    description: "More than 5 batch changes created, or at least 100 changesets merged, in the 90 days before the last ping of the month."
    sql: ${TABLE}.is_active ;;
  }

  dimension: is_purchased {
    type: yesno
    label: "Purchased"
    description: "Whether a licence in force includes Batch Changes, by its plan or as a feature."
    sql: coalesce(regexp_matches(${account.products_purchased}, 'batch-changes|business-0|enterprise-1|enterprise-air-gap-0'), false) ;;
  }

  measure: months {
    hidden: yes
    type: count_distinct
    sql: ${TABLE}.month ;;
  }

  measure: batch_changes_created {
    type: sum
    label: "Batch changes created"
    group_label: "In the period"
    description: "Batch changes created in the months shown. The first month of an instance is not known."
    sql: ${TABLE}.batch_changes_in_month ;;
    value_format_name: decimal_0
  }

  measure: batch_changes_closed {
    type: sum
    label: "Batch changes closed"
    group_label: "In the period"
    description: "Batch changes closed in the months shown."
    sql: ${TABLE}.batch_changes_closed_in_month ;;
    value_format_name: decimal_0
  }

  measure: specs_created {
    type: sum
    label: "Specs created"
    group_label: "In the period"
    description: "Batch specs created in the months shown."
    sql: ${TABLE}.batch_specs_in_month ;;
    value_format_name: decimal_0
  }

  measure: apply_page_views {
    type: sum
    label: "Apply page views"
    group_label: "In the period"
    description: "Views of the page on which a batch change is applied."
    sql: ${TABLE}.apply_page_views_in_month ;;
    value_format_name: decimal_0
  }

  measure: changesets_published {
    type: sum
    label: "Changesets published"
    group_label: "In the period"
    description: "Changesets published in the months shown."
    sql: ${TABLE}.changesets_published_in_month ;;
    value_format_name: decimal_0
  }

  measure: changesets_merged {
    type: sum
    label: "Changesets merged"
    group_label: "In the period"
    description: "Published changesets that were merged in the months shown."
    sql: ${TABLE}.changesets_merged_in_month ;;
    value_format_name: decimal_0
  }

  measure: lines_changed {
    type: sum
    label: "Lines changed"
    group_label: "In the period"
    description: "Lines added and deleted by changesets in the months shown."
    sql: ${TABLE}.lines_changed_in_month ;;
    value_format_name: decimal_0
  }

  measure: merge_rate {
    type: number
    label: "Merge rate"
    group_label: "In the period"
    description: "Changesets merged divided by changesets published, both in the months shown. May be over 100% where older ones are merged."
    sql: 1.0 * ${changesets_merged} / nullif(${changesets_published}, 0) ;;
    value_format_name: percent_1
  }

  measure: total_published {
    hidden: yes
    type: sum
    sql: ${TABLE}.changesets_published ;;
  }

  measure: total_merged {
    hidden: yes
    type: sum
    sql: ${TABLE}.changesets_merged ;;
  }

  measure: total_merge_rate {
    type: number
    label: "Merge rate (all time)"
    description: "Of all changesets published until the month, those merged by then."
    sql: 1.0 * ${total_merged} / nullif(${total_published}, 0) ;;
    value_format_name: percent_1
  }

  measure: contributors {
    type: sum
    label: "Batch Changes MAU"
    description: "People who previewed, applied or closed a batch change or ran a bulk operation, added up over instances and months."
    sql: ${TABLE}.contributors ;;
    value_format_name: decimal_0
  }

  measure: viewers {
    type: sum
    description: "People who looked at a batch change, added up over instances and months."
    sql: ${TABLE}.viewers ;;
    value_format_name: decimal_0
  }

  measure: average_contributors {
    type: number
    label: "Contributors per month"
    description: "Batch Changes MAU, on average over the months shown."
    sql: 1.0 * ${contributors} / nullif(${months}, 0) ;;
    value_format_name: decimal_1
  }

  measure: average_viewers {
    type: number
    label: "Viewers per month"
    description: "Viewers, on average over the months shown."
    sql: 1.0 * ${viewers} / nullif(${months}, 0) ;;
    value_format_name: decimal_1
  }

  measure: active_users {
    type: sum
    label: "Monthly users"
    description: "Monthly users of the instances that report batch changes."
    sql: ${TABLE}.active_users ;;
    value_format_name: decimal_0
  }

  measure: contributors_with_active {
    hidden: yes
    type: sum
    sql: CASE WHEN ${TABLE}.active_users IS NOT NULL THEN ${TABLE}.contributors END ;;
  }

  measure: active_users_with_contributors {
    hidden: yes
    type: sum
    sql: CASE WHEN ${TABLE}.contributors IS NOT NULL THEN ${TABLE}.active_users END ;;
  }

  measure: saturation {
    type: number
    label: "Share of monthly users"
    description: "Batch Changes MAU divided by all monthly users."
    sql: 1.0 * ${contributors_with_active} / nullif(${active_users_with_contributors}, 0) ;;
    value_format_name: percent_1
  }

  measure: executors {
    type: max
    description: "Most executors that one instance had connected."
    sql: ${TABLE}.executors ;;
    value_format_name: decimal_0
  }

  measure: executor_users {
    type: sum
    label: "Executor users"
    description: "People who ran batch changes on executors."
    sql: ${TABLE}.executor_users ;;
    value_format_name: decimal_0
  }

  measure: executor_minutes {
    type: sum
    label: "Executor minutes"
    description: "Minutes that executors worked on batch changes."
    sql: ${TABLE}.executor_minutes ;;
    value_format_name: decimal_0
  }

  measure: months_active {
    type: count_distinct
    label: "Months with changesets"
    description: "Months in which anything was published or merged."
    sql: CASE WHEN ${TABLE}.changesets_published_in_month > 0 OR ${TABLE}.changesets_merged_in_month > 0 THEN ${TABLE}.month END ;;
    value_format_name: decimal_0
  }

  measure: active_customers {
    type: count_distinct
    label: "Active accounts"
    description: "Accounts with more than 5 batch changes created, or at least 100 changesets merged, in 90 days."
    filters: [is_active: "yes"]
    sql: ${instance.account_id} ;;
    value_format_name: decimal_0
    drill_fields: [account.name, batch_changes_created, changesets_merged]
  }

  measure: customers {
    type: count_distinct
    label: "Accounts that report"
    description: "Accounts with a report."
    sql: ${instance.account_id} ;;
    value_format_name: decimal_0
    drill_fields: [account.name, batch_changes_created, changesets_merged]
  }

  measure: purchased_customers {
    type: count_distinct
    label: "Accounts with the product"
    description: "Accounts with a licence in force that includes Batch Changes."
    filters: [is_purchased: "yes"]
    sql: ${account.id} ;;
    value_format_name: decimal_0
  }

  measure: has_active_instance {
    type: yesno
    label: "Active"
    description: "Whether an instance of the account created more than 5 batch changes, or merged 100 changesets, in 90 days."
    sql: coalesce(bool_or(${TABLE}.is_active), false) ;;
  }
}
