view: orders {
  measure: new { filters: [status: "complete"] }
  measure: two { filters: [orders.status: "complete, -\"returned\"", created_date: "7 days",] }
  measure: literals { filters: [is_open: yes, amount: 5, level: - 5, orders.total: -5] }
  measure: several { filters: [a: "1"] filters: [b: "2"] }
  measure: lines {
    filters: [
      # the first
      a : "1" , # after a comma
      b
        :
        # before a value
        "2"
    ]
  }
  measure: named_like_sql { filters: [sql_state: "x"] }
  measure: none { filters: [] }
  measure: old { filters: { field: status value: "complete" } filters: { field: orders.total value: ">10" } }
  measure: empty_block { filters: {} }
  filter: only { type: string }
}
explore: orders {
  always_filter: { filters: [status: "complete"] }
  conditionally_filter: { filters: [created_date: "7 days"] unless: [id, users.id] }
  access_filter: { field: users.region user_attribute: region }
  query: recent { dimensions: [id] filters: [created_date: "1 day"] sorts: [created_date: desc, id: asc] limit: 10 }
  join: users { fields: [users.id] bind_filters: { from_field: a.b to_field: c.d } }
}
view: derived {
  derived_table: {
    explore_source: orders {
      column: id {}
      column: total { field: orders.total }
      derived_column: rank { sql: RANK() OVER (ORDER BY total) ;; }
      bind_filters: { from_field: derived.date to_field: orders.date }
      filters: [orders.status: "x"]
      filters: { field: orders.b value: "y" }
      expression_custom_filter: ${orders.total} > 1 ;;
    }
  }
}
