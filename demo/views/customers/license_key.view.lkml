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

  # Keys are looked for where they came in; no clean table has a whole one, and none is ever shown.
  filter: key {
    type: string
    label: "Licence key"
    description: "The key that was issued or shown by an instance. Filter by any part of it, such as %cmVzdA%."
    suggestable: no
    sql: ${TABLE}.license_key_hash IN (
        SELECT sha256(license_key) FROM raw.licenses WHERE {% condition key %} license_key {% endcondition %}
        UNION
        SELECT sha256(license_key) FROM raw.pings WHERE {% condition key %} license_key {% endcondition %}
      ) ;;
  }

  dimension: fingerprint {
    label: "Key's fingerprint"
    description: "The first twelve hexadecimal digits of the key's SHA-256: tells keys apart and gives none away."
    sql: left(${TABLE}.license_key_hash, 12) ;;
  }

  dimension: masked_key {
    label: "Key begins with"
    description: "The first eight characters. All keys begin alike, and a whole one is a secret."
    sql: ${TABLE}.license_key ;;
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
