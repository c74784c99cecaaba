#!/usr/bin/env python3
"""Pictures every page of the web app in every state, for people who look at them.

    pictures.py --program .build/debug/soundings --to DIR            all pages, all states, all types of charts
    pictures.py --program .build/debug/soundings --to DIR dark       one state: light, dark, narrow, loading, waiting, error,
                                                                     failed, empty, blank; or charts
    pictures.py --program .build/debug/soundings --to DIR explore dark narrow
                                                                     pages with a word in their names, in these states
    pictures.py --list                                               the names

`loading` and `error` hold back and fail all data of a page, `waiting` and `failed` only the warehouse's answers; `empty` has the
demo's reports without data, `blank` a model alone. Writes DIR/explore-dark.png and the like, and DIR/sheets with four on each.
Names the pages that did not come to rest, reported an error or are too wide, and ends with status 1 then. `--demo-state` keeps the
loaded demo for the next time.
"""

import argparse
import contextlib
import functools
import http.server
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading

from contact_sheets import contact_sheets
from picture_camera import STATES, Camera
from picture_facts import facts
from picture_pages import PAGES
from projects import small_project
from server import ROOT, Server

LOADING_SECONDS = 600
ACCOUNTS, DAYS = 12, 90
# Sets the demo's company to a small one; `accounts:` stands in other parts of the settings, too.
SIZES = ((r"(?m)^  accounts: \d+$", f"  accounts: {ACCOUNTS}"), (r"(?m)^  days: \d+$", f"  days: {DAYS}"))
GALLERY_WIDTH = 480


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("words", nargs="*", help="states, and parts of the names of pages")
    parser.add_argument("--program", help="the built soundings")
    parser.add_argument("--to", type=pathlib.Path, metavar="DIR", help="where the pictures go")
    parser.add_argument("--demo-state", type=pathlib.Path, metavar="DIR", help="a state directory that outlives this run")
    parser.add_argument("--list", action="store_true", help="print the names of pages and states")
    options = parser.parse_args()
    if options.list:
        print("states:", *STATES, "charts")
        print("pages:", *(page.name for page in PAGES))
        return
    if not options.program or not options.to:
        parser.error("--program and --to are needed")
    failed = Round(options).run()
    for name, complaint in failed:
        print(f"{name}: {complaint}")
    print(f"pictures are in {options.to}, sheets in {options.to / 'sheets'}; {len(failed)} complaints")
    sys.exit(1 if failed else 0)


class Round:
    """What one call pictures."""

    def __init__(self, options):
        from playwright.sync_api import sync_playwright

        self.options = options
        self.folder = options.to
        (self.folder / "sheets").mkdir(parents=True, exist_ok=True)
        states = [word for word in options.words if word in STATES or word == "charts"]
        self.states = states or [*STATES, "charts"]
        self.words = [word for word in options.words if word not in states]
        self.failed = []
        self.playwright = sync_playwright

    def run(self):
        with self.playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])
            try:
                for server in ("demo", "template", "blank"):
                    names = [name for name in self.states if name in STATES and STATES[name].server == server]
                    if names:
                        self.picture_server(browser, server, names)
                if "charts" in self.states:
                    self.picture_charts(browser)
            finally:
                browser.close()
        return self.failed

    def picture_server(self, browser, server, states):
        with serving(self.options, server) as running, signed_in(browser, running) as (storage, call):
            filling = facts(call, running.state) if server == "demo" else {}
            for name in states:
                self.picture_pages(browser, running, storage, filling, name)

    def picture_pages(self, browser, running, storage, filling, name):
        camera = Camera(browser, running.url, storage, STATES[name])
        taken = []
        try:
            for page in PAGES:
                if not STATES[name].takes(page) or not self.wanted(page.name):
                    continue
                path = self.folder / f"{page.name}-{name}.png"
                print(path.name, flush=True)
                self.note(path.stem, camera.take(page, page.path.format(**filling), path))
                taken.append(path)
        finally:
            camera.close()
        self.sheets(taken, name)

    def picture_charts(self, browser):
        """The gallery of all types of charts, in both colour schemes."""
        with gallery() as url:
            for theme in ("light", "dark"):
                tab = browser.new_page(viewport={"width": GALLERY_WIDTH, "height": 900})
                tab.goto(f"{url}/?theme={theme}")
                tab.locator(".gallery-card").last.wait_for()
                tab.wait_for_timeout(3_000)
                taken = []
                for card in tab.locator(".gallery-card").all():
                    name = "chart-" + card.get_attribute("data-card").replace(" %", "").replace(" ", "-")
                    if self.wanted(name):
                        taken.append(self.folder / f"{name}-{theme}.png")
                        card.screenshot(path=taken[-1], animations="disabled")
                tab.close()
                self.sheets(taken, f"charts-{theme}")

    def wanted(self, name):
        return not self.words or any(word in name for word in self.words)

    def note(self, name, complaints):
        self.failed.extend((name, each) for each in dict.fromkeys(complaints))

    def sheets(self, taken, name):
        there = [path for path in taken if path.exists()]
        if there:
            contact_sheets(there, self.folder / "sheets", name)


@contextlib.contextmanager
def serving(options, what):
    """A server of a small demo, of its reports without data, or of a model and nothing else."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="soundings-pictures-"))
    project = folder / "demo"
    try:
        if what == "demo":
            small_demo(project)
            state = options.demo_state or folder / "state"
            # A kept state has branches of the round before, whose project is gone.
            shutil.rmtree(state / "develop", ignore_errors=True)
            server = Server(options.program, project, command="demo", state=state, arguments=["--data", ROOT / ".vendor" / "data"], patience=LOADING_SECONDS)
        else:
            if what == "template":
                subprocess.run([options.program, "init", "--template", "telemetry", project], check=True, capture_output=True)
            server = Server(options.program, project if what == "template" else small_project())
        with server:
            if what == "demo":
                server.wait_for_output(f"Soundings is ready at {server.url}", LOADING_SECONDS)
                server.wait_until_loaded(LOADING_SECONDS)
            if what != "blank":
                server.wait_for_pipelines(LOADING_SECONDS)
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def small_demo(project):
    shutil.copytree(ROOT / "demo", project)
    settings = project / "soundings.yaml"
    text = settings.read_text()
    for pattern, replacement in SIZES:
        text, count = re.subn(pattern, replacement, text)
        if count != 1:
            sys.exit(f"{settings} does not say once what {pattern} means")
    settings.write_text(text)
    committed(project)


def committed(project):
    """Makes the project a repository, so that there are branches to develop on."""
    author = ["-c", "user.name=Ops", "-c", "user.email=ops@example.com"]
    for arguments in (["init", "--quiet", "--initial-branch=main"], ["add", "--all"], ["commit", "--quiet", "--message=begin"]):
        subprocess.run(["git", "-C", project, *author, *arguments], check=True, capture_output=True)


@contextlib.contextmanager
def signed_in(browser, server):
    """The cookies of an administrator, and how they ask the server."""
    output = server.run("user", "add", "--email", "ada@example.com", "--role", "admin").stdout
    context = browser.new_context()
    try:
        page = context.new_page()
        page.goto(re.search(r"http\S+", output)[0])
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(server.url + "/")

        def call(method, path, body=None):
            headers = {"X-Soundings-Request": "1", "Content-Type": "application/json"}
            data = None if body is None else json.dumps(body)
            answer = page.request.fetch(server.url + path, method=method, headers=headers, data=data, timeout=60_000)
            if not answer.ok:
                raise AssertionError((path, answer.status, answer.text()))
            return answer.json() if answer.text() else None

        yield context.storage_state(), call
    finally:
        context.close()


@contextlib.contextmanager
def gallery():
    """The address of the gallery of `scripts/build-web --gallery`."""
    folder = tempfile.mkdtemp(prefix="soundings-gallery-")
    try:
        subprocess.run([ROOT / "scripts" / "build-web", "--gallery", folder], check=True, capture_output=True)
        handler = functools.partial(Quiet, directory=folder)
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            yield f"http://127.0.0.1:{server.server_port}"
            server.shutdown()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


if __name__ == "__main__":
    main()
