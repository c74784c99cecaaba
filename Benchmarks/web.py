"""The part of the benchmarks that is about the web app in Chromium: home, and a dashboard of 25 tiles, on the loaded demo.

    python Benchmarks/web.py --demo-state DIR [--program .build/release/soundings] [--project demo]

measures only these, each figure beside its limit. Loads are cold ones: each has a new browser context, only the server's cache of
answers is warm. Medians of five.
"""

import argparse
import json
import os
import pathlib
import re
import statistics
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "Tests" / "EndToEnd"))

from server import Server, kill_what_runs  # noqa: E402

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ROUNDS = 5
# The first openings bring code that the browser compiles as it is used, and that its heap holds as well.
FEW, MANY = 25, 100
# Of the heap, from FEW openings to MANY.
STEADY = 1.1

# Collects what the browser tells of its own work. `rested` is when nothing has been loading for the first time.
WATCH = """
window.watched = { paint: 0, shift: 0, tasks: [], first: 0, rested: 0 };
const hear = (type, take) => new PerformanceObserver(list => list.getEntries().forEach(take)).observe({ type, buffered: true });
hear('largest-contentful-paint', entry => { watched.paint = entry.startTime; });
hear('layout-shift', entry => { if (!entry.hadRecentInput) watched.shift += entry.value; });
hear('longtask', entry => { watched.tasks.push([entry.startTime, entry.duration]); });
hear('paint', entry => { if (entry.name === 'first-contentful-paint') watched.first = entry.startTime; });
setInterval(() => {
    const isThere = document.querySelector('main h1') !== null && document.querySelectorAll('[aria-busy=true]').length === 0;
    if (watched.rested === 0 && isThere && document.querySelectorAll('main .tile, main .card').length >= (window.wanted ?? 1)) watched.rested = performance.now();
}, 25);
"""


def dashboard_tiles():
    """25 questions about purchases of CDs, no two alike, in seven kinds of pictures."""
    kinds = ["looker_column", "looker_line", "looker_area", "looker_bar", "looker_pie", "looker_grid"]
    dimensions = ["purchase_month", "value_range", "purchase_quarter", "first_or_repeat", "purchase_week"]
    measures = ["count", "customer_count", "revenue", "average_value"]
    pairs = [(dimension, measure) for dimension in dimensions for measure in measures]
    tiles = [([f"purchases.{dimension}", f"purchases.{measure}"], kinds[place % len(kinds)]) for place, (dimension, measure) in enumerate(pairs)]
    return tiles + [([f"purchases.{measure}"], "single_value") for measure in measures] + [(["customers.count"], "single_value")]


def make_dashboard(call):
    dashboard = call("POST", "/api/4.0/dashboards", {"title": f"25 tiles {time.time_ns()}", "folder_id": "1"})["id"]
    for place, (fields, kind) in enumerate(dashboard_tiles()):
        query = call("POST", "/api/4.0/queries", {"model": "cdnow", "view": "purchases", "fields": fields, "limit": "500", "vis_config": {"type": kind}})
        call("POST", "/api/4.0/dashboard_elements", {"dashboard_id": dashboard, "title": f"Tile {place + 1}", "query_id": query["id"]})
    return dashboard


class Browser:
    """Chromium, signed in as an administrator in each of its contexts."""

    def __init__(self, playwright, server):
        self.server = server
        self.browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        link = re.search(r"http\S+", server.run("user", "add", "--email", "reader@example.com", "--role", "admin").stdout)[0]
        context = self.browser.new_context()
        page = context.new_page()
        page.goto(link)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(server.url + "/")
        self.session = context.storage_state()
        self.request = page.request

    def call(self, method, path, body=None, version=None):
        answer = self.request.fetch(
            self.server.url + path, method=method, data=None if body is None else json.dumps(body),
            headers={"X-Soundings-Request": "1", "Content-Type": "application/json"} | ({} if version is None else {"If-Match": f'"{version}"'}))
        if not answer.ok:
            raise SystemExit(f"{method} {path} answered {answer.status}: {answer.text()[:500]}")
        return answer.json() if answer.text() else None

    def page(self, wanted):
        context = self.browser.new_context(viewport={"width": 1440, "height": 900}, storage_state=self.session)
        context.add_init_script(f"window.wanted = {wanted};" + WATCH)
        page = context.new_page()
        page.set_default_timeout(30_000)
        return page

    def load(self, path, wanted):
        """What the browser tells of one cold load, times in milliseconds."""
        page = self.page(wanted)
        page.goto(self.server.url + path)
        rest(page, lambda: page.evaluate("watched.rested") > 0)
        # Work that follows a picture's first drawing belongs to it.
        page.wait_for_timeout(500)
        watched = page.evaluate("watched")
        page.context.close()
        before = [task for task in watched["tasks"] if task[0] <= watched["rested"]]
        return {
            "paint": watched["paint"], "shift": watched["shift"],
            "blocking": sum(max(0, duration - 50) for start, duration in before if start + duration > watched["first"]),
            # Before the first paint there is nothing to press.
            "longest": max((duration for start, duration in watched["tasks"] if start + duration > watched["first"]), default=0),
            "interactive": max([watched["rested"]] + [start + duration for start, duration in before]),
        }

    def heap(self, path):
        """MB in use after a collection, when the dashboard was opened a few and many times in one page."""
        page = self.page(0)
        page.goto(self.server.url + "/boards")
        link = page.context.new_cdp_session(page)
        page.evaluate("path => { history.pushState(null, '', path); history.back(); }", path)
        page.wait_for_url(self.server.url + "/boards")
        used = {}
        for opening in range(1, MANY + 1):
            page.go_forward()
            rest(page, lambda: page.evaluate("document.querySelectorAll('main .tile').length === 25 && document.querySelectorAll('[aria-busy=true]').length === 0"))
            page.go_back()
            rest(page, lambda: page.evaluate("document.querySelectorAll('main .tile').length === 0"))
            if opening in (FEW, MANY):
                link.send("HeapProfiler.collectGarbage")
                used[opening] = link.send("Runtime.getHeapUsage")["usedSize"] / 1e6
        page.context.close()
        return used


def rest(page, condition):
    deadline = time.monotonic() + 30
    while not condition():
        if time.monotonic() > deadline:
            raise SystemExit(f"{page.url} does not come to rest")
        page.wait_for_timeout(20)


def beside(value, limit, unit=" ms", digits=0):
    missed = "" if value <= limit else ": **missed**"
    return f"{value:,.{digits}f}{unit}; limit {limit:,.{2 if digits else 0}f}{unit}{missed}"


def measure(program, state, project=ROOT / "demo"):
    from playwright.sync_api import sync_playwright

    with Server(program, project, state=state, patience=300) as server, sync_playwright() as playwright:
        server.wait_for_pipelines()
        browser = Browser(playwright, server)
        number = make_dashboard(browser.call)
        address = f"/dashboards/{number}"
        try:
            # The first load fills the server's cache of answers.
            browser.load("/", 1)
            browser.load(address, 25)
            home = medians([browser.load("/", 1) for _ in range(ROUNDS)])
            dashboard = medians([browser.load(address, 25) for _ in range(ROUNDS)])
            heap = browser.heap(address)
        finally:
            browser.call("DELETE", f"/api/4.0/dashboards/{number}", version=browser.call("GET", f"/api/4.0/dashboards/{number}")["version"])
            browser.browser.close()
        server.stop()
    return {
        "home: largest contentful paint": beside(home["paint"], 1000),
        "home: total blocking time": beside(home["blocking"], 100),
        "home: cumulative layout shift": beside(home["shift"], 0.02, "", 3),
        "a dashboard of 25 tiles: largest contentful paint": beside(dashboard["paint"], 1000),
        "total blocking time": beside(dashboard["blocking"], 100),
        "cumulative layout shift": beside(dashboard["shift"], 0.02, "", 3),
        "until all tiles are drawn and it can be used": beside(dashboard["interactive"], 2000),
        "the longest task after the first paint": beside(dashboard["longest"], 100),
        f"memory of the page after {FEW} openings": f"{heap[FEW]:.1f} MB",
        f"after {MANY}": beside(heap[MANY], heap[FEW] * STEADY, " MB", 1),
    }


def medians(loads):
    return {name: statistics.median(load[name] for load in loads) for name in loads[0]}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=str(ROOT / ".build" / "release" / "soundings"))
    parser.add_argument("--demo-state", required=True, help="a state directory in which the demo is loaded")
    parser.add_argument("--project", default=str(ROOT / "demo"))
    options = parser.parse_args()
    try:
        for name, value in measure(options.program, options.demo_state, options.project).items():
            print(f"{name}: {value}")
    finally:
        kill_what_runs()


if __name__ == "__main__":
    main()
