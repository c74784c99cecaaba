view: account_version {
  sql_table_name: clean.account_version ;;
  label: "Version in use"
  drill_fields: [account.name, version, versions_behind, last_ping_date, account.technical_advisor]

  dimension: account_id {
    primary_key: yes
    hidden: yes
    sql: ${TABLE}.account_id ;;
  }

  dimension: minor_version {
    label: "Sourcegraph version"
    description: "Major and minor version that the account runs. Of several instances in production the oldest version counts."
    order_by_field: version_order
    sql: ${TABLE}.minor_version ;;
  }

  dimension: version_order {
    type: number
    hidden: yes
    sql: ${TABLE}.version_key ;;
  }

  dimension: version {
    label: "Exact version"
    description: "The version with its patch number, as the instance reports it."
    sql: ${TABLE}.version ;;
  }

  dimension: versions_behind {
    type: number
    description: "Minor releases between its version and the newest one of today."
    sql: ${TABLE}.versions_behind ;;
  }

  dimension_group: last_ping {
    type: time
    timeframes: [raw, time, date, month]
    description: "The latest ping of the account's instances in production."
    sql: ${TABLE}.last_ping ;;
  }

  measure: customers {
    type: count
    label: "Customers"
    description: "Customers whose instances speak to us. Each counts once, with the oldest version that it runs."
    value_format_name: decimal_0
  }
}
