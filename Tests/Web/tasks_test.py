#!/usr/bin/env python3
"""The core tasks of an analyst and of a viewer on a running demo, each done with the keyboard alone.

    tasks_test.py --base-url http://127.0.0.1:8080 --analyst LINK [--only WORDS]

LINK signs in an administrator; the viewer is a visitor. It ends with the line "N passed, N failed".
"""

import argparse
import json
import re
import sys
import time
from urllib.parse import unquote_plus

from checks import CHROMIUM
from keyboard import Keyboard
from playwright.sync_api import expect, sync_playwright

OVERVIEW = "/dashboards/1500"
MONTHS = "/explore/telemetry/instance_months"
PURCHASES = "/explore/cdnow/purchases"

tasks = []


def task(who, sentence):
    """Registers a task of an analyst or a viewer under what they want."""

    def register(function):
        tasks.append((who, sentence, function))
        return function

    return register


def need(value, sentence):
    if not value:
        raise AssertionError(sentence)
    return value


class Desk(Keyboard):
    """One person's browser."""

    def __init__(self, browser, base, link=None):
        context = browser.new_context(
            viewport={"width": 1440, "height": 900}, accept_downloads=True, permissions=["clipboard-read", "clipboard-write"])
        super().__init__(context.new_page())
        self.base = base
        self.page.set_default_timeout(10_000)
        if link is not None:
            self.page.goto(link)
            self.page.get_by_role("button", name="Sign in").press("Enter")
            self.page.wait_for_url(base + "/")

    def open(self, path):
        """Types an address, or follows a link that somebody sent."""
        self.page.goto(self.base + path)
        self.settle()
        return self.page

    @property
    def address(self):
        return unquote_plus(self.page.url)

    def api(self, method, path, body=None):
        answer = self.page.request.fetch(
            self.base + path, method=method, data=None if body is None else json.dumps(body),
            headers={"X-Soundings-Request": "1", "Content-Type": "application/json"})
        need(answer.ok, f"{path} answered {answer.status}: {answer.text()[:300]}")
        return answer.json()

    def cells(self, place):
        return self.page.locator(f"table.result tbody tr:not([aria-hidden]) > :nth-child({place})").all_inner_texts()


def a_customer(desk):
    rows = desk.api("POST", "/api/4.0/queries/run/json", {
        "model": "telemetry", "view": "instance_months", "fields": ["account.name"], "sorts": ["account.name"], "limit": "1",
        "filters": {"account.name": "-EMPTY", "account.account_type": "Customer"}})
    return need(rows, "the demo has no customer")[0]["account.name"]


def frequent_events(desk):
    """The names of types of events, the most frequent one first."""
    return [each["name"] for each in sorted(desk.api("GET", "/api/v1/events")["events"], key=lambda each: -each["count"])]


def said(page):
    """What the pictures of the page say."""
    return page.locator(".chart-place").evaluate_all("all => all.map(each => each.ariaLabel)")


def the_board(desk):
    """A board that everybody sees, with one dashboard on it."""
    board = desk.api("POST", "/api/4.0/boards", {"title": "Monday"})
    section = desk.api("POST", "/api/4.0/board_sections", {"board_id": board["id"], "title": "First"})
    desk.api("POST", "/api/4.0/board_items", {"board_section_id": section["id"], "dashboard_id": OVERVIEW.rsplit("/", 1)[1]})


@task("analyst", "finds the dashboard of a customer by the customer's name")
def find(desk):
    name = a_customer(desk)
    page = desk.open("/")
    desk.press("Control+k")
    desk.type(name)
    expect(page.get_by_role("option", selected=True)).to_contain_text(f"{name} in")
    desk.press("Enter")
    page.wait_for_url(re.compile("/dashboards/"))
    expect(page.locator(".chip-text", has_text=name)).to_be_visible()


@task("analyst", "filters a dashboard by a value")
def filter_dashboard(desk):
    page = desk.open(OVERVIEW)
    before = said(page)
    desk.press("f")
    desk.push("Account name is anything", limit=10)
    desk.type(a_customer(desk))
    desk.press("Enter", "Enter")
    page.wait_for_url(re.compile("Account"))
    desk.settle()
    expect(page.locator(".chip-text", has_text="Account name is ")).to_be_focused()
    need(said(page) != before, "another customer, the same numbers")


@task("analyst", "drills from a number to its rows")
def drill(desk):
    page = desk.open(f"{PURCHASES}?fields=purchases.value_range,purchases.count&sorts=purchases.count")
    desk.press("t", "ArrowRight", "Enter")
    desk.take("Show all")
    page.wait_for_url(re.compile("purchases.customer_id"))
    desk.settle()
    need(len(desk.cells(1)) > 3, "no rows")
    expect(page.locator(".chip-text", has_text="Value Range is")).to_be_visible()


@task("analyst", "explores from a tile")
def explore_tile(desk):
    page = desk.open(OVERVIEW)
    desk.press("f")
    desk.choose("Actions for DAU/MAU", "Explore from here", limit=45)
    page.wait_for_url(re.compile(MONTHS))
    desk.settle()
    need("instance_month.dau_per_mau" in desk.address, f"the address is {desk.address}")
    need(len(desk.cells(1)) > 2, "no rows")


@task("analyst", "adds fields and a pivot")
def add_fields(desk):
    page = desk.open(PURCHASES)
    for words, field in (("customers", "purchases.customer_count"), ("value range", "purchases.value_range")):
        desk.press("/", "Control+a")
        desk.type(words)
        desk.press("Enter")
        page.wait_for_url(re.compile(re.escape(field)))
    desk.press("Control+a")
    desk.type("purchase year")
    desk.press("ArrowDown", "ArrowRight", "ArrowRight", "ArrowRight", "Enter")
    page.wait_for_url(re.compile("pivots=purchases.purchase_year"))
    desk.settle()
    expect(page.get_by_role("columnheader", name="1998")).to_be_visible()


@task("analyst", "filters in words")
def filter_words(desk):
    page = desk.open(f"{PURCHASES}?fields=purchases.purchase_month,purchases.count")
    desk.press("f")
    desk.push("Filter", limit=8)
    desk.type("purchase date")
    desk.press("Enter")
    editor = page.get_by_role("dialog", name="Filter Purchase Date")
    expect(editor.get_by_label("Condition")).to_be_focused()
    desk.type("is before")
    desk.press("Tab")
    desk.type("02011997")
    expect(editor.locator(".filter-sentence")).to_contain_text("is before")
    desk.press("Enter")
    page.wait_for_url(re.compile(r"f\[purchases.purchase_date\]|f%5Bpurchases.purchase_date"))
    desk.settle()
    need(desk.cells(1) == ["1997-01"], f"the months are {desk.cells(1)}")


@task("analyst", "makes a measure of their own")
def measure(desk):
    page = desk.open(f"{PURCHASES}?fields=purchases.value_range,purchases.count")
    desk.press("/")
    desk.choose("Add", "Custom measure", limit=3)
    expect(page.get_by_label("Name")).to_be_focused()
    desk.type("Largest")
    desk.select("Of", "Value")
    desk.select("Worked out as", "Most")
    expect(page.get_by_text("Comes to")).to_be_visible()
    desk.push("Add to the query", limit=5)
    page.wait_for_url(re.compile("dynamic_fields"))
    desk.settle()
    expect(page.get_by_role("columnheader", name="Largest")).to_be_visible()


@task("analyst", "calculates with the answer")
def calculate(desk):
    page = desk.open(f"{PURCHASES}?fields=purchases.value_range,purchases.count")
    desk.press("/")
    desk.choose("Add", "Table calculation", limit=3)
    expect(page.get_by_label("Name")).to_be_focused()
    desk.type("Part")
    desk.to("textbox", "Expression", limit=4)
    desk.type("${purchases.count} / sum(${purchases.count})")
    expect(page.get_by_text("Comes to")).to_be_visible()
    desk.push("Add to the query", limit=6)
    page.wait_for_url(re.compile("dynamic_fields"))
    desk.settle()
    parts = [float(text) for text in desk.cells(3)]
    need(abs(sum(parts) - 1) < 0.01, f"the parts are {parts}")


@task("analyst", "changes the type of the chart")
def chart_type(desk):
    page = desk.open(f"{PURCHASES}?fields=purchases.purchase_month,purchases.count")
    desk.press("f")
    desk.select("Chart type", "Area", limit=8)
    page.wait_for_url(re.compile("looker_area"))
    desk.settle()
    expect(page.locator(".chart-place")).to_be_visible()
    page.go_back()
    page.wait_for_url(lambda url: "looker_area" not in url)


@task("analyst", "saves what they see as a Look")
def save_look(desk):
    page = desk.open(f"{PURCHASES}?fields=purchases.value_range,purchases.count")
    title = f"Purchases by range {time.time_ns()}"
    desk.to("button", "Save", exact=True, limit=40)
    desk.press("Enter")
    desk.take("As a new Look")
    expect(page.get_by_label("Name")).to_be_focused()
    desk.press("Control+a")
    desk.type(title)
    desk.select("Folder", "Questions", limit=3)
    desk.push("Save Look", limit=3)
    page.get_by_text("The Look is saved.").wait_for()
    desk.press("Shift+Tab", "Enter")
    page.wait_for_url(re.compile(r"/looks/\d+"))
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


@task("analyst", "puts it on a new dashboard")
def add_to_dashboard(desk):
    page = desk.open(f"{PURCHASES}?fields=purchases.value_range,purchases.count")
    name = f"Of purchases {time.time_ns()}"
    desk.to("button", "Save", exact=True, limit=40)
    desk.press("Enter")
    desk.take("To a dashboard")
    expect(page.get_by_role("combobox", name="Dashboard")).to_be_focused()
    desk.type("A new")
    desk.to("textbox", "Its name", limit=2)
    desk.type(name)
    desk.select("Folder", "Questions", limit=3)
    desk.push("Add to dashboard", limit=3)
    page.get_by_text("The tile is on the dashboard.").wait_for()
    desk.press("Shift+Tab", "Enter")
    page.wait_for_url(re.compile(r"/dashboards/\d+"))
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    desk.settle()
    expect(page.get_by_role("region", name="Purchases").first).to_be_visible()


@task("analyst", "copies a link that shows another person the same")
def share(desk):
    page = desk.open(f"{PURCHASES}?fields=purchases.value_range,purchases.count&f[purchases.value_range]=-Below+10&sorts=purchases.count")
    before = desk.cells(2)
    desk.press("f")
    desk.choose("Share", "Copy short link", limit=8, back=True)
    page.get_by_text("Short link copied.").wait_for()
    page.goto(page.evaluate("navigator.clipboard.readText()"))
    page.wait_for_url(re.compile("fields="))
    desk.settle()
    need(before and desk.cells(2) == before, f"{desk.cells(2)} is not {before}")


@task("analyst", "builds a funnel of two steps and sees who was lost")
def funnel(desk):
    page = desk.open("/product/funnel")
    for place, name in enumerate(frequent_events(desk)[:2], 1):
        desk.push(f"Event {place}: choose one", limit=25)
        page.get_by_role("option", name=name).first.wait_for()
        desk.type(name)
        desk.press("Enter")
    page.get_by_role("group", name="Funnel").wait_for()
    desk.settle()
    desk.press("t", "Enter")
    people = page.get_by_role("complementary", name="Users behind the number")
    expect(people.get_by_role("heading")).to_contain_text(re.compile(r"^[\d,]+ "))
    desk.walk("Tab", people.locator(".people-list a"), 6)
    desk.press("Enter")
    page.wait_for_url(re.compile("/product/people/"))


@task("analyst", "asks how many come back")
def retention(desk):
    event = frequent_events(desk)[0]
    page = desk.open("/")
    desk.press("Control+k")
    desk.type("new retention")
    expect(page.get_by_role("option", selected=True)).to_contain_text("New retention")
    desk.press("Enter")
    page.wait_for_url(re.compile("/product/retention"))
    desk.settle()
    desk.push(re.compile("^Event.*any active event"), exact=False, limit=20)
    page.get_by_role("option", name=event).first.wait_for()
    desk.type(event)
    desk.press("Enter")
    page.wait_for_url(re.compile(event))
    desk.settle()
    expect(page.locator(".picture-summary").first).to_contain_text("come back")
    desk.press("t", "Enter")
    people = page.get_by_role("complementary", name="Users behind the number")
    expect(people.get_by_role("heading")).to_contain_text(re.compile(r"^[\d,]+ "))


@task("analyst", "writes SQL with a parameter")
def sql(desk):
    page = desk.open("/sql")
    expect(page.get_by_role("textbox", name="SQL", exact=True)).to_be_visible()
    desk.press("e")
    expect(page.get_by_role("textbox", name="SQL", exact=True)).to_be_focused()
    desk.type("SELECT upper({{ word }}) AS loud")
    desk.press("Escape")
    desk.to("textbox", "word", limit=2)
    desk.type("sonar")
    desk.press("Control+Enter")
    page.wait_for_url(re.compile("/sql/.*p_word=sonar"))
    expect(page.locator("table.result tbody")).to_contain_text("SONAR")


@task("analyst", "downloads the rows")
def download(desk):
    page = desk.open(f"{PURCHASES}?fields=purchases.value_range,purchases.count")
    desk.press("f")
    desk.to("button", "Download", limit=8, back=True)
    desk.press("Enter")
    with page.expect_download() as file:
        desk.take(re.compile("^CSV$"))
    with open(file.value.path(), encoding="utf-8") as text:
        lines = text.read().splitlines()
    need(lines[0] == "Purchases Value Range,Purchases Purchases" and len(lines) == 7, f"the file is {lines}")


@task("viewer", "opens a dashboard from a board")
def board(desk):
    page = desk.open("/")
    desk.press("g", "b")
    page.wait_for_url(re.compile("/boards$"))
    desk.settle()
    desk.to("link", "Monday", limit=12)
    desk.press("Enter")
    page.wait_for_url(re.compile(r"/boards/\d+"))
    desk.settle()
    desk.to("link", "Company overview", limit=12)
    desk.press("Enter")
    page.wait_for_url(re.compile(OVERVIEW))


@task("viewer", "changes a filter")
def viewer_filter(desk):
    page = desk.open(OVERVIEW)
    before = said(page)
    desk.press("f")
    desk.push(re.compile("^Date is"), exact=False, limit=2)
    editor = page.get_by_role("dialog", name="Filter Date")
    expect(editor.get_by_label("Condition")).to_be_focused()
    desk.press("Tab", "Control+a")
    desk.type("3")
    desk.press("Enter")
    page.wait_for_url(re.compile("Date="))
    desk.settle()
    expect(page.locator(".chip-text", has_text="is in the last 3 complete months").first).to_be_visible()
    need(said(page) != before, "another period, the same numbers")


@task("viewer", "reads the table of a picture, and how fresh its numbers are")
def table_twin(desk):
    page = desk.open(OVERVIEW)
    desk.press("f")
    desk.choose("Actions for DAU/MAU", "Show table", limit=45)
    dialog = page.get_by_role("dialog", name="DAU/MAU")
    dialog.locator("table.result tbody tr").first.wait_for()
    desk.press("Escape")
    expect(page.get_by_role("button", name="Actions for DAU/MAU")).to_be_focused()
    desk.to("button", "Explain DAU/MAU. Data complete through", limit=4)
    desk.press("Enter")
    page.get_by_role("dialog").get_by_text("Complete through").first.wait_for()


@task("viewer", "shows a dashboard on the whole screen, and leaves it")
def full_screen(desk):
    page = desk.open(OVERVIEW)
    desk.press("f")
    desk.choose("More", "TV mode", limit=3, back=True)
    page.wait_for_url(re.compile("tv=true"))
    expect(page.get_by_role("navigation", name="Places")).to_be_hidden()
    desk.press("Escape")
    page.wait_for_url(lambda url: "tv=true" not in url)
    expect(page.get_by_role("navigation", name="Places")).to_be_visible()


@task("viewer", "follows a link that was made in Looker")
def old_link(desk):
    page = desk.open("/dashboards-next/1500?Date=3+months+ago+for+3+months&Account+type=Customer")
    expect(page.get_by_role("heading", level=1)).to_have_text("Company overview")
    fields = "instance_month.activity_month,instance_month.dau_per_mau"
    desk.open(f"{MONTHS}?fields={fields}&f[instance_month.activity_month]=3+months+ago+for+3+months&limit=500&origin=share-expanded")
    need(len(desk.cells(1)) == 3, f"the months are {desk.cells(1)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base-url", required=True)
    parser.add_argument("--analyst", metavar="LINK", required=True, help="signs in an administrator")
    parser.add_argument("--only", metavar="WORDS", help="runs the tasks whose sentence has these words")
    options = parser.parse_args()
    base = options.base_url.rstrip("/")
    chosen = [each for each in tasks if not options.only or options.only in each[1]]
    failed = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        desks = {"analyst": Desk(browser, base, options.analyst), "viewer": Desk(browser, base)}
        the_board(desks["analyst"])
        for who, sentence, function in chosen:
            started = time.monotonic()
            try:
                function(desks[who])
                print(f"  ok    the {who} {sentence} ({time.monotonic() - started:.1f} s)", flush=True)
            except Exception as error:
                failed += 1
                print(f"  FAIL  the {who} {sentence}\n        " + "\n        ".join(str(error).strip().splitlines()[:8]), flush=True)
        browser.close()
    print(f"{len(chosen) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
