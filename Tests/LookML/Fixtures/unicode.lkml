# ① comment — with “quotes”, 🇩🇪, é (e and an accent), and a joiner 👩‍👩‍👧
view: größe {
  label: "Größe – 数量 🏔️"
  dimension: naïve { label: "é́" sql: ${TABLE}."größe" = '🏔️' ;; description: "\"́x" }
  dimension: ｆｕｌｌ { tags: ["é", "é", ​zero] }
}
