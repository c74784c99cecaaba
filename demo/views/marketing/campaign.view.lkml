view: campaign {
  sql_table_name: clean.campaign ;;
  label: "Campaign"
  drill_fields: [name, type, starts_date, leads, cost]

  dimension: id {
    primary_key: yes
    label: "Campaign ID"
    description: "Id in the CRM."
    sql: ${TABLE}.id ;;
  }

  dimension: name {
    label: "Campaign"
    description: "Name in the CRM."
    sql: ${TABLE}.name ;;
  }

  dimension: type {
    description: "Webinar, conference, paid search and so on."
    sql: ${TABLE}.type ;;
  }

  dimension: status {
    description: "Whether it is in progress or completed."
    sql: ${TABLE}.status ;;
  }

  dimension_group: starts {
    type: time
    timeframes: [date, month, quarter]
    datatype: date
    convert_tz: no
    description: "First day of the campaign."
    sql: ${TABLE}.starts_on ;;
  }

  dimension_group: ends {
    type: time
    timeframes: [date, month]
    datatype: date
    convert_tz: no
    description: "Last day of the campaign."
    sql: ${TABLE}.ends_on ;;
  }

  dimension: utm_campaign {
    label: "UTM campaign"
    description: "The UTM tag that its links carry."
    sql: ${TABLE}.utm_campaign ;;
  }

  measure: count {
    type: count
    label: "Campaigns"
    description: "Campaigns."
    value_format_name: decimal_0
  }

  measure: leads {
    type: sum
    label: "Leads (first touch)"
    description: "People whose first touch was the campaign."
    sql: ${TABLE}.leads ;;
    value_format_name: decimal_0
  }

  measure: leads_touched {
    type: sum
    label: "Leads touched"
    description: "People whom the campaign reached, whatever their first touch was."
    sql: ${TABLE}.leads_touched ;;
    value_format_name: decimal_0
  }

  measure: qualified_leads {
    type: sum
    label: "Qualified leads"
    description: "Leads that sales took for good."
    sql: ${TABLE}.qualified_leads ;;
    value_format_name: decimal_0
  }

  measure: converted_leads {
    type: sum
    label: "Converted leads"
    description: "Leads that became a contact with an opportunity."
    sql: ${TABLE}.converted_leads ;;
    value_format_name: decimal_0
  }

  measure: responses {
    type: sum
    description: "Members who answered."
    sql: ${TABLE}.responses ;;
    value_format_name: decimal_0
  }

  measure: members {
    type: sum
    description: "People whom the campaign was meant for."
    sql: ${TABLE}.members ;;
    value_format_name: decimal_0
  }

  measure: sessions {
    type: sum
    description: "Visits that carry its UTM tag."
    sql: ${TABLE}.sessions ;;
    value_format_name: decimal_0
  }

  measure: opportunities {
    type: sum
    description: "Opportunities whose primary campaign it is."
    sql: ${TABLE}.opportunities ;;
    value_format_name: decimal_0
  }

  measure: pipeline_amount {
    type: sum
    label: "Pipeline amount"
    description: "Amount of the open ones of those."
    sql: ${TABLE}.pipeline_amount ;;
    value_format_name: usd_0
  }

  measure: won_amount {
    type: sum
    label: "Won amount"
    description: "Amount of the won ones of those."
    sql: ${TABLE}.won_amount ;;
    value_format_name: usd_0
  }

  measure: cost {
    type: sum
    description: "What it cost."
    sql: ${TABLE}.cost ;;
    value_format_name: usd_0
  }

  measure: budget {
    type: sum
    description: "What it was meant to cost."
    sql: ${TABLE}.budget ;;
    value_format_name: usd_0
  }

  measure: cost_per_lead {
    type: number
    label: "Cost per lead"
    description: "Cost divided by first-touch leads."
    sql: 1.0 * ${cost} / nullif(${leads}, 0) ;;
    value_format_name: usd_0
  }

  measure: qualified_share {
    type: number
    label: "Qualified share"
    description: "Leads that sales took for good, divided by all."
    sql: 1.0 * ${qualified_leads} / nullif(${leads}, 0) ;;
    value_format_name: percent_1
  }
}
