view: flights {
  sql_table_name: nyc.flights ;;

  dimension: key {
    primary_key: yes
    hidden: yes
    sql: ${TABLE}.carrier || '|' || ${TABLE}.flight || '|' || CAST(${TABLE}.time_hour AS VARCHAR) ;;
  }
  dimension: weather_key { hidden: yes sql: ${origin_code} || '|' || CAST(${TABLE}.time_hour AS VARCHAR) ;; }
  dimension: carrier {}
  dimension: flight_number { type: number sql: ${TABLE}.flight ;; value_format_name: id }
  dimension: tailnum {}
  dimension: origin_code { sql: ${TABLE}.origin ;; }
  dimension: dest_code { sql: ${TABLE}.dest ;; alias: [destination_code] }
  dimension: distance { type: number }
  dimension: dep_delay { type: number }
  dimension: arr_delay { type: number }
  dimension: air_time { type: number }
  dimension: is_cancelled { type: yesno sql: ${TABLE}.dep_time IS NULL ;; }

  # The local time of the timetable.
  dimension_group: scheduled {
    type: time
    timeframes: [
      raw, time, minute30, hour, hour6, date, week, month, quarter, year, fiscal_quarter, day_of_week,
      day_of_week_index, hour_of_day, day_of_month, day_of_year, month_name, month_num, quarter_of_year, time_of_day
    ]
    convert_tz: no
    sql: make_timestamp(${TABLE}.year, ${TABLE}.month, ${TABLE}.day, ${TABLE}.hour, ${TABLE}.minute, 0) ;;
  }
  # The same hour as an instant in UTC.
  dimension_group: hour {
    type: time
    timeframes: [raw, time, date, month, hour_of_day]
    sql: ${TABLE}.time_hour ;;
  }
  dimension_group: to_departure {
    type: duration
    intervals: [minute, hour]
    sql_start: ${scheduled_raw} ;;
    sql_end: ${scheduled_raw} + to_minutes(CAST(${dep_delay} AS BIGINT)) ;;
  }

  dimension: distance_tier { type: tier tiers: [500, 1000, 2500] style: integer sql: ${distance} ;; }
  dimension: delay_tier { type: tier tiers: [0, 15, 60] sql: ${dep_delay} ;; }
  dimension: part_of_day {
    case: {
      when: { sql: ${scheduled_hour_of_day} < 12 ;; label: "Morning" }
      when: { sql: ${scheduled_hour_of_day} < 18 ;; label: "Afternoon" }
      else: "Evening"
    }
  }

  parameter: grain {
    type: unquoted
    allowed_value: { label: "Month" value: "month" }
    allowed_value: { label: "Carrier" value: "carrier" }
    default_value: "month"
  }
  dimension: grouped {
    label_from_parameter: grain
    sql: {% if grain._parameter_value == 'month' %} ${scheduled_month} {% else %} ${carrier} {% endif %} ;;
  }
  parameter: long_from { type: number default_value: "1000" }
  filter: carriers_of_interest { type: string suggest_dimension: carrier }

  measure: count { type: count drill_fields: [carrier, flight_number, scheduled_time] }
  measure: total_distance { type: sum sql: ${distance} ;; }
  measure: average_arr_delay { type: average sql: ${arr_delay} ;; value_format_name: decimal_1 }
  measure: shortest { type: min sql: ${distance} ;; }
  measure: longest { type: max sql: ${distance} ;; }
  measure: median_dep_delay { type: median sql: ${dep_delay} ;; }
  measure: dep_delay_p90 { type: percentile percentile: 90 sql: ${dep_delay} ;; }
  measure: plane_count { type: count_distinct sql: ${tailnum} ;; }
  measure: carrier_list { type: list list_field: carrier }
  measure: cancelled_count { type: count filters: [is_cancelled: "Yes"] }
  measure: cancelled_share { type: number sql: 1.0 * ${cancelled_count} / NULLIF(${count}, 0) ;; }
  measure: long_from_jfk { type: sum sql: ${distance} ;; filters: [origin_code: "JFK", distance: ">=2000"] }
  measure: airbus_count { type: count filters: [planes.manufacturer: "AIRBUS%"] }
  measure: long_count {
    type: sum
    sql: CASE WHEN ${distance} >= {% parameter long_from %} THEN 1 ELSE 0 END ;;
  }
  measure: of_interest {
    type: sum
    sql: CASE WHEN {% condition carriers_of_interest %} ${carrier} {% endcondition %} THEN 1 END ;;
  }
  measure: first_scheduled { type: date sql: MIN(${scheduled_raw}) ;; }
  measure: is_large { type: yesno sql: ${count} > 50000 ;; }
  measure: seats_of_planes { type: sum_distinct sql_distinct_key: ${planes.tailnum} ;; sql: ${planes.seats} ;; }
  measure: average_seats_of_planes { type: average_distinct sql_distinct_key: ${planes.tailnum} ;; sql: ${planes.seats} ;; }
}
