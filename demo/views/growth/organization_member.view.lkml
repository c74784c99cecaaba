view: organization_member {
  sql_table_name: clean.organization_member ;;
  label: "Organisation member"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: ${TABLE}.id ;;
  }

  dimension: organization_id {
    hidden: yes
    sql: ${TABLE}.organization_id ;;
  }

  dimension: user_id {
    label: "User ID"
    description: "Id of the member, as events have it."
    sql: ${TABLE}.user_id ;;
  }

  dimension: role {
    description: "Role in the organisation."
    sql: ${TABLE}.role ;;
  }

  dimension_group: joined {
    type: time
    timeframes: [date, week, month]
    datatype: date
    convert_tz: no
    description: "When the person joined."
    sql: ${TABLE}.joined_on ;;
  }

  dimension_group: first_active {
    type: time
    timeframes: [date, week]
    datatype: date
    convert_tz: no
    description: "First day on which the person was active in it."
    sql: ${TABLE}.first_active_day ;;
  }

  dimension_group: last_active {
    type: time
    timeframes: [date, week]
    datatype: date
    convert_tz: no
    description: "Last day on which the person was active in it."
    sql: ${TABLE}.last_active_day ;;
  }

  measure: count {
    type: count
    label: "Members"
    description: "Members."
    value_format_name: decimal_0
  }
}
