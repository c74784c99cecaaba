view: code_intel_week {
  sql_table_name: clean.code_intel_week ;;
  label: "Code intelligence week"
  drill_fields: [account.name, instance.site_id, activity_week, users, precise_users]

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

  dimension: has_usage {
    type: yesno
    label: "Has usage"
    description: "Whether anybody navigated code in the week."
    sql: ${TABLE}.users > 0 ;;
  }

  dimension: has_precise_usage {
    type: yesno
    label: "Has precise usage"
    description: "Whether anybody had precise results in the week."
    sql: ${TABLE}.precise_users > 0 ;;
  }

  dimension: has_auto_indexing {
    type: yesno
    label: "Auto-indexing on"
    description: "Whether indexes are made by themselves."
    sql: ${TABLE}.has_auto_indexing ;;
  }

  measure: weeks {
    hidden: yes
    type: count_distinct
    sql: ${TABLE}.week ;;
  }

  measure: users {
    type: sum
    label: "Code intelligence WAU"
    description: "People with any hover, definition or reference in the week, added up over instances and weeks."
    sql: ${TABLE}.users ;;
    value_format_name: decimal_0
  }

  measure: precise_users {
    type: sum
    label: "Precise WAU"
    description: "People with precise results. Many have both, so that the two may add up to more than all."
    sql: ${TABLE}.precise_users ;;
    value_format_name: decimal_0
  }

  measure: search_based_users {
    type: sum
    label: "Search-based WAU"
    description: "People with search-based results."
    sql: ${TABLE}.search_based_users ;;
    value_format_name: decimal_0
  }

  measure: cross_repository_users {
    type: sum
    label: "Cross-repository WAU"
    group_label: "Cross-repository"
    description: "People who went from one repository into another."
    sql: ${TABLE}.cross_repository_users ;;
    value_format_name: decimal_0
  }

  measure: precise_cross_repository_users {
    type: sum
    label: "Precise cross-repository WAU"
    group_label: "Cross-repository"
    description: "People who did so with precise results."
    sql: ${TABLE}.precise_cross_repository_users ;;
    value_format_name: decimal_0
  }

  measure: search_based_cross_repository_users {
    type: sum
    label: "Search-based cross-repository WAU"
    group_label: "Cross-repository"
    description: "People who did so with search-based results."
    sql: ${TABLE}.search_based_cross_repository_users ;;
    value_format_name: decimal_0
  }

  measure: average_users {
    type: number
    label: "WAU (average)"
    description: "Code intelligence WAU, on average over the weeks shown."
    sql: 1.0 * ${users} / nullif(${weeks}, 0) ;;
    value_format_name: decimal_0
  }

  measure: active_users {
    type: sum
    label: "Weekly users"
    description: "Weekly users of the instances that report code intelligence."
    sql: ${TABLE}.active_users ;;
    value_format_name: decimal_0
  }

  measure: users_with_active {
    hidden: yes
    type: sum
    sql: CASE WHEN ${TABLE}.active_users IS NOT NULL THEN ${TABLE}.users END ;;
  }

  measure: active_users_with_users {
    hidden: yes
    type: sum
    sql: CASE WHEN ${TABLE}.users IS NOT NULL THEN ${TABLE}.active_users END ;;
  }

  measure: saturation {
    type: number
    label: "Share of weekly users"
    description: "Code intelligence WAU divided by all weekly users."
    sql: 1.0 * ${users_with_active} / nullif(${active_users_with_users}, 0) ;;
    value_format_name: percent_1
  }

  measure: actions {
    type: sum
    description: "Hovers, definitions and references."
    sql: ${TABLE}.actions ;;
    value_format_name: decimal_0
  }

  measure: precise_actions {
    type: sum
    label: "Precise actions"
    description: "Those of them with precise results."
    sql: ${TABLE}.precise_actions ;;
    value_format_name: decimal_0
  }

  measure: precise_share {
    type: number
    label: "Precise share of actions"
    description: "Precise code navigation actions divided by all of them."
    sql: 1.0 * ${precise_actions} / nullif(${actions}, 0) ;;
    value_format_name: percent_1
  }

  measure: actions_with_users {
    hidden: yes
    type: sum
    sql: CASE WHEN ${TABLE}.users IS NOT NULL THEN ${TABLE}.actions END ;;
  }

  measure: actions_per_user {
    type: number
    label: "Actions per user"
    description: "Actions of a week divided by its users."
    sql: 1.0 * ${actions_with_users} / nullif(${users}, 0) ;;
    value_format_name: decimal_1
  }

  measure: total_repositories {
    hidden: yes
    type: sum
    sql: ${TABLE}.repositories ;;
  }

  measure: repositories {
    type: number
    group_label: "Repositories"
    description: "Repositories of the instances, on average over the weeks shown."
    sql: 1.0 * ${total_repositories} / nullif(${weeks}, 0) ;;
    value_format_name: decimal_0
  }

  measure: total_repositories_with_uploads {
    hidden: yes
    type: sum
    sql: ${TABLE}.repositories_with_uploads ;;
  }

  measure: repositories_with_uploads {
    type: number
    label: "Repositories with uploads"
    group_label: "Repositories"
    description: "Repositories with precise index data, on average over the weeks shown."
    sql: 1.0 * ${total_repositories_with_uploads} / nullif(${weeks}, 0) ;;
    value_format_name: decimal_0
  }

  measure: total_repositories_with_fresh_uploads {
    hidden: yes
    type: sum
    sql: ${TABLE}.repositories_with_fresh_uploads ;;
  }

  measure: repositories_with_fresh_uploads {
    type: number
    label: "Repositories with fresh uploads"
    group_label: "Repositories"
    description: "Repositories with index data of the last seven days, on average over the weeks shown."
    sql: 1.0 * ${total_repositories_with_fresh_uploads} / nullif(${weeks}, 0) ;;
    value_format_name: decimal_0
  }

  measure: total_auto_index_repositories {
    hidden: yes
    type: sum
    sql: ${TABLE}.auto_index_repositories ;;
  }

  measure: auto_index_repositories {
    type: number
    label: "Auto index repositories"
    group_label: "Repositories"
    description: "Repositories set up for auto-indexing, on average over the weeks shown."
    sql: 1.0 * ${total_auto_index_repositories} / nullif(${weeks}, 0) ;;
    value_format_name: decimal_0
  }

  measure: repositories_in_coverage {
    hidden: yes
    type: sum
    sql: CASE WHEN ${TABLE}.repositories_with_uploads IS NOT NULL THEN ${TABLE}.repositories END ;;
  }

  measure: coverage {
    type: number
    label: "Precise coverage"
    group_label: "Repositories"
    description: "Share of repositories that have precise index data."
    sql: 1.0 * ${total_repositories_with_uploads} / nullif(${repositories_in_coverage}, 0) ;;
    value_format_name: percent_1
  }

  measure: fresh_coverage {
    type: number
    label: "Fresh coverage"
    group_label: "Repositories"
    description: "Share of repositories with index data of the last seven days."
    sql: 1.0 * ${total_repositories_with_fresh_uploads} / nullif(${repositories_in_coverage}, 0) ;;
    value_format_name: percent_1
  }

  measure: settings_page_views {
    type: sum
    label: "Settings page views"
    description: "Views of the settings of code intelligence."
    sql: ${TABLE}.settings_page_views ;;
    value_format_name: decimal_0
  }

  measure: reference_panel_users {
    type: sum
    label: "Reference panel users"
    description: "People who used the reference panel."
    sql: ${TABLE}.reference_panel_users ;;
    value_format_name: decimal_0
  }

  measure: customers {
    type: count_distinct
    label: "Accounts with code intelligence"
    description: "Accounts with any code navigation."
    filters: [has_usage: "yes"]
    sql: ${instance.account_id} ;;
    value_format_name: decimal_0
    drill_fields: [account.name, average_users, precise_share]
  }

  measure: precise_customers {
    type: count_distinct
    label: "Accounts with precise results"
    description: "Accounts where somebody had precise results."
    filters: [has_precise_usage: "yes"]
    sql: ${instance.account_id} ;;
    value_format_name: decimal_0
    drill_fields: [account.name, average_users, precise_share]
  }
}
