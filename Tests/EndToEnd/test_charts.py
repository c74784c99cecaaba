"""Charts of product analytics: on the command line, by the API, on explores, and kept with the project."""

import json
import pathlib
import subprocess
import time

from projects import small_project
from server import Server

SETTINGS = """
name: shop
analytics:
  project: 1
  promote: [event.page]
  inactive_events: [heartbeat]
  derived_properties:
    - name: page_kind
      expression: case(when(starts_with(${event.page}, "/c"), "cart"), when(length(${event.page}) > 0, "page"))
      description: Where in the shop it was
    - {name: cents, expression: "${event.price} * 100"}
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
            "platform": "Web", "event_properties": {"page": page, "price": 1.5 * number} if page else {},
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
        # The groups are ranked first; what that has read is counted, or read again where it lies packed.
        assert answer["answer"]["reads"] in ([{"tables": "steps"}], [{"tables": "steps"}, {"tables": "memory"}]), answer["answer"]["reads"]

        by_kind = definition(chart="segmentation", metric="totals", events=["any event"], group_by=["derived.page_kind"])
        status, answer = run_chart(server, token, {"definition": by_kind})
        kinds = {line["group"][0]: line["collapsed"] for line in answer["answer"]["series"] if "group" in line}
        assert kinds == {"cart": 3, "page": 2, "(none)": 1}, answer
        # What was bought cost 1.5, 4.5 and 7.5.
        cents = definition(chart="segmentation", metric="property_sum", property="derived.cents", events=["buy"])
        status, answer = run_chart(server, token, {"definition": cents})
        assert answer["answer"]["series"][0]["collapsed"] == 1350, answer
        status, problems = run_chart(server, token, {"definition": {**by_kind, "group_by": ["derived.page_kynd"]}})
        assert status == 422 and problems["errors"][0]["field"] == "group_by[0]", problems
        assert 'Did you mean "derived.page_kind"?' in problems["errors"][0]["message"], problems

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
        assert found["derived.page_kind"] == 2 and found["derived.cents"] == 2, properties
        described = {one["name"]: one["description"] for one in properties["properties"]}
        assert described["derived.page_kind"] == "Where in the shop it was", properties
        assert get(server, token, "events/properties?event=nothing")[0] == 404
        status, sources = get(server, token, "events/sources")
        # Whoever has no value of an access filter may find nothing in its explore.
        named = {(each["model"], each["name"]) for each in sources["explores"]}
        assert ("clicks", "clicks") in named and {name for _, name in named} <= {"clicks", "guarded"}, sources

        viewer = server.login(*server.credentials(email="viewer@example.com", role="viewer"))
        assert run_chart(server, viewer, {"id": 7})[0] == 200
        assert run_chart(server, viewer, {"id": 7, "point": {"step": 2}})[0] == 403
        assert server.request("POST", "/api/v1/charts/run", {"id": 7})[0] == 401


def test_numbers_in_json_are_packed_when_they_were_asked_for(options):
    with Server(options.program, shop()) as server:
        send(server)
        credentials = server.credentials(role="explorer")
        server.stop()
        # What waits to be sorted is not packed yet, and is read from the events.
        server.run("doctor", "--derived", "--rebuild")
        server.start()
        token = server.login(*credentials)
        paid = definition(
            chart="segmentation", metric="property_sum", events=[{"event": "buy", "property": "event.price"}])
        reads, last = [], time.monotonic() + 60
        while time.monotonic() < last:
            # Another moment each time, so that no answer is one from before.
            as_of = f"2026-03-08T00:{len(reads) // 60:02}:{len(reads) % 60:02}Z"
            status, answer = run_chart(server, token, {"definition": paid, "as_of": as_of})
            assert status == 200, answer
            assert answer["answer"]["series"][0]["series"] == [1.5, 7.5, 4.5], answer
            reads.append(answer["answer"]["reads"][0])
            if reads[-1]["tables"] == "steps":
                break
            time.sleep(0.5)
        assert reads[0]["tables"] == "events", reads
        assert reads[-1] == {"tables": "steps"}, reads
        assert "packed for the next" in reads[-2]["because"], reads
        assert "event_properties" in answer["answer"]["sql"][0] and "price" in answer["answer"]["sql"][0], answer


def test_charts_are_saved_by_those_who_may(options):
    with Server(options.program, shop()) as server:
        send(server)
        anna = server.login(*server.credentials(email="anna@example.com", role="explorer"))
        bert = server.login(*server.credentials(email="bert@example.com", role="explorer"))
        viewer = server.login(*server.credentials(email="viewer@example.com", role="viewer"))

        def call(token, method, path, body=None):
            status, _, answer = server.request(
                method, "/api/v1/" + path, body,
                {"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
            )
            return status, json.loads(answer) if answer else None

        body = {"title": "View to purchase", "definition": {"chart": "funnel", "steps": ["view", "buy"], "over_time": True, "show": "trend"}}
        status, chart = call(anna, "POST", "charts", body)
        assert status == 201 and chart["version"] == 1 and chart["kind"] == "funnel", chart
        place = "charts/" + chart["id"]
        assert call(viewer, "GET", place)[1]["definition"] == body["definition"]
        assert call(viewer, "POST", "charts", body)[0] == 403
        listed = [each["id"] for each in call(bert, "GET", "charts")[1]["charts"]]
        assert "7" in listed and chart["id"] in listed, listed
        assert call(bert, "POST", "charts/run", {"id": chart["id"]})[1]["answer"]["chart"] == "funnel"

        status, refused = call(anna, "POST", "charts", {"title": "x", "definition": {"chart": "funnel", "stepz": []}})
        assert status == 422 and "stepz" in [each["field"] for each in refused["errors"]], refused
        assert call(anna, "POST", "charts", {**body, "title": " "})[0] == 422

        # One's own only, and never over somebody's change that one has not seen.
        assert call(bert, "PATCH", place, {"title": "Mine"})[0] == 403
        assert call(bert, "DELETE", place)[0] == 403
        status, changed = call(anna, "PATCH", place, {"title": "From view to buy", "version": 1})
        assert status == 200 and (changed["title"], changed["version"]) == ("From view to buy", 2), changed
        status, conflict = call(anna, "PATCH", place, {"title": "Late", "version": 1})
        assert status == 412 and conflict["version"] == 2, conflict
        assert call(anna, "PATCH", "charts/7", {"title": "x"})[0] == 403

        assert call(anna, "DELETE", place)[0] == 204
        assert call(anna, "GET", place)[0] == 404
        assert [each["id"] for each in call(anna, "GET", "charts?deleted=true")[1]["charts"]] == [chart["id"]]
        assert call(anna, "POST", place + "/restore", {})[0] == 200
        assert call(viewer, "GET", place)[1]["title"] == "From view to buy"

        status, latest = call(anna, "GET", "events/latest?event=buy&limit=2")
        events = [event for session in latest["sessions"] for event in session["events"]]
        assert status == 200 and [event["type"] for event in events] == ["buy", "buy"], latest
        assert events[0]["time"] >= events[1]["time"], latest
        assert call(viewer, "GET", "events/latest")[0] == 403


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


def test_filters_of_dashboards_are_put_on_charts(options):
    with Server(options.program, shop()) as server:
        send(server)
        token = server.login(*server.credentials(role="explorer"))

        def counts(filters, **body):
            status, answer = run_chart(server, token, {"id": 7, **body, "filters": filters})
            assert status == 200, answer
            return answer["answer"]["series"][0]["counts"], answer["asked"]

        found, asked = counts([{"field": "range", "expression": "2026-03-03 to 2026-03-05"}])
        assert found == [0, 0] and asked["range"] == {"from": "2026-03-03", "to": "2026-03-04"}, (found, asked)
        found, asked = counts([{"field": "event.page", "expression": "/a,/cart"}, {"field": "range", "expression": ""}])
        assert found == [1, 1], (found, asked)
        assert asked["filters"] == [{"property": "event.page", "op": "is", "values": ["/a", "/cart"]}], asked
        assert asked["range"] == {"from": "2026-03-02", "to": "2026-03-04"}, asked

        # People behind a number are those that the filters let through.
        status, people = run_chart(server, token, {
            "id": 7, "filters": [{"field": "event.page", "expression": "/b"}], "point": {"step": 1}})
        assert status == 200 and [unit["user_id"] for unit in people["units"]] == ["bob@shop"], people

        status, refused = run_chart(server, token, {"id": 7, "filters": [
            {"field": "platform", "expression": "Web"}, {"field": "range", "expression": "before 2026-01-01"}]})
        assert status == 422, refused
        assert [problem["field"] for problem in refused["errors"]] == ["filters[1].expression"], refused
        status, refused = run_chart(server, token, {"id": 7, "filters": [{"field": "", "kind": "x"}]})
        assert status == 422, refused

        # The time of an explore's events is the range, whatever its timeframe is called.
        explored = definition(chart="segmentation", events=["any event"], source={"model": "clicks", "explore": "clicks"})
        status, answer = run_chart(server, token, {
            "definition": explored, "filters": [{"field": "clicks.at_date", "expression": "2026-03-03"}]})
        assert status == 200 and answer["answer"]["series"][0]["series"] == [1], answer


def test_a_dashboard_answers_its_charts_with_its_filters(options):
    board = """dashboard:
  id: 50
  title: Shop
  filters:
  - {name: Page, type: string_filter}
  - {name: Date, type: date_filter}
  elements:
  - name: funnel
    type: extension
    attributes: {extension_id: soundings::chart}
    rich_content_json: '{"chart": "7"}'
    listen: {Page: event.page, Date: range}
"""
    project = shop()
    (project / "content" / "shop.yaml").write_text(board)
    with Server(options.program, project) as server:
        send(server)
        token = server.login(*server.credentials(role="viewer"))

        def line(filters):
            status, _, body = server.request(
                "POST", "/api/v1/dashboards/50/run", {"filters": filters},
                {"Authorization": f"Bearer {token}", "Content-Type": "application/json"})
            assert status == 200, body
            lines = [json.loads(each) for each in body.splitlines()]
            assert lines[-1]["elements"] == 1, lines
            return next(each for each in lines if each["type"] == "element")

        assert line({})["chart"]["answer"]["series"][0]["counts"] == [2, 1]
        assert line({"Page": "/b"})["chart"]["answer"]["series"][0]["counts"] == [1, 0]
        refused = line({"Date": "before 2026-01-01"})
        assert refused["status"] == "error" and "needs a beginning" in refused["error"]["message"], refused


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
        wrong = server.run("chart", "run", file, "--point", '{"stepp": 1}', check=False)
        assert wrong.returncode == 1 and "--point, stepp:" in wrong.stderr and "funnel.yaml" not in wrong.stdout, wrong
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
