view: carriers {
  sql_table_name: nyc.airlines ;;
  dimension: carrier { primary_key: yes }
  dimension: name {}
  dimension: staff { hidden: yes sql: lower(${carrier}) || '@example.com' ;; }
  measure: count { type: count }
}

view: planes {
  sql_table_name: nyc.planes ;;
  dimension: tailnum { primary_key: yes }
  dimension: manufacturer {}
  dimension: engine {}
  dimension: seats { type: number }
  dimension: built { type: number sql: ${TABLE}.year ;; value_format_name: id }
  dimension: size { type: tier tiers: [100, 200, 300] style: interval sql: ${seats} ;; }
  dimension_group: in_service {
    type: duration
    intervals: [year]
    sql_start: make_date(${TABLE}.year, 1, 1) ;;
    sql_end: DATE '2013-12-31' ;;
  }
  measure: count { type: count }
  measure: total_seats { type: sum sql: ${seats} ;; }
  measure: average_seats { type: average sql: ${seats} ;; }
  measure: median_seats { type: median sql: ${seats} ;; }
  measure: oldest { type: min sql: ${built} ;; }
  measure: flights_per_plane { type: number sql: 1.0 * ${flights.count} / NULLIF(${count}, 0) ;; }
}

view: weather {
  sql_table_name: nyc.weather ;;
  dimension: key { primary_key: yes hidden: yes sql: ${origin_code} || '|' || CAST(${TABLE}.time_hour AS VARCHAR) ;; }
  dimension: origin_code { sql: ${TABLE}.origin ;; }
  dimension: temperature { type: number sql: ${TABLE}.temp ;; }
  dimension: visibility { type: number sql: ${TABLE}.visib ;; }
  dimension: is_wet { type: yesno sql: ${TABLE}.precip > 0 ;; }
  dimension_group: observed { type: time timeframes: [raw, date, month] sql: ${TABLE}.time_hour ;; }
  measure: count { type: count }
  measure: average_temperature { type: average sql: ${temperature} ;; }
  measure: total_precipitation { type: sum sql: ${TABLE}.precip ;; }
  measure: median_wind { type: median sql: ${TABLE}.wind_speed ;; }
  measure: wet_hours { type: count filters: [is_wet: "Yes"] }
}

# Routes with their flights, of the carriers and from the number of flights that a query asks for.
view: route_totals {
  derived_table: {
    sql:
      SELECT origin, dest, COUNT(*) AS flights, SUM(distance) AS miles
      FROM ${flights.SQL_TABLE_NAME}
      WHERE {% condition route_carrier %} carrier {% endcondition %}
      GROUP BY 1, 2
      HAVING COUNT(*) >= {% parameter busy_from %} ;;
  }
  filter: route_carrier { type: string }
  parameter: busy_from { type: number default_value: "1" }
  dimension: key { primary_key: yes hidden: yes sql: ${origin_code} || '-' || ${dest_code} ;; }
  dimension: origin_code { sql: ${TABLE}.origin ;; }
  dimension: dest_code { sql: ${TABLE}.dest ;; }
  dimension: flights { type: number }
  measure: count { type: count }
  measure: total_flights { type: sum sql: ${flights} ;; }
  measure: total_miles { type: sum sql: ${TABLE}.miles ;; }
}
