"""Alerts in a real browser: made from the menu of a tile, listed, told by the bell, and followed by others."""

import re

from browser_checks import axe_clean
from projects import small_project
from test_alerts import send
from test_browser_dashboards import choose, signed_in

DASHBOARD = """
dashboard:
  id: 409
  title: Events
  elements:
  - {name: count, title: How often, type: single_value, model: telemetry, explore: events, fields: [events.count], width: 8, height: 4}
  - {name: types, title: By type, type: looker_grid, model: telemetry, explore: events, fields: [event_types.name, events.count], width: 12, height: 8}
"""


def test_an_alert_is_made_on_a_tile_and_tells_by_the_bell(options):
    with signed_in(options, project=small_project(**{"content/d.yaml": DASHBOARD})) as (server, page, call):
        key = server.key()
        send(server, key, 3, "a")
        page.goto(server.url + "/alerts")
        page.get_by_text("You have no alert yet.").wait_for()
        axe_clean(page, "no alerts")

        page.goto(server.url + "/dashboards/409")
        choose(page, "Actions for How often", "Alert…")
        dialog = page.get_by_role("dialog", name="Alert on “How often”")
        dialog.get_by_text("Now it is 3.").wait_for()
        assert dialog.get_by_role("button", name="Create the alert").is_disabled()
        dialog.get_by_label("Number", exact=True).fill("4")
        dialog.get_by_text("The condition would not be met.").wait_for()
        dialog.get_by_role("combobox", name="Condition").select_option("is at least")
        dialog.get_by_label("Number", exact=True).fill("3")
        dialog.get_by_text("The condition would be met.").wait_for()
        dialog.get_by_role("combobox", name="How often").select_option("On the first of each month")
        dialog.get_by_label("Others who see this dashboard may follow it", exact=False).check()
        axe_clean(page, "the form of an alert")
        dialog.get_by_role("button", name="Create the alert").click()
        page.get_by_text("The alert is on: it looks on the first of each month at 09:00.").wait_for()

        # Nothing looks before its time, except on request.
        page.goto(server.url + "/alerts")
        table = page.get_by_role("region", name="Your alerts")
        table.get_by_text("It has not looked yet.").wait_for()
        page.get_by_role("button", name="Look now Events Count is at least 3").click()
        page.get_by_text("Met. It is 3.").wait_for()
        bell = page.get_by_role("button", name="Alerts, 1 not read")
        bell.click()
        told = page.get_by_role("dialog", name="What alerts have told you")
        told.get_by_text("It is 3.").wait_for()
        axe_clean(page, "the bell")
        told.get_by_role("link", name="Events Count is at least 3").click()
        page.wait_for_url(re.compile(r"/dashboards/409#tile-"))
        page.get_by_role("dialog", name="How often").wait_for()
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Alerts", exact=True).wait_for()

        # One row of a tile, and what the list does.
        choose(page, "Actions for By type", "Alert…")
        dialog = page.get_by_role("dialog", name="Alert on “By type”")
        dialog.get_by_label("Number", exact=True).fill("100")
        dialog.get_by_label("Name (if it needs one)").fill("Many views")
        dialog.get_by_role("button", name="Create the alert").click()
        page.get_by_text("The alert is on: it looks every day at 09:00.").wait_for()
        page.goto(server.url + "/alerts")
        page.get_by_role("button", name="Change Many views").click()
        dialog = page.get_by_role("dialog", name="Change “Many views”")
        assert dialog.get_by_label("Number", exact=True).input_value() == "100"
        dialog.get_by_label("Number", exact=True).fill("2")
        dialog.get_by_role("button", name="Save").click()
        table.get_by_text("Events Count is above 2").wait_for()
        page.get_by_role("button", name="Turn off Many views").click()
        table.get_by_text("Off", exact=True).wait_for()
        axe_clean(page, "alerts")
        page.emulate_media(color_scheme="dark")
        axe_clean(page, "alerts in the dark")
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 360, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth <= 360"), "the page is wider than a phone"
        page.set_viewport_size({"width": 1280, "height": 800})
        page.get_by_role("button", name="Delete Many views").click()
        table.get_by_text("Many views").wait_for(state="detached")
        page.get_by_role("button", name="Undo").click()
        table.get_by_text("Many views").wait_for()
        page.goto(server.url + "/alerts?show=told")
        page.get_by_text("It is 3.").wait_for()
        axe_clean(page, "notifications")

        # Another reader follows it from the tile.
        link = re.search(r"http\S+", server.run("user", "add", "--email", "bob@example.com", "--role", "viewer").stdout)[0]
        other = page.context.browser.new_context().new_page()
        other.goto(link)
        other.get_by_role("button", name="Sign in").click()
        other.wait_for_url(server.url + "/")
        other.goto(server.url + "/dashboards/409")
        choose(other, "Actions for How often", "Alert…")
        dialog = other.get_by_role("dialog", name="Alert on “How often”")
        dialog.get_by_role("button", name="Follow Events Count is at least 3").click()
        dialog.get_by_role("button", name="Don’t follow Events Count is at least 3").wait_for()
        assert dialog.get_by_role("button", name="Create the alert").count() == 0
        other.goto(server.url + "/alerts?show=followed")
        other.get_by_role("region", name="Alerts that you follow").get_by_text("Met", exact=True).wait_for()
