# Accounts as they are today. Instances are joined so that an account can be found by whoever installed one of them.

explore: account_versions {
  view_name: account_version
  label: "Accounts by version"
  description: "The version of the product that every account runs, and how far behind it is."

  join: account {
    relationship: one_to_one
    sql_on: ${account_version.account_id} = ${account.id} ;;
  }

  join: instance {
    relationship: one_to_many
    sql_on: ${account.id} = ${instance.account_id} ;;
  }
}

explore: account_repositories {
  label: "Accounts by repositories"
  description: "Repositories, their size and their lines for every account whose instances speak to us."

  join: account {
    relationship: one_to_one
    sql_on: ${account_repositories.account_id} = ${account.id} ;;
  }

  join: instance {
    relationship: one_to_many
    sql_on: ${account.id} = ${instance.account_id} ;;
  }
}

explore: telemetry_statuses {
  view_name: telemetry_status
  label: "Telemetry status"
  description: "What every account lets us know, by what arrives and by the hand-kept list."

  join: account {
    relationship: one_to_one
    sql_on: ${telemetry_status.account_id} = ${account.id} ;;
  }

  join: instance {
    relationship: one_to_many
    sql_on: ${account.id} = ${instance.account_id} ;;
  }
}

explore: survey_responses {
  view_name: survey_response
  label: "Survey answers"
  description: "Answers to the question how likely people are to recommend the product."

  join: account {
    relationship: many_to_one
    sql_on: ${survey_response.account_id} = ${account.id} ;;
  }

  join: instance {
    relationship: many_to_one
    sql_on: ${survey_response.site_id} = ${instance.site_id} ;;
  }
}

explore: subscriptions {
  view_name: subscription
  description: "What accounts have bought: plan, seats and end of every subscription."

  join: account {
    relationship: many_to_one
    sql_on: ${subscription.account_id} = ${account.id} ;;
  }

  join: instance {
    relationship: one_to_many
    sql_on: ${account.id} = ${instance.account_id} ;;
  }
}

explore: license_keys {
  view_name: license_key
  label: "Licence keys"
  description: "Which instances show which licence keys. To find whose a key is, filter by any part of it."

  join: license {
    relationship: many_to_one
    sql_on: ${license_key.license_id} = ${license.id} ;;
  }

  join: instance {
    relationship: many_to_one
    sql_on: ${license_key.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${license_key.account_id} = ${account.id} ;;
  }
}
