view: web_session {
  sql_table_name: clean.web_session ;;
  label: "Website session"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: ${TABLE}.id ;;
  }

  dimension: visitor_id {
    hidden: yes
    sql: ${TABLE}.visitor_id ;;
  }

  dimension: campaign_id {
    hidden: yes
    sql: ${TABLE}.campaign_id ;;
  }

  dimension_group: started {
    type: time
    timeframes: [raw, time, date, week, month, quarter]
    description: "When the visit began."
    sql: ${TABLE}.started_at ;;
  }

  dimension: site {
    description: "Marketing site or docs."
    sql: ${TABLE}.site ;;
  }

  dimension: landing_page {
    label: "Landing page"
    description: "First page of the visit."
    sql: ${TABLE}.landing_page ;;
  }

  dimension: referrer_domain {
    label: "Referrer"
    description: "Site from which the visit came; internal for our own."
    sql: coalesce(${TABLE}.referrer_domain, 'Direct') ;;
  }

  dimension: original_referrer_domain {
    label: "Original referrer"
    description: "The visitor's first site outside."
    sql: ${TABLE}.original_referrer_domain ;;
  }

  dimension: channel {
    description: "Direct, search, social, referral, e-mail, paid or internal."
    suggestions: ["Direct", "Search", "Social", "Referral", "E-mail", "Paid", "Internal"]
    sql: ${TABLE}.channel ;;
  }

  dimension: country {
    description: "Country of the address."
    sql: ${TABLE}.country ;;
  }

  dimension: device {
    description: "Kind of device."
    sql: ${TABLE}.device ;;
  }

  dimension: is_new_visitor {
    type: yesno
    label: "New visitor"
    description: "Whether it was the first visit of the person."
    sql: ${TABLE}.is_new_visitor ;;
  }

  dimension: is_bounce {
    type: yesno
    label: "Bounce"
    description: "Only one page was seen."
    sql: ${TABLE}.is_bounce ;;
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
    label: "Sessions"
    description: "Visits."
    value_format_name: decimal_0
  }

  measure: visitors {
    type: count_distinct
    description: "Distinct visitors."
    sql: ${visitor_id} ;;
    value_format_name: decimal_0
  }

  measure: bounces {
    hidden: yes
    type: count
    filters: [is_bounce: "yes"]
  }

  measure: bounce_rate {
    type: number
    label: "Bounce rate"
    description: "Visits of one page divided by all."
    sql: 1.0 * ${bounces} / nullif(${count}, 0) ;;
    value_format_name: percent_1
  }

  measure: page_views {
    type: sum
    label: "Page views"
    description: "Pages seen."
    sql: ${TABLE}.page_views ;;
    value_format_name: decimal_0
  }

  measure: form_submissions {
    type: sum
    label: "Form submissions"
    description: "Forms sent in the visit."
    sql: ${TABLE}.form_submissions ;;
    value_format_name: decimal_0
  }

  measure: form_rate {
    type: number
    label: "Form rate"
    description: "Forms sent divided by visits."
    sql: 1.0 * ${form_submissions} / nullif(${count}, 0) ;;
    value_format_name: percent_1
  }

  measure: total_seconds {
    hidden: yes
    type: sum
    sql: ${TABLE}.duration_seconds ;;
  }

  measure: mean_minutes {
    type: number
    label: "Session length (minutes)"
    description: "Length of a visit on average."
    sql: ${total_seconds} / 60.0 / nullif(${count}, 0) ;;
    value_format_name: decimal_1
  }
}
