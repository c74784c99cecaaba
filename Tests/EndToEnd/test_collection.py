"""The two doors, by HTTP and by the official Amplitude SDK."""

import gzip
import json
import time

from projects import small_project
from server import Server

RELEASES = """
name: shop
releases:
  kubernetes: 5.4.0
  docker-compose: 5.4.0
  docker-container: 5.4.0
  app: 2024.1.1
"""


def batch(key, events, **more):
    return {"api_key": key, "events": events, **more}


def post(server, path, body, headers=None):
    status, head, answer = server.request("POST", path, body, headers or {"Content-Type": "application/json"})
    return status, head, answer


def test_the_official_amplitude_sdk_delivers_unmodified(options):
    from amplitude import Amplitude, BaseEvent, Identify, EventOptions

    with Server(options.program, small_project(RELEASES)) as server:
        results = []
        client = Amplitude(server.key())
        client.configuration.server_url = server.url + "/2/httpapi"
        client.configuration.flush_queue_size = 50
        client.configuration.callback = lambda event, code, message=None: results.append((code, message))
        for number in range(250):
            client.track(
                BaseEvent(
                    event_type="SearchSubmitted", user_id=f"user-{number % 25:03}", insert_id=f"sdk-{number}",
                    event_properties={"query": "ünï", "n": number},
                )
            )
        client.identify(Identify().set("plan", "pro"), EventOptions(user_id="user-001"))
        client.shutdown()
        deadline = time.monotonic() + 30
        while len(results) < 251 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert len(results) == 251, (len(results), server.output())
        assert {code for code, _ in results} == {200}, {message for _, message in results}
        server.wait_until_loaded()
        token = server.login(*server.credentials())
        rows = server.query(
            token,
            {
                "model": "telemetry", "view": "events",
                "fields": ["event_types.name", "events.count", "events.user_count"],
                "sorts": ["events.count desc"],
            },
        )
        assert rows[0] == {"event_types.name": "SearchSubmitted", "events.count": 250, "events.user_count": 25}, rows
        assert rows[1]["event_types.name"] == "$identify" and rows[1]["events.count"] == 1, rows


def test_an_insert_id_counts_once_however_often_it_is_sent(options):
    with Server(options.program, small_project(RELEASES)) as server:
        key = server.key()
        events = [
            {"event_type": "x", "user_id": "somebody", "device_id": "d", "insert_id": f"i{n}", "time": 1700000000000}
            for n in range(10)
        ]
        for _ in range(3):
            status, _, answer = post(server, "/2/httpapi", batch(key, events))
            assert status == 200 and json.loads(answer)["events_ingested"] == 10, answer
            server.wait_until_loaded()
        status, _, answer = post(
            server, "/batch", gzip.compress(json.dumps(batch(key, events)).encode()),
            {"Content-Type": "application/json", "Content-Encoding": "gzip"},
        )
        assert status == 200, answer
        server.wait_until_loaded()
        token = server.login(*server.credentials())
        rows = server.query(token, {"model": "telemetry", "view": "events", "fields": ["events.count"]})
        assert rows == [{"events.count": 10}], rows


def test_amplitude_answers_are_amplitudes(options):
    settings = RELEASES + "server:\n  body_limit_mb: 1\n"
    with Server(options.program, small_project(settings)) as server:
        key = server.key()
        good = {"event_type": "x", "user_id": "somebody", "insert_id": "1"}
        cases = [
            ("not JSON", b"{", 400, "Invalid JSON request body"),
            ("no body", b"", 400, "Missing request body"),
            ("unknown key", batch("nobody", [good]), 400, "Invalid API key: "),
            ("no events", {"api_key": key}, 400, "Request missing required field"),
            ("no event type", batch(key, [good, {"user_id": "somebody"}]), 400, None),
            ("a body over the limit", b'{"api_key":"' + b"x" * (3 << 20) + b'"}', 413, "Payload too large"),
        ]
        for name, body, status, error in cases:
            answered, _, answer = post(server, "/2/httpapi", body)
            value = json.loads(answer)
            assert (answered, value["code"]) == (status, status), (name, answered, answer)
            if error:
                assert value["error"].startswith(error), (name, value)
        assert json.loads(post(server, "/2/httpapi", cases[4][1])[2])["events_with_missing_fields"] == {
            "event_type": [1]
        }
        server.wait_until_loaded()
        token = server.login(*server.credentials())
        rows = server.query(token, {"model": "telemetry", "view": "events", "fields": ["events.count"]})
        assert rows == [{"events.count": 0}], rows


def test_pings_are_answered_as_the_protocol_says(options):
    with Server(options.program, small_project(RELEASES)) as server:
        site = "7c1f3a52-6a0e-4c58-9d57-2f2f6f9c0a11"
        cases = [
            ("{", 400, b""),
            ({"version": "5.3.2"}, 400, b"no site ID specified"),
            ({"site": site}, 400, b"no version specified"),
            ({"site": site, "version": "dev"}, 204, b""),
            ({"site": site, "version": "5.3.2", "deployType": "docker-compose"}, 200, None),
            ({"site": site, "version": "5.4.0", "deployType": "docker-compose"}, 204, b""),
            ({"SITE": site, "Version": "v5.4.0-rc.1", "deployType": "kubernetes"}, 200, None),
            ({"site": site, "version": "not a version"}, 400, None),
        ]
        for path in ("/updates", "/.api/updates"):
            for body, status, answer in cases:
                answered, head, received = post(server, path, body)
                assert answered == status, (path, body, answered, received)
                if answer is not None:
                    assert received.strip() == answer, (path, body, received)
                if status == 200:
                    assert json.loads(received)["version"] == "5.4.0", received
                    assert head["content-type"] == "application/json; charset=utf-8", head
            # Whatever is not a GET has a body.
            assert server.request("PUT", path, "{")[0] == 400
        status, _, answer = server.get(
            "/.api/updates?site=0101-0101&deployType=server&version=3.12.6&auth=builtin,saml&u=12"
            "&act=%7B%22DAUs%22%3A%5B%5D%7D&totalUsers=30&repos=true"
        )
        assert status == 200 and json.loads(answer)["version"] == "5.4.0", (status, answer)
        server.wait_until_loaded()
        token = server.login(*server.credentials())
        rows = server.query(
            token, {"model": "telemetry", "view": "pings", "fields": ["pings.count", "pings.instance_count"]}
        )
        # On each path three comparable versions and one that is not are recorded, `dev` is not; and the one by GET.
        assert rows == [{"pings.count": 9, "pings.instance_count": 2}], rows


def test_a_stop_drains_what_was_accepted(options):
    with Server(options.program, small_project(RELEASES)) as server:
        key = server.key()
        for number in range(50):
            events = [{"event_type": "x", "user_id": "somebody", "insert_id": f"{number}-{n}"} for n in range(100)]
            assert post(server, "/2/httpapi", batch(key, events))[0] == 200
        assert server.stop() == 0, server.output()
        assert server.stopping_seconds < 15, server.stopping_seconds
        server.start()
        server.wait_until_loaded()
        token = server.login(*server.credentials())
        rows = server.query(token, {"model": "telemetry", "view": "events", "fields": ["events.count"]})
        assert rows == [{"events.count": 5000}], rows
