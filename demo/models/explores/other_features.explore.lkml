# Saved searches, code monitors, notebooks, search jobs, Cody, integrations.
explore: feature_weeks {
  view_name: feature_week
  label: "Features by week"
  group_label: "Other features"
  description: "Saved searches, code monitors, notebooks and search jobs of every instance week by week."

  join: instance {
    relationship: many_to_one
    sql_on: ${feature_week.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }
}

explore: cody_months {
  view_name: cody_month
  label: "Cody by month"
  group_label: "Other features"
  description: "Users of Cody by client and month."

  join: instance {
    relationship: many_to_one
    sql_on: ${cody_month.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }
}

explore: integration_weeks {
  view_name: integration_week
  label: "Integrations by week"
  group_label: "Other features"
  description: "Users of the browser extension and of native integrations."

  join: instance {
    relationship: many_to_one
    sql_on: ${integration_week.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }
}

explore: ide_weeks {
  view_name: ide_week
  label: "Editors by week"
  group_label: "Other features"
  description: "Searches from editors."

  join: instance {
    relationship: many_to_one
    sql_on: ${ide_week.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }
}
