# The App on people's own machines.
explore: app_days {
  view_name: app_day
  label: "App by day"
  group_label: "App"
  description: "Installations of the App by day, as they pinged."

  join: app_install {
    relationship: many_to_one
    sql_on: ${app_day.site_id} = ${app_install.site_id} ;;
  }
}

explore: app_installs {
  view_name: app_install
  label: "App installations"
  group_label: "App"
  description: "Installations of the App, with whether they came back on day 7."
}

explore: downloads {
  view_name: download
  label: "App downloads"
  group_label: "App"
  description: "Clicks on a download button and copies of the install command."
}
