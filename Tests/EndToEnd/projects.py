"""Small projects that tests serve."""

import pathlib
import tempfile

EVENTS_MODEL = """
connection: "warehouse"
label: "Telemetry"
week_start_day: sunday

view: events {
  sql_table_name: main.events ;;
  dimension: insert_id { primary_key: yes type: string sql: ${TABLE}.insert_id ;; }
  dimension: ev { hidden: yes type: number sql: ${TABLE}.ev ;; }
  dimension: uid { hidden: yes type: number sql: ${TABLE}.uid ;; }
  dimension: user_id { type: string sql: ${TABLE}.user_id ;; }
  dimension_group: event { type: time timeframes: [raw, date, week, month] sql: ${TABLE}.event_time ;; }
  measure: count { type: count }
  measure: user_count { type: count_distinct sql: ${uid} ;; }
  measure: revenue { type: sum sql: ${TABLE}.revenue ;; value_format_name: usd }
}

view: event_types {
  sql_table_name: main.event_types ;;
  dimension: ev { primary_key: yes hidden: yes type: number sql: ${TABLE}.ev ;; }
  dimension: name { type: string sql: ${TABLE}.name ;; }
}

view: pings {
  sql_table_name: raw.pings ;;
  dimension: seq { primary_key: yes type: number sql: ${TABLE}.seq ;; }
  dimension: site_id { type: string sql: ${TABLE}.remote_site_id ;; }
  dimension: version { type: string sql: ${TABLE}.remote_site_version ;; }
  measure: count { type: count }
  measure: instance_count { type: count_distinct sql: ${site_id} ;; }
}

explore: events {
  join: event_types { sql_on: ${events.ev} = ${event_types.ev} ;; relationship: many_to_one }
}
explore: pings {}
"""

# What a tile of its dashboards asks: how many events of each type there are, beside how many people did them. It is the last
# thing that is said of the tile.
MERGED_QUERIES = """    merged_queries:
    - {model: telemetry, explore: events, fields: [event_types.name, events.count]}
    - model: telemetry
      explore: events
      fields: [event_types.name, events.user_count]
      join_fields: [{field_name: event_types.name, source_field_name: event_types.name}]
"""


def small_project(settings="", **files):
    """A folder with the tables that Soundings itself keeps, modelled; and other files as asked for."""
    root = pathlib.Path(tempfile.mkdtemp(prefix="soundings-project-"))
    (root / "telemetry.model.lkml").write_text(EVENTS_MODEL)
    if settings:
        (root / "soundings.yaml").write_text(settings)
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root
