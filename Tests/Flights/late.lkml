include: "/views/flights.view"

view: late_flights {
  extends: [flights]
  dimension: delay_tier { tiers: [60, 120, 240] style: relational }
  measure: worst_delay { type: max sql: ${dep_delay} ;; }
}

# What the flights of every explore get in addition.
view: +flights {
  dimension: is_late { type: yesno sql: ${dep_delay} > 15 ;; }
  measure: late_count { type: count filters: [is_late: "Yes"] }
  measure: late_share { type: number value_format_name: percent_1 sql: 1.0 * ${late_count} / NULLIF(${count}, 0) ;; }
}
