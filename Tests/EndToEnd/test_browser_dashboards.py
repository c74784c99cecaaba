"""Dashboards are made, edited, saved and brought back in a real browser."""

import contextlib
import json
import os
import re

from axe_playwright_python.sync_playwright import Axe
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


def axe_clean(page, where):
    found = Axe().run(page).response["violations"]
    assert not found, (where, [(each["id"], each["nodes"][0]["target"]) for each in found])


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
