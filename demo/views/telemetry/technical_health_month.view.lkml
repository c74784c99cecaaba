view: technical_health_month {
  sql_table_name: clean.technical_health_month ;;
  label: "Technical health"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: ${TABLE}.account_id || ' ' || ${TABLE}.month ;;
  }

  dimension: account_id {
    hidden: yes
    sql: ${TABLE}.account_id ;;
  }

  dimension: chosen_customer {
    description: "The account's name where a query filters by it, else one word for all: a line for each customer that was chosen."
    sql: {% if account.name._is_filtered %}${account.name}{% else %}'All customers'{% endif %} ;;
  }

  dimension_group: activity {
    type: time
    description: "The month that the score is of."
    timeframes: [raw, month, quarter, year]
    datatype: date
    convert_tz: no
    sql: ${TABLE}.month ;;
  }

  dimension: score {
    type: number
    description: "0 to 100: adoption 45%, usage 35%, versions behind 20%; a missing part hands its weight to the others."
    sql: ${TABLE}.score ;;
    value_format_name: decimal_1
  }

  dimension: has_score {
    type: yesno
    description: "Whether enough is known for a score."
    sql: ${TABLE}.score IS NOT NULL ;;
  }

  dimension: band {
    description: "Green from 75 on, yellow from 50 on, red below."
    case: {
      when: {
        sql: ${TABLE}.band = 'Green' ;;
        label: "Green"
      }
      when: {
        sql: ${TABLE}.band = 'Yellow' ;;
        label: "Yellow"
      }
      when: {
        sql: ${TABLE}.band = 'Red' ;;
        label: "Red"
      }
    }
  }

  dimension: previous_band {
    description: "The month before."
    case: {
      when: {
        sql: ${TABLE}.previous_band = 'Green' ;;
        label: "Green"
      }
      when: {
        sql: ${TABLE}.previous_band = 'Yellow' ;;
        label: "Yellow"
      }
      when: {
        sql: ${TABLE}.previous_band = 'Red' ;;
        label: "Red"
      }
    }
  }

  dimension: has_changed_band {
    type: yesno
    description: "Whether the band is another than the month before."
    sql: ${TABLE}.band <> ${TABLE}.previous_band ;;
  }

  dimension: score_change {
    type: number
    description: "Points since the month before."
    sql: ${TABLE}.score_change ;;
    value_format: "+0.0;-0.0;0.0"
  }

  dimension: is_partial {
    type: yesno
    description: "A part of the score is unknown, or most days of the month are missing."
    sql: ${TABLE}.is_partial ;;
  }

  dimension: why_no_score {
    label: "Why there is none"
    description: "What is missing for a score."
    sql: ${TABLE}.why_no_score ;;
  }

  dimension: tenure_days {
    type: number
    label: "Customer tenure (days)"
    description: "Days from the first contract's start to the month's end."
    sql: ${TABLE}.tenure_days ;;
  }

  dimension: adoption {
    type: number
    description: "Monthly users divided by seats, or by everyone who could use the product in an unlimited deal."
    sql: ${TABLE}.adoption ;;
    value_format_name: percent_0
  }

  dimension: usage {
    type: number
    label: "DAU/MAU"
    description: "Average daily users divided by monthly users."
    sql: ${TABLE}.dau_per_mau ;;
    value_format_name: percent_0
  }

  dimension: versions_behind {
    type: number
    description: "Minor releases between its version and the newest one at the month's end."
    sql: ${TABLE}.versions_behind ;;
  }

  dimension: version {
    description: "The oldest among its instances in production."
    sql: ${TABLE}.version ;;
  }

  dimension: adoption_score {
    type: number
    description: "Points for adoption: 50 at 62.5% of the target, 100 from the target on, which is 50% of the seats in the first 60 days and 80% afterwards."
    sql: ${TABLE}.adoption_score ;;
    value_format_name: decimal_0
  }

  dimension: usage_score {
    type: number
    description: "Points for DAU/MAU: 50 at 20%, 100 from 30% on; less is asked of customers in their first 180 days."
    sql: ${TABLE}.usage_score ;;
    value_format_name: decimal_0
  }

  dimension: version_score {
    type: number
    description: "Points for the version: 100 up to one release behind, then 25 less for each, 0 from five on."
    sql: ${TABLE}.version_score ;;
    value_format_name: decimal_0
  }

  measure: average_score {
    type: average
    description: "Mean of the scores, each customer counting the same. One without a score does not count."
    sql: ${TABLE}.score ;;
    value_format_name: decimal_1
    drill_fields: [account.name, score, band, adoption, usage, versions_behind]
  }

  measure: customer_count {
    type: count_distinct
    label: "Customers"
    description: "Distinct customers."
    sql: ${account_id} ;;
    value_format_name: decimal_0
    drill_fields: [account.name, score, band, why_no_score]
  }

  measure: average_adoption {
    type: average
    description: "Mean of monthly users divided by seats."
    sql: ${TABLE}.adoption ;;
    value_format_name: percent_0
  }

  measure: average_usage {
    type: average
    label: "Average DAU/MAU"
    description: "Mean of DAU/MAU over customers."
    sql: ${TABLE}.dau_per_mau ;;
    value_format_name: percent_0
  }

  measure: seats {
    type: sum
    label: "Seats"
    description: "Seats at the month's end, or everyone who could use the product in an unlimited deal."
    sql: ${TABLE}.seats_or_people ;;
    value_format_name: decimal_0
  }
}
