view: session {
  sql_table_name: clean.session ;;
  label: "Session"

  dimension: session_key {
    primary_key: yes
    hidden: yes
    sql: ${TABLE}.session_key ;;
  }

  dimension: person {
    hidden: yes
    sql: ${TABLE}.person ;;
  }

  dimension_group: started {
    type: time
    timeframes: [raw, time, date, week, month, quarter, hour_of_day, day_of_week]
    description: "When the visit began."
    sql: ${TABLE}.started_at ;;
  }

  dimension: surface {
    description: "Product, managed instance, marketing site or docs."
    suggestions: ["Sourcegraph.com", "Managed instance", "Marketing site", "Docs"]
    sql: ${TABLE}.surface ;;
  }

  dimension: site_id {
    label: "Site ID"
    description: "Instance of the visit; empty on the sites."
    sql: ${TABLE}.site_id ;;
  }

  dimension: is_registered {
    type: yesno
    label: "Signed in"
    description: "Whether the person was signed in."
    sql: ${TABLE}.is_registered ;;
  }

  dimension: is_new_visitor {
    type: yesno
    label: "New visitor"
    description: "Whether it began on the first day of the person."
    sql: ${TABLE}.is_new_visitor ;;
  }

  dimension: is_extension_only {
    type: yesno
    label: "Extension only"
    description: "Whether only an extension was used in the visit."
    sql: ${TABLE}.is_extension_only ;;
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

  dimension: landing_page {
    label: "Landing page"
    description: "First page of the visit."
    sql: ${TABLE}.landing_page ;;
  }

  dimension: referrer {
    label: "Session referrer"
    description: "Site from which the visit came."
    sql: CASE WHEN ${TABLE}.session_referrer IS NULL THEN 'Direct' ELSE regexp_replace(regexp_extract(${TABLE}.session_referrer, '^[a-z]+://([^/:]+)', 1), '^www[.]', '') END ;;
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

  dimension: is_external_referrer {
    type: yesno
    label: "From elsewhere"
    description: "Whether the visit came from a site that is not ours."
    sql: ${TABLE}.session_referrer IS NOT NULL AND ${TABLE}.session_referrer NOT LIKE '%sourcegraph.com%' ;;
  }

  dimension: duration_seconds {
    type: number
    label: "Length (seconds)"
    description: "Time from the first event to the last."
    sql: ${TABLE}.duration_seconds ;;
  }

  measure: count {
    type: count
    label: "Sessions"
    description: "Visits that end after 30 minutes without an event."
    value_format_name: decimal_0
  }

  measure: visitors {
    type: count_distinct
    label: "Visitors"
    description: "Distinct people with a session."
    sql: ${person} ;;
    value_format_name: decimal_0
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

  measure: total_seconds {
    hidden: yes
    type: sum
    sql: ${TABLE}.duration_seconds ;;
  }

  measure: sign_in_sessions {
    type: count
    label: "Signed-in sessions"
    description: "Sessions of people who were signed in."
    filters: [is_registered: "yes"]
    value_format_name: decimal_0
  }

  measure: new_visitors {
    type: count_distinct
    label: "New visitors"
    description: "Distinct people on their first day."
    filters: [is_new_visitor: "yes"]
    sql: ${person} ;;
    value_format_name: decimal_0
  }

  measure: sessions_per_visitor {
    type: number
    label: "Sessions per visitor"
    description: "Sessions divided by visitors."
    sql: 1.0 * ${count} / nullif(${visitors}, 0) ;;
    value_format_name: decimal_2
  }

  measure: page_views_per_session {
    type: number
    label: "Page views per session"
    description: "Pages seen divided by sessions."
    sql: 1.0 * ${page_views} / nullif(${count}, 0) ;;
    value_format_name: decimal_1
  }

  measure: mean_minutes {
    type: number
    label: "Session length (minutes)"
    description: "Time from the first event to the last, on average."
    sql: ${total_seconds} / 60.0 / nullif(${count}, 0) ;;
    value_format_name: decimal_1
  }

  measure: searches_per_session {
    type: number
    label: "Searches per session"
    description: "Searches divided by sessions."
    sql: 1.0 * ${searches} / nullif(${count}, 0) ;;
    value_format_name: decimal_1
  }
}
