#!/usr/bin/env python3
"""The core tasks of an analyst and of a viewer on a running demo, each done with the keyboard alone.

    tasks_test.py --base-url http://127.0.0.1:8080 --analyst LINK [--only WORDS]

LINK signs in an administrator; the viewer is a visitor. It ends with the line "N passed, N failed".
"""

import argparse
import json
import os
import re
import sys
import time
from urllib.parse import quote, unquote_plus

from keyboard import Keyboard
from playwright.sync_api import expect, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
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


def with_vis(address, kind):
    return address + "&vis=" + quote(json.dumps({"type": kind}))


@task("analyst", "finds the dashboard of a customer by the customer's name")
def find(desk):
    rows = desk.api("POST", "/api/4.0/queries/run/json", {
        "model": "telemetry", "view": "instance_months", "fields": ["account.name"], "filters": {"account.name": "-EMPTY"}, "limit": "1"})
    name = rows[0]["account.name"]
    page = desk.open("/")
    desk.press("Control+k")
    desk.type(name)
    chosen = page.get_by_role("option", selected=True)
    expect(page.get_by_role("option").filter(has_text="ashboard").filter(has_text=name).first).to_be_visible()
    for _ in range(12):
        if re.search("dashboard", chosen.inner_text(), re.IGNORECASE):
            break
        desk.press("ArrowDown")
    desk.press("Enter")
    page.wait_for_url(re.compile("/dashboards/"))
    desk.settle()
    need(name in desk.address.replace("^", ""), f"the dashboard is not that of {name}: {desk.address}")
    expect(page.locator(".chip-text", has_text=name).first).to_be_visible()


@task("analyst", "filters a dashboard")
def filter_dashboard(desk):
    page = desk.open(OVERVIEW)
    before = page.locator(".picture-summary, .chart-place").first.get_attribute("aria-label")
    desk.press("f")
    desk.push("Account name is anything")
    page.get_by_role("listbox", name="Suggestions for Account name").get_by_role("option").first.wait_for()
    desk.press("ArrowDown", "Enter")
    desk.push("Apply")
    page.wait_for_url(re.compile("Account"))
    desk.settle()
    expect(page.locator(".chip-text", has_text=re.compile("^Account name is "))).to_be_focused()
    need(page.locator(".picture-summary, .chart-place").first.get_attribute("aria-label") != before, "another customer, the same numbers")


@task("analyst", "drills from a number to its rows")
def drill(desk):
    page = desk.open(f"{PURCHASES}?fields=purchases.value_range,purchases.count")
    desk.press("r")
    desk.settle()
    cell = page.locator("table.result tbody .cell-button")
    cell.first.wait_for()
    desk.walk("Tab", cell, 40)
    desk.press("ArrowRight", "Enter")
    desk.take(re.compile("^(Show|Purchases|Explore|Drill)"))
    page.wait_for_url(lambda url: "purchases.value_range,purchases.count" not in url)
    desk.settle()
    need(len(desk.cells(1)) > 3, "no rows")
    print(desk.address)


@task("analyst", "explores from a tile")
def explore_tile(desk):
    page = desk.open(OVERVIEW)
    desk.press("f")
    desk.choose("Actions for DAU/MAU", "Explore from here", limit=60)
    page.wait_for_url(re.compile(MONTHS))
    desk.settle()
    need("instance_month.dau_per_mau" in desk.address, desk.address)


@task("analyst", "adds a field and a pivot")
def add_fields(desk):
    page = desk.open(PURCHASES)
    desk.press("/")
    desk.type("customers")
    desk.press("Enter")
    desk.press("Control+a")
    desk.type("value range")
    desk.press("Enter")
    page.wait_for_url(re.compile("value_range"))
    desk.press("Control+a")
    desk.type("purchase year")
    desk.press("ArrowDown", "ArrowRight", "ArrowRight")
    page.wait_for_timeout(200)
    print(desk.address, page.evaluate("document.activeElement.outerHTML.slice(0,300)"))


@task("analyst", "filters in words")
def filter_words(desk):
    page = desk.open(f"{PURCHASES}?fields=purchases.purchase_month,purchases.count")
    desk.press("f")
    desk.push("Filter", limit=8)
    desk.type("purchase date")
    desk.press("Enter")
    page.get_by_role("dialog").first.wait_for()
    page.wait_for_timeout(200)
    page.screenshot(path=".tmp/words.png")


@task("analyst", "makes a measure of their own")
def measure(desk):
    page = desk.open(f"{PURCHASES}?fields=purchases.value_range,purchases.count")
    desk.press("/")
    desk.choose("Add", "Custom measure", limit=5)
    page.get_by_role("dialog", name="Custom measure").wait_for()
    page.screenshot(path=".tmp/measure.png")


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
