#!/usr/bin/env python3
"""Saves statements on the SQL page, opens, changes and finds them, and throws them away.

    statements_browser_test.py --base-url http://127.0.0.1:8080 --admin LINK [--only WORDS]

The link signs in an administrator, on a project of Tests/EndToEnd/projects.py. It ends with the line "N passed, N failed".
"""
import sys

from playwright.sync_api import expect

from admin_browser_test import Person, dialog
from browser_test import need
from checks import Checks

check = Checks()
TEXT = "SELECT {{ kind }} AS kind, 2 AS n"


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def saved(page):
    return page.get_by_role("list", name="Saved statements")


@check("a statement is saved with its values and its picture, which its short address shows")
def save(ada):
    page = ada.open("/sql")
    expect(page.get_by_text("No statement is saved yet.")).to_be_visible()
    page.locator("textarea").first.fill(TEXT)
    page.get_by_label("kind", exact=True).fill("click")
    button(page, "Run").click()
    expect(page.locator("table.result tbody")).to_contain_text("click")
    page.get_by_role("tab", name="Chart").click()
    button(page, "Save").click()
    form = dialog(page, "Save")
    form.get_by_label("Name").fill("Kinds of events")
    form.get_by_label("Description").fill("For the weekly meeting")
    button(form, "Save").click()
    expect(page.locator("h1")).to_have_text("Kinds of events")
    path = page.url.removeprefix(ada.base)
    need(path.removeprefix("/sql/").isdigit(), path)
    expect(button(page, "Saved")).to_be_disabled()
    ada.open(path)
    expect(page.locator("textarea").first).to_have_value(TEXT)
    expect(page.get_by_label("kind", exact=True)).to_have_value("click")
    expect(page.get_by_role("tab", name="Chart")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_text("For the weekly meeting")).to_be_visible()
    page.locator("header.page-head").get_by_role("link").first.click()
    expect(page.get_by_role("list", name="Saved SQL").get_by_role("link", name="Kinds of events")).to_be_visible()


@check("changes are tried on its page and saved from there, and what somebody else has saved is not overwritten")
def change(ada):
    page = ada.open("/sql")
    saved(page).get_by_role("link", name="Kinds of events").click()
    field = page.locator("textarea").first
    expect(field).to_have_value(TEXT)
    path = page.url
    field.fill(TEXT + " -- tried")
    button(page, "Run").click()
    expect(page.get_by_text("1 row in")).to_be_visible()
    need(page.url == path, page.url)
    button(page, "Save").click()
    expect(button(page, "Saved")).to_be_disabled()
    field.fill(TEXT + " -- mine")
    ada.call("PATCH", "/api/v1" + path.removeprefix(ada.base), {"sql": TEXT + " -- theirs"}, **{"If-Match": '"2"'})
    button(page, "Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Somebody else has saved this statement")
    button(page, "Load it anew").click()
    expect(field).to_have_value(TEXT + " -- theirs")
    expect(page.get_by_role("alert")).to_have_count(0)


@check("copies are statements of their own; favourites and words narrow the list")
def copies(ada):
    page = ada.open("/sql")
    saved(page).get_by_role("link", name="Kinds of events").click()
    button(page, "More").click()
    page.get_by_role("menuitem", name="Save as a copy").click()
    button(dialog(page, "Save as a copy"), "Save").click()
    expect(page.locator("h1")).to_have_text("Kinds of events (copy)")
    button(page, "Favourite").click()
    expect(button(page, "Favourite")).to_have_attribute("aria-pressed", "true")
    ada.open("/sql")
    expect(saved(page).get_by_role("listitem")).to_have_count(2)
    page.get_by_label("Which").select_option("Favourites")
    expect(saved(page).get_by_role("listitem")).to_have_count(1)
    page.get_by_label("Search saved statements").fill("nothing")
    expect(page.get_by_text("Nothing has these words.")).to_be_visible()


@check("it goes to the trash and comes back")
def trash(ada):
    page = ada.open("/sql")
    saved(page).get_by_role("link", name="Kinds of events (copy)").click()
    button(page, "More").click()
    page.get_by_role("menuitem", name="Move to the trash").click()
    expect(page.get_by_text("Kinds of events (copy) is in the trash.")).to_be_visible()
    expect(saved(page).get_by_role("listitem")).to_have_count(1)
    ada.open("/folders/trash")
    row = page.get_by_role("row").filter(has_text="Kinds of events (copy)")
    row.get_by_role("checkbox").check()
    button(page, "Restore").click()
    expect(row).to_have_count(0)
    ada.open("/sql")
    expect(saved(page).get_by_role("listitem")).to_have_count(2)


@check("what a browser alone has under a name is offered to the server, and leaves the browser then")
def device(ada):
    page = ada.open("/sql")
    page.evaluate("""() => localStorage.setItem('soundings own sql saved ' + sessionStorage.getItem('soundings reader'), JSON.stringify([
        { href: '/sql?sql=SELECT+7+AS+n&view=chart', title: 'Kinds of events', at: 1, note: '' }]))""")
    ada.open("/sql")
    expect(page.get_by_text("1 statement of yours is kept in this browser only.")).to_be_visible()
    button(page, "Save in my folder").click()
    expect(page.get_by_text("kept in this browser only")).to_have_count(0)
    expect(saved(page).get_by_role("listitem")).to_have_count(3)
    # Its name was taken in that folder.
    saved(page).get_by_role("link", name="Kinds of events (2)").click()
    expect(page.locator("textarea").first).to_have_value("SELECT 7 AS n")


def main():
    parser = check.parser(__doc__)
    parser.add_argument("--admin", required=True, metavar="LINK")
    arguments = parser.parse_args()
    base = arguments.base_url.rstrip("/")
    return check.run(arguments.only, lambda browser: (Person(browser, base, arguments.admin),))


if __name__ == "__main__":
    sys.exit(main())
