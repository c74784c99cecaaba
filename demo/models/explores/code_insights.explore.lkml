# Code insights: what exists, who looks, who makes them.
explore: code_insights_weeks {
  view_name: code_insights_week
  label: "Code insights by week"
  group_label: "Code insights"
  description: "Insights, viewers and creators of every instance week by week."

  join: instance {
    relationship: many_to_one
    sql_on: ${code_insights_week.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }
}

explore: code_insights_customers {
  view_name: account
  label: "Accounts with code insights"
  group_label: "Code insights"
  description: "All accounts, those without a report included, with the weeks of each of their instances in production."

  join: instance {
    relationship: one_to_many
    sql_on: ${account.id} = ${instance.account_id} AND ${instance.is_production} ;;
  }

  join: code_insights_week {
    relationship: one_to_many
    sql_on: ${instance.site_id} = ${code_insights_week.site_id} ;;
  }
}

explore: code_insights_types {
  view_name: code_insights_type_week
  label: "Code insights by type"
  group_label: "Code insights"
  description: "What people do with insights of each type."

  join: instance {
    relationship: many_to_one
    sql_on: ${code_insights_type_week.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }
}

explore: code_insights_presentations {
  view_name: code_insights_presentation_week
  label: "Code insights by presentation"
  group_label: "Code insights"
  description: "Insights by how they are drawn."

  join: instance {
    relationship: many_to_one
    sql_on: ${code_insights_presentation_week.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }
}

explore: code_insights_generations {
  view_name: code_insights_generation_week
  label: "Series by generation"
  group_label: "Code insights"
  description: "Series of insights by how their numbers are made."

  join: instance {
    relationship: many_to_one
    sql_on: ${code_insights_generation_week.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }
}

explore: code_insights_intervals {
  view_name: code_insights_interval_week
  label: "Code insights by interval"
  group_label: "Code insights"
  description: "Insights by the days between their points."

  join: instance {
    relationship: many_to_one
    sql_on: ${code_insights_interval_week.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }
}

explore: code_insights_visibilities {
  view_name: code_insights_visibility_week
  label: "Code insights by visibility"
  group_label: "Code insights"
  description: "Insights by who sees them."

  join: instance {
    relationship: many_to_one
    sql_on: ${code_insights_visibility_week.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }
}

explore: code_insights_backfills {
  view_name: code_insights_backfill_week
  label: "Backfills"
  group_label: "Code insights"
  description: "How long it takes to fill in the past of a series."

  join: instance {
    relationship: many_to_one
    sql_on: ${code_insights_backfill_week.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }
}

explore: code_insights_tabs {
  view_name: code_insights_tab_week
  label: "Landing page of code insights"
  group_label: "Code insights"
  description: "Clicks on the tabs of the landing page."

  join: instance {
    relationship: many_to_one
    sql_on: ${code_insights_tab_week.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }
}
