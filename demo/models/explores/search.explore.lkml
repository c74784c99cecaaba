# Searches, as the pings report them.
explore: search_days {
  view_name: search_day
  label: "Searches by day"
  group_label: "Search"
  description: "Searches and people who searched, instance by instance and day by day."

  join: instance {
    relationship: many_to_one
    sql_on: ${search_day.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }

  join: search_type_day {
    relationship: one_to_many
    sql_on: ${search_day.site_id} = ${search_type_day.site_id} AND ${search_day.activity_raw} = ${search_type_day.activity_raw} ;;
  }

  join: search_month {
    relationship: many_to_one
    sql_on: ${search_day.site_id} = ${search_month.site_id}
      AND date_trunc('month', ${search_day.activity_raw}) = ${search_month.activity_raw} ;;
  }
}

explore: search_weeks {
  view_name: search_week
  label: "Searches by week"
  group_label: "Search"
  description: "Searches and people who searched, instance by instance and week by week."

  join: instance {
    relationship: many_to_one
    sql_on: ${search_week.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }

  join: search_type_week {
    relationship: one_to_many
    sql_on: ${search_week.site_id} = ${search_type_week.site_id} AND ${search_week.activity_raw} = ${search_type_week.activity_raw} ;;
  }
}

explore: search_months {
  view_name: search_month
  label: "Searches by month"
  group_label: "Search"
  description: "Searches and people who searched, instance by instance and month by month."

  join: instance {
    relationship: many_to_one
    sql_on: ${search_month.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }
}

explore: search_filters {
  view_name: search_filter_week
  label: "Operators and filters of queries"
  group_label: "Search"
  description: "Operators, predicates and contexts that people used, week by week."

  join: instance {
    relationship: many_to_one
    sql_on: ${search_filter_week.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }
}

explore: search_success {
  view_name: search_success_day
  label: "Search success"
  group_label: "Search"
  description: "What became of searches, where user-level events are known."

  join: instance {
    relationship: many_to_one
    sql_on: ${search_success_day.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }
}

explore: search_aggregations {
  view_name: search_aggregation_week
  label: "Search aggregations"
  group_label: "Search"
  description: "How people group results, week by week."

  join: instance {
    relationship: many_to_one
    sql_on: ${search_aggregation_week.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }
}
