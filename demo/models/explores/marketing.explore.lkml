# Campaigns, leads and the visits of the sites.
explore: campaigns {
  view_name: campaign
  label: "Campaigns"
  group_label: "Marketing"
  description: "Campaigns with their members."

  join: campaign_member {
    relationship: one_to_many
    sql_on: ${campaign.id} = ${campaign_member.campaign_id} ;;
  }

  join: marketing_email {
    relationship: one_to_many
    sql_on: ${campaign.id} = ${marketing_email.campaign_id} ;;
  }
}

explore: leads {
  view_name: lead
  label: "Leads"
  group_label: "Marketing"
  description: "People who left their address, with the campaign that reached them first and the account that they belong to."

  join: campaign {
    relationship: many_to_one
    sql_on: ${lead.campaign_id} = ${campaign.id} ;;
  }

  join: account {
    relationship: many_to_one
    sql_on: ${lead.account_id} = ${account.id} ;;
  }
}

explore: web_sessions {
  view_name: web_session
  label: "Website sessions"
  group_label: "Marketing"
  description: "Visits to the marketing site and the docs. Those to sourcegraph.com itself are in Sessions."

  join: campaign {
    relationship: many_to_one
    sql_on: ${web_session.campaign_id} = ${campaign.id} ;;
  }
}

explore: form_submissions {
  view_name: form_submission
  label: "Form submissions"
  group_label: "Marketing"
  description: "Forms that were sent on the sites."

  join: lead {
    relationship: many_to_one
    sql_on: ${form_submission.lead_id} = ${lead.id} ;;
  }
}

explore: sales_engagement {
  view_name: sales_engagement_day
  label: "Sales engagement"
  group_label: "Marketing"
  description: "Mails of sales sequences and what became of them."
}
