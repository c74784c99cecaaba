view: search_success_day {
  sql_table_name: clean.search_success_day ;;
  label: "Search success by day"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: concat_ws('|', ${TABLE}.site_id, ${TABLE}.day) ;;
  }

  dimension: site_id {
    hidden: yes
    sql: ${TABLE}.site_id ;;
  }

  dimension_group: activity {
    type: time
    timeframes: [raw, date, week, month, quarter]
    datatype: date
    convert_tz: no
    description: "The day in UTC. Weeks begin on Sunday."
    sql: ${TABLE}.day ;;
  }

  measure: searches {
    type: sum
    description: "Searches for which there are user-level events."
    sql: ${TABLE}.searches ;;
    value_format_name: decimal_0
  }

  measure: successful_searches {
    type: sum
    label: "Successful searches"
    description: "Searches followed in the same session by copying code, code navigation, history or a visit to the code host."
    sql: ${TABLE}.successful_searches ;;
    value_format_name: decimal_0
  }

  measure: clicked_searches {
    type: sum
    label: "Clicked searches"
    description: "Searches followed by a click on a result."
    sql: ${TABLE}.clicked_searches ;;
    value_format_name: decimal_0
  }

  measure: search_sessions {
    type: sum
    label: "Search sessions"
    description: "Sessions with a search."
    sql: ${TABLE}.search_sessions ;;
    value_format_name: decimal_0
  }

  measure: success_rate {
    type: number
    label: "Success rate"
    description: "Share of searches that were followed by something that tells they helped."
    sql: 1.0 * ${successful_searches} / nullif(${searches}, 0) ;;
    value_format_name: percent_1
  }

  measure: click_rate {
    type: number
    label: "Result-click rate"
    description: "Share of searches that were followed by a click on a result."
    sql: 1.0 * ${clicked_searches} / nullif(${searches}, 0) ;;
    value_format_name: percent_1
  }
}
