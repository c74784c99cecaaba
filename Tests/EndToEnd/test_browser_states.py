"""Pages in states that the demo does not have, in a real browser: merged results, fields that are found, tables that are gone, a server that
is away."""

import re

from browser_checks import axe_clean
from projects import MERGED_QUERIES, small_project
from test_browser_dashboards import choose, signed_in
from test_looker_sdk import fill

MERGED = """
dashboard:
  id: 40
  title: Side by side
  folder: Reports
  filters:
  - {name: Type, title: Type, type: field_filter, model: telemetry, explore: events, field: event_types.name}
  elements:
  - name: merged
    title: Events and people
    type: looker_column
    listen: {Type: event_types.name}
""" + MERGED_QUERIES


def test_merged_results_are_drawn_filtered_and_enlarged(options):
    with signed_in(options, project=small_project(**{"content/merged.yaml": MERGED})) as (server, page, call):
        fill(server)
        page.goto(f"{server.url}/dashboards/40")
        tile = page.get_by_role("region", name="Events and people")
        tile.locator(".chart-place svg path").first.wait_for(state="attached")
        axe_clean(page, "a tile of merged results")
        tile.get_by_role("button", name="Actions for Events and people").click()
        page.get_by_role("menuitem", name="Show table").click()
        page.wait_for_url(re.compile(r"#tile-.+/table$"))
        table = page.get_by_role("dialog").locator("table.result")
        table.get_by_text("1,500", exact=True).wait_for()
        assert table.locator("tbody tr").count() == 2, table.inner_text()
        page.keyboard.press("Escape")
        with page.expect_download() as download:
            choose(page, "Actions for Events and people", "Download CSV")
        assert download.value.suggested_filename == "Events and people.csv", download.value.suggested_filename
        lines = download.value.path().read_text().splitlines()
        assert len(lines) == 3 and any(",1500," in line for line in lines), lines

        page.goto(f"{server.url}/dashboards/40?Type=buy#tile-{tile.get_attribute('id').removeprefix('tile-')}/table")
        table.get_by_text("20", exact=True).wait_for()
        assert table.locator("tbody tr").count() == 1, table.inner_text()

        page.goto(f"{server.url}/dashboards/40?Type=nothing")
        tile.get_by_text("No rows.").wait_for()


def test_a_saved_merge_is_drawn(options):
    with signed_in(options) as (server, page, call):
        fill(server)
        queries = [
            call("POST", "/api/4.0/queries", {"model": "telemetry", "view": "events", "fields": ["event_types.name", field]})
            for field in ("events.count", "events.user_count")
        ]
        joined = [{"field_name": "event_types.name", "source_field_name": "event_types.name"}]
        merge = call("POST", "/api/4.0/merge_queries", {
            "source_queries": [{"query_id": queries[0]["id"]}, {"query_id": queries[1]["id"], "merge_fields": joined}],
            "vis_config": {"type": "looker_grid"},
        })
        board = call("POST", "/api/4.0/dashboards", {"title": "Merged", "folder_id": "1"})["id"]
        call("POST", "/api/4.0/dashboard_filters", {
            "dashboard_id": board, "name": "Type", "title": "Type", "type": "field_filter", "model": "telemetry", "explore": "events",
            "dimension": "event_types.name"})
        listens = {"model": "telemetry", "view": "events", "listen": [{"dashboard_filter_name": "Type", "field": "event_types.name"}]}
        call("POST", "/api/4.0/dashboard_elements", {
            "dashboard_id": board, "type": "vis", "title": "Both", "merge_result_id": merge["id"],
            "result_maker": {"filterables": [listens, listens]}})
        page.goto(f"{server.url}/dashboards/{board}")
        tile = page.get_by_role("region", name="Both", exact=True)
        tile.get_by_text("1,500", exact=True).wait_for()
        tile.get_by_text("Several queries, put side by side").wait_for()
        page.goto(f"{server.url}/dashboards/{board}?Type=buy")
        tile.get_by_text("20", exact=True).wait_for()
        assert tile.locator("table.result tbody tr").count() == 1, tile.inner_text()


def test_queries_are_merged_drawn_and_put_on_a_dashboard(options):
    with signed_in(options) as (server, page, call):
        fill(server)
        page.goto(f"{server.url}/explore/telemetry/events?fields=event_types.name,events.count")
        choose(page, "Save", "Merge with another query…")
        page.wait_for_url(re.compile(r"/explore/merge\?of=\d+$"))
        page.get_by_role("button", name="Add a query").click()
        page.get_by_role("list", name="Explores").get_by_role("button", name=re.compile("^Events")).click()
        page.wait_for_url(re.compile(r"/explore/telemetry/events\?"))
        page.goto(page.url + "&fields=event_types.name,events.user_count")
        page.get_by_role("button", name="To the merged results").click()
        # Joined by the field of one name, without being asked.
        page.wait_for_url(re.compile(r"of=\d+&of=\d+&on=event_types.name:event_types.name$"))
        table = page.locator("table.result")
        table.get_by_text("1,500", exact=True).wait_for()
        assert [head.strip() for head in table.locator("thead th .header-text").all_inner_texts()] == ["Name", "Count", "User Count"]
        axe_clean(page, "merged results")
        with page.expect_download() as download:
            choose(page, "Download", "CSV")
        assert download.value.suggested_filename == "Events and Events.csv", download.value.suggested_filename
        lines = download.value.path().read_text().splitlines()
        assert len(lines) == 3 and any(",1500," in line for line in lines), lines
        page.get_by_role("combobox", name="Chart type").select_option("looker_column")
        page.wait_for_url(re.compile("vis="))
        page.get_by_role("button", name="Save to a dashboard").click()
        dialog = page.get_by_role("dialog", name="Add to a dashboard")
        dialog.get_by_role("combobox", name="Dashboard").select_option("new")
        dialog.get_by_label("Its name").fill("Merged by hand")
        dialog.get_by_role("combobox", name="Folder").select_option("1")
        dialog.get_by_role("button", name="Add to dashboard").click()
        page.get_by_role("link", name="Open the dashboard").click()
        tile = page.get_by_role("region", name="Events and Events", exact=True)
        tile.get_by_text("Several queries, put side by side").wait_for()
        tile.locator(".chart-place svg path").first.wait_for(state="attached")


def test_the_page_of_explores_finds_fields(options):
    with signed_in(options) as (server, page, call):
        fields = page.get_by_role("region", name="Fields", exact=True)
        page.goto(f"{server.url}/explore")
        page.get_by_role("main").get_by_role("link", name="Events", exact=True).wait_for()
        assert fields.count() == 0, "nothing is searched yet"
        page.get_by_role("searchbox", name="Search explores and fields").fill("user count")
        fields.get_by_text("events.user_count", exact=True).wait_for()
        axe_clean(page, "fields that are found")
        fields.get_by_role("link", name=re.compile("User Count")).first.click()
        page.wait_for_url(re.compile(r"/explore/telemetry/events\?fields=events\.user_count"))
        page.goto(f"{server.url}/explore?q=xyzzyq")
        page.get_by_text("No explore and no field has these words.").wait_for()


def test_a_page_comes_by_itself_when_the_server_is_back(options):
    with signed_in(options) as (server, page, call):
        places = page.get_by_role("navigation", name="Places")
        places.get_by_role("link", name="Home").wait_for()
        server.kill()
        places.get_by_role("link", name="Pipelines").click()
        page.get_by_text("The server can't be reached.").wait_for()
        axe_clean(page, "a page whose code did not come")
        server.start()
        page.get_by_role("heading", name="Pipelines", level=1).wait_for(timeout=20_000)


GONE = """
connection: "warehouse"
view: gone {
  sql_table_name: main.was_dropped ;;
  dimension: plan { type: string }
  measure: count { type: count }
}
explore: gone {}
"""

STATES = """
dashboard:
  id: 41
  title: Half of it
  folder: Reports
  elements:
  - {name: gone, title: By plan, model: gone, explore: gone, type: looker_bar, fields: [gone.plan, gone.count], row: 0, col: 0, width: 12, height: 6}
  - {name: figure, title: All, model: gone, explore: gone, type: single_value, fields: [gone.count], row: 0, col: 12, width: 4, height: 3}
  - {name: there, title: Events, model: telemetry, explore: events, type: single_value, fields: [events.count], row: 0, col: 16, width: 4, height: 3}
"""


def test_a_dropped_table_fails_its_tiles_alone(options):
    with signed_in(options, project=small_project(**{"gone.model.lkml": GONE, "content/states.yaml": STATES})) as (server, page, call):
        page.goto(f"{server.url}/dashboards/41")
        page.get_by_text("2 of 3 tiles failed. The others are complete.").wait_for()
        assert "was_dropped" in page.get_by_role("region", name="By plan").inner_text()
        expected = page.get_by_role("region", name="All", exact=True)
        expected.get_by_role("button", name="Try again").wait_for()
        body = expected.bounding_box()
        button = expected.get_by_role("button", name="Try again").bounding_box()
        assert button["y"] + button["height"] <= body["y"] + body["height"] + 1, "the way out is cut off"
        axe_clean(page, "a dashboard with failed tiles")


CHANGED = """
dashboard:
  id: 43
  title: After a change of the model
  folder: Reports
  elements:
  - {name: field, title: By plan, model: telemetry, explore: events, type: looker_bar, fields: [events.plan, events.count], row: 0, col: 0, width: 12, height: 6}
  - {name: explore, title: Orders, model: telemetry, explore: orders, type: single_value, fields: [orders.count], row: 0, col: 12, width: 8, height: 6}
"""


def test_tiles_say_which_field_is_gone_and_where_to_mend_it(options):
    with signed_in(options, project=small_project(**{"content/changed.yaml": CHANGED})) as (server, page, call):
        page.goto(f"{server.url}/dashboards/43")
        tile = page.get_by_role("region", name="By plan")
        tile.get_by_text("A field is gone.").wait_for()
        assert "events.plan" in tile.inner_text()
        other = page.get_by_role("region", name="Orders")
        other.get_by_text("The explore is gone.").wait_for()
        assert page.get_by_role("button", name="Try again").count() == 0, "asking again can't help"
        axe_clean(page, "tiles whose fields are gone")
        tile.get_by_role("link", name="Mend it in Explore").click()
        page.get_by_role("button", name="Leave this field out").wait_for()


ACCOUNTS = """
connection: "warehouse"
view: accounts {
  derived_table: { sql: select * from (values ('Databricks', 'Full pings'), ('Éclair Data', 'Full pings'), ('Dornford', null)) as t(name, status) ;; }
  dimension: name { type: string }
  dimension: status { type: string }
}
explore: accounts {}
"""

TOOLS = """
tools:
  model: accounts
  accounts: {explore: accounts, name: accounts.name, status: accounts.status}
  levels:
    - {status: Full pings, says: Everything.}
  links:
    - {title: Events, page: /product/events}
"""


def test_accounts_are_listed_before_anything_is_typed(options):
    with signed_in(options, project=small_project(TOOLS, **{"accounts.model.lkml": ACCOUNTS})) as (server, page, call):
        page.goto(f"{server.url}/accounts")
        table = page.get_by_role("region", name="Accounts")
        table.get_by_role("link", name="Dornford").wait_for()
        assert table.locator("tbody th").all_inner_texts() == ["Databricks", "Dornford", "Éclair Data"]
        assert page.get_by_role("link", name="Catalogue", exact=True).get_attribute("aria-current") == "page"
        axe_clean(page, "the list of accounts")
        page.get_by_role("searchbox", name="Find accounts").fill("ECLAIR d")
        page.wait_for_url(re.compile(r"\?q=ECLAIR"))
        page.get_by_text("1 account", exact=True).wait_for()
        table.get_by_role("link", name="Éclair Data").click()
        page.get_by_role("heading", name="Éclair Data", level=1).wait_for()
        assert call("GET", "/api/v1/accounts?limit=1") == {
            "accounts": [{"name": "Databricks", "status": "Full pings", "level": 0}], "count": 3, "partial": False}


def test_a_project_without_accounts_says_so(options):
    with signed_in(options) as (server, page, call):
        page.goto(f"{server.url}/accounts")
        page.get_by_text("This project doesn't say what an account is.").wait_for()


def test_a_failure_is_said_once_below_the_name_of_what_failed(options):
    with signed_in(options) as (server, page, call):
        def fail(route):
            answers = "session" in route.request.url
            return route.continue_() if answers else route.fulfill(status=500, content_type="application/json", body='{"message": "It tripped."}')

        page.route("**/api/**", fail)
        for path, heading, sentence in (
            ("/sql?connection=warehouse", "SQL", "The list of connections could not be loaded"),
            ("/admin/roles", "Roles", "The list of roles could not be loaded"),
            ("/admin/usage", "Usage", "The usage could not be loaded"),
            ("/looks/1", "Look", "The Look could not be loaded"),
            ("/dashboards/1", "Dashboard", "The dashboard could not be loaded"),
            ("/accounts/Initech", "Initech", "The account could not be loaded"),
            ("/boards/1", "Board", "The board could not be loaded"),
            ("/explore/telemetry/events", "events", "The explore could not be loaded"),
        ):
            page.goto(server.url + path)
            page.get_by_text(sentence).wait_for()
            assert page.get_by_text("could not be loaded").count() == 1, path
            # Seen, not only read out.
            assert page.get_by_role("heading", name=heading, level=1, exact=True).bounding_box()["height"] > 10, path
