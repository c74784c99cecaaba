view: feature_week {
  sql_table_name: clean.feature_week ;;
  label: "Feature week"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: concat_ws('|', ${TABLE}.site_id, ${TABLE}.week) ;;
  }

  dimension: site_id {
    hidden: yes
    sql: ${TABLE}.site_id ;;
  }

  dimension_group: activity {
    type: time
    timeframes: [raw, week, month]
    datatype: date
    convert_tz: no
    description: "The Sunday on which the week begins."
    sql: ${TABLE}.week ;;
  }

  measure: weeks {
    hidden: yes
    type: count_distinct
    sql: ${TABLE}.week ;;
  }

  measure: saved_searches {
    type: sum
    label: "Saved searches"
    group_label: "Saved searches"
    description: "Saved searches that exist. Added up over instances: show it by week."
    sql: ${TABLE}.saved_searches ;;
    value_format_name: decimal_0
  }

  measure: saved_search_users {
    type: sum
    label: "Users of saved searches"
    group_label: "Saved searches"
    description: "People who have one. Added up over instances: show it by week."
    sql: ${TABLE}.saved_search_users ;;
    value_format_name: decimal_0
  }

  measure: saved_search_notifications {
    type: sum
    label: "Notifications"
    group_label: "Saved searches"
    description: "Notifications that saved searches sent. Added up over instances: show it by week."
    sql: ${TABLE}.saved_search_notifications ;;
    value_format_name: decimal_0
  }

  measure: organization_saved_searches {
    type: sum
    label: "Saved searches of organisations"
    group_label: "Saved searches"
    description: "Saved searches that belong to an organisation. Added up over instances: show it by week."
    sql: ${TABLE}.organization_saved_searches ;;
    value_format_name: decimal_0
  }

  measure: monitors_enabled {
    type: sum
    label: "Code monitors"
    group_label: "Code monitors"
    description: "Code monitors that are on. Added up over instances: show it by week."
    sql: ${TABLE}.monitors_enabled ;;
    value_format_name: decimal_0
  }

  measure: monitor_users {
    type: sum
    label: "Users of code monitors"
    group_label: "Code monitors"
    description: "People who have one. Added up over instances: show it by week."
    sql: ${TABLE}.monitor_users ;;
    value_format_name: decimal_0
  }

  measure: monitored_repositories {
    type: sum
    label: "Monitored repositories"
    group_label: "Code monitors"
    description: "Repositories that code monitors watch. Added up over instances: show it by week."
    sql: ${TABLE}.monitored_repositories ;;
    value_format_name: decimal_0
  }

  measure: monitor_runs {
    type: sum
    label: "Monitor runs"
    group_label: "Code monitors"
    description: "Runs of code monitors until the week. Added up over instances: show it by week."
    sql: ${TABLE}.monitor_runs ;;
    value_format_name: decimal_0
  }

  measure: monitor_run_errors {
    type: sum
    label: "Monitor errors"
    group_label: "Code monitors"
    description: "Runs that failed until the week. Added up over instances: show it by week."
    sql: ${TABLE}.monitor_run_errors ;;
    value_format_name: decimal_0
  }

  measure: monitor_emails {
    type: sum
    label: "Monitor e-mails"
    group_label: "Code monitors"
    description: "E-mails that code monitors sent. Added up over instances: show it by week."
    sql: ${TABLE}.monitor_emails ;;
    value_format_name: decimal_0
  }

  measure: monitor_slack_messages {
    type: sum
    label: "Monitor Slack messages"
    group_label: "Code monitors"
    description: "Messages that code monitors sent. Added up over instances: show it by week."
    sql: ${TABLE}.monitor_slack_messages ;;
    value_format_name: decimal_0
  }

  measure: monitor_webhooks {
    type: sum
    label: "Monitor webhooks"
    group_label: "Code monitors"
    description: "Webhooks that code monitors called. Added up over instances: show it by week."
    sql: ${TABLE}.monitor_webhooks ;;
    value_format_name: decimal_0
  }

  measure: notebooks {
    type: sum
    label: "Notebooks"
    group_label: "Notebooks"
    description: "Notebooks that exist. Added up over instances: show it by week."
    sql: ${TABLE}.notebooks ;;
    value_format_name: decimal_0
  }

  measure: notebook_page_views {
    type: sum
    label: "Notebook views"
    group_label: "Notebooks"
    description: "Views of notebooks until the week. Added up over instances: show it by week."
    sql: ${TABLE}.notebook_page_views ;;
    value_format_name: decimal_0
  }

  measure: notebook_blocks {
    type: sum
    label: "Notebook blocks"
    group_label: "Notebooks"
    description: "Blocks of all notebooks. Added up over instances: show it by week."
    sql: ${TABLE}.notebook_blocks ;;
    value_format_name: decimal_0
  }

  measure: notebook_stars {
    type: sum
    label: "Notebook stars"
    group_label: "Notebooks"
    description: "Stars that notebooks have. Added up over instances: show it by week."
    sql: ${TABLE}.notebook_stars ;;
    value_format_name: decimal_0
  }

  measure: search_jobs_created {
    type: sum
    label: "Search jobs created"
    group_label: "Search jobs"
    description: "Search jobs created in the week."
    sql: ${TABLE}.search_jobs_created ;;
    value_format_name: decimal_0
  }

  measure: search_job_viewers {
    type: sum
    label: "Viewers of search jobs"
    group_label: "Search jobs"
    description: "People who saw the page of search jobs in the week, added up."
    sql: ${TABLE}.search_job_viewers ;;
    value_format_name: decimal_0
  }

  measure: search_job_page_views {
    type: sum
    label: "Views of search jobs"
    group_label: "Search jobs"
    description: "Views of the page of search jobs in the week."
    sql: ${TABLE}.search_job_page_views ;;
    value_format_name: decimal_0
  }

  measure: search_job_downloads {
    type: sum
    label: "Search job downloads"
    group_label: "Search jobs"
    description: "Results of search jobs downloaded in the week."
    sql: ${TABLE}.search_job_downloads ;;
    value_format_name: decimal_0
  }

  measure: monitor_error_rate {
    type: number
    label: "Monitor error rate"
    group_label: "Code monitors"
    description: "Runs of code monitors that failed."
    sql: 1.0 * ${monitor_run_errors} / nullif(${monitor_runs}, 0) ;;
    value_format_name: percent_1
  }
}
