view: organization_code_host {
  sql_table_name: clean.organization_code_host ;;
  label: "Organisation code host"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: ${TABLE}.id ;;
  }

  dimension: organization_id {
    hidden: yes
    sql: ${TABLE}.organization_id ;;
  }

  dimension: kind {
    label: "Code host"
    description: "GitHub, GitLab and so on."
    sql: CASE ${TABLE}.kind WHEN 'GITHUB' THEN 'GitHub' WHEN 'GITLAB' THEN 'GitLab' WHEN 'BITBUCKETCLOUD' THEN 'Bitbucket Cloud' WHEN 'BITBUCKETSERVER' THEN 'Bitbucket Server' ELSE ${TABLE}.kind END ;;
  }

  dimension_group: connected {
    type: time
    timeframes: [date, week, month]
    description: "When it was connected."
    sql: ${TABLE}.connected_at ;;
  }

  dimension: is_connected {
    type: yesno
    label: "Connected"
    description: "No when it was removed."
    sql: ${TABLE}.connected_at IS NOT NULL AND ${TABLE}.removed_at IS NULL ;;
  }

  measure: count {
    type: count
    label: "Code hosts"
    description: "Code hosts."
    value_format_name: decimal_0
  }

  measure: repositories {
    type: sum
    description: "Repositories from it."
    sql: ${TABLE}.repositories ;;
    value_format_name: decimal_0
  }

  measure: organizations {
    type: count_distinct
    label: "Organisations"
    description: "Organisations with it."
    sql: ${organization_id} ;;
    value_format_name: decimal_0
  }
}
