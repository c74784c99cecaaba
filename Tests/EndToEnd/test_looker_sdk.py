"""The official `looker-sdk` package, unmodified, against the demo project's Looks and against a small model."""

import csv
import io
import json
import os

from projects import small_project
from server import ROOT, Server

LOOK = """
look:
  id: 12
  title: Events by type
  description: How often each event came.
  folder: Reports
  model: telemetry
  explore: events
  fields: [event_types.name, events.count]
  sorts: [events.count desc]
  limit: 500
  vis_config: {type: looker_bar}
"""


def sdk_for(server, email="analyst@example.com", role="admin"):
    import looker_sdk

    client_id, client_secret = server.credentials(email, role)
    os.environ["LOOKERSDK_BASE_URL"] = server.url
    os.environ["LOOKERSDK_CLIENT_ID"] = client_id
    os.environ["LOOKERSDK_CLIENT_SECRET"] = client_secret
    return looker_sdk.init40()


def serve(options):
    server = Server(options.program, small_project(**{"content/events.yaml": LOOK}))
    try:
        return fill(server.start())
    except BaseException:
        server.close()
        raise


def fill(server):
    key = server.key()
    events = [
        {"event_type": name, "user_id": f"user-{n % 4}", "insert_id": f"{name}{n}"}
        for name, count in [("view", 1500), ("buy", 20), ("", 0)]
        for n in range(count)
    ]
    for start in range(0, len(events), 500):
        answer = server.request("POST", "/2/httpapi", {"api_key": key, "events": events[start : start + 500]})
        assert answer[0] == 200, answer
    server.wait_until_loaded()
    return server


def test_the_sdk_logs_in_runs_queries_and_a_look(options):
    from looker_sdk import models40

    server = serve(options)
    try:
        sdk = sdk_for(server)
        me = sdk.me()
        assert me.email == "analyst@example.com" and me.id, me

        models = sdk.all_lookml_models(fields="name,label,explores(name,label)")
        assert [m.name for m in models] == ["telemetry"], models
        assert {e.name for e in models[0].explores} == {"events", "pings"}, models
        explore = sdk.lookml_model_explore("telemetry", "events")
        assert explore.fields.measures[0].name == "events.count", explore.fields.measures
        assert "Event Date" in {d.label_short for d in explore.fields.dimensions}
        assert explore.scopes[0] == "events", explore.scopes

        query = models40.WriteQuery(
            model="telemetry", view="events", fields=["event_types.name", "events.count"],
            filters={"event_types.name": "-refund"}, sorts=["events.count desc"], limit="10",
        )
        rows = json.loads(sdk.run_inline_query("json", query))
        assert rows == [
            {"event_types.name": "view", "events.count": 1500}, {"event_types.name": "buy", "events.count": 20},
        ], rows
        detail = json.loads(sdk.run_inline_query("json_detail", query))
        assert detail["data"][0]["events.count"] == {"value": 1500, "rendered": "1,500"}, detail["data"]
        assert "rendered" not in detail["data"][1]["events.count"], detail["data"]
        assert detail["fields"]["measures"][0]["label"] == "Events Count", detail["fields"]
        assert "SELECT" in detail["sql"], detail["sql"]
        text = sdk.run_inline_query("csv", query)
        assert list(csv.reader(io.StringIO(text))) == [
            ["Event Types Name", "Events Count"], ["view", "1500"], ["buy", "20"],
        ], text
        assert text.count("\n") == 3, text
        assert "SELECT" in sdk.run_inline_query("sql", query)

        looks = sdk.all_looks(fields="id,title")
        assert [(look.id, look.title) for look in looks] == [("12", "Events by type")], looks
        assert looks[0].description is None
        look = sdk.look("12")
        assert look.query.fields == ["event_types.name", "events.count"], look.query
        assert json.loads(sdk.run_look("12", "json")) == rows
        assert sdk.run_look("12", "csv", limit=1).count("\n") == 2
        folder = sdk.folder(look.folder_id)
        assert folder.name == "Reports", folder
        assert sdk.all_dashboards() == []
        assert sdk.session().workspace_id == "production"
        assert sdk.versions().current_version.version == "4.0"
        sdk.auth.logout()
    finally:
        server.close()


def test_the_sdk_understands_our_errors(options):
    import looker_sdk
    from looker_sdk import models40

    server = serve(options)
    try:
        sdk = sdk_for(server)

        def error(call):
            try:
                call()
            except looker_sdk.error.SDKError as failure:
                return failure
            raise AssertionError("no error was raised")

        def inline(**query):
            return lambda: sdk.run_inline_query("json", models40.WriteQuery(**query))

        unknown = error(inline(model="telemetry", view="events", fields=["events.cuont"]))
        assert "events.cuont" in unknown.message and "events.count" in unknown.message, unknown
        assert "evnts" in error(inline(model="telemetry", view="evnts", fields=["events.count"])).message
        bad = error(
            inline(model="telemetry", view="events", fields=["events.count"], filters={"events.event_date": "3 dys"})
        )
        assert "events.event_date" in bad.message, bad
        assert error(lambda: sdk.look("999")).message == "Not found"
        os.environ["LOOKERSDK_CLIENT_SECRET"] = "wrong"
        assert error(lambda: looker_sdk.init40().me())
    finally:
        server.close()


def test_every_look_and_tile_of_the_demo_runs(options):
    """On an empty state: no rows, and no error either."""
    server = Server(options.program, ROOT / "demo")
    try:
        server.start()
        server.wait_for_pipelines()
        sdk = sdk_for(server)
        looks, dashboards = sdk.all_looks(), sdk.all_dashboards()
        assert {"1519", "1520", "1521", "1522"} <= {look.id for look in looks}, looks
        assert "389" in {dashboard.id for dashboard in dashboards}, dashboards
        for look in looks:
            detail = json.loads(sdk.run_look(look.id, "json_detail"))
            assert not detail["errors"], (look.title, detail["errors"])
        for dashboard in dashboards:
            whole = sdk.dashboard(dashboard.id)
            assert whole.dashboard_elements, dashboard
            for element in whole.dashboard_elements:
                query = element.query or (element.look and element.look.query) or (
                    element.result_maker and element.result_maker.query
                )
                if query is None:
                    continue
                body = {"model": query.model, "view": query.view, "fields": query.fields, "limit": query.limit or "500"}
                for name in ("filters", "sorts", "pivots", "total"):
                    if getattr(query, name):
                        body[name] = getattr(query, name)
                detail = json.loads(sdk.run_inline_query("json_detail", body))
                assert not detail["errors"], (dashboard.title, element.title, detail["errors"])
    finally:
        server.close()
