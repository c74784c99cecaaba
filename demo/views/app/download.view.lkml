view: download {
  sql_table_name: clean.download ;;
  label: "Download"

  dimension: event_uuid {
    primary_key: yes
    hidden: yes
    sql: ${TABLE}.event_uuid ;;
  }

  dimension: person {
    hidden: yes
    sql: ${TABLE}.person ;;
  }

  dimension_group: downloaded {
    type: time
    timeframes: [raw, date, week, month, quarter]
    datatype: date
    convert_tz: no
    description: "Day of the click."
    sql: ${TABLE}.day ;;
  }

  dimension: kind {
    description: "Operating system of the download, or the install command of Homebrew."
    suggestions: ["mac", "linux", "brew"]
    sql: ${TABLE}.kind ;;
  }

  dimension: action {
    description: "Clicked a button or copied the command."
    suggestions: ["Button", "Install command"]
    sql: ${TABLE}.action ;;
  }

  dimension: site {
    description: "Site on which it was clicked."
    sql: ${TABLE}.site ;;
  }

  dimension: session_referrer {
    label: "Session referrer"
    description: "Page from which the visit came."
    sql: ${TABLE}.session_referrer ;;
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
    label: "Downloads"
    description: "Clicks on a download button, or copies of the install command."
    value_format_name: decimal_0
  }

  measure: downloaders {
    type: count_distinct
    label: "App downloaders"
    description: "Distinct people who clicked or copied."
    sql: ${person} ;;
    value_format_name: decimal_0
  }
}
