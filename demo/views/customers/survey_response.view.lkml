view: survey_response {
  sql_table_name: clean.survey_response ;;
  label: "Survey"
  drill_fields: [answered_date, account.name, score, nps_group, reason, better, other_use_cases]

  dimension: id {
    primary_key: yes
    type: number
    hidden: yes
    sql: ${TABLE}.id ;;
  }

  dimension: account_id {
    hidden: yes
    sql: ${TABLE}.account_id ;;
  }

  dimension: site_id {
    hidden: yes
    sql: ${TABLE}.site_id ;;
  }

  dimension_group: answered {
    type: time
    timeframes: [raw, time, date, week, month, quarter, year]
    description: "When the answer was given, in UTC."
    sql: ${TABLE}.answered_at ;;
  }

  dimension: score {
    type: number
    description: "How likely the person is to recommend the product to a friend, 0 to 10."
    sql: ${TABLE}.score ;;
  }

  dimension: nps_group {
    label: "NPS group"
    description: "Promoter from 9 on, passive with 7 and 8, detractor below."
    suggestions: ["Promoter", "Passive", "Detractor"]
    sql: ${TABLE}.nps_group ;;
  }

  dimension: reason {
    description: "Why the score; asked in the older form."
    sql: ${TABLE}.reason ;;
  }

  dimension: better {
    label: "What would make it better"
    description: "The person's own words."
    sql: ${TABLE}.better ;;
  }

  dimension: other_use_cases {
    description: "What else the person uses the product for."
    sql: ${TABLE}.other_use_cases ;;
  }

  dimension: linked_by {
    label: "Account known by"
    description: "How it is known whose answer it is: the instance's site id, or the domain of the e-mail address."
    sql: ${TABLE}.linked_by ;;
  }

  measure: count {
    type: count
    label: "Answers"
    description: "Answers to the survey; whoever answers twice on a day counts once."
    value_format_name: decimal_0
  }

  measure: promoters {
    type: count
    filters: [nps_group: "Promoter"]
    description: "Answers of 9 or 10."
    value_format_name: decimal_0
  }

  measure: detractors {
    type: count
    filters: [nps_group: "Detractor"]
    description: "Answers from 0 to 6."
    value_format_name: decimal_0
  }

  measure: average_score {
    type: average
    description: "Mean of the scores, 0 to 10."
    sql: ${TABLE}.score ;;
    value_format_name: decimal_1
  }

  measure: nps {
    type: number
    label: "NPS"
    description: "Share of promoters less share of detractors, times 100. Empty with fewer than five answers."
    sql: CASE WHEN ${count} >= 5 THEN 100.0 * (${promoters} - ${detractors}) / ${count} END ;;
    value_format: "+0;-0;0"
  }
}
