"""The project's files, edited on branches, through the API and in a browser, on a real repository."""

import json
import os
import re
import subprocess

from browser_checks import photographer
from projects import small_project
from server import Server

PINGS = """- look: {id: 1, title: Pings by version, model: telemetry, explore: pings, fields: [pings.version, pings.count], sorts: [pings.version]}
- look: {id: 2, title: Instances, model: telemetry, explore: pings, fields: [pings.instance_count]}
- look: {id: 3, title: Sites, model: telemetry, explore: pings, fields: [pings.site_id, pings.count]}
"""
MODEL = "telemetry.model.lkml"


def git(root, *arguments):
    command = ["git", "-C", str(root), "-c", "user.name=Ops", "-c", "user.email=ops@example.com", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def repository():
    root = small_project(**{"content/looks.yaml": PINGS})
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=begin")
    return root


def send_pings(server):
    for site, version, times in [("a", "5.1.0", 3), ("b", "5.1.0", 1), ("b", "5.2.0", 2)]:
        for _ in range(times):
            status, _, body = server.get(f"/updates?site={site}&version={version}&deployType=server&u=1")
            assert status in (200, 204), body
    server.wait_until_loaded()


class Developer:
    def __init__(self, server, email, role="admin"):
        self.server = server
        self.token = server.login(*server.credentials(email, role))

    def call(self, method, path, body=None):
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        status, _, answer = self.server.request(
            method, "/api/v1/develop" + path, None if body is None else json.dumps(body), headers)
        return status, answer

    def ask(self, method, path, body=None):
        status, answer = self.call(method, path, body)
        assert status < 300, (status, answer)
        return json.loads(answer) if answer else None

    def edit(self, path, change):
        file = self.ask("GET", f"/file?path={path}")
        text = change(file["text"])
        assert text != file["text"]
        return self.ask("PUT", "/file", {"path": path, "text": text, "version": file["version"]})

    def numbers(self):
        status, answer = self.call("GET", "/numbers")
        assert status == 200, answer
        return [json.loads(line) for line in answer.splitlines()]


def test_a_change_is_made_compared_and_deployed(options):
    root = repository()
    with Server(options.program, root) as server:
        send_pings(server)
        ada, bob = Developer(server, "ada@example.com"), Developer(server, "bob@example.com")
        assert ada.ask("GET", "") == {"available": True, "branch": None, "can_deploy": True}
        assert ada.call("GET", "/problems")[0] == 409
        state = ada.ask("POST", "")
        assert state["branch"].startswith("dev/ada") and state["changes"] == [], state
        assert {"path": MODEL, "type": "model"} in ada.ask("GET", "/files")["files"]
        assert ada.ask("GET", "/problems") == {"problems": []}

        # A version is counted by its first two numbers, one measure counts less, and one dimension goes.
        def change(text):
            text = text.replace("sql: ${TABLE}.remote_site_version ;;", "sql: regexp_extract(${TABLE}.remote_site_version, '^\\d+') ;;")
            text = text.replace("measure: instance_count { type: count_distinct", "measure: instance_count { label: \"Sites\" type: count_distinct")
            return text.replace("dimension: site_id { type: string sql: ${TABLE}.remote_site_id ;; }", "dimension: site { type: string sql: ${TABLE}.remote_site_id ;; }").replace("${site_id}", "${site}")

        version = ada.edit(MODEL, change)["version"]
        problems = ada.ask("GET", "/problems")["problems"]
        assert any("pings.site_id" in problem["message"] for problem in problems), problems
        lines = ada.numbers()
        assert len(lines) == 4, lines
        broken, begin, numbers, last = lines
        assert (broken["outcome"], broken["title"]) == ("broken", "Sites") and "site_id" in broken["message"], broken
        assert (begin["queries"], begin["to_run"], begin["same_sql"]) == (3, 1, 1), begin
        assert (numbers["outcome"], numbers["title"], numbers["link"]) == ("numbers", "Pings by version", "/looks/1")
        assert (numbers["changed"], numbers["added"], numbers["removed"]) == (0, 1, 2), numbers
        assert {"before": None, "after": {"pings.version": "5", "pings.count": 6}} in numbers["examples"], numbers
        assert last["outcomes"] == {"broken": 1, "numbers": 1}, last

        # What is served has not changed, and nobody can deploy what breaks.
        token = server.login(*server.credentials("reader@example.com", "viewer"))
        assert server.query(token, {"model": "telemetry", "view": "pings", "fields": ["pings.version"]}) == [
            {"pings.version": "5.1.0"}, {"pings.version": "5.2.0"}]
        assert Developer(server, "reader2@example.com", "viewer").call("GET", "")[0] == 403
        status, answer = ada.call("PUT", "/file", {"path": MODEL, "text": "x", "version": "old"})
        assert status == 409 and json.loads(answer)["code"] == "conflict", answer
        ada.edit(MODEL, lambda text: text.replace("dimension: site {", "dimension: site_id {").replace("${site}", "${site_id}"))
        assert "-  dimension: version" in ada.ask("GET", "/diff")["diff"]
        assert ada.call("POST", "/commit", {"message": " "})[0] == 422
        assert ada.ask("POST", "/commit", {"message": "pings: versions by their first number"})["ahead"] == 1
        ada.edit(MODEL, lambda text: text + "explore: nowhere {}\n")
        status, answer = ada.call("POST", "/deploy")
        assert status == 409 and "nowhere" in json.loads(answer)["message"], answer
        assert ada.ask("POST", "/discard", {"path": MODEL})["changes"][0]["is_committed"]
        bob.ask("POST", "")
        assert ada.ask("POST", "/deploy")["ahead"] == 0
        assert git(root, "log", "-1", "--format=%an %s").strip() == "ada@example.com pings: versions by their first number"

        def served():
            return server.query(token, {"model": "telemetry", "view": "pings", "fields": ["pings.version"]}) == [{"pings.version": "5"}]

        server.wait_until(served, 20, "what was deployed is not served")
        assert bob.ask("GET", "")["behind"] == 1
        assert bob.ask("POST", "/update")["behind"] == 0
        assert version != bob.ask("GET", f"/file?path={MODEL}")["version"]
        log = json.loads(server.request("GET", "/api/v1/audit?limit=50", None, {"Authorization": f"Bearer {ada.token}"})[2])
        assert any(entry["object"] == "project/dev/ada-example-com-1" or entry["object"].startswith("project/dev/") for entry in log["entries"])


def test_files_outside_the_project_stay_out_of_reach(options):
    root = repository()
    (root.parent / "secret.md").write_text("secret")
    with Server(options.program, root) as server:
        ada = Developer(server, "ada@example.com")
        ada.ask("POST", "")
        for path in ["../secret.md", "/etc/passwd", ".git/config", "a/../../secret.md", "soundings.sqlite", "%2e%2e/secret.md"]:
            status, answer = ada.call("GET", f"/file?path={path}")
            assert status in (404, 422) and "secret" not in json.loads(answer).get("text", ""), (path, answer)
            status, answer = ada.call("PUT", "/file", {"path": path, "text": "x", "version": None})
            assert status == 422 or not (root.parent / "secret.md").read_text() == "x", (path, answer)


def test_a_folder_without_git_says_so(options):
    with Server(options.program, small_project()) as server:
        ada = Developer(server, "ada@example.com")
        state = ada.ask("GET", "")
        assert state["available"] is False and "git init" in state["message"], state
        assert ada.call("POST", "")[0] == 409


def test_a_developer_works_in_a_browser(options):
    from playwright.sync_api import expect, sync_playwright

    root = repository()
    with Server(options.program, root) as server, sync_playwright() as playwright:
        send_pings(server)
        server.run("user", "add", "--email", "ada@example.com", "--role", "admin")
        link = server.run("user", "password", "ada@example.com").stdout.split()[-1]
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])
        try:
            page = browser.new_context(viewport={"width": 1360, "height": 860}, reduced_motion="reduce").new_page()
            page.set_default_timeout(15_000)
            shot = photographer(options, page, "develop")

            page.goto(link)

            page.get_by_label("New password").fill("correct horse battery")
            page.get_by_label("The same again").fill("correct horse battery")
            page.get_by_role("button", name="Keep it and sign in").click()
            page.get_by_role("navigation").first.wait_for()
            page.goto(server.url + "/develop")
            page.get_by_role("button", name="Begin my branch").click()
            page.get_by_role("link", name=MODEL).click()
            field = page.get_by_role("textbox", name=MODEL)
            expect(field).to_have_value(re.compile("explore: pings"))
            shot("file")
            text = field.input_value()
            field.fill(text.replace("explore: pings {}", "explore: pings { label: \"Pings\" sql_always_where: ${version} <> '5.2.0' ;; }\nexplore: nowhere {}"))
            expect(page.get_by_text("Not saved")).to_be_visible()
            page.reload()
            expect(page.get_by_text("Not saved")).to_be_visible()
            field.press("Control+s")
            expect(page.get_by_role("list", name="Problems of this file")).to_contain_text("nowhere")
            expect(page.get_by_role("button", name="Deploy")).to_be_disabled()
            shot("problems")
            field.fill(field.input_value().replace("\nexplore: nowhere {}", ""))
            page.get_by_role("button", name="Save").click()
            expect(page.get_by_role("list", name="Problems of this file")).to_have_count(0)
            page.get_by_role("tab", name="Changes (1)").click()
            expect(page.get_by_role("region", name=f"Lines of {MODEL}")).to_contain_text("sql_always_where")
            shot("changes")
            page.get_by_role("tab", name="Numbers").click()
            page.get_by_role("button", name="Compare").click()
            changes = page.get_by_role("list", name="What changes")
            expect(changes).to_contain_text("Pings by version")
            shot("numbers")
            page.get_by_role("button", name="Commit").click()
            page.get_by_label("What changed, and why").fill("pings: without 5.2.0")
            page.get_by_role("dialog").get_by_role("button", name="Commit").click()
            expect(page.get_by_text("everything is committed")).to_be_visible()
            page.get_by_role("button", name="Deploy").click()
            expect(page.get_by_text("Deployed: it is served now.")).to_be_visible()
            assert "without 5.2.0" in git(root, "log", "-1", "--format=%s")
            page.set_viewport_size({"width": 360, "height": 780})
            page.goto(server.url + f"/develop?file={MODEL}")
            expect(page.get_by_role("textbox", name=MODEL)).to_be_visible()
            wide = page.evaluate("[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.tagName + '.' + e.className + ' ' + e.getBoundingClientRect().right).slice(0, 12)")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), wide
            page.emulate_media(color_scheme="dark")
            shot("narrow-dark")
        finally:
            browser.close()


def test_a_branch_answers_its_developer_alone(options):
    root = repository()
    with Server(options.program, root) as server:
        send_pings(server)
        ada, bob = Developer(server, "ada@example.com"), Developer(server, "bob@example.com")
        query = {"model": "telemetry", "view": "pings", "fields": ["pings.version"], "sorts": ["pings.version"]}
        served = [{"pings.version": "5.1.0"}, {"pings.version": "5.2.0"}]

        def looker(who, method, path, body=None):
            headers = {"Authorization": f"Bearer {who.token}", "Content-Type": "application/json"}
            status, _, answer = server.request(method, "/api/4.0" + path, None if body is None else json.dumps(body), headers)
            return status, json.loads(answer) if answer else None

        project = looker(ada, "GET", "/projects")[1][0]["id"]
        branch = f"/projects/{project}/git_branch"
        assert looker(ada, "PUT", branch, {"name": "x"})[0] == 422, "branches are for development mode"
        assert looker(ada, "PATCH", "/session", {"workspace_id": "dev"}) == (
            200, {"workspace_id": "dev", "sudo_user_id": None, "can": {"view": True, "update": True}})
        own = looker(ada, "GET", branch)[1]
        assert own["name"].startswith("dev/ada") and not own["is_production"] and not own["readonly"], own
        assert looker(bob, "GET", branch)[1]["is_production"]
        assert server.query(ada.token, query) == served

        ada.edit(MODEL, lambda text: text.replace("sql: ${TABLE}.remote_site_version ;;", "sql: 'v' || ${TABLE}.remote_site_version ;;"))
        for _ in range(2):
            assert server.query(ada.token, query) == [{"pings.version": "v5.1.0"}, {"pings.version": "v5.2.0"}]
            assert server.query(bob.token, query) == served
        assert looker(ada, "GET", "/looks/1/run/json")[1][0]["pings.version"] == "v5.1.0"

        # A broken branch answers with what is left, says where, and lets go.
        ada.edit(MODEL, lambda text: text + "explore: nowhere {}\n")
        errors = looker(ada, "POST", f"/projects/{project}/validate")[1]["errors"]
        assert [(e["file_path"], e["severity"]) for e in errors] == [(MODEL, "error")] and errors[0]["line_number"] > 1, errors
        assert looker(bob, "POST", f"/projects/{project}/validate")[1]["errors"] == []
        assert server.query(ada.token, query)[0] == {"pings.version": "v5.1.0"}
        assert looker(ada, "PATCH", "/session", {"workspace_id": "production"})[0] == 200
        assert server.query(ada.token, query) == served
        looker(ada, "PATCH", "/session", {"workspace_id": "dev"})
        assert looker(ada, "POST", f"/projects/{project}/reset_to_production")[0] == 204
        assert server.query(ada.token, query) == served

        # Another branch, and deploying it.
        assert looker(ada, "POST", branch, {"name": "short-versions"})[1]["name"] == "short-versions"
        assert looker(ada, "POST", branch, {"name": "short-versions"})[0] == 409
        assert looker(ada, "PUT", branch, {"name": own["name"]})[1]["name"] == own["name"]
        assert looker(ada, "PUT", branch, {"name": "dev/somebody-99"})[0] == 422
        assert looker(ada, "PUT", branch, {"name": "short-versions"})[0] == 200
        names = {b["name"]: b["personal"] for b in looker(ada, "GET", f"/projects/{project}/git_branches")[1]}
        assert names == {"main": False, "short-versions": False, own["name"]: True}, names
        ada.edit(MODEL, lambda text: text.replace("sql: ${TABLE}.remote_site_version ;;", "sql: left(${TABLE}.remote_site_version, 3) ;;"))
        assert looker(ada, "POST", f"/projects/{project}/deploy_to_production")[0] == 422, "nothing is committed"
        ada.ask("POST", "/commit", {"message": "pings: short versions"})
        assert looker(ada, "POST", f"/projects/{project}/deploy_to_production")[0] == 204
        server.wait_until(lambda: server.query(bob.token, query) == [{"pings.version": "5.1"}, {"pings.version": "5.2"}], 20, "what was deployed is not served")

        # Nobody else comes in.
        reader = Developer(server, "reader@example.com", "viewer")
        assert looker(reader, "PATCH", "/session", {"workspace_id": "dev"})[0] == 422
        assert looker(reader, "GET", branch)[0] == 403


def test_a_developer_explores_on_their_branch_in_a_browser(options):
    from playwright.sync_api import expect, sync_playwright

    root = repository()
    with Server(options.program, root) as server, sync_playwright() as playwright:
        send_pings(server)
        link = server.run("user", "add", "--email", "ada@example.com", "--role", "admin").stdout.split()[-1]
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])
        try:
            context = browser.new_context(viewport={"width": 1360, "height": 860}, reduced_motion="reduce")
            page = context.new_page()
            page.set_default_timeout(15_000)

            shot = photographer(options, page, "development-mode")

            def save(change):
                field = page.get_by_role("textbox", name=MODEL)
                expect(field).to_have_value(re.compile("explore: pings"))
                field.fill(change(field.input_value()))
                field.press("Control+s")
                expect(page.get_by_text("Saved", exact=True)).to_be_visible()

            page.goto(link)
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_url(server.url + "/")
            bar = page.get_by_role("region", name="Development mode")
            expect(bar).to_have_count(0)
            page.goto(server.url + "/develop")
            page.get_by_role("button", name="Begin my branch").click()
            page.get_by_role("link", name=MODEL).click()
            save(lambda text: text.replace("sql: ${TABLE}.remote_site_version ;;", "sql: 'v' || ${TABLE}.remote_site_version ;;"))

            # From the file to its explore, and the Look of the same explore.
            page.get_by_role("button", name="Explore", exact=True).click()
            page.get_by_role("menuitem", name="Pings").click()
            page.wait_for_url(re.compile("/explore/telemetry/pings"))
            expect(bar).to_contain_text("dev/ada")
            other = context.new_page()
            other.goto(server.url + "/looks/1")
            expect(other.get_by_role("main")).to_contain_text("v5.1.0")
            page.goto(server.url + "/looks/1")
            expect(page.get_by_role("main")).to_contain_text("v5.1.0")
            shot("look")

            # A broken branch says where, in the bar of every page.
            page.goto(server.url + f"/develop?file={MODEL}")
            save(lambda text: text + "explore: nowhere {}\n")
            expect(bar).to_contain_text("1 error")
            page.goto(server.url + "/looks/1")
            expect(bar.get_by_role("link", name=re.compile(re.escape(MODEL)))).to_be_visible()
            expect(page.get_by_role("main")).to_contain_text("v5.1.0")
            page.emulate_media(color_scheme="dark")
            shot("broken")
            page.set_viewport_size({"width": 360, "height": 760})
            assert page.evaluate("document.documentElement.scrollWidth <= 360")
            shot("narrow")

            # One press leads back, in every window.
            bar.get_by_role("button", name="Back to production").click()
            expect(bar).to_have_count(0)
            expect(page.get_by_role("main")).not_to_contain_text("v5.1.0")
            expect(other.get_by_role("main")).not_to_contain_text("v5.1.0")
            expect(other.get_by_role("main")).to_contain_text("5.1.0")
        finally:
            browser.close()


def test_an_open_file_is_read_again_when_the_branch_takes_what_others_deployed(options):
    from playwright.sync_api import expect, sync_playwright

    with Server(options.program, repository()) as server, sync_playwright() as playwright:
        send_pings(server)
        link = server.run("user", "add", "--email", "ada@example.com", "--role", "admin").stdout.split()[-1]
        bob = Developer(server, "bob@example.com")
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])
        try:
            page = browser.new_page()
            page.set_default_timeout(15_000)
            page.goto(link)
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_url(server.url + "/")
            page.goto(server.url + "/develop")
            page.get_by_role("button", name="Begin my branch").click()
            bob.ask("POST", "")
            bob.edit(MODEL, lambda text: text + "# by Bob\n")
            bob.ask("POST", "/commit", {"message": "a word"})
            bob.ask("POST", "/deploy")
            page.goto(server.url + f"/develop?file={MODEL}")
            field = page.get_by_role("textbox", name=MODEL)
            expect(field).not_to_have_value(re.compile("by Bob"))
            page.get_by_role("button", name="Update", exact=True).click()
            expect(field).to_have_value(re.compile("by Bob"))
            field.fill(field.input_value() + "# and by Ada\n")
            field.press("Control+s")
            expect(page.get_by_text("Saved", exact=True)).to_be_visible()
        finally:
            browser.close()
