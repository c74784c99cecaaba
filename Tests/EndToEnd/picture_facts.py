"""What the pictured server has: things that only people make are made here, the others are looked up."""

import datetime
import json
import pathlib
from urllib.parse import quote

CHANGED = "models/cdnow.model.lkml"


def facts(call, state):
    """What fills the addresses of the pages. What was made for an earlier round is still in the server's state directory."""
    kept = pathlib.Path(state) / "pictured.json"
    if kept.exists():
        made = json.loads(kept.read_text())
    else:
        made = {**boards(call), **administration(call), **statements(call)}
        kept.write_text(json.dumps(made))
    return {**made, **found(call)}


def boards(call):
    board = call("POST", "/api/4.0/boards", {"title": "Monday", "description": "What we look at together."})
    for title, items in (("Company", [{"dashboard_id": "1500"}, {"look_id": "1521"}]), ("Search", [{"dashboard_id": "424"}])):
        section = call("POST", "/api/4.0/board_sections", {"board_id": board["id"], "title": title})
        for item in items:
            call("POST", "/api/4.0/board_items", {"board_section_id": section["id"], **item})
    product = call("POST", "/api/4.0/dashboards", {"title": "People and search", "folder_id": "1"})["id"]
    for number in (30, 31, 32, 34, 36):
        call("POST", "/api/4.0/dashboard_elements", {
            "dashboard_id": product, "type": "extension", "extension_id": "soundings::chart",
            "rich_content_json": json.dumps({"chart": str(number)})})
    copy = call("POST", "/api/4.0/dashboards", {"title": "Notes", "folder_id": "1"})["id"]
    for title in ("How to read this", "Whom to ask"):
        call("POST", "/api/4.0/dashboard_elements", {
            "dashboard_id": copy, "type": "text", "title_text": title, "body_text": "Green is **75** and more."})
    return {"board": board["id"], "product_board": product, "copy": copy}


def administration(call):
    group = call("POST", "/api/4.0/groups", {"name": "Customer success"})["id"]
    user = call("POST", "/api/4.0/users", {"first_name": "Eve", "last_name": "Okafor", "email": "eve@example.com"})
    call("POST", f"/api/4.0/groups/{group}/users", {"user_id": user["id"]})
    attribute = call("POST", "/api/4.0/user_attributes", {"name": "region", "label": "Region", "type": "string"})["id"]
    call("POST", "/api/v1/keys", {"kind": "ingestion", "name": "web app"})
    call("POST", "/api/v1/keys", {"kind": "secret", "name": "nightly report"})
    today = datetime.datetime.now(datetime.timezone.utc).date()
    for days, label, kind in ((9, "5.14.1 is out", "release"), (20, "Sign-in fails for some", "incident"), (33, "New prices", "note")):
        call("POST", "/api/v1/annotations", {"label": label, "start": str(today - datetime.timedelta(days)), "kind": kind})
    return {"group": group, "user": user["id"], "attribute": attribute}


def statements(call):
    def stored(sql):
        return call("POST", "/api/4.0/sql_queries", {"connection_name": "warehouse", "sql": sql})["slug"]

    return {
        "sql": stored("SELECT name AS type, count(*) AS events, count(DISTINCT uid) AS people\nFROM main.events\nJOIN main.event_types USING (ev)\nGROUP BY 1\nORDER BY 2 DESC"),
        "wrong_sql": stored("SELECT nmae, count(*)\nFROM main.event_types\nGROUP BY 1"),
    }


def found(call):
    runs = call("GET", "/api/v1/pipelines/runs?limit=1")
    people = call("GET", "/api/v1/people?q=" + quote("a"))
    branch(call)
    return {
        "run": first(runs, "runs", "id"),
        "person": first(people, "people", "uid", "id"),
        "person_word": "a",
        "account": account(call),
        "instance": instance(call),
        "metric": first(call("GET", "/api/v1/metrics"), "metrics", "name"),
        "file": quote(CHANGED),
    }


def branch(call):
    """A branch with a change; the project is another one in each round."""
    call("POST", "/api/v1/develop")
    file = call("GET", f"/api/v1/develop/file?path={quote(CHANGED)}")
    call("PUT", "/api/v1/develop/file", {"path": CHANGED, "text": file["text"] + "\n# Seen by nobody else.\n", "version": file["version"]})


def first(answer, part, *names):
    """The first of these names that the first thing of a list has; "unknown" where there is none, whose picture shows that."""
    things = answer.get(part) or [{}]
    return quote(str(next((things[0][name] for name in names if name in things[0]), "unknown")), safe="")


def account(call):
    return first(call("GET", "/api/v1/accounts?limit=1"), "accounts", "name")


def instance(call):
    rows = call("POST", "/api/4.0/queries/run/json", {
        "model": "telemetry", "view": "instances", "fields": ["instance.site_id"], "sorts": ["instance.site_id"], "limit": "1"})
    return quote(str(rows[0]["instance.site_id"]), safe="") if rows else "unknown"
