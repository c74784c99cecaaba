view: account_repositories {
  sql_table_name: clean.account_repositories ;;
  label: "Repositories"

  dimension: account_id {
    primary_key: yes
    hidden: yes
    sql: ${TABLE}.account_id ;;
  }

  dimension: history {
    label: "Last 12 months"
    description: "Repositories at the end of each of the last twelve complete months, drawn between the lowest and the highest of them; a dot where they are unknown."
    sql: ${TABLE}.history ;;
  }

  dimension_group: counted {
    type: time
    timeframes: [raw, time, date]
    description: "The latest full ping."
    sql: ${TABLE}.counted_at ;;
  }

  measure: repositories {
    type: sum
    description: "Repositories by the latest ping that counted them, over the instances in production that spoke in the last 30 days."
    sql: ${TABLE}.repositories ;;
    value_format_name: decimal_0
  }

  measure: change {
    type: sum
    label: "Change this month"
    description: "Repositories now less those at the end of the last complete month."
    sql: ${TABLE}.change ;;
    value_format: "+#,##0;-#,##0;0"
  }

  measure: git_bytes {
    type: sum
    label: "Stored size"
    description: "Size of all repositories on disk, in gigabytes."
    sql: ${TABLE}.git_bytes / 1e9 ;;
    value_format: "#,##0.0 \"GB\""
  }

  measure: lines_of_code {
    type: sum
    description: "Lines of code in all repositories."
    sql: ${TABLE}.lines_of_code ;;
    value_format_name: decimal_0
  }
}
