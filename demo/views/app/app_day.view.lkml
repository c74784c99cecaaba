view: app_day {
  sql_table_name: clean.app_day ;;
  label: "App day"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: concat_ws('|', ${TABLE}.site_id, ${TABLE}.day) ;;
  }

  dimension: site_id {
    hidden: yes
    sql: ${TABLE}.site_id ;;
  }

  dimension_group: activity {
    type: time
    timeframes: [raw, date, week, month, quarter]
    datatype: date
    convert_tz: no
    description: "The day in UTC. Weeks begin on Sunday."
    sql: ${TABLE}.day ;;
  }

  dimension: version {
    label: "App version"
    description: "Version that the latest ping of the day named, with its build."
    sql: ${TABLE}.version ;;
  }

  dimension: release {
    label: "App release"
    description: "The version without its build."
    sql: split_part(${TABLE}.version, '+', 1) ;;
  }

  dimension: os {
    label: "Operating system"
    description: "Operating system that the latest ping of the day named."
    sql: ${TABLE}.os ;;
  }

  dimension: is_active {
    type: yesno
    label: "Active"
    description: "Whether somebody used the installation on the day."
    sql: ${TABLE}.is_active ;;
  }

  dimension: days_since_install {
    type: number
    label: "Days since install"
    description: "Days since the first ping of the installation."
    sql: ${TABLE}.days_since_install ;;
  }

  dimension_group: installed {
    type: time
    timeframes: [date, week, month]
    datatype: date
    convert_tz: no
    description: "Day of the first ping of the installation."
    sql: ${TABLE}.installed_on ;;
  }

  measure: days {
    hidden: yes
    type: count_distinct
    sql: ${TABLE}.day ;;
  }

  measure: installations {
    type: count_distinct
    description: "Distinct installations that pinged."
    sql: ${TABLE}.site_id ;;
    value_format_name: decimal_0
  }

  measure: active_installations {
    type: count_distinct
    label: "Active installations"
    description: "Distinct installations that were used."
    filters: [is_active: "yes"]
    sql: ${TABLE}.site_id ;;
    value_format_name: decimal_0
  }

  measure: installation_days {
    hidden: yes
    type: count
  }

  measure: active_days {
    hidden: yes
    type: count
    filters: [is_active: "yes"]
  }

  measure: average_dau {
    type: number
    label: "DAU"
    description: "Installations that were used on a day, on average over the days shown."
    sql: 1.0 * ${active_days} / nullif(${days}, 0) ;;
    value_format_name: decimal_1
  }

  measure: active_share {
    type: number
    label: "% active apps"
    description: "Installations that were used on a day, divided by those that pinged on it."
    sql: 1.0 * ${active_days} / nullif(${installation_days}, 0) ;;
    value_format_name: percent_1
  }
}
