"""The commands, as a person at a shell uses them."""

import csv
import io
import json
import subprocess

from projects import small_project
from server import Server


def run(options, *arguments):
    return subprocess.run([options.program, *map(str, arguments)], capture_output=True, text=True, timeout=60)


def test_help_names_every_command(options):
    output = run(options, "--help").stdout
    for command in ["serve", "demo", "validate", "query", "user", "key", "doctor"]:
        assert command in output, (command, output)


def test_validate_reports_all_problems_at_once_with_their_places(options):
    project = small_project(
        **{
            "broken.view.lkml": (
                "view: broken {\n  dimension: a {\n    type: nmber\n  }\n  measure: m { sql: ${b} ;; }\n"
            ),
            "other.model.lkml": 'connection: "warehouse"\ninclude: "nowhere.view"\nexplore: missing {}\n',
        }
    )
    done = run(options, "validate", project, "--format", "json")
    assert done.returncode != 0, done
    problems = json.loads(done.stdout)["problems"]
    assert all({"code", "file", "line", "column", "message", "suggestion"} <= p.keys() for p in problems), problems
    files = {p["file"] for p in problems}
    assert {"broken.view.lkml", "other.model.lkml"} <= files, problems
    assert any("syntax" in p["code"] and p["file"] == "broken.view.lkml" for p in problems), problems
    text = run(options, "validate", project)
    assert "other.model.lkml:2:" in text.stdout + text.stderr, text


def test_validate_is_content_with_a_good_project(options):
    done = run(options, "validate", small_project(), "--format", "json")
    assert done.returncode == 0 and json.loads(done.stdout)["problems"] == [], done


def test_query_prints_a_table_csv_and_json(options):
    with Server(options.program, small_project()) as server:
        key = server.key()
        events = [
            {"event_type": name, "user_id": "somebody", "insert_id": f"{name}{n}", "revenue": 10.5}
            for name, count in [("view", 3), ("buy", 2)]
            for n in range(count)
        ]
        assert server.request("POST", "/2/httpapi", {"api_key": key, "events": events})[0] == 200
        server.wait_until_loaded()
        server.stop()
        query = [
            "query", server.project, "--model", "telemetry", "--explore", "events", "--fields",
            "event_types.name,events.count,events.revenue", "--sorts", "events.count desc",
        ]
        rows = json.loads(server.run(*query, "--format", "json").stdout)
        assert rows == [
            {"event_types.name": "view", "events.count": 3, "events.revenue": 31.5},
            {"event_types.name": "buy", "events.count": 2, "events.revenue": 21.0},
        ], rows
        lines = list(csv.reader(io.StringIO(server.run(*query, "--format", "csv").stdout)))
        assert lines[0] == ["Event Types Name", "Events Count", "Events Revenue"], lines
        assert lines[1][:2] == ["view", "3"], lines
        unlimited = server.run(*query, "--limit", "-1", "--format", "json").stdout
        assert json.loads(unlimited) == rows, unlimited
        one = server.run(*query, "--limit", "1", "--filter", "event_types.name=buy", "--format", "json").stdout
        assert json.loads(one) == rows[1:], one
        table = server.run(*query).stdout
        assert "view" in table and "$31.50" in table, table
        wrong = server.run(
            "query", server.project, "--model", "telemetry", "--explore", "events", "--fields", "events.cuont",
            check=False,
        )
        assert wrong.returncode != 0 and "events.count" in wrong.stderr, wrong


def test_serve_requires_sign_in_and_starts_empty(options):
    with Server(options.program, small_project()) as server:
        assert server.request("GET", "/api/4.0/user")[0] == 401
        assert server.request("GET", "/api/4.0/lookml_models")[0] == 401
        assert server.request("POST", "/api/4.0/queries/run/json", {})[0] == 401
        assert server.request("GET", "/api/v1/session")[0] == 401
        link = server.run("user", "add", "--email", "first@example.com", "--role", "admin").stdout
        assert server.url + "/sign-in/" in link, link
        token = link.split("/sign-in/")[1].split()[0]
        status, headers, _ = server.request(
            "POST", "/api/v1/session", {"token": token}, {"X-Soundings-Request": "1"}
        )
        assert status == 200, status
        cookie = headers["set-cookie"].split(";")[0]
        assert server.get("/api/v1/session", {"Cookie": cookie})[0] == 200
        again = server.request("POST", "/api/v1/session", {"token": token}, {"X-Soundings-Request": "1"})
        assert again[0] in (401, 403, 404), again
        forged = server.request("POST", "/api/4.0/queries/run/json", {}, {"Cookie": cookie})
        assert forged[0] == 403, forged


def test_query_leaves_a_held_state_directory_to_its_server(options):
    with Server(options.program, small_project()) as server:
        done = server.run(
            "query", server.project, "--model", "telemetry", "--explore", "events", "--fields", "events.count",
            check=False,
        )
        assert done.returncode != 0 and server.state in done.stderr and "credentials" in done.stderr, done


def test_health_and_metrics(options):
    with Server(options.program, small_project()) as server:
        assert server.get("/healthz")[0] == 200
        status, headers, body = server.get("/metrics")
        assert status == 200 and headers["content-type"].startswith("text/plain"), headers
        assert "soundings_queue_waiting" in server.metrics(), body


def test_doctor_says_what_it_looked_at(options):
    server = Server(options.program, small_project())
    output = server.run("doctor", server.project).stdout
    for word in ["DuckDB", "queue", "project"]:
        assert word.lower() in output.lower(), output


def test_a_broken_reload_keeps_the_last_good_model(options):
    project = small_project()
    with Server(options.program, project) as server:
        token = server.login(*server.credentials())
        query = {"model": "telemetry", "view": "events", "fields": ["events.count"]}
        assert server.query(token, query) == [{"events.count": 0}]
        model = project / "telemetry.model.lkml"
        good = model.read_text()
        model.write_text(good + "\nexplore: broken { join: nothing {")
        server.wait_for_output("syntax")
        assert "telemetry.model.lkml" in server.output(), server.output()
        assert server.query(token, query) == [{"events.count": 0}]
        labelled = 'measure: count { type: count label: "All" }'
        model.write_text(good.replace("measure: count { type: count }", labelled, 1))
        server.wait_until(
            lambda: server.query(token, query, "json_label") == [{"Events All": 0}], 20,
            "the mended model was not taken up",
        )
