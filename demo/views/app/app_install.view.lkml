view: app_install {
  sql_table_name: clean.app_install ;;
  label: "App installation"
  drill_fields: [site_id, installed_date, os, repositories]

  dimension: site_id {
    primary_key: yes
    label: "Site ID"
    description: "Id of the installation; it pings under it."
    sql: ${TABLE}.site_id ;;
  }

  dimension_group: installed {
    type: time
    timeframes: [raw, date, week, month]
    datatype: date
    convert_tz: no
    description: "Day of the first ping."
    sql: ${TABLE}.installed_on ;;
  }

  dimension_group: last_ping {
    type: time
    timeframes: [date, week]
    datatype: date
    convert_tz: no
    description: "Day of the latest ping."
    sql: ${TABLE}.last_ping_on ;;
  }

  dimension: os {
    label: "Operating system"
    description: "Operating system of the latest ping."
    sql: ${TABLE}.os ;;
  }

  dimension: is_day_7_known {
    type: yesno
    label: "Day 7 is known"
    description: "Whether seven days have passed since."
    sql: ${TABLE}.is_day_7_known ;;
  }

  dimension: is_retained {
    type: yesno
    label: "Retained"
    description: "Used on the day after the installation and again seven days after it."
    sql: ${TABLE}.is_retained ;;
  }

  measure: count {
    type: count
    label: "Installations"
    description: "Installations."
    value_format_name: decimal_0
  }

  measure: repositories {
    type: sum
    label: "Total repositories"
    description: "Repositories by the latest ping of each installation."
    sql: ${TABLE}.repositories ;;
    value_format_name: decimal_0
  }

  measure: known {
    hidden: yes
    type: count
    filters: [is_day_7_known: "yes"]
  }

  measure: retained {
    type: count
    label: "Retained on day 7"
    description: "Installations that were used on the day after and again seven days after."
    filters: [is_day_7_known: "yes", is_retained: "yes"]
    value_format_name: decimal_0
  }

  measure: retention {
    type: number
    label: "Day-7 retention"
    description: "Of the installations of a day, the share that was used on the day after and again seven days after. Those less than seven days ago do not count."
    sql: 1.0 * ${retained} / nullif(${known}, 0) ;;
    value_format_name: percent_1
  }
}
