view: account_month {
  sql_table_name: clean.account_month ;;
  label: "Account month"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: ${TABLE}.account_id || ' ' || ${TABLE}.month ;;
  }

  dimension: account_id {
    hidden: yes
    sql: ${TABLE}.account_id ;;
  }

  dimension_group: activity {
    type: time
    description: "The calendar month, in UTC."
    timeframes: [raw, month, quarter, year]
    datatype: date
    convert_tz: no
    sql: ${TABLE}.month ;;
  }

  dimension: seats {
    type: number
    description: "Seats of the licences in production at the month's end, or today in the running month."
    sql: ${TABLE}.seats ;;
    value_format_name: decimal_0
  }

  dimension: seat_consumption {
    type: number
    description: "Monthly users divided by seats. May exceed 100% where the contract allows it."
    sql: ${TABLE}.seat_consumption ;;
    value_format_name: percent_0
  }

  dimension: version {
    description: "The oldest among its instances in production."
    sql: ${TABLE}.version ;;
  }

  dimension: versions_behind {
    type: number
    description: "Minor releases between its version and the newest one at the month's end."
    sql: ${TABLE}.versions_behind ;;
  }

  measure: mau {
    type: sum
    label: "Monthly users"
    description: "People active in the month, summed over the account's instances in production."
    sql: ${TABLE}.mau ;;
    value_format_name: decimal_0
  }

  measure: total_seats {
    type: sum
    label: "Total seats"
    description: "Seats of the licences in production at the month's end, or today in the running month."
    sql: ${TABLE}.seats ;;
    value_format_name: decimal_0
  }

  measure: average_seat_consumption {
    type: average
    label: "Average seat consumption"
    description: "The mean of monthly users by seats over accounts that have seats and data, each counting the same."
    sql: ${TABLE}.seat_consumption ;;
    value_format_name: percent_1
    drill_fields: [account.name, seats, mau, seat_consumption]
  }

  measure: consuming_mau {
    type: sum
    hidden: yes
    sql: CASE WHEN ${TABLE}.seat_consumption IS NOT NULL THEN ${TABLE}.mau END ;;
  }

  measure: consumable_seats {
    type: sum
    hidden: yes
    sql: CASE WHEN ${TABLE}.seat_consumption IS NOT NULL THEN ${TABLE}.seats END ;;
  }

  measure: weighted_seat_consumption {
    type: number
    label: "Seat consumption, weighted"
    description: "All monthly users divided by all seats, so that large accounts weigh more."
    sql: 1.0 * ${consuming_mau} / nullif(${consumable_seats}, 0) ;;
    value_format_name: percent_1
  }

  measure: account_count {
    type: count_distinct
    label: "Accounts with data"
    description: "Accounts whose monthly users are known."
    sql: CASE WHEN ${TABLE}.mau IS NOT NULL THEN ${account_id} END ;;
    value_format_name: decimal_0
  }
}
