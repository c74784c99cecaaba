view: ide_week {
  sql_table_name: clean.ide_week ;;
  label: "Editor week"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: concat_ws('|', ${TABLE}.site_id, ${TABLE}.week, ${TABLE}.ide) ;;
  }

  dimension: site_id {
    hidden: yes
    sql: ${TABLE}.site_id ;;
  }

  dimension_group: activity {
    type: time
    timeframes: [raw, week, month]
    datatype: date
    convert_tz: no
    description: "The Sunday on which the week begins."
    sql: ${TABLE}.week ;;
  }

  dimension: ide {
    label: "Editor"
    description: "The editor from which people searched."
    suggestions: ["VS Code", "JetBrains"]
    sql: CASE ${TABLE}.ide WHEN 'VSCode' THEN 'VS Code' ELSE ${TABLE}.ide END ;;
  }

  measure: searches {
    type: sum
    description: "Searches from the editor."
    sql: ${TABLE}.searches ;;
    value_format_name: decimal_0
  }

  measure: users {
    type: sum
    description: "People who searched from it, added up over instances and weeks."
    sql: ${TABLE}.users ;;
    value_format_name: decimal_0
  }
}
