"""Finding things: the search over content, the model and values, through our own API and through the official client."""

import json
import urllib.parse

from projects import small_project
from server import Server

DASHBOARDS = """
- dashboard: 409
  title: Single-event dashboard
  description: Everything about one kind of event.
  filters:
  - {name: Event type, title: Event type, type: field_filter, default_value: view, model: telemetry, explore: events, field: event_types.name}
  elements:
  - {name: count, title: How often, model: telemetry, explore: events, fields: [events.count]}
- dashboard: 410
  title: All events
  filters:
  - {name: Event type, title: Event type, type: field_filter, model: telemetry, explore: events, field: event_types.name}
  elements:
  - {name: count, model: telemetry, explore: events, fields: [events.count]}
- dashboard: 411
  title: Purchases of one person
  filters:
  - {name: Person, title: Person, type: field_filter, model: telemetry, explore: events, field: events.user_id}
  elements:
  - {name: count, model: telemetry, explore: events, fields: [events.count]}
"""
LOOK = """
look: {id: 12, title: Events by type, description: How often each event came., model: telemetry, explore: events, fields: [event_types.name, events.count]}
"""


def serve(options):
    server = Server(options.program, small_project(**{"content/d.yaml": DASHBOARDS, "content/l.yaml": LOOK}))
    try:
        server.start()
        key = server.key()
        events = [
            {"event_type": name, "user_id": f"user-{n % 4}", "insert_id": f"{name}{n}"}
            for name in ["Databricks opened", "view", "refund, partial"] for n in range(8)
        ]
        status, _, body = server.request("POST", "/2/httpapi", {"api_key": key, "events": events})
        assert status == 200, body
        server.wait_until_loaded()
        return server
    except BaseException:
        server.close()
        raise


def get(server, token, path):
    status, headers, body = server.get("/api/v1/" + path, {"Authorization": f"Bearer {token}"} if token else None)
    return status, json.loads(body)


def search(server, token, text, **more):
    status, found = get(server, token, "search?" + urllib.parse.urlencode({"q": text, **more}))
    assert status == 200, found
    return found


def test_words_find_content_fields_and_values_with_links_that_work(options):
    server = serve(options)
    try:
        token = server.login(*server.credentials())
        found = search(server, token, "events")
        assert "Events by type" in [c["title"] for c in found["content"]], found
        assert found["content"][0]["url"] in ("/looks/12", "/dashboards/410"), found["content"][0]
        assert "events.count" in [f["name"] for f in search(server, token, "events count")["fields"]]
        assert [c["title"] for c in search(server, token, "everything about one")["content"]] == [
            "Single-event dashboard"
        ]

        server.wait_until(
            lambda: search(server, token, "databricks")["values"], 60, "the values were not there to be found"
        )
        value = search(server, token, "databricks")["values"][0]
        assert (value["value"], value["field"]) == ("Databricks opened", "event_types.name"), value
        assert [d["id"] for d in value["dashboards"]] == ["409", "410"], value
        assert value["dashboards"][0]["url"] == "/dashboards/409?Event%20type=Databricks%20opened", value
        # A value with a comma is one value to the filter: the link's expression, as a filter of the explore, finds its rows.
        value = search(server, token, "refund")["values"][0]
        expression = urllib.parse.parse_qs(urllib.parse.urlsplit(value["dashboards"][0]["url"]).query)["Event type"][0]
        rows = server.query(
            token,
            {
                "model": "telemetry", "view": "events", "fields": ["event_types.name", "events.count"],
                "filters": {"event_types.name": expression},
            },
        )
        assert rows == [{"event_types.name": "refund, partial", "events.count": 8}], rows
        both = search(server, token, "databricks all")["content"]
        assert [c["url"] for c in both] == ["/dashboards/410?Event%20type=Databricks%20opened"], both
        assert search(server, token, "nothing like that")["content"] == []
        assert [v["value"] for v in search(server, token, "user-3")["values"]] == ["user-3"]
        limited = search(server, token, "event", types="content", limit=1)
        assert len(limited["content"]) == 1 and limited["fields"] == [], limited
        assert get(server, token, "search?q=a&limit=0")[0] == 422
        assert get(server, token, "search?q=a&types=tables")[0] == 422
        assert get(server, None, "search?q=a")[0] == 401
    finally:
        server.close()


def test_the_official_client_searches_content(options):
    from test_looker_sdk import sdk_for

    server = serve(options)
    try:
        sdk = sdk_for(server)
        found = sdk.search_content("events")
        assert {(f.type, f.content_id) for f in found} >= {("look", "12"), ("dashboard", "410")}, found
        assert [f.content_id for f in sdk.search_content("single event", types="dashboard")] == ["409"]
        assert sdk.search_content("events", types="look", fields="title")[0].content_id is None
        assert len(sdk.search_content("e", limit=2)) == 2
        assert sdk.search_content("nothing like that") == []
    finally:
        server.close()
