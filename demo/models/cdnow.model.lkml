# Every purchase at the CDNOW online music shop from January 1997 to June 1998, a published data set.
connection: "warehouse"
label: "CDNOW"

include: "/views/cdnow/*.view"
include: "/dashboards/cdnow.dashboard"

explore: purchases {
  description: "One row for each purchase: who bought how many CDs for how much."

  join: customers {
    relationship: many_to_one
    sql_on: ${purchases.customer_id} = ${customers.customer_id} ;;
  }
}

explore: customers {
  description: "One row for each customer with all purchases that followed the first."

  join: purchases {
    relationship: one_to_many
    sql_on: ${customers.customer_id} = ${purchases.customer_id} ;;
  }
}
