view: organization {
  sql_table_name: clean.organization ;;
  label: "Organisation"
  drill_fields: [name, members, active_members, repositories]

  dimension: id {
    primary_key: yes
    type: number
    label: "Organisation ID"
    description: "Id on Sourcegraph.com."
    value_format_name: id
    sql: ${TABLE}.id ;;
  }

  dimension: name {
    label: "Organisation"
    description: "Short name of the organisation."
    sql: ${TABLE}.name ;;
  }

  dimension: display_name {
    label: "Display name"
    description: "Name as the organisation writes it."
    sql: ${TABLE}.display_name ;;
  }

  dimension_group: created {
    type: time
    timeframes: [raw, date, week, month]
    datatype: date
    convert_tz: no
    description: "When the organisation was made."
    sql: ${TABLE}.created_on ;;
  }

  dimension: is_deleted {
    type: yesno
    label: "Deleted"
    description: "Whether the organisation was deleted."
    sql: ${TABLE}.is_deleted ;;
  }

  dimension: members {
    type: number
    description: "People in it now."
    sql: ${TABLE}.members ;;
  }

  dimension: member_range {
    type: tier
    label: "Members (range)"
    description: "How many people are in it now."
    tiers: [2, 5, 10, 20]
    style: integer
    sql: ${members} ;;
  }

  dimension: active_members {
    type: number
    label: "Active members"
    description: "Members who were ever active."
    sql: ${TABLE}.active_members ;;
  }

  dimension: active_members_28d {
    type: number
    label: "Active members (28 days)"
    description: "Members who were active in the last 28 days."
    sql: ${TABLE}.active_members_28d ;;
  }

  dimension: searches_28d {
    type: number
    label: "Searches (28 days)"
    description: "Searches of members in the last 28 days."
    sql: ${TABLE}.searches_28d ;;
  }

  dimension: repositories {
    type: number
    description: "Repositories that it has now."
    sql: ${TABLE}.repositories ;;
  }

  dimension: public_repositories {
    type: number
    label: "Public repositories"
    description: "Public repositories that it has now."
    sql: ${TABLE}.public_repositories ;;
  }

  dimension: private_repositories {
    type: number
    label: "Private repositories"
    description: "Private repositories that it has now."
    sql: ${TABLE}.private_repositories ;;
  }

  dimension: code_hosts {
    label: "Code hosts"
    description: "Code hosts that are connected now."
    sql: ${TABLE}.code_hosts ;;
  }

  dimension_group: last_active {
    type: time
    timeframes: [date, week]
    datatype: date
    convert_tz: no
    description: "Last day on which a member was active."
    sql: ${TABLE}.last_active_day ;;
  }

  dimension: steps_taken {
    type: number
    label: "Steps taken"
    description: "How many of invited, joined, code host, repositories and two active members were reached one after the other."
    sql: ${TABLE}.steps_taken ;;
  }

  measure: count {
    type: count
    label: "Organisations"
    description: "Organisations."
    value_format_name: decimal_0
  }

  measure: total_members {
    type: sum
    label: "Total members"
    description: "Members of all of them."
    sql: ${members} ;;
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

  measure: total_repositories {
    type: sum
    label: "Total repositories"
    description: "Repositories of all of them."
    sql: ${repositories} ;;
    value_format_name: decimal_0
  }
}
