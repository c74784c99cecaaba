view: a {
  dimension: b { type: string }}
}
}
view: c {
  dimension: d {{ type: string }
  }
  dimension: e { type: string
