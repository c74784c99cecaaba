"""Dashboards are made, edited, saved and brought back in a real browser."""

import contextlib
import json
import os
import re

from browser_checks import axe_clean
from projects import small_project
from server import Server


@contextlib.contextmanager
def signed_in(options, role="admin", project=None):
    """A server, a page of somebody with a role, and how that page's session asks the server."""
    from playwright.sync_api import sync_playwright

    with Server(options.program, project or small_project()) as server, sync_playwright() as playwright:
        link = re.search(r"http\S+", server.run("user", "add", "--email", "ada@example.com", "--role", role).stdout)[0]
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])
        try:
            page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
            page.set_default_timeout(15_000)
            page.goto(link)
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_url(server.url + "/")

            def call(method, path, body=None, version=None):
                headers = {"X-Soundings-Request": "1", "Content-Type": "application/json"}
                if version is not None:
                    headers["If-Match"] = f'"{version}"'
                data = None if body is None else json.dumps(body)
                answer = page.request.fetch(server.url + path, method=method, headers=headers, data=data)
                assert answer.ok, (path, answer.status, answer.text())
                return answer.json() if answer.text() else None

            yield server, page, call
        finally:
            browser.close()


def place_of(dashboard, title):
    """Row, column, width and height of a tile as they are saved."""
    tile = next(each for each in dashboard["dashboard_elements"] if title in (each["title"], each["title_text"]))
    parts = [part for layout in dashboard["dashboard_layouts"] for part in layout["dashboard_layout_components"]]
    part = next(part for part in parts if part["dashboard_element_id"] == tile["id"])
    return part["row"], part["column"], part["width"], part["height"]


def choose(page, menu, entry):
    page.get_by_role("button", name=menu, exact=True).click()
    page.get_by_role("menuitem", name=entry, exact=True).click()


def test_a_dashboard_is_made_filled_and_saved_in_one_step(options):
    with signed_in(options) as (server, page, call):
        page.goto(server.url + "/folders/1")
        page.get_by_role("button", name="New dashboard").click()
        page.get_by_label("Name").fill("Types of events")
        page.get_by_role("button", name="Make it").click()
        page.get_by_text("This dashboard has no tiles yet.").wait_for()
        number = re.search(r"/dashboards/(\d+)\?edit=true", page.url)[1]

        choose(page, "Add", "Text")
        page.get_by_label("Heading").fill("How to read this")
        page.get_by_label("Text (Markdown)").fill("Green is **75** and more, *as ever*.")
        page.get_by_role("button", name="Add the tile").click()
        choose(page, "Add", "Query")
        page.get_by_role("list", name="Explores").get_by_role("button", name=re.compile("^Events")).wait_for()
        page.get_by_role("textbox", name="Search Explores").fill("events")
        page.keyboard.press("Enter")
        for field in ("Name Event Types", "Count Events"):
            page.get_by_role("checkbox", name=field, exact=True).check()
        page.get_by_label("Name of the tile").fill("By type")
        axe_clean(page, "the query of a new tile")
        page.get_by_role("button", name="Add the tile").click()

        # By keys: the new tile has the focus.
        handle = page.get_by_role("button", name="Move By type")
        handle.press("ArrowRight")
        handle.press("ArrowRight")
        handle.press("Shift+ArrowDown")
        page.get_by_text("Row 3, column 3, 12 of 24 columns wide, 9 rows high").wait_for()
        page.keyboard.press("Control+z")
        page.keyboard.press("Control+z")
        page.keyboard.press("Control+y")
        # By pointer: the heading moves below, at its corner it gets lower.
        words = page.locator('[data-tile="How to read this"]')
        box = words.bounding_box()
        page.mouse.move(box["x"] + box["width"] - 6, box["y"] + box["height"] - 6)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] + 52, steps=8)
        page.mouse.up()
        axe_clean(page, "a dashboard while it is edited")
        assert call("GET", f"/api/4.0/dashboards/{number}")["version"] == 1, "nothing is saved before Save is pressed"
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_role("button", name="Edit", exact=True).wait_for()

        saved = call("GET", f"/api/4.0/dashboards/{number}")
        assert saved["version"] == 2, "all of it is one version"
        assert place_of(saved, "How to read this") == (0, 0, 12, 3), saved["dashboard_layouts"]
        assert place_of(saved, "By type") == (3, 2, 12, 8), saved["dashboard_layouts"]
        tile = next(each for each in saved["dashboard_elements"] if each["title"] == "By type")
        assert tile["query"]["fields"] == ["event_types.name", "events.count"]
        assert tile["result_maker"]["vis_config"]["type"] == "looker_column"
        assert page.get_by_role("heading", name="How to read this").is_visible()


def test_what_somebody_else_saved_meanwhile_is_kept_and_unsaved_work_is_asked_for(options):
    with signed_in(options) as (server, page, call):
        number = call("POST", "/api/4.0/dashboards", {"title": "D", "folder_id": "1"})["id"]
        for title in ("One", "Two"):
            call("POST", "/api/4.0/dashboard_elements", {
                "dashboard_id": number, "type": "text", "title_text": title, "body_text": title})
        page.goto(f"{server.url}/dashboards/{number}")
        page.get_by_role("button", name="Edit", exact=True).click()
        page.get_by_label("Title").fill("Mine")
        page.get_by_role("button", name="Move Two").press("Delete")

        # Whoever leaves is asked, also by Back.
        page.get_by_role("link", name="Home").click()
        page.get_by_role("dialog", name="Leave without saving?").get_by_role("button", name="Go on editing").click()
        page.go_back()
        page.get_by_role("dialog", name="Leave without saving?").get_by_role("button", name="Go on editing").click()
        assert page.get_by_label("Title").input_value() == "Mine" and "edit=true" in page.url

        one = next(each for each in call("GET", f"/api/4.0/dashboards/{number}")["dashboard_elements"] if each["title_text"] == "One")
        call("PATCH", f"/api/4.0/dashboard_elements/{one['id']}", {"body_text": "Theirs"}, 3)
        call("PATCH", f"/api/4.0/dashboards/{number}", {"title": "Theirs"}, 4)
        page.get_by_role("button", name="Save", exact=True).click()
        conflict = page.get_by_role("dialog", name=re.compile("has saved this dashboard meanwhile"))
        conflict.get_by_text("tile “One”").wait_for()
        assert conflict.get_by_role("listitem").filter(has_text="the title").count() == 2, conflict.inner_text()
        axe_clean(page, "a conflict")
        conflict.get_by_role("button", name="Save both, mine where we differ").click()
        page.get_by_role("button", name="Edit", exact=True).wait_for()
        saved = call("GET", f"/api/4.0/dashboards/{number}")
        assert saved["title"] == "Mine" and saved["version"] == 6, (saved["title"], saved["version"])
        assert [(each["title_text"], each["body_text"], each["id"]) for each in saved["dashboard_elements"]] == [("One", "Theirs", one["id"])]
        page.get_by_role("link", name="Home").click()
        page.wait_for_url(server.url + "/")


def send_events(server, names):
    """Events of the given types, loaded."""
    events = [{"user_id": f"user-{n}", "event_type": name, "time": 1_700_000_000_000 + n * 60_000, "insert_id": str(n)} for n, name in enumerate(names)]
    status, _, answer = server.request("POST", "/2/httpapi", {"api_key": server.key(), "events": events}, {"Content-Type": "application/json"})
    assert status == 200, answer
    server.wait_until_loaded()


def dashboard_of_events(call):
    """A dashboard with a table of types of events and the count of all."""
    number = call("POST", "/api/4.0/dashboards", {"title": "Events", "folder_id": "1"})["id"]
    for title, fields, vis in [("By type", ["event_types.name", "events.count"], "looker_grid"), ("All", ["events.count"], "single_value")]:
        query = call("POST", "/api/4.0/queries", {"model": "telemetry", "view": "events", "fields": fields, "vis_config": {"type": vis}})
        call("POST", "/api/4.0/dashboard_elements", {"dashboard_id": number, "title": title, "query_id": query["id"]})
    return number


def test_filters_are_made_and_a_press_on_a_value_filters_the_other_tiles(options):
    with signed_in(options) as (server, page, call):
        send_events(server, ["Search", "Search", "View"])
        number = dashboard_of_events(call)
        page.goto(f"{server.url}/dashboards/{number}")
        total = page.get_by_role("region", name="All").locator(".figure, .single-value, .tile-body").first
        table = page.get_by_role("region", name="By type")
        total.get_by_text("3", exact=True).wait_for()

        table.get_by_role("button", name="Search").click()
        page.get_by_role("menuitem", name="Filter the dashboard: Name is Search").click()
        total.get_by_text("2", exact=True).wait_for()
        assert "cross[event_types.name]=Search" in page.url, page.url
        assert table.get_by_text("View", exact=True).is_visible(), "the tile that was pressed shows all of its values"
        page.go_back()
        total.get_by_text("3", exact=True).wait_for()

        # The query of a tile is edited in its explore and saved to the tile.
        choose(page, "Actions for By type", "Edit the query")
        page.get_by_role("button", name="Save", exact=True).wait_for()
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_role("menuitem", name="To the tile By type of Events").wait_for()
        page.keyboard.press("Escape")
        page.goto(page.url.replace("fields=event_types.name,events.count", "fields=event_types.name,events.user_count"))
        choose(page, "Save", "To the tile By type of Events")
        page.wait_for_url(f"{server.url}/dashboards/{number}")
        page.get_by_role("region", name="By type").get_by_text("User Count").first.wait_for()

        # A filter is added in the form, needs a value, and both tiles listen.
        page.get_by_role("button", name="Edit", exact=True).click()
        page.get_by_role("button", name="Add a filter").click()
        dialog = page.get_by_role("dialog", name="Add a filter")
        dialog.get_by_label("Explore").select_option(label="Events")
        field = dialog.get_by_role("combobox", name="Field", exact=True)
        field.locator("option", has_text="Name").first.wait_for(state="attached")
        field.select_option(label="Name")
        dialog.get_by_label("Needs a value before anything runs").check()
        dialog.get_by_label("Shown as").select_option(label="A button for each value")
        dialog.get_by_role("combobox", name="All", exact=True).locator("option", has_text="Name").first.wait_for(state="attached")
        axe_clean(page, "a filter")
        dialog.get_by_role("button", name="Add the filter").click()
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_text("This dashboard needs a filter first.").wait_for()
        page.get_by_role("group", name="Name").get_by_role("button", name="View").click()
        total.get_by_text("1", exact=True).wait_for()
        assert "Name=View" in page.url, page.url
        axe_clean(page, "a dashboard with a filter of buttons")
        page.get_by_role("button", name="Reset to saved").click()
        page.get_by_text("This dashboard needs a filter first.").wait_for()
        # What somebody has chosen becomes what everybody begins with.
        page.get_by_role("group", name="Name").get_by_role("button", name="Search").click()
        page.get_by_role("button", name="Edit", exact=True).click()
        page.get_by_role("button", name="Begin with the values of now").click()
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_role("button", name="Edit", exact=True).wait_for()
        assert call("GET", f"/api/4.0/dashboards/{number}")["dashboard_filters"][0]["default_value"] == "Search"


def test_a_look_is_put_on_dashboards_and_listens_before_anything_is_saved(options):
    with signed_in(options) as (server, page, call):
        query = call("POST", "/api/4.0/queries", {"model": "telemetry", "view": "events", "fields": ["event_types.name", "events.count"]})
        look = call("POST", "/api/4.0/looks", {"title": "Types", "folder_id": "1", "query_id": query["id"]})["id"]
        page.goto(f"{server.url}/looks/{look}")
        choose(page, "More", "Add to a dashboard")
        dialog = page.get_by_role("dialog", name="Add to a dashboard")
        dialog.get_by_role("combobox", name="Dashboard").select_option("new")
        dialog.get_by_label("Its name").fill("Of a Look")
        dialog.get_by_role("combobox", name="Folder").select_option("1")
        dialog.get_by_role("button", name="Add to dashboard").click()
        page.get_by_role("link", name="Open the dashboard").click()
        page.get_by_role("heading", name="Of a Look", level=1).wait_for()
        number = re.search(r"/dashboards/(\d+)", page.url)[1]
        assert call("GET", f"/api/4.0/dashboards/{number}")["dashboard_elements"][0]["look_id"] == look

        number = call("POST", "/api/4.0/dashboards", {"title": "New", "folder_id": "1"})["id"]
        page.goto(f"{server.url}/dashboards/{number}?edit=true")
        choose(page, "Add", "Look")
        page.get_by_role("list", name="Looks").get_by_role("button", name=re.compile("^Types")).click()
        page.locator(".edit-tile").get_by_text("Types").first.wait_for()
        page.get_by_role("button", name="Add a filter").click()
        dialog = page.get_by_role("dialog", name="Add a filter")
        # The explore of the Look is there from the beginning, and its tile among those that listen.
        field = dialog.get_by_role("combobox", name="Field", exact=True)
        field.locator("option", has_text="Name").first.wait_for(state="attached")
        field.select_option(label="Name")
        listener = dialog.get_by_role("combobox", name="Types", exact=True)
        listener.locator("option", has_text="Name").first.wait_for(state="attached")
        assert listener.input_value() == "event_types.name"
        dialog.get_by_role("button", name="Add the filter").click()
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_role("button", name="Edit", exact=True).wait_for()
        saved = call("GET", f"/api/4.0/dashboards/{number}")["dashboard_elements"][0]["result_maker"]["filterables"]
        assert saved[0]["listen"] == [{"dashboard_filter_name": "Name", "field": "event_types.name"}], saved

        # What it costs the warehouse: its queries, and nobody else's.
        page.get_by_role("region", name="Types").locator("table, svg").first.wait_for()
        choose(page, "More", "What it costs")
        page.wait_for_url(f"{server.url}/admin/queries?kind=dashboard&origin={number}")
        page.get_by_text(re.compile(r"^Of New: \d+ quer(y|ies)")).wait_for()


def test_tabs_history_and_the_trash(options):
    with signed_in(options) as (server, page, call):
        number = dashboard_of_events(call)
        page.goto(f"{server.url}/dashboards/{number}?edit=true")
        choose(page, "Add", "Tab")
        choose(page, "Add", "Text")
        page.get_by_label("Heading").fill("On the second")
        page.get_by_role("button", name="Add the tile").click()
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_role("navigation", name="Tabs").get_by_role("button", name="Tab 2").click()
        page.get_by_role("heading", name="On the second").wait_for()
        assert "tab=Tab+2" in page.url and page.get_by_role("region", name="All").count() == 0

        choose(page, "More", "TV mode")
        page.get_by_role("button", name="Edit", exact=True).wait_for(state="hidden")
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Edit", exact=True).wait_for()

        choose(page, "More", "History")
        history = page.get_by_role("dialog", name="History of Events")
        history.get_by_role("button", name=re.compile("[Aa]dded tile")).first.wait_for()
        history.get_by_text("added: ").first.wait_for()
        axe_clean(page, "the history")
        history.get_by_role("button", name=re.compile("Created")).click()
        history.get_by_role("link", name="Open this version").click()
        page.get_by_text("Version 1, as it was").wait_for()
        page.get_by_role("button", name="Restore this version").click()
        page.get_by_text("This dashboard has no tiles yet.").wait_for()
        assert call("GET", f"/api/4.0/dashboards/{number}")["dashboard_elements"] == []

        choose(page, "More", "Move to the trash")
        page.get_by_text(re.compile("This dashboard is in the trash")).wait_for()
        page.get_by_role("button", name="Undo").click()
        page.get_by_role("button", name="Edit", exact=True).wait_for()
        assert call("GET", f"/api/4.0/dashboards/{number}")["deleted"] is False

        choose(page, "More", "Name, tags, owner")
        page.get_by_label("Tags").fill("kpi, board")
        page.get_by_label("Verified").check()
        page.get_by_role("dialog").get_by_role("button", name="Save").click()
        page.get_by_text("Verified by").wait_for()
        assert call("GET", f"/api/4.0/dashboards/{number}")["tags"] == ["kpi", "board"]


def test_looks_are_read_first_edited_on_purpose_and_brought_back(options):
    with signed_in(options) as (server, page, call):
        query = call("POST", "/api/4.0/queries", {
            "model": "telemetry", "view": "events", "fields": ["event_types.name", "events.count"], "vis_config": {"type": "looker_grid"}})
        look = call("POST", "/api/4.0/looks", {"title": "Types", "folder_id": "1", "query_id": query["id"]})["id"]
        page.goto(f"{server.url}/looks/{look}")
        page.get_by_role("button", name="Edit", exact=True).click()
        page.wait_for_url(re.compile(rf"/explore/telemetry/events\?.*look={look}"))
        page.go_back()

        choose(page, "More", "Name, tags, owner")
        page.get_by_role("dialog").get_by_label("Name").fill("Types of events")
        page.get_by_role("dialog").get_by_role("button", name="Save").click()
        page.get_by_role("heading", name="Types of events", level=1).wait_for()
        choose(page, "More", "History")
        page.get_by_role("dialog").get_by_role("button", name=re.compile("Created")).click()
        page.get_by_role("link", name="Open this version").click()
        page.get_by_role("heading", name="Types", level=1, exact=True).wait_for()
        axe_clean(page, "an old version of a Look")
        page.get_by_role("button", name="Restore this version").click()
        page.get_by_role("button", name="Edit", exact=True).wait_for()
        assert call("GET", f"/api/4.0/looks/{look}")["title"] == "Types"

        folder = call("POST", "/api/4.0/folders", {"name": "Elsewhere", "parent_id": "1"})["id"]
        choose(page, "More", "Copy")
        page.get_by_role("dialog").get_by_label("Folder").select_option(folder)
        page.get_by_role("button", name="Make the copy").click()
        page.wait_for_url(lambda url: re.search(r"/looks/\d+$", url) and not url.endswith(f"/{look}"))
        copy = page.url.rsplit("/", 1)[1]
        choose(page, "More", "Deprecate")
        page.get_by_role("textbox", name="Search Looks and dashboards").fill("types")
        page.get_by_role("list", name="Looks and dashboards").get_by_role("button", name=re.compile("^Types")).click()
        page.get_by_label("Why, and what to do").fill("Use the first one.")
        page.get_by_role("button", name="Deprecate", exact=True).click()
        page.get_by_text("This Look is deprecated: Use the first one.").wait_for()
        page.get_by_role("link", name="Open its successor").click()
        page.wait_for_url(f"{server.url}/looks/{look}")
        assert call("GET", f"/api/4.0/looks/{copy}")["deprecated"]["successor"] == f"/looks/{look}"

        # Whoever throws away what others look at is told where.
        board = call("POST", "/api/4.0/dashboards", {"title": "All kinds", "folder_id": "1"})["id"]
        call("POST", "/api/4.0/dashboard_elements", {"dashboard_id": board, "type": "look", "look_id": look})
        choose(page, "More", "Move to the trash")
        asked = page.get_by_role("dialog", name="Move Types to the trash")
        asked.get_by_text("This Look stands on 1 dashboard that you see.").wait_for()
        assert asked.get_by_role("link", name="All kinds").get_attribute("href") == f"/dashboards/{board}"
        axe_clean(page, "what shows a Look that goes to the trash")
        asked.get_by_role("button", name="Move to the trash").click()
        page.get_by_text(re.compile("This Look is in the trash")).wait_for()
        assert call("GET", f"/api/4.0/looks/{look}")["deleted"] is True
        page.get_by_role("button", name="Undo").click()
        page.get_by_role("button", name="Edit", exact=True).wait_for()


def test_a_dashboard_of_a_file_becomes_a_copy_that_can_be_edited(options):
    from test_content_api import DASHBOARD
    from projects import EVENTS_MODEL

    project = small_project(**{
        "telemetry.model.lkml": 'include: "/dashboards/*.dashboard.lookml"\n' + EVENTS_MODEL, "dashboards/overview.dashboard.lookml": DASHBOARD})
    with signed_in(options, project=project) as (server, page, call):
        page.goto(f"{server.url}/dashboards/telemetry::overview")
        page.get_by_role("heading", name="Overview of events", level=1).wait_for()
        assert page.get_by_role("button", name="Edit", exact=True).count() == 0
        page.goto(f"{server.url}/dashboards/telemetry::overview?edit=true")
        page.get_by_text("This dashboard comes from a file.").wait_for()
        page.get_by_role("button", name="Back to the dashboard").click()
        choose(page, "More", "Make an editable copy")
        page.get_by_role("dialog").get_by_label("Folder").select_option("1")
        page.get_by_role("button", name="Make the copy").click()
        page.wait_for_url(re.compile(r"/dashboards/\d+$"))
        page.get_by_role("button", name="Edit", exact=True).click()
        page.get_by_role("button", name="Move By type").press("ArrowRight")
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_role("button", name="Edit", exact=True).wait_for()
        saved = call("GET", "/api/4.0/dashboards/" + page.url.rsplit("/", 1)[1])
        assert place_of(saved, "By type") == (0, 1, 12, 6) and saved["lookml_link_id"] == "telemetry::overview"
        assert saved["dashboard_elements"][0]["result_maker"]["filterables"][0]["listen"][0]["field"] == "event_types.name"
