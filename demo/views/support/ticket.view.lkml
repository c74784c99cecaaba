view: ticket {
  sql_table_name: clean.ticket ;;
  label: "Ticket"
  drill_fields: [id, subject, account.name, kind, priority, status, assignee, created_date, sla_status]

  filter: period {
    type: date
    default_value: "90 days"
    label: "Period"
    description: "The days that the measures of the period look at, and before them as many for comparison."
  }

  dimension: id {
    primary_key: yes
    label: "Ticket ID"
    description: "The support system's id."
    sql: ${TABLE}.id ;;
  }

  dimension: account_id {
    hidden: yes
    sql: ${TABLE}.account_id ;;
  }

  dimension: subject {
    description: "What the ticket is headed."
    sql: ${TABLE}.subject ;;
  }

  dimension: organization {
    description: "The organisation that the support system files the ticket under."
    sql: ${TABLE}.organization ;;
  }

  dimension: kind {
    description: "Defect, help, feature request, or other."
    suggestions: ["Defect", "Help", "Feature request", "Other"]
    sql: ${TABLE}.kind ;;
  }

  dimension: product_area {
    description: "The part of the product that it is about."
    sql: coalesce(${TABLE}.product_area, 'Not known') ;;
  }

  dimension: priority {
    label: "Ticket priority"
    description: "p0 is the most urgent, p3 the least; None where nobody has set one."
    suggestions: ["p0", "p1", "p2", "p3", "None"]
    sql: ${TABLE}.priority ;;
  }

  dimension: status {
    description: "Where the ticket stands: new, open, pending, hold, solved, closed."
    suggestions: ["new", "open", "pending", "hold", "solved", "closed"]
    sql: ${TABLE}.status ;;
  }

  dimension: is_open {
    type: yesno
    description: "Whether it is not solved yet."
    sql: ${TABLE}.is_open ;;
  }

  dimension: channel {
    description: "How the ticket came in."
    sql: ${TABLE}.channel ;;
  }

  dimension: assignee_id {
    label: "Assignee ID"
    description: "Id of the person at support who has the ticket."
    sql: ${TABLE}.assignee_id ;;
  }

  dimension: assignee {
    description: "The person at support who has the ticket."
    sql: coalesce(${TABLE}.assignee, 'Nobody') ;;
  }

  dimension: support_level {
    description: "What the account's plan promised when the ticket came: Enterprise, other paid, or nothing."
    suggestions: ["Enterprise", "Other paid", "None"]
    sql: ${TABLE}.support_level ;;
  }

  dimension: response_unit {
    label: "Response counted in"
    description: "Business hours for p0 to p2, business days for p3. Nothing is promised without a priority."
    suggestions: ["Business hours", "Business days"]
    sql:
      CASE
        WHEN ${TABLE}.priority IN ('p0', 'p1', 'p2') THEN 'Business hours'
        WHEN ${TABLE}.priority = 'p3' THEN 'Business days'
      END ;;
  }

  dimension: sla_status {
    label: "SLA"
    description: "Whether the first response came in time: met, missed, pending while there is time left, none without a target."
    suggestions: ["met", "missed", "pending", "none"]
    sql: ${TABLE}.sla_status ;;
  }

  dimension: rating {
    description: "How the customer rated the help, good or bad."
    suggestions: ["good", "bad"]
    sql: ${TABLE}.rating ;;
  }

  dimension: age_band {
    label: "Age"
    description: "Days since an open ticket came in."
    order_by_field: age_band_order
    sql: ${TABLE}.age_band ;;
  }

  dimension: age_band_order {
    type: number
    hidden: yes
    sql: ${TABLE}.age_band_order ;;
  }

  dimension: age_days {
    type: number
    label: "Age (days)"
    description: "Days since an open ticket came in."
    sql: ${TABLE}.age_days ;;
    value_format_name: decimal_0
  }

  dimension_group: created {
    type: time
    timeframes: [raw, time, date, week, month, quarter, year]
    description: "When the ticket came in, in UTC."
    sql: ${TABLE}.created_at ;;
  }

  dimension_group: solved {
    type: time
    timeframes: [raw, time, date, week, month, quarter, year]
    description: "When the ticket was solved for the last time, in UTC."
    sql: ${TABLE}.solved_at ;;
  }

  # Bounds of the period; without a first day it has no period before it.

  dimension: period_start {
    hidden: yes
    type: date_raw
    sql: CAST({% date_start period %} AS TIMESTAMP) ;;
  }

  dimension: period_end {
    hidden: yes
    type: date_raw
    sql: coalesce(CAST({% date_end period %} AS TIMESTAMP), ${TABLE}.as_of) ;;
  }

  dimension: is_created_in_period {
    type: yesno
    hidden: yes
    sql: coalesce(${created_raw} >= ${period_start}, true) AND ${created_raw} < ${period_end} ;;
  }

  dimension: is_created_before_period {
    type: yesno
    hidden: yes
    sql: ${created_raw} < ${period_start} AND ${created_raw} >= ${period_start} - (${period_end} - ${period_start}) ;;
  }

  dimension: is_solved_in_period {
    type: yesno
    hidden: yes
    sql: coalesce(${solved_raw} >= ${period_start}, true) AND ${solved_raw} < ${period_end} ;;
  }

  dimension: is_solved_before_period {
    type: yesno
    hidden: yes
    sql: ${solved_raw} < ${period_start} AND ${solved_raw} >= ${period_start} - (${period_end} - ${period_start}) ;;
  }

  dimension: is_of_last_90_days {
    type: yesno
    hidden: yes
    sql: ${created_raw} >= ${TABLE}.as_of - INTERVAL 90 DAYS ;;
  }

  measure: count {
    type: count
    label: "Tickets"
    description: "Tickets that came in."
    value_format_name: decimal_0
  }

  measure: open_count {
    type: count
    label: "Open tickets"
    description: "Tickets that are not solved yet, as of the last look at the support system."
    filters: [is_open: "yes"]
    value_format_name: decimal_0
  }

  measure: solved_count {
    type: count
    label: "Solved tickets"
    description: "Tickets that are solved."
    filters: [is_open: "no"]
    value_format_name: decimal_0
  }

  measure: reopened_count {
    type: sum
    hidden: yes
    sql: CASE WHEN ${TABLE}.was_reopened AND NOT ${TABLE}.is_open THEN 1 ELSE 0 END ;;
  }

  measure: reopen_rate {
    type: number
    description: "Tickets that were opened again after they had been solved, divided by all that are solved."
    sql: 1.0 * ${reopened_count} / nullif(${solved_count}, 0) ;;
    value_format_name: percent_0
  }

  measure: rated_count {
    type: sum
    label: "Rated tickets"
    description: "Tickets that the customer rated."
    sql: CASE WHEN ${TABLE}.is_rated THEN 1 ELSE 0 END ;;
    value_format_name: decimal_0
  }

  measure: good_count {
    type: count
    hidden: yes
    filters: [rating: "good"]
  }

  measure: csat {
    type: number
    label: "CSAT"
    description: "Good ratings divided by rated tickets."
    sql: 1.0 * ${good_count} / nullif(${rated_count}, 0) ;;
    value_format_name: percent_0
  }

  measure: targeted_count {
    type: count
    hidden: yes
    filters: [sla_status: "met,missed"]
  }

  measure: met_count {
    type: count
    hidden: yes
    filters: [sla_status: "met"]
  }

  measure: sla_attainment {
    type: number
    label: "SLA attainment"
    description: "Tickets that got their first response in time, divided by those with a target. Open ones past it count as missed; the goal is 95%."
    sql: 1.0 * ${met_count} / nullif(${targeted_count}, 0) ;;
    value_format_name: percent_1
  }

  measure: median_response_hours {
    type: median
    group_label: "Time to first response"
    label: "Median (business hours)"
    description: "Median of the business hours from the ticket's creation to the first public reply."
    sql: ${TABLE}.ttfr_business_hours ;;
    value_format_name: decimal_1
  }

  measure: p90_response_hours {
    type: percentile
    percentile: 90
    group_label: "Time to first response"
    label: "P90 (business hours)"
    description: "Nine of ten tickets got their first public reply within so many business hours."
    sql: ${TABLE}.ttfr_business_hours ;;
    value_format_name: decimal_1
  }

  measure: target_hours {
    type: average
    group_label: "Time to first response"
    label: "Target (business hours)"
    description: "Mean of what was promised; 2, 4 and 8 hours for p0 to p2 on enterprise plans."
    sql: ${TABLE}.target_business_hours ;;
    value_format_name: decimal_1
  }

  measure: median_response_days {
    type: median
    group_label: "Time to first response"
    label: "Median (business days)"
    description: "Median of the business days from the ticket's creation to the first public reply."
    sql: ${TABLE}.ttfr_business_days ;;
    value_format_name: decimal_1
  }

  measure: p90_response_days {
    type: percentile
    percentile: 90
    group_label: "Time to first response"
    label: "P90 (business days)"
    description: "Nine of ten tickets got their first public reply within so many business days."
    sql: ${TABLE}.ttfr_business_days ;;
    value_format_name: decimal_1
  }

  measure: target_days {
    type: average
    group_label: "Time to first response"
    label: "Target (business days)"
    description: "Mean of what was promised; 2 days for p3 on enterprise plans, 3 on other paid ones."
    sql: ${TABLE}.target_business_days ;;
    value_format_name: decimal_1
  }

  measure: median_resolution_days {
    type: median
    label: "Median full resolution (days)"
    description: "Median of the calendar days from creation until the ticket was solved for the last time."
    sql: ${TABLE}.resolution_hours / 24 ;;
    value_format_name: decimal_1
  }

  measure: defects_90_days {
    type: count
    label: "Defects in 90 days"
    description: "Defects of the last 90 days. Fewer than 2 is healthy, 5 or more is poor."
    filters: [kind: "Defect", is_of_last_90_days: "yes"]
    value_format_name: decimal_0
  }

  measure: help_90_days {
    type: count
    label: "Help in 90 days"
    description: "Requests for help of the last 90 days. Fewer than 10 is healthy, 15 or more is poor."
    filters: [kind: "Help", is_of_last_90_days: "yes"]
    value_format_name: decimal_0
  }

  # Measures of the period.

  measure: created_in_period {
    type: count
    group_label: "In the period"
    label: "Created"
    description: "Tickets that came in during the period."
    filters: [is_created_in_period: "yes"]
    value_format_name: decimal_0
  }

  measure: created_before_period {
    type: count
    hidden: yes
    filters: [is_created_before_period: "yes"]
  }

  measure: created_change {
    type: number
    group_label: "In the period"
    label: "Created, change"
    description: "Against as many days before the period."
    sql: 1.0 * ${created_in_period} / nullif(${created_before_period}, 0) - 1 ;;
    value_format: "+0%;-0%;0%"
  }

  measure: solved_in_period {
    type: count
    group_label: "In the period"
    label: "Solved"
    description: "Tickets that were solved during the period, whenever they came in."
    filters: [is_solved_in_period: "yes"]
    value_format_name: decimal_0
  }

  measure: solved_before_period {
    type: count
    hidden: yes
    filters: [is_solved_before_period: "yes"]
  }

  measure: solved_change {
    type: number
    group_label: "In the period"
    label: "Solved, change"
    description: "Against as many days before the period."
    sql: 1.0 * ${solved_in_period} / nullif(${solved_before_period}, 0) - 1 ;;
    value_format: "+0%;-0%;0%"
  }

  measure: rated_in_period {
    type: count
    hidden: yes
    filters: [is_created_in_period: "yes", rating: "good,bad"]
  }

  measure: good_in_period {
    type: count
    hidden: yes
    filters: [is_created_in_period: "yes", rating: "good"]
  }

  measure: rated_before_period {
    type: count
    hidden: yes
    filters: [is_created_before_period: "yes", rating: "good,bad"]
  }

  measure: good_before_period {
    type: count
    hidden: yes
    filters: [is_created_before_period: "yes", rating: "good"]
  }

  measure: csat_in_period {
    type: number
    group_label: "In the period"
    label: "CSAT in the period"
    description: "Good ratings divided by rated tickets, of the tickets that came in during the period."
    sql: 1.0 * ${good_in_period} / nullif(${rated_in_period}, 0) ;;
    value_format_name: percent_0
  }

  measure: csat_change {
    type: number
    group_label: "In the period"
    label: "CSAT, change"
    description: "Percentage points against as many days before the period."
    sql: ${csat_in_period} - 1.0 * ${good_before_period} / nullif(${rated_before_period}, 0) ;;
    value_format: "+0.0%;-0.0%;0.0%"
  }

  measure: targeted_in_period {
    type: count
    hidden: yes
    filters: [is_created_in_period: "yes", sla_status: "met,missed"]
  }

  measure: met_in_period {
    type: count
    hidden: yes
    filters: [is_created_in_period: "yes", sla_status: "met"]
  }

  measure: targeted_before_period {
    type: count
    hidden: yes
    filters: [is_created_before_period: "yes", sla_status: "met,missed"]
  }

  measure: met_before_period {
    type: count
    hidden: yes
    filters: [is_created_before_period: "yes", sla_status: "met"]
  }

  measure: sla_in_period {
    type: number
    group_label: "In the period"
    label: "SLA attainment in the period"
    description: "First responses in time, divided by the tickets with a target that came in during the period."
    sql: 1.0 * ${met_in_period} / nullif(${targeted_in_period}, 0) ;;
    value_format_name: percent_1
  }

  measure: sla_change {
    type: number
    group_label: "In the period"
    label: "SLA attainment, change"
    description: "Percentage points against as many days before the period."
    sql: ${sla_in_period} - 1.0 * ${met_before_period} / nullif(${targeted_before_period}, 0) ;;
    value_format: "+0.0%;-0.0%;0.0%"
  }

  measure: p0_in_period {
    type: count
    group_label: "In the period"
    label: "p0"
    description: "Tickets of priority p0 that came in during the period."
    filters: [is_created_in_period: "yes", priority: "p0"]
    value_format_name: decimal_0
  }

  measure: p1_in_period {
    type: count
    group_label: "In the period"
    label: "p1"
    description: "Tickets of priority p1 that came in during the period."
    filters: [is_created_in_period: "yes", priority: "p1"]
    value_format_name: decimal_0
  }

  measure: p2_in_period {
    type: count
    group_label: "In the period"
    label: "p2"
    description: "Tickets of priority p2 that came in during the period."
    filters: [is_created_in_period: "yes", priority: "p2"]
    value_format_name: decimal_0
  }

  measure: p3_in_period {
    type: count
    group_label: "In the period"
    label: "p3"
    description: "Tickets of priority p3 that came in during the period."
    filters: [is_created_in_period: "yes", priority: "p3"]
    value_format_name: decimal_0
  }

  measure: no_priority_in_period {
    type: count
    group_label: "In the period"
    label: "No priority"
    description: "Tickets without a priority that came in during the period."
    filters: [is_created_in_period: "yes", priority: "None"]
    value_format_name: decimal_0
  }
}
