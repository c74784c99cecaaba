connection: "warehouse"
label: "Flights"
week_start_day: sunday
fiscal_month_offset: 6

include: "/views/*.view"
include: "/late.lkml"

# Everything about a flight hangs above it: measures of what is joined would count once for each flight.
explore: flights {
  join: carriers { relationship: many_to_one sql_on: ${flights.carrier} = ${carriers.carrier} ;; }
  join: origin { from: airports relationship: many_to_one sql_on: ${flights.origin_code} = ${origin.faa} ;; }
  join: destination { from: airports relationship: many_to_one sql_on: ${flights.dest_code} = ${destination.faa} ;; }
  join: planes { relationship: many_to_one foreign_key: flights.tailnum }
  join: weather { relationship: many_to_one sql_on: ${flights.weather_key} = ${weather.key} ;; }
  join: route_totals {
    relationship: many_to_one
    sql_on: ${flights.origin_code} = ${route_totals.origin_code} AND ${flights.dest_code} = ${route_totals.dest_code} ;;
  }
}

# A plane has many flights, and a carrier many flights: one_to_many, then many_to_one.
explore: planes {
  join: flights { relationship: one_to_many sql_on: ${planes.tailnum} = ${flights.tailnum} ;; }
  join: carriers { relationship: many_to_one sql_on: ${flights.carrier} = ${carriers.carrier} ;; }
}

explore: weather {
  always_filter: { filters: [weather.origin_code: "JFK"] }
  join: flights { relationship: one_to_many sql_on: ${weather.key} = ${flights.weather_key} ;; }
  join: planes { relationship: many_to_one sql_on: ${flights.tailnum} = ${planes.tailnum} ;; }
}

# Two legs from one airport.
explore: airports {
  join: flights { relationship: one_to_many sql_on: ${airports.faa} = ${flights.origin_code} ;; }
  join: weather { relationship: one_to_many sql_on: ${airports.faa} = ${weather.origin_code} ;; }
  join: planes { relationship: many_to_one sql_on: ${flights.tailnum} = ${planes.tailnum} ;; }
}

# Only airports from which somebody flew: an inner join drops rows, whatever else is asked.
explore: flown {
  view_name: airports
  extends: [airports]
  join: flights { type: inner }
}

explore: late_flights {
  extends: [flights]
  from: late_flights
  view_name: flights
  sql_always_where: ${flights.is_late} ;;
}

# A carrier's own people see their carrier's flights.
explore: own_flights {
  extends: [flights]
  view_name: flights
  access_filter: { field: carriers.staff user_attribute: email }
}

explore: busy_routes {
  view_name: route_totals
}

test: every_flight_has_a_carrier_with_a_name {
  explore_source: flights {
    column: carrier {}
    column: name { field: carriers.name }
    column: count {}
  }
  assert: named { expression: NOT is_null(${carriers.name}) ;; }
  assert: some { expression: ${flights.count} > 0 ;; }
}

test: all_flights_of_the_year_are_there {
  explore_source: flights { column: count {} }
  assert: all { expression: ${flights.count} = 336776 ;; }
}
