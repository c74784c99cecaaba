#!/usr/bin/env python3
"""Drives the tracking plan and the quarantine of a running server in Chromium, as an administrator and as a viewer.

    plan_browser_test.py --base-url http://127.0.0.1:8080 --admin LINK --viewer LINK --key INGESTION_KEY [--only WORDS]

The links are sign-in links, on a project of Tests/EndToEnd/projects.py without events. It ends with the line
"N passed, N failed".
"""
import json
import re
import sys
import time
import urllib.error
import urllib.request

from playwright.sync_api import expect

from admin_browser_test import Person, dialog
from browser_test import axe_clean, need
from checks import Checks

check = Checks()
sender = {}


def send(*events):
    """Events as an SDK sends them; returns once they are loaded or held."""
    body = json.dumps({"api_key": sender["key"], "events": [{"user_id": "amy-1", **event} for event in events]}).encode()
    urllib.request.urlopen(urllib.request.Request(sender["base"] + "/2/httpapi", body, {"Content-Type": "application/json"}))
    for _ in range(200):
        with urllib.request.urlopen(sender["base"] + "/metrics") as answer:
            if b"\nsoundings_queue_waiting 0\n" in answer.read():
                return
        time.sleep(0.05)
    raise AssertionError("what was sent is not loaded")


def row(page, name):
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name))


@check("both pages say what they are for while there is nothing, and are found in the palette")
def empty(ada, eve):
    page = ada.open("/admin/tracking-plan")
    expect(page.get_by_text("Nothing is planned, and no event has come.")).to_be_visible()
    axe_clean(page, "an empty plan")
    page = ada.open("/admin/quarantine")
    expect(page.get_by_text("Nothing is held.")).to_be_visible()
    axe_clean(page, "an empty quarantine")
    page.keyboard.press("Control+k")
    page.get_by_role("dialog").get_by_role("combobox").fill("tracking pl")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Tracking plan")


@check("an event is planned before it comes, with its properties")
def plan(ada, eve):
    page = ada.open("/admin/tracking-plan")
    page.get_by_role("button", name="Plan an event").click()
    form = dialog(page, "Plan an event")
    form.get_by_label("Type of event, as senders write it").fill("SignedUp")
    form.get_by_role("button", name="Describe it").click()
    page.get_by_label("Description", exact=True).fill("An account was made")
    page.get_by_label("Category").fill("Accounts")
    page.get_by_label("Owner").fill("Growth")
    page.get_by_role("button", name="Add a property").click()
    page.keyboard.type("plan")
    page.get_by_label("Type of plan").select_option(label="one of")
    page.get_by_label("plan is required").check()
    axe_clean(page, "the editor of a plan")
    page.get_by_role("button", name="Save the plan").click()
    expect(page.get_by_role("alert")).to_contain_text("Say which values plan may have.")
    page.get_by_label("Values of plan, one in each line").fill("free\npro")
    page.get_by_role("button", name="Save the plan").click()
    expect(page.get_by_text("The plan of SignedUp is saved.")).to_be_visible()
    expect(page.get_by_role("table")).to_contain_text("required, one of free, pro")
    need("edit" not in page.url, page.url)
    axe_clean(page, "a planned event")


@check("a planned event is renamed, and its old address leads to it")
def rename(ada, eve):
    page = ada.open("/admin/tracking-plan/SignedUp?edit=true")
    page.get_by_label("Type, as senders write it").fill("AccountMade")
    page.get_by_role("button", name="Save the plan").click()
    expect(page.get_by_text("SignedUp is planned as AccountMade now.")).to_be_visible()
    page.wait_for_url("**/admin/tracking-plan/AccountMade")
    ada.open("/admin/tracking-plan/SignedUp")
    page.wait_for_url("**/admin/tracking-plan/AccountMade")
    expect(page.get_by_role("table")).to_contain_text("required, one of free, pro")
    page.get_by_role("button", name="Edit", exact=True).click()
    page.get_by_label("Type, as senders write it").fill("SignedUp")
    page.get_by_role("button", name="Save the plan").click()
    page.wait_for_url("**/admin/tracking-plan/SignedUp")
    expect(page.locator("h1")).to_have_text("SignedUp")
    expect(page.locator(".facts").get_by_text("AccountMade", exact=True)).to_be_visible()


@check("what comes is put beside the plan, and accepted into it")
def compare(ada, eve):
    send({"event_type": "SignedUp", "event_properties": {"plan": "trial"}}, {"event_type": "SignedUp", "event_properties": {"plan": "free"}})
    send({"event_type": "Opened", "event_properties": {"page": "/a"}})
    page = ada.open("/admin/tracking-plan")
    expect(row(page, "SignedUp")).to_contain_text("Not as planned: 1 property")
    page.get_by_role("button", name=re.compile("^Unplanned")).click()
    need("show=unplanned" in page.url, page.url)
    expect(page.get_by_role("rowheader")).to_have_count(1)
    axe_clean(page, "a tracking plan")
    page.get_by_role("checkbox", name="Choose Opened").check()
    page.get_by_role("button", name="Accept 1 into the plan").click()
    expect(page.get_by_text("1 event in the plan, with the properties that came.")).to_be_visible()
    expect(page.get_by_text("No event matches.")).to_be_visible()
    page.get_by_role("button", name="Show all events").click()
    expect(row(page, "Opened")).to_contain_text("Live")
    page.get_by_role("link", name="SignedUp").click()
    expect(page.get_by_role("table")).to_contain_text("another value on 1 of 2 events")
    expect(page.get_by_role("table")).to_contain_text('"trial"')


@check("whoever makes charts reads the plan where they choose events")
def choose(ada, eve):
    page = ada.open("/product/events?event=SignedUp")
    detail = page.get_by_role("region", name="SignedUp", exact=True)
    for words in ("An account was made", "Growth", "planned: required, one of free, pro"):
        expect(detail).to_contain_text(words)
    axe_clean(page, "an event and its plan")
    page.get_by_label("Search types of events").fill("account")
    expect(page.get_by_role("rowheader")).to_have_count(1)
    page = ada.open("/product/segmentation")
    page.get_by_role("button", name="Event choose one").click()
    page.get_by_role("combobox", name="Search events").fill("account")
    found = page.get_by_role("listbox").get_by_role("option")
    expect(found).to_have_count(1)
    expect(found).to_contain_text("An account was made")
    axe_clean(page, "a list of events with what is planned of them")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "SignedUp" in url)


@check("a file says what it would change before it does")
def files(ada, eve):
    page = ada.open("/admin/tracking-plan")
    page.get_by_role("button", name="Import or export").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="Export as CSV").click()
    text = open(download.value.path(), encoding="utf-8").read()
    need(text.startswith("event,") and "SignedUp" in text, text[:200])
    page.get_by_role("button", name="Import or export").click()
    page.get_by_role("menuitem", name="Import a file").click()
    form = dialog(page, "Import a tracking plan")
    file = form.get_by_label("File")
    file.set_input_files({"name": "plan.csv", "mimeType": "text/csv", "buffer": b"event,status\nx,gone\n"})
    expect(form.get_by_role("alert")).to_contain_text("Row 2: x: status has to be")
    file.set_input_files({"name": "plan.csv", "mimeType": "text/csv", "buffer": (text + "InviteSent,,,,,,live,,,,,,\n").encode()})
    expect(form.get_by_role("status")).to_contain_text("New: InviteSent")
    axe_clean(page, "an import")
    form.get_by_role("button", name="Import 1 event").click()
    expect(row(page, "InviteSent")).to_contain_text("Planned")


@check("events of a blocked type wait in the quarantine, and are released or discarded")
def quarantine(ada, eve):
    page = ada.open("/admin/tracking-plan/Opened?edit=true")
    page.get_by_label("Status").select_option(label="Blocked")
    page.get_by_role("button", name="Save the plan").click()
    expect(page.get_by_text("The plan of Opened is saved.")).to_be_visible()
    send(*[{"event_type": "Opened", "insert_id": str(number), "event_properties": {"n": number}} for number in range(4)])
    page = ada.open("/admin/tracking-plan")
    page.get_by_role("link", name="4 in quarantine").click()
    need("type=Opened" in page.url, page.url)
    ada.settle()
    expect(page.get_by_role("rowheader")).to_have_count(4)
    expect(page.get_by_role("navigation", name="Administration").get_by_label("4 held")).to_be_visible()
    axe_clean(page, "a quarantine")
    page.get_by_role("rowheader").first.get_by_role("button").click()
    one = dialog(page, "Opened")
    expect(one).to_contain_text('"event_type": "Opened"')
    need("entry=" in page.url, page.url)
    axe_clean(page, "a held item")
    one.get_by_role("button", name="Release").click()
    dialog(page, "Release 1 item").get_by_role("button", name="Release").click()
    expect(page.get_by_text("1 item released.")).to_be_visible()
    expect(page.get_by_role("rowheader")).to_have_count(3)
    page.get_by_role("checkbox", name=re.compile("^Choose Opened")).first.check()
    page.get_by_role("button", name="Discard 1", exact=True).click()
    dialog(page, "Discard 1 item").get_by_role("button", name="Discard for good").click()
    expect(page.get_by_role("rowheader")).to_have_count(2)
    page.get_by_role("button", name="Release all 2").click()
    dialog(page, "Release 2 items").get_by_role("button", name="Release").click()
    expect(page.get_by_text("2 items released.")).to_be_visible()
    page.get_by_role("button", name="Released", exact=True).click()
    expect(page.get_by_role("rowheader")).to_have_count(3)
    expect(page.get_by_role("table")).to_contain_text("ada@example.com")
    axe_clean(page, "what was released")


@check("what doors refuse is seen with the reason")
def refused(ada, eve):
    body = json.dumps({"api_key": sender["key"], "events": [{"event_type": "x", "user_id": "amy-1", "time": 12}]}).encode()
    try:
        urllib.request.urlopen(urllib.request.Request(sender["base"] + "/2/httpapi", body, {"Content-Type": "application/json"}))
        raise AssertionError("it was taken")
    except urllib.error.HTTPError as error:
        need(error.code == 400, error.code)
    page = ada.open("/admin/quarantine?view=refused")
    page.get_by_role("button", name="time has an invalid value").click()
    expect(dialog(page, "time has an invalid value")).to_contain_text('"time": 12')
    axe_clean(page, "a refused item")


@check("nobody else decides, dark pages are clean, and narrow ones fit")
def others(ada, eve):
    for path in ["/admin/tracking-plan", "/admin/quarantine"]:
        page = eve.open(path)
        expect(page.get_by_text("This page is for those who administer Soundings.")).to_be_visible()
    paths = ["/admin/tracking-plan", "/admin/tracking-plan/SignedUp", "/admin/tracking-plan/SignedUp?edit=true", "/admin/quarantine", "/admin/quarantine?view=released"]
    ada.page.emulate_media(color_scheme="dark")
    for path in paths:
        axe_clean(ada.open(path), f"{path}, dark")
    ada.page.emulate_media(color_scheme="light")
    ada.page.set_viewport_size({"width": 360, "height": 780})
    for path in paths:
        over = ada.open(path).evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        need(over <= 0, f"{path} is {over} px too wide")


@check("the browser had nothing to complain about")
def quiet(ada, eve):
    need(not ada.complaints + eve.complaints, "; ".join((ada.complaints + eve.complaints)[:5]))


def main():
    parser = check.parser(__doc__)
    parser.add_argument("--admin", required=True, metavar="LINK")
    parser.add_argument("--viewer", required=True, metavar="LINK")
    parser.add_argument("--key", required=True)
    arguments = parser.parse_args()
    base = arguments.base_url.rstrip("/")
    sender.update(base=base, key=arguments.key)
    return check.run(
        arguments.only,
        lambda browser: (Person(browser, base, arguments.admin), Person(browser, base, arguments.viewer)))


if __name__ == "__main__":
    sys.exit(main())
