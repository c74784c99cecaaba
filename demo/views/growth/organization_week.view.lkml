view: organization_week {
  sql_table_name: clean.organization_week ;;
  label: "Organisation week"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: concat_ws('|', ${TABLE}.organization_id, ${TABLE}.week) ;;
  }

  dimension: organization_id {
    hidden: yes
    sql: ${TABLE}.organization_id ;;
  }

  dimension_group: activity {
    type: time
    timeframes: [raw, week, month]
    datatype: date
    convert_tz: no
    description: "The Sunday on which the week begins."
    sql: ${TABLE}.week ;;
  }

  dimension_group: first_active {
    type: time
    label: "First active"
    timeframes: [week]
    datatype: date
    convert_tz: no
    description: "The Sunday of the first week with an active member."
    sql: ${TABLE}.first_active_week ;;
  }

  dimension: weeks_since_first_active {
    type: number
    label: "Weeks since"
    description: "Whole weeks since the first week with an active member."
    sql: ${TABLE}.weeks_since_first_active ;;
  }

  dimension: is_active {
    type: yesno
    label: "Active"
    description: "Whether a member was active in the week."
    sql: ${TABLE}.is_active ;;
  }

  dimension: is_new {
    type: yesno
    label: "New"
    description: "Whether the organisation was made in the week."
    sql: ${TABLE}.is_new ;;
  }

  dimension: is_complete {
    type: yesno
    label: "Complete"
    description: "No for the running week."
    sql: ${TABLE}.is_complete ;;
  }

  measure: organizations {
    type: count_distinct
    label: "Organisations"
    description: "Organisations that existed."
    sql: ${organization_id} ;;
    value_format_name: decimal_0
  }

  measure: active_organizations {
    type: count_distinct
    label: "Active organisations"
    description: "Organisations with at least one active member."
    filters: [is_active: "yes"]
    sql: ${organization_id} ;;
    value_format_name: decimal_0
  }

  measure: new_organizations {
    type: count_distinct
    label: "New organisations"
    description: "Organisations made."
    filters: [is_new: "yes"]
    sql: ${organization_id} ;;
    value_format_name: decimal_0
  }

  measure: active_members {
    type: sum
    label: "Active members"
    description: "Members who were active, added up over weeks."
    sql: ${TABLE}.active_members ;;
    value_format_name: decimal_0
  }

  measure: searches {
    type: sum
    description: "Searches of members."
    sql: ${TABLE}.searches ;;
    value_format_name: decimal_0
  }

  measure: searches_per_active_member {
    type: number
    label: "Searches per active member"
    description: "Searches divided by active members."
    sql: 1.0 * ${searches} / nullif(${active_members}, 0) ;;
    value_format_name: decimal_1
  }

  measure: new_members {
    type: sum
    label: "New members"
    description: "People who joined."
    sql: ${TABLE}.new_members ;;
    value_format_name: decimal_0
  }

  measure: invitations_sent {
    type: sum
    label: "Invitations sent"
    description: "Invitations sent."
    sql: ${TABLE}.invitations_sent ;;
    value_format_name: decimal_0
  }

  measure: invitations_accepted {
    type: sum
    label: "Invitations accepted"
    description: "Invitations accepted."
    sql: ${TABLE}.invitations_accepted ;;
    value_format_name: decimal_0
  }

  measure: repositories_added_public {
    type: sum
    label: "Public"
    description: "Public repositories added."
    sql: ${TABLE}.repositories_added_public ;;
    value_format_name: decimal_0
  }

  measure: repositories_added_private {
    type: sum
    label: "Private"
    description: "Private repositories added."
    sql: ${TABLE}.repositories_added_private ;;
    value_format_name: decimal_0
  }

  measure: code_hosts_added {
    type: sum
    label: "Code hosts added"
    description: "Code hosts connected."
    sql: ${TABLE}.code_hosts_added ;;
    value_format_name: decimal_0
  }

  measure: organization_weeks {
    hidden: yes
    type: count
  }

  measure: active_weeks {
    hidden: yes
    type: count
    filters: [is_active: "yes"]
  }

  measure: retention {
    type: number
    description: "Of the organisations of a cohort, the share with an active member that many weeks later."
    sql: 1.0 * ${active_weeks} / nullif(${organization_weeks}, 0) ;;
    value_format_name: percent_1
  }
}
