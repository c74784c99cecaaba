view: campaign_member {
  sql_table_name: clean.campaign_member ;;
  label: "Campaign member"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: ${TABLE}.id ;;
  }

  dimension: campaign_id {
    hidden: yes
    sql: ${TABLE}.campaign_id ;;
  }

  dimension: lead_id {
    hidden: yes
    sql: ${TABLE}.lead_id ;;
  }

  dimension: status {
    description: "How far the person got in the campaign."
    sql: ${TABLE}.status ;;
  }

  dimension: has_responded {
    type: yesno
    label: "Has responded"
    description: "Whether the person answered."
    sql: ${TABLE}.has_responded ;;
  }

  dimension: is_first_touch {
    type: yesno
    label: "First touch"
    description: "Whether it was the first campaign of the person."
    sql: ${TABLE}.is_first_touch ;;
  }

  dimension_group: joined {
    type: time
    timeframes: [date, week, month]
    description: "When the person became a member."
    sql: ${TABLE}.joined_at ;;
  }

  measure: count {
    type: count
    label: "Members"
    description: "Members of the campaign."
    value_format_name: decimal_0
  }

  measure: responded {
    type: count
    label: "Responses"
    description: "Members who answered."
    filters: [has_responded: "yes"]
    value_format_name: decimal_0
  }
}
