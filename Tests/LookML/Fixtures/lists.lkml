view: orders {
  set: none { fields: [] }
  set: blank { fields: [
  ] }
  set: comment { fields: [ # nothing here
    # and here
  ] }
  set: one { fields: [id] }
  set: tight { fields:[id,name,users.email] }
  set: leading {
    fields: [
      , id
      , name
    ]
  }
  set: trailing { fields: [id, name, ] }
  set: both { fields: [ , id, name , ] }
  set: signs { fields: [ALL_FIELDS*, -users.email, detail*, - orders.total, +x] }
  set: lines {
    fields: [
      id, # the key
      # a comment of its own
      name
      # before the comma
      ,
      total # at the end
    ]
  }
  dimension: tags { tags: ["email", "user id", "a\"b", "",] suggestions: ["New York, NY", "x]y"] }
  dimension: tiers { tiers: [0, 10, 20.5, - 5, -1, 1e6] style: integer }
  dimension_group: created { timeframes: [raw, time, date, day_of_week] intervals: [day, hour] }
  dimension: mixed { allowed_values: [a, "b", c] }
  drill_fields: [id]
}
