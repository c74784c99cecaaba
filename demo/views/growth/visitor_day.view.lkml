view: visitor_day {
  sql_table_name: clean.visitor_day ;;
  label: "Visitor day"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: concat_ws('|', ${TABLE}.person, ${TABLE}.day) ;;
  }

  dimension: person {
    hidden: yes
    sql: ${TABLE}.person ;;
  }

  dimension_group: activity {
    type: time
    timeframes: [raw, date, week, month, quarter]
    datatype: date
    convert_tz: no
    description: "The day in UTC. Weeks begin on Sunday."
    sql: ${TABLE}.day ;;
  }

  dimension: is_new {
    type: yesno
    label: "New visitor (day)"
    description: "Whether it is the first day of the person."
    sql: ${TABLE}.is_new ;;
  }

  dimension: visitor_kind {
    label: "New or returning (week)"
    description: "New: the first visit was in this week."
    suggestions: ["New", "Returning"]
    sql: CASE WHEN ${TABLE}.first_day >= ${TABLE}.week THEN 'New' ELSE 'Returning' END ;;
  }

  dimension: is_registered {
    type: yesno
    label: "Signed in"
    description: "Whether the person was signed in."
    sql: ${TABLE}.is_registered ;;
  }

  dimension: is_active {
    type: yesno
    label: "Active"
    description: "Whether there was a qualifying event."
    sql: ${TABLE}.is_active ;;
  }

  dimension: is_extension_only {
    type: yesno
    label: "Extension only"
    description: "Only ever used an extension; no visitor then."
    sql: ${TABLE}.is_extension_only ;;
  }

  dimension: saw_product {
    type: yesno
    label: "Saw product"
    description: "Was on the product."
    sql: ${TABLE}.saw_product ;;
  }

  dimension: saw_website {
    type: yesno
    label: "Saw website"
    description: "Was on the marketing site or in the docs."
    sql: ${TABLE}.saw_website ;;
  }

  dimension: referrer {
    label: "Session referrer"
    description: "Site from which the visit of the day came."
    sql: CASE WHEN ${TABLE}.referrer IS NULL THEN 'Direct' ELSE regexp_replace(regexp_extract(${TABLE}.referrer, '^[a-z]+://([^/:]+)', 1), '^www[.]', '') END ;;
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

  dimension: is_tagged {
    type: yesno
    label: "By a tagged link"
    description: "Whether the visit of the day came by a link with UTM tags."
    sql: ${TABLE}.utm_source IS NOT NULL ;;
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

  measure: visitors {
    type: count_distinct
    description: "Distinct people with any event on the product or the sites, without those who only use an extension."
    filters: [is_extension_only: "no"]
    sql: ${TABLE}.person ;;
    value_format_name: decimal_0
  }

  measure: active_users {
    type: count_distinct
    label: "Active users"
    description: "Distinct people with a qualifying event."
    filters: [is_active: "yes"]
    sql: ${TABLE}.person ;;
    value_format_name: decimal_0
  }

  measure: active_days {
    hidden: yes
    type: count
    filters: [is_active: "yes"]
  }

  measure: days {
    hidden: yes
    type: count_distinct
    sql: ${TABLE}.day ;;
  }

  measure: average_dau {
    type: number
    label: "DAU (average)"
    description: "Active users of a day, on average over the days shown."
    sql: 1.0 * ${active_days} / nullif(${days}, 0) ;;
    value_format_name: decimal_0
  }

  measure: dau_per_active {
    type: number
    label: "DAU/active users"
    description: "Average DAU divided by the active users of the whole period: DAU/WAU by week, DAU/MAU by month."
    sql: 1.0 * ${average_dau} / nullif(${active_users}, 0) ;;
    value_format_name: percent_1
  }

  measure: visitor_sessions {
    hidden: yes
    type: sum
    filters: [is_extension_only: "no"]
    sql: ${TABLE}.sessions ;;
  }

  measure: page_views {
    type: sum
    label: "Page views"
    description: "Pages seen."
    sql: ${TABLE}.page_views ;;
    value_format_name: decimal_0
  }

  measure: searches {
    type: sum
    description: "Searches submitted."
    sql: ${TABLE}.searches ;;
    value_format_name: decimal_0
  }
}
