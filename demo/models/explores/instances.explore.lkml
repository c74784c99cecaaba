# What instances are connected to, stand on and keep, by their pings.

explore: code_hosts {
  view_name: code_host
  description: "Code hosts that instances are or were connected to."

  join: instance {
    relationship: many_to_one
    sql_on: ${code_host.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }
}

explore: auth_providers {
  view_name: auth_provider
  label: "Sign-in methods"
  description: "How people sign in to instances."

  join: instance {
    relationship: many_to_one
    sql_on: ${auth_provider.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }
}

explore: dependencies {
  view_name: dependency
  description: "Databases that instances stand on, with their versions."

  join: instance {
    relationship: many_to_one
    sql_on: ${dependency.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }
}

explore: repository_sizes {
  view_name: repository_size
  description: "How many repositories of which size instances keep."

  join: instance {
    relationship: many_to_one
    sql_on: ${repository_size.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }
}

explore: retention_cohorts {
  view_name: retention_cohort
  label: "Retention by cohort"
  description: "Of the accounts that were made in a week, how many did anything in the weeks after it."

  join: instance {
    relationship: many_to_one
    sql_on: ${retention_cohort.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }
}
