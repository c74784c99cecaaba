- view: orders
  fields:
  - dimension: id
    sql: ${TABLE}.id
  - measure: count
    type: count
