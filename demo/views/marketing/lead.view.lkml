view: lead {
  sql_table_name: clean.lead ;;
  label: "Lead"
  drill_fields: [name, company, campaign, status, created_date, owner]

  dimension: id {
    primary_key: yes
    label: "Lead ID"
    sql: ${TABLE}.id ;;
  }

  dimension: account_id {
    hidden: yes
    sql: ${TABLE}.account_id ;;
  }

  dimension: campaign_id {
    hidden: yes
    sql: ${TABLE}.campaign_id ;;
  }

  dimension: opportunity_id {
    hidden: yes
    sql: ${TABLE}.opportunity_id ;;
  }

  dimension: name {
    label: "Lead"
    sql: ${TABLE}.name ;;
  }

  dimension: company {
    sql: ${TABLE}.company ;;
  }

  dimension: title {
    sql: ${TABLE}.title ;;
  }

  dimension: source {
    sql: ${TABLE}.source ;;
  }

  dimension: status {
    suggestions: ["New", "Working", "Qualified", "Converted", "Disqualified"]
    sql: ${TABLE}.status ;;
  }

  dimension: campaign {
    label: "Campaign (first touch)"
    description: "Campaign of the first touch."
    sql: ${TABLE}.campaign ;;
  }

  dimension_group: created {
    type: time
    timeframes: [raw, date, week, month, quarter]
    datatype: date
    convert_tz: no
    description: "When the lead was made."
    sql: ${TABLE}.created_on ;;
  }

  dimension: is_qualified {
    type: yesno
    label: "Qualified"
    sql: ${TABLE}.is_qualified ;;
  }

  dimension: is_converted {
    type: yesno
    label: "Converted"
    sql: ${TABLE}.is_converted ;;
  }

  dimension: owner {
    sql: ${TABLE}.owner ;;
  }

  dimension: channel {
    description: "Kind of the site from which the visit with the first form came."
    sql: ${TABLE}.channel ;;
  }

  dimension: referrer_domain {
    label: "Referrer"
    description: "Site from which the visit with the first form came."
    sql: ${TABLE}.referrer_domain ;;
  }

  dimension: landing_page {
    label: "Landing page"
    sql: ${TABLE}.landing_page ;;
  }

  dimension: utm_source {
    label: "UTM source"
    sql: ${TABLE}.utm_source ;;
  }

  dimension: utm_medium {
    label: "UTM medium"
    sql: ${TABLE}.utm_medium ;;
  }

  dimension: utm_campaign {
    label: "UTM campaign"
    sql: ${TABLE}.utm_campaign ;;
  }

  measure: count {
    type: count
    label: "Leads"
    description: "People, with doubles merged by e-mail address."
    value_format_name: decimal_0
  }

  measure: qualified {
    type: count
    label: "Qualified leads"
    description: "Leads that sales took for good."
    filters: [is_qualified: "yes"]
    value_format_name: decimal_0
  }

  measure: converted {
    type: count
    label: "Converted leads"
    description: "Leads that became a contact with an opportunity."
    filters: [is_converted: "yes"]
    value_format_name: decimal_0
  }

  measure: qualified_share {
    type: number
    label: "Qualified share"
    description: "Leads that sales took for good, divided by all."
    sql: 1.0 * ${qualified} / nullif(${count}, 0) ;;
    value_format_name: percent_1
  }

  measure: conversion_rate {
    type: number
    label: "Conversion rate"
    description: "Leads converted, divided by all."
    sql: 1.0 * ${converted} / nullif(${count}, 0) ;;
    value_format_name: percent_1
  }
}
