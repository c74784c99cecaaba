view: subscription {
  sql_table_name: clean.subscription ;;
  label: "Subscription"

  dimension: id {
    primary_key: yes
    label: "Subscription ID"
    description: "The subscription's own id."
    sql: ${TABLE}.id ;;
  }

  dimension: account_id {
    hidden: yes
    sql: ${TABLE}.account_id ;;
  }

  dimension: name {
    label: "Subscription"
    description: "What the licence pages call it."
    sql: ${TABLE}.name ;;
  }

  dimension: plan {
    description: "Plan of the newest licence."
    sql: ${TABLE}.plan ;;
  }

  dimension: state {
    description: "State of the newest licence today."
    suggestions: ["active", "expiring", "expired", "revoked"]
    sql: ${TABLE}.state ;;
  }

  dimension: is_production {
    type: yesno
    label: "For production"
    description: "No for test and staging instances."
    sql: ${TABLE}.is_production ;;
  }

  dimension: is_trial {
    type: yesno
    label: "Trial"
    description: "Whether it is for trying the product."
    sql: ${TABLE}.is_trial ;;
  }

  dimension: tags {
    label: "Licence tags"
    description: "Tags of the newest licence."
    sql: ${TABLE}.tags ;;
  }

  dimension: seats {
    type: number
    description: "Seats that count today; none for trials, staging and what has ended."
    sql: ${TABLE}.seats ;;
    value_format_name: decimal_0
  }

  dimension_group: expires {
    type: time
    timeframes: [raw, date, month]
    description: "When the newest licence ends."
    sql: ${TABLE}.expires_at ;;
  }

  dimension: days_to_expiry {
    type: number
    description: "Days until the newest licence ends; negative once it has."
    sql: ${TABLE}.days_to_expiry ;;
    value_format_name: decimal_0
  }

  measure: count {
    type: count
    label: "Subscriptions"
    description: "Subscriptions, whatever their state."
    value_format_name: decimal_0
  }

  measure: total_seats {
    type: sum
    description: "Seats that count today."
    sql: ${seats} ;;
    value_format_name: decimal_0
  }

  measure: next_expiry {
    type: date
    description: "When the first of the licences that are active today ends."
    sql: min(CASE WHEN ${TABLE}.state IN ('active', 'expiring') THEN ${TABLE}.expires_at END) ;;
  }
}
