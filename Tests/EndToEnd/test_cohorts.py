"""Saved cohorts, the people behind numbers, people looked up one by one, and who can contribute."""

import json
import pathlib
import urllib.parse

from projects import small_project
from server import Server
from test_charts import CLICKS, definition, milliseconds, run_chart

SETTINGS = """
name: shop
analytics:
  project: 1
  inactive_events: [heartbeat]
  cohort_seconds: 3600
"""

VIEWERS = """\
cohort: viewers
description: Who has looked at anything.
definition:
  all_of:
    - {clause: did, event: view, window: {since: 2026-03-01}}
"""

MEMBERS = """
connection: "warehouse"
view: clicks {
  sql_table_name: main.events ;;
  dimension: seq { primary_key: yes type: number sql: ${TABLE}.seq ;; }
  dimension: uid { type: number sql: ${TABLE}.uid ;; }
  dimension: user_id { sql: ${TABLE}.user_id ;; }
  measure: count { type: count }
  measure: people { type: count_distinct sql: ${uid} ;; }
}
view: cohort_member {
  sql_table_name: main.cohort_member ;;
  dimension: pk { primary_key: yes hidden: yes sql: ${TABLE}.cohort || '/' || ${TABLE}.uid ;; }
  dimension: cohort { sql: ${TABLE}.cohort ;; tags: ["cohort"] }
  dimension: uid { type: number hidden: yes sql: ${TABLE}.uid ;; }
}
explore: clicks {
  join: cohort_member { relationship: one_to_many sql_on: ${clicks.uid} = ${cohort_member.uid} ;; }
}
"""

# The same clicks in a model of its own, of which only the purchases are rows.
SALES = CLICKS.replace("ON t.ev = e.ev ;;", "ON t.ev = e.ev WHERE t.name = 'buy' ;;")

# ann: view, then buy an hour later. bob: view twice, buys two days later. cy: buys without a view, with a heartbeat before.
# dee: only looks, on the 5th.
EVENTS = [
    ("ann", "view", "2026-03-02T09:00:00Z", 10, "pro"),
    ("ann", "buy", "2026-03-02T10:00:00Z", 10, "pro"),
    ("bob", "view", "2026-03-02T11:00:00Z", 11, "free"),
    ("bob", "view", "2026-03-03T11:00:00Z", 12, "free"),
    ("bob", "buy", "2026-03-04T12:00:00Z", 13, "pro"),
    ("cy", "heartbeat", "2026-03-02T13:00:00Z", 14, "free"),
    ("cy", "buy", "2026-03-03T13:00:00Z", 15, "free"),
    ("dee", "view", "2026-03-05T13:00:00Z", 16, "free"),
]


def shop(settings=SETTINGS, **files):
    return small_project(
        settings, **{
            "content/cohorts/viewers.yaml": VIEWERS, "clicks.model.lkml": CLICKS, "members.model.lkml": MEMBERS,
            "telemetry.model.lkml": MEMBERS, **files,
        },
    )


def send(server):
    events = [
        {
            "event_type": kind, "user_id": user + "@shop", "time": milliseconds(at), "insert_id": str(number),
            "platform": "Web", "session_id": session, "device_id": user + "-phone",
            "event_properties": {"n": number}, "user_properties": {"plan": plan},
        }
        for number, (user, kind, at, session, plan) in enumerate(EVENTS)
    ]
    status, _, body = server.request(
        "POST", "/2/httpapi", {"api_key": server.key(), "events": events}, {"Content-Type": "application/json"}
    )
    assert status == 200, body
    server.wait_until_loaded()


def call(server, token, method, path, body=None, headers=None):
    status, _, answer = server.request(
        method, "/api/v1/" + path, body,
        {"Authorization": f"Bearer {token}", "Content-Type": "application/json", **(headers or {})},
    )
    return status, json.loads(answer) if answer and answer[:1] in b"{[" else answer.decode()


def did(event, **more):
    return {"all_of": [{"clause": "did", "event": event, "window": {"since": "2026-03-01"}, **more}]}


def names(members):
    return [member["user_id"].removesuffix("@shop") for member in members]


def test_cohorts_are_saved_in_versions(options):
    with Server(options.program, shop()) as server:
        send(server)
        token = server.login(*server.credentials(role="explorer"))

        status, seen = call(server, token, "POST", "cohorts/preview", {"definition": did("buy")})
        assert status == 200 and seen["size"] == 3 and names(seen["members"]) == ["ann", "bob", "cy"], seen
        assert seen["words"] == "did buy at least once since 2026-03-01", seen

        body = {"name": "buyers", "description": "Who paid.", "definition": did("buy")}
        status, saved = call(server, token, "POST", "cohorts", body)
        assert status == 201 and saved["size"] == 3 and saved["version"] == 1, saved
        assert saved["members"]["size"] == 3 and saved["members"]["version"] == 1, saved
        assert saved["author"]["name"], saved
        assert call(server, token, "POST", "cohorts", body)[0] == 422

        # Version 2: who viewed and bought.
        both = {"all_of": did("buy")["all_of"] + did("view")["all_of"]}
        status, saved = call(server, token, "PATCH", "cohorts/buyers", {"definition": both, "note": "viewers only"})
        assert status == 200 and saved["version"] == 2 and saved["size"] == 2, saved
        status, same = call(server, token, "PATCH", "cohorts/buyers", {"definition": both})
        assert same["version"] == 2, same
        status, versions = call(server, token, "GET", "cohorts/buyers/versions")
        assert [one["version"] for one in versions["versions"]] == [2, 1], versions
        assert versions["versions"][0]["note"] == "viewers only", versions

        status, page = call(server, token, "GET", "cohorts/buyers/members?limit=1")
        assert page["size"] == 2 and names(page["members"]) == ["ann"] and page["next"], page
        status, rest = call(server, token, "GET", f"cohorts/buyers/members?limit=1&after={page['next']}")
        assert names(rest["members"]) == ["bob"] and rest["next"] is None, rest
        status, old = call(server, token, "GET", "cohorts/buyers/members?version=1")
        assert old["version"] == 1 and names(old["members"]) == ["ann", "bob", "cy"], old
        status, text = call(server, token, "GET", "cohorts/buyers/members?format=csv")
        lines = text.split("\r\n")
        assert lines[0] == "uid,user_id,device_id" and [line.split(",")[1] for line in lines[1:3]] == [
            "ann@shop", "bob@shop",
        ], text

        # Charts follow the newest version, or the one they name.
        def uniques(**more):
            chart = definition(chart="segmentation", metric="totals", events=["buy"], **more)
            status, answer = run_chart(server, token, {"definition": chart, "as_of": "2026-03-08"})
            assert status == 200, answer
            return answer["answer"]

        # Purchases on 2, 3 and 4 March: ann, cy, bob.
        assert uniques(filters=[{"cohort": "buyers"}])["series"][0]["series"] == [1, 0, 1]
        assert uniques(filters=[{"cohort": "buyers", "op": "is not"}])["series"][0]["series"] == [0, 1, 0]
        assert uniques(segments=[{"cohorts": [{"cohort": "buyers", "version": 1}]}])["series"][0]["series"] == [1, 1, 1]
        divided = uniques(group_by=[{"cohort": "buyers"}])
        series = {line["group"][0]: line["series"] for line in divided["series"] if line.get("group")}
        assert series == {"in": [1, 0, 1], "out": [0, 1, 0]}, divided
        assert [(one["name"], one["size"]) for one in divided["cohorts"]] == [("buyers", 2)], divided["cohorts"]

        status, problem = run_chart(
            server, token, {"definition": definition(chart="lifecycle", filters=[{"cohort": "nobody"}])}
        )
        assert status == 422 and "There is no cohort" in problem["errors"][0]["message"], problem

        # Back to the first version, then away and back again.
        status, saved = call(server, token, "POST", "cohorts/buyers/restore", {"version": 1})
        assert status == 200 and saved["version"] == 3 and saved["size"] == 3, saved
        assert call(server, token, "DELETE", "cohorts/buyers")[0] == 204
        assert call(server, token, "GET", "cohorts/buyers")[0] == 404
        status, gone = call(server, token, "GET", "cohorts?deleted=true")
        assert [one["name"] for one in gone["cohorts"]] == ["buyers"], gone
        status, saved = call(server, token, "POST", "cohorts/buyers/restore", {})
        assert status == 200 and saved["version"] == 3, saved

        # A cohort that can't be worked out is not saved.
        circle = {"all_of": [{"clause": "in_cohort", "cohort": "buyers"}]}
        assert call(server, token, "POST", "cohorts", {"name": "inner", "definition": circle})[0] == 201
        status, problem = call(
            server, token, "PATCH", "cohorts/buyers",
            {"definition": {"all_of": [{"clause": "in_cohort", "cohort": "inner"}]}},
        )
        assert status == 422 and "contains itself" in problem["errors"][0]["message"], problem
        status, problem = call(
            server, token, "POST", "cohorts", {"name": "a@3", "definition": {"all_of": [{"clause": "dd"}]}}
        )
        assert status == 422 and problem["errors"][0]["field"] == "name", problem

        viewer = server.login(*server.credentials(email="viewer@example.com", role="viewer"))
        assert call(server, viewer, "GET", "cohorts/buyers")[0] == 200
        assert call(server, viewer, "GET", "cohorts/buyers/members")[0] == 403
        assert call(server, viewer, "POST", "cohorts", body)[0] == 403
        assert server.request("GET", "/api/v1/cohorts")[0] == 401


def test_cohorts_of_files_follow_the_files(options):
    project = shop()
    file = project / "content" / "cohorts" / "viewers.yaml"
    with Server(options.program, project) as server:
        send(server)
        token = server.login(*server.credentials(role="explorer"))
        status, cohort = call(server, token, "GET", "cohorts/viewers")
        assert status == 200 and cohort["file"] == "content/cohorts/viewers.yaml" and cohort["version"] == 1, cohort
        assert call(server, token, "PATCH", "cohorts/viewers", {"description": "x"})[0] == 422
        # The members that were kept when the server started were those of an empty warehouse.
        assert call(server, token, "POST", "cohorts/viewers/compute", {})[1]["size"] == 3
        status, page = call(server, token, "GET", "cohorts/viewers/members")
        assert names(page["members"]) == ["ann", "bob", "dee"], page

        file.write_text(VIEWERS.replace("event: view,", "event: view, op: \">=\", value: 2,"))
        server.wait_until(
            lambda: call(server, token, "GET", "cohorts/viewers")[1]["version"] == 2, 20, "the file was not read again"
        )
        status, page = call(server, token, "GET", "cohorts/viewers/members")
        assert names(page["members"]) == ["bob"] and page["version"] == 2, page
        status, old = call(server, token, "GET", "cohorts/viewers/members?version=1")
        assert names(old["members"]) == ["ann", "bob", "dee"], old

        listed = server.run("cohort", "list", "--project", project)
        assert "viewers" in listed.stdout and "did view at least 2 times" in listed.stdout, listed.stdout
        ran = server.run("cohort", "run", "viewers", "--project", project)
        assert ran.stdout.startswith("viewers, version 2: 1 member as of "), ran.stdout
        assert server.stop() == 0
        # And without a server, from the files.
        shown = server.run("cohort", "show", "viewers", "--project", project)
        assert "bob@shop" in shown.stdout and "ann@shop" not in shown.stdout, shown.stdout
        chart = project / "chart.json"
        chart.write_text(json.dumps(definition(chart="segmentation", events=["view"], filters=[{"cohort": "viewers"}])))
        ran = server.run("chart", "run", chart, "--project", project, "--json")
        assert json.loads(ran.stdout)["series"][0]["series"] == [1, 1, 0], ran.stdout

    wrong = project / "content" / "cohorts" / "wrong.yaml"
    wrong.write_text("cohort: wrong\ndefinition:\n  all_of:\n    - {clause: did, evnt: view}\n")
    (project / "content" / "charts").mkdir()
    (project / "content" / "charts" / "a.yaml").write_text(
        "chart: 1\ntitle: A\ndefinition:\n  chart: lifecycle\n  filters: [{cohort: viewer}]\n"
    )
    checked = server_less(options, "validate", project)
    assert "content/cohorts/wrong.yaml:4:" in checked and "bad-cohort" in checked, checked
    wrong.unlink()
    checked = server_less(options, "validate", project)
    assert "content/charts/a.yaml:5:22" in checked and "unknown-cohort" in checked and "viewers" in checked, checked


def test_members_are_worked_out_anew_by_themselves(options):
    with Server(options.program, shop(SETTINGS.replace("3600", "1"))) as server:
        token = server.login(*server.credentials(role="explorer"))

        def size(name="viewers"):
            kept = call(server, token, "GET", "cohorts/" + name)[1]["members"]
            return kept and kept["size"]

        server.wait_until(lambda: size() == 0, 20, "the cohort was not worked out")
        send(server)
        server.wait_until(lambda: size() == 3, 20, "the cohort was not worked out anew")
        # What nobody asks for any more goes.
        count = {"model": "members", "view": "clicks", "fields": ["clicks.count"], "filters": {"cohort_member.cohort": "b"}}
        assert call(server, token, "POST", "cohorts", {"name": "b", "definition": did("buy")})[0] == 201
        assert server.query(token, count) == [{"clicks.count": 7}]
        assert call(server, token, "DELETE", "cohorts/b")[0] == 204
        server.wait_until(
            lambda: server.query(token, count) == [{"clicks.count": 0}], 20, "the members were not taken away"
        )


def server_less(options, *arguments):
    import subprocess

    done = subprocess.run([options.program, *map(str, arguments)], capture_output=True, text=True, timeout=120)
    return done.stdout + done.stderr


def test_lists_are_brought_in(options):
    project = shop()
    with Server(options.program, project) as server:
        send(server)
        token = server.login(*server.credentials(role="explorer"))
        status, saved = call(
            server, token, "POST", "cohorts/import?name=beta%20testers&description=Invited", "user_id,since\nann@shop,1\n"
            "nobody@shop,2\ncy@shop,3\nann@shop,4\n", {"Content-Type": "text/csv"},
        )
        assert status == 200 and (saved["ids"], saved["size"], saved["unknown_ids"]) == (3, 2, 1), saved
        assert saved["unknown"] == ["nobody@shop"] and saved["version"] == 1, saved
        status, page = call(server, token, "GET", "cohorts/beta%20testers/members")
        assert names(page["members"]) == ["ann", "cy"], page
        uids = [member["uid"] for member in page["members"]]
        status, saved = call(server, token, "POST", "cohorts/import?name=beta%20testers&kind=people", uids + [999999])
        assert (saved["version"], saved["size"], saved["unknown"]) == (2, 2, ["999999"]), saved
        assert call(server, token, "POST", "cohorts/import?name=x", "[]")[0] == 422
        # A list doesn't take the place of what is worked out.
        assert call(server, token, "POST", "cohorts", {"name": "buyers", "definition": did("buy")})[0] == 201
        status, problem = call(server, token, "POST", "cohorts/import?name=buyers", ["ann@shop"])
        assert status == 422 and "is no list" in problem["message"], problem

        listed = project / "list.csv"
        listed.write_text("bob@shop\nghost@shop\n")
        ran = server.run("cohort", "import", "friends", listed, "--project", project)
        assert "friends, version 1: 1 member" in ran.stdout and "1 id is unknown" in ran.stdout, ran.stdout
        assert server.stop() == 0
        ran = server.run("cohort", "import", "friends", listed, "--project", project, "--note", "again")
        assert "friends, version 1" in ran.stdout, ran.stdout
        listed.write_text("[\"bob@shop\", \"dee@shop\"]")
        ran = server.run("cohort", "import", "friends", listed, "--project", project)
        assert "friends, version 2: 2 members" in ran.stdout, ran.stdout
        csv = server.run("cohort", "show", "friends", "--project", project, "--csv")
        assert csv.stdout.count("@shop") == 2, csv.stdout


def test_explores_filter_and_divide_by_cohorts(options):
    with Server(options.program, shop()) as server:
        send(server)
        token = server.login(*server.credentials(role="explorer"))
        assert call(server, token, "POST", "cohorts", {"name": "buyers", "definition": did("buy")})[0] == 201
        assert call(server, token, "POST", "cohorts/viewers/compute", {})[0] == 200
        query = {"model": "members", "view": "clicks", "fields": ["clicks.count", "clicks.people"]}

        def rows(**more):
            return server.query(token, {**query, **more})

        status, shown = call(server, token, "GET", "cohorts/buyers")
        links = {(each["model"], each["explore"], each["field"], each["filter"]) for each in shown["explores"]}
        assert ("members", "clicks", "cohort_member.cohort", "buyers") in links, shown

        # ann 2, bob 3, cy 2 events.
        assert rows(filters={"cohort_member.cohort": "buyers"}) == [{"clicks.count": 7, "clicks.people": 3}]
        divided = rows(fields=["cohort_member.cohort", "clicks.count", "clicks.people"], sorts=["cohort_member.cohort"])
        # viewers: ann 2, bob 3, dee 1.
        assert divided == [
            {"cohort_member.cohort": "buyers", "clicks.count": 7, "clicks.people": 3},
            {"cohort_member.cohort": "viewers", "clicks.count": 6, "clicks.people": 3},
        ], divided
        # All events count once, whatever cohorts a person is in; and a change is seen at once.
        assert rows() == [{"clicks.count": 8, "clicks.people": 4}]
        changed = {"definition": did("buy", op=">=", value=2)}
        assert call(server, token, "PATCH", "cohorts/buyers", changed)[1]["size"] == 0
        assert rows(filters={"cohort_member.cohort": "buyers"}) == [{"clicks.count": 0, "clicks.people": 0}]


def test_users_who_are_one_person_are_members_by_all_their_ids(options):
    with Server(options.program, shop()) as server:
        send(server)
        mapping = json.dumps([{"user_id": "cy@shop", "global_user_id": "ann@shop"}])
        form = urllib.parse.urlencode({"api_key": server.key("mapping"), "mapping": mapping})
        sent = server.request("POST", "/usermap", form, {"Content-Type": "application/x-www-form-urlencoded"})
        assert sent[0] == 200, sent
        server.wait_until_loaded()
        token = server.login(*server.credentials(role="explorer"))
        # ann and cy bought once each.
        status, saved = call(server, token, "POST", "cohorts", {"name": "twice", "definition": did("buy", op=">=", value=2)})
        assert status == 201 and saved["size"] == 1, saved
        assert names(call(server, token, "GET", "cohorts/twice/members")[1]["members"]) == ["ann"]

        # ann's two events and the two of cy, each once.
        query = {"model": "members", "view": "clicks", "fields": ["clicks.count"]}
        assert server.query(token, {**query, "filters": {"cohort_member.cohort": "twice"}}) == [{"clicks.count": 4}]
        chart = definition(
            chart="segmentation", events=["buy"], filters=[{"cohort": "twice"}],
            source={"model": "clicks", "explore": "clicks"},
        )
        status, answer = run_chart(server, token, {"definition": chart})
        assert status == 200 and answer["answer"]["series"][0]["series"] == [1, 1, 0], answer


def test_from_numbers_to_people_and_back(options):
    with Server(options.program, shop()) as server:
        send(server)
        token = server.login(*server.credentials(role="explorer"))
        funnel = definition(chart="funnel", title="Sale", steps=["view", "buy"], window={"value": 1, "unit": "week"})
        dropped = {"step": 2, "outcome": "dropped"}
        # All of the range: ann, bob viewed and bought; dee's view lies after it.
        status, people = run_chart(server, token, {"definition": funnel, "point": {"step": 2}})
        assert status == 200 and people["count"] == 2, people
        status, saved = run_chart(
            server, token, {"definition": funnel, "point": {"step": 2}, "save": {"cohort": {"name": "sold"}}}
        )
        assert status == 201 and saved["count"] == 2 and saved["cohort"]["size"] == 2, saved
        assert saved["cohort"]["kind"] == "list" and "Sale" in saved["cohort"]["description"], saved
        # The explores that join the members, filtered to them: the model stands there under two names.
        urls = {link["url"] for link in saved["explores"]}
        assert "/explore/members/clicks?f%5Bcohort_member.cohort%5D=sold" in urls, saved
        status, page = call(server, token, "GET", "cohorts/sold/members")
        assert names(page["members"]) == ["ann", "bob"], page
        status, empty = run_chart(
            server, token, {"definition": funnel, "point": dropped, "save": {"cohort": {"name": "lost"}}}
        )
        assert status == 422, empty

        # Of an explore: a link to it, filtered to the people; a cohort of it; and cohorts of events in its charts.
        source = {"model": "clicks", "explore": "clicks"}
        uniques = definition(chart="segmentation", events=["buy"], source=source)
        point = {"event": 0, "segment": 0, "bucket": 1}
        status, people = run_chart(server, token, {"definition": uniques, "point": point})
        assert [unit["name"] for unit in people["units"]] == ["cy@shop"], people
        assert people["explores"][0]["url"] == "/explore/clicks/clicks?f%5Bclicks.user_id%5D=cy%40shop", people
        status, saved = run_chart(
            server, token, {"definition": uniques, "point": point, "save": {"cohort": {"name": "third"}}}
        )
        assert status == 201 and saved["cohort"]["source"] == source, saved
        status, page = call(server, token, "GET", "cohorts/third/members")
        assert page["members"] == [{"name": "cy@shop"}], page

        def series(cohort, **more):
            chart = definition(chart="segmentation", events=["buy"], filters=[{"cohort": cohort}], **more)
            status, answer = run_chart(server, token, {"definition": chart})
            return answer["answer"]["series"][0]["series"] if status == 200 else answer["errors"][0]["message"]

        assert series("third", source=source) == [0, 1, 0]
        assert series("sold", source=source) == [1, 0, 1]
        assert "clicks.clicks" in series("third"), series("third")


def test_segments_of_an_explore_ask_its_own_rows(options):
    # Whoever asks sees the explore, and not the collected events.
    with Server(options.program, shop(SETTINGS + "  permission: develop\n", **{"sales.model.lkml": SALES})) as server:
        send(server)
        token = server.login(*server.credentials(role="explorer"))

        def buyers(clause, event, explore="clicks"):
            chart = definition(
                chart="segmentation", events=["buy"], source={"model": "sales", "explore": explore},
                segments=[{"name": "some", "who": {"all_of": [{"clause": clause, "event": event}]}}],
            )
            status, answer = run_chart(server, token, {"definition": chart})
            assert status == 200, answer
            return answer["answer"]["series"][0]["series"]

        # ann, cy and bob bought; to the explore nobody has viewed anything.
        assert buyers("did", "buy") == [1, 1, 1]
        assert buyers("did", "view") == [0, 0, 0]
        assert buyers("did_not", "view") == [1, 1, 1]
        # Without the attribute that the explore asks for there are no rows.
        assert buyers("did", "buy", "guarded") == [0, 0, 0]


def test_people_are_looked_up(options):
    project = shop()
    with Server(options.program, project) as server:
        send(server)
        token = server.login(*server.credentials(role="explorer"))
        assert call(server, token, "POST", "cohorts", {"name": "buyers", "definition": did("buy")})[0] == 201
        assert call(server, token, "POST", "cohorts/viewers/compute", {})[0] == 200

        def find(query):
            status, answer = call(server, token, "GET", "people?" + query)
            assert status == 200, answer
            return [(person["user_id"].removesuffix("@shop"), person["by"]) for person in answer["people"]]

        assert find("q=ann%40shop") == [("ann", "user_id")]
        everybody = call(server, token, "GET", "people?limit=50")[1]["people"]
        assert {person["by"] for person in everybody} == {"recent"}, everybody
        times = [person["last_seen"] for person in everybody]
        assert len(times) > 2 and times == sorted(times, reverse=True), times
        assert find("q=bob-phone") == [("bob", "device_id")]
        assert find("q=Y%40sh") == [("cy", "similar")]
        # The newest value counts: bob went from free to pro.
        assert sorted(find("q=pro&property=user.plan")) == [("ann", "property"), ("bob", "property")]
        assert call(server, token, "GET", "people?property=user.plan")[0] == 422

        status, bob = call(server, token, "GET", "people/bob%40shop")
        assert status == 200 and bob["user_id"] == "bob@shop" and bob["devices"] == ["bob-phone"], bob
        assert (bob["events"], bob["sessions"], bob["properties"]) == (3, 3, {"plan": "pro"}), bob
        assert (bob["first_used"], bob["last_used"]) == ("2026-03-02T11:00:00Z", "2026-03-04T12:00:00Z"), bob
        assert bob["cohorts"] == ["buyers", "viewers"], bob
        assert call(server, token, "GET", f"people/{bob['person']}?by=person")[1]["user_id"] == "bob@shop"
        assert call(server, token, "GET", "people/nobody")[0] == 404

        def stream(query=""):
            status, answer = call(server, token, "GET", "people/bob%40shop/events" + query)
            assert status == 200, answer
            return [event["type"] for session in answer["sessions"] for event in session["events"]], answer["next"]

        assert stream() == (["buy", "view", "view"], None)
        types, after = stream("?limit=2")
        assert types == ["buy", "view"] and stream("?after=" + urllib.parse.quote(after)) == (["view"], None)
        assert stream("?type=view&order=earliest")[0] == ["view", "view"]
        # A day is the first on the page, with those before it; from the earliest on with those after it.
        assert stream("?day=2026-03-03")[0] == ["view", "view"] and stream("?day=2026-03-01")[0] == []
        assert stream("?day=2026-03-03&order=earliest")[0] == ["view", "buy"]
        assert stream("?day=2026-03-02&limit=1&after=" + urllib.parse.quote(after))[0] == ["view"]
        assert call(server, token, "GET", "people/bob%40shop/events?day=2026-02-30")[0] == 422
        status, cy = call(server, token, "GET", "people/cy%40shop/events?inactive=true")
        assert [s["events"][0]["type"] for s in cy["sessions"]] == ["buy", "heartbeat"], cy
        assert cy["sessions"][0]["events"][0]["values"]["event_properties"] == {"n": 6}, cy

        found = server.run("people", "find", "pro", "--property", "user.plan", "--project", project)
        assert "ann@shop" in found.stdout and "cy@shop" not in found.stdout, found.stdout
        shown = server.run("people", "show", "bob@shop", "--project", project)
        assert "events: 3" in shown.stdout and "plan pro" in shown.stdout, shown.stdout
        assert server.stop() == 0
        events = server.run("people", "events", "bob@shop", "--project", project, "--limit", "2")
        assert events.stdout.count("2026-03-0") == 2 and "--after" in events.stdout, events.stdout


def test_only_who_may_see_all_events_sees_people_and_cohorts(options):
    project = shop(SETTINGS + "  permission: develop\n")
    with Server(options.program, project) as server:
        send(server)
        explorer = server.login(*server.credentials(role="explorer"))
        developer = server.login(*server.credentials(email="dev@example.com", role="developer"))
        assert call(server, developer, "GET", "cohorts/viewers")[0] == 200
        assert call(server, explorer, "GET", "cohorts/viewers")[0] == 404
        assert call(server, explorer, "GET", "cohorts")[1] == {"cohorts": []}
        assert call(server, explorer, "GET", "people?q=ann")[0] == 403
        assert call(server, explorer, "GET", "people/ann%40shop/events")[0] == 403
        assert call(server, developer, "GET", "people/ann%40shop")[0] == 200
        assert call(server, explorer, "POST", "cohorts", {"name": "x", "definition": did("buy")})[0] == 422
        chart = definition(
            chart="segmentation", events=["buy"], source={"model": "clicks", "explore": "clicks"},
            filters=[{"cohort": "viewers"}],
        )
        status, answer = run_chart(server, explorer, {"definition": chart})
        assert status == 422 and "not open to you" in answer["errors"][0]["message"], answer


def test_charts_say_who_can_contribute(options):
    coverage = """
  coverage:
    of: accounts
    sql: "SELECT unnest(['Full pings', 'Full pings + user-level data', 'No telemetry', 'No telemetry'])"
    contributes: [Full pings + user-level data]
"""
    wrong = shop(SETTINGS + "\n  coverage: {table: clean.status, contributes: [x]}\n")
    assert "analytics.coverage needs table and status" in server_less(options, "validate", wrong)
    chart = {"definition": definition(chart="lifecycle")}
    with Server(options.program, shop(SETTINGS + coverage)) as server:
        send(server)
        token = server.login(*server.credentials(role="explorer"))
        answer = run_chart(server, token, chart)[1]["answer"]["coverage"]
        assert (answer["total"], answer["contributing"], answer["share"]) == (4, 1, 0.25), answer
        assert answer["words"] == "1 of 4 accounts can contribute (25%).", answer
        assert answer["by_status"][0] == {"status": "No telemetry", "count": 2, "contributes": False}, answer
        source = {"model": "clicks", "explore": "clicks"}
        answer = run_chart(server, token, {"definition": definition(chart="lifecycle", source=source)})[1]["answer"]
        assert answer["coverage"]["known"] is False, answer
        file = pathlib.Path(server.project) / "chart.json"
        file.write_text(json.dumps(chart["definition"]))
        assert "\n1 of 4 accounts can contribute (25%).\n" in server.run("chart", "run", file).stdout
    nobody = coverage.replace("contributes: [Full pings + user-level data]", "contributes: [Some other status]")
    with Server(options.program, shop(SETTINGS + nobody)) as server:
        send(server)
        answer = run_chart(server, server.login(*server.credentials(role="explorer")), chart)[1]["answer"]["coverage"]
        assert answer["words"] == "None of 4 accounts can contribute: what is counted comes from elsewhere.", answer
    with Server(options.program, shop()) as server:
        token = server.login(*server.credentials(role="explorer"))
        answer = run_chart(server, token, chart)[1]["answer"]["coverage"]
        assert answer == {
            "known": False, "words": "Coverage is not known: set analytics.coverage in soundings.yaml.",
        }, answer


def test_people_are_erased(options):
    project = shop(SETTINGS + "  resident_lists_mb: 64\n")
    with Server(options.program, project) as server:
        send(server)
        admin = server.login(*server.credentials())
        explorer = server.login(*server.credentials(email="explorer@example.com", role="explorer"))
        assert call(server, admin, "POST", "cohorts", {"name": "buyers", "definition": did("buy")})[1]["size"] == 3
        listed = call(server, admin, "POST", "cohorts/import?name=friends", ["bob@shop", "dee@shop"])[1]
        assert listed["size"] == 2, listed

        def buyers():
            chart = definition(chart="segmentation", metric="totals", events=["buy"])
            status, answer = run_chart(server, admin, {"definition": chart})
            return answer["answer"]["series"][0]["series"]

        def sold():
            chart = definition(chart="funnel", steps=["view", "buy"], window={"value": 1, "unit": "week"})
            return run_chart(server, admin, {"definition": chart})[1]["answer"]["series"][0]["counts"]

        assert buyers() == [1, 1, 1] and sold() == [2, 2]
        asked = server.run("people", "erase", "bob@shop", "--project", project, check=False)
        assert asked.returncode != 0 and "with 3 events" in asked.stdout and buyers() == [1, 1, 1], asked.stdout
        assert call(server, explorer, "DELETE", "people/bob%40shop")[0] == 403
        assert call(server, admin, "DELETE", "people/nobody")[0] == 404

        status, erased = call(server, admin, "DELETE", "people/bob%40shop")
        assert status == 200 and erased["events"] == 3 and erased["user_ids"] == ["bob@shop"], erased
        assert erased["lists"] == ["friends"], erased
        assert buyers() == [1, 1, 0] and sold() == [1, 1]
        assert call(server, admin, "GET", "people/bob%40shop")[0] == 404
        assert call(server, admin, "GET", "people?q=bob-phone")[1]["people"] == []
        assert names(call(server, admin, "GET", "cohorts/buyers/members")[1]["members"]) == ["ann", "cy"]
        friends = call(server, admin, "GET", "cohorts/friends")[1]
        assert friends["definition"]["user_ids"] == ["dee@shop"] and friends["version"] == 1, friends
        query = {"model": "members", "view": "clicks", "fields": ["clicks.count", "clicks.people"]}
        # ann 2, cy 2, dee 1.
        assert server.query(admin, query) == [{"clicks.count": 5, "clicks.people": 3}]

        # An SDK that sends the same once more brings nobody back; also not after a restart.
        again = server.key("again")
        def resend():
            events = [
                {
                    "event_type": kind, "user_id": user + "@shop", "time": milliseconds(at), "insert_id": str(number),
                    "device_id": user + "-phone",
                }
                for number, (user, kind, at, _, _) in enumerate(EVENTS)
            ]
            server.request("POST", "/2/httpapi", {"api_key": again, "events": events}, {"Content-Type": "application/json"})
            server.wait_until_loaded()

        resend()
        assert buyers() == [1, 1, 0]
        assert server.stop() == 0
        server.start()
        resend()
        admin = server.login(*server.credentials())
        assert buyers() == [1, 1, 0]
        assert server.stop() == 0

        def doctor():
            return server.run("doctor", project, "--derived").stdout

        assert "all follow from the events" in doctor()
        # Without a server, by the files; and a name that means two is refused.
        done = server.run("people", "erase", "ann-phone", "--yes", "--project", project)
        assert "2 events" in done.stdout, done.stdout
        assert "all follow from the events" in doctor()
        server.start()
        admin = server.login(*server.credentials())
        assert buyers() == [0, 1, 0]
