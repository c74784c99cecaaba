view: license_key {
  sql_table_name: clean.license_key ;;
  label: "Licence key"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: ${TABLE}.id ;;
  }

  dimension: license_id {
    hidden: yes
    sql: ${TABLE}.license_id ;;
  }

  dimension: account_id {
    hidden: yes
    sql: ${TABLE}.account_id ;;
  }

  dimension: site_id {
    hidden: yes
    sql: ${TABLE}.site_id ;;
  }

  dimension: key {
    label: "Licence key"
    description: "The key as it was issued or shown by an instance. Filter it by any part, such as %cmVzdA%."
    suggestable: no
    sql: ${TABLE}.license_key ;;
  }

  dimension: key_ending {
    label: "Key ends with"
    description: "The last twelve characters; all keys begin alike, and a whole one is a secret."
    sql: '…' || right(${TABLE}.license_key, 12) ;;
  }

  dimension: is_known {
    type: yesno
    label: "Issued by us"
    description: "No for a key that an instance shows although the licence pages don't have it."
    sql: ${TABLE}.license_id IS NOT NULL ;;
  }

  dimension: is_current {
    type: yesno
    label: "In use"
    description: "Whether the instance's latest ping shows this key."
    sql: ${TABLE}.is_current ;;
  }

  dimension_group: first_seen {
    type: time
    timeframes: [raw, date]
    description: "The first ping of the instance with this key."
    sql: ${TABLE}.first_seen ;;
  }

  dimension_group: last_seen {
    type: time
    timeframes: [raw, time, date]
    description: "The latest ping of the instance with this key."
    sql: ${TABLE}.last_seen ;;
  }

  measure: count {
    type: count
    label: "Keys on instances"
    description: "Pairs of a key and an instance that shows it, and keys that none shows."
    value_format_name: decimal_0
  }
}
