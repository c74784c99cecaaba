# Batch changes: what was made, published and merged.
explore: batch_changes_months {
  view_name: batch_changes_month
  label: "Batch changes by month"
  group_label: "Batch changes"
  description: "What every instance did with batch changes month by month."

  join: instance {
    relationship: many_to_one
    sql_on: ${batch_changes_month.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }
}

explore: batch_changes_customers {
  view_name: account
  label: "Accounts with batch changes"
  group_label: "Batch changes"
  description: "All accounts, those without a report included, with the latest month of each of their instances in production."

  join: instance {
    relationship: one_to_many
    sql_on: ${account.id} = ${instance.account_id} AND ${instance.is_production} ;;
  }

  join: batch_changes_month {
    relationship: one_to_many
    sql_on: ${instance.site_id} = ${batch_changes_month.site_id} AND ${batch_changes_month.is_latest} ;;
  }
}

explore: batch_changes_cohorts {
  view_name: batch_changes_cohort
  label: "Batch changes by week of creation"
  group_label: "Batch changes"
  description: "What became of the changesets of a week's batch changes."

  join: instance {
    relationship: many_to_one
    sql_on: ${batch_changes_cohort.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }
}

explore: batch_changes_sizes {
  view_name: batch_changes_size
  label: "Batch changes by size"
  group_label: "Batch changes"
  description: "How many changesets batch changes have."

  join: instance {
    relationship: many_to_one
    sql_on: ${batch_changes_size.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }
}

explore: batch_changes_sources {
  view_name: batch_changes_source
  label: "Batch changes by source"
  group_label: "Batch changes"
  description: "Batch changes that ran on somebody's machine, and those that ran on executors."

  join: instance {
    relationship: many_to_one
    sql_on: ${batch_changes_source.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }
}

explore: bulk_operations {
  view_name: bulk_operation_week
  label: "Bulk operations"
  group_label: "Batch changes"
  description: "What was done to many changesets at once."

  join: instance {
    relationship: many_to_one
    sql_on: ${bulk_operation_week.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }
}
