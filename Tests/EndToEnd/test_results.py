"""What is done to the rows of a query before anybody sees them, through the API: fill, calculations, totals, every format."""

import io
import json
import urllib.parse
import zipfile

from projects import small_project
from server import Server

SHOP = """
connection: "warehouse"
view: orders {
  derived_table: { sql: SELECT * FROM (VALUES (1, DATE '2024-01-30', 'IT', 'Rome', 'new', 10),
    (2, DATE '2024-01-30', 'IT', 'Rome', 'paid', 20), (3, DATE '2024-02-02', 'IT', 'Bari', 'paid', 30),
    (4, DATE '2024-02-02', 'NO', 'Oslo', 'new', 40), (5, DATE '2024-04-01', 'NO', 'Oslo', 'new', 5))
    AS t(id, day, country, city, status, price) ;; }
  dimension: id { primary_key: yes type: number }
  dimension_group: made { type: time datatype: date timeframes: [date, month] sql: ${TABLE}.day ;; convert_tz: no }
  dimension: country {}
  dimension: city {}
  dimension: status {}
  dimension: price { type: number }
  measure: total { type: sum sql: ${price} ;; value_format: "#,##0.00" }
}
explore: orders {}
"""

CALCULATIONS = [
    {"category": "table_calculation", "table_calculation": "double", "label": "Double",
     "expression": "${orders.total} * 2", "value_format_name": None, "_kind_hint": "measure", "_type_hint": "number"},
    {"table_calculation": "so_far", "label": "So far", "calculation_type": "running_total", "args": ["orders.total"]},
]
MONTHS = {
    "model": "shop", "view": "orders", "fields": ["orders.made_month", "orders.total", "double", "so_far"],
    "fill_fields": ["orders.made_month"], "sorts": ["orders.made_month"], "total": True,
    "dynamic_fields": json.dumps(CALCULATIONS),
}
PIVOT = {
    "model": "shop", "view": "orders", "fields": ["orders.country", "orders.status", "orders.total"],
    "pivots": ["orders.status"], "sorts": ["orders.country"], "total": True, "row_total": "right",
}
LOOK = """
look:
  id: 7
  title: Months
  model: shop
  explore: orders
  fields: [orders.made_month, orders.total, double]
  fill_fields: [orders.made_month]
  sorts: [orders.made_month]
  dynamic_fields:
  - {category: table_calculation, table_calculation: double, label: Double, expression: '${orders.total} * 2'}
"""


def values(row):
    return {name: cell["value"] for name, cell in row.items()}


def test_results_are_filled_calculated_and_totalled_in_every_format(options):
    project = small_project(**{"shop.model.lkml": SHOP, "content/months.yaml": LOOK})
    with Server(options.program, project) as server:
        token = server.login(*server.credentials())
        months = [("2024-01", 30, 60, 30), ("2024-02", 70, 140, 100), ("2024-03", None, None, 100),
                  ("2024-04", 5, 10, 105)]
        names = MONTHS["fields"]
        assert server.query(token, MONTHS) == [dict(zip(names, month)) for month in months]

        detail = server.query(token, MONTHS, "json_detail")
        assert [values(row) for row in detail["data"]] == [dict(zip(names, month)) for month in months]
        assert detail["fill_fields"] == ["orders.made_month"] and detail["warnings"] == [], detail["warnings"]
        assert detail["has_totals"] is True
        assert values(detail["totals_data"]) == {"orders.total": 105, "double": 210}, detail["totals_data"]
        described = detail["fields"]["table_calculations"]
        assert [(c["name"], c["label"]) for c in described] == [("double", "Double"), ("so_far", "So far")]
        assert described[0]["expression"] == "${orders.total} * 2"

        text = server.query(token, MONTHS, "csv")
        assert text.splitlines()[1:] == ["2024-01,30,60,30", "2024-02,70,140,100", "2024-03,,,100", "2024-04,5,10,105"]
        assert "| 2024-02 | 70.00 | 140 | 100 |" in server.query(token, MONTHS, "md")
        assert "<td>2024-02</td><td class=\"number\">70.00</td>" in server.query(token, MONTHS, "html")
        status, headers, book = server.request(
            "POST", "/api/4.0/queries/run/xlsx", MONTHS,
            {"Authorization": f"Bearer {token}", "Content-Type": "application/json"})
        assert status == 200 and headers["content-type"].endswith("spreadsheetml.sheet"), (status, headers)
        with zipfile.ZipFile(io.BytesIO(book)) as archive:
            assert archive.testzip() is None
            assert "<v>70</v>" in archive.read("xl/worksheets/sheet1.xml").decode()

        # A Look runs with all that it has, and so does an address.
        look = server.api(token, "looks/7/run/json")
        assert [row["double"] for row in look] == [60, 140, None, 10], look
        address = urllib.parse.urlencode({
            "fields": ",".join(names), "fill_fields": "orders.made_month", "sorts": "orders.made_month",
            "dynamic_fields": json.dumps(CALCULATIONS)})
        by_address = server.api(token, "queries/models/shop/views/orders/run/json?" + address)
        assert [row["so_far"] for row in by_address] == [30, 100, 100, 105], by_address
        address = urllib.parse.urlencode({"fields": "orders.city", "f[orders.country]": "IT", "sorts": "orders.city desc"})
        cities = server.api(token, "queries/models/shop/views/orders/run/json?" + address)
        assert [row["orders.city"] for row in cities] == ["Rome", "Bari"], cities


def test_pivoted_results_have_totals_of_columns_and_rows(options):
    project = small_project(**{"shop.model.lkml": SHOP})
    with Server(options.program, project) as server:
        token = server.login(*server.credentials())
        detail = server.query(token, PIVOT, "json_detail")
        rows = [(row["orders.country"]["value"], values(row["orders.total"])) for row in detail["data"]]
        total = "$$$_row_total_$$$"
        assert rows == [("IT", {"new": 10, "paid": 50, total: 60}), ("NO", {"new": 45, "paid": None, total: 45})], rows
        assert values(detail["totals_data"]["orders.total"]) == {"new": 55, "paid": 50, total: 105}
        assert [(p["key"], p["is_total"]) for p in detail["pivots"]] == [
            ("new", False), ("paid", False), (total, True)]
        assert detail["has_row_totals"] is True and detail["columns_truncated"] == "no"
        narrow = server.query(token, {**PIVOT, "column_limit": "1"}, "json_detail")
        assert [p["key"] for p in narrow["pivots"]] == ["new", total] and narrow["columns_truncated"] == "yes"

        query = {"model": "shop", "view": "orders", "fields": ["orders.country", "orders.city", "orders.total"],
                 "subtotals": ["orders.country"], "sorts": ["orders.country", "orders.city"]}
        detail = server.query(token, query, "json_detail")
        assert detail["has_subtotals"] is True and detail["subtotal_sets"] == [["orders.country"]]
        found = {row["orders.country"]["value"]: row["orders.total"]["value"] for row in detail["subtotals_data"]["1"]}
        assert found == {"IT": 60, "NO": 45}, found
        assert detail["subtotals_data"]["1"][0]["$$$__grouping__$$$"] == ["orders.country"]


def test_what_is_wrong_with_custom_fields_is_said(options):
    project = small_project(**{"shop.model.lkml": SHOP})
    with Server(options.program, project) as server:
        token = server.login(*server.credentials())
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        broken = {**MONTHS, "dynamic_fields": '[{"measure": "x", "based_on": "orders.price", "type": "total"}]'}
        status, _, body = server.request("POST", "/api/4.0/queries/run/json", broken, headers)
        error = json.loads(body)
        assert status == 422 and error["errors"][0]["field"] == "dynamic_fields", error
        assert "dynamic_fields[0] (x), type" in error["errors"][0]["message"], error
        # A calculation that can't be run doesn't keep the others from running.
        wrong = CALCULATIONS + [{"table_calculation": "bad", "expression": "${orders.nothing} + 1"}]
        query = {**MONTHS, "dynamic_fields": json.dumps(wrong)}
        detail = server.query(token, query, "json_detail")
        assert [row["double"]["value"] for row in detail["data"]] == [60, 140, None, 10]
        assert any("bad" in warning for warning in detail["warnings"]), detail["warnings"]
