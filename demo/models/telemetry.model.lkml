# What the company's own reports stand on: pings, events, licences and the CRM.
connection: "warehouse"
label: "Telemetry"
# Instances count weeks from Sunday on.
week_start_day: sunday

include: "/views/telemetry/*.view"
include: "/views/events/*.view"
include: "/views/features/*.view"
include: "/views/app/*.view"
include: "/views/growth/*.view"
include: "/views/marketing/*.view"
include: "/models/explores/*.explore"
include: "/views/customers/*.view"
include: "/views/instances/*.view"
include: "/views/support/*.view"
include: "/models/explores/*.explore"

explore: events {
  description: "What people did on Sourcegraph.com and on managed instances, event by event."
  # demo: begin
  # In the demo, projects 2 and 3 hold the two published data sets, which have models of their own.
  sql_always_where: NOT (
      ${events.project_id} IN (2, 3)
      AND (coalesce(${events.insert_id}, '') LIKE 'cdnow-%' OR coalesce(${events.insert_id}, '') LIKE 'clickstream-%')
    ) ;;
  # demo: end

  join: event_types {
    view_label: "Events"
    relationship: many_to_one
    sql_on: ${events.ev} = ${event_types.ev} ;;
  }

  join: merges {
    relationship: many_to_one
    sql_on: ${events.uid} = ${merges.old} ;;
  }

  join: cohort_member {
    view_label: "Cohorts"
    relationship: one_to_many
    sql_on: ${events.person} = ${cohort_member.uid} ;;
  }

  join: instance {
    relationship: many_to_one
    sql_on: ${events.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }
  query: daily_events {
    description: "How many events and people there were, day by day, in the last four weeks."
    dimensions: [event_date]
    measures: [count, user_count]
    filters: [event_date: "28 days"]
    sorts: [event_date: desc]
  }
}

explore: pings {
  description: "Every update check as it was received."

  join: instance {
    relationship: many_to_one
    sql_on: ${pings.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }
  query: pings_by_version {
    label: "Versions in use"
    description: "Which versions pinged in the last four weeks, and from how many instances."
    dimensions: [version]
    measures: [instance_count, count]
    filters: [received_date: "28 days"]
    sorts: [instance_count: desc]
    limit: 50
  }
}

explore: instance_days {
  view_name: instance_day
  label: "Instances by day"
  description: "Daily users and the state of every instance, one row for each day that is known."

  join: instance {
    relationship: many_to_one
    sql_on: ${instance_day.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }
}

explore: instance_weeks {
  view_name: instance_week
  label: "Instances by week"
  description: "Weekly users, searches and code navigation of every instance. Weeks begin on Sunday."

  join: instance {
    relationship: many_to_one
    sql_on: ${instance_week.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }
}

explore: instance_months {
  view_name: instance_month
  label: "Instances by month"
  description: "Monthly users and the state of every instance at the month's end."

  join: instance {
    relationship: many_to_one
    sql_on: ${instance_month.site_id} = ${instance.site_id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }

  join: account_month {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account_month.account_id}
      AND ${instance_month.activity_raw} = ${account_month.activity_raw} ;;
  }
}

explore: account_months {
  view_name: account_month
  label: "Accounts by month"
  description: "Users, seats and versions of every account, summed over its instances in production."

  join: account {
    relationship: many_to_one
    sql_on: ${account_month.account_id} = ${account.id} ;;
  }

  join: instance {
    relationship: one_to_many
    sql_on: ${account.id} = ${instance.account_id} ;;
  }
}

explore: technical_health {
  view_name: technical_health_month
  label: "Technical health"
  description: "The technical health score of every customer, month by month, and what it is made of."

  join: account {
    relationship: many_to_one
    sql_on: ${technical_health_month.account_id} = ${account.id} ;;
  }

  join: instance {
    relationship: one_to_many
    sql_on: ${account.id} = ${instance.account_id} ;;
  }
}

explore: accounts {
  view_name: account
  description: "Companies with their instances, licences and months. Several of these at once still add up."

  join: instance {
    relationship: one_to_many
    sql_on: ${account.id} = ${instance.account_id} ;;
  }

  join: license {
    relationship: one_to_many
    sql_on: ${account.id} = ${license.account_id} ;;
  }

  join: account_month {
    relationship: one_to_many
    sql_on: ${account.id} = ${account_month.account_id} ;;
  }

  join: technical_health_month {
    relationship: one_to_many
    sql_on: ${account.id} = ${technical_health_month.account_id} ;;
  }
}

explore: instances {
  view_name: instance
  description: "Every instance as its latest ping says, with its account and all its pings."

  join: account {
    relationship: many_to_one
    sql_on: ${instance.account_id} = ${account.id} ;;
  }

  join: pings {
    relationship: one_to_many
    sql_on: ${instance.site_id} = ${pings.site_id} ;;
  }

  join: instance_day {
    relationship: one_to_many
    sql_on: ${instance.site_id} = ${instance_day.site_id} ;;
  }
}

explore: licenses {
  view_name: license
  description: "Licence keys with their plan, seats and state."

  join: account {
    relationship: many_to_one
    sql_on: ${license.account_id} = ${account.id} ;;
  }
}

explore: releases {
  view_name: product_release
  description: "Released versions of the product."
}
