view: cody_month {
  sql_table_name: clean.cody_month ;;
  label: "Cody month"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: concat_ws('|', ${TABLE}.site_id, ${TABLE}.month) ;;
  }

  dimension: site_id {
    hidden: yes
    sql: ${TABLE}.site_id ;;
  }

  dimension_group: activity {
    type: time
    timeframes: [raw, month, quarter, year]
    datatype: date
    convert_tz: no
    description: "The calendar month in UTC."
    sql: ${TABLE}.month ;;
  }

  measure: cody_users {
    type: sum
    label: "Cody users"
    description: "People who used Cody in the month, in whatever client. Added up over instances and months."
    sql: ${TABLE}.cody_users ;;
    value_format_name: decimal_0
  }

  measure: product_users {
    type: sum
    label: "Cody users by choice"
    description: "People who did something with Cody that shows they wanted to. Added up over instances and months."
    sql: ${TABLE}.product_users ;;
    value_format_name: decimal_0
  }

  measure: vscode_users {
    type: sum
    label: "VS Code"
    description: "People who used Cody in VS Code. Added up over instances and months."
    sql: ${TABLE}.vscode_users ;;
    value_format_name: decimal_0
  }

  measure: jetbrains_users {
    type: sum
    label: "JetBrains"
    description: "People who used Cody in an editor of JetBrains. Added up over instances and months."
    sql: ${TABLE}.jetbrains_users ;;
    value_format_name: decimal_0
  }

  measure: neovim_users {
    type: sum
    label: "Neovim"
    description: "People who used Cody in Neovim. Added up over instances and months."
    sql: ${TABLE}.neovim_users ;;
    value_format_name: decimal_0
  }

  measure: emacs_users {
    type: sum
    label: "Emacs"
    description: "People who used Cody in Emacs. Added up over instances and months."
    sql: ${TABLE}.emacs_users ;;
    value_format_name: decimal_0
  }

  measure: web_users {
    type: sum
    label: "Web"
    description: "People who used Cody in the web app. Added up over instances and months."
    sql: ${TABLE}.web_users ;;
    value_format_name: decimal_0
  }

  measure: cody_events {
    type: sum
    label: "Cody events"
    description: "Things done with Cody. Added up over instances and months."
    sql: ${TABLE}.cody_events ;;
    value_format_name: decimal_0
  }

  measure: active_users {
    type: sum
    label: "Monthly users"
    description: "Monthly users of the instances that report Cody."
    sql: ${TABLE}.active_users ;;
    value_format_name: decimal_0
  }

  measure: active_users_with_cody {
    hidden: yes
    type: sum
    sql: CASE WHEN ${TABLE}.cody_users IS NOT NULL THEN ${TABLE}.active_users END ;;
  }

  measure: cody_users_with_active {
    hidden: yes
    type: sum
    sql: CASE WHEN ${TABLE}.active_users IS NOT NULL THEN ${TABLE}.cody_users END ;;
  }

  measure: saturation {
    type: number
    label: "Share of monthly users"
    description: "Cody users divided by all monthly users."
    sql: 1.0 * ${cody_users_with_active} / nullif(${active_users_with_cody}, 0) ;;
    value_format_name: percent_1
  }
}
