#!/usr/bin/env python3
"""Drives administration, folders and boards of a running server in Chromium, as an administrator and as a viewer.

    admin_browser_test.py --base-url http://127.0.0.1:8080 --admin LINK --viewer LINK [--only WORDS]

The links are sign-in links of ada@example.com, an administrator, and eve@example.com, a viewer, on a project of
Tests/EndToEnd/projects.py without content. It ends with the line "N passed, N failed".
"""
import re
import sys

from playwright.sync_api import expect

from browser_test import SETTLED, axe_clean, need
from checks import Checks

check = Checks()


class Person:
    """Somebody who has signed in, with one page."""

    def __init__(self, browser, base, link):
        self.base = base
        self.complaints = []
        self.context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
        self.page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.page.on("pageerror", lambda error: self.complaints.append(f"exception: {error}"))
        self.page.on("console", self.hear)
        self.page.goto(link)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url(base + "/")

    def hear(self, message):
        # An answer of 4xx is part of some checks; the browser reports each one on the console by itself.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.complaints.append(f"console {message.type}: {message.text}")

    def open(self, path):
        self.page.goto(self.base + path)
        return self.settle()

    def settle(self):
        self.page.wait_for_timeout(100)
        for _ in range(200):
            if self.page.evaluate(SETTLED):
                return self.page
            self.page.wait_for_timeout(50)
        raise AssertionError(f"{self.page.url} does not come to rest")

    def call(self, method, path, body=None, **headers):
        """A request as the page makes it."""
        return self.page.evaluate(
            """async ([method, path, body, headers]) => {
                const answer = await fetch(path, { method, body: body === null ? undefined : JSON.stringify(body),
                    headers: { "X-Soundings-Request": "1", "Content-Type": "application/json", ...headers } });
                const text = await answer.text();
                if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
                return text === "" ? null : JSON.parse(text);
            }""", [method, path, body, headers])

    def save_look(self, title, folder="1"):
        query = {"model": "telemetry", "view": "events", "fields": ["events.count"]}
        stored = self.call("POST", "/api/4.0/queries", query)
        return self.call("POST", "/api/4.0/looks", {"title": title, "folder_id": folder, "query_id": stored["id"]})["id"]


def section(page, name):
    return page.get_by_role("region", name=name, exact=True)


def dialog(page, name):
    return page.get_by_role("dialog", name=name)


@check("whoever may not administer learns who can, and is offered no page of it")
def forbidden(ada, eve):
    page = eve.open("/admin/users")
    expect(page.get_by_text("This page is for those who administer Soundings.")).to_be_visible()
    expect(page.get_by_role("link", name="Admin", exact=True)).to_have_count(0)
    axe_clean(page, "a page of administration for others")


@check("a user is added to groups with a link to begin with, found by search, disabled, and enabled by Undo")
def users(ada, eve):
    ada.call("POST", "/api/4.0/groups", {"name": "Product"})
    page = ada.open("/admin/users")
    axe_clean(page, "users")
    page.get_by_role("button", name="Add user").click()
    form = dialog(page, "Add a user")
    form.get_by_label("Mail address").fill("sam@example.com")
    form.get_by_label("First name").fill("Sam")
    form.get_by_label("Last name").fill("Sailor")
    form.get_by_label("Product").check()
    form.get_by_role("button", name="Add user").click()
    made = dialog(page, "Sam Sailor has an account")
    expect(made.get_by_label("Link to begin with")).to_have_value(re.compile(r"/password/reset/\w+"))
    axe_clean(page, "a new account")
    made.get_by_role("button", name="Done").click()
    page.get_by_label("Search users").fill("sailor")
    expect(page.get_by_role("row")).to_have_count(2)
    need("q=sailor" in page.url, f"the address is {page.url}")
    page.get_by_role("link", name="Sam Sailor").click()
    ada.settle()
    expect(section(page, "Groups")).to_contain_text("Product")
    axe_clean(page, "a user")
    page.get_by_role("button", name="Change", exact=True).click()
    page.get_by_role("menuitem", name="Disable").click()
    dialog(page, "Disable Sam Sailor").get_by_role("button", name="Disable").click()
    expect(page.get_by_text("Disabled: can't sign in")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("May sign in")).to_be_visible()


@check("credentials are shown once, and end")
def credentials(ada, eve):
    page = ada.open("/admin/users/2")
    page.get_by_role("button", name="Make credentials").click()
    form = dialog(page, re.compile("^Credentials of"))
    form.get_by_label("What they are for").fill("Nightly report")
    form.get_by_role("button", name="Make credentials").click()
    made = dialog(page, "Credentials are made")
    need(len(made.get_by_label("Client secret").input_value()) > 10, "no secret")
    made.get_by_role("button", name="I have copied them").click()
    expect(section(page, "API credentials")).to_contain_text("Nightly report")
    page.get_by_role("button", name=re.compile("^End the credentials")).click()
    dialog(page, "End these credentials").get_by_role("button", name="End them").click()
    expect(section(page, "API credentials")).to_contain_text("None.")


@check("a group takes people, gives them a role, and its last change can be undone")
def groups(ada, eve):
    # Not eve: whoever loses a right is signed out.
    kim = ada.call("POST", "/api/4.0/users", {"first_name": "Kim", "last_name": "Keel", "email": "kim@example.com"})["id"]
    page = ada.open("/admin/groups")
    section(page, "Groups").get_by_role("link", name="Product").click()
    ada.settle()
    page.get_by_role("button", name="Add people").click()
    form = dialog(page, "Add people to Product")
    form.get_by_label(re.compile("Kim Keel")).check()
    form.get_by_role("button", name="Add").click()
    expect(section(page, "Members")).to_contain_text("Kim Keel")
    page.get_by_role("button", name="Remove Kim Keel").click()
    expect(section(page, "Members")).not_to_contain_text("Kim Keel")
    page.get_by_role("button", name="Undo").click()
    expect(section(page, "Members")).to_contain_text("Kim Keel")
    page.get_by_role("button", name="Change roles").click()
    form = dialog(page, "Roles of Product")
    form.get_by_label(re.compile("^Explorer")).check()
    form.get_by_role("button", name="Save").click()
    expect(section(page, "Roles")).to_contain_text("Explorer")
    page.get_by_role("button", name="Give a folder").click()
    form = dialog(page, "Give a folder to the group")
    form.get_by_label("Folder").select_option(label="Shared")
    form.get_by_label("What members may do").select_option(label="may change it")
    form.get_by_role("button", name="Give", exact=True).click()
    expect(section(page, "Folders").get_by_label("What the group may do with Shared")).to_have_value("edit")
    page.get_by_role("button", name="Take the group off the list of Shared").click()
    expect(section(page, "Folders")).to_contain_text("no folder's own list")
    axe_clean(page, "a group")
    page = ada.open(f"/admin/users/{kim}")
    expect(section(page, "Roles")).to_contain_text("through Product")


@check("a role is made of a permission set of one's own, whose permissions bring those that they need")
def roles(ada, eve):
    page = ada.open("/admin/roles")
    axe_clean(page, "roles")
    page.get_by_role("button", name="Make one like Viewer").click()
    form = dialog(page, "New permission set")
    form.get_by_label("Name").fill("Viewer with SQL")
    form.get_by_label(re.compile("^See the SQL of queries")).check()
    expect(form.get_by_label(re.compile("^Explore the models"))).to_be_checked()
    form.get_by_role("button", name="Save").click()
    expect(section(page, "Permission sets")).to_contain_text("Viewer with SQL 9 permissions, in no role")
    page.get_by_role("button", name="New role").click()
    form = dialog(page, "New role")
    form.get_by_label("Name").fill("SQL readers")
    form.get_by_label("What it permits").select_option(label="Viewer with SQL")
    form.get_by_label("On which models").select_option(label="All")
    form.get_by_role("button", name="Make the role").click()
    expect(page.get_by_role("heading", name="SQL readers")).to_be_visible()
    ada.settle()
    expect(section(page, "What it permits")).to_contain_text("See the SQL of queries")
    axe_clean(page, "a role")


@check("an attribute has a default, values of groups in order, and secret ones are not shown")
def attributes(ada, eve):
    page = ada.open("/admin/attributes")
    axe_clean(page, "user attributes")
    page.get_by_role("button", name="New attribute").click()
    form = dialog(page, "New attribute")
    form.get_by_label("What people call it").fill("Sales region")
    expect(form.get_by_label("Name in LookML")).to_have_value("sales_region")
    form.get_by_role("checkbox", name="A default for everybody without a value").check()
    form.get_by_label("Default", exact=True).fill("EU")
    form.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Sales region")).to_be_visible()
    for group, value in [("Product", "US"), ("Explorers", "APAC")]:
        page.get_by_role("button", name="Set for a group").click()
        form = dialog(page, "Sales region of a group")
        form.get_by_label("Group").select_option(label=group)
        form.get_by_label("Value").fill(value)
        form.get_by_role("button", name="Set", exact=True).click()
        expect(section(page, "Values of groups")).to_contain_text(f"{group} {value}")
    page.get_by_role("button", name="Explorers goes before the one above").click()
    expect(section(page, "Values of groups").get_by_role("listitem").first).to_contain_text("Explorers")
    axe_clean(page, "an attribute")
    page = ada.open("/admin/users?q=kim")
    page.get_by_role("link", name="Kim Keel").click()
    expect(section(page, "Attributes")).to_contain_text(re.compile("Sales region.*US.*the group Product"))


@check("people have a page of their own: name, attributes that they may set, where they are signed in")
def own_account(ada, eve):
    page = eve.open("/")
    page.get_by_role("button", name="eve@example.com").click()
    page.get_by_role("menuitem", name="Your account").click()
    eve.settle()
    page.get_by_role("button", name="Change your name").click()
    form = dialog(page, "Change your name")
    form.get_by_label("First name").fill("Eve")
    form.get_by_label("Last name").fill("Evans")
    form.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main")).to_contain_text("Eve Evans")
    page.get_by_role("button", name="Set Timezone").click()
    form = dialog(page, "Set Timezone")
    form.get_by_label("Value").fill("Europe/Berlin")
    form.get_by_role("button", name="Set", exact=True).click()
    expect(section(page, "Attributes")).to_contain_text("Europe/Berlin")
    expect(page.get_by_role("button", name="Set Sales region")).to_have_count(0)
    expect(section(page, "Signed in").get_by_role("listitem")).to_have_count(1)
    axe_clean(page, "one's own account")
    eve.call("PATCH", "/api/4.0/users/2", {"first_name": "", "last_name": ""})


@check("keys are made, shown once, and end; connections are tested; settings say where they stand")
def keys_and_connections(ada, eve):
    page = ada.open("/admin/keys")
    page.get_by_role("button", name="Make a key").click()
    form = dialog(page, "Make a key")
    form.get_by_label("Name").fill("Web app")
    form.get_by_role("button", name="Make the key").click()
    made = dialog(page, "Ingestion key “Web app”")
    need(len(made.get_by_label("Ingestion key").input_value()) == 32, "no key")
    made.get_by_role("button", name="I have copied it").click()
    page.get_by_role("button", name="End Web app").click()
    dialog(page, "End Web app").get_by_role("button", name="End the key").click()
    expect(page.get_by_text("There is no key yet.")).to_be_visible()
    axe_clean(page, "keys")
    page = ada.open("/admin/connections")
    page.get_by_role("button", name="Test it").click()
    expect(page.get_by_text("Everything works")).to_be_visible()
    axe_clean(page, "connections")
    page = ada.open("/admin/settings")
    expect(page.get_by_text("sign_in.passwords")).to_be_visible()
    axe_clean(page, "settings")
    for name, value in (("Page to begin on", f"{ada.base}/boards"), ("Whom to ask for access", "Ask in #data.")):
        page.get_by_role("button", name=f"Change: {name}").click()
        dialog(page, name).get_by_role("textbox").fill(value)
        dialog(page, name).get_by_role("button", name="Save").click()
        expect(page.get_by_role("definition").filter(has_text=value.removeprefix(ada.base))).to_be_visible()
    page = eve.open("/")
    expect(page).to_have_url(re.compile("/boards$"))
    page.get_by_role("link", name="Home", exact=True).click()
    expect(page).to_have_url(re.compile("/$"))
    expect(eve.open("/admin/users").get_by_text("Ask in #data.")).to_be_visible()
    ada.call("PATCH", "/api/v1/settings", {"home": None, "contact": None})


@check("an administrator acts as another user, is told so on every page, and comes back")
def acting(ada, eve):
    page = ada.open("/admin/users")
    page.get_by_role("link", name="eve@example.com").first.click()
    page.get_by_role("button", name="Change", exact=True).click()
    page.get_by_role("menuitem", name="Act as this user").click()
    bar = page.get_by_role("status").filter(has_text="You act as eve@example.com")
    expect(bar).to_be_visible()
    expect(page.get_by_role("link", name="Admin", exact=True)).to_have_count(0)
    axe_clean(page, "a page of somebody who acts as another user")
    bar.get_by_role("button", name="Stop acting").click()
    expect(page.get_by_role("heading", name="eve@example.com", level=1)).to_be_visible()
    expect(page.get_by_role("link", name="Admin", exact=True)).to_be_visible()
    expect(bar).to_have_count(0)


@check("titles are mended with one press, doubles go to the trash and come back, use is counted")
def tidying(ada, eve):
    first, second = ada.save_look("all events."), ada.save_look("Copy of all events")
    eve.open(f"/looks/{first}")
    page = ada.open("/admin/tidy?view=duplicates")
    expect(page.get_by_text("2 Looks ask the same")).to_be_visible(timeout=15_000)
    axe_clean(page, "doubled content")
    page.get_by_role("button", name="Move Copy of all events to the trash").or_(page.get_by_role("button", name="Move all events. to the trash")).click()
    expect(page.get_by_role("status").filter(has_text="is in the trash")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("2 Looks ask the same")).to_be_visible(timeout=15_000)
    page = ada.open("/admin/tidy?view=names")
    axe_clean(page, "names")
    page.get_by_role("button", name="Change the title to all events", exact=True).first.click()
    expect(page.get_by_role("status").filter(has_text="1 title is changed.")).to_be_visible()
    page = ada.open("/admin/usage?by=people")
    expect(page.get_by_role("row", name=re.compile("eve@example.com 1 1 "))).to_be_visible()
    axe_clean(page, "usage")
    page = ada.open("/admin/broken")
    expect(page.get_by_text("Everything saved fits the model.")).to_be_visible()


def choose(page, *titles):
    for title in titles:
        page.get_by_role("checkbox", name=f"Choose {title}", exact=True).check()


def told(page, words):
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()


@check("a folder is made, several things are moved into it together, and Undo brings them back")
def folders(ada, eve):
    ada.save_look("First"), ada.save_look("Second")
    page = ada.open("/folders/1")
    axe_clean(page, "a folder")
    page.get_by_role("button", name="New folder").click()
    form = dialog(page, "New folder in Shared")
    form.get_by_label("Name").fill("Reports")
    form.get_by_role("button", name="Make the folder").click()
    expect(page.get_by_role("heading", name="Reports")).to_be_visible()
    expect(page.get_by_text("This folder is empty.")).to_be_visible()
    axe_clean(page, "an empty folder")
    page = ada.open("/folders/1")
    choose(page, "First", "Second")
    axe_clean(page, "a folder with things chosen")
    page.get_by_role("button", name="Move", exact=True).click()
    form = dialog(page, "Move 2 things")
    form.get_by_label("Folder").select_option(label="Shared / Reports")
    form.get_by_role("button", name="Move").click()
    told(page, "2 things are moved.")
    expect(page.get_by_role("row", name=re.compile("^Choose First"))).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name="Second", exact=True)).to_be_visible()
    page.get_by_role("columnheader", name="Changed").get_by_role("button").click()
    need("sort=-changed" in page.url, f"the address is {page.url}")
    choose(page, "Second")
    page.get_by_role("button", name="Rename").click()
    form = dialog(page, "Rename Second")
    form.get_by_label("Name").fill("The second")
    form.get_by_role("button", name="Rename").click()
    told(page, "It is called The second now.")
    choose(page, "The second")
    page.get_by_role("button", name="Rename").click()
    form = dialog(page, "Rename The second")
    form.get_by_label("Name").fill("Second")
    form.get_by_role("button", name="Rename").click()
    told(page, "It is called Second now.")
    page.get_by_label("Search in Shared and below").fill("second")
    expect(page.get_by_role("row")).to_have_count(2)


@check("copies are made; the trash has what was thrown away, restores it, and deletes for good")
def trash(ada, eve):
    page = ada.open("/folders/1?q=first")
    choose(page, "First")
    page.get_by_role("button", name="Copy", exact=True).click()
    form = dialog(page, "Copy First")
    form.get_by_label("Folder").select_option(label="Shared / Reports")
    form.get_by_role("button", name="Copy").click()
    told(page, "1 copy is made.")
    page = ada.open("/folders/1")
    choose(page, "Second", "Reports")
    page.get_by_role("button", name="Move to trash").click()
    told(page, "2 things are in the trash.")
    page = ada.open("/folders/trash")
    axe_clean(page, "the trash")
    choose(page, "Reports")
    page.get_by_role("button", name="Restore").click()
    told(page, "Reports is back.")
    choose(page, "Second")
    page.get_by_role("button", name="Delete for good").click()
    dialog(page, "Delete Second for good").get_by_role("button", name="Delete for good").click()
    told(page, "Second is gone for good.")
    page = ada.open("/folders/1?q=first")
    expect(page.get_by_role("row")).to_have_count(3)


@check("a folder takes its parent's list or one of its own, and who is not on it does not find it")
def access(ada, eve):
    page = ada.open("/folders/1")
    page.get_by_role("navigation", name="Folder tree").get_by_role("link", name="Reports").click()
    ada.settle()
    address = page.url.removeprefix(ada.base)
    eve.open(address)
    expect(eve.page.get_by_role("heading", name="Reports")).to_be_visible()
    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Who sees it").click()
    form = dialog(page, "Who sees Reports")
    expect(form.get_by_role("list", name="Through folders around it")).to_contain_text("All Users may see it from Shared")
    axe_clean(page, "who sees a folder")
    need(page.url.endswith("#access"), f"the address is {page.url}")
    form.get_by_role("checkbox", name="Whoever is on the list of Shared, too").click()
    for group in ["All Users", "Explorers", "Developers"]:
        form.get_by_role("button", name=f"Take {group} off the list").click()
    expect(form.get_by_text("Nobody: only administrators see the folder.")).to_be_visible()
    eve.open(address)
    expect(eve.page.get_by_text("There is no such folder, or you may not see it.")).to_be_visible()
    form.get_by_label("Group or person").select_option(label="eve@example.com")
    form.get_by_role("button", name="Add", exact=True).click()
    form.get_by_label("What eve@example.com may do").select_option(label="may change it")
    eve.open(address)
    expect(eve.page.get_by_role("heading", name="Reports")).to_be_visible()
    form.get_by_role("button", name="Take eve@example.com off the list").click()
    expect(form.get_by_text("Nobody: only administrators see the folder.")).to_be_visible()


@check("a board is made, filled, put in order and shown; what is taken off comes back with Undo")
def boards(ada, eve):
    page = ada.open("/boards")
    expect(page.get_by_text("There is no board yet.")).to_be_visible()
    axe_clean(page, "no board")
    page.get_by_role("button", name="New board").click()
    form = dialog(page, "New board")
    form.get_by_label("Title").fill("Weekly review")
    form.get_by_role("button", name="Make the board").click()
    title = page.get_by_label("Title of section 1")
    title.fill("Usage")
    title.press("Enter")
    for found in ["all events", "Copy of all events"]:
        page.get_by_role("button", name="Add content").click()
        form = dialog(page, "Add to the section")
        form.get_by_label("Search Looks and dashboards").fill(found)
        form.get_by_role("button", name=re.compile(f"^{found}")).first.click()
        expect(form).to_have_count(0)
    page.get_by_role("button", name="Add content").click()
    dialog(page, "Add to the section").get_by_role("button", name="A link instead").click()
    form = dialog(page, "Add a link")
    form.get_by_label("Address").fill("/product/funnel")
    form.get_by_label("Title").fill("Sign-up funnel")
    form.get_by_role("button", name="Add the link").click()
    usage = page.get_by_role("region", name="Usage", exact=True)
    expect(usage.get_by_role("listitem")).to_have_count(3)
    page.get_by_role("button", name="Move Sign-up funnel up").click()
    expect(usage.get_by_role("listitem").nth(1)).to_contain_text("Sign-up funnel")
    axe_clean(page, "a board that is edited")
    page.get_by_role("button", name="Take Sign-up funnel off").click()
    expect(usage.get_by_role("listitem")).to_have_count(2)
    page.get_by_role("button", name="Undo").click()
    expect(usage.get_by_role("listitem").nth(1)).to_contain_text("Sign-up funnel")
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("heading", name="Usage")).to_be_visible()
    page.get_by_role("button", name="Favourite").click()
    axe_clean(page, "a board")
    page = ada.open("/")
    expect(page.get_by_role("region", name="Favourites").get_by_role("link", name="Weekly review")).to_be_visible()
    eve.open("/boards")
    eve.page.get_by_role("link", name="Weekly review").click()
    expect(eve.page.get_by_role("link", name="Sign-up funnel")).to_have_attribute("href", "/product/funnel")
    expect(eve.page.get_by_role("button", name="Edit")).to_have_count(0)


@check("the audit log says in words what was done, and shows the request to those who ask")
def audit(ada, eve):
    page = ada.open("/admin/audit?action=change")
    row = page.locator("tbody tr").filter(has_text="made a group").first
    expect(page.get_by_text("POST /api/4.0/groups")).to_have_count(0)
    row.get_by_role("button", name="Show").click()
    expect(page.get_by_text("POST /api/4.0/groups", exact=True)).to_be_visible()
    axe_clean(page, "the audit log")


@check("the pages of administration, folders and boards fit a narrow screen")
def narrow(ada, eve):
    ada.page.set_viewport_size({"width": 360, "height": 780})
    for path in ["/admin/users", "/admin/users/2", "/admin/roles", "/admin/usage", "/admin/audit", "/folders/1", "/folders/trash", "/boards"]:
        page = ada.open(path)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        need(over <= 0, f"{path} is {over} px too wide")
    ada.page.set_viewport_size({"width": 1280, "height": 900})


@check("the browser had nothing to complain about")
def quiet(ada, eve):
    need(not ada.complaints + eve.complaints, "; ".join((ada.complaints + eve.complaints)[:5]))


def main():
    parser = check.parser(__doc__)
    parser.add_argument("--admin", required=True, metavar="LINK")
    parser.add_argument("--viewer", required=True, metavar="LINK")
    arguments = parser.parse_args()
    base = arguments.base_url.rstrip("/")
    return check.run(
        arguments.only,
        lambda browser: (Person(browser, base, arguments.admin), Person(browser, base, arguments.viewer)))


if __name__ == "__main__":
    sys.exit(main())
