"""What people use who write LookML: validate in all its forms, format, init, show, and the API that validates."""

import json
import os
import pathlib
import stat
import subprocess
import tempfile

from projects import small_project
from server import Server


def run(options, *arguments, folder=None):
    program = str(pathlib.Path(options.program).resolve())
    return subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, timeout=60, cwd=folder)


def problems(done):
    return json.loads(done.stdout)["problems"]


def loaded(options, project=None):
    """A server that has data, stopped: its state directory is free."""
    server = Server(options.program, project or small_project()).start()
    key = server.key()
    events = [{"event_type": "view", "user_id": f"person-{n % 3}", "insert_id": f"i{n}"} for n in range(30)]
    assert server.request("POST", "/2/httpapi", {"api_key": key, "events": events})[0] == 200
    server.wait_until_loaded()
    server.stop()
    return server


BROKEN = {
    "broken.model.lkml": """
connection: "warehouse"
view: people {
  sql_table_name: main.events ;;
  dimension: insert_id { primary_key: yes sql: ${TABLE}.insert_id ;; }
  dimension: uid { type: number sql: ${TABLE}.uidd ;; }
  measure: uids { type: count_distinct sql: ${uid} ;; }
  measure: revenue { type: sum sql: ${TABLE}.revenue ;; }
}
view: types { sql_table_name: main.event_typs ;; dimension: ev { type: number } }
view: recent {
  derived_table: { sql:
    SELECT ev,
      max(evnt_time) AS last
    FROM main.events GROUP BY 1 ;; }
  dimension: ev { primary_key: yes type: number }
}
explore: people {
  join: recent { sql_on: ${recent.ev} = ${people.insert_id} ;; relationship: many_to_one }
}
explore: types {}
"""
}


def test_validate_asks_the_warehouse_about_all_sql_and_runs_none(options):
    server = loaded(options)
    try:
        good = run(options, "validate", server.project, "--warehouse", "--state", server.state)
        assert good.returncode == 0 and good.stdout == "0 errors, 0 warnings\n", good
        assert "none of them run" in good.stderr, good
        done = run(
            options, "validate", small_project(**BROKEN), "--warehouse", "--state", server.state, "--format", "json"
        )
        assert done.returncode == 1, done
        found = {(p["line"], p["column"], p["code"], p["suggestion"]) for p in problems(done)}
        assert found == {
            (6, 3, "warehouse-field", "uid"),
            (10, 31, "warehouse-table", "event_types"),
            (14, 11, "warehouse-table", "event_time"),
        }, found
        assert all(p["file"] == "broken.model.lkml" and p["severity"] == "error" for p in problems(done)), done
        assert any("uidd" in p["message"] and "`people.uid`" in p["message"] for p in problems(done)), done
    finally:
        server.close()


def test_validate_leaves_a_state_directory_to_its_server_and_makes_none(options):
    with Server(options.program, small_project()) as server:
        held = server.run("validate", server.project, "--warehouse", check=False)
        assert held.returncode == 1 and server.state in held.stderr and "/api/v1/problems" in held.stderr, held
        assert server.run("validate", server.project).returncode == 0
    with tempfile.TemporaryDirectory() as folder:
        state = pathlib.Path(folder) / "state"
        done = run(options, "validate", small_project(), "--warehouse", "--state", state)
        assert done.returncode == 1 and "no data" in done.stderr and not state.exists(), done


def test_rules_are_off_unless_chosen(options):
    model = "explore: x {}\nview: x { dimension: id { sql: 1 ;; } dimension: a__b { label: \"Id\" } }\n"
    plain = small_project(**{"x.model.lkml": model})
    assert problems(run(options, "validate", plain, "--format", "json")) == []

    def codes(project, *rules):
        done = run(options, "validate", project, "--format", "json", *rules)
        assert done.returncode == 0, done
        return {(p["code"], p["severity"]) for p in problems(done) if p["file"] == "x.model.lkml"}

    clash, snake, silent = ("naming-label-clash", "naming-snake-case", "missing-description")
    everything = {(code, "warning") for code in [clash, snake, silent]}
    assert codes(plain, "--rules", "naming") == everything
    assert codes(plain, "--rules", f"{clash},{snake}") == everything - {(silent, "warning")}
    chosen = small_project("validation:\n  rules: [naming-snake-case]\n", **{"x.model.lkml": model})
    assert codes(chosen) == {(snake, "warning")}
    assert codes(chosen, "--rules", "none") == set()
    assert codes(chosen, "--rules", silent) == {(silent, "warning")}
    wrong = run(options, "validate", plain, "--rules", "nameing")
    assert wrong.returncode == 64 and "naming-label-clash" in wrong.stderr, wrong
    settings = small_project("validation:\n  rules: [nameing]\n")
    bad = problems(run(options, "validate", settings, "--format", "json"))
    assert [(p["file"], p["line"], p["code"]) for p in bad] == [("soundings.yaml", 2, "settings-bad-value")], bad


def test_derived_properties_are_checked(options):
    settings = """\
analytics:
  derived_properties:
    - {name: order_size, expression: 'if(${event.amount} > 50, "large", "small")', description: As we ship it}
    - name: size
      expression: if(${amount} > 50, "large", "small")
    - {name: a-b, expression: 1 + 1}
    - {name: order_size, expression: 1 + 1}
    - name: lost
"""
    done = run(options, "validate", small_project(settings), "--format", "json")
    found = [(p["file"], p["line"], p["code"]) for p in problems(done)]
    assert found == [("soundings.yaml", line, "settings-bad-value") for line in [5, 6, 7, 8]], done
    first = problems(done)[0]["message"]
    assert "there is no field 'amount' here, at character 4" in first and "event.NAME" in first, first


def test_sarif_has_a_rule_for_each_code_and_paths_from_here(options):
    project = small_project(**{"views/a b.view.lkml": "view: a {\n  dimension: b { type: nmber }\n}\n", "y.model.lkml": 'include: "nowhere"\nexplore: gone {}\n'})
    done = run(options, "validate", project.name, "--format", "sarif", folder=project.parent)
    assert done.returncode == 1, done
    log = json.loads(done.stdout)
    assert log["version"] == "2.1.0" and len(log["runs"]) == 1, log
    driver = log["runs"][0]["tool"]["driver"]
    results = log["runs"][0]["results"]
    assert driver["name"] == "Soundings" and len(results) >= 2, log
    for rule in driver["rules"]:
        assert rule["help"]["text"] and rule["shortDescription"]["text"] != rule["id"], rule
    for result in results:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"], result
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"].startswith(project.name + "/"), place
        assert place["region"]["startLine"] >= 1 and place["region"]["startColumn"] >= 1, place
    elsewhere = json.loads(run(options, "validate", project, "--format", "sarif", folder="/").stdout)
    uris = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in elsewhere["runs"][0]["results"]}
    assert all(uri.endswith("y.model.lkml") for uri in uris), uris
    clean = json.loads(run(options, "validate", small_project(), "--format", "sarif").stdout)
    assert clean["runs"][0]["results"] == [], clean


UGLY = "view: a{\ndimension: b{type: number sql: ${TABLE}.b;;}\n# kept\n}\n"


def test_format_changes_files_once_and_only_their_layout(options):
    project = small_project(**{"views/a.view.lkml": UGLY, "views/.hidden/b.view.lkml": UGLY, "d.dashboard.lookml": "- dashboard: d\n"})
    file = project / "views/a.view.lkml"
    file.chmod(0o640)
    link = project / "views/z.view.lkml"
    link.symlink_to("../real.lkml")
    (project / "real.lkml").write_text(UGLY)
    check = run(options, "lookml", "format", "--check", project / "views")
    assert check.returncode == 1 and f"would format {file}" in check.stdout, check
    assert file.read_text() == UGLY, "checked only"
    done = run(options, "lookml", "format", project / "views")
    assert done.returncode == 0 and f"formatted {file}\n" in done.stdout, done
    assert done.stdout.endswith("2 of 2 files changed\n"), done
    text = file.read_text()
    assert text != UGLY and "# kept" in text and "sql: ${TABLE}.b ;;" in text, text
    assert stat.S_IMODE(file.stat().st_mode) == 0o640, "rights are kept"
    assert link.is_symlink() and (project / "real.lkml").read_text() == text, "the link stays one"
    assert (project / "views/.hidden/b.view.lkml").read_text() == UGLY
    again = run(options, "lookml", "format", project / "views", file)
    assert again.returncode == 0 and again.stdout == "0 of 2 files changed\n", again
    assert run(options, "lookml", "format", "--check", project / "views").returncode == 0
    assert [name for name in os.listdir(project / "views") if name.endswith(".tmp")] == []


def test_format_leaves_alone_what_it_can_not_read(options):
    project = small_project(**{"bad.view.lkml": "view: a {\n", "ugly.view.lkml": UGLY})
    (project / "latin.view.lkml").write_bytes(b"# caf\xe9\n")
    done = run(options, "lookml", "format", project)
    assert done.returncode == 1, done
    assert "bad.view.lkml:1:" in done.stdout and "latin.view.lkml:1:1: error" in done.stdout, done
    assert (project / "bad.view.lkml").read_text() == "view: a {\n"
    assert (project / "latin.view.lkml").read_bytes() == b"# caf\xe9\n"
    assert (project / "ugly.view.lkml").read_text() != UGLY, "the others are formatted"
    for path, word in [(project / "soundings.yaml", "no file"), ("/nope", "/nope"), (tempfile.mkdtemp(), "no LookML")]:
        refused = run(options, "lookml", "format", path)
        assert refused.returncode == 1 and word in refused.stderr and refused.stderr.count("\n") == 1, refused


def test_init_makes_a_project_that_is_valid_and_never_overwrites(options):
    server = loaded(options)
    try:
        folder = pathlib.Path(tempfile.mkdtemp()) / "made"
        init = ["lookml", "init", folder, "--from-warehouse", "--state", server.state]
        wrong = run(options, *init, "--tables", "events,evnts")
        assert wrong.returncode == 1 and "evnts" in wrong.stderr and not folder.exists(), wrong
        done = run(options, *init, "--schema", "main", "--tables", "events,event_types")
        assert done.returncode == 0, done
        made = sorted(str(path.relative_to(folder)) for path in folder.rglob("*.lkml"))
        assert len(made) == 3 and "warehouse.model.lkml" in made, made
        assert run(options, "lookml", "format", "--check", folder).returncode == 0
        valid = run(options, "validate", folder, "--warehouse", "--state", server.state)
        assert valid.returncode == 0 and valid.stdout.splitlines()[-1].startswith("0 errors"), valid
        before = {path: path.read_text() for path in folder.rglob("*.lkml")}
        again = run(options, *init)
        assert again.returncode == 1 and "there already" in again.stderr, again
        assert {path: path.read_text() for path in folder.rglob("*.lkml")} == before
        assert run(options, "lookml", "init", folder).returncode == 64
    finally:
        server.close()


SHOWN = {
    "telemetry_refined.view.lkml": """
view: +events {
  dimension: user_id { label: "Person" description: "Who did it." }
  measure: sessions { type: count_distinct sql: ${user_id} ;; drill_fields: [user_id] }
  set: people { fields: [user_id, event_date] }
}
explore: +events { always_filter: { filters: [events.user_id: "-NULL"] } }
""",
    "content/looks.yaml": "look: {id: 7, title: Sessions, model: telemetry, explore: events, fields: [events.sessions],"
    " filters: {events.user_id: a}}\n",
    "content/board.yaml": "dashboard: 8\ntitle: Board\nfilters:\n"
    "- {name: Who, type: field_filter, model: telemetry, explore: events, field: events.user_id}\n"
    "elements:\n- {name: tile, look: 7, listen: {Who: events.user_id}}\n",
}


def shown_project():
    project = small_project(**SHOWN)
    model = project / "telemetry.model.lkml"
    model.write_text(model.read_text() + 'include: "telemetry_refined.view.lkml"\n')
    return project


def test_show_tells_what_a_field_is_and_who_uses_it(options):
    project = shown_project()
    done = run(options, "lookml", "show", project, "events.user_id", "--format", "json")
    assert done.returncode == 0, done
    (field,) = json.loads(done.stdout)["definitions"]
    assert (field["kind"], field["label"], field["description"]) == ("dimension", "Events Person", "Who did it.")
    assert field["file"] == "telemetry_refined.view.lkml" and field["line"] == 3, field
    assert "sql: ${TABLE}.user_id ;;" in field["lookml"] and 'label: "Person"' in field["lookml"], field["lookml"]
    assert [e["explore"] for e in field["explores"]] == ["events"] and "events.user_id" in field["explores"][0]["sql"]
    uses = {(u["kind"], u["name"], u["parameter"]) for u in field["used_by"]}
    assert uses == {
        ("measure", "events.sessions", "sql"), ("measure", "events.sessions", "drill_fields"),
        ("set", "events.people", "fields"), ("explore", "events", "always_filter"),
        ("Look", '7 "Sessions"', "filters"), ("dashboard", '8 "Board", filter Who', "filters"),
        ("dashboard", '8 "Board", tile with Look 7', "listen"),
    }, uses
    text = run(options, "lookml", "show", project, "events.user_id").stdout
    for line in ["dimension events.user_id", "  label        Events Person", "LookML", "SQL in the explore events"]:
        assert line + "\n" in text, (line, text)
    assert "measure events.sessions (drill_fields)" in text, text


def test_show_finds_groups_views_explores_and_suggests(options):
    project = shown_project()

    def show(name, *more):
        return json.loads(run(options, "lookml", "show", project, name, "--format", "json", *more).stdout)["definitions"]

    (group,) = show("events.event")
    assert group["kind"] == "dimension group" and "event_week" in group["members"], group
    assert {u["name"] for u in group["used_by"]} == {"events.people"}, group
    explore, view = show("events")
    assert (explore["kind"], view["kind"]) == ("explore", "view"), (explore, view)
    assert explore["members"] == ["events", "event_types"] and "always_filter" in explore["lookml"], explore
    assert ("Look", '7 "Sessions"') in {(u["kind"], u["name"]) for u in explore["used_by"]}, explore
    assert "sessions" in view["members"] and view["refinements"][0]["line"] == 2, view
    (typed,) = show("events.event_types.name")
    assert [e["explore"] for e in typed["explores"]] == ["events"], typed
    assert "JOIN" in typed["explores"][0]["sql"], typed
    assert show("pings", "--model", "telemetry")
    lost = run(options, "lookml", "show", project, "events.user_di")
    assert lost.returncode == 1 and "Did you mean 'events.user_id'?" in lost.stderr, lost


def test_content_names_are_checked_in_files_and_lookml_dashboards(options):
    query = "model: telemetry, explore: events, fields: [events.count]"
    project = small_project(
        **{
            "content/a.yaml": "- look:\n    id: 1\n    title: A\n    model: telemetry\n    explore: events\n"
            "    fields: [events.count, share]\n    dynamic_fields:\n"
            '    - {table_calculation: share, expression: "${events.cout} / 2"}\n'
            "- look: {id: 2, title: B, model: telemetry, explore: evnts, fields: [events.count]}\n"
            "- look: {id: 3, title: C, " + query + ", filters: {events.event_date: bananas}}\n",
            "d.dashboard.lookml": "- dashboard: d\n  title: D\n  elements:\n"
            "  - {name: t, type: table, explore: events, fields: [events.cuont]}\n"
            "  - {name: u, type: table, model: telemetri, explore: events, fields: [events.count]}\n",
        }
    )
    model = project / "telemetry.model.lkml"
    model.write_text(model.read_text() + 'include: "*.dashboard"\n')
    done = run(options, "validate", project, "--format", "json")
    found = {(p["file"], p["line"], p["column"], p["code"], p["suggestion"]) for p in problems(done)}
    assert found >= {
        ("content/a.yaml", 8, 46, "unknown-field", "events.count"),
        ("content/a.yaml", 9, 54, "unknown-explore", "events"),
        ("d.dashboard.lookml", 4, 54, "unknown-field", "events.count"),
        ("d.dashboard.lookml", 5, 35, "unknown-model", "telemetry"),
    }, found
    assert ("content/a.yaml", 10, "bad-filter") in {(f, line, code) for f, line, _, code, _ in found}, found


def test_the_api_validates_the_project_and_its_content(options):
    project = small_project("name: shop\n", **{"content/a.yaml": "look: {id: 5, title: A, model: telemetry, explore: events, fields: [events.cuont, events.count]}\n"})
    with Server(options.program, project) as server:
        token = server.login(*server.credentials("dev@example.com", "developer"))
        path = "/api/4.0/projects/shop/validate"
        headers = {"Authorization": f"Bearer {token}"}
        assert server.get(path, headers)[0] == 204
        status, _, body = server.request("POST", path, {}, headers)
        result = json.loads(body)
        assert status == 200 and [e["code"] for e in result["errors"]] == ["unknown-field"], result
        error = result["errors"][0]
        assert (error["file_path"], error["line_number"], error["severity"]) == ("content/a.yaml", 1, "error"), error
        assert result["models_not_validated"] == [] and result["computation_time"] > 0, result
        cached = json.loads(server.get(path, headers)[2])
        assert cached["stale"] is False and cached["errors"] == result["errors"], cached
        (project / "b.view.lkml").write_text("view: b {")
        stale = json.loads(server.get(path, headers)[2])
        assert stale["stale"] is True, stale
        errors = json.loads(server.request("POST", path, {}, headers)[2])["errors"]
        assert ("b.view.lkml", "syntax") in {(e["file_path"], e["kind"]) for e in errors}, errors
        assert server.request("POST", "/api/4.0/projects/nope/validate", {}, headers)[0] == 404

        content = server.api(token, "content_validation")
        assert content["total_looks_validated"] == 1 and len(content["content_with_errors"]) == 1, content
        (found,) = content["content_with_errors"]
        assert found["look"]["id"] == "5" and found["look"]["title"] == "A", found
        assert [(e["field_name"], e["model_name"], e["explore_name"]) for e in found["errors"]] == [
            ("events.cuont", "telemetry", "events")
        ], found

        (project / "b.view.lkml").unlink()
        listed = json.loads(server.get("/api/v1/problems", headers)[2])["problems"]
        assert [p["code"] for p in listed] == ["unknown-field"], listed
        status, _, body = server.get("/api/v1/problems?warehouse=yes", headers)
        assert status == 200 and [p["code"] for p in json.loads(body)["problems"]] == ["unknown-field"], body

        viewer = {"Authorization": f"Bearer {server.login(*server.credentials('v@example.com', 'explorer'))}"}
        assert server.request("POST", path, {}, viewer)[0] == 403
        assert server.get("/api/4.0/content_validation", viewer)[0] == 403
        assert server.get("/api/v1/problems?warehouse=yes", viewer)[0] == 403


def test_the_sdk_reads_both_validations(options):
    from test_looker_sdk import sdk_for

    project = small_project("name: shop\n", **{"content/a.yaml": "look: {id: 5, title: A, model: telemetry, explore: events, fields: [events.cuont]}\n"})
    with Server(options.program, project) as server:
        sdk = sdk_for(server)
        result = sdk.validate_project("shop")
        assert result.errors[0].file_path == "content/a.yaml" and result.errors[0].line_number == 1, result
        assert sdk.project_validation_results("shop").stale is False
        content = sdk.content_validation()
        assert content.content_with_errors[0].look.id == "5", content
        assert content.content_with_errors[0].errors[0].field_name == "events.cuont", content
