# Organisations on Sourcegraph.com.
explore: organizations {
  view_name: organization
  label: "Organisations"
  group_label: "Organisations"
  description: "Organisations with their members and code hosts."

  join: organization_member {
    relationship: one_to_many
    sql_on: ${organization.id} = ${organization_member.organization_id} ;;
  }

  join: organization_code_host {
    relationship: one_to_many
    sql_on: ${organization.id} = ${organization_code_host.organization_id} ;;
  }
}

explore: organization_weeks {
  view_name: organization_week
  label: "Organisations by week"
  group_label: "Organisations"
  description: "Members, searches and repositories of every organisation week by week."

  join: organization {
    relationship: many_to_one
    sql_on: ${organization_week.organization_id} = ${organization.id} ;;
  }
}

explore: organization_funnel {
  label: "Organisation funnel"
  group_label: "Organisations"
  description: "How far organisations came."

  join: organization {
    relationship: many_to_one
    sql_on: ${organization_funnel.organization_id} = ${organization.id} ;;
  }
}
