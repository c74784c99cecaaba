view: batch_changes_cohort {
  sql_table_name: clean.batch_changes_cohort ;;
  label: "Batch changes cohort"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: concat_ws('|', ${TABLE}.site_id, ${TABLE}.creation_week) ;;
  }

  dimension: site_id {
    hidden: yes
    sql: ${TABLE}.site_id ;;
  }

  dimension_group: creation {
    type: time
    timeframes: [raw, date, month]
    datatype: date
    convert_tz: no
    description: "The Monday of the week in which the batch changes were created."
    sql: ${TABLE}.creation_week ;;
  }

  dimension: creation_week {
    label: "Week of creation"
    description: "The Monday of the week in which the batch changes were created."
    sql: strftime(${TABLE}.creation_week, '%Y-%m-%d') ;;
  }

  measure: batch_changes_open {
    type: sum
    label: "Open batch changes"
    description: "Batch changes of the week that are open."
    sql: ${TABLE}.batch_changes_open ;;
    value_format_name: decimal_0
  }

  measure: batch_changes_closed {
    type: sum
    label: "Closed batch changes"
    description: "Batch changes of the week that are closed."
    sql: ${TABLE}.batch_changes_closed ;;
    value_format_name: decimal_0
  }

  measure: changesets_unpublished {
    type: sum
    label: "Unpublished"
    description: "Changesets that are not published."
    sql: ${TABLE}.changesets_unpublished ;;
    value_format_name: decimal_0
  }

  measure: changesets_published {
    type: sum
    label: "Published"
    description: "Changesets that were published, whatever became of them."
    sql: ${TABLE}.changesets_published ;;
    value_format_name: decimal_0
  }

  measure: changesets_open {
    type: sum
    label: "Open"
    description: "Published changesets that are open."
    sql: ${TABLE}.changesets_open ;;
    value_format_name: decimal_0
  }

  measure: changesets_draft {
    type: sum
    label: "Draft"
    description: "Published changesets that are drafts."
    sql: ${TABLE}.changesets_draft ;;
    value_format_name: decimal_0
  }

  measure: changesets_merged {
    type: sum
    label: "Merged"
    description: "Published changesets that are merged."
    sql: ${TABLE}.changesets_merged ;;
    value_format_name: decimal_0
  }

  measure: changesets_closed {
    type: sum
    label: "Closed"
    description: "Published changesets that were closed unmerged."
    sql: ${TABLE}.changesets_closed ;;
    value_format_name: decimal_0
  }

  measure: changesets_imported {
    type: sum
    label: "Imported"
    description: "Changesets that were made elsewhere and are tracked."
    sql: ${TABLE}.changesets_imported ;;
    value_format_name: decimal_0
  }

  measure: merge_rate {
    type: number
    label: "Merge rate"
    description: "Of the changesets published, those merged."
    sql: 1.0 * ${changesets_merged} / nullif(${changesets_published}, 0) ;;
    value_format_name: percent_1
  }
}
