# Creations and solutions on one axis of time, so that both can be counted week by week.
view: ticket_change {
  derived_table: {
    sql:
      SELECT id AS ticket_id, created_at AS happened_at, 'Created' AS change FROM clean.ticket
      UNION ALL
      SELECT id, solved_at, 'Solved' FROM clean.ticket WHERE solved_at IS NOT NULL ;;
  }
  label: "Created and solved"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: ${TABLE}.ticket_id || ' ' || ${TABLE}.change ;;
  }

  dimension: ticket_id {
    hidden: yes
    sql: ${TABLE}.ticket_id ;;
  }

  dimension: change {
    description: "Whether the ticket was created or solved."
    suggestions: ["Created", "Solved"]
    sql: ${TABLE}.change ;;
  }

  dimension_group: happened {
    type: time
    timeframes: [raw, date, week, month, quarter]
    description: "When the ticket was created, or solved for the last time."
    sql: ${TABLE}.happened_at ;;
  }

  measure: created {
    type: count
    description: "Tickets that came in."
    filters: [change: "Created"]
    drill_fields: [ticket.id, ticket.subject, account.name, ticket.priority, happened_date]
    value_format_name: decimal_0
  }

  measure: solved {
    type: count
    description: "Tickets that were solved."
    filters: [change: "Solved"]
    drill_fields: [ticket.id, ticket.subject, account.name, ticket.priority, happened_date]
    value_format_name: decimal_0
  }
}
