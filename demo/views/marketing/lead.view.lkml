view: lead {
  sql_table_name: clean.lead ;;
  label: "Lead"
  drill_fields: [name, company, campaign, status, created_date, owner]

  dimension: id {
    primary_key: yes
    label: "Lead ID"
    description: "Id in the CRM of the oldest of merged records."
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
    description: "First and last name."
    sql: ${TABLE}.name ;;
  }

  dimension: company {
    description: "Company that the person named."
    sql: ${TABLE}.company ;;
  }

  dimension: title {
    description: "Job title."
    sql: ${TABLE}.title ;;
  }

  dimension: source {
    description: "Where the CRM says the lead came from."
    sql: ${TABLE}.source ;;
  }

  dimension: status {
    description: "New, working, qualified, converted or disqualified."
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
    description: "Whether sales took the lead for good."
    sql: ${TABLE}.is_qualified ;;
  }

  dimension: is_converted {
    type: yesno
    label: "Converted"
    description: "Whether it became a contact."
    sql: ${TABLE}.is_converted ;;
  }

  dimension: owner {
    description: "Who in sales works on it."
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
    description: "First page of the visit with the first form."
    sql: ${TABLE}.landing_page ;;
  }

  dimension: utm_source {
    label: "UTM source"
    description: "UTM tag of the link that led here: the site or mailing."
    sql: ${TABLE}.utm_source ;;
  }

  dimension: utm_medium {
    label: "UTM medium"
    description: "UTM tag of the link that led here: e-mail, paid search, social and so on."
    sql: ${TABLE}.utm_medium ;;
  }

  dimension: utm_campaign {
    label: "UTM campaign"
    description: "UTM tag of the link that led here: the campaign."
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
