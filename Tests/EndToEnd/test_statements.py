"""Saved statements of the SQL page: kept on the server, seen with their folder by those who may run SQL."""

import json

from projects import EVENTS_MODEL, small_project
from server import Server
from test_rights import Client

PATH = "/api/v1/sql"


def change(client, statement, body, version=None):
    headers = {"Authorization": "Bearer " + client.token, "Content-Type": "application/json"}
    if version is not None:
        headers["If-Match"] = f'"{version}"'
    status, _, answer = client.server.request("PATCH", statement["url"].replace("/sql/", PATH + "/"), body, headers)
    return status, json.loads(answer)


def titles(client):
    return [each["title"] for each in client.made("GET", PATH)["statements"]]


def test_a_statement_is_saved_shared_by_its_folder_changed_and_had_back(options):
    with Server(options.program, small_project(**{"telemetry.model.lkml": EVENTS_MODEL})) as server:
        ada, bob = Client(server, "ada@example.com", "developer"), Client(server, "bob@example.com", "developer")
        viewer = Client(server, "vic@example.com", "explorer")
        made = ada.made("POST", PATH, {
            "title": " Events by type ", "description": "Weekly", "connection": "warehouse",
            "sql": "SELECT {{ kind }} AS kind, 1 AS n", "values": {"kind": ["click"]}, "chart": {"view": "chart", "y": "n"}})
        assert (made["title"], made["version"], made["url"]) == ("Events by type", 1, f"/sql/{made['id']}"), made
        assert made["values"] == {"kind": ["click"]} and made["chart"] == {"view": "chart", "y": "n"}
        path = f"{PATH}/{made['id']}"

        # It lies in Ada's own folder, which nobody else looks into, until she moves it.
        assert titles(ada) == ["Events by type"] and titles(bob) == [] and bob.call("GET", path)[0] == 404
        assert change(ada, made, {"folder_id": "1"})[0] == 200
        shown = bob.made("GET", path)
        assert shown["sql"] == made["sql"] and shown["user_name"] == made["user_name"] and shown["version"] == 2
        assert viewer.call("GET", PATH)[0] == 403 and viewer.call("GET", path)[0] == 403
        assert viewer.call("POST", PATH, {"title": "x", "connection": "warehouse", "sql": "SELECT 1"})[0] == 403

        # Who may run SQL finds it by its text as well; others don't.
        def found(client):
            return [each["url"] for each in client.made("GET", "/api/v1/search?q=weekly&types=content")["content"]]

        assert found(bob) == [made["url"]] and found(viewer) == []

        # Running takes the text to the SQL Runner, under the reader's own rights.
        slug = bob.made("POST", "sql_queries", {"connection_name": "warehouse", "sql": "SELECT $kind AS kind, 1 AS n"})["slug"]
        assert bob.made("POST", f"sql_queries/{slug}/run/json", {"parameters": shown["values"] and {"kind": "click"}})

        assert change(bob, made, {"sql": "SELECT 2 AS n"}, version=2)[0] == 200
        newest = ada.made("GET", path)["version"]
        status, refusal = change(ada, made, {"sql": "SELECT 3"}, version=1)
        assert status == 412 and refusal["code"] == "conflict" and refusal["version"] == newest, refusal
        status, refusal = ada.call("POST", PATH, {"title": "events by type", "folder_id": "1", "connection": "warehouse", "sql": "SELECT 1"})
        assert status == 422 and refusal["errors"][0]["field"] == "title", refusal
        status, refusal = ada.call("POST", PATH, {"title": "Bad", "connection": "warehouse", "sql": " ", "values": {"kind": "click"}})
        assert status == 422, refusal

        assert bob.call("PUT", path + "/favorite")[0] == 204 and bob.made("GET", path)["favorite"] is True
        assert bob.call("DELETE", path + "/favorite")[0] == 204 and bob.made("GET", path)["favorite"] is False

        assert ada.call("DELETE", path)[0] == 204 and titles(ada) == [] and found(ada) == []
        assert [each["id"] for each in ada.made("GET", "/api/v1/content/trash")["statements"]] == [made["id"]]
        assert ada.made("POST", path + "/restore", {})["deleted"] is False and titles(ada) == ["Events by type"]
        assert ada.call("DELETE", f"/api/v1/content/trash/statements/{made['id']}")[0] == 422
        assert ada.call("DELETE", path)[0] == 204
        assert ada.call("DELETE", f"/api/v1/content/trash/statements/{made['id']}")[0] == 204
        assert ada.call("GET", path)[0] == 404
