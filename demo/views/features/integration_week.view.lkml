view: integration_week {
  sql_table_name: clean.integration_week ;;
  label: "Integration week"

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

  measure: browser_extension_users {
    type: sum
    label: "Browser extension users"
    description: "People who used the browser extension. Added up over instances and weeks."
    sql: ${TABLE}.browser_extension_users ;;
    value_format_name: decimal_0
  }

  measure: native_integration_users {
    type: sum
    label: "Native integration users"
    description: "People who used the integration built into their code host. Added up over instances and weeks."
    sql: ${TABLE}.native_integration_users ;;
    value_format_name: decimal_0
  }

  measure: integration_users {
    type: sum
    label: "Integration users"
    description: "People who used either. Added up over instances and weeks."
    sql: ${TABLE}.integration_users ;;
    value_format_name: decimal_0
  }

  measure: browser_extension_events {
    type: sum
    label: "Browser extension events"
    description: "Things done in the browser extension. Added up over instances and weeks."
    sql: ${TABLE}.browser_extension_events ;;
    value_format_name: decimal_0
  }

  measure: browser_extension_inbound_users {
    type: sum
    label: "Came from the extension"
    description: "People whom the browser extension led to the instance. Added up over instances and weeks."
    sql: ${TABLE}.browser_extension_inbound_users ;;
    value_format_name: decimal_0
  }

  measure: native_integration_inbound_users {
    type: sum
    label: "Came from the integration"
    description: "People whom the native integration led to the instance. Added up over instances and weeks."
    sql: ${TABLE}.native_integration_inbound_users ;;
    value_format_name: decimal_0
  }

  measure: active_users {
    type: sum
    label: "Weekly users"
    description: "Weekly users of the instances that report integrations."
    sql: ${TABLE}.active_users ;;
    value_format_name: decimal_0
  }

  measure: integration_users_with_active {
    hidden: yes
    type: sum
    sql: CASE WHEN ${TABLE}.active_users IS NOT NULL THEN ${TABLE}.integration_users END ;;
  }

  measure: active_users_with_integration {
    hidden: yes
    type: sum
    sql: CASE WHEN ${TABLE}.integration_users IS NOT NULL THEN ${TABLE}.active_users END ;;
  }

  measure: saturation {
    type: number
    label: "Integration share"
    description: "Integration users divided by all weekly users."
    sql: 1.0 * ${integration_users_with_active} / nullif(${active_users_with_integration}, 0) ;;
    value_format_name: percent_1
  }
}
