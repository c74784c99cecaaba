view: sales_engagement_day {
  sql_table_name: clean.sales_engagement_day ;;
  label: "Sales engagement"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: concat_ws('|', ${TABLE}.day, ${TABLE}.sequence_id, ${TABLE}.step_number, ${TABLE}.owner_id) ;;
  }

  dimension_group: sent {
    type: time
    label: "Sent"
    timeframes: [raw, date, week, month]
    datatype: date
    convert_tz: no
    description: "When the mails were sent."
    sql: ${TABLE}.day ;;
  }

  dimension: sequence {
    description: "Sequence of mails that a person goes through."
    sql: ${TABLE}.sequence ;;
  }

  dimension: step_number {
    type: number
    label: "Step"
    description: "Which mail of the sequence."
    sql: ${TABLE}.step_number ;;
  }

  dimension: owner {
    label: "Sender"
    description: "Who sent it."
    sql: ${TABLE}.owner ;;
  }

  measure: mails {
    type: sum
    label: "Sent"
    description: "Mails sent."
    sql: ${TABLE}.sent ;;
    value_format_name: decimal_0
  }

  measure: delivered {
    type: sum
    label: "Delivered"
    description: "Mails that arrived."
    sql: ${TABLE}.delivered ;;
    value_format_name: decimal_0
  }

  measure: opened {
    type: sum
    label: "Opened"
    description: "Mails opened."
    sql: ${TABLE}.opened ;;
    value_format_name: decimal_0
  }

  measure: clicked {
    type: sum
    label: "Clicked"
    description: "Mails with a click."
    sql: ${TABLE}.clicked ;;
    value_format_name: decimal_0
  }

  measure: replied {
    type: sum
    label: "Replied"
    description: "Mails with a reply."
    sql: ${TABLE}.replied ;;
    value_format_name: decimal_0
  }

  measure: bounced {
    type: sum
    label: "Bounced"
    description: "Mails that came back."
    sql: ${TABLE}.bounced ;;
    value_format_name: decimal_0
  }

  measure: reply_rate {
    type: number
    label: "Reply rate"
    description: "Replied divided by delivered."
    sql: 1.0 * ${replied} / nullif(${delivered}, 0) ;;
    value_format_name: percent_1
  }

  measure: open_rate {
    type: number
    label: "Open rate"
    description: "Opened divided by delivered."
    sql: 1.0 * ${opened} / nullif(${delivered}, 0) ;;
    value_format_name: percent_1
  }
}
