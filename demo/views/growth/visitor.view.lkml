view: visitor {
  sql_table_name: clean.visitor ;;
  label: "Visitor"
  drill_fields: [person, first_seen_date, first_referrer, signed_up_date, activated_date]

  dimension: person {
    primary_key: yes
    type: number
    label: "Person"
    description: "Number of the person; those of one person are merged."
    value_format_name: id
    sql: ${TABLE}.person ;;
  }

  dimension_group: first_seen {
    type: time
    label: "First visit"
    timeframes: [raw, date, week, month]
    datatype: date
    convert_tz: no
    description: "Day of the first visit."
    sql: ${TABLE}.first_day ;;
  }

  dimension_group: signed_up {
    type: time
    timeframes: [raw, date, week, month]
    description: "When the account was made."
    sql: ${TABLE}.signed_up_at ;;
  }

  dimension_group: activated {
    type: time
    timeframes: [raw, date, week, month]
    description: "When the last condition of activation was met."
    sql: ${TABLE}.activated_at ;;
  }

  dimension: user_id {
    label: "User ID"
    description: "Id after signing up."
    sql: ${TABLE}.user_id ;;
  }

  dimension: is_signed_up {
    type: yesno
    label: "Signed up"
    description: "Whether the person has an account."
    sql: ${TABLE}.signed_up_at IS NOT NULL ;;
  }

  dimension: is_activated {
    type: yesno
    label: "Activated"
    description: "Signed up, connected a code host, searched three times and saw results three times."
    sql: ${TABLE}.is_activated ;;
  }

  dimension: is_activated_14_days {
    type: yesno
    label: "Activated in 14 days"
    description: "Activated within 14 days of the sign-up."
    sql: ${TABLE}.is_activated_14_days ;;
  }

  dimension: is_activation_known {
    type: yesno
    label: "Activation is known"
    description: "The sign-up is at least 14 days ago."
    sql: ${TABLE}.is_activation_known ;;
  }

  dimension: first_action {
    label: "First action"
    description: "The first thing that counted: a search, code navigation, or an extension."
    suggestions: ["Search", "Navigation", "Extension"]
    sql: ${TABLE}.first_action ;;
  }

  dimension: lead_grade {
    label: "Lead grade"
    description: "D: signed up only. C: searched. B: two active days with a repository added. A: five, and a private repository."
    suggestions: ["A", "B", "C", "D"]
    sql: ${TABLE}.lead_grade ;;
  }

  dimension: first_referrer {
    label: "First referrer"
    description: "Site from which the first visit came."
    sql: CASE WHEN ${TABLE}.first_referrer IS NULL THEN 'Direct' ELSE regexp_replace(regexp_extract(${TABLE}.first_referrer, '^[a-z]+://([^/:]+)', 1), '^www[.]', '') END ;;
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

  dimension: is_teammate {
    type: yesno
    label: "Teammate"
    description: "Whether the person works for us."
    sql: ${TABLE}.is_teammate ;;
  }

  dimension: has_new_home {
    type: yesno
    label: "New home page"
    description: "Whether the person is in the experiment with the new home page."
    sql: ${TABLE}.has_new_home ;;
  }

  dimension: is_extension_only {
    type: yesno
    label: "Extension only"
    description: "Only ever used an extension."
    sql: ${TABLE}.is_extension_only ;;
  }

  measure: count {
    type: count
    label: "People"
    description: "Distinct people with any event, extension-only ones included."
    value_format_name: decimal_0
  }

  measure: sign_ups {
    type: count
    label: "Sign-ups"
    description: "People who made an account."
    filters: [is_signed_up: "yes"]
    value_format_name: decimal_0
  }

  measure: activations {
    type: count
    label: "Activated people"
    description: "People who were activated, whenever."
    filters: [is_activated: "yes"]
    value_format_name: decimal_0
  }

  measure: activated_in_time {
    hidden: yes
    type: count
    filters: [is_signed_up: "yes", is_activated_14_days: "yes", is_activation_known: "yes"]
  }

  measure: known_sign_ups {
    hidden: yes
    type: count
    filters: [is_signed_up: "yes", is_activation_known: "yes"]
  }

  measure: activation_rate {
    type: number
    label: "Activation rate"
    description: "Of the sign-ups at least 14 days ago, the share that was activated within 14 days."
    sql: 1.0 * ${activated_in_time} / nullif(${known_sign_ups}, 0) ;;
    value_format_name: percent_1
  }

  measure: median_days_to_activation {
    type: median
    label: "Days to activation (median)"
    description: "Days between sign-up and activation, the median."
    sql: ${TABLE}.days_to_activation ;;
    value_format_name: decimal_2
  }

  measure: qualified_leads {
    type: count
    label: "Product-qualified leads"
    description: "People with lead grade A or B."
    filters: [lead_grade: "A,B"]
    value_format_name: decimal_0
  }
}
