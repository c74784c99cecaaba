#!/usr/bin/env python3
"""Looks after what was typed and not saved: when a session ends under way, when the page is left, and after signing out.

    drafts_browser_test.py --base-url http://127.0.0.1:8080 --admin LINK [--only WORDS]

The link signs in an administrator, on a project of Tests/EndToEnd/projects.py without content. It ends with the line
"N passed, N failed".
"""
import sys

from playwright.sync_api import expect

from admin_browser_test import Person, dialog
from browser_test import need
from checks import Checks

check = Checks()


def without_session(ada, act):
    """Lets the session end, has the page hear of it through `act`, and begins the session again."""
    cookies = ada.context.cookies()
    ada.context.clear_cookies()
    try:
        act()
        again = ada.page.get_by_role("button", name="I have signed in")
        again.click()
        expect(ada.page.get_by_text("You are not signed in yet.")).to_be_visible()
    finally:
        ada.context.add_cookies(cookies)
    again.click()
    expect(again).to_have_count(0)


@check("an explore keeps a calculation that is half made, over which the end of the session is said")
def explore(ada):
    page = ada.open("/explore/telemetry/events?fields=events.count")
    page.get_by_role("button", name="Add", exact=True).first.click()
    page.get_by_role("menuitem", name="Table calculation").click()
    page.get_by_label("Name", exact=True).fill("Twice")
    without_session(ada, lambda: page.get_by_label("Expression").fill("${events.count} * 2"))
    expect(page.get_by_label("Name", exact=True)).to_have_value("Twice")
    expect(page.get_by_label("Expression")).to_have_value("${events.count} * 2")


@check("a dashboard that is edited keeps its changes, which are saved afterwards")
def dashboard(ada):
    made = ada.call("POST", "/api/4.0/dashboards", {"title": "Depths", "folder_id": "1"})
    page = ada.open(f"/dashboards/{made['id']}?edit=true")
    page.get_by_label("Title", exact=True).fill("Greater depths")
    without_session(ada, lambda: page.get_by_role("button", name="Save", exact=True).click())
    expect(page.get_by_label("Title", exact=True)).to_have_value("Greater depths")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("h1")).to_have_text("Greater depths")


@check("the SQL Runner keeps what was written, and runs it afterwards")
def sql(ada):
    page = ada.open("/sql")
    field = page.locator("textarea").first
    field.fill("SELECT 40 + 2 AS answer")
    without_session(ada, lambda: page.get_by_role("button", name="Run", exact=True).click())
    expect(field).to_have_value("SELECT 40 + 2 AS answer")
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.locator("table.result tbody")).to_contain_text("42")


@check("a chart that is built keeps its definition and the name that was typed for it")
def chart(ada):
    page = ada.open("/product/segmentation?events=[any+active+event]")
    page.get_by_role("button", name="Save", exact=True).click()
    form = page.get_by_role("dialog")
    form.get_by_label("Title").fill("Everything")
    without_session(ada, lambda: form.get_by_role("button", name="Save the chart").click())
    expect(form.get_by_label("Title")).to_have_value("Everything")
    need("any+active+event" in page.url, page.url)


@check("the plan of an event keeps what was typed, and asks before it is left")
def plan(ada):
    page = ada.open("/admin/tracking-plan/SignedUp?edit=true")
    page.get_by_role("textbox", name="Description").fill("An account was made")
    without_session(ada, lambda: page.get_by_role("button", name="Save the plan").click())
    expect(page.get_by_role("textbox", name="Description")).to_have_value("An account was made")
    page.get_by_role("link", name="Home", exact=True).click()
    asked = dialog(page, "Leave without saving?")
    expect(asked).to_contain_text("the plan of SignedUp")
    asked.get_by_role("button", name="Go on editing").click()
    page.get_by_role("button", name="Save the plan").click()
    expect(page.get_by_text("The plan of SignedUp is saved.")).to_be_visible()
    expect(asked).to_have_count(0)
    page.get_by_role("button", name="Edit", exact=True).click()
    page.get_by_label("Owner").fill("Growth")
    page.get_by_role("button", name="Cancel").click()
    asked.get_by_role("button", name="Discard changes").click()
    expect(page.get_by_role("button", name="Save the plan")).to_have_count(0)
    expect(page.get_by_text("Growth")).to_have_count(0)


@check("whoever signs out leaves nothing in the tab, and another reader finds nothing there")
def signed_out(ada):
    # The last check: it ends the session of the others.
    page = ada.open("/")
    page.evaluate("() => sessionStorage.setItem('soundings draft a.sql', '\\nSELECT secret')")
    page.reload()
    expect(page.locator("h1")).to_be_visible()
    keys = "() => Object.keys(sessionStorage).filter((key) => key.startsWith('soundings draft'))"
    need(page.evaluate(keys) == ["soundings draft a.sql"], page.evaluate(keys))
    page.evaluate("() => sessionStorage.setItem('soundings reader', 'somebody else')")
    page.reload()
    expect(page.locator("h1")).to_be_visible()
    need(page.evaluate(keys) == [], page.evaluate(keys))
    page.evaluate("() => sessionStorage.setItem('soundings draft a.sql', '\\nSELECT secret')")
    page.evaluate("() => localStorage.setItem('soundings own sql saved ' + sessionStorage.getItem('soundings reader'), JSON.stringify([{ href: '/sql/a', title: 'A', at: 1, note: '' }]))")
    page.evaluate("() => localStorage.setItem('soundings trace recent ' + sessionStorage.getItem('soundings reader'), JSON.stringify([{ href: '/looks/7', title: 'Seven' }]))")
    page.locator("header.top button").last.click()
    page.get_by_role("menuitem", name="Sign out").click()
    expect(page.get_by_text("You are signed out")).to_be_visible()
    need(not page.evaluate("() => Object.keys(localStorage).some((key) => key.startsWith('soundings trace '))"), page.evaluate("() => JSON.stringify(localStorage)"))
    page.get_by_role("button", name="Forget it, too").click()
    expect(page.get_by_text("that you named stays")).to_have_count(0)
    need(page.evaluate("() => Object.keys(localStorage).filter((key) => key.startsWith('soundings own ')).every((key) => localStorage[key] === '[]')"), page.evaluate("() => JSON.stringify(localStorage)"))
    need(page.evaluate("() => sessionStorage.length") == 0, page.evaluate("() => JSON.stringify(sessionStorage)"))


def main():
    parser = check.parser(__doc__)
    parser.add_argument("--admin", required=True, metavar="LINK")
    arguments = parser.parse_args()
    base = arguments.base_url.rstrip("/")
    return check.run(arguments.only, lambda browser: (Person(browser, base, arguments.admin),))


if __name__ == "__main__":
    sys.exit(main())
