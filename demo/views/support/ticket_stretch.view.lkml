view: ticket_stretch {
  sql_table_name: clean.ticket_stretch ;;
  label: "Backlog"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: ${TABLE}.id ;;
  }

  dimension: ticket_id {
    hidden: yes
    sql: ${TABLE}.ticket_id ;;
  }

  dimension: is_open_at_end {
    type: yesno
    hidden: yes
    sql: ${TABLE}.opened_at < ${ticket.period_end} AND coalesce(${TABLE}.ended_at >= ${ticket.period_end}, true) ;;
  }

  dimension: is_open_at_start {
    type: yesno
    hidden: yes
    sql: ${TABLE}.opened_at < ${ticket.period_start} AND coalesce(${TABLE}.ended_at >= ${ticket.period_start}, true) ;;
  }

  measure: open_at_end {
    type: count
    label: "Open backlog"
    description: "Tickets that were open when the period ended, or are now."
    filters: [is_open_at_end: "yes"]
    drill_fields: [ticket.id, ticket.subject, account.name, ticket.priority, ticket.created_date]
    value_format_name: decimal_0
  }

  measure: open_at_start {
    type: count
    hidden: yes
    filters: [is_open_at_start: "yes"]
  }

  measure: change {
    type: number
    label: "Open, change"
    description: "Open tickets at the period's end against those at its start."
    sql: 1.0 * ${open_at_end} / nullif(${open_at_start}, 0) - 1 ;;
    value_format: "+0%;-0%;0%"
  }
}
