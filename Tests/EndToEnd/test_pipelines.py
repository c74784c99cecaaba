"""Plans and backfills of the demo's models, by command and through the API."""

import json
import re

from demo import running_demo
from server import ROOT


def dashboards_with(explore):
    """The numbers and titles of the demo's dashboards with a tile on an explore, as their files say."""
    found = {}
    for path in sorted((ROOT / "demo" / "content" / "dashboards").glob("*.yaml")):
        text = path.read_text()
        number, title = re.search(r"(?m)^dashboard: (\S+)$", text), re.search(r"(?m)^title: (.+)$", text)
        if number and title and re.search(rf"(?m)^\s+explore: {explore}$", text):
            found[f"dashboard:{number[1]}"] = title[1]
    return found


def test_a_plan_names_what_shows_a_table(options):
    with running_demo(options) as server:
        expected = dashboards_with("tickets")
        assert expected
        done = server.run("plan", "--force", "ticket", "--format", "json")
        dependents = json.loads(done.stdout)["builds"][0]["dependents"]
        dashboards = {entry["name"]: entry["title"] for entry in dependents if entry["kind"] == "dashboard"}
        assert dashboards.items() >= expected.items(), (dashboards, expected)
        fields = {entry["name"] for entry in dependents if entry["kind"] == "field"}
        assert "tickets.ticket.subject" in fields, sorted(fields)[:20]
        text = server.run("plan", "--force", "ticket").stdout
        assert re.search(r"shown by: .+\(dashboard:\w+\), .*and \d+ more \(", text), text

        token = server.login(*server.credentials())
        headers = {"Authorization": f"Bearer {token}"}
        status, _, body = server.get("/api/v1/pipelines/plan?select=ticket&force=true", headers)
        assert status == 200, body
        assert json.loads(body)["builds"][0]["dependents"] == dependents

        # Content in folders that somebody does not see is not named to them.
        admin = {**headers, "Content-Type": "application/json"}
        personal = json.loads(server.get("/api/4.0/user", headers)[2])["personal_folder_id"]
        query = {"model": "telemetry", "view": "tickets", "fields": ["ticket.subject"]}
        query = json.loads(server.request("POST", "/api/4.0/queries", query, admin)[2])
        look = {"title": "Nobody else's", "query_id": query["id"], "folder_id": personal}
        status, _, look = server.request("POST", "/api/4.0/looks", look, admin)
        assert status == 200, look
        other = {"Authorization": f"Bearer {server.login(*server.credentials('dev@example.com', 'developer'))}"}
        for asker, sees in [(headers, True), (other, False)]:
            body = server.get("/api/v1/pipelines/plan?select=ticket&force=true", asker)[2].decode()
            assert ("Nobody else's" in body) is sees and "tickets.ticket.subject" in body, body[:2000]
        state = server.state
    # The same without a server, from the files alone.
    done = server.run("plan", "--force", "ticket", "--format", "json", "--project", server.project)
    assert server.state == state
    offline = json.loads(done.stdout)["builds"][0]["dependents"]
    assert {entry["name"] for entry in offline} >= set(expected), offline[:5]


def test_backfills_are_ordered_by_command_and_api(options):
    with running_demo(options) as server:
        token = server.login(*server.credentials("filler@example.com"))
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

        def ask(method, path, body=None):
            status, _, answer = server.request(method, "/api/v1/pipelines/" + path, body, headers)
            return status, json.loads(answer) if answer else None

        status, begun = ask("POST", "backfills", {"select": "ticket", "note": "late rows"})
        assert status == 202, begun
        server.wait_until(
            lambda: ask("GET", "backfills")[1]["backfills"][0]["state"] == "done", 60, "the backfill did not end")
        status, refused = ask("POST", f"backfills/{begun['id']}/pause")
        assert status in (400, 422), (status, refused)
        assert ask("POST", "backfills", {"select": "no_such_model"})[0] in (400, 422)
        done = server.run("backfill", "ticket", "--from", "2026-01-01")
        assert re.search(r"Backfill done: all 1, 1 piece built\.", done.stdout), done.stdout
        listed = server.run("backfill", "ls").stdout
        assert begun["id"][:8] in listed and listed.count("done: all 1") == 2, listed
        assert server.run("backfill", "pause", begun["id"], check=False).returncode == 1


# Whichever is the first loads the demo.
test_a_plan_names_what_shows_a_table.seconds = 600
test_backfills_are_ordered_by_command_and_api.seconds = 600
