"""Amplitude's reading APIs, asked as scripts written against Amplitude ask: plain HTTP with basic authentication, and the
wrapper for Python that analysts use, with another host."""

import base64
import datetime
import gzip
import io
import json
import logging
import os
import tempfile
import urllib.parse
import zipfile

from projects import small_project
from server import Server

SETTINGS = """
name: shop
analytics:
  project: 1
  time_zone: Europe/Berlin
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

# Times are UTC; Berlin is an hour ahead. amy buys an hour after her view, bob after 49 hours, cyd after 13.5; cyd's view is
# on 3 March in Berlin.
EVENTS = [
    ("amy@shop", "free", "Italy", "view", "2026-03-02T09:00:00Z", 1, {"page": "/a"}, None),
    ("amy@shop", "free", "Italy", "buy", "2026-03-02T10:00:00Z", 1, {"amount": 10}, 20),
    ("bob@shop", "pro", "Germany", "view", "2026-03-02T11:00:00Z", 2, {"page": "/b"}, None),
    ("bob@shop", "pro", "Germany", "buy", "2026-03-04T12:00:00Z", 3, {}, 5),
    ("cyd@shop", "free", "Italy", "view", "2026-03-02T23:30:00Z", 4, {"page": "/a"}, None),
    ("cyd@shop", "free", "Italy", "buy", "2026-03-03T13:00:00Z", 5, {"amount": 4}, 7),
    ("amy@shop", "free", "Italy", "open", "2026-03-03T09:00:00Z", 6, {}, None),
]

DAYS = {"start": "20260302", "end": "20260304"}


def milliseconds(text):
    return int(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp() * 1000)


def shop():
    return small_project(SETTINGS, **{"content/charts/funnel.yaml": FUNNEL})


def send(server, project=1):
    """Sends the events and returns the API key."""
    key = server.key(f"shop {project}", project)
    events = [
        {
            "event_type": kind, "user_id": user, "device_id": "device of " + user, "time": milliseconds(time),
            "session_id": milliseconds("2026-03-02T00:00:00Z") + session, "insert_id": str(number),
            "platform": "Web", "country": country, "event_properties": properties, "adid": "ad of " + user, "event_id": number,
            "user_properties": {"$set": {"plan": plan}}, **({"revenue": revenue} if revenue else {}),
        }
        for number, (user, plan, country, kind, time, session, properties, revenue) in enumerate(EVENTS)
    ]
    status, _, body = server.request(
        "POST", "/2/httpapi", {"api_key": key, "events": events}, {"Content-Type": "application/json"}
    )
    assert status == 200, body
    server.wait_until_loaded()
    return key


def secret(server, name="reports", project=1, *more):
    return server.run("key", "secret", "--name", name, "--project", str(project), *more).stdout.split()[-1]


class Client:
    def __init__(self, server, key, secret):
        self.server = server
        token = base64.b64encode(f"{key}:{secret}".encode()).decode()
        self.headers = {"Authorization": "Basic " + token}

    def raw(self, method, path, query=(), body=None, form=None):
        items = query.items() if isinstance(query, dict) else query
        items = [(name, json.dumps(value) if isinstance(value, (dict, list)) else value) for name, value in items]
        if items:
            path += "?" + urllib.parse.urlencode(items)
        headers = dict(self.headers)
        if form is not None:
            body = urllib.parse.urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        return self.server.request(method, path, body, headers)

    def get(self, path, query=()):
        status, _, body = self.raw("GET", path, query)
        assert status == 200, (path, status, body)
        return json.loads(body)

    def data(self, path, query=()):
        return self.get(path, query)["data"]


def test_amplitude_dashboard_api(options):
    with Server(options.program, shop()) as server:
        key = send(server)
        client = Client(server, key, secret(server))

        active = client.data("/api/2/events/segmentation", {"e": {"event_type": "_active"}, **DAYS})
        assert active["series"] == [[2, 2, 1]], active
        assert active["xValues"] == ["2026-03-02", "2026-03-03", "2026-03-04"], active
        assert active["seriesCollapsed"] == [[{"value": 3}]] and active["seriesLabels"] == [0], active
        views = {"e": {"event_type": "view"}, "m": "totals", "g": "gp:plan", **DAYS}
        grouped = client.data("/api/2/events/segmentation", views)
        assert grouped["seriesLabels"] == [[0, "free"], [0, "pro"]], grouped
        assert grouped["series"] == [[1, 1, 0], [1, 0, 0]], grouped
        revenue = client.data("/api/2/events/segmentation", {"e": {"event_type": "revenue_amount"}, "m": "sums", **DAYS})
        assert revenue["series"] == [[20, 7, 5]], revenue
        segment = [{"prop": "country", "op": "is not", "values": ["Italy"]}]
        german = client.data("/api/2/events/segmentation", {"e": {"event_type": "_active"}, "s": segment, **DAYS})
        assert german["series"] == [[1, 0, 1]], german

        steps = [("e", {"event_type": "view"}), ("e", {"event_type": "buy"}), ("cs", "86400"), *DAYS.items()]
        funnel = client.data("/api/2/funnels", steps)[0]
        assert funnel["cumulativeRaw"] == [3, 2] and funnel["medianTransTimes"] == [0, 26_100_000], funnel
        assert funnel["dayFunnels"]["series"] == [[2, 1], [1, 1], [0, 0]], funnel
        assert client.data("/api/3/chart/7/query")[0]["cumulativeRaw"] == [3, 2]

        retention = client.data(
            "/api/2/retention",
            {"se": {"event_type": "_new"}, "re": {"event_type": "_active"}, "start": "20260302", "end": "20260303"},
        )["series"][0]
        assert retention["dates"] == ["Mar 03", "Mar 02"], retention["dates"]
        assert [cell["count"] for cell in retention["combined"][:4]] == [3, 3, 1, 1], retention["combined"]

        assert client.data("/api/2/users", {"m": "new", **DAYS})["series"] == [[2, 1, 0]]
        assert client.data("/api/2/sessions/average", DAYS)["series"] == [[1800, 0, 0]]
        assert client.data("/api/2/sessions/peruser", DAYS)["series"] == [[1, 1.5, 1]]
        assert client.data("/api/2/sessions/length", DAYS)["series"] == [[5, 0, 0, 0, 0, 0, 0, 0, 1]]
        composition = client.data("/api/2/composition", {"p": "gp:plan", **DAYS})
        assert dict(zip(composition["xValues"], composition["series"][0])) == {"free": 2, "pro": 1}, composition
        worth = client.data("/api/2/revenue/ltv", {"m": "2", "start": "20260302", "end": "20260303"})["series"][0]
        values = worth["values"]["2026-03-02"]
        assert [values[name] for name in ("r1d", "r3d", "count", "paid", "total_amount")] == [20, 25, 2, 2, 25], values
        assert len(client.data("/api/2/realtime")["series"][0]) == 288
        types = {one["value"]: one for one in client.data("/api/2/events/list")}
        assert set(types) == {"view", "buy", "open"} and not types["buy"]["non_active"], types

        found = client.get("/api/2/usersearch", {"user": "amy@shop"})
        assert found["type"] == "match_user_or_device_id", found
        number = found["matches"][0]["amplitude_id"]
        activity = client.get("/api/2/useractivity", {"user": number})
        assert activity["userData"]["num_sessions"] == 2 and activity["userData"]["revenue"] == 20, activity["userData"]
        assert [event["event_type"] for event in activity["events"]] == ["open", "buy", "view"], activity["events"]

        # A key that was revoked opens nothing from then on.
        ended = Client(server, key, secret(server, "ended"))
        assert ended.raw("GET", "/api/2/users", DAYS)[0] == 200
        assert '"ended" (secret) of project 1' in server.run("key", "list").stdout
        server.run("key", "revoke", "ended", "--secret")
        assert ended.raw("GET", "/api/2/users", DAYS)[0] == 403
        assert server.run("key", "revoke", "ended", check=False).returncode == 1

        # Keys of two projects open nothing, and neither does an API key alone.
        other = secret(server, "other", 2)
        assert Client(server, key, other).raw("GET", "/api/2/users", DAYS)[0] == 403
        assert server.get("/api/2/users?start=20260302&end=20260304")[0] == 401
        assert client.raw("GET", "/api/2/users", {"start": "20260302"})[0] == 400


def test_amplitude_calls_that_are_forms(options):
    with Server(options.program, shop()) as server:
        key = send(server)
        client = Client(server, key, secret(server))

        def call(path, field, value):
            form = urllib.parse.urlencode({"api_key": key, field: json.dumps(value)})
            status, _, body = server.request(
                "POST", path, form, {"Content-Type": "application/x-www-form-urlencoded"}
            )
            assert (status, body) == (200, b"success"), (path, status, body)
            server.wait_until_loaded()

        def active():
            return client.data("/api/2/events/segmentation", {"e": {"event_type": "_active"}, **DAYS})

        before = active()
        users = sorted({event[0] for event in EVENTS})
        assert before["seriesCollapsed"] == [[{"value": 3}]] and len(users) == 3, (before, users)
        call("/usermap", "mapping", [{"user_id": users[0], "global_user_id": users[1]}])
        assert active()["seriesCollapsed"] == [[{"value": 2}]]
        one, other = (client.get("/api/2/usersearch", {"user": user})["matches"][0]["amplitude_id"] for user in users[:2])
        assert one == other
        call("/usermap", "mapping", [{"user_id": users[0], "unmap": True}])
        assert active() == before

        call("/identify", "identification", {"user_id": users[0], "user_properties": {"plan": "team"}})
        call("/groupidentify", "identification", {
            "group_type": "company", "group_value": "acme", "group_properties": {"seats": 5}})
        assert active() == before
        person = client.get("/api/2/usersearch", {"user": users[0]})["matches"][0]["amplitude_id"]
        known = client.get("/api/2/useractivity", {"user": person})["userData"]["properties"]
        assert known["plan"] == "team", known
        assert server.request("GET", "/")[0] == 200
        assert server.request("POST", "/", "client=x", {})[0] == 400


def test_amplitude_segments_ask_people_of_the_project_of_the_keys(options):
    with Server(options.program, shop()) as server:
        send(server)
        client = Client(server, send(server, 2), secret(server, "second", 2))
        own = server.request(
            "POST", "/2/httpapi",
            {
                "api_key": server.key("more", 2),
                "events": [{
                    "event_type": "open", "user_id": "bob@shop", "device_id": "device of bob@shop", "insert_id": "more",
                    "time": milliseconds("2026-03-04T13:00:00Z"), "platform": "Web", "price": 3.54, "quantity": 3,
                }],
            },
            {"Content-Type": "application/json"},
        )
        assert own[0] == 200, own
        server.wait_until_loaded()

        def active(**condition):
            question = {"e": {"event_type": "_active"}, "s": [condition], **DAYS}
            return client.data("/api/2/events/segmentation", question)["series"]

        did = {"type": "event", "event_type": "open", "filters": [], "time_type": "allTime"}
        # In project 2 bob has opened it, too, on 4 March; cyd never has.
        assert active(**did, op=">=", value=1) == [[2, 1, 1]]
        assert active(**did, op="=", value=0) == [[0, 1, 0]]
        # How many those are depends on the day of the test.
        assert len(active(**{**did, "time_type": "rolling", "time_value": 30}, op=">=", value=1)[0]) == 3

        upload = {
            "name": "second", "app_id": 2, "id_type": "BY_USER_ID", "ids": ["bob@shop"], "owner": "ann@example.com",
            "published": True,
        }
        status, _, body = client.raw("POST", "/api/3/cohorts/upload", body=upload)
        assert status == 200, body
        cohort = json.loads(body)["cohortId"]
        assert active(prop="userdata_cohort", op="is", values=[cohort]) == [[1, 0, 1]]
        assert active(prop="userdata_cohort", op="is not", values=[cohort]) == [[1, 2, 0]]

        # 3.54 × 3 has two digits after the point.
        worth = {"e": {"event_type": "open", "group_by": [{"type": "event", "value": "$revenue"}]}, "m": "totals", **DAYS}
        labels = client.data("/api/2/events/segmentation", worth)["seriesLabels"]
        assert sorted(label[1] for label in labels) == ["(none)", "10.62"], labels

        # The chart that is kept with the files is about project 1.
        for form in ("query", "csv"):
            assert client.raw("GET", "/api/3/chart/7/" + form)[0] == 404


def test_amplitude_export_reads_back_what_was_sent(options):
    with Server(options.program, shop()) as server:
        client = Client(server, send(server), secret(server))
        now = datetime.datetime.now(datetime.timezone.utc)
        hours = {
            "start": (now - datetime.timedelta(hours=1)).strftime("%Y%m%dT%H"),
            "end": (now + datetime.timedelta(hours=1)).strftime("%Y%m%dT%H"),
        }
        status, headers, body = client.raw("GET", "/api/2/export", hours)
        assert status == 200 and headers["content-type"] == "application/zip", body[:200]
        events = []
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            assert archive.testzip() is None
            for name in archive.namelist():
                assert name.startswith("1/1_") and name.endswith(".json.gz"), name
                events += [json.loads(line) for line in gzip.decompress(archive.read(name)).splitlines()]
        told = {
            (one["user_id"], one["event_type"], one["event_time"], one["event_properties"].get("page"),
             one["user_properties"]["plan"], one["country"], one["data"].get("revenue"))
            for one in events
        }
        sent = {
            (user, kind, time.replace("T", " ").replace("Z", ".000000"), properties.get("page"), plan, country, revenue)
            for user, plan, country, kind, time, _, properties, revenue in EVENTS
        }
        assert told == sent, told ^ sent
        assert all(one["adid"] == "ad of " + one["user_id"] and one["plan"] == {} for one in events), events
        assert sorted(one["event_id"] for one in events) == list(range(len(EVENTS))), events
        status, _, body = client.raw("GET", "/api/2/export", {"start": "20200101T00", "end": "20200101T05"})
        assert status == 404, body


def test_amplitude_cohorts_and_taxonomy_outlive_a_restart(options):
    with Server(options.program, shop()) as server:
        key = send(server)
        client = Client(server, key, secret(server))
        upload = {
            "name": "chosen", "app_id": 1, "id_type": "BY_USER_ID", "ids": ["amy@shop", "bob@shop", "nobody@shop"],
            "owner": "ann@example.com", "published": False,
        }
        status, _, body = client.raw("POST", "/api/3/cohorts/upload", body=upload)
        assert status == 200, body
        cohort = json.loads(body)["cohortId"]
        status, _, body = client.raw(
            "POST", "/api/3/cohorts/membership",
            body={"cohort_id": cohort, "memberships": [{"ids": ["cyd@shop"], "id_type": "BY_NAME", "operation": "ADD"}]},
        )
        assert status == 200, body
        for method, path, form in [
            ("POST", "category", {"category_name": "Money"}),
            ("POST", "event", {"event_type": "refund", "category": "Money", "description": "Money back"}),
            ("PUT", "event/view", {"display_name": "Page seen"}),
        ]:
            status, _, body = client.raw(method, "/api/2/taxonomy/" + path, form=form)
            assert status == 200 and json.loads(body)["success"], body
        note = {"label": "Launch", "start": "2026-03-02T10:00:00Z", "category": "Marketing"}
        status, _, body = client.raw("POST", "/api/3/annotations", body=note)
        assert status == 200, body

        assert server.stop() == 0
        server.start()
        listed = {one["id"]: one for one in client.get("/api/3/cohorts")["cohorts"]}
        assert listed[cohort]["name"] == "chosen" and listed[cohort]["size"] == 3, listed
        assert listed[cohort]["owners"] == ["ann@example.com"] and not listed[cohort]["published"], listed
        segment = [{"prop": "userdata_cohort", "op": "is", "values": [cohort]}]
        buyers = client.data("/api/2/events/segmentation", {"e": {"event_type": "buy"}, "s": segment, **DAYS})
        assert buyers["seriesCollapsed"] == [[{"value": 3}]], buyers
        assert client.data("/api/2/taxonomy/event/refund")["category"] == {"name": "Money"}
        # The event in the body of a GET, as Amplitude documents it; people's properties by Amplitude's names.
        status, _, body = client.raw("GET", "/api/2/taxonomy/event-property", form={"event_type": "buy"})
        assert status == 200 and [one["event_property"] for one in json.loads(body)["data"]] == ["amount"], body
        assert client.data("/api/2/taxonomy/user-property/gp:plan")["user_property"] == "gp:plan"
        shown = {one["value"]: one["display"] for one in client.data("/api/2/events/list")}
        assert shown["view"] == "Page seen", shown
        assert [one["label"] for one in client.data("/api/3/annotations")] == ["Launch"]
        assert [(one["label"], one["date"]) for one in client.data("/api/2/annotations")] == [("Launch", "2026-03-02")]


def test_amplitude_wrapper_for_python(options):
    os.environ["TQDM_DISABLE"] = "1"
    from amplitude_data_wrapper import analytics_api as amplitude

    logging.getLogger().setLevel(logging.WARNING)
    with Server(options.program, shop()) as server:
        key = send(server)
        keys = {"api_key": key, "secret": secret(server)}
        amplitude.API_DOMAINS["eu"] = server.url

        answer = amplitude.get_event_segmentation(
            start="20260302", end="20260304", event={"event_type": "buy"}, metrics="totals", **keys
        ).json()["data"]
        assert answer["series"] == [[1, 1, 1]] and answer["seriesCollapsed"] == [[{"value": 3}]], answer
        assert amplitude.find_user(user="bob@shop", **keys).json()["matches"][0]["user_id"] == "bob@shop"
        assert amplitude.get_chart(chart_id="7", **keys).json()["data"][0]["cumulativeRaw"] == [3, 2]
        types = amplitude.get_all_event_types(**keys).json()
        assert types["success"] and {one["event_type"] for one in types["data"]} == {"view", "buy", "open"}, types
        assert amplitude.delete_event_type(event_type="open", **keys).json() == {"success": True}

        client = Client(server, key, keys["secret"])
        status, _, body = client.raw(
            "POST", "/api/3/cohorts/upload",
            body={"name": "two", "app_id": 1, "id_type": "BY_USER_ID", "ids": ["amy@shop", "cyd@shop"]},
        )
        assert status == 200, body
        folder = tempfile.mkdtemp(prefix="soundings-amplitude-")
        file = amplitude.get_cohort(
            api_key=key, api_secret=keys["secret"], cohort_id=json.loads(body)["cohortId"],
            filename=os.path.join(folder, "cohort.csv"), props=1,
        )
        with open(file, newline="") as lines:
            rows = [line.split(",") for line in lines.read().split("\r\n") if line]
        assert rows[0] == ["user_id", "amplitude_id", "plan"], rows
        assert [(row[0], row[2]) for row in rows[1:]] == [("amy@shop", "free"), ("cyd@shop", "free")], rows

        now = datetime.datetime.now(datetime.timezone.utc)
        export = amplitude.export_project_data(
            start=(now - datetime.timedelta(hours=1)).strftime("%Y%m%dT%H"), end=now.strftime("%Y%m%dT%H"),
            filename=os.path.join(folder, "export.zip"), **keys,
        )
        with zipfile.ZipFile(export) as archive:
            lines = sum(len(gzip.decompress(archive.read(name)).splitlines()) for name in archive.namelist())
        assert lines == len(EVENTS), lines

        person = dict(deletion_list=[], user_ids=["bob@shop"], email="ann@example.com")
        person |= dict(ignore_invalid_id=False, delete_from_org=False)
        assert amplitude.delete_user_data(**person, **keys).status_code == 403
        keys["secret"] = secret(server, "privacy", 1, "--may-erase")
        job = amplitude.delete_user_data(**person, **keys).json()
        assert job["status"] == "done" and len(job["amplitude_ids"]) == 1, job
        assert amplitude.find_user(user="bob@shop", **keys).json()["type"] == "nomatch"
        today = now.strftime("%Y-%m-%d")
        jobs = amplitude.get_deletion_jobs(start=today, end=job["day"], **keys).json()
        assert [len(one["amplitude_ids"]) for one in jobs] == [1], jobs


def test_amplitude_deletions(options):
    with Server(options.program, shop()) as server:
        key = send(server)
        client = Client(server, key, secret(server, "privacy", 1, "--may-erase"))
        views = {"e": {"event_type": "view"}, "m": "totals", **DAYS}
        assert client.data("/api/2/events/segmentation", views)["series"] == [[2, 1, 0]]
        amy = client.get("/api/2/usersearch", {"user": "amy@shop"})["matches"][0]["amplitude_id"]

        def delete(**body):
            status, _, answer = client.raw("POST", "/api/2/deletions/users", body={"requester": "legal@shop", **body})
            return status, answer

        assert delete()[0] == 400
        status, reason = delete(user_ids=["bob@shop", "ghost@shop"])
        assert status == 400 and b"ghost@shop" in reason, reason
        assert delete(user_ids=["bob@shop"], delete_from_org="True")[0] == 400
        assert client.data("/api/2/events/segmentation", views)["series"] == [[2, 1, 0]]

        status, job = delete(user_ids=["bob@shop", "ghost@shop"], amplitude_ids=[amy], ignore_invalid_id=True)
        assert status == 200, job
        job = json.loads(job)
        assert job["status"] == "done" and len(job["amplitude_ids"]) == 2, job
        # cyd's view on 3 March stays.
        assert client.data("/api/2/events/segmentation", views)["series"] == [[0, 1, 0]]
        assert client.get("/api/2/usersearch", {"user": "amy@shop"})["matches"] == []
        jobs = client.get("/api/2/deletions/users", {"start_day": job["day"], "end_day": job["day"]})
        assert jobs == [job], jobs
        assert client.get("/api/2/deletions/users", {"start_day": "2020-01-01", "end_day": "2020-01-31"}) == []
        assert client.raw("GET", "/api/2/deletions/users", {"start_day": "x", "end_day": "2020-01-31"})[0] == 400
        assert client.raw("DELETE", f"/api/2/deletions/users/{amy}/{job['day']}")[0] == 400
        # Without a secret key that may, nobody is erased.
        reader = Client(server, key, secret(server))
        assert reader.raw("POST", "/api/2/deletions/users", body={"user_ids": ["cyd@shop"]})[0] == 403
        status, _, _ = server.request("POST", "/api/2/deletions/users", {"user_ids": ["cyd@shop"]})
        assert status == 401
