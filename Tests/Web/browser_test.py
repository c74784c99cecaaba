#!/usr/bin/env python3
"""Drives the web app of a running server in Chromium, as a reader would.

    browser_test.py --base-url http://127.0.0.1:8080 [--sign-in-link URL] [--screenshots DIR]

Without --sign-in-link the server must hand out visitor sessions, as `soundings demo` does. The test looks up what there
is through the API and checks each kind of page on it. It ends with the line "N passed, N failed".
"""
import gzip
import json
import os
import re
import sys
import time
from urllib.parse import quote, unquote_plus

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from checks import Checks

DRAWN = ".chart-place svg path, .chart-place canvas"
SETTLED = "document.querySelector('main') !== null && document.querySelectorAll('[aria-busy=true]').length === 0"
FIRST_PAGE_LIMIT = 150_000

check = Checks()


class Reader:
    """A browser with one page, and what the server has to show."""

    def __init__(self, browser, arguments):
        self.browser = browser
        self.base = arguments.base_url.rstrip("/")
        self.complaints = []
        self.requests = []
        self.context = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme="light", accept_downloads=True)
        self.page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.listen(self.page)
        if arguments.sign_in_link:
            self.page.goto(arguments.sign_in_link)
            self.page.get_by_role("button", name="Sign in").click()
            self.page.wait_for_url(self.base + "/")
        self.open("/")
        self.looks = self.api("/api/4.0/looks")
        self.dashboards = self.api("/api/4.0/dashboards")
        self.models = self.api("/api/4.0/lookml_models")

    def listen(self, page: Page):
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(f"exception: {error}"))
        page.on("console", self.hear)

    def hear(self, message):
        # An answer of 4xx is part of some checks; the browser reports each one on the console by itself.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.complaints.append(f"console {message.type}: {message.text}")

    def api(self, path):
        return self.page.evaluate("path => fetch(path).then(answer => answer.json())", path)

    def open(self, path):
        self.page.goto(self.base + path)
        self.settle()
        return self.page

    def settle(self):
        self.page.wait_for_timeout(100)
        self.until(SETTLED, "the page does not come to rest")
        self.page.wait_for_timeout(250)

    def until(self, condition, sentence, argument=None):
        """Waits for a condition in the page. Playwright's own wait evaluates text there, which the page's policy forbids."""
        deadline = time.monotonic() + 30
        while not self.page.evaluate(condition, argument):
            if time.monotonic() > deadline:
                raise AssertionError(sentence)
            self.page.wait_for_timeout(50)

    def picture_looks(self):
        """Looks that are drawn rather than listed."""
        return [look for look in map(self.full_look, self.looks) if str(vis_type(look)).startswith("looker_") and vis_type(look) != "looker_grid"]

    def full_look(self, look):
        return self.api(f"/api/4.0/looks/{quote(str(look['id']), safe='')}")

    def full_dashboards(self):
        return [self.api(f"/api/4.0/dashboards/{quote(str(each['id']), safe='')}") for each in self.dashboards]

    def numbers(self):
        """All that tables and figures of the page say."""
        return self.page.evaluate("[...document.querySelectorAll('table.result td, .figure-value, .chart-place[aria-label]')].map(e => e.ariaLabel ?? e.textContent).join('|')")


def vis_type(look):
    return ((look.get("query") or {}).get("vis_config") or {}).get("type") or ""


def need(value, sentence):
    if not value:
        raise AssertionError(sentence)
    return value


def axe_clean(page, where):
    violations = Axe().run(page).response["violations"]
    lines = [f"{each['id']}: {each['help']} at {each['nodes'][0]['target']}" for each in violations]
    need(not lines, f"axe on {where}: " + "; ".join(lines))
    headings_in_order(page, where)


def headings_in_order(page, where):
    """One heading of the first level comes before all others, and none leaves out a level. axe lets pages begin anywhere."""
    levels = page.evaluate("""[...document.querySelectorAll("#content :is(h1, h2, h3, h4)")]
        .filter((each) => each.closest("dialog") === null && each.getClientRects().length > 0).map((each) => Number(each.tagName[1]))""")
    need(levels[:1] == [1] and levels.count(1) == 1, f"{where} has the headings {levels}, and not one title before all others")
    need(all(after <= before + 1 for before, after in zip(levels, levels[1:])), f"{where} leaves out a level of headings: {levels}")


def look_path(look):
    return "/looks/" + quote(str(look["id"]), safe="")


def dashboard_path(dashboard):
    return "/dashboards/" + quote(str(dashboard["id"]), safe=":")


@check("home shows the reports with pictures, within its weight, and has a title")
def home(reader):
    page = reader.open("/")
    expect(page.locator("h1")).not_to_be_empty()
    need(page.locator(".card").count() > 0, "no report on the home page")
    page.wait_for_selector(DRAWN, state="attached")
    need(page.title().startswith("Soundings") or page.title().endswith("Soundings"), f"title is {page.title()!r}")
    scripts = page.evaluate("performance.getEntriesByType('resource').map(e => e.name).filter(name => name.endsWith('.js'))")
    app = [each for each in scripts if "echarts" not in each]
    weight = sum(len(gzip.compress(page.request.get(each).body(), 9)) for each in app)
    need(weight <= FIRST_PAGE_LIMIT, f"the first page's scripts weigh {weight} bytes after gzip")
    need(not page.locator("script:not([src])").count(), "an inline script")


@check("every Look that is a picture is drawn, has a summary and a table with the same rows")
def looks(reader):
    for look in need(reader.picture_looks(), "no Look with a picture")[:8]:
        page = reader.open(look_path(look))
        expect(page.locator("h1")).to_have_text(look["title"])
        need(page.title().startswith(look["title"]), f"title is {page.title()!r}")
        page.wait_for_selector(DRAWN, state="attached")
        need(len(page.locator(".picture-summary").inner_text()) > 10, f"{look['title']}: no summary")
        said = page.locator(".tabs-row .tabular").inner_text()
        page.get_by_role("tab", name="Table").click()
        reader.settle()
        need("view=table" in page.url, "the table has no address")
        rows = page.locator("table.result tbody tr:not([aria-hidden])").count()
        need(rows > 0, f"{look['title']}: no rows in its table")
        need(str(rows) in said.replace(",", "") or rows >= 300, f"{look['title']}: {said} but {rows} rows in the table")
        page.go_back()
        page.wait_for_selector(DRAWN, state="attached")


@check("SQL is shown to those who may see it")
def sql(reader):
    page = reader.open(look_path(reader.picture_looks()[0]) + "?view=sql")
    text = page.locator(".sql pre")
    if text.count():
        need("SELECT" in text.inner_text().upper(), "the SQL tab shows no SQL")
    else:
        expect(page.get_by_text("You may not see SQL.")).to_be_visible()


@check("a Look's filter changes the address and the numbers, and Back undoes it")
def look_filter(reader):
    same = []
    for look in reader.picture_looks():
        page = reader.open(look_path(look))
        chip = page.locator(".chip-text", has_text=re.compile(r"is in the last \d+"))
        if not chip.count():
            continue
        before, address = reader.numbers(), page.url
        chip.first.click()
        editor = page.get_by_role("dialog")
        # One: the only number of periods that leaves out something however short the history is.
        editor.get_by_label("How many").fill("1")
        editor.get_by_role("button", name="Apply").click()
        page.wait_for_url(re.compile(r"f\[|f%5B"))
        reader.settle()
        expect(page.locator(".chip-text", has_text=re.compile("is in the last complete|is this|is today")).first).to_be_visible()
        after = reader.numbers()
        page.go_back()
        reader.settle()
        need(page.url == address, f"Back led to {page.url}")
        need(reader.numbers() == before, "Back did not bring the numbers back")
        if after != before:
            return
        # All that it shows may lie in its last period.
        same.append(look["title"])
    raise AssertionError(f"another period, the same numbers: {same}" if same else "no Look with a period to change")


@check("a filter is added from the list of fields")
def add_filter(reader):
    page = reader.open(look_path(reader.picture_looks()[0]))
    count = page.locator(".chip").count()
    page.get_by_role("button", name="Filter", exact=True).click()
    page.get_by_label("Search fields").fill("region")
    page.locator(".field-choices button").first.click()
    editor = page.get_by_role("dialog")
    expect(editor).to_be_visible()
    editor.get_by_role("button", name="Write the expression").click()
    editor.get_by_label("Expression").fill("-EMPTY")
    editor.get_by_role("button", name="Apply").click()
    reader.settle()
    need(page.locator(".chip").count() == count + 1, "no new filter")
    need("-EMPTY" in unquote_plus(page.url), "the address does not have the filter")


@check("every dashboard shows all its tiles")
def dashboards(reader):
    for dashboard in need(reader.full_dashboards(), "no dashboard"):
        page = reader.open(dashboard_path(dashboard))
        expect(page.locator("h1")).to_have_text(dashboard["title"])
        need(page.locator(".grid-place").count() == len(dashboard["dashboard_elements"]), f"{dashboard['title']}: not all tiles")
        failed = page.locator(".tile .notice.bad").all_inner_texts()
        need(not failed, f"{dashboard['title']}: {failed}")


@check("a dashboard's filter offers values, changes address and numbers, and Back undoes it")
def dashboard_filter(reader):
    for dashboard in reader.full_dashboards():
        for wanted in dashboard.get("dashboard_filters") or []:
            if not wanted.get("dimension") or (wanted.get("field") or {}).get("type") != "string" or wanted.get("default_value"):
                continue
            page = reader.open(dashboard_path(dashboard))
            before, address = reader.numbers(), page.url
            page.locator(".chip-text", has_text=wanted["title"]).first.click()
            editor = page.get_by_role("dialog")
            option = editor.locator(".values-found [role=option]").first
            option.wait_for()
            value = option.inner_text().strip()
            option.click()
            editor.get_by_role("button", name="Apply").click()
            reader.until("before => location.href !== before", "the address did not change", address)
            reader.settle()
            need(value in unquote_plus(page.url).replace("^", ""), f"{value} is not in {page.url}")
            expect(page.locator(".chip-text", has_text=f"is {value}").first).to_be_visible()
            need(reader.numbers() != before, "another value, the same numbers")
            page.go_back()
            reader.settle()
            need(page.url == address and reader.numbers() == before, "Back did not undo the filter")
            # The same filter as people kept it: other case, blanks around the name.
            reader.open(dashboard_path(dashboard) + "?" + quote(" " + wanted["name"].upper() + " ") + "=" + quote(value))
            expect(page.locator(".chip-text", has_text=f"is {value}").first).to_be_visible()
            return
    raise AssertionError("no dashboard with a text filter")


@check("a tile opens large with its table, at an address of its own")
def enlarge(reader):
    dashboard = next(each for each in reader.full_dashboards() if any(e.get("type") != "text" for e in each["dashboard_elements"]))
    page = reader.open(dashboard_path(dashboard))
    page.locator(".tile-head button[aria-haspopup=menu]").first.click()
    page.get_by_role("menuitem", name="Show table").click()
    expect(page.locator("dialog table.result")).to_be_visible()
    need("#tile-" in page.url, "the enlarged tile has no address")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)


@check("a tile's line of freshness leads to what its numbers mean, where that is written and which tables it stands on")
def explain(reader):
    dashboard = next(each for each in reader.full_dashboards() if len(each["dashboard_elements"]) > 3)
    page = reader.open(dashboard_path(dashboard))
    chip = page.locator(".data-chip").first
    need("Explain" in chip.get_attribute("aria-label"), "the line of freshness does not say where it leads")
    need(chip.bounding_box()["height"] <= 26, "the line of freshness takes more than one line")
    chip.click()
    panel = page.locator("dialog .explained")
    # A late source says beside it how far it is complete.
    expect(panel.get_by_text("Complete through").first).to_be_visible()
    reader.until("document.querySelectorAll('dialog [aria-busy=true]').length === 0", "the explanation does not come to rest")
    need(re.search(r"\.view\.lkml:\d+", panel.inner_text()), f"no file and line of a definition: {panel.inner_text()!r}")
    need(panel.locator("pre").count() > 0, "no SQL of a field")
    need("/explain" in page.url, "the explanation has no address")
    axe_clean(page, "an explanation")
    table = panel.locator("a[href^='/pipelines/tables/']").first
    name = table.inner_text()
    table.click()
    expect(page.locator("h1")).to_have_text(name)


@check("a Look has the same explanation as a tab with an address")
def explain_look(reader):
    page = reader.open(look_path(reader.picture_looks()[0]) + "?view=explain")
    need(page.get_by_role("tab", name="Explain").get_attribute("aria-selected") == "true", "the tab is not chosen")
    need(re.search(r"\.view\.lkml:\d+", page.locator(".explained").inner_text()), "no file and line of a definition")
    page.locator(".page-facts a").first.click()
    need("view=explain" in page.url, f"the line of freshness leads to {page.url}")


@check("pipelines are listed with state, rows, data time, tests and owner; each has its page and its runs")
def pipelines(reader):
    page = reader.open("/pipelines")
    nodes = reader.api("/api/v1/pipelines/nodes")["nodes"]
    rows = page.locator("main table.result tbody tr")
    need(rows.count() == len(nodes), f"{rows.count()} rows for {len(nodes)} tables")
    page.get_by_label("Search tables").fill(nodes[0]["name"])
    need("q=" in page.url and rows.count() < len(nodes), "the search finds all")
    page.get_by_label("Search tables").fill("")
    page.get_by_role("button", name="Rows").click()
    expect(page.get_by_role("columnheader", name="Rows")).to_have_attribute("aria-sort", "descending")
    numbers = [int(text.replace(",", "")) for text in page.locator(".list-table tbody td:nth-child(5)").all_inner_texts() if text != "\u2205"]
    need(numbers == sorted(numbers, reverse=True), "the rows are not in the order of their numbers")
    largest = max(nodes, key=lambda node: node["rows"] or 0)
    link = rows.first.get_by_role("link")
    need(link.inner_text() == largest["table"], f"{link.inner_text()} is not {largest['table']}")
    link.focus()
    page.keyboard.press("Enter")
    reader.settle()
    expect(page.locator("h1")).to_have_text(largest["table"])
    facts = page.locator(".metric-facts").inner_text()
    need(f"{largest['rows']:,}" in facts and largest["path"] in facts, f"the facts are {facts!r}")
    axe_clean(page, "a table of the pipelines")
    page.get_by_role("region", name="Builds of this table").get_by_role("link").first.click()
    reader.settle()
    expect(page.get_by_role("heading", name="What was built")).to_be_visible()
    page.get_by_role("navigation", name="Above").get_by_role("link", name="Runs").click()
    reader.settle()
    need(page.url.endswith("/pipelines/runs") and rows.count() > 0, "no run is listed")
    page.get_by_role("navigation", name="Places").get_by_role("link", name="Home").click()
    reader.settle()
    page.locator(".page-facts a").first.click()
    reader.settle()
    need(page.url.endswith("/pipelines"), "what is late leads nowhere")


@check("a failed, a skipped and an absent pipeline say what happened, and an empty list what makes one")
def pipeline_states(reader):
    page = reader.page
    node = {"type": "model", "kind": "table", "path": "clean/a.sql", "inputs": [], "read_by": [], "is_building": False}
    failed = {**node, "id": "model.x.a", "name": "a", "table": "clean.a", "last_state": "failed", "last_message": "Binder Error: no column b"}
    skipped = {**node, "id": "model.x.b", "name": "b", "table": "clean.b", "last_state": "skipped", "built": "2026-11-01T00:00:00Z", "last_message": "model.x.a failed"}
    answers = {"nodes": [skipped, {**node, "id": "model.x.c", "name": "c", "table": "clean.c", "last_state": "ok", "built": "2026-11-01T00:00:00Z"}, failed]}
    page.route("**/api/v1/pipelines/nodes", lambda route: route.fulfill(json=answers))
    page.route("**/api/v1/pipelines/runs?*", lambda route: route.fulfill(json={"runs": []}))
    try:
        reader.open("/pipelines")
        need(page.locator("main table.result tbody tr").first.inner_text().startswith("clean.a"), "what failed does not come first")
        expect(page.get_by_text("Binder Error: no column b")).to_be_visible()
        expect(page.get_by_text("3 tables: 1 failed, 1 skipped")).to_be_visible()
        axe_clean(page, "failed pipelines")
        page.get_by_role("link", name="clean.b").click()
        expect(page.get_by_text("Its last build was skipped.")).to_be_visible()
        expect(page.get_by_text("is still in place")).to_be_visible()
        reader.open("/pipelines/tables/clean.nothing")
        expect(page.get_by_text("No pipeline makes a table clean.nothing.")).to_be_visible()
        answers["nodes"] = []
        reader.open("/pipelines")
        expect(page.get_by_text("This project has no pipelines.")).to_be_visible()
        reader.open("/pipelines/runs")
        expect(page.get_by_text("Nothing has run yet.")).to_be_visible()
        page.unroute("**/api/v1/pipelines/nodes")
        page.route("**/api/v1/pipelines/nodes", lambda route: route.fulfill(status=500, json={"message": "The disk is full."}))
        reader.open("/pipelines")
        expect(page.get_by_text("The disk is full.")).to_be_visible()
    finally:
        page.unroute("**/api/v1/pipelines/nodes")
        page.unroute("**/api/v1/pipelines/runs?*")


@check("on a narrow screen no note, no line of freshness and no title stands on a figure")
def narrow_figures(reader):
    reader.page.set_viewport_size({"width": 390, "height": 844})
    try:
        for dashboard in reader.full_dashboards():
            page = reader.open(dashboard_path(dashboard))
            hit = page.evaluate("""() => [...document.querySelectorAll('.tile')].flatMap(tile => {
                const figure = tile.querySelector('.figure-value')?.getBoundingClientRect();
                if (!figure) return [];
                return [...tile.querySelectorAll('.tile-head h2, .tile-foot, .figure-title, .figure-comparison')].filter(other => {
                    const box = other.getBoundingClientRect();
                    return box.height > 0 && box.top < figure.bottom - 1 && box.bottom > figure.top + 1;
                }).map(other => `${tile.ariaLabel}: ${other.className || other.tagName}`);
            })""")
            need(not hit, f"{dashboard['title']}: {hit}")
    finally:
        reader.page.set_viewport_size({"width": 1440, "height": 900})


@check("the names of slices are inside of their pictures, at any width")
def slice_names(reader):
    is_pie = lambda element: (((element.get("result_maker") or {}).get("vis_config") or {}).get("type") or "") in ("looker_pie", "looker_donut_multiples")
    shown = [each for each in reader.full_dashboards() if any(is_pie(element) for element in each["dashboard_elements"])]
    try:
        for width in (1440, 1024, 390):
            reader.page.set_viewport_size({"width": width, "height": 900})
            for dashboard in need(shown, "no dashboard with a pie"):
                page = reader.open(dashboard_path(dashboard))
                out = page.evaluate("""() => [...document.querySelectorAll('.chart-place svg')].flatMap(svg => {
                    const frame = svg.getBoundingClientRect();
                    return [...svg.querySelectorAll('text')].filter(text => {
                        const box = text.getBoundingClientRect();
                        return box.left < frame.left - 1 || box.right > frame.right + 1;
                    }).map(text => text.textContent);
                })""")
                need(not out, f"{dashboard['title']} at {width}: {out}")
    finally:
        reader.page.set_viewport_size({"width": 1440, "height": 900})


@check("picking fields in an explore asks the question and writes it in the address")
def explore(reader):
    page = reader.open("/explore")
    page.locator(".content-list a").first.click()
    page.wait_for_selector(".picker")
    need("/explore/" in page.url, "no explore opened")
    page.locator(".picker-field.measure").first.click()
    reader.settle()
    need("fields=" in page.url, "the field is not in the address")
    expect(page.locator("table.result")).to_be_visible()
    page.locator("button.picker-field:not(.measure)").first.click()
    reader.settle()
    need(page.locator("table.result thead th").count() >= 2, "the second field is not a column")
    page.go_back()
    reader.settle()
    need(page.locator("table.result thead th").count() == 1, "Back did not undo the second field")


@check("exploring from a Look asks the same question")
def explore_from_here(reader):
    page = reader.open(look_path(reader.picture_looks()[0]))
    page.get_by_role("button", name="Explore from here").click()
    page.wait_for_selector(".explore")
    reader.settle()
    need(page.locator("table.result tbody tr").count() > 0, "the explore shows no rows")


def question(look, **changes):
    """The explore's address that asks what a Look asks, with changes."""
    query = look["query"]
    parts = {"fields": ",".join(query["fields"])}
    parts.update({f"f[{name}]": text for name, text in (query.get("filters") or {}).items()})
    parts.update({name: text for name, text in changes.items() if text})
    return f"/explore/{quote(query['model'])}/{quote(query['view'])}?" + "&".join(f"{quote(name)}={quote(text)}" for name, text in parts.items())


@check("an address with calculations, row totals and subtotals shows them, and keeps them when fields and sorts change")
def totals_and_calculations(reader):
    # One that is a picture, so that there is one table beside it.
    pivoted = (each for each in map(reader.full_look, reader.looks) if each["query"].get("pivots"))
    look = next(each for each in pivoted if each["query"]["vis_config"].get("type") == "looker_column")
    query = look["query"]
    pivot, measure = query["pivots"][0], query["fields"][-1]
    row = next(name for name in query["fields"] if name not in (pivot, measure))
    share = {"table_calculation": "part", "label": "Part of all", "expression": "${%s}/${%s:row_total}" % (measure, measure), "value_format_name": "percent_0"}
    off = {"table_calculation": "off", "label": "Not used", "expression": "1", "is_disabled": True}
    page = reader.open(question(look, pivots=pivot, row_total="right", total="on", dynamic_fields=json.dumps([share, off])))
    heads = page.locator("table.result thead").inner_text()
    need("Total" in heads and "Part of all" in heads and "Not used" not in heads, f"the table's head is {heads!r}")
    need("%" in page.locator("table.result tbody tr").first.inner_text(), "the calculation has no values in its format")
    need(not page.locator(".legend").get_by_text("Total", exact=False).count(), "the chart draws the row totals")
    page.get_by_role("button", name="Remove Part of all").click()
    reader.settle()
    expect(page.locator("table.result thead")).not_to_contain_text("Part of all")
    need("row_total=right" in page.url and "total=on" in page.url and "%22off%22" in page.url, f"the address has become {page.url}")

    page = reader.open(question(look, fields=",".join([row, pivot, measure]), subtotals=row, total="on", column_limit="7"))
    first = page.locator("table.result tr.subtotal").first
    expect(first).to_contain_text("Subtotal")
    above = page.evaluate("e => { const texts = []; for (let row = e.previousElementSibling; row && !row.matches('.subtotal'); row = row.previousElementSibling) texts.push(row.lastElementChild.textContent); return texts; }", first.element_handle())
    number = lambda text: float(text.replace(",", "")) if text != "\u2205" else 0.0
    need(abs(sum(map(number, above)) - number(first.locator("td").last.inner_text())) < 0.5, f"{above} do not add up to their subtotal")
    page.locator("table.result thead .header-sort").last.click()
    reader.settle()
    need("sorts=" in page.url and "subtotals=" in page.url and "column_limit=7" in page.url, f"the address has become {page.url}")
    need(page.locator("table.result tr.subtotal").count() > 0, "sorting has lost the subtotals")


@check("HTML of cells is shown as elements that can do nothing to the page")
def cell_html(reader):
    hostile = ('<b style="color: red; position: fixed; background: url(https://example.com/a)" onclick="window.hit=1" id="content">bold</b>'
               '<a href="/folders">inside</a><a href="java&#9;script:window.hit=1">script</a><a href="https://example.com/">outside</a>'
               '<img src="https://example.com/b.png" alt="picture" onerror="window.hit=1"><script>window.hit=1</script><iframe src="/"></iframe>'
               '<svg><a href="/folders">drawing</a></svg><form action="/"><input name="x"></form>')

    def dress(route):
        answer = route.fetch()
        detail = answer.json()
        for cells in detail["data"]:
            cells[detail["fields"]["dimensions"][0]["name"]]["html"] = hostile
        route.fulfill(response=answer, json=detail)

    heard = len(reader.complaints)
    reader.page.route("**/queries/run/json_detail*", dress)
    try:
        page = reader.open(look_path(reader.picture_looks()[0]) + "?view=table")
        cell = page.locator("table.result tbody th .safe-html").first
        expect(cell.locator("b")).to_have_text("bold")
        style = cell.locator("b").get_attribute("style")
        need("red" in style and "fixed" not in style and "url" not in style, f"the style is {style!r}")
        need(cell.locator("img, script, iframe, svg, form, input, [id], [onclick], [onerror]").count() == 0, cell.inner_html())
        need(cell.locator("a").evaluate_all("all => all.map(e => e.getAttribute('href'))") == ["/folders", "https://example.com/"], cell.inner_html())
        need(page.evaluate("window.hit === undefined"), "something in the HTML ran")
        cell.get_by_text("inside").click()
        page.wait_for_url(re.compile("/folders$"))
    finally:
        reader.page.unroute("**/queries/run/json_detail*")
        # The page's policy reports the handlers that it keeps from running.
        reader.complaints[heard:] = [each for each in reader.complaints[heard:] if "inline event handler" not in each]


@check("the menu of a cell opens by pointer and keyboard, leads to its drills and gives the focus back")
def cell_menu(reader):
    look = reader.picture_looks()[0]
    asked = len(reader.requests)
    page = reader.open(look_path(look) + "?view=table")
    buttons = page.locator("table.result .cell-button")
    need(buttons.count() > 0, "no cell has a menu")
    need(page.locator("table.result .cell-button[tabindex='0']").count() == 1, "Tab does not reach one cell alone")
    need(not any("generate_drill_links" in each for each in reader.requests[asked:]), "links are asked for before anybody wants them")
    menu, focused = page.get_by_role("menu"), "document.activeElement.textContent"
    buttons.first.click()
    expect(menu.get_by_role("menuitem").first).to_be_focused()
    count = menu.get_by_role("menuitem").count()
    page.keyboard.press("ArrowUp")
    need(page.evaluate(focused) == menu.get_by_role("menuitem").nth(count - 1).inner_text().strip(), "arrow up does not go round")
    axe_clean(page, "a cell's menu")
    page.keyboard.press("Escape")
    expect(menu).to_have_count(0)
    expect(buttons.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(buttons.first).not_to_be_focused()
    page.keyboard.press("Enter")
    entry = menu.get_by_role("menuitem").first
    expect(entry).to_be_focused()
    need(sum("generate_drill_links" in each for each in reader.requests[asked:]) == 1, "links are asked for more than once")
    cell, label = page.evaluate("document.querySelector('.cell-button[tabindex=\"0\"]').textContent"), entry.inner_text()
    page.keyboard.press("Space")
    rows = page.get_by_role("dialog", name=label)
    expect(rows.locator("table.result tbody tr").first).to_be_visible()
    need(page.url.split("?")[0] == reader.base + look_path(look), f"a drill from a Look led to {page.url}")
    axe_clean(page, "the rows of a drill")
    expect(rows.get_by_role("link", name="Explore from here")).to_have_attribute("href", re.compile("^/explore/"))
    page.keyboard.press("Escape")
    expect(rows).to_have_count(0)
    need(page.evaluate(focused) == cell, "the focus is not back in the cell")


@check("links of a cell that lead elsewhere open in a new tab and know nothing of the page")
def outside_links(reader):
    links = [{"label": "Customer", "url": "https://example.com/a", "type": "link", "icon_url": "https://example.com/favicon.ico"},
             {"label": "Script", "url": "javascript:window.hit=1", "type": "link"}]

    def link(route):
        answer = route.fetch()
        detail = answer.json()
        for row in detail["data"]:
            for cell in row.values():
                for each in [cell] if "value" in cell else cell.values():
                    each["links"] = links
        route.fulfill(response=answer, json=detail)

    reader.page.route("**/queries/run/json_detail?generate_drill_links=true", link)
    try:
        page = reader.open(look_path(reader.picture_looks()[0]) + "?view=table")
        page.locator("table.result .cell-button").first.click()
        items = page.get_by_role("menu").get_by_role("menuitem")
        expect(items.first).to_be_focused()
        need(page.get_by_role("menu").locator("a").evaluate_all("all => all.map(e => [e.href, e.target, e.rel])") == [["https://example.com/a", "_blank", "noopener noreferrer"]], items.first.inner_html())
        need(items.locator("img").count() == 0, "a picture of another site is shown")
        page.keyboard.press("Escape")
    finally:
        reader.page.unroute("**/queries/run/json_detail?generate_drill_links=true")


@check("a quick start of an explore opens its query")
def quick_start(reader):
    explores = [(model["name"], each["name"]) for model in reader.models for each in model["explores"]]
    starts = next((found for model, name in explores if (found := reader.api(f"/api/4.0/lookml_models/{quote(model)}/explores/{quote(name)}").get("quick_starts"))), None)
    if starts is None:
        return
    first = starts[0]
    page = reader.open(first["url"].split("?")[0])
    page.get_by_role("heading", name="Quick starts").wait_for()
    page.get_by_role("link", name=first["label"]).click()
    reader.settle()
    need(page.url == reader.base + first["url"], f"the address has become {page.url}")
    need(page.locator("table.result tbody tr").count() > 0, "the query was not asked")


@check("rows download as CSV")
def download(reader):
    page = reader.open(look_path(reader.picture_looks()[0]))
    page.get_by_role("button", name="Download").click()
    with page.expect_download() as waiting:
        page.get_by_role("menuitem", name="CSV", exact=True).click()
    path = waiting.value.path()
    need(os.path.getsize(path) > 0 and waiting.value.suggested_filename.endswith(".csv"), "the file is empty or no CSV")


@check("search finds a dashboard or Look and goes there")
def search(reader):
    page = reader.open("/")
    title = reader.picture_looks()[0]["title"]
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").fill(title)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(title)


@check("arrow keys read the points of a chart")
def chart_keys(reader):
    page = reader.open(look_path(reader.picture_looks()[0]))
    page.locator(".chart-place").focus()
    page.keyboard.press("ArrowRight")
    first = page.locator(".chart [aria-live]").inner_text()
    page.keyboard.press("ArrowRight")
    second = page.locator(".chart [aria-live]").inner_text()
    need(first and second and first != second, f"arrow keys said {first!r}, then {second!r}")


@check("the keyboard reaches links, filters, tabs and the chart, each with a visible focus")
def keyboard(reader):
    page = reader.open(look_path(reader.picture_looks()[0]))
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("""() => {
            const e = document.activeElement, style = getComputedStyle(e);
            if (e === document.body) return 'body';
            const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
            const kind = e.matches('.skip') ? 'skip' : e.matches('.chip-text') ? 'filter' : e.matches('[role=tab]') ? 'tab'
                : e.matches('.chart-place') ? 'chart' : e.matches('.side a') ? 'place' : e.matches('.page-actions button') ? 'action' : 'other';
            return ring ? kind : kind + ' without a ring: ' + e.outerHTML.slice(0, 80);
        }"""))
    need(not [each for each in seen if "without" in each], str(seen))
    need({"skip", "place", "action", "tab", "chart"} <= seen, f"only {sorted(seen)} were reached")


@check("the theme can be switched and stays")
def theme(reader):
    page = reader.open("/")
    page.get_by_role("button", name="Theme").click()
    page.get_by_role("menuitemradio", name="Dark").click()
    need(page.evaluate("document.documentElement.dataset.theme") == "dark", "no dark theme")
    dark = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.reload()
    reader.settle()
    need(page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == dark, "the theme is gone after a reload")
    page.get_by_role("button", name="Theme").click()
    page.get_by_role("menuitemradio", name="Like the system").click()
    need(page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != dark, "the system's theme does not come back")


@check("lists show the words of descriptions and not their Markdown")
def plain_lists(reader):
    for folder in reader.api("/api/4.0/folders"):
        page = reader.open("/folders/" + quote(str(folder["id"]), safe=""))
        text = page.locator("main").inner_text()
        need("](" not in text and "**" not in text and "`" not in text, f"{folder['name']} shows Markdown: {text[:400]!r}")


@check("what is not there is said, and leads home")
def missing(reader):
    for path, words in (("/no/such/page", "no page at this address"), ("/looks/999999", "no such Look"),
                        ("/dashboards/no::such", "no such dashboard"), ("/folders/999999", "no such folder"),
                        ("/explore/no/such", "no such explore")):
        page = reader.open(path)
        expect(page.get_by_text(words)).to_be_visible()


@check("axe finds nothing on any page, light and dark")
def axe(reader):
    pages = sample(reader)
    for scheme in ("light", "dark"):
        reader.page.emulate_media(color_scheme=scheme)
        for name, path in pages:
            reader.open(path)
            axe_clean(reader.page, f"{name} ({scheme})")
    reader.page.emulate_media(color_scheme="light")


@check("nothing is wider than the screen at 1440, 1024, 390 and 360 pixels")
def widths(reader):
    try:
        for width in (1440, 1024, 390, 360):
            reader.page.set_viewport_size({"width": width, "height": 844})
            for name, path in sample(reader):
                reader.open(path)
                over = reader.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                need(over <= 0, f"{name} is {over} px too wide at {width}")
    finally:
        reader.page.set_viewport_size({"width": 1440, "height": 900})


@check("the browser had nothing to complain about, and nobody else was asked")
def quiet(reader):
    need(not reader.complaints, "; ".join(reader.complaints[:5]))
    others = [each for each in reader.requests if not each.startswith((reader.base, "data:", "blob:"))]
    need(not others, f"requests to others: {others[:5]}")


def sample(reader):
    """One page of each kind."""
    look = reader.picture_looks()[0]
    model = next(each for each in reader.models if each.get("explores"))
    pages = [("home", "/"), ("folders", "/folders"), ("metrics", "/metrics"), ("pipelines", "/pipelines"), ("explores", "/explore"), ("look", look_path(look)), ("table", look_path(look) + "?view=table")]
    pages += [("dashboard", dashboard_path(each)) for each in reader.dashboards[:3]]
    pages.append(("explore", f"/explore/{quote(model['name'])}/{quote(model['explores'][0]['name'])}"))
    return pages + [("sign-in", "/sign-in/none"), ("not found", "/no/such/page"), ("no Look", "/looks/999999"), ("no explore", "/explore/no/such")]


def take_screenshots(reader, folder):
    os.makedirs(folder, exist_ok=True)
    for scheme in ("light", "dark"):
        reader.page.emulate_media(color_scheme=scheme)
        for width in (1440, 1024, 390):
            reader.page.set_viewport_size({"width": width, "height": 900})
            for name, path in sample(reader) + [("look " + str(each["id"]), look_path(each)) for each in reader.looks[:8]]:
                reader.open(path)
                file = re.sub(r"[^a-z0-9]+", "-", f"{name} {path}".lower()).strip("-")
                reader.page.screenshot(path=os.path.join(folder, f"{file}-{width}-{scheme}.png"), full_page=True)


def main():
    parser = check.parser(__doc__)
    parser.add_argument("--sign-in-link", help="a one-time link, for servers that hand out no visitor sessions")
    parser.add_argument("--screenshots", metavar="DIR", help="also takes pictures of the pages")
    arguments = parser.parse_args()

    def screenshots(reader):
        if arguments.screenshots:
            take_screenshots(reader, arguments.screenshots)

    return check.run(arguments.only, lambda browser: (Reader(browser, arguments),), afterwards=screenshots)


if __name__ == "__main__":
    sys.exit(main())
