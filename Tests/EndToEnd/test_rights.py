"""What somebody may not see or do stays out of reach, whichever way they ask for it."""

import json
import subprocess
import threading
import urllib.parse

import test_charts
from projects import small_project
from server import Server
from test_people import OTHER_MODEL, RULES_MODEL

SOLD_MODEL = """
connection: "warehouse"
view: sold {
  derived_table: { sql: SELECT * FROM (VALUES (1, 'EU', 'a@x', 10), (2, 'US', 'b@x', 20)) AS t (id, region, buyer, price) ;; }
  dimension: id { primary_key: yes type: number sql: ${TABLE}.id ;; }
  dimension: region { type: string sql: ${TABLE}.region ;; }
  dimension: buyer { type: string sql: ${TABLE}.buyer ;; }
  dimension: price { type: number sql: ${TABLE}.price ;; }
  dimension: broken { type: number sql: CAST(${TABLE}.buyer AS INTEGER) ;; }
  measure: count { type: count drill_fields: [id, region] }
  measure: revenue { type: sum sql: ${price} ;; }
}
explore: sold {}
"""


class Client:
    """The API with one account's token."""

    def __init__(self, server, email, role=None):
        self.server = server
        if role:
            pair = server.credentials(email, role)
        else:
            server.run("user", "add", "--email", email)
            lines = server.run("user", "credentials", email).stdout.split()
            values = dict(line.split("=", 1) for line in lines if "=" in line)
            pair = values["client_id"], values["client_secret"]
        self.token = server.login(*pair)

    def call(self, method, path, body=None, token=None):
        path = path if path.startswith("/") else "/api/4.0/" + path
        headers = {"Authorization": "Bearer " + (token or self.token), "Content-Type": "application/json"}
        status, _, answer = self.server.request(method, path, body, headers)
        try:
            return status, json.loads(answer)
        except ValueError:
            return status, answer.decode(errors="replace")

    def made(self, method, path, body=None):
        status, answer = self.call(method, path, body)
        assert status in (200, 201), (method, path, status, answer)
        return answer


def project():
    return small_project(**{"shop.model.lkml": RULES_MODEL, "other.model.lkml": OTHER_MODEL})


def test_content_of_an_unseen_folder_stays_unseen(options):
    with Server(options.program, project()) as server:
        admin, maker = Client(server, "admin@example.com", "admin"), Client(server, "maker@example.com", "explorer")
        other = Client(server, "other@example.com", "explorer")
        own = maker.made("GET", "user")["personal_folder_id"]
        query = maker.made("POST", "queries", {
            "model": "other", "view": "other", "fields": ["other.id"], "filters": {"other.id": "4711"}})
        look = maker.made("POST", "looks", {"title": "Layoffs", "query_id": query["id"], "folder_id": own})
        assert other.call("GET", "looks/" + look["id"])[0] == 404

        # As a tile, put there by its maker, and named in LookML by somebody who can't see it.
        mine = maker.made("POST", "dashboards", {"title": "Shared", "folder_id": "1"})
        element = maker.made("POST", "dashboard_elements", {"dashboard_id": mine["id"], "look_id": look["id"]})
        assert "4711" in json.dumps(maker.made("GET", "dashboards/" + mine["id"]))
        status, stolen = other.call("POST", "dashboards/from_lookml", {"folder_id": "1", "lookml": (
            f"- dashboard: x\n  title: Mine\n  elements:\n  - name: a\n    type: look\n    look: {look['id']}\n")})
        places = [
            "dashboards/" + mine["id"], f"dashboards/{mine['id']}/dashboard_elements",
            f"dashboards/{mine['id']}/dashboard_layouts", "dashboard_elements/" + element["id"],
            "dashboards/lookml/" + mine["id"], "dashboard_elements/search?title=%25",
            f"/api/v1/dashboards/{mine['id']}/run", "/api/v1/search?q=layoffs", "folders/1/dashboards",
            "/api/v1/lineage?name=Layoffs", "/api/v1/lineage?name=other.id", "/api/v1/freshness?name=Layoffs",
            "looks/search?title=Layoffs", "content_validation",
        ]
        if status == 200:
            places += ["dashboards/" + stolen["id"], "dashboards/lookml/" + stolen["id"]]
        for place in places:
            answer = json.dumps(other.call("GET", place)[1])
            assert "4711" not in answer and "Layoffs" not in answer, (place, answer[:2000])
        assert "4711" in json.dumps(maker.made("GET", "dashboards/lookml/" + mine["id"]))

        # The trash is for those who may take back.
        thrown = maker.made("POST", "looks", {"title": "Thrown", "query_id": query["id"], "folder_id": "1"})
        maker.made("PATCH", "looks/" + thrown["id"], {"deleted": True})
        maker.made("PATCH", "dashboards/" + mine["id"], {"deleted": True})
        viewer = Client(server, "viewer@example.com", "viewer")
        for place in ["looks/search?deleted=true", "dashboards/search?deleted=true",
                      "dashboard_elements/search?deleted=true"]:
            assert viewer.made("GET", place) == [] and len(maker.made("GET", place)) == 1, place
        assert viewer.call("GET", "dashboard_elements/" + element["id"])[0] == 404

        # Nobody else makes something somebody's.
        theirs = admin.made("GET", "user")["id"]
        body = {"title": "Signed", "query_id": query["id"], "folder_id": "1", "user_id": theirs}
        assert other.call("POST", "looks", body)[0] == 403
        assert other.call("POST", "dashboards", {"title": "S", "folder_id": "1", "user_id": theirs})[0] == 403
        assert admin.made("POST", "looks", {**body, "user_id": other.made("GET", "user")["id"]})["user_name"]

        # Boards are their makers'.
        board = maker.made("POST", "boards", {"title": "Mine"})
        assert other.call("PATCH", "boards/" + board["id"], {"title": "Theirs"})[0] == 403
        assert other.call("DELETE", "boards/" + board["id"])[0] == 403
        assert admin.call("PATCH", "boards/" + board["id"], {"title": "Ours"})[0] == 200

        # A personal folder stays where it is.
        assert maker.call("PATCH", "folders/" + own, {"parent_id": "1"})[0] == 405
        assert maker.call("DELETE", "folders/" + own)[0] == 405
        server.run("user", "disable", "maker@example.com")
        assert admin.call("DELETE", "folders/" + own)[0] == 204


def test_charts_of_a_closed_folder_are_not_there(options):
    chart = "chart: 7\ntitle: Acquisition\nfolder: {}\ndefinition: {{chart: segmentation, events: [{{event: view}}]}}\n"
    for folder in ["50", "Boardroom"]:
        with Server(options.program, small_project(**{
            "content/folder.yaml": "folder: {id: 50, name: Boardroom}\n", "content/charts/a.yaml": chart.format(folder),
        })) as server:
            admin, viewer = Client(server, "admin@example.com", "admin"), Client(server, "v@example.com", "viewer")

            def seen(client):
                found = client.made("GET", "/api/v1/search?q=acquisition")["content"]
                listed = client.made("GET", "/api/v1/charts")["charts"]
                return [
                    client.call("GET", "/api/v1/charts/7")[0], client.call("POST", "/api/v1/charts/run", {"id": "7"})[0],
                    len(listed), len(found)]

            server.wait_until(lambda: seen(viewer) == [200, 200, 1, 1], 20, "the chart is not found")
            server.run("access", "seal", "Shared/Boardroom")
            server.run("access", "revoke", "Shared/Boardroom", *(
                word for name in ["All Users", "Explorers", "Developers"] for word in ["--group", name]))
            assert seen(viewer) == [404, 404, 0, 0], seen(viewer)
            assert seen(admin) == [200, 200, 1, 1], seen(admin)


def test_who_may_not_explore_asks_what_they_are_shown(options):
    with Server(options.program, small_project(**{"sold.model.lkml": SOLD_MODEL})) as server:
        maker, viewer = Client(server, "m@example.com", "explorer"), Client(server, "v@example.com", "viewer")
        base = {"model": "sold", "view": "sold", "fields": ["sold.region", "sold.count"]}
        hidden = maker.made("POST", "queries", {**base, "fields": ["sold.price"]})
        shown = maker.made("POST", "queries", base)
        look = maker.made("POST", "looks", {"title": "By region", "query_id": shown["id"], "folder_id": "1"})
        board = maker.made("POST", "dashboards", {"title": "Sold", "folder_id": "1"})
        maker.made("POST", "dashboard_filters", {
            "dashboard_id": board["id"], "name": "Buyer", "title": "Buyer", "type": "field_filter", "model": "sold",
            "explore": "sold", "dimension": "sold.buyer"})
        maker.made("POST", "dashboard_elements", {"dashboard_id": board["id"], "query_id": shown["id"]})
        custom = json.dumps([{"measure": "most", "based_on": "sold.price", "type": "max", "_kind_hint": "measure"}])
        drill = {"fields": ["sold.id", "sold.region"], "filters": {"sold.region": "EU"}}
        suggestions = "models/sold/views/sold/fields/{}/suggestions"

        def statuses(client, changes):
            return [client.call("POST", "queries/run/json", {**base, **change})[0] for change in changes]

        theirs = [
            {}, {"fields": ["sold.count"]}, {"filters": {"sold.region": "EU"}}, {"filters": {"sold.buyer": "a@x"}},
            {"sorts": ["sold.count desc"], "limit": "1"}, drill, {"fields": ["sold.buyer"], "sorts": ["sold.buyer"]}]
        others = [
            {"fields": ["sold.price"]}, {"fields": ["sold.region", "sold.revenue"]}, {"filters": {"sold.price": ">15"}},
            {"filters": {"sold.revenue": ">15"}}, {"filter_expression": "${sold.price} > 15"},
            {"fields": ["sold.region", "most"], "dynamic_fields": custom}, {"fields": ["sold.buyer", "sold.count"]}]
        assert statuses(maker, theirs + others) == [200] * 14
        assert statuses(viewer, theirs) == [200] * 7
        assert statuses(viewer, others) == [403] * 7
        assert "'explore'" in viewer.call("POST", "queries/run/json", {**base, **others[0]})[1]["message"]
        task = {"result_format": "json"}
        for query, status in [(shown, 200), (hidden, 403)]:
            assert viewer.call("GET", f"queries/{query['id']}/run/json")[0] == status
            assert viewer.call("POST", "query_tasks", {**task, "query_id": query["id"]})[0] == status
            merge = maker.made("POST", "merge_queries", {"source_queries": [{"query_id": query["id"]}]})
            assert viewer.call("GET", f"merge_queries/{merge['id']}/run/json")[0] == status
        assert viewer.call("GET", "queries/models/sold/views/sold/run/json?fields=sold.price")[0] == 403
        for field, status in [("sold.region", 200), ("sold.buyer", 200), ("sold.price", 403)]:
            assert viewer.call("GET", suggestions.format(field))[0] == status, field

        # What nobody shows them any more is closed again.
        maker.made("PATCH", "dashboards/" + board["id"], {"deleted": True})
        assert statuses(viewer, theirs) == [200, 200, 200, 403, 200, 200, 403]
        own = maker.made("GET", "user")["personal_folder_id"]
        maker.made("PATCH", "looks/" + look["id"], {"folder_id": own})
        assert statuses(viewer, theirs) == [403] * 7


def test_who_may_not_explore_sees_kept_charts_of_explores(options):
    chart = """chart: 7
title: Views
definition:
  chart: segmentation
  source: {model: clicks, explore: clicks}
  events: [{event: view}]
  range: {last: 30, unit: day}
"""
    with Server(options.program, small_project(test_charts.SETTINGS, **{
        "clicks.model.lkml": test_charts.CLICKS, "content/charts/a.yaml": chart})) as server:
        test_charts.send(server)
        explorer, viewer = Client(server, "e@example.com", "explorer"), Client(server, "v@example.com", "viewer")
        kept = {"chart": "segmentation", "source": {"model": "clicks", "explore": "clicks"}, "events": ["view"]}
        by_name = {**kept, "group_by": ["clicks.platform"]}

        def statuses(client):
            bodies = [{"id": "7"}, {"definition": {**kept, "range": {"last": 90, "unit": "day"}}}, {"definition": by_name}]
            return [client.call("POST", "/api/v1/charts/run", body)[0] for body in bodies]

        assert statuses(explorer) == [200] * 3, explorer.call("POST", "/api/v1/charts/run", {"id": "7"})
        assert statuses(viewer) == [200, 200, 403]

        # Filtered by what a tile with it on a dashboard listens to, and by nothing else.
        def filtered(client, field):
            filters = [{"field": field, "expression": "Web"}]
            return client.call("POST", "/api/v1/charts/run", {"id": "7", "filters": filters})[0]

        assert (filtered(explorer, "clicks.platform"), filtered(viewer, "clicks.platform")) == (200, 403)
        board = explorer.made("POST", "dashboards", {"title": "D", "folder_id": "1"})["id"]
        explorer.made("POST", "dashboard_filters", {"dashboard_id": board, "name": "P", "title": "P", "type": "string_filter"})
        explorer.made("POST", "dashboard_elements", {
            "dashboard_id": board, "type": "extension", "extension_id": "soundings::chart", "rich_content_json": '{"chart": "7"}',
            "result_maker": {"filterables": [{"listen": [{"dashboard_filter_name": "P", "field": "clicks.platform"}]}]}})
        assert (filtered(viewer, "clicks.platform"), filtered(viewer, "clicks.user_id")) == (200, 403)


def test_cohorts_are_changed_by_their_makers(options):
    with Server(options.program, project()) as server:
        clients = [Client(server, "admin@example.com", "admin")]
        clients += [Client(server, f"{name}@example.com", "explorer") for name in ("maker", "other")]
        admin, maker, other = clients
        buyers = {"name": "buyers", "definition": {"user_ids": ["ann"]}}
        made = maker.made("POST", "/api/v1/cohorts", buyers)
        assert made["owner"]["id"] == maker.made("GET", "user")["id"], made
        place = "/api/v1/cohorts/buyers"

        def statuses(client, *calls):
            return [client.call(*call)[0] for call in calls]

        changes = [
            ("PATCH", place, {"description": "x"}), ("POST", place + "/restore", {"version": 1}),
            ("POST", "/api/v1/cohorts/import?name=buyers", ["bob"]), ("DELETE", place)]
        assert statuses(other, *changes) == [403] * 4
        assert "copy" in other.call("DELETE", place)[1]["message"]
        other.made("POST", "/api/v1/cohorts", {**buyers, "name": "my buyers"})
        assert statuses(maker, *changes) == [200, 200, 200, 204]
        assert statuses(other, ("POST", place + "/restore", {})) == [403]
        assert statuses(admin, ("POST", place + "/restore", {}), *changes[:1]) == [200, 200]


def test_models_outside_ones_roles_are_not_there(options):
    with Server(options.program, project()) as server:
        admin = Client(server, "admin@example.com", "admin")
        server.run("role", "take", "Viewer", "--group", "All Users")
        server.run("user", "add", "--email", "dev@example.com")
        server.run("role", "add", "Telemetry developer", "--like", "Developer", "--model", "telemetry")
        server.run("role", "give", "Telemetry developer", "--user", "dev@example.com")
        server.run("attribute", "add", "department")
        server.run("attribute", "set", "department", "data", "--user", "dev@example.com")
        developer = Client(server, "dev@example.com")
        assert [m["name"] for m in developer.made("GET", "lookml_models")] == ["telemetry"]

        query = admin.made("POST", "queries", {"model": "other", "view": "other", "fields": ["other.id"]})
        merge = admin.made("POST", "merge_queries", {"source_queries": [{"query_id": query["id"]}]})
        for path in ["queries/" + query["id"], "queries/slug/" + query["slug"], f"queries/{query['id']}/run/json",
                     "merge_queries/" + merge["id"], f"merge_queries/{merge['id']}/run/json"]:
            assert admin.call("GET", path)[0] == 200, path
            assert developer.call("GET", path)[0] == 404, path
        task = {"query_id": query["id"], "result_format": "json"}
        assert developer.call("POST", "query_tasks", task)[0] == 422
        assert "other" not in json.dumps(developer.call("GET", "/api/v1/lineage?name=other")[1]["nodes"])


def test_what_a_database_says_is_for_those_who_see_sql_of_the_model(options):
    with Server(options.program, small_project(**{"sold.model.lkml": SOLD_MODEL})) as server:
        everything = Client(server, "all@example.com", "explorer")
        server.run("role", "take", "Viewer", "--group", "All Users")
        server.run("user", "add", "--email", "some@example.com")
        for name, like, model in [("Pings", "Developer", "telemetry"), ("Sold", "Viewer", "sold")]:
            server.run("role", "add", name, "--like", like, "--model", model)
            server.run("role", "give", name, "--user", "some@example.com")
        some = Client(server, "some@example.com")
        broken = {"model": "sold", "view": "sold", "fields": ["sold.broken"]}
        query = everything.made("POST", "queries", broken)
        look = everything.made("POST", "looks", {"title": "Broken", "query_id": query["id"], "folder_id": "1"})
        for client, sees in [(everything, True), (some, False)]:
            for limit in ["10", "-1"]:
                answer = client.call("GET", f"looks/{look['id']}/run/md?limit={limit}")
                assert answer[0] == 400 and ("a@x" in json.dumps(answer)) is sees, answer


def test_sql_is_for_those_who_may_write_it_on_all_models(options):
    with Server(options.program, small_project(**{"other.model.lkml": OTHER_MODEL})) as server:
        everything = Client(server, "all@example.com", "developer")
        server.run("role", "take", "Viewer", "--group", "All Users")
        server.run("user", "add", "--email", "dev@example.com")
        server.run("role", "add", "Telemetry developer", "--like", "Developer", "--model", "telemetry")
        server.run("role", "give", "Telemetry developer", "--user", "dev@example.com")
        some = Client(server, "dev@example.com")
        for client, status in [(everything, 200), (some, 403)]:
            statement = client.made("POST", "sql_queries", {
                "connection_name": "warehouse", "sql": "SELECT count(*) AS n FROM main.events"})
            answer = client.call("POST", f"sql_queries/{statement['slug']}/run/json", {})
            assert answer[0] == status, answer


def test_developers_do_not_change_the_settings(options):
    folder = small_project("label: Shop\n")
    git = ["git", "-C", str(folder), "-c", "user.name=A", "-c", "user.email=a@example.com"]
    for words in [["init", "-q"], ["add", "."], ["commit", "-q", "-m", "Begin"]]:
        subprocess.run(git + words, check=True)
    with Server(options.program, folder) as server:
        admin, developer = Client(server, "a@example.com", "admin"), Client(server, "d@example.com", "developer")
        statuses = {}
        for client in [admin, developer]:
            client.made("POST", "/api/v1/develop")
            file = client.made("GET", "/api/v1/develop/file?path=soundings.yaml")
            statuses[client] = client.call("PUT", "/api/v1/develop/file", {**file, "text": "label: Mine\n"})[0]
        assert statuses == {admin: 200, developer: 403}, statuses
        new = {"path": "other.yaml", "text": "label: Mine\n"}
        assert developer.call("PUT", "/api/v1/develop/file", new)[0] == 200
        moved = {"path": "other.yaml", "to": "soundings.yaml"}
        assert developer.call("POST", "/api/v1/develop/rename", moved)[0] == 403
        assert developer.call("DELETE", "/api/v1/develop/file?path=soundings.yaml")[0] == 403


def test_a_branch_is_no_way_around_rules_for_rows(options):
    folder = project()
    git = ["git", "-C", str(folder), "-c", "user.name=A", "-c", "user.email=a@example.com"]
    for words in [["init", "-q"], ["add", "."], ["commit", "-q", "-m", "Begin"]]:
        subprocess.run(git + words, check=True)
    with Server(options.program, folder) as server:
        developer = Client(server, "d@example.com", "developer")
        query = developer.made("POST", "queries", {"model": "shop", "view": "sales", "fields": ["sales.id"]})
        developer.made("POST", "looks", {"title": "Sales", "query_id": query["id"], "folder_id": "1"})
        developer.made("POST", "/api/v1/develop")
        file = developer.made("GET", "/api/v1/develop/file?path=shop.model.lkml")
        rule = "{ access_filter: { field: sales.region  user_attribute: region } }"
        assert rule in file["text"]
        developer.made("PUT", "/api/v1/develop/file", {**file, "text": file["text"].replace(rule, "{}")})
        status, answer = developer.call("GET", "/api/v1/develop/numbers")
        assert status == 403 and "rows" not in json.dumps(answer).replace("the rows that you may see", ""), answer
        # Nor is development mode; administrators are under no rules of this kind.
        status, answer = developer.call("PATCH", "session", {"workspace_id": "dev"})
        assert status == 403 and "may_see_users" in answer["message"], answer
        assert developer.made("GET", "session")["workspace_id"] == "production"
        administrator = Client(server, "root@example.com", "admin")
        administrator.made("PATCH", "session", {"workspace_id": "dev"})
        assert administrator.made("GET", "session")["workspace_id"] == "dev"


def test_an_answer_that_is_kept_is_for_those_who_may_ask(options):
    with Server(options.program, project()) as server:
        key = server.key()
        event = {"event_type": "view", "user_id": "ann", "insert_id": "1"}
        server.request("POST", "/2/httpapi", {"api_key": key, "events": [event]}, {"Content-Type": "application/json"})
        server.wait_until_loaded()
        everything, some = Client(server, "all@example.com", "viewer"), "some@example.com"
        server.run("role", "take", "Viewer", "--group", "All Users")
        server.run("user", "add", "--email", some)
        server.run("role", "add", "Other viewer", "--like", "Viewer", "--model", "other")
        server.run("role", "give", "Other viewer", "--user", some)
        some = Client(server, some)
        chart = {"definition": {"chart": "segmentation", "events": [{"event": "view"}]}}
        assert everything.call("POST", "/api/v1/charts/run", chart)[0] == 200
        assert some.call("POST", "/api/v1/charts/run", chart)[0] == 422


def test_acting_as_somebody_ends_with_the_right_to(options):
    with Server(options.program, project()) as server:
        Client(server, "first@example.com", "admin")
        boss, viewer = Client(server, "boss@example.com", "admin"), Client(server, "viewer@example.com", "viewer")
        them = viewer.made("GET", "user")["id"]
        token = boss.made("POST", "login/" + them)["access_token"]
        assert boss.call("GET", "user", token=token)[1]["id"] == them
        server.run("user", "role", "boss@example.com", "explorer")
        assert boss.call("GET", "user", token=token)[0] == 401
        server.run("user", "role", "boss@example.com", "admin")
        server.run("user", "disable", "boss@example.com")
        assert boss.call("GET", "user", token=token)[0] == 401


def test_a_browser_acts_as_somebody_and_comes_back(options):
    with Server(options.program, project()) as server:
        Client(server, "first@example.com", "admin")
        viewer = Client(server, "viewer@example.com", "viewer").made("GET", "user")["id"]
        page = {"Content-Type": "application/json", "X-Soundings-Request": "1", "Sec-Fetch-Site": "same-origin"}

        def browser(email, role):
            token = server.run("user", "add", "--email", email, "--role", role).stdout.split()[-1].rsplit("/", 1)[1]
            headers = server.request("POST", "/api/v1/session", {"token": token}, page)[1]
            return {**page, "Cookie": headers["set-cookie"].split(";")[0]}

        def who(there):
            session = json.loads(server.get("/api/v1/session", there)[2])
            return session["user"]["email"], session["acting"]

        boss, other = browser("boss@example.com", "admin"), browser("eve@example.com", "explorer")
        assert server.request("PUT", "/api/v1/session/acting", {"user_id": viewer}, other)[0] == 403
        assert server.request("PUT", "/api/v1/session/acting", {"user_id": "999"}, boss)[0] == 404
        assert server.request("PUT", "/api/v1/session/acting", {"user_id": viewer}, boss)[0] == 204
        assert who(boss) == ("viewer@example.com", True)
        # What is theirs alone stays out of reach, and so does everything that they may not do.
        assert server.request("PUT", "/api/v1/account/password", {"current": "a", "password": "b"}, boss)[0] == 403
        assert server.request("PUT", "/api/v1/session/acting", {"user_id": viewer}, boss)[0] == 403
        assert server.get("/api/v1/audit", boss)[0] == 403
        assert server.request("DELETE", "/api/v1/session/acting", None, boss)[0] == 204
        assert who(boss) == ("boss@example.com", False)
        # Whose rights are changed signs in anew, whoever they act as.
        assert server.request("PUT", "/api/v1/session/acting", {"user_id": viewer}, boss)[0] == 204
        server.run("user", "role", "boss@example.com", "explorer")
        assert server.get("/api/v1/session", boss)[0] == 401


def test_settings_are_changed_while_it_runs_unless_the_file_says_them(options):
    with Server(options.program, small_project("label: Telemetry\nserver:\n  body_limit_mb: 30\n")) as server:
        admin, viewer = Client(server, "ada@example.com", "admin"), Client(server, "eve@example.com", "viewer")
        assert viewer.call("GET", "/api/v1/settings")[0] == 403 == viewer.call("PATCH", "/api/v1/settings", {"home": "/boards"})[0]
        known = {each["name"]: each for each in admin.made("GET", "/api/v1/settings")["settings"]}
        assert (known["label"]["value"], known["label"]["line"], known["label"]["writable"]) == ("Telemetry", 1, False), known
        assert (known["home"]["value"], known["home"]["from"], known["home"]["writable"]) == ("", "default", True), known
        assert admin.call("PATCH", "/api/v1/settings", {"label": "Mine"})[0] == 422
        for wrong in ("//example.com", "https://example.com/", "/\\example.com", 5):
            assert admin.call("PATCH", "/api/v1/settings", {"home": wrong})[0] == 422, wrong
        admin.made("PATCH", "/api/v1/settings", {"home": "/boards", "contact": "Ask in #data."})
        session = viewer.made("GET", "/api/v1/session")
        assert (session["home"], session["contact"], session["project"]["label"]) == ("/boards", "Ask in #data.", "Telemetry")
        admin.made("PATCH", "/api/v1/settings", {"home": None})
        session = viewer.made("GET", "/api/v1/session")
        assert (session["home"], session["contact"]) == (None, "Ask in #data."), session


def test_over_tls_only_guarded_cookies_count(options):
    settings = "server: {public_url: 'https://soundings.example.com'}\n"
    with Server(options.program, small_project(settings)) as server:
        token = server.run("user", "add", "--email", "ada@example.com").stdout.split()[-1].rsplit("/", 1)[1]
        page = {"Content-Type": "application/json", "X-Soundings-Request": "1", "Sec-Fetch-Site": "same-origin"}
        status, headers, _ = server.request("POST", "/api/v1/session", {"token": token}, page)
        assert status == 200 and headers["strict-transport-security"], headers
        name, value = headers["set-cookie"].split(";")[0].split("=", 1)
        assert name == "__Host-soundings_session" and "Secure" in headers["set-cookie"], headers
        assert server.get("/api/v1/session", {"Cookie": f"{name}={value}"})[0] == 200
        assert server.get("/api/v1/session", {"Cookie": f"soundings_session={value}"})[0] == 401


def test_knocking_fills_neither_the_audit_log_nor_the_way_in(options):
    with Server(options.program, project()) as server:
        admin = Client(server, "admin@example.com", "admin")
        for n in range(150):
            assert server.request("POST", "/api/4.0/looks", {"n": n})[0] == 401
        server.run("user", "password", "admin@example.com")
        page = {"Content-Type": "application/json", "X-Soundings-Request": "1"}
        statuses = []

        def guess(n):
            entered = {"email": "admin@example.com", "password": f"guess number {n}"}
            statuses.append(server.request("POST", "/api/v1/session", entered, page)[0])

        threads = [threading.Thread(target=guess, args=(n,)) for n in range(30)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert statuses.count(403) <= 8 and statuses.count(429) >= 22, statuses

        def noted():
            return [e for e in admin.made("GET", "/api/v1/audit?limit=500")["entries"] if e["user_id"] is None
                    and e["door"] != "shell"]

        server.wait_until(lambda: len(noted()) >= 60, 10, "refused requests were not noted")
        assert len(noted()) <= 120, "at most 60 in each of two minutes"


def test_a_wrong_secret_keeps_nobody_else_out(options):
    with Server(options.program, project()) as server:
        pair = server.credentials("script@example.com", "viewer")
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        wrong = urllib.parse.urlencode({"client_id": pair[0], "client_secret": "x" * 43})
        statuses = [server.request("POST", "/api/4.0/login", wrong, form)[0] for _ in range(24)]
        assert statuses[:20] == [401] * 20 and statuses[-1] == 429, statuses
        assert server.login(*pair)
