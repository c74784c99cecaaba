"""Annotations: what happened, written through our API and Amplitude's, and shown to both."""

import json
import os

from browser_checks import photographer
from projects import EVENTS_MODEL, small_project
from server import Server
from test_amplitude_api import Client, secret

SETTINGS = "name: shop\ntimezone: Europe/Berlin\n"


class Reader:
    def __init__(self, server, email, role):
        self.server = server
        self.token = server.login(*server.credentials(email, role))

    def call(self, method, path="", body=None):
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        status, _, answer = self.server.request(method, "/api/v1/annotations" + path, None if body is None else json.dumps(body), headers)
        return status, json.loads(answer) if answer else None

    def labels(self, query=""):
        status, answer = self.call("GET", query)
        assert status == 200, answer
        return [each["label"] for each in answer["annotations"]]


def test_what_happened_is_written_down_once_for_both_apis(options):
    with Server(options.program, small_project(**{"soundings.yaml": SETTINGS})) as server:
        ada, bob = Reader(server, "ada@example.com", "explorer"), Reader(server, "bob@example.com", "explorer")
        viewer, admin = Reader(server, "vic@example.com", "viewer"), Reader(server, "root@example.com", "admin")
        status, made = ada.call("POST", "", {"label": " 5.2 is out ", "start": "2026-03-01 14:30", "kind": "release"})
        assert status == 201, made
        # Half past two in Berlin, in winter.
        assert (made["label"], made["start"], made["kind"], made["can_change"]) == ("5.2 is out", "2026-03-01T13:30:00Z", "release", True)
        assert ada.call("POST", "", {"label": "Sign-in fails", "start": "2026-03-10", "end": "2026-03-11", "kind": "incident"})[0] == 201
        status, answer = ada.call("POST", "", {"label": "", "start": "yesterday", "end": "2026-02-30", "kind": "party"})
        assert status == 422 and {each["field"] for each in answer["errors"]} == {"label", "start", "end", "kind"}, answer
        assert ada.call("POST", "", {"label": "x", "start": "2026-03-02", "end": "2026-03-01"})[0] == 422

        amplitude = Client(server, server.key(), secret(server))
        status, _, body = amplitude.raw("POST", "/api/3/annotations", body={"label": "Launch", "start": "2026-03-05", "category": "Marketing"})
        assert status == 200, body
        release = {"version": "5.3", "title": "", "release_start": "2026-03-20 09:00:00", "description": "Faster"}
        release["title"] = "Release 5.3"
        status, _, body = amplitude.raw("POST", "/api/2/release", form=release)
        assert status == 200, body
        heard = {each["label"]: each for each in amplitude.data("/api/3/annotations")}
        assert heard["5.2 is out"]["category"]["category"] == "Release" and heard["5.2 is out"]["start"] == "2026-03-01T13:30:00Z", heard

        assert viewer.labels() == ["Release 5.3", "Sign-in fails", "Launch", "5.2 is out"]
        kinds = {each["label"]: each["kind"] for each in viewer.call("GET")[1]["annotations"]}
        assert kinds == {"Release 5.3": "release", "Sign-in fails": "incident", "Launch": "note", "5.2 is out": "release"}
        assert viewer.labels("?from=2026-03-11&until=2026-03-31") == ["Release 5.3", "Sign-in fails"]
        assert viewer.labels("?until=2026-03-01") == ["5.2 is out"]
        assert viewer.call("GET", "?from=soon")[0] == 422

        # Whoever made it changes it, and administrators.
        one = f"/{made['id']}"
        assert bob.call("PATCH", one, {"label": "mine"})[0] == 403 and viewer.call("DELETE", one)[0] == 403
        assert viewer.call("POST", "", {"label": "x", "start": "2026-03-02"})[0] == 403
        status, changed = ada.call("PATCH", one, {"kind": "note", "details": "Slowly, by region."})
        assert (status, changed["kind"], changed["label"]) == (200, "note", "5.2 is out"), changed
        assert admin.call("PATCH", one, {"label": "5.2"})[1]["label"] == "5.2"
        lasting = ada.call("PATCH", one, {"end": "2026-03-03"})[1]
        assert lasting["end"] == "2026-03-03" and ada.call("PATCH", one, {"end": None})[1]["end"] is None
        released = next(each for each in admin.call("GET")[1]["annotations"] if each["label"] == "Release 5.3")
        assert released["start"] == "2026-03-20T09:00:00Z", released
        assert not released["can_change"] and admin.call("PATCH", f"/{released['id']}", {"label": "x"})[0] == 403
        assert admin.call("DELETE", f"/{released['id']}")[0] == 204 and admin.call("DELETE", f"/{released['id']}")[0] == 404
        assert ada.call("DELETE", one)[0] == 204
        assert server.stop() == 0
        server.start()
        assert Reader(server, "vic@example.com", "viewer").labels() == ["Sign-in fails", "Launch"]


PINGS = """- look: {id: 1, title: Pings by day, model: telemetry, explore: pings, fields: [pings.received_date, pings.count], vis_config: {type: looker_line}}
"""


def test_a_point_of_a_chart_is_annotated_in_a_browser(options):
    from playwright.sync_api import expect, sync_playwright

    model = EVENTS_MODEL.replace("view: pings {", "view: pings {\n  dimension_group: received { type: time timeframes: [raw, date] sql: ${TABLE}.received_at ;; }")
    root = small_project(**{"telemetry.model.lkml": model, "content/looks.yaml": PINGS})
    with Server(options.program, root) as server, sync_playwright() as playwright:
        for site in "ab":
            assert server.get(f"/updates?site={site}&version=5.1.0&deployType=server&u=1")[0] in (200, 204)
        server.wait_until_loaded()
        link = server.run("user", "add", "--email", "ada@example.com", "--role", "admin").stdout.split()[-1]
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])
        try:
            page = browser.new_context(viewport={"width": 1280, "height": 860}).new_page()
            page.set_default_timeout(15_000)

            shot = photographer(options, page, "annotations")

            page.goto(link)
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_url(server.url + "/")
            page.goto(server.url + "/looks/1")
            chart = page.locator(".chart-place[data-ready=true]")
            chart.focus()
            chart.press("ArrowRight")
            chart.press("Enter")
            page.get_by_role("menuitem", name="Add an annotation").click()
            dialog = page.get_by_role("dialog", name="Add an annotation")
            expect(dialog.get_by_label("What happened")).to_be_focused()
            assert len(dialog.get_by_label("Day").input_value()) == 10
            dialog.get_by_label("What happened").fill("5.1 is out")
            shot("dialog")
            dialog.get_by_label("What happened").press("Enter")
            expect(dialog).to_have_count(0)
            expect(chart).to_contain_text("5.1 is out")
            expect(page.locator(".picture-summary")).to_contain_text("release “5.1 is out”")
            shot("chart")
            page.get_by_role("tab", name="Table").click()
            expect(page.get_by_role("region", name="What happened in this time")).to_contain_text("5.1 is out")

            # The list, where it is changed and removed, and put back.
            page.goto(server.url + "/product/annotations")
            row = page.get_by_role("row").filter(has_text="5.1 is out")
            row.get_by_role("button", name="Change").click()
            page.get_by_role("button", name="Incident").click()
            page.get_by_label("Details").fill("Slowly")
            page.get_by_role("button", name="Save").click()
            expect(row).to_contain_text("incident")
            page.emulate_media(color_scheme="dark")
            shot("list")
            page.set_viewport_size({"width": 360, "height": 760})
            assert page.evaluate("document.documentElement.scrollWidth <= 360")
            row.get_by_role("button", name="Remove").click()
            expect(page.get_by_text("Nothing is noted yet.")).to_be_visible()
            shot("empty")
            page.get_by_role("button", name="Undo").click()
            expect(row).to_contain_text("Slowly")
        finally:
            browser.close()
