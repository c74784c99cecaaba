"""Screens that are small, zoomed in on or made of paper, in a real browser."""

from browser_checks import axe_clean
from projects import small_project
from test_browser_dashboards import signed_in
from test_looker_sdk import fill

FILTERED = """
dashboard:
  id: 42
  title: Filtered
  folder: Reports
  filters:
  - {name: Type, title: Type, type: field_filter, model: telemetry, explore: events, field: event_types.name, default_value: buy}
  - {name: User, title: User, type: field_filter, model: telemetry, explore: events, field: events.user_id}
  - {name: Event, title: Event, type: field_filter, model: telemetry, explore: events, field: events.event_date}
  elements:
  - {name: first, title: Events, model: telemetry, explore: events, type: single_value, fields: [events.count], listen: {Type: event_types.name}, row: 0, col: 0, width: 6, height: 3}
  - {name: second, title: People, model: telemetry, explore: events, type: single_value, fields: [events.user_count], row: 0, col: 6, width: 6, height: 3}
  - {name: third, title: By type, model: telemetry, explore: events, type: looker_bar, fields: [event_types.name, events.count], row: 3, col: 0, width: 12, height: 6}
"""


def filtered():
    return small_project(**{"content/filtered.yaml": FILTERED})


def test_filters_are_folded_to_a_line_on_phones(options):
    with signed_in(options, project=filtered()) as (server, page, call):
        fill(server)
        page.set_viewport_size({"width": 360, "height": 740})
        page.goto(f"{server.url}/dashboards/42")
        line = page.get_by_role("button", name="1 of 3 filters Type is buy")
        line.wait_for()
        people = page.get_by_role("button", name="User is anything")
        assert not people.is_visible(), "filters take the first view of a phone"
        events, persons = (page.get_by_role("region", name=name, exact=True).bounding_box() for name in ("Events", "People"))
        assert events["y"] == persons["y"] and persons["x"] >= events["x"] + events["width"], "two figures don't stand beside each other"
        axe_clean(page, "a dashboard on a phone")
        page.keyboard.press("f")
        page.keyboard.press("Enter")
        people.wait_for()
        axe_clean(page, "unfolded filters")
        page.get_by_role("button", name="Clear the filter Type").click()
        page.get_by_role("button", name="0 of 3 filters").wait_for()
        page.set_viewport_size({"width": 1280, "height": 800})
        page.get_by_role("button", name="0 of 3 filters").wait_for(state="hidden")
        assert people.is_visible()


COLOURS = """() => [...document.querySelectorAll(".chart-place svg path[fill]")].map((each) => each.getAttribute("fill"))
    .concat(getComputedStyle(document.body).color, getComputedStyle(document.querySelector(".tile")).backgroundColor)"""


def test_paper_is_light_whatever_the_screen_is(options):
    with signed_in(options, project=filtered()) as (server, page, call):
        fill(server)
        page.emulate_media(color_scheme="dark")
        page.goto(f"{server.url}/dashboards/42")
        page.locator(".chart-place svg path").first.wait_for(state="attached")
        page.wait_for_timeout(400)
        before = page.evaluate(COLOURS)
        assert "rgb(230, 238, 242)" in before, before
        # What the browser tells a page before and after it prints.
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        paper = page.evaluate(COLOURS)
        assert paper[-2:] == ["rgb(18, 34, 44)", "rgb(255, 255, 255)"], paper
        assert "#5cc3e0" not in paper, "charts keep the colours of the dark theme on paper"
        assert page.locator(".chart-place svg[viewBox]").count() > 0, "charts can't be scaled to paper"
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        page.wait_for_timeout(400)
        after = page.evaluate(COLOURS)
        assert after[-2:] == before[-2:] and page.locator(".chart-place svg[viewBox]").count() == 0, after


def test_at_four_times_the_size_nothing_has_to_be_moved_sideways(options):
    with signed_in(options, project=filtered()) as (server, page, call):
        fill(server)
        # 1280 by 1024 pixels at 400 %.
        page.set_viewport_size({"width": 320, "height": 256})
        for path in ("/", "/dashboards/42", "/explore/telemetry/events", "/folders", "/product/funnel", "/pipelines", "/catalogue", "/admin/users"):
            page.goto(server.url + path)
            page.locator("h1").first.wait_for(state="attached")
            page.wait_for_timeout(300)
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert over <= 0, f"{path} is {over} px too wide"
            page.evaluate("window.scrollTo(0, 10_000)")
            covered = page.evaluate("""[...document.querySelectorAll("body *")].filter((each) => ["sticky", "fixed"].includes(getComputedStyle(each).position))
                .map((each) => each.getBoundingClientRect()).filter((box) => box.bottom > 0 && box.top < 256 && box.width > 160)
                .reduce((sum, box) => sum + Math.min(256, box.bottom) - Math.max(0, box.top), 0)""")
            assert covered <= 64, f"parts that stay where they are cover {covered} of 256 px of {path}"


def test_menus_near_the_lower_edge_open_upwards(options):
    low = FILTERED.replace("row: 3, col: 0", "row: 12, col: 0")
    with signed_in(options, project=small_project(**{"content/filtered.yaml": low})) as (server, page, call):
        page.set_viewport_size({"width": 1280, "height": 700})
        page.goto(f"{server.url}/dashboards/42")
        button = page.get_by_role("button", name="Actions for By type")
        button.wait_for()
        page.evaluate("element => window.scrollBy(0, element.getBoundingClientRect().bottom - window.innerHeight + 8)", button.element_handle())
        button.click()
        menu, at = page.get_by_role("menu").bounding_box(), button.bounding_box()
        assert 0 < menu["y"] and menu["y"] + menu["height"] <= at["y"], (menu, at)
        axe_clean(page, "a menu above its button")
