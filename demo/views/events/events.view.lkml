view: events {
  sql_table_name: main.events ;;
  label: "Events"

  dimension: event_uuid {
    primary_key: yes
    hidden: yes
    sql: ${TABLE}.event_uuid ;;
  }

  dimension: project_id {
    type: number
    hidden: yes
    sql: ${TABLE}.project_id ;;
  }

  dimension: ev {
    type: number
    hidden: yes
    sql: ${TABLE}.ev ;;
  }

  dimension: uid {
    type: number
    hidden: yes
    sql: ${TABLE}.uid ;;
  }

  dimension: event_type {
    description: "What happened, by the name under which the product reports it."
    sql: ${event_types.name} ;;
  }

  dimension: insert_id {
    description: "The sender's own id of the event. An event that arrives twice with one id counts once."
    sql: ${TABLE}.insert_id ;;
  }

  dimension: user_id {
    label: "User ID"
    description: "The person's id on the instance; empty for visitors who have not signed in."
    sql: ${TABLE}.user_id ;;
  }

  dimension: device_id {
    label: "Device ID"
    sql: ${TABLE}.device_id ;;
  }

  dimension: is_signed_in {
    type: yesno
    sql: ${TABLE}.user_id IS NOT NULL ;;
  }

  dimension: site_id {
    label: "Site ID"
    description: "The instance on which it happened."
    sql: json_extract_string(${TABLE}.groups, '$.instance[0]') ;;
  }

  dimension: account_slug {
    hidden: yes
    sql: json_extract_string(${TABLE}.groups, '$.account[0]') ;;
  }

  dimension: source {
    description: "Where in the product: the web app, an editor, a code host."
    sql: json_extract_string(${TABLE}.event_properties, '$.source') ;;
  }

  dimension: platform {
    sql: ${TABLE}.platform ;;
  }

  dimension: app_version {
    label: "Product version"
    sql: ${TABLE}.app_version ;;
  }

  dimension: session_id {
    label: "Session ID"
    type: number
    value_format_name: id
    sql: ${TABLE}.session_id ;;
  }

  dimension_group: event {
    type: time
    timeframes: [raw, time, hour, hour_of_day, date, day_of_week, week, month, quarter, year]
    description: "When it happened."
    sql: ${TABLE}.event_time ;;
  }

  dimension_group: received {
    type: time
    timeframes: [raw, time, date]
    description: "When it arrived here."
    sql: ${TABLE}.server_received_time ;;
  }

  # People who turned out to be somebody else count as that person.
  dimension: person {
    type: number
    hidden: yes
    sql: coalesce(${merges.canonical}, ${uid}) ;;
  }

  measure: count {
    type: count
    label: "Events"
    description: "Number of events."
    value_format_name: decimal_0
    drill_fields: [event_time, event_type, user_id, device_id, site_id, source]
  }

  measure: user_count {
    type: count_distinct
    label: "Users"
    description: "Distinct people, visitors who have not signed in included."
    sql: ${person} ;;
    value_format_name: decimal_0
    drill_fields: [user_id, device_id, count]
  }

  measure: events_per_user {
    type: number
    description: "Events divided by distinct people."
    sql: 1.0 * ${count} / nullif(${user_count}, 0) ;;
    value_format_name: decimal_1
  }
}
