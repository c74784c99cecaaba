"""The tracking plan and the quarantine, over their API: planned, compared, blocked, released once."""

import base64
import json
import sqlite3
import time
import urllib.parse

from projects import small_project
from server import Server

PLAN = "/api/v1/tracking-plan"
HELD = "/api/v1/quarantine"


class Desk:
    """An administrator's requests."""

    def __init__(self, server):
        self.server = server
        self.key = server.key()
        self.token = server.login(*server.credentials())

    def ask(self, method, path, body=None, status=200):
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        found, _, answer = self.server.request(method, path, body, headers)
        assert found == status, f"{method} {path} answered {found}: {answer.decode(errors='replace')[:1000]}"
        return answer.decode() if "/export" in path else json.loads(answer) if answer else None

    def send(self, *events):
        body = {"api_key": self.key, "events": [{"user_id": "amy-1", "time": int(time.time() * 1000), **event} for event in events]}
        status, _, answer = self.server.request("POST", "/2/httpapi", body, {"Content-Type": "application/json"})
        assert status == 200, answer
        self.server.wait_until_loaded()

    def events(self):
        return {event["name"]: event for event in self.ask("GET", PLAN)["events"]}

    def event(self, name):
        return self.ask("GET", f"{PLAN}/events/{urllib.parse.quote(name, safe='')}")

    def plan(self, event, answers=200, **plan):
        return self.ask("PUT", f"{PLAN}/events/{urllib.parse.quote(event, safe='')}", plan, answers)

    def loaded(self, name):
        rows = self.server.query(
            self.token, {"model": "telemetry", "view": "events", "fields": ["events.count"], "filters": {"event_types.name": name}, "cache": False})
        return rows[0]["events.count"]


def test_events_are_compared_with_their_plan(options):
    with Server(options.program, small_project()) as server:
        desk = Desk(server)
        desk.plan("InviteSent", description="Somebody was invited", category="Accounts", properties=[])
        desk.plan("sign up/π", owner="Growth", properties=[
            {"name": "plan", "type": "enum", "values": ["free", "pro"], "is_required": True},
            {"name": "seats", "type": "number"}, {"name": "teams", "type": "string", "is_list": True},
        ])
        properties = [{"plan": "free", "seats": 2}, {"plan": "trial", "seats": "2"}, {"seats": 3, "teams": ["a"], "extra": True}, {"plan": None, "seats": 1.5}]
        desk.send(*[{"event_type": "sign up/π", "event_properties": each} for each in properties])
        desk.send({"event_type": "Opened", "event_properties": {"page": "/a", "[Amplitude] Page URL": "x"}}, {"event_type": "$identify"})
        events = desk.events()
        assert events["InviteSent"]["status"] == "planned" and events["InviteSent"]["findings"] == ["never_seen"], events
        assert events["Opened"]["status"] == "unplanned" and events["Opened"]["findings"] == ["unplanned"], events
        assert events["$identify"]["is_system"] and events["$identify"]["findings"] == [], events
        assert (events["sign up/π"]["count"], events["sign up/π"]["daily"][-1] > 0, events["sign up/π"]["findings"]) == (4, True, ["violates"]), events
        page = desk.event("sign up/π")
        assert page["looked_at"] == 4, page
        found = {(each["name"], problem["code"]): problem for each in page["properties"] for problem in each["deviations"]}
        counts = {key: problem["count"] for key, problem in found.items()}
        assert counts == {("plan", "missing"): 2, ("plan", "value"): 1, ("seats", "type"): 1, ("extra", "unknown"): 1}, counts
        assert found["plan", "value"]["example"]["value"] == '"trial"' and found["seats", "type"]["found"] == "string", found
        seats = next(each for each in page["properties"] if each["name"] == "seats")
        assert seats["seen"] == 4 and seats["seen_types"] == {"number": 3, "string": 1}, seats

        assert desk.ask("POST", PLAN + "/accept", {"events": ["Opened", "nobody"]}) == {"accepted": ["Opened"]}
        page = desk.event("Opened")
        assert [(each["name"], each["type"], each["planned_for"]) for each in page["properties"]] == [
            ("page", "string", "event"), ("[Amplitude] Page URL", "any", "sdk")], page
        assert desk.events()["Opened"]["findings"] == []
        # Somebody else has changed it since.
        desk.plan("Opened", answers=412, version=1, owner="Web")
        desk.plan("Opened", version=page["version"], owner="Web")
        assert desk.event("Opened")["owner"] == "Web" and len(desk.event("Opened")["properties"]) == 2
        problems = desk.plan("bad", answers=422, properties=[{"name": "a", "type": "enum"}, {"name": "a"}])["errors"]
        assert [each["field"] for each in problems] == ["properties.0.values", "properties.1.name"], problems
        desk.plan("Opened", answers=422, name="InviteSent")
        desk.plan("InviteSent", name="InviteWasSent", owner="Growth")
        assert (desk.event("InviteWasSent")["former_names"], desk.event("InviteWasSent")["owner"]) == (["InviteSent"], "Growth")
        assert desk.event("InviteSent")["renamed_to"] == "InviteWasSent" and "InviteSent" not in desk.events()
        desk.plan("InviteWasSent", name="InviteSent")
        desk.ask("DELETE", PLAN + "/events/InviteSent", status=204)
        assert "InviteSent" not in desk.events()


def test_whoever_chooses_events_reads_what_is_planned_of_them(options):
    with Server(options.program, small_project()) as server:
        desk = Desk(server)
        # A property of any event, as the Taxonomy API plans it.
        secret = server.run("key", "secret", "--name", "plans").stdout.split()[-1]
        basic = {"Authorization": "Basic " + base64.b64encode(f"{desk.key}:{secret}".encode()).decode(), "Content-Type": "application/x-www-form-urlencoded"}
        for form in ("event_property=page&description=The+page+that+was+open", "event_property=n&description=Any+number"):
            status, _, answer = server.request("POST", "/api/2/taxonomy/event-property", form, basic)
            assert status == 200, answer
        sizes = {"name": "size", "type": "enum", "values": ["s", "m"], "is_required": True, "description": "How large it is"}
        desk.plan("buy", display_name="Bought something", description="An order was paid", category="Money", tags=["core"], properties=[
            sizes, {"name": "n", "description": "How many"}, {"name": "step", "description": "Of the way to pay"}])
        desk.plan("look", description="A shelf was opened", status="deprecated", properties=[sizes, {"name": "step", "description": "Of the shelf"}])
        desk.plan("return", display_name="Sent back", properties=[])
        desk.send(
            {"event_type": "buy", "event_properties": {"size": "s", "n": 2, "page": "/cart", "step": 1}, "user_properties": {"size": "large"}},
            {"event_type": "look", "event_properties": {"size": "m", "step": 1}}, {"event_type": "look"}, {"event_type": "unforeseen"})

        desk.token = server.login(*server.credentials("eve@example.com", "explorer"))
        said = ("display_name", "description", "category", "status")
        events = {event["name"]: tuple(event[each] for each in said) for event in desk.ask("GET", "/api/v1/events")["events"]}
        # What never came is not there to be chosen.
        assert events == {
            "buy": ("Bought something", "An order was paid", "Money", "live"), "look": ("", "A shelf was opened", "", "deprecated"),
            "unforeseen": ("", "", "", "unplanned")}, events

        def properties(event=None):
            answer = desk.ask("GET", "/api/v1/events/properties" + (f"?event={event}" if event else ""))
            return {each["name"]: each["description"] for each in answer["properties"]}, answer["plan"]

        descriptions, plan = properties("buy")
        own = {name: text for name, text in descriptions.items() if name.startswith("event.")}
        assert own == {
            "event.size": "How large it is", "event.n": "How many", "event.page": "The page that was open", "event.step": "Of the way to pay"}, own
        # Of the user's property of the same name nothing is planned.
        assert descriptions["user.size"] == "", descriptions
        assert (plan["tags"], [each["name"] for each in plan["properties"]]) == (["core"], ["size", "n", "step"]), plan
        assert (plan["properties"][0]["values"], plan["properties"][0]["is_required"]) == (["s", "m"], True), plan
        descriptions, plan = properties()
        # Of all events: as it is planned of any, and where types don't agree nothing.
        found = {name: descriptions[name] for name in ("event.size", "event.n", "event.page", "event.step")}
        assert found == {"event.size": "How large it is", "event.n": "Any number", "event.page": "The page that was open", "event.step": ""}, found
        assert plan is None and properties("unforeseen")[1] is None
        desk.ask("GET", "/api/v1/events/properties?event=return", status=404)


def test_a_plan_goes_out_and_comes_in_as_a_file(options):
    with Server(options.program, small_project()) as server:
        desk = Desk(server)
        desk.plan("buy", description='All "paid", once', tags=["money"], properties=[{"name": "size", "type": "enum", "values": ["s", "m"]}])
        csv = desk.ask("GET", PLAN + "/export?format=csv")
        assert csv.splitlines()[1] == 'buy,,"All ""paid"", once",,,money,live,size,,enum,no,no,s|m', csv
        assert json.loads(desk.ask("GET", PLAN + "/export?format=json"))["events"][0]["name"] == "buy"
        again = desk.ask("POST", PLAN + "/import", {"text": csv})
        assert (again["added"], again["changed"], again["unchanged"], again["problems"]) == ([], [], 1, []), again
        text = csv.replace("s|m", "s|m|l") + "look,,,,,,deprecated,,,,,,\n"
        preview = desk.ask("POST", PLAN + "/import", {"text": text, "preview": True})
        assert (preview["added"], preview["changed"], preview["saved"]) == (["look"], ["buy"], False), preview
        assert "look" not in desk.events()
        assert desk.ask("POST", PLAN + "/import", {"text": text})["saved"]
        assert desk.events()["look"]["status"] == "deprecated"
        broken = desk.ask("POST", PLAN + "/import", {"text": "event,status\nlook,gone\nnew,live\n"})
        assert not broken["saved"] and [problem["row"] for problem in broken["problems"]] == [2] and "new" not in desk.events(), broken


def test_events_of_blocked_types_wait_and_are_released_once(options):
    with Server(options.program, small_project()) as server:
        desk = Desk(server)
        desk.ask("PUT", PLAN + "/events/noise", {"status": "blocked"})
        assert desk.ask("PUT", PLAN + "/events/$identify", {"status": "blocked"}, status=422)["code"] == "invalid"
        desk.send(
            {"event_type": "noise", "insert_id": "1"}, {"event_type": "open", "insert_id": "2"},
            {"event_type": "noise", "insert_id": "3", "user_id": "bob-1", "event_properties": {"n": 9007199254740993}})
        desk.send({"event_type": "noise", "insert_id": "4"})
        assert desk.loaded("open") == 1 and desk.loaded("noise") == 0
        summary = desk.ask("GET", HELD + "/summary")
        assert summary["held"] == 3 and [(part["reason"], part["event_type"], part["count"]) for part in summary["parts"]] == [("blocked", "noise", 3)], summary
        assert desk.events()["noise"]["held"] == 3 and desk.events()["noise"]["status"] == "blocked"
        entries = desk.ask("GET", HELD)["entries"]
        assert [entry["user_id"] for entry in entries] == ["amy-1", "bob-1", "amy-1"], entries
        assert (entries[0]["key"], entries[0]["format"], entries[0]["source"]) == ("test", "amplitude-v2", "127.0.0.1"), entries
        bob = desk.ask("GET", f"{HELD}/{entries[1]['id']}")
        assert '"n":9007199254740993' in bob["item"], bob
        page = desk.ask("GET", HELD + "?limit=1")
        assert desk.ask("GET", f"{HELD}?limit=5&before={page['next']}")["entries"][0]["id"] == entries[1]["id"]
        assert desk.ask("GET", HELD + "?reason=invalid")["entries"] == []
        desk.ask("GET", HELD + "?reason=nothing", status=422)

        # Nothing absent means everything.
        desk.ask("POST", HELD + "/release", {}, status=422)
        desk.ask("POST", HELD + "/discard", {"filter": {}}, status=422)
        order = {"ids": [int(bob["id"])]}
        assert desk.ask("POST", HELD + "/release", order) == {"released": 1}
        assert desk.ask("POST", HELD + "/release", order) == {"released": 0}
        assert desk.ask("POST", HELD + "/discard", {"ids": [entries[0]["id"]]}) == {"discarded": 1}
        server.wait_until_loaded()
        assert desk.loaded("noise") == 1
        # It outlives the process, and what is sent again under the id of a released event is known.
        server.stop()
        server.start()
        desk.token = server.login(*server.credentials("second@example.com"))
        assert desk.ask("GET", HELD + "/summary")["held"] == 1
        desk.ask("PUT", PLAN + "/events/noise", {"status": "live"})
        desk.send({"event_type": "noise", "insert_id": "3", "user_id": "bob-1"})
        assert desk.loaded("noise") == 1
        assert desk.ask("POST", HELD + "/release", {"filter": {"type": "noise"}}) == {"released": 1}
        server.wait_until_loaded()
        assert desk.loaded("noise") == 2
        deciders = [entry["decided_by"] for entry in desk.ask("GET", HELD + "?state=released")["entries"]]
        assert deciders == ["analyst@example.com", "second@example.com"], deciders
        assert [entry["item"] for entry in desk.ask("GET", HELD + "?state=discarded")["entries"]] == [""]
        audit = desk.ask("GET", "/api/v1/audit?object=quarantine")["entries"]
        assert {"released": 1} in [{name: value for name, value in entry["details"].items() if name == "released"} for entry in audit], audit


def test_the_taxonomy_api_and_the_plan_are_one(options):
    with Server(options.program, small_project()) as server:
        desk = Desk(server)
        secret = server.run("key", "secret", "--name", "plans").stdout.split()[-1]
        basic = {"Authorization": "Basic " + base64.b64encode(f"{desk.key}:{secret}".encode()).decode(), "Content-Type": "application/x-www-form-urlencoded"}

        def taxonomy(method, path, form=""):
            status, _, answer = server.request(method, "/api/2/taxonomy/" + path, form, basic)
            assert status == 200, answer
            return json.loads(answer).get("data")

        desk.ask("PUT", PLAN + "/events/noise", {"status": "blocked", "description": "Too much", "category": "Debug", "properties": [{"name": "n", "type": "number"}]})
        assert taxonomy("GET", "event/noise")["description"] == "Too much"
        assert taxonomy("GET", "event-property/n?event_type=noise")["type"] == "number"
        assert [each["name"] for each in taxonomy("GET", "category")] == ["Debug"]
        taxonomy("PUT", "event/noise", "display_name=Noise")
        event = desk.event("noise")
        assert (event["display_name"], event["status"], event["description"]) == ("Noise", "blocked", "Too much"), event
        # Deleted there, it is no longer planned, and no longer blocked.
        taxonomy("DELETE", "event/noise")
        desk.send({"event_type": "noise"})
        assert desk.loaded("noise") == 1 and desk.events()["noise"]["status"] == "unplanned"


def test_what_was_damaged_on_disk_is_seen_and_what_doors_refuse_too(options):
    with Server(options.program, small_project()) as server:
        desk = Desk(server)
        status, _, _ = server.request("POST", "/2/httpapi", {"api_key": desk.key, "events": [{"event_type": "x", "user_id": "amy-1", "time": 12}]}, {"Content-Type": "application/json"})
        assert status == 400
        refused = desk.ask("GET", HELD + "/refused")["refused"]
        assert [(each["reason"], each["key"], each["index"]) for each in refused] == [("time has an invalid value", "test", 0)], refused
        server.stop()
        with sqlite3.connect(server.state + "/queue.sqlite") as queue:
            facts = json.dumps({"method": "POST", "path": "/2/httpapi", "peer": "203.0.113.7:1"})
            queue.execute(
                "INSERT INTO bodies (received_at, format, project_id, client_address, facts, body, checksum) VALUES (?, 'amplitude-v2', 1, '203.0.113.7', ?, ?, 1)",
                (int(time.time() * 1e6), facts, b'{"api_key":"k","events":[{"event_type":"late","user_id":"amy-1"}]}'))
        server.start()
        server.wait_until_loaded()
        desk.token = server.login(*server.credentials("second@example.com"))
        entry, = desk.ask("GET", HELD)["entries"]
        assert (entry["reason"], entry["event_type"], entry["source"]) == ("damaged", None, "203.0.113.7"), entry
        assert desk.ask("POST", HELD + "/release", {"all": True}) == {"released": 1}
        server.wait_until_loaded()
        assert desk.loaded("late") == 1 and desk.ask("GET", HELD + "/summary")["held"] == 0


def test_only_administrators_decide(options):
    with Server(options.program, small_project()) as server:
        desk = Desk(server)
        desk.token = server.login(*server.credentials("eve@example.com", "viewer"))
        for method, path in [("GET", HELD), ("GET", HELD + "/summary"), ("POST", HELD + "/release"), ("PUT", PLAN + "/events/x"), ("POST", PLAN + "/accept"), ("POST", PLAN + "/import")]:
            desk.ask(method, path, {} if method != "GET" else None, status=403)
        assert desk.events() == {}
