view: a {
  set: b { fields: [c d, e
    f] }
  set: g { fields: [h,, i, , j] }
  set: k { fields: [,] }
  set: l { fields: [m, [n, o], p] }
  set: q { fields: [r: s: t, u; v] }
  measure: w { filters: [x: "1", y, z: ] }
  set: open { fields: [id, name }
  dimension: next { tags: ["a" "b"
    sql: ${TABLE}.next ;; }
  drill_fields: [id,
  dimension: last { type: string }
  measure: count { filters: [a: "1" type: count }
}
explore: a {}
