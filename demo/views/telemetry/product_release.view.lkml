view: product_release {
  sql_table_name: clean.product_release ;;
  label: "Release"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: ${TABLE}.family || ' ' || ${TABLE}.version ;;
  }

  dimension: family {
    description: "Server or App."
    sql: ${TABLE}.family ;;
  }

  dimension: version {
    description: "Number of the release."
    sql: ${TABLE}.version ;;
  }

  dimension_group: released {
    type: time
    description: "When it came out."
    timeframes: [date, month, quarter, year]
    datatype: date
    convert_tz: no
    sql: ${TABLE}.released_on ;;
  }

  measure: count {
    type: count
    label: "Releases"
    description: "Releases of the product."
  }
}
