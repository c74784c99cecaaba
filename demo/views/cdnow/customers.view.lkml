view: customers {
  derived_table: {
    sql:
      SELECT
        user_id AS customer_id,
        CAST(min(event_time) AS DATE) AS first_purchase_on,
        CAST(max(event_time) AS DATE) AS last_purchase_on,
        count(*) AS purchases,
        sum(revenue) AS revenue
      FROM main.events
      WHERE project_id = 2
      GROUP BY user_id ;;
  }

  dimension: customer_id {
    primary_key: yes
    label: "Customer ID"
    sql: ${TABLE}.customer_id ;;
  }

  dimension: first_purchase_on {
    hidden: yes
    sql: ${TABLE}.first_purchase_on ;;
  }

  dimension_group: first_purchase {
    type: time
    timeframes: [date, week, month, quarter]
    datatype: date
    convert_tz: no
    sql: ${TABLE}.first_purchase_on ;;
  }

  dimension: purchases {
    type: number
    label: "Purchases of the customer"
    sql: ${TABLE}.purchases ;;
  }

  dimension: purchases_range {
    type: tier
    tiers: [2, 3, 5, 10, 20]
    style: integer
    label: "Purchases of the customer (range)"
    sql: ${purchases} ;;
  }

  dimension: bought_again {
    type: yesno
    sql: ${purchases} > 1 ;;
  }

  measure: count {
    type: count
    label: "Customers"
    value_format_name: decimal_0
    drill_fields: [customer_id, first_purchase_date, purchases]
  }

  measure: repeat_customers {
    type: count
    filters: [bought_again: "yes"]
    value_format_name: decimal_0
  }

  measure: repeat_rate {
    type: number
    description: "Share of customers with more than one purchase."
    sql: 1.0 * ${repeat_customers} / nullif(${count}, 0) ;;
    value_format_name: percent_1
  }

  measure: average_revenue {
    type: average
    label: "Average revenue per customer"
    sql: ${TABLE}.revenue ;;
    value_format_name: usd
  }
}
