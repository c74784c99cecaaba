# Visitors of Sourcegraph.com and of the sites around it.
explore: visitor_days {
  view_name: visitor_day
  label: "Visitors by day"
  group_label: "Product analytics"
  description: "Who was there on which day. Distinct people over any days."

  join: visitor {
    relationship: many_to_one
    sql_on: ${visitor_day.person} = ${visitor.person} ;;
  }
}

explore: visitors {
  view_name: visitor
  label: "Visitors"
  group_label: "Product analytics"
  description: "One row for each person: first visit, sign-up, activation."
}

explore: sessions {
  view_name: session
  label: "Sessions"
  group_label: "Product analytics"
  description: "Visits to the product, to managed instances and to the sites."

  join: instance {
    relationship: many_to_one
    sql_on: ${session.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }
}

explore: visitor_funnel {
  view_name: visitor_funnel_week
  label: "Visitor funnel"
  group_label: "Product analytics"
  description: "How far people came within 14 days of their first visit."
}

explore: visitor_retention {
  label: "Visitor retention"
  group_label: "Product analytics"
  description: "How many of the people of a week came back, week by week."
}

explore: active_user_months {
  view_name: active_user_month
  label: "Active users by month"
  group_label: "Product analytics"
  description: "New, retained, resurrected and churned people of every month."
}
