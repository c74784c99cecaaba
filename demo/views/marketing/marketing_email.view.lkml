view: marketing_email {
  sql_table_name: clean.marketing_email ;;
  label: "Marketing e-mail"

  dimension: id {
    primary_key: yes
    hidden: yes
    type: number
    sql: ${TABLE}.id ;;
  }

  dimension: campaign_id {
    hidden: yes
    sql: ${TABLE}.campaign_id ;;
  }

  dimension: name {
    label: "Mailing"
    description: "Name of the mailing."
    sql: ${TABLE}.name ;;
  }

  dimension_group: sent {
    type: time
    label: "Sent"
    timeframes: [raw, date, week, month]
    description: "When it was sent."
    sql: ${TABLE}.sent_at ;;
  }

  measure: recipients {
    type: sum
    label: "Sent"
    description: "People to whom it was sent."
    sql: ${TABLE}.sent ;;
    value_format_name: decimal_0
  }

  measure: delivered {
    type: sum
    label: "Delivered"
    description: "People whom it reached."
    sql: ${TABLE}.delivered ;;
    value_format_name: decimal_0
  }

  measure: opened {
    type: sum
    label: "Opened"
    description: "People who opened it."
    sql: ${TABLE}.opened ;;
    value_format_name: decimal_0
  }

  measure: clicked {
    type: sum
    label: "Clicked"
    description: "People who clicked in it."
    sql: ${TABLE}.clicked ;;
    value_format_name: decimal_0
  }

  measure: bounced {
    type: sum
    label: "Bounced"
    description: "Mails that came back."
    sql: ${TABLE}.bounced ;;
    value_format_name: decimal_0
  }

  measure: unsubscribed {
    type: sum
    label: "Unsubscribed"
    description: "People who want no more."
    sql: ${TABLE}.unsubscribed ;;
    value_format_name: decimal_0
  }

  measure: open_rate {
    type: number
    label: "Open rate"
    description: "Opened divided by delivered."
    sql: 1.0 * ${opened} / nullif(${delivered}, 0) ;;
    value_format_name: percent_1
  }

  measure: click_rate {
    type: number
    label: "Click rate"
    description: "Clicked divided by delivered."
    sql: 1.0 * ${clicked} / nullif(${delivered}, 0) ;;
    value_format_name: percent_1
  }
}
