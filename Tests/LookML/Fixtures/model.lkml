connection: "warehouse"
include: "/views/**/*.view"
include: "//other/@{DIR}/x.view.lkml"
week_start_day: monday
fiscal_month_offset: -2
case_sensitive: no
access_grant: finance { user_attribute: department allowed_values: ["finance", "executive"] }
named_value_format: euro { value_format: "\"€\"#,##0.00" strict_value_format: yes }
map_layer: regions { file: "regions.topojson" property_key: "name" extents_json_url: "https://x.y/z#a" }
explore: orders {
  extends: [base, +other]
  fields: [ALL_FIELDS*, -orders.secret]
  join: users { type: left_outer relationship: many_to_one sql_on: ${orders.user_id} = ${users.id} ;; }
  join: items {
    required_joins: [users]
  }
  aggregate_table: daily {
    query: { dimensions: [created_date] measures: [count] timezone: "UTC" }
    materialization: { datagroup_trigger: nightly increment_key: "created_date" increment_offset: 3 }
  }
}
view: orders {
  dimension: size {
    case: {
      when: { sql: ${TABLE}.a < 1 ;; label: "small" }
      when: { sql: ${TABLE}.a >= 1 ;; label: "large" }
      else: "unknown"
    }
    action: {
      label: "Send"
      url: "https://x.y"
      param: { name: "a" value: "b" }
      form_param: { name: "c" type: select option: { name: "d" label: "e" } option: { name: "f" } }
      user_attribute_param: { user_attribute: g name: "h" }
    }
  }
  dimension_group: created { type: time timeframes: [raw, date] sql: ${TABLE}.created ;; convert_tz: no }
  parameter: by { type: unquoted allowed_value: { label: "A" value: "a" } allowed_value: { value: "b" } }
}
test: it_adds_up {
  explore_source: orders { column: count {} }
  assert: positive { expression: ${orders.count} > 0 ;; }
}
constant: DIR { value: "a" export: override_optional }
local_dependency: { project: "x" override_constant: DIR { value: "b" } }
remote_dependency: y { url: "https://x.y/z.git" ref: "main" }
visualization: { id: "v" label: "V" }
a: { b: { c: { d: { e: { f: { g: { h: { i: [j] } } } } } } } }
