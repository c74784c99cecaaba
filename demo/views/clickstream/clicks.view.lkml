# The clicks came in as events of project 3. The tags say which fields are the person, the time and the event, so that charts
# of product analytics can be made of the explore.
view: clicks {
  derived_table: {
    sql:
      SELECT
        e.event_uuid, e.user_id, t.name AS event_type, e.event_time, e.seq, e.platform,
        json_extract_string(e.event_properties, '$.session') AS session,
        json_extract_string(e.event_properties, '$.channel') AS channel
      FROM main.events AS e
      JOIN main.event_types AS t ON t.ev = e.ev
      WHERE e.project_id = 3 ;;
  }

  dimension: event_uuid {
    primary_key: yes
    hidden: yes
    sql: ${TABLE}.event_uuid ;;
  }

  dimension: user_id {
    label: "User ID"
    tags: ["event_user"]
    sql: ${TABLE}.user_id ;;
  }

  dimension: session {
    hidden: yes
    tags: ["event_session"]
    sql: ${TABLE}.user_id || ' ' || ${TABLE}.session ;;
  }

  dimension: sequence {
    type: number
    hidden: yes
    tags: ["event_sequence"]
    sql: ${TABLE}.seq ;;
  }

  dimension: event_type {
    tags: ["event_name"]
    sql: ${TABLE}.event_type ;;
  }

  dimension: platform {
    sql: ${TABLE}.platform ;;
  }

  dimension: channel {
    label: "Acquisition channel"
    sql: ${TABLE}.channel ;;
  }

  dimension_group: click {
    type: time
    timeframes: [raw, time, hour_of_day, date, day_of_week, week, month]
    tags: ["event_time"]
    sql: ${TABLE}.event_time ;;
  }

  measure: count {
    type: count
    label: "Events"
    value_format_name: decimal_0
    drill_fields: [click_time, user_id, event_type, platform]
  }

  measure: user_count {
    type: count_distinct
    label: "Users"
    sql: ${user_id} ;;
    value_format_name: decimal_0
  }

  measure: session_count {
    type: count_distinct
    label: "Sessions"
    sql: ${session} ;;
    value_format_name: decimal_0
  }

  measure: viewers {
    type: count_distinct
    label: "Viewed a product"
    filters: [event_type: "product_view"]
    sql: ${user_id} ;;
    value_format_name: decimal_0
  }

  measure: carts {
    type: count_distinct
    label: "Put something into the cart"
    filters: [event_type: "add_to_cart"]
    sql: ${user_id} ;;
    value_format_name: decimal_0
  }

  measure: buyers {
    type: count_distinct
    label: "Bought"
    filters: [event_type: "purchase"]
    sql: ${user_id} ;;
    value_format_name: decimal_0
  }

  measure: conversion {
    type: number
    label: "Conversion to purchase"
    description: "Users with a purchase divided by all users."
    sql: 1.0 * ${buyers} / nullif(${user_count}, 0) ;;
    value_format_name: percent_1
  }
}
