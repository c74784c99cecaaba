"""Charts of product analytics: on the command line, by the API, on explores, and kept with the project."""

import json
import pathlib
import subprocess

from projects import small_project
from server import Server

SETTINGS = """
name: shop
analytics:
  project: 1
  promote: [event.page]
  inactive_events: [heartbeat]
"""

FUNNEL = """\
chart: 7
title: From view to purchase
folder: Shop
definition:
  chart: funnel
  range: {from: 2026-03-02, to: 2026-03-04}
  steps: [view, buy]
  window: {value: 1, unit: day}
"""

CLICKS = """
connection: "warehouse"
view: clicks {
  derived_table: {
    sql: SELECT e.seq, e.user_id, t.name AS kind, e.event_time AS at, e.platform
      FROM main.events AS e JOIN main.event_types AS t ON t.ev = e.ev ;;
  }
  dimension: seq { primary_key: yes type: number sql: ${TABLE}.seq ;; tags: ["event_sequence"] }
  dimension: user_id { sql: ${TABLE}.user_id ;; tags: ["event_user"] }
  dimension: kind { sql: ${TABLE}.kind ;; tags: ["event_name"] }
  dimension: platform { sql: ${TABLE}.platform ;; }
  dimension_group: at { type: time timeframes: [raw, date] sql: ${TABLE}.at ;; tags: ["event_time"] }
}
explore: clicks {}
explore: guarded { from: clicks view_name: clicks
  access_filter: { field: clicks.platform user_attribute: platform }
}
"""

# ann: view, then buy an hour later. bob: view, and buy two days later. cy: buys without a view, with a heartbeat before.
EVENTS = [
    ("ann", "view", "2026-03-02T09:00:00Z", "/a"),
    ("ann", "buy", "2026-03-02T10:00:00Z", "/cart"),
    ("bob", "view", "2026-03-02T11:00:00Z", "/b"),
    ("bob", "buy", "2026-03-04T12:00:00Z", "/cart"),
    ("cy", "heartbeat", "2026-03-02T13:00:00Z", None),
    ("cy", "buy", "2026-03-03T13:00:00Z", "/cart"),
]


def milliseconds(text):
    import datetime

    return int(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp() * 1000)


def shop():
    return small_project(
        SETTINGS, **{"content/charts/funnel.yaml": FUNNEL, "clicks.model.lkml": CLICKS, "telemetry.model.lkml": CLICKS}
    )


def send(server):
    events = [
        {
            "event_type": kind, "user_id": user + "@shop", "time": milliseconds(time), "insert_id": str(number),
            "platform": "Web", "event_properties": {"page": page} if page else {},
        }
        for number, (user, kind, time, page) in enumerate(EVENTS)
    ]
    status, _, body = server.request(
        "POST", "/2/httpapi", {"api_key": server.key(), "events": events}, {"Content-Type": "application/json"}
    )
    assert status == 200, body
    server.wait_until_loaded()


def run_chart(server, token, body):
    status, _, answer = server.request(
        "POST", "/api/v1/charts/run", body, {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    )
    return status, json.loads(answer)


def get(server, token, path):
    status, _, body = server.get("/api/v1/" + path, {"Authorization": f"Bearer {token}"})
    return status, json.loads(body)


def definition(**more):
    return {"range": {"from": "2026-03-02", "to": "2026-03-04"}, **more}


def test_charts_by_the_api(options):
    with Server(options.program, shop()) as server:
        send(server)
        token = server.login(*server.credentials(role="explorer"))

        status, answer = run_chart(server, token, {"id": 7})
        assert status == 200, answer
        assert answer["answer"]["series"][0]["counts"] == [2, 1], answer
        assert answer["answer"]["reads"] == [{"tables": "steps"}], answer["answer"]["reads"]
        assert answer["data"]["complete_through"], answer["data"]
        status, people = run_chart(server, token, {"id": "7", "point": {"step": 2}})
        assert status == 200 and people["count"] == 1, people
        assert [unit["user_id"] for unit in people["units"]] == ["ann@shop"], people

        uniques = definition(chart="segmentation", events=["any active event"])
        status, answer = run_chart(server, token, {"definition": uniques, "as_of": "2026-03-08"})
        assert status == 200, answer
        # 2 March: ann and bob, since a heartbeat is no activity; 3 March: cy; 4 March: bob.
        assert answer["answer"]["series"][0]["series"] == [2, 1, 1], answer
        status, again = run_chart(server, token, {"definition": uniques, "as_of": "2026-03-08"})
        assert again["answer"] == answer["answer"]

        by_page = definition(chart="segmentation", metric="totals", events=[{"event": "view", "group_by": ["event.page"]}])
        status, answer = run_chart(server, token, {"definition": by_page})
        assert {line["group"][0] for line in answer["answer"]["series"] if "group" in line} == {"/a", "/b"}, answer
        # The groups are ranked first; what that has read is counted.
        assert answer["answer"]["reads"] == [{"tables": "steps"}, {"tables": "memory"}], answer["answer"]["reads"]

        wrong = definition(chart="funnel", steps=["view", {"event": "buy", "filters": [{"op": "is"}]}], windw=1)
        status, problems = run_chart(server, token, {"definition": wrong})
        assert status == 422, problems
        fields = {problem["field"] for problem in problems["errors"]}
        assert fields == {"steps[1].filters[0].property", "steps[1].filters[0].value", "windw"}, problems

        status, listed = get(server, token, "charts")
        assert [chart["title"] for chart in listed["charts"]] == ["From view to purchase"], listed
        status, chart = get(server, token, "charts/7")
        assert chart["definition"]["steps"] == ["view", "buy"] and chart["folder"] == "Shop", chart
        assert get(server, token, "charts/8")[0] == 404

        status, events = get(server, token, "events")
        counts = {event["name"]: (event["count"], event["active"]) for event in events["events"]}
        assert counts == {"buy": (3, True), "view": (2, True), "heartbeat": (1, False)}, events
        status, properties = get(server, token, "events/properties?event=view")
        found = {one["name"]: one["count"] for one in properties["properties"]}
        assert found["event.page"] == 2 and found["platform"] == 2, properties
        assert get(server, token, "events/properties?event=nothing")[0] == 404

        viewer = server.login(*server.credentials(email="viewer@example.com", role="viewer"))
        assert run_chart(server, viewer, {"id": 7})[0] == 200
        assert run_chart(server, viewer, {"id": 7, "point": {"step": 2}})[0] == 403
        assert server.request("POST", "/api/v1/charts/run", {"id": 7})[0] == 401


def test_charts_of_explores_follow_the_rules_for_rows(options):
    with Server(options.program, shop()) as server:
        send(server)
        token = server.login(*server.credentials(role="explorer"))

        def uniques(explore):
            chart = definition(
                chart="segmentation", events=["any event"], source={"model": "clicks", "explore": explore}
            )
            return run_chart(server, token, {"definition": chart})

        status, answer = uniques("clicks")
        assert status == 200, answer
        assert answer["answer"]["series"][0]["series"] == [3, 1, 1], answer
        # Nobody without the attribute sees a row.
        status, answer = uniques("guarded")
        assert status == 200 and answer["answer"]["series"][0]["series"] == [0, 0, 0], answer
        status, answer = uniques("nothing")
        assert status == 422 and answer["errors"][0]["field"] == "source.explore", answer


def test_charts_on_the_command_line(options):
    project = shop()
    file = project / "content" / "charts" / "funnel.yaml"
    bare = project / "lifecycle.json"
    bare.write_text(json.dumps(definition(chart="lifecycle")))
    with Server(options.program, project) as server:
        send(server)
        # The server answers.
        asked = server.run("chart", "run", file, "--explain")
        assert "From view to purchase" in asked.stdout and "Read from: steps" in asked.stdout, asked.stdout
        people = server.run("chart", "run", file, "--point", '{"step": 1}')
        assert "2 users" in people.stdout and "ann" in people.stdout and "bob" in people.stdout, people.stdout
        assert server.stop() == 0
        # And without it, the files.
        here = server.run("chart", "run", file, "--project", project, "--json")
        assert json.loads(here.stdout)["series"][0]["counts"] == [2, 1], here.stdout
        only = server.run("chart", "run", file, "--project", project, "--json", "--events-only")
        assert json.loads(only.stdout)["reads"] == [{"tables": "events"}], only.stdout
        new = server.run("chart", "run", bare, "--project", project, "--json", "--as-of", "2026-03-08T00:00:00Z")
        assert json.loads(new.stdout)["series"][0]["new"] == [2, 0, 0], new.stdout
        explore = project / "explore.yaml"
        explore.write_text(
            "chart: segmentation\nsource: {model: clicks, explore: clicks}\nevents: [any event]\n"
            "range: {from: 2026-03-02, to: 2026-03-04}\n"
        )
        told = server.run("chart", "run", explore, "--project", project)
        assert "clicks.clicks" in told.stdout and "2026-03-02" in told.stdout, told.stdout
        derived = server.run("doctor", project, "--derived")
        assert "all follow from the events" in derived.stdout, derived.stdout
        rebuilt = server.run("doctor", project, "--derived", "--rebuild")
        assert "all follow from the events" in rebuilt.stdout, rebuilt.stdout


def test_problems_of_charts_have_their_places(options):
    project = shop()
    file = project / "content" / "charts" / "funnel.yaml"
    file.write_text(FUNNEL.replace("  steps: [view, buy]", "  steps:\n    - view\n    - {event: buy, filtrs: []}"))
    for arguments in [["chart", "check", file], ["validate", project]]:
        done = subprocess.run([options.program, *map(str, arguments)], capture_output=True, text=True, timeout=60)
        assert done.returncode == 1, done.stdout
        assert "funnel.yaml:9:20: error:" in done.stdout, done.stdout
        assert 'Did you mean "filters"?' in done.stdout, done.stdout
    bare = pathlib.Path(project) / "bare.json"
    bare.write_text('{"chart": "funnle"}')
    done = subprocess.run([options.program, "chart", "check", bare], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1 and "bare.json:1:2" in done.stdout and 'Did you mean "funnel"?' in done.stdout, done.stdout
