# The purchases came in as events of project 2.
view: purchases {
  derived_table: {
    sql:
      SELECT event_uuid, user_id AS customer_id, event_time, CAST(event_time AS DATE) AS purchased_on, revenue, quantity
      FROM main.events
      WHERE project_id = 2 ;;
  }

  dimension: event_uuid {
    primary_key: yes
    hidden: yes
    sql: ${TABLE}.event_uuid ;;
  }

  dimension: customer_id {
    label: "Customer ID"
    description: "As in the data set: text, leading zeros included."
    sql: ${TABLE}.customer_id ;;
  }

  dimension_group: purchase {
    type: time
    timeframes: [raw, date, day_of_week, week, month, quarter, year]
    datatype: date
    convert_tz: no
    sql: ${TABLE}.purchased_on ;;
  }

  dimension: value {
    type: number
    description: "Dollars paid."
    sql: ${TABLE}.revenue ;;
    value_format_name: usd
  }

  dimension: value_range {
    type: tier
    tiers: [10, 25, 50, 100, 250]
    style: integer
    sql: ${value} ;;
  }

  dimension: cds_bought {
    type: number
    label: "CDs in the purchase"
    sql: ${TABLE}.quantity ;;
  }

  dimension: is_first {
    type: yesno
    description: "Made on the day of the customer's first purchase."
    sql: ${TABLE}.purchased_on = ${customers.first_purchase_on} ;;
  }

  dimension: first_or_repeat {
    case: {
      when: {
        sql: ${is_first} ;;
        label: "First purchase"
      }
      else: "Repeat purchase"
    }
  }

  measure: count {
    type: count
    label: "Purchases"
    value_format_name: decimal_0
    drill_fields: [purchase_date, customer_id, value, cds_bought]
  }

  measure: customer_count {
    type: count_distinct
    label: "Customers"
    sql: ${customer_id} ;;
    value_format_name: decimal_0
  }

  measure: revenue {
    type: sum
    sql: ${TABLE}.revenue ;;
    value_format_name: usd_0
  }

  measure: cds {
    type: sum
    label: "CDs"
    sql: ${TABLE}.quantity ;;
    value_format_name: decimal_0
  }

  measure: average_value {
    type: average
    label: "Average purchase"
    sql: ${TABLE}.revenue ;;
    value_format_name: usd
  }

  measure: purchases_per_customer {
    type: number
    sql: 1.0 * ${count} / nullif(${customer_count}, 0) ;;
    value_format_name: decimal_2
  }
}
