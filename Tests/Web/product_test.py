#!/usr/bin/env python3
"""Drives the pages of product analytics, pipelines and the catalogue in Chromium, on a running demo, as a reader would.

    product_test.py --base-url http://127.0.0.1:8080 [--only WORDS]

It ends with the line "N passed, N failed".
"""

import re
import sys
from urllib.parse import quote, unquote_plus

from browser_test import Reader, axe_clean, need
from checks import Checks
from playwright.sync_api import expect

check = Checks()


def events(reader, count=2):
    """The most frequent types of events."""
    found = reader.api("/api/v1/events")["events"]
    need(len(found) >= count, f"the demo has {len(found)} types of events")
    return [each["name"] for each in sorted(found, key=lambda each: -each["count"])[:count]]


def pick(page, name):
    """Chooses in the list that is open, with the keyboard alone."""
    page.get_by_role("combobox", name="Search events").fill(name)
    page.get_by_role("option", name=re.compile("^" + re.escape(name))).first.wait_for()
    page.keyboard.press("Enter")


@check("a funnel is put together with the keyboard, stands in the address, and Back undoes each step")
def funnel(reader):
    first, second = events(reader)
    page = reader.open("/product/funnel")
    for place, name in enumerate((first, second), 1):
        page.get_by_role("button", name=f"Event {place}: choose one").focus()
        page.keyboard.press("Enter")
        pick(page, name)
        reader.settle()
    need(f"steps=[{first},{second}]" in unquote_plus(page.url), f"the address is {page.url}")
    expect(page.get_by_role("group", name="Funnel")).to_be_visible()
    page.go_back()
    reader.settle()
    need(second not in unquote_plus(page.url), f"after Back the address is {page.url}")
    expect(page.get_by_text("Choose one more step or more.")).to_be_visible()


@check("the number that is pressed is the number of people that are listed, and each leads to what they did")
def drill(reader):
    name = events(reader, 1)[0]
    page = reader.open(f"/product/segmentation?events=[{quote(name)}]")
    button = page.locator("table.result tbody .cell-button").first
    wanted = button.inner_text()
    button.click()
    panel = page.get_by_role("complementary", name="Users behind the number")
    expect(panel.get_by_role("heading")).to_have_text(re.compile(rf"^{re.escape(wanted)} users?$"))
    need("point=" in page.url, "the people do not stand in the address")
    panel.locator(".people-list a").first.click()
    reader.settle()
    need("/product/people/" in page.url and page.locator(".event-line").count() > 0, "the person has no events")
    page.locator(".event-line summary").first.click()
    expect(page.locator(".event-line").first.get_by_text("event_uuid")).to_be_visible()
    axe_clean(page, "a person")
    page.go_back()
    reader.settle()
    page.keyboard.press("Escape")
    reader.settle()
    need("point=" not in page.url, "Escape does not close the list of people")


@check("a condition with a suggested value changes the numbers and can be lifted")
def condition(reader):
    name = events(reader, 1)[0]
    page = reader.open(f"/product/segmentation?events=[{quote(name)}]&metric=totals")
    before = page.locator("table.result tbody td").first.inner_text()
    page.get_by_role("button", name="where", exact=True).first.click()
    page.get_by_role("combobox", name="Search properties").fill("platform")
    page.keyboard.press("Enter")
    option = page.locator(".pick-list [role=option]").first
    option.wait_for()
    need(re.search(r"\d", option.locator(".pick-detail").inner_text()), "values come without how often they are")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Apply").click()
    reader.settle()
    need("property:platform" in page.url, f"the address is {page.url}")
    page.get_by_role("button", name="Clear the condition on platform").click()
    reader.settle()
    expect(page.locator("table.result tbody td").first).to_have_text(before)


@check("an impossible condition is named as what emptied the chart, and can be lifted there")
def empty(reader):
    name = events(reader, 1)[0]
    page = reader.open(f"/product/segmentation?events=[(event:{quote(name)},filters:[(property:platform,value:Abacus)])]")
    expect(page.get_by_text("platform is Abacus").first).to_be_visible()
    page.get_by_role("button", name="Clear the condition").first.click()
    reader.settle()
    expect(page.locator(".chart-place")).to_be_visible()


@check("every chart that the project keeps is shown with its words and its table, light and dark")
def kept(reader):
    charts = need(reader.api("/api/v1/charts")["charts"], "the demo keeps no charts")
    for scheme in ("light", "dark"):
        reader.page.emulate_media(color_scheme=scheme)
        for chart in charts:
            page = reader.open(f"/product/charts/{chart['id']}")
            expect(page.locator("h1")).to_have_text(chart["title"])
            need(page.locator("table.result tbody tr").count() > 0, f"chart {chart['id']} has no table")
            need(page.locator(".counted p").first.inner_text(), f"chart {chart['id']} does not say what is counted")
            axe_clean(page, f"chart {chart['id']} ({scheme})")
    reader.page.emulate_media(color_scheme="light")


@check("a cohort is counted while it is put together, and its address can be sent")
def cohort(reader):
    name = events(reader, 1)[0]
    page = reader.open("/product/cohorts/new")
    page.get_by_role("button", name="did the event", exact=True).click()
    page.get_by_role("button", name=re.compile("^Event")).click()
    pick(page, name)
    reader.until("/^[1-9]/.test(document.querySelector('.cohort-preview .figure-number')?.textContent ?? '')", "nobody is counted")
    counted = page.locator(".cohort-preview .figure-number").inner_text()
    axe_clean(page, "a new cohort")
    reader.open(page.url[len(reader.base):])
    reader.until("wanted => document.querySelector('.cohort-preview .figure-number')?.textContent === wanted", "the address counts others", counted)


@check("a table of the pipelines leads along the graph to what it stands on, and on to the lineage of its source")
def graph(reader):
    nodes = reader.api("/api/v1/pipelines/nodes")["nodes"]
    node = next(each for each in nodes if any(name.startswith("model.") for name in each["inputs"]) and each["read_by"])
    page = reader.open("/pipelines/graph")
    need(page.locator(".graph-node").count() >= len(nodes), "the graph leaves tables out")
    axe_clean(page, "the graph of the pipelines")
    plan = page.locator(".graph-size")
    wide = plan.bounding_box()["width"]
    page.get_by_role("button", name="Fit").click()
    page.wait_for_url(re.compile("zoom=fit"))
    need(plan.bounding_box()["width"] < wide, "all of the graph is no smaller")
    page.keyboard.press("0")
    page.wait_for_url(re.compile("/pipelines/graph$"))
    page.get_by_role("region", name="What is made from what").get_by_role("link", name=node["table"], exact=True).focus()
    page.keyboard.press("Space")
    page.wait_for_url(re.compile("focus="))
    need(1 < page.locator(".graph-node").count() < len(nodes), "what does not belong to a table stays")
    page.get_by_label("Which way").select_option(label="what it is made from")
    page.get_by_label("How far").select_option(label="1 step")
    page.wait_for_url(re.compile("depth=1"))
    need(page.locator(".graph-node").count() == 1 + len(set(node["inputs"])), "one step up is not what it is made from")
    axe_clean(page, "the graph of one table")
    page = reader.open(f"/pipelines/tables/{quote(node['table'])}")
    focus = page.locator(".graph-node.focus a, .graph-node.focus span").first
    focus.focus()
    page.keyboard.press("ArrowLeft")
    before = page.evaluate("document.activeElement.textContent")
    need(before != node["table"], "the arrow key stays where it is")
    page.keyboard.press("Enter")
    reader.settle()
    page.get_by_role("link", name="Columns and lineage").click()
    reader.settle()
    need(page.locator(".graph-node").count() > 1, "the table has no lineage")
    axe_clean(page, "a table of the catalogue")


@check("the catalogue finds tables, explores and fields by their words")
def catalogue(reader):
    page = reader.open("/catalogue/tables")
    rows = page.locator("table.result tbody tr")
    everything = rows.count()
    page.get_by_label("Search tables").fill(rows.first.locator("a").inner_text())
    need(0 < rows.count() < everything and "q=" in page.url, "the search finds all or nothing")
    for path in ("/catalogue", "/catalogue/tables", "/catalogue/explores", "/catalogue/lineage?name=account.name"):
        reader.open(path)
        axe_clean(page, path)


@check("the palette makes a chart, changes the theme, and remembers what was visited")
def palette(reader):
    page = reader.open("/product/charts/" + str(reader.api("/api/v1/charts")["charts"][0]["id"]))
    title = page.locator("h1").inner_text()
    page.keyboard.press("Control+k")
    expect(page.locator(".search-entry").first).to_have_text(re.compile(re.escape(title)))
    axe_clean(page, "the palette")
    page.get_by_role("combobox").last.fill("new retention")
    page.keyboard.press("Enter")
    reader.settle()
    need(page.url.endswith("/product/retention"), f"the palette led to {page.url}")
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").last.fill("dark theme")
    page.keyboard.press("Enter")
    reader.until("document.documentElement.dataset.theme === 'dark'", "the theme stays light")
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").last.fill("theme like the system")
    page.keyboard.press("Enter")
    reader.until("document.documentElement.dataset.theme === undefined", "the theme stays dark")


@check("a list that opens at the bottom of the window is seen as a whole")
def low(reader):
    page = reader.open(f"/product/segmentation?events=[{events(reader)[0]}]")
    page.get_by_role("button", name="in a cohort").click()
    listed = page.get_by_role("listbox", name="cohorts")
    listed.get_by_role("option").first.wait_for()
    page.wait_for_function("() => document.querySelector('.popover').getBoundingClientRect().bottom <= window.innerHeight")


@check("a visitor finds the way to sign in, and back")
def sign_in(reader):
    page = reader.open("/product")
    page.locator("header.top button").last.click()
    page.get_by_role("menuitem", name="Sign in").click()
    expect(page.get_by_role("heading", name="Sign in to Soundings")).to_be_visible()
    page.get_by_role("button", name="I have signed in").click()
    expect(page.get_by_role("heading", name="Product analytics")).to_be_visible()


@check("the time to convert of a funnel counts every group, whose number and step are chosen beside it")
def converting(reader):
    page = reader.open("/product/funnel?steps=[SearchSubmitted,SearchResultClicked]&breakdown=platform&show=time")
    page.get_by_role("region", name="Table").get_by_role("columnheader", name="Time").wait_for()
    figure = page.locator(".figure-detail").first.inner_text()
    converted = int(re.match(r"([\d,]+) of", figure).group(1).replace(",", ""))
    counts = page.locator(".answer-section tbody tr").evaluate_all("rows => rows.flatMap((row) => [...row.cells].slice(1).filter((_, at) => at % 2 === 0).map((cell) => Number(cell.innerText.replace(/,/g, ''))))")
    need(sum(counts) == converted, f"{figure}: {counts}")
    page.get_by_label("Groups drawn").select_option(label="the top 3")
    page.wait_for_url(re.compile("breakdown=.*limit:3"))


@check("the events that came in last are listed with whoever did them, of one type or all, and are followed on request")
def latest(reader):
    name = events(reader, 1)[0]
    page = reader.open("/product/events")
    lines = page.locator(".event-side .event-line")
    need(lines.count() > 10, "no event is listed")
    page.get_by_role("button", name=name, exact=True).click()
    reader.settle()
    need("event=" in page.url and set(lines.locator("strong").all_inner_texts()) == {name}, "other types are listed, too")
    asked = len([each for each in reader.requests if "/events/latest" in each])
    page.get_by_role("button", name="Follow live").click()
    page.wait_for_timeout(6_000)
    need(len([each for each in reader.requests if "/events/latest" in each]) > asked, "nothing is asked again")
    page.get_by_role("button", name="Stop following").click()
    axe_clean(page, "events")


@check("nothing is wider than a small screen")
def narrow(reader):
    name = events(reader, 1)[0]
    charts = [f"/product/charts/{each['id']}" for each in reader.api("/api/v1/charts")["charts"]]
    pages = charts + [
        "/product", f"/product/segmentation?events=[{quote(name)}]&point=(event:0,segment:0)", "/product/cohorts", "/product/cohorts/new", "/product/people?q=a",
        "/product/events", "/pipelines/graph", "/pipelines/schedules", "/catalogue", "/catalogue/explores", "/accounts", "/",
    ]
    try:
        reader.page.set_viewport_size({"width": 360, "height": 800})
        for path in pages:
            reader.open(path)
            over = reader.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            need(over <= 0, f"{path} is {over} px too wide")
    finally:
        reader.page.set_viewport_size({"width": 1440, "height": 900})


@check("the browser had nothing to complain about, and nobody else was asked")
def quiet(reader):
    need(not reader.complaints, "; ".join(reader.complaints[:5]))
    others = [each for each in reader.requests if not each.startswith((reader.base, "data:", "blob:"))]
    need(not others, f"requests to others: {others[:5]}")


def main():
    parser = check.parser(__doc__)
    parser.add_argument("--sign-in-link", help="a one-time link, for servers that hand out no visitor sessions")
    arguments = parser.parse_args()
    return check.run(arguments.only, lambda browser: (Reader(browser, arguments),))


if __name__ == "__main__":
    sys.exit(main())
