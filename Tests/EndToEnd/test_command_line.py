"""The commands, as a person at a shell uses them."""

import csv
import io
import json
import pathlib
import re
import subprocess
import tempfile

from projects import small_project
from server import ROOT, Server


def run(options, *arguments):
    return subprocess.run([options.program, *map(str, arguments)], capture_output=True, text=True, timeout=60)


def test_help_names_every_command(options):
    output = run(options, "--help").stdout
    for command in ["init", "serve", "demo", "validate", "lookml", "query", "user", "key", "doctor"]:
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
    assert {p["severity"] for p in problems} <= {"error", "warning"}, problems
    assert any("syntax" in p["code"] and p["file"] == "broken.view.lkml" for p in problems), problems
    text = run(options, "validate", project)
    assert "other.model.lkml:2:" in text.stdout + text.stderr, text


def test_validate_is_content_with_a_good_project(options):
    done = run(options, "validate", small_project(), "--format", "json")
    assert done.returncode == 0 and json.loads(done.stdout)["problems"] == [], done


def test_init_makes_a_project_that_runs_before_any_data_arrived(options):
    """All of the demo but its data: it is clean, all its models run on empty tables, and its reports are empty."""
    with tempfile.TemporaryDirectory() as parent:
        folder = pathlib.Path(parent) / "new"
        done = run(options, "init", "--template", "telemetry", folder)
        assert done.returncode == 0 and str(folder) in done.stdout, done
        files = {str(file.relative_to(folder)): file.read_text() for file in folder.rglob("*") if file.is_file()}
        assert len(files) > 200 and "soundings.yaml" in files and "models/telemetry.model.lkml" in files, sorted(files)
        demo = ROOT / "demo"
        for path, text in files.items():
            assert "cdnow" not in text and "clickstream" not in text and "demo:" not in text, path
            # What a dashboard shows first is no company of the demo's.
            assert not re.search(r"default_value: [A-Z]\w+ [A-Z]", text), path
            original = (demo / path).read_text() if (demo / path).exists() else text
            assert text == original or "demo:" in original, f"{path} is not the demo's"
        sheets = [path for path in files if path.endswith((".csv", ".json", ".parquet"))]
        assert not sheets, sheets
        checked = run(options, "validate", folder, "--format", "json")
        assert checked.returncode == 0 and json.loads(checked.stdout)["problems"] == [], checked

        again = run(options, "init", "--template", "telemetry", folder)
        assert again.returncode == 1 and "already" in again.stderr, again
        assert {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()} == set(files)
        with Server(options.program, folder) as server:
            metrics = server.wait_for_pipelines()
            assert metrics["soundings_pipeline_failures_total"] == 0, server.output()
            assert " error " not in server.output(), server.output()
            token = server.login(*server.credentials())
            query = {
                "model": "telemetry", "view": "instance_months",
                "fields": ["instance.instance_type", "instance_month.mau"],
            }
            assert server.query(token, query) == []
            titles = {look["title"] for look in server.api(token, "looks")}
            assert "DAU/MAU" in titles, titles


def test_init_says_what_is_missing_or_in_the_way(options):
    with tempfile.TemporaryDirectory() as parent:
        file = pathlib.Path(parent) / "file"
        file.write_text("mine")
        done = run(options, "init", "--template", "telemetry", file)
        assert done.returncode == 1 and "is a file" in done.stderr and file.read_text() == "mine", done
        folder = pathlib.Path(parent) / "folder"
        done = run(options, "init", folder)
        assert done.returncode == 64 and "--template" in done.stderr, done
        done = run(options, "init", "--template", "telemetri", folder)
        assert done.returncode == 64 and "telemetry" in done.stderr and not folder.exists(), done


def test_validate_takes_no_address(options):
    for option in ["--host", "--port"]:
        assert run(options, "validate", small_project(), option, "1").returncode == 64
    assert "severity" in run(options, "validate", "--help").stdout


LOOK = "model: telemetry, explore: events, fields: [events.count]"


def test_validate_reports_what_is_wrong_with_content(options):
    project = small_project(
        **{
            "content/a.yaml": "- look: {id: 1, slug: one, title: A, folder: 99, " + LOOK + "}\n"
            "- look: {id: 2, slug: one, title: B, " + LOOK + "}\n"
            "- look: {id: 3, title: C, model: telemetry, explore: events, limit: x, query_timezone: Mars}\n"
            "- look: {id: 4, title: D, " + LOOK + ", filters: {events.event_date: bananas}}\n"
            "- folder: {id: 10, name: A, parent: 11}\n- folder: {id: 11, name: B, parent: 10}\n",
        }
    )
    (project / "content/latin.yaml").write_bytes(b"look: {id: 5,\n  title: caf\xe9}\n")
    (project / "content/large.yaml").write_text("#" * (4 << 20) + "#\n")
    done = run(options, "validate", project, "--format", "json")
    assert done.returncode == 1, done
    found = {(p["file"], p["line"], p["code"], p["severity"]) for p in json.loads(done.stdout)["problems"]}
    assert found >= {
        ("content/a.yaml", 1, "unknown-folder", "error"),
        ("content/a.yaml", 2, "duplicate-id", "error"),
        ("content/a.yaml", 3, "no-fields", "error"),
        ("content/a.yaml", 3, "bad-limit", "error"),
        ("content/a.yaml", 3, "bad-timezone", "error"),
        ("content/a.yaml", 4, "bad-filter", "error"),
        ("content/latin.yaml", 2, "syntax-encoding", "error"),
        ("content/large.yaml", 1, "syntax-yaml-size", "error"),
    }, found
    assert any(code == "folder-cycle" for _, _, code, _ in found), found
    with Server(options.program, project) as server:
        for code in ["unknown-folder", "duplicate-id", "folder-cycle", "syntax-encoding", "syntax-yaml-size"]:
            assert f"[{code}]" in server.output(), (code, server.output())
        token = server.login(*server.credentials())
        assert server.api(token, "looks/one")["id"] == "1"
        assert server.api(token, "looks/1")["slug"] == "one"
        assert "slug" not in server.api(token, "looks/2")
        query = {"model": "telemetry", "view": "events", "fields": ["events.count"]}
        assert server.query(token, query, "json_detail")["warnings"] == []


def test_one_problem_is_one_problem(options):
    project = small_project(**{"content/a.yaml": "look: {id: 1, title: A, folder: 99, " + LOOK + "}\n"})
    done = run(options, "validate", project)
    assert done.stdout.splitlines()[-1] == "1 error, 0 warnings", done.stdout


def test_problems_of_the_settings_are_one_line_each_at_their_place(options):
    for text, place in [
        ("label: A\nserver: [1, 2\nname: b\n", "soundings.yaml:3:"),
        ("label: A\nserver:\n  port: 1\n  host: a\n  port: 2\n", "soundings.yaml:5:3: "),
    ]:
        done = run(options, "validate", small_project(text))
        lines = done.stdout.splitlines()
        assert done.returncode == 1 and len(lines) == 2 and lines[0].startswith(place), done
        assert "[syntax-yaml" in lines[0], done


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


def test_query_without_data_says_so_and_makes_nothing(options):
    with tempfile.TemporaryDirectory() as folder:
        query = [
            "query", small_project(), "--model", "telemetry", "--explore", "events", "--fields", "events.count",
        ]
        for state in [pathlib.Path(folder) / "state", pathlib.Path(folder)]:
            done = run(options, *query, "--state", state)
            assert done.returncode == 1 and "no data" in done.stderr and str(state) in done.stderr, done
            assert "soundings demo" in done.stderr and done.stderr.count("\n") == 1, done
        assert list(pathlib.Path(folder).iterdir()) == []


def test_an_account_keeps_its_role_unless_one_is_given(options):
    with Server(options.program, small_project()) as server:
        def add(*more):
            return server.run("user", "add", "--email", "a@example.com", *more).stdout

        assert add("--role", "admin").startswith("a@example.com is admin. "), "made"
        assert add().startswith("a@example.com is admin, as before. "), "kept"
        assert add("--role", "explorer").startswith("a@example.com is explorer now, and was admin. "), "changed"
        assert add().startswith("a@example.com is explorer, as before. "), "kept again"
        assert "https://s.example.com/x/sign-in/" in add("--url", "https://s.example.com/x/")
        server.stop()
        assert server.url + "/sign-in/" in add(), "the address of the last server"
        assert "http://10.1.2.3:81/sign-in/" in add("--host", "10.1.2.3", "--port", "81")
        assert "https://s.example.com/sign-in/" in add("--url", "https://s.example.com", "--port", "81")
        wrong = server.run("user", "add", "--email", "a@example.com", "--url", "s.example.com", check=False)
        assert wrong.returncode == 1 and "--url" in wrong.stderr, wrong
        doctor = server.run("doctor").stdout
        assert "accounts and content: 1 account\n" in doctor, doctor


def test_a_new_state_directory_is_announced_and_one_for_nobody_refused(options):
    with tempfile.TemporaryDirectory() as folder:
        state = pathlib.Path(folder) / "state"
        done = run(options, "user", "credentials", "a@example.com", "--state", state)
        assert done.returncode == 1 and str(state) in done.stderr and not state.exists(), done
        done = run(options, "key", "create", "--name", "a", "--state", state)
        assert done.returncode == 0 and f"new state directory {state}" in done.stderr, done
        done = run(options, "user", "add", "--email", "a@example.com", "--state", state)
        assert done.returncode == 0 and done.stderr == "" and "http://127.0.0.1:8080/sign-in/" in done.stdout, done


def test_the_number_of_a_project_has_bounds(options):
    with tempfile.TemporaryDirectory() as folder:
        done = run(options, "key", "create", "--name", "a", "--project", "2147483648", "--state", folder)
        assert done.returncode == 1 and "from 1 to 2147483647" in done.stderr, done


def test_port_0_takes_any_free_port_and_says_which(options):
    server = Server(options.program, small_project(), arguments=["--port", "0"])
    try:
        server.launch()
        server.wait_for_output("Soundings is ready")
        output = server.output()
        port = int(re.search(r"ready at http://127\.0\.0\.1:(\d+)", output)[1])
        assert port > 0 and f"listening on 127.0.0.1:{port}" in output, output
        server.port = port
        assert server.get("/healthz")[0] == 200
        assert f":{port}/sign-in/" in server.run("user", "add", "--email", "a@example.com").stdout
        token = server.login(*server.credentials())
        versions = json.loads(server.get("/versions", {"Authorization": f"Bearer {token}"})[2])
        assert versions["api_server_url"] == f"http://127.0.0.1:{port}", versions
    finally:
        server.close()


def test_errors_of_the_api_name_a_page_of_our_documentation(options):
    with Server(options.program, small_project()) as server:
        body = json.loads(server.get("/api/4.0/user")[2])
        page = pathlib.Path(__file__).resolve().parents[2] / body["documentation_url"]
        assert page.is_file(), body


def test_health_and_metrics(options):
    with Server(options.program, small_project()) as server:
        assert server.get("/healthz")[0] == 200
        status, headers, body = server.get("/metrics")
        assert status == 200 and headers["content-type"].startswith("text/plain"), headers
        assert "soundings_queue_waiting" in server.metrics(), body
        # The list of metrics has the same address; a browser that asks for a page gets it.
        _, headers, _ = server.get("/metrics", {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
        assert headers["content-type"].startswith("text/html"), headers


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
