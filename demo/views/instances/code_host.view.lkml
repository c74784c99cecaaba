view: code_host {
  sql_table_name: clean.code_host ;;
  label: "Code host"
  drill_fields: [account.name, instance.site_id, code_host, version, first_seen_date, last_seen_date, is_current]

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: ${TABLE}.site_id || ' ' || ${TABLE}.code_host ;;
  }

  dimension: site_id {
    hidden: yes
    sql: ${TABLE}.site_id ;;
  }

  dimension: code_host {
    description: "Kind of code host, as the instance reports it."
    sql: ${TABLE}.code_host ;;
  }

  dimension: version {
    description: "Version of the code host by the latest ping that knew it."
    sql: ${TABLE}.version ;;
  }

  dimension: is_current {
    type: yesno
    label: "Connected now"
    description: "Whether the instance's latest list of code hosts has it."
    sql: ${TABLE}.is_current ;;
  }

  dimension_group: first_seen {
    type: time
    timeframes: [raw, date, month]
    datatype: date
    convert_tz: no
    description: "The first day on which a ping named it."
    sql: ${TABLE}.first_seen ;;
  }

  dimension_group: last_seen {
    type: time
    timeframes: [raw, date, month]
    datatype: date
    convert_tz: no
    description: "The latest day on which a ping named it."
    sql: ${TABLE}.last_seen ;;
  }

  measure: customers {
    type: count_distinct
    label: "Accounts"
    description: "Distinct accounts with such a code host."
    sql: ${instance.account_id} ;;
    value_format_name: decimal_0
  }

  measure: mark {
    type: string
    label: "In use"
    description: "A cross where the account has such a code host, with the version where one is known."
    sql: CASE WHEN count(*) > 0 THEN concat_ws(' ', '✕', max(${TABLE}.version)) END ;;
  }
}
