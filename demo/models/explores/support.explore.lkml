# Tickets of the support system, with the accounts that sent them.

explore: tickets {
  view_name: ticket
  description: "Support tickets: whose, what about, how soon they were answered and solved."

  join: account {
    relationship: many_to_one
    sql_on: ${ticket.account_id} = ${account.id} ;;
  }

  join: instance {
    relationship: one_to_many
    sql_on: ${account.id} = ${instance.account_id} ;;
  }
}

explore: ticket_changes {
  view_name: ticket_change
  label: "Tickets created and solved"
  description: "Tickets that came in and tickets that were solved, on one axis of time."

  join: ticket {
    relationship: many_to_one
    sql_on: ${ticket_change.ticket_id} = ${ticket.id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${ticket.account_id} = ${account.id} ;;
  }
}

explore: ticket_stretches {
  view_name: ticket_stretch
  label: "Ticket backlog"
  description: "Stretches of time in which tickets were open, for the backlog at any moment."

  join: ticket {
    relationship: many_to_one
    sql_on: ${ticket_stretch.ticket_id} = ${ticket.id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${ticket.account_id} = ${account.id} ;;
  }
}
