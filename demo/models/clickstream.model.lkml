# Visits to an online shop in the first half of 2024, a published data set.
connection: "warehouse"
label: "Click stream"

include: "/views/clickstream/*.view"
include: "/dashboards/clickstream.dashboard"

explore: clicks {
  description: "What visitors of the shop did, click by click."

  join: visitors {
    relationship: many_to_one
    sql_on: ${clicks.user_id} = ${visitors.user_id} ;;
  }
}
