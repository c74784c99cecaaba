# Keys that have lost their colon: what is plainly their value is still read.
view orders {
  label "Orders"
  dimension: id {
    primary_key yes
    sql ${TABLE}.id ;;
    type: number
  }
  set: detail { fields [id, name] }
  label: type: string
  hidden:
}
explore: orders {}
