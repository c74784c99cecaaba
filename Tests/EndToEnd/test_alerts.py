"""Alerts on numbers of tiles: looked at as their owners may see them, told to owners and followers once, with the official
client."""

import json

from projects import small_project
from server import Server
from test_charts import milliseconds
from test_looker_misc import DASHBOARD, alert_body, failure, sdk_as


# Due once a year, so that nothing but the tests looks at them.
RARELY = "0 3 1 1 *"


def serve(options):
    server = Server(options.program, small_project(**{"content/d.yaml": DASHBOARD}))
    try:
        return server.start()
    except BaseException:
        server.close()
        raise


def send(server, key, count, name):
    events = [{"event_type": "view", "user_id": "somebody", "insert_id": f"{name}{n}"} for n in range(count)]
    status, _, body = server.request("POST", "/2/httpapi", {"api_key": key, "events": events})
    assert status == 200, body
    server.wait_until_loaded()


def test_an_alert_is_looked_at_and_told_once_to_owner_and_followers(options):
    from looker_sdk import models40

    server = serve(options)
    try:
        admin = sdk_as(server, "admin@example.com", "admin")
        element = admin.dashboard("409").dashboard_elements[0].id
        ann = sdk_as(server, "ann@example.com", "explorer")
        alert = ann.create_alert(alert_body(element, cron=RARELY, threshold=2.0, is_public=True))
        private = ann.create_alert(alert_body(element, cron=RARELY, threshold=2.0, custom_title="Mine"))
        bob = sdk_as(server, "bob@example.com", "explorer")
        bob.follow_alert(alert.id)
        vic = sdk_as(server, "vic@example.com", "viewer")

        ann.enqueue_alert(alert.id)
        assert ann.alert_notifications() == [] and ann.search_alerts(condition_met=True) == []
        assert [a.id for a in ann.search_alerts(last_run_start="2020-01-01T00:00:00Z")] == [alert.id]
        assert ann.search_alerts(last_run_end="2020-01-01T00:00:00Z") == []

        key = server.key()
        send(server, key, 3, "a")
        ann.enqueue_alert(alert.id)
        send(server, key, 2, "b")
        # It stays met: nobody is told again.
        ann.enqueue_alert(alert.id, force=True)
        for sdk, user in [(ann, ann.me().id), (bob, bob.me().id)]:
            [told] = sdk.alert_notifications()
            assert (told.field_value, told.threshold_value, told.is_read) == (3.0, 2.0, False), told
            assert (told.user_id, told.alert_condition_id) == (user, alert.id), told
            assert told.triggering_field_title == "Events Count" and told.ran_at, told
            assert (told.alert.title, told.alert.dashboard_id) == ("Many events", "409"), told
            assert told.alert.dashboard_name == "Single-event dashboard", told
        assert [a.id for a in ann.search_alerts(condition_met=True)] == [alert.id]

        # Nobody is told of what they don't follow, nor may they run it.
        assert vic.alert_notifications() == [] and admin.alert_notifications() == []
        assert failure(lambda: vic.get_alert(private.id)).message == "Not found"
        assert "create_alerts" in failure(lambda: vic.enqueue_alert(alert.id)).message
        assert failure(lambda: bob.enqueue_alert(private.id)).message == "Not found"

        # Another condition begins anew, and one that is off is not looked at.
        ann.update_alert_field(alert.id, models40.AlertPatch(threshold=4.0))
        assert ann.search_alerts(condition_met=True) == []
        bob.unfollow_alert(alert.id)
        ann.enqueue_alert(alert.id)
        assert [n.field_value for n in ann.alert_notifications()] == [5.0, 3.0]
        assert [n.field_value for n in ann.alert_notifications(limit=1)] == [5.0]
        assert len(bob.alert_notifications()) == 1
        ann.update_alert_field(alert.id, models40.AlertPatch(is_disabled=True))
        assert "off" in failure(lambda: ann.enqueue_alert(alert.id)).errors[0].message
    finally:
        server.close()


def test_followers_who_lost_their_account_are_told_nothing(options):
    from looker_sdk import models40

    server = serve(options)
    try:
        admin = sdk_as(server, "admin@example.com", "admin")
        element = admin.dashboard("409").dashboard_elements[0].id
        alert = admin.create_alert(alert_body(element, cron=RARELY, threshold=2.0, is_public=True))
        bob = sdk_as(server, "bob@example.com", "explorer")
        bob.follow_alert(alert.id)
        user = bob.me().id
        admin.update_user(user, models40.WriteUser(is_disabled=True))
        send(server, server.key(), 3, "a")
        admin.enqueue_alert(alert.id)
        assert len(admin.alert_notifications()) == 1
        admin.update_user(user, models40.WriteUser(is_disabled=False))
        # His token has ended with the account.
        client = dict(line.split("=", 1) for line in server.run("user", "credentials", "bob@example.com").stdout.split() if "=" in line)
        headers = {"Authorization": "Bearer " + server.login(client["client_id"], client["client_secret"])}
        assert json.loads(server.get("/api/4.0/alert_notifications", headers)[2]) == []
    finally:
        server.close()


OVER_TIME = """
dashboard: 409
title: Events over time
elements:
- {name: days, title: By day, model: telemetry, explore: events, fields: [events.event_date, event_types.name, events.count], sorts: [events.event_date]}
"""


def test_our_api_says_what_a_look_sees_and_why_there_is_none(options):
    server = Server(options.program, small_project(**{"content/d.yaml": OVER_TIME}))
    try:
        server.start()
        key = server.key()
        # One view on the first day and three on the next; two purchases on the first.
        days = [("view", "2026-03-02", 1), ("view", "2026-03-03", 3), ("buy", "2026-03-02", 2)]
        events = [
            {"event_type": kind, "user_id": "somebody", "insert_id": f"{kind}{day}{n}", "time": milliseconds(day + "T09:00:00Z")}
            for kind, day, count in days for n in range(count)
        ]
        assert server.request("POST", "/2/httpapi", {"api_key": key, "events": events})[0] == 200
        server.wait_until_loaded()
        admin = sdk_as(server, "admin@example.com", "admin")
        element = admin.dashboard("409").dashboard_elements[0].id
        client, secret = server.credentials("ann@example.com", "explorer")
        headers = {"Authorization": "Bearer " + server.login(client, secret)}

        def ask(method, path, body=None, headers=headers):
            status, _, answer = server.request(method, path, body, {"Content-Type": "application/json", **headers})
            assert status < 300, (path, status, answer)
            return json.loads(answer) if answer else None

        alert = {
            "dashboard_element_id": element, "comparison_type": "INCREASES_BY", "threshold": 2, "cron": RARELY, "owner_id": "",
            "field": {"name": "events.count", "title": "Events", "filter": [{"field_name": "event_types.name", "field_value": "view"}]},
            "destinations": [{"destination_type": "EMAIL", "email_address": "ann@example.com"}],
        }
        seen = ask("POST", "/api/v1/alerts/preview", {"alert": alert})
        assert seen["is_over_time"] and {row["label"] for row in seen["rows"]} == {"buy", "view"}, seen
        assert [column["name"] for column in seen["columns"]] == ["events.count"], seen
        reading = seen["reading"]
        assert (reading["value"], reading["earlier"], reading["period"], reading["is_met"]) == (3, 1, "2026-03-03", True), reading
        gone = ask("POST", "/api/v1/alerts/preview", {"alert": {**alert, "field": {"name": "events.gone", "title": "Gone"}}})
        assert "no column Gone" in gone["trouble"], gone

        made = ask("POST", "/api/4.0/alerts", alert)
        look = ask("POST", f"/api/v1/alerts/{made['id']}/look")["look"]
        assert (look["value"], look["is_met"], look["failure"]) == (3, True, None), look
        told = ask("GET", "/api/v1/alert-notifications")
        assert told["unread"] == 1 and told["notifications"][0]["tile"]["dashboard_title"] == "Events over time", told
        ask("POST", "/api/v1/alert-notifications/read", {"ids": [told["notifications"][0]["id"]]})
        assert ask("GET", "/api/v1/alert-notifications")["unread"] == 0
        assert ask("GET", "/api/v1/alerts")["alerts"][0]["condition"] == "Events rises by at least 2"

        # The owner is gone from one moment to the next: it says so, and stays on.
        server.run("user", "disable", "ann@example.com")
        client, secret = server.credentials("root@example.com", "admin")
        root = {"Authorization": "Bearer " + server.login(client, secret)}
        after = ask("POST", f"/api/v1/alerts/{made['id']}/look", headers=root)
        assert after["is_on"] and after["look"]["is_refused"] and "disabled or gone" in after["look"]["failure"], after
    finally:
        server.close()
