# Code navigation and the index data that make it precise.
explore: code_intel_weeks {
  view_name: code_intel_week
  label: "Code intelligence by week"
  group_label: "Code intelligence"
  description: "Code navigation of every instance week by week, with its repositories and their index data."

  join: instance {
    relationship: many_to_one
    sql_on: ${code_intel_week.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }

  join: code_intel_action_week {
    relationship: one_to_many
    sql_on: ${code_intel_week.site_id} = ${code_intel_action_week.site_id}
      AND ${code_intel_week.activity_raw} = ${code_intel_action_week.activity_raw} ;;
  }
}

explore: code_intel_actions {
  view_name: code_intel_action_week
  label: "Code navigation actions"
  group_label: "Code intelligence"
  description: "Hovers, definitions and references by language and by where the result came from."

  join: instance {
    relationship: many_to_one
    sql_on: ${code_intel_action_week.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }
}

explore: code_intel_indexers {
  view_name: code_intel_indexer_week
  label: "Indexers"
  group_label: "Code intelligence"
  description: "Repositories with index data, by the indexer that made them."

  join: instance {
    relationship: many_to_one
    sql_on: ${code_intel_indexer_week.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }
}

explore: code_intel_requests {
  view_name: code_intel_language_request_week
  label: "Language requests"
  group_label: "Code intelligence"
  description: "Languages for which people asked for precise navigation."

  join: instance {
    relationship: many_to_one
    sql_on: ${code_intel_language_request_week.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }
}

explore: code_intel_investigations {
  view_name: code_intel_investigation_week
  label: "Investigations"
  group_label: "Code intelligence"
  description: "How often people looked into the set-up of indexers and into errors."

  join: instance {
    relationship: many_to_one
    sql_on: ${code_intel_investigation_week.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }
}
