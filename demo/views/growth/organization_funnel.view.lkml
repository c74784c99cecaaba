view: organization_funnel {
  derived_table: {
    sql:
      SELECT o.id AS organization_id, s.step_number, s.step
      FROM clean.organization AS o
      JOIN (
        VALUES (0, 'Created'), (1, 'Invited'), (2, 'Joined'), (3, 'Code host connected'), (4, 'Repositories added'),
          (5, 'Two or more active')
      ) AS s (step_number, step) ON o.steps_taken >= s.step_number
      WHERE NOT o.is_deleted
    ;;
  }

  label: "Organisation funnel"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: concat_ws('|', ${TABLE}.organization_id, ${TABLE}.step_number) ;;
  }

  dimension: organization_id {
    hidden: yes
    sql: ${TABLE}.organization_id ;;
  }

  dimension: step_number {
    hidden: yes
    type: number
    sql: ${TABLE}.step_number ;;
  }

  dimension: step {
    description: "Step that was reached after all before it."
    order_by_field: step_number
    sql: ${TABLE}.step ;;
  }

  measure: count {
    type: count
    label: "Organisations"
    description: "Organisations that reached the step."
    value_format_name: decimal_0
  }
}
