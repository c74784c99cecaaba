view: instance_day {
  sql_table_name: clean.instance_day ;;
  label: "Instance day"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: ${TABLE}.site_id || ' ' || ${TABLE}.day ;;
  }

  dimension: site_id {
    hidden: yes
    sql: ${TABLE}.site_id ;;
  }

  dimension_group: activity {
    type: time
    description: "The day, in UTC."
    timeframes: [raw, date, day_of_week, week, month, quarter, year]
    datatype: date
    convert_tz: no
    sql: ${TABLE}.day ;;
  }

  dimension: version {
    description: "By the day's last ping."
    sql: ${TABLE}.version ;;
  }

  dimension: is_final {
    type: yesno
    description: "Whether the day's counts can't grow any more."
    sql: ${TABLE}.is_final ;;
  }

  measure: dau {
    type: sum
    label: "Daily users"
    description: "People active on the day, summed over instances. Meant for one day: over several it counts a person once for each."
    sql: ${TABLE}.dau ;;
    value_format_name: decimal_0
  }

  measure: average_dau {
    type: average
    label: "Average daily users per instance"
    description: "Mean over instances and days that are known."
    sql: ${TABLE}.dau ;;
    value_format_name: decimal_1
  }

  measure: instance_count {
    type: count_distinct
    label: "Instances that pinged"
    description: "Distinct instances with at least one ping on the day."
    sql: CASE WHEN ${TABLE}.pings > 0 THEN ${site_id} END ;;
    value_format_name: decimal_0
  }
}
