"""Charts of product analytics and merged results as tiles of a dashboard, in a real browser: they follow its filters and what is pressed."""

import re
import zipfile

from browser_checks import axe_clean
from projects import MERGED_QUERIES, small_project
from test_browser_dashboards import choose, signed_in
from test_charts import SETTINGS, milliseconds

CHART = """
chart: 7
title: From view to purchase
definition:
  chart: funnel
  range: {from: 2026-03-02, to: 2026-03-04}
  steps: [view, buy]
"""

DASHBOARD = """
dashboard:
  id: 41
  title: The shop
  filters:
  - {name: Date, type: date_filter}
  - {name: Platform, type: string_filter}
  - {name: Type, type: field_filter, model: telemetry, explore: events, field: event_types.name}
  elements:
  - name: funnel
    title: Funnel
    type: extension
    attributes: {extension_id: soundings::chart}
    rich_content_json: '{"chart": "7"}'
    listen: {Date: range, Platform: platform, Type: event_type}
    width: 12
    height: 8
  - {name: types, title: By type, model: telemetry, explore: events, type: looker_grid, fields: [event_types.name, events.count], width: 6}
  - name: merged
    title: Both
    type: looker_grid
""" + MERGED_QUERIES

# ann views and buys in the browser; bob only views, on a phone.
EVENTS = [("ann", "view", "09:00", "Web"), ("ann", "buy", "10:00", "Web"), ("bob", "view", "11:00", "iOS")]


def send(server):
    events = [
        {"event_type": kind, "user_id": user + "@shop", "time": milliseconds(f"2026-03-02T{time}:00Z"), "insert_id": str(number), "platform": platform}
        for number, (user, kind, time, platform) in enumerate(EVENTS)
    ]
    status, _, body = server.request("POST", "/2/httpapi", {"api_key": server.key(), "events": events}, {"Content-Type": "application/json"})
    assert status == 200, body
    server.wait_until_loaded()


def test_a_chart_on_a_dashboard_follows_its_filters_and_has_a_menu(options):
    project = small_project(SETTINGS, **{"content/charts/funnel.yaml": CHART, "content/shop.yaml": DASHBOARD})
    with signed_in(options, project=project) as (server, page, call):
        send(server)
        here = f"{server.url}/dashboards/41"
        tile = page.get_by_role("region", name="Funnel", exact=True)

        def reached(first, second):
            tile.get_by_role("button", name=re.compile(f"step 1, view: {first} reached it")).wait_for()
            tile.get_by_role("button", name=re.compile(f"step 2, buy: {second} reached it")).wait_for()

        page.goto(here)
        reached(2, 1)
        axe_clean(page, "a chart on a dashboard")
        page.goto(here + "?Platform=Web&Date=after+2026-03-01")
        reached(1, 1)

        # Every tile's rows in one file, of what the filters let through.
        with page.expect_download() as download:
            choose(page, "More", "Download data")
        assert download.value.suggested_filename == "The shop.zip", download.value.suggested_filename
        page.get_by_text("The data of 3 tiles is downloaded.").wait_for()
        with zipfile.ZipFile(download.value.path()) as archive:
            assert archive.testzip() is None
            files = {each: archive.read(each).decode() for each in archive.namelist()}
        assert sorted(files) == ["Both.csv", "By type.csv", "Funnel.csv"], sorted(files)
        assert "1. view,1," in files["Funnel.csv"], files
        assert files["By type.csv"].splitlines()[1:] == ["view,2", "buy,1"], files
        assert len(files["Both.csv"].splitlines()) == 3, files

        # What stands behind it, and behind one of its numbers; the address says both.
        choose(page, "Actions for Funnel", "Explain")
        dialog = page.get_by_role("dialog", name="Funnel")
        dialog.get_by_text("At the first step platform is Web, by the dashboard's filter Platform").wait_for()
        axe_clean(page, "a chart over the page")
        page.keyboard.press("Escape")
        tile.get_by_role("button", name=re.compile("step 1, view")).click()
        dialog.get_by_role("link", name="ann@shop").wait_for()
        assert "/people/" in page.url, page.url
        page.keyboard.press("Escape")
        with page.expect_download() as download:
            choose(page, "Actions for Funnel", "Download CSV")
        assert "1. view,1," in download.value.path().read_text(), download.value.path().read_text()
        address = tile.get_by_role("link", name="Funnel").get_attribute("href")
        assert "since:" in address and "platform" in address and "from=7" in address, address

        # Numbers of something else are never shown as filtered.
        page.goto(here + "?Date=before+2026-01-01")
        tile.get_by_text("A chart's range needs a beginning.").wait_for()
        assert tile.get_by_role("button", name=re.compile("step 1")).count() == 0

        # A press on a value reaches the chart through its filter, and merged results by their explores.
        page.goto(here)
        reached(2, 1)
        page.get_by_role("region", name="By type").get_by_role("button", name="buy").click()
        page.get_by_role("menuitem", name="Filter the dashboard: Name is buy").click()
        tile.get_by_text("Nobody did this.").wait_for()
        both = page.get_by_role("region", name="Both", exact=True)
        both.get_by_text("view", exact=True).wait_for(state="detached")
        assert both.locator("table.result tbody tr").count() == 1, both.inner_text()


def test_a_new_chart_listens_to_the_filters_whose_names_it_knows(options):
    with signed_in(options, project=small_project(SETTINGS, **{"content/charts/funnel.yaml": CHART})) as (server, page, call):
        send(server)
        number = call("POST", "/api/4.0/dashboards", {"title": "D", "folder_id": "1"})["id"]
        for name, kind in (("Date", "date_filter"), ("Platform", "string_filter"), ("Plan", "string_filter")):
            call("POST", "/api/4.0/dashboard_filters", {"dashboard_id": number, "name": name, "title": name, "type": kind})
        page.goto(f"{server.url}/dashboards/{number}?edit=true")
        choose(page, "Add", "Chart of product analytics")
        page.get_by_role("button", name=re.compile("From view to purchase")).click()
        page.get_by_role("button", name="Move From view to purchase").wait_for()
        page.get_by_role("button", name="Plan", exact=True).click()
        links = page.get_by_role("dialog").get_by_role("combobox", name="From view to purchase")
        links.locator("option", has_text="user_id").or_(links.locator("option", has_text="platform")).first.wait_for(state="attached")
        assert links.input_value() == "", "no property has that name"
        links.select_option("platform")
        axe_clean(page, "what of a chart a filter is put on")
        page.get_by_role("button", name="Apply", exact=True).click()

        # Where all tiles are charts, a new filter begins with a property, which all that have it follow.
        page.get_by_role("button", name="Add a filter").click()
        dialog = page.get_by_role("dialog", name="Add a filter")
        dialog.get_by_role("combobox", name="Property", exact=True).select_option("platform")
        assert dialog.get_by_label("Name", exact=True).input_value() == "platform"
        assert dialog.get_by_role("combobox", name="From view to purchase").input_value() == "platform"
        axe_clean(page, "a filter by a property of events")
        dialog.get_by_label("Name", exact=True).fill("Surface")
        dialog.get_by_role("button", name="Add the filter").click()
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_role("button", name="Edit", exact=True).wait_for()
        tile = call("GET", f"/api/4.0/dashboards/{number}")["dashboard_elements"][0]
        listen = {each["dashboard_filter_name"]: each["field"] for each in tile["result_maker"]["filterables"][0]["listen"]}
        assert listen == {"Date": "range", "Platform": "platform", "Plan": "platform", "Surface": "platform"}, listen


def test_a_chart_is_saved_with_the_picture_that_is_looked_at(options):
    with signed_in(options, project=small_project(SETTINGS)) as (server, page, call):
        send(server)
        page.goto(f"{server.url}/product/funnel?range=(from:2026-03-02,to:2026-03-04)&steps=[view,buy]&show=trend")
        over_time = page.get_by_role("button", name="Over time", pressed=True)
        over_time.wait_for()
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_label("Title").fill("How many buy")
        page.get_by_role("button", name="Save the chart").click()
        page.get_by_text("“How many buy” is saved.").wait_for()
        page.wait_for_url(re.compile(r"/product/charts/s\d+$"))
        over_time.wait_for()
        page.get_by_role("columnheader", name="Reached the end").wait_for()
        # Another picture in its place is another chart.
        page.get_by_role("button", name="Steps", exact=True).click()
        page.wait_for_url(re.compile(r"/product/funnel\?.*from=s\d+"))
        page.get_by_role("columnheader", name="Lost before it").wait_for()
