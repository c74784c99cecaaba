"""Screens that are small, zoomed in on or made of paper, in a real browser."""

from projects import small_project
from test_browser_dashboards import axe_clean, signed_in
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
        page.get_by_role("button", name="Lift the filter Type").click()
        page.get_by_role("button", name="0 of 3 filters").wait_for()
        page.set_viewport_size({"width": 1280, "height": 800})
        page.get_by_role("button", name="0 of 3 filters").wait_for(state="hidden")
        assert people.is_visible()
