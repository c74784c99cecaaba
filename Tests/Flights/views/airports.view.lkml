view: airports {
  sql_table_name: nyc.airports ;;
  drill_fields: [faa, name]

  dimension: faa { primary_key: yes }
  dimension: name {}
  dimension: altitude { type: number sql: ${TABLE}.alt ;; }
  dimension: time_zone { sql: ${TABLE}.tzone ;; }
  dimension: utc_offset { type: number sql: ${TABLE}.tz ;; }
  dimension: place { type: location sql_latitude: ${TABLE}.lat ;; sql_longitude: ${TABLE}.lon ;; }
  measure: count { type: count }
  measure: average_altitude { type: average sql: ${altitude} ;; }
  measure: total_altitude { type: sum sql: ${altitude} ;; }
  measure: highest { type: max sql: ${altitude} ;; }
}
