"""A project whose numbers never change, for pictures that are compared with earlier ones."""

import datetime

from projects import small_project

MODEL = """
connection: "warehouse"
label: "Shop"

view: sales {
  derived_table: {
    sql: SELECT CAST(DATE '2025-01-01' + to_months(CAST(m AS INTEGER)) AS DATE) AS month, region, plan, (m * 7 + r * 13 + p * 5) % 23 + 10 + 2 * m AS amount
         FROM range(12) AS months (m), (VALUES (0, 'EMEA'), (1, 'Americas'), (2, 'APAC')) AS regions (r, region),
           (VALUES (0, 'Free'), (1, 'Team'), (2, 'Enterprise')) AS plans (p, plan) ;;
  }
  dimension: id { hidden: yes primary_key: yes sql: ${TABLE}.month || ${TABLE}.region || ${TABLE}.plan ;; }
  dimension_group: sold { type: time timeframes: [month, quarter] sql: ${TABLE}.month ;; }
  dimension: region { type: string }
  dimension: plan { type: string }
  measure: orders { type: count }
  measure: revenue { type: sum sql: ${TABLE}.amount ;; value_format_name: usd_0 }
  measure: mean { label: "Average order" type: average sql: ${TABLE}.amount ;; value_format: "$0.00" }
  measure: share { type: number sql: ${revenue} / 12000.0 ;; value_format: "0.0%" }
}
explore: sales {}
"""

DASHBOARD = """
dashboard:
  id: 50
  title: Sales
  folder: Reports
  description: What was sold in 2025, by region and plan.
  filters:
  - {name: Region, title: Region, type: field_filter, model: shop, explore: sales, field: sales.region}
  - {name: Plan, title: Plan, type: field_filter, model: shop, explore: sales, field: sales.plan, default_value: -Free}
  elements:
"""

CHARTS = """
dashboard:
  id: 51
  title: Types of charts
  folder: Reports
  elements:
"""

LOOK = """
look:
  id: 60
  title: Revenue by month
  folder: Reports
  description: All regions and plans together.
  model: shop
  explore: sales
  fields: [sales.sold_month, sales.region, sales.revenue]
  pivots: [sales.region]
  sorts: [sales.sold_month]
  vis_config: {type: looker_area, stacking: normal}
"""

# Name, type, fields, other settings, place as row, column, width and height.
TILES = [
    ("Revenue", "single_value", "sales.revenue", "", (0, 0, 6, 3)),
    ("Orders", "single_value", "sales.orders", "", (0, 6, 6, 3)),
    ("Average order", "single_value", "sales.mean", "", (0, 12, 6, 3)),
    ("Share of the goal", "single_value", "sales.share", "", (0, 18, 6, 3)),
    ("By region", "looker_column", "sales.sold_month, sales.region, sales.revenue", "pivots: [sales.region], vis_config: {stacking: normal}", (3, 0, 12, 7)),
    ("Average order by month", "looker_line", "sales.sold_month, sales.mean", "", (3, 12, 12, 7)),
    ("By plan", "table", "sales.plan, sales.orders, sales.revenue, sales.mean", "", (10, 0, 24, 5)),
]
# Type, fields, other settings.
KINDS = [
    ("looker_bar", "sales.region, sales.revenue", ""), ("looker_area", "sales.sold_month, sales.revenue", ""), ("looker_pie", "sales.plan, sales.revenue", ""),
    ("looker_scatter", "sales.sold_month, sales.mean", ""), ("looker_funnel", "sales.plan, sales.revenue", ""), ("looker_waterfall", "sales.region, sales.revenue", ""),
    # Columns of a heat map stand in the order of its rows.
    ("heatmap", "sales.sold_month, sales.region, sales.revenue", "sorts: [sales.sold_month, sales.region]"),
    ("treemap", "sales.region, sales.revenue", ""), ("gauge", "sales.share", ""),
]
PIPELINES = {
    "pipelines/clean/day.sql": "SELECT DATE '2025-01-01' AS day, 1 AS n",
    "pipelines/clean/week.sql": "SELECT date_trunc('week', day) AS week, sum(n) AS n FROM {{ ref('day') }} GROUP BY 1",
    "pipelines/clean/month.sql": "SELECT date_trunc('month', day) AS month, sum(n) AS n FROM {{ ref('day') }} GROUP BY 1",
    "pipelines/clean/summary.sql": "SELECT (SELECT count(*) FROM {{ ref('week') }}) AS weeks, (SELECT count(*) FROM {{ ref('month') }}) AS months",
}
STEPS = ["view", "search", "buy"]


def picture_project():
    charts = [(kind, kind, fields, more, (index // 3 * 6, index % 3 * 8, 8, 6)) for index, (kind, fields, more) in enumerate(KINDS)]
    return small_project("label: Pictured\n", **{
        "shop.model.lkml": MODEL, "content/sales.yaml": DASHBOARD + elements(TILES, "Region: sales.region, Plan: sales.plan"),
        "content/charts.yaml": CHARTS + elements(charts, ""), "content/look.yaml": LOOK, **PIPELINES,
    })


def elements(tiles, listen):
    return "".join(
        f"  - {{name: {name}, title: {name}, model: shop, explore: sales, type: {kind}, fields: [{fields}], listen: {{{listen}}}, "
        + (f"{more}, " if more else "") + f"row: {row}, col: {column}, width: {width}, height: {height}}}\n"
        for name, kind, fields, more, (row, column, width, height) in tiles
    )


def send_events(server):
    """Three weeks of March 2026 in which fewer people go on from step to step."""
    key = server.key()
    start = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.timezone.utc)
    events = []
    for day in range(21):
        for person in range(40):
            for step, name in enumerate(STEPS):
                if (person * 7 + day * 3) % (5 + 6 * step) < 3:
                    at = start + datetime.timedelta(days=day, minutes=step)
                    events.append({"event_type": name, "user_id": f"person {person}", "time": int(at.timestamp() * 1000), "insert_id": f"{day} {person} {step}"})
    for first in range(0, len(events), 500):
        status, _, body = server.request("POST", "/2/httpapi", {"api_key": key, "events": events[first : first + 500]})
        assert status == 200, body
    server.wait_until_loaded()
