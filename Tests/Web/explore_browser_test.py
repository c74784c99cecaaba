#!/usr/bin/env python3
"""Drives Explore of a running server in Chromium, on the demo's purchases of CDs, whose numbers are known.

    explore_browser_test.py --base-url http://127.0.0.1:8080 [--only WORDS]

The server must hand out visitor sessions, as `soundings demo` does. It ends with the line "N passed, N failed".
"""
import json
import re
import sys
from urllib.parse import quote, unquote_plus

from playwright.sync_api import expect

from browser_test import DRAWN, Reader, axe_clean, need
from checks import Checks

EXPLORE = "/explore/cdnow/purchases"
RANGES = f"{EXPLORE}?fields=purchases.value_range,purchases.count"
MONTHS = f"{EXPLORE}?fields=purchases.purchase_month,purchases.count"
# All purchases of CDNOW_master.txt.
PURCHASES = 69659

check = Checks()


def with_vis(address, **settings):
    return f"{address}&vis={quote(json.dumps(settings))}"


def column(page, place):
    return page.locator(f"table.result tbody tr:not([aria-hidden]) > :nth-child({place})").all_inner_texts()


def numbers(texts):
    return [float(re.sub(r"[^0-9.\-]", "", text)) for text in texts]


@check("a calculation is completed, checked and tried while it is written, and Back takes it out again")
def calculation(reader):
    page = reader.open(RANGES)
    page.get_by_role("complementary", name="Fields").get_by_role("button", name="Add").click()
    page.get_by_role("menuitem", name="Table calculation").click()
    dialog = page.get_by_role("dialog", name="Table calculation")
    area = dialog.get_by_label("Expression")
    area.press_sequentially("${purch")
    expect(dialog.get_by_role("listbox", name="Completions").get_by_role("option").first).to_contain_text("Purchases")
    page.keyboard.press("Enter")
    area.press_sequentially(" / summ(${purchases.count})")
    expect(dialog.get_by_role("alert")).to_contain_text("Did you mean sum?")
    area.fill("${purchases.count} / sum(${purchases.count})")
    dialog.get_by_label("Name").fill("Part of all")
    dialog.get_by_label("Format").select_option("percent_1")
    expect(dialog.get_by_text("Comes to")).to_be_visible()
    axe_clean(page, "the dialog of a calculation")
    dialog.get_by_role("button", name="Add to the query").click()
    reader.settle()
    need(abs(sum(numbers(column(page, 3))) - 100) < 0.5, "the parts are no whole")
    need("dynamic_fields" in page.url, "the address does not have it")
    page.go_back()
    reader.settle()
    expect(page.locator("table.result thead")).not_to_contain_text("Part of all")


@check("the keyboard walks the fields, and what can be done with one")
def picker_keys(reader):
    page = reader.open(EXPLORE)
    page.keyboard.press("/")
    page.keyboard.type("revenue")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name="Revenue", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    reader.settle()
    need("fields=purchases.revenue" in page.url, f"the address is {page.url}")
    page.get_by_role("complementary", name="Fields").get_by_role("button", name="Revenue", exact=True).focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tooltip")).to_contain_text("purchases.revenue")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Filter Revenue")).to_be_visible()
    page.keyboard.press("Escape")


@check("a pointer reaches a field's menu, which pivots, and its words are those of the menu that adds fields")
def picker_menu(reader):
    page = reader.open(f"{EXPLORE}?fields=purchases.purchase_year,purchases.count")
    fields = page.get_by_role("complementary", name="Fields")
    row = fields.get_by_role("button", name=re.compile("^Value Range"))
    row.hover()
    expect(page.get_by_role("tooltip")).to_be_visible()
    fields.get_by_role("button", name="Menu of Value Range").click()
    expect(page.get_by_role("tooltip")).to_have_count(0)
    menu = page.get_by_role("menu", name="Menu of Value Range")
    expect(menu.get_by_role("menuitem", name="Custom measure")).to_be_visible()
    # In steps, as a hand moves: it leaves the row for the menu.
    box = menu.get_by_role("menuitem", name="Pivot").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 10, steps=8)
    page.wait_for_timeout(600)
    need(page.get_by_role("tooltip").count() == 0, "the field's card covers its menu")
    page.mouse.down()
    page.mouse.up()
    reader.settle()
    need("pivots=purchases.value_range" in page.url, f"the address is {page.url}")
    row.hover()
    fields.get_by_role("button", name="Pivot by Value Range").click()
    reader.settle()
    need("pivots=" not in page.url, f"the address is {page.url}")


@check("a table hides columns, and as many pivot columns are shown as somebody writes")
def limits(reader):
    page = reader.open(with_vis(f"{EXPLORE}?fields=purchases.value_range,purchases.count,purchases.customer_count", type="table"))
    page.get_by_role("columnheader", name="Customers").locator(".header-sort").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("menuitem", name="Hide column").press("Enter")
    reader.settle()
    expect(page.locator("table.result thead th")).to_have_count(2)
    page = reader.open(f"{RANGES},purchases.purchase_month&pivots=purchases.purchase_month")
    page.get_by_label("Columns").select_option(label="Other …")
    page.get_by_label("Columns").fill("3")
    page.keyboard.press("Enter")
    reader.settle()
    need("column_limit=3" in page.url, f"the address is {page.url}")
    expect(page.get_by_text("Only the first 3 pivot columns are shown")).to_be_visible()
    expect(page.locator("select", has_text="Other …").last).to_have_value("3")


@check("the condition of a custom measure is chosen in its dialog: nothing is cut off, and the query stays")
def measure_condition(reader):
    page = reader.open(RANGES)
    page.get_by_role("complementary", name="Fields").get_by_role("button", name="Add").click()
    page.get_by_role("menuitem", name="Custom measure").click()
    dialog = page.get_by_role("dialog", name="Custom measure")
    dialog.get_by_label("Name").fill("Small")
    dialog.get_by_role("combobox", name="Of", exact=True).select_option("purchases.count")
    dialog.get_by_role("button", name="Filter", exact=True).click()
    page.keyboard.type("value range")
    page.keyboard.press("Enter")
    window = page.get_by_role("dialog", name="Filter Value Range")
    window.get_by_role("option", name="Below 10").click()
    # Apply ends in the window, where a press reaches it, though the dialog ends above.
    box = window.get_by_role("button", name="Apply").bounding_box()
    need(page.evaluate("([x, y]) => document.elementFromPoint(x, y)?.textContent", [box["x"] + 10, box["y"] + 10]) == "Apply", "Apply can't be reached")
    window.get_by_role("button", name="Apply").click()
    expect(dialog.get_by_text("is Below 10")).to_be_visible()
    dialog.get_by_role("button", name="Value Range is Below 10").click()
    # Enter in the expression is Apply as well, and not the dialog's.
    window.get_by_role("button", name="Write the expression").click()
    window.get_by_label("Expression").fill("Below 10,10 to 24")
    page.keyboard.press("Enter")
    expect(dialog.get_by_text("is Below 10 or 10 to 24")).to_be_visible()
    dialog.get_by_role("button", name="Add to the query").click()
    reader.settle()
    need("fields=purchases.value_range,purchases.count" in page.url and "dynamic_fields" in page.url, f"the address is {page.url}")


@check("custom measures, groups and bins give numbers that add up")
def custom_fields(reader):
    fields = [
        {"category": "measure", "measure": "small", "label": "Small", "based_on": "purchases.count", "filters": {"purchases.value_range": "Below 10"}},
        {"category": "dimension", "dimension": "size", "label": "Size", "calculation_type": "group_by", "based_on": "purchases.value_range",
         "args": ["purchases.value_range", [{"label": "small", "filter": "Below 10,10 to 24"}], "large"]},
    ]
    page = reader.open(f"{EXPLORE}?fields=size,purchases.count,small&dynamic_fields={quote(json.dumps(fields))}")
    need(sorted(column(page, 1)) == ["large", "small"], f"the groups are {column(page, 1)}")
    need(sum(numbers(column(page, 2))) == PURCHASES, "the groups are not all purchases")
    page.get_by_role("button", name="Edit Size").click()
    dialog = page.get_by_role("dialog", name=re.compile("^Groups of values"))
    expect(dialog.get_by_label("Name of group 1")).to_have_value("small")
    expect(dialog.get_by_text("10 to 24").first).to_be_visible()
    dialog.get_by_label("Name of group 1").fill("up to 24")
    dialog.get_by_role("button", name="Change").click()
    reader.settle()
    need("up to 24" in column(page, 1), "the changed group is not in the answer")


@check("heads sort by one and by several columns, by pivot columns, and the address says so")
def sorts(reader):
    page = reader.open(f"{EXPLORE}?fields=purchases.value_range,purchases.count,purchases.customer_count")
    page.get_by_role("columnheader", name="Value Range").locator(".header-sort").click()
    reader.settle()
    page.get_by_role("columnheader", name="Customers").locator(".header-sort").press("Shift+Enter")
    reader.settle()
    need("sorts=purchases.value_range,purchases.customer_count+desc" in page.url, f"the address is {page.url}")
    expect(page.get_by_role("list", name="Sorted by").get_by_role("listitem")).to_have_count(2)
    page = reader.open(f"{EXPLORE}?fields=purchases.value_range,purchases.purchase_year,purchases.count&pivots=purchases.purchase_year&fill_fields=")
    page.get_by_role("columnheader", name="1998").locator(".header-sort").click()
    reader.settle()
    need("purchases.count+desc+1" in page.url, f"the address is {page.url}")
    values = numbers(column(page, 3))
    need(values == sorted(values, reverse=True) and len(values) > 3, f"1998 is not sorted: {values}")


@check("columns get bars, move and go from their menus by keyboard; each step is in the address and can be undone")
def columns(reader):
    page = reader.open(f"{EXPLORE}?fields=purchases.value_range,purchases.count,purchases.customer_count")

    def choose(head, entry):
        page.get_by_role("columnheader", name=head).locator(".header-sort").focus()
        page.keyboard.press("ArrowDown")
        page.get_by_role("menuitem", name=entry, exact=True).press("Enter")
        reader.settle()

    choose("Purchases", "Bars")
    need(page.locator("table.result .bar").count() > 3, "no bars")
    need("series_cell_visualizations" in page.url, "the address does not say so")
    choose("Customers", "Move left")
    heads = page.locator("table.result thead th .header-text").all_inner_texts()
    need(heads == ["Value Range", "Customers", "Purchases"], f"the heads are {heads}")
    # Below a chart a hidden column stays in the table, and comes back from there; a table leaves it out.
    choose("Customers", "Hide in the chart")
    expect(page.locator("table.result thead th")).to_have_count(3)
    need("hidden_fields" in page.url, "the address does not say so")
    choose("Customers", "Show in the chart")
    need("hidden_fields" not in page.url, "it is still hidden")
    width = page.get_by_role("columnheader", name="Purchases").bounding_box()["width"]
    choose("Purchases", "Wider")
    need(page.get_by_role("columnheader", name="Purchases").bounding_box()["width"] > width + 8, "the column is no wider")


@check("a table is copied as cells of a spreadsheet")
def copy(reader):
    page = reader.open(RANGES)
    page.get_by_role("region", name="Purchases, table").focus()
    page.evaluate("document.addEventListener('copy', event => { window.copied = event.clipboardData.getData('text/plain'); })")
    page.keyboard.press("Control+c")
    lines = page.evaluate("window.copied").split("\n")
    need(lines[0] == "Value Range\tPurchases" and len(lines) == 7, f"copied: {lines}")


@check("a number explains itself, and a value becomes a filter")
def explain(reader):
    page = reader.open(RANGES)
    cell = page.locator("table.result tbody td .cell-button").first
    value = cell.inner_text()
    cell.click()
    page.get_by_role("menuitem", name="Explain this number").click()
    dialog = page.get_by_role("dialog", name="Explain this number")
    expect(dialog.locator(".explain-value strong")).to_have_text(value)
    expect(dialog.get_by_text("purchases.count", exact=True)).to_be_visible()
    expect(dialog).to_contain_text("views/cdnow/purchases.view.lkml")
    reader.settle()
    axe_clean(page, "the explanation of a number")
    page.keyboard.press("Escape")
    name = page.locator("table.result tbody th .cell-button").first
    kept = name.inner_text()
    name.click()
    page.get_by_role("menuitem", name="Only this value").click()
    reader.settle()
    need(column(page, 1) == [kept], f"the rows are {column(page, 1)}")
    need(f"f[purchases.value_range]={kept}" in unquote_plus(page.url), f"the address is {page.url}")


@check("a number of a chart has the menu of its cell, by pointer and keyboard, and the focus comes back")
def chart_menu(reader):
    page = reader.open(with_vis(RANGES, type="looker_funnel"))
    page.wait_for_selector(DRAWN, state="attached")
    chart = page.locator(".chart-place")
    chart.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    menu = page.get_by_role("menu", name="Links of the cell")
    expect(menu.get_by_role("menuitem").first).to_be_focused()
    value = column(page, 2)[0]
    menu.get_by_role("menuitem", name="Explain this number").press("Enter")
    expect(page.get_by_role("dialog", name="Explain this number").locator("strong").first).to_have_text(value)
    page.keyboard.press("Escape")
    page = reader.open(with_vis(MONTHS, type="looker_column"))
    page.wait_for_selector(DRAWN, state="attached")
    box = page.locator(".chart-place").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] - 40)
    expect(page.get_by_role("menuitem", name="Explain this number")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".chart-place")).to_be_focused()


@check("suggestions come with counts, the most frequent first")
def suggestions(reader):
    page = reader.open(f"{EXPLORE}?fields=purchases.count&f[purchases.value_range]=Below+10")
    page.locator(".chip-text").first.click()
    options = page.get_by_role("listbox").get_by_role("option")
    expect(options.first).to_contain_text(re.compile(r"\d,\d{3}"))
    counts = numbers(options.locator(".values-count").all_inner_texts())
    need(len(counts) > 3 and counts == sorted(counts, reverse=True), f"the counts are {counts}")
    page.keyboard.press("Escape")


@check("settings of a picture stay when its type changes, and are clean in both themes")
def settings(reader):
    page = reader.open(f"{EXPLORE}?fields=purchases.purchase_month,purchases.value_range,purchases.count&pivots=purchases.value_range&fill_fields=")
    page.get_by_role("button", name="Settings").click()
    panel = page.get_by_role("complementary", name="Settings of the picture")
    series = panel.locator(".setting").filter(has_text=re.compile("^Series")).locator("select")
    series.select_option("normal")
    reader.settle()
    panel.get_by_text("Reference lines").click()
    panel.get_by_role("button", name="Add a line").click()
    reader.settle()
    page.get_by_label("Chart type").select_option("looker_line")
    reader.settle()
    page.get_by_label("Chart type").select_option("looker_column")
    reader.settle()
    expect(series).to_have_value("normal")
    need('"stacking":"normal"' in unquote_plus(page.url) and "reference_lines" in page.url, f"the address is {page.url}")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        reader.settle()
        axe_clean(page, f"the settings, {scheme}")
    page.emulate_media(color_scheme="light")


TYPES = {
    "looker_column": MONTHS, "looker_area": MONTHS, "looker_pie": RANGES, "looker_funnel": RANGES, "looker_waterfall": RANGES, "treemap": RANGES, "words": RANGES,
    "gauge": f"{EXPLORE}?fields=purchases.count", "sankey": f"{EXPLORE}?fields=purchases.first_or_repeat,purchases.value_range,purchases.count",
    "sunburst": f"{EXPLORE}?fields=purchases.first_or_repeat,purchases.value_range,purchases.count",
    "heatmap": f"{EXPLORE}?fields=purchases.purchase_month,purchases.value_range,purchases.count&pivots=purchases.value_range",
    "looker_boxplot": f"{EXPLORE}?fields=purchases.value_range,purchases.purchase_month,purchases.count", "histogram": f"{EXPLORE}?fields=purchases.purchase_date,purchases.count",
    "looker_timeline": f"{EXPLORE}?fields=purchases.value_range,purchases.purchase_month,purchases.count",
}


@check("every chart type is drawn, has a sentence, and arrow keys read it")
def types(reader):
    for kind, address in TYPES.items():
        page = reader.open(with_vis(address, type=kind))
        page.wait_for_selector(DRAWN, state="attached")
        need(page.locator(".picture-summary").inner_text().strip() != "", f"{kind} has no sentence")
        page.locator(".chart-place").focus()
        page.keyboard.press("ArrowRight")
        need(page.locator(".chart p[aria-live]").inner_text().strip() != "", f"arrow keys read nothing of {kind}")
    page = reader.open(with_vis(f"{EXPLORE}?fields=customers.first_purchase_month,purchases.purchase_month,purchases.customer_count&pivots=purchases.purchase_month", type="cohort"))
    need(page.locator("table.cohorts tbody tr").count() > 2, "no cohorts")


@check("the picture is taken along as a file")
def picture_file(reader):
    page = reader.open(with_vis(RANGES, type="looker_bar"))
    page.wait_for_selector(DRAWN, state="attached")
    page.get_by_role("button", name="Download").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="Picture").click()
    need(download.value.suggested_filename == "Purchases.svg", f"the file is {download.value.suggested_filename}")
    with open(download.value.path(), encoding="utf-8") as file:
        content = file.read()
    need(content.startswith("<svg") and "10 to 24" in content, f"the picture begins with {content[:80]!r}")


@check("ten thousand rows scroll in columns of one width, and the last one is there")
def long_table(reader):
    page = reader.open(f"{EXPLORE}?fields=purchases.customer_id,purchases.purchase_date,purchases.value,purchases.count&limit=10000&sorts=purchases.customer_id,purchases.purchase_date")
    need(page.locator("table.result tbody tr").count() < 120, "more rows are drawn than fit")
    widths = "[...document.querySelectorAll('table.result thead th')].map(e => e.offsetWidth).join()"
    before = page.evaluate(widths)
    page.locator(".table-scroll").evaluate("e => { e.scrollTop = e.scrollHeight }")
    reader.until("document.querySelector('table.result tbody tr[aria-rowindex=\"10001\"]') !== null", "the last row is not drawn")
    need(page.evaluate(widths) == before, "columns change their widths while they scroll")


@check("an empty answer names its filter, and a wrong expression says what is wrong")
def states(reader):
    page = reader.open(RANGES + "&f[purchases.value_range]=Belw+10")
    expect(page.locator(".notice").first).to_contain_text("Did you mean")
    calculation = [{"category": "table_calculation", "table_calculation": "x", "label": "X", "expression": "${purchases.count} / nothing(1)"}]
    page = reader.open(RANGES + f"&dynamic_fields={quote(json.dumps(calculation))}")
    expect(page.locator("main")).to_contain_text(re.compile("nothing"))


@check("the browser had nothing to complain about")
def quiet(reader):
    need(not reader.complaints, "; ".join(reader.complaints[:5]))


def main():
    arguments = check.parser(__doc__).parse_args()
    arguments.sign_in_link = None
    return check.run(arguments.only, lambda browser: (Reader(browser, arguments),))


if __name__ == "__main__":
    sys.exit(main())
