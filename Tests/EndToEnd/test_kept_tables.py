"""Derived tables that are kept, datagroups, and results that are used again, through the API."""

import time

from projects import small_project
from server import Server

MODEL = """
connection: "warehouse"
datagroup: loaded { sql_trigger: SELECT COUNT(*) FROM main.events ;; max_cache_age: "24 hours" }
view: events {
  sql_table_name: main.events ;;
  dimension: insert_id { primary_key: yes }
  dimension: user_id {}
  measure: count { type: count }
}
view: activity {
  derived_table: {
    sql: SELECT user_id, COUNT(*) AS n FROM main.events GROUP BY 1 ;;
    datagroup_trigger: loaded
  }
  dimension: user_id {}
  measure: events { type: sum sql: ${TABLE}.n ;; }
}
view: short {
  derived_table: { sql: SELECT user_id FROM main.events ;; persist_for: "1 hour" }
  dimension: user_id {}
  measure: count { type: count }
}
explore: events { persist_for: "1 hour" }
explore: activity { persist_with: loaded }
explore: short {}
"""
SETTINGS = "name: kept\nwarehouse:\n  trigger_seconds: 1\n"
COUNT = {"model": "kept", "view": "events", "fields": ["events.count"]}
ACTIVITY = {"model": "kept", "view": "activity", "fields": ["activity.events"]}
SHORT = {"model": "kept", "view": "short", "fields": ["short.count"]}
READ = "was built before; it is read."
COMPUTED = "is not built yet, so it is computed in this query."


def send(server, key, numbers):
    events = [
        {"event_type": "seen", "user_id": f"user-{number % 3}", "insert_id": f"kept-{number}", "time": 1_700_000_000_000}
        for number in numbers
    ]
    status, _, body = server.request(
        "POST", "/2/httpapi", {"api_key": key, "events": events}, {"Content-Type": "application/json"})
    assert status == 200, body
    server.wait_until_loaded()


def detail(server, token, query, parameters=""):
    answer = server.query(token, query, "json_detail" + parameters)
    name = query["fields"][0]
    return answer["data"][0][name]["value"], answer


def wait_for(condition, complaint, seconds=30):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = condition()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(complaint)


def patch(server, token, path, body):
    import json

    status, _, answer = server.request(
        "PATCH", "/api/4.0/" + path, body,
        {"Authorization": f"Bearer {token}", "Content-Type": "application/json"})
    return status, json.loads(answer)


def test_a_kept_table_is_built_read_and_built_anew(options):
    project = small_project(SETTINGS, **{"kept.model.lkml": MODEL})
    with Server(options.program, project) as server:
        token = server.login(*server.credentials())
        key = server.key()
        send(server, key, range(10))

        def reads():
            value, answer = detail(server, token, ACTIVITY)
            assert any("`activity`" in sentence for sentence in answer["explanation"]), answer["explanation"]
            return value == 10 and any(READ in sentence for sentence in answer["explanation"]) and answer

        answer = wait_for(reads, "the table was not read")
        assert "scratch." in answer["sql"] and "GROUP BY 1" not in answer["sql"], answer["sql"]

        send(server, key, range(10, 14))
        wait_for(lambda: detail(server, token, ACTIVITY)[0] == 14, "the table was not built anew")

        # The first query computes what is built on demand.
        value, answer = detail(server, token, SHORT)
        assert value == 14 and any(COMPUTED in sentence for sentence in answer["explanation"])
        wait_for(
            lambda: any(READ in sentence for sentence in detail(server, token, SHORT)[1]["explanation"]),
            "the table was not built on demand")

        groups = server.api(token, "datagroups")
        assert [(g["name"], g["model_name"], g["trigger_value"]) for g in groups] == [("loaded", "kept", "14")], groups
        assert server.api(token, f"datagroups/{groups[0]['id']}")["trigger_error"] is None
        built = server.output().count("Built the table `kept.activity`")
        status, changed = patch(server, token, f"datagroups/{groups[0]['id']}", {"triggered_at": int(time.time())})
        assert status == 200 and changed["triggered_at"] >= groups[0]["triggered_at"], changed
        wait_for(
            lambda: server.output().count("Built the table `kept.activity`") > built, "the trigger had no effect")
        assert patch(server, token, "datagroups/99", {})[0] == 404
        assert patch(server, token, f"datagroups/{groups[0]['id']}", {"triggered_at": "soon"})[0] == 422

        # Killed in the middle of whatever it does: the next start reads what was built and builds nothing anew.
        server.kill()
        built = server.output().count("Built the table `kept.activity`")
        server.start()
        value, answer = detail(server, token, ACTIVITY)
        assert value == 14 and any(READ in sentence for sentence in answer["explanation"]), answer["explanation"]
        time.sleep(3)
        assert server.output().count("Built the table `kept.activity`") == built, server.output()


def test_a_result_is_used_again_until_its_data_changes(options):
    project = small_project(SETTINGS, **{"kept.model.lkml": MODEL})
    with Server(options.program, project) as server:
        token = server.login(*server.credentials())
        key = server.key()
        send(server, key, range(10))
        value, first = detail(server, token, COUNT)
        assert value == 10 and first["from_cache"] is False
        value, again = detail(server, token, COUNT)
        assert value == 10 and again["from_cache"] is True and again["expired"] is False
        assert again["ran_at"] == first["ran_at"] or again["ran_at"] < first["ran_at"], (first["ran_at"], again["ran_at"])
        assert detail(server, token, COUNT, "?cache=false")[1]["from_cache"] is False
        # Whoever sends an event sees it in the next answer.
        for number in range(10, 15):
            send(server, key, [number])
            value, answer = detail(server, token, COUNT)
            assert value == number + 1 and answer["from_cache"] is False, (value, answer["from_cache"])
        send(server, key, [15])
        value, old = detail(server, token, COUNT, "?cache_only=true")
        assert value == 15 and old["from_cache"] is True and old["expired"] is True
        other = dict(COUNT, filters={"events.user_id": "user-1"})
        status, _, body = server.request(
            "POST", "/api/4.0/queries/run/json_detail?cache_only=true", other,
            {"Authorization": f"Bearer {token}", "Content-Type": "application/json"})
        assert status == 404 and b"no kept result" in body, body
