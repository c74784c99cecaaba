"""Queries by the official `looker-sdk`, unmodified: every run call and format, tasks, merged results, the SQL Runner,
connections; and what our own API adds: a dashboard in one request, the list of what runs and has run."""

import http.client
import io
import json
import threading
import time
import zipfile

from projects import MERGED_QUERIES, small_project
from server import Server
from test_looker_sdk import fill, sdk_for

CONTENT = """
look:
  id: 12
  title: Events by type
  folder: Reports
  model: telemetry
  explore: events
  fields: [event_types.name, events.count]
  sorts: [events.count desc]
"""

DASHBOARD = """
dashboard:
  id: 40
  title: Use
  folder: Reports
  filters:
  - name: Type of event
    title: Type of event
    type: field_filter
    model: telemetry
    explore: events
    field: event_types.name
    default_value: ""
  elements:
  - name: by_type
    title: By type
    model: telemetry
    explore: events
    type: looker_bar
    fields: [event_types.name, events.count]
    sorts: [events.count desc]
    listen: {Type of event: event_types.name}
  - name: the_same
    title: The same once more
    model: telemetry
    explore: events
    type: table
    fields: [event_types.name, events.count]
    sorts: [events.count desc]
    listen: {Type of event: event_types.name}
  - name: people
    title: People
    model: telemetry
    explore: events
    type: single_value
    fields: [events.user_count]
  - name: words
    type: text
    title_text: Words
  - name: merged
    title: Merged
    type: table
""" + MERGED_QUERIES

QUERY = dict(
    model="telemetry", view="events", fields=["event_types.name", "events.count"], sorts=["events.count desc"],
    limit="10",
)
ROWS = [{"event_types.name": "view", "events.count": 1500}, {"event_types.name": "buy", "events.count": 20}]


def serve(options, settings=""):
    project = small_project(
        settings, **{"content/look.yaml": CONTENT, "content/dashboard.yaml": DASHBOARD}
    )
    server = Server(options.program, project)
    try:
        return fill(server.start())
    except BaseException:
        server.close()
        raise


def token_of(sdk):
    sdk.session()
    return sdk.auth.token.access_token


def refused(call, *words):
    from looker_sdk import error

    try:
        call()
    except error.SDKError as failure:
        for word in words:
            assert word in failure.message, failure.message
        return failure
    raise AssertionError("it was not refused")


def test_a_kept_query_runs_in_every_format(options):
    from looker_sdk import models40

    server = serve(options)
    try:
        sdk = sdk_for(server)
        query = sdk.create_query(models40.WriteQuery(**QUERY))
        assert query.id not in ("", "0", None) and query.slug and query.share_url.endswith("/x/" + query.slug), query
        assert sdk.create_query(models40.WriteQuery(**QUERY)).id == query.id, "an equal query is the same one"
        assert sdk.query(query.id).fields == QUERY["fields"]
        assert sdk.query_for_slug(query.slug).id == query.id
        assert json.loads(sdk.run_query(query.id, "json")) == ROWS
        labelled = json.loads(sdk.run_query(query.id, "json_label"))
        assert labelled[0] == {"Event Types Name": "view", "Events Count": 1500}, labelled
        assert json.loads(sdk.run_query(query.id, "inline_json"))[0] == {
            "Event Types Name": "view", "Events Count": "1,500",
        }
        detail = json.loads(sdk.run_query(query.id, "json_detail"))
        assert detail["data"][0]["events.count"] == {"value": 1500, "rendered": "1,500"}, detail["data"]
        assert json.loads(sdk.run_query(query.id, "json_fe"))["data"] == detail["data"]
        assert json.loads(sdk.run_query(query.id, "json_bi"))["rows"][0]["events.count"]["value"] == 1500
        assert sdk.run_query(query.id, "csv") == "Event Types Name,Events Count\nview,1500\nbuy,20\n"
        assert sdk.run_query(query.id, "csv", apply_formatting=True).splitlines()[1] == 'view,"1,500"'
        assert sdk.run_query(query.id, "txt") == "Event Types Name\tEvents Count\nview\t1500\nbuy\t20\n"
        assert "<td" in sdk.run_query(query.id, "html") and "| view |" in sdk.run_query(query.id, "md")
        workbook = sdk.run_query(query.id, "xlsx")
        assert zipfile.ZipFile(io.BytesIO(workbook)).testzip() is None
        assert "SELECT" in sdk.run_query(query.id, "sql")
        assert sdk.run_query(query.id, "csv", limit=1).count("\n") == 2
        assert json.loads(sdk.run_query(query.id, "json_detail", cache=False))["from_cache"] is False
        assert json.loads(sdk.run_query(query.id, "json_detail", cache_only=True))["from_cache"] is True
        refused(lambda: sdk.run_query(query.id, "png"), "Pictures")
        refused(lambda: sdk.run_query("999999", "json"), "Not found")
        named = sdk.create_query(
            models40.WriteQuery(
                **QUERY,
                vis_config={"series_labels": {"events.count": "How often"}, "hidden_fields": ["event_types.name"]},
            )
        )
        assert sdk.run_query(named.id, "csv", apply_vis=True) == "How often\n1500\n20\n"
        calculated = sdk.create_query(
            models40.WriteQuery(
                **{**QUERY, "fields": [*QUERY["fields"], "twice"]},
                dynamic_fields=json.dumps(
                    [{"table_calculation": "twice", "label": "Twice", "expression": "${events.count} * 2"}]
                ),
            )
        )
        assert json.loads(sdk.run_query(calculated.id, "json"))[1]["twice"] == 40
        assert json.loads(sdk.run_query(calculated.id, "json", server_table_calcs=False)) == ROWS
        status, _, body = server.request(
            "GET",
            "/api/4.0/queries/models/telemetry/views/events/run/csv?fields=event_types.name,events.count"
            "&f%5Bevent_types.name%5D=buy",
            headers={"Authorization": f"Bearer {token_of(sdk)}"},
        )
        assert (status, body) == (200, b"Event Types Name,Events Count\nbuy,20\n"), body
        refused(lambda: sdk.run_url_encoded_query("telemetry", "events", "json"))
    finally:
        server.close()


def test_tasks_run_while_nobody_waits(options):
    from looker_sdk import models40

    server = serve(options)
    try:
        sdk = sdk_for(server)
        query = sdk.create_query(models40.WriteQuery(**QUERY))
        broken = sdk.create_query(models40.WriteQuery(model="telemetry", view="events", fields=["events.nothing"]))
        tasks = {}
        for name, format in [("json", "json"), ("csv", "csv"), ("json_detail", "json_detail"), ("xlsx", "xlsx")]:
            task = sdk.create_query_task(
                models40.WriteCreateQueryTask(query_id=query.id, result_format=models40.ResultFormat(format)), limit=5
            )
            assert task.status in ("added", "running", "complete") and len(task.id) == 32, task
            tasks[name] = task.id
        failing = sdk.create_query_task(
            models40.WriteCreateQueryTask(query_id=broken.id, result_format=models40.ResultFormat.json)
        ).id

        def wait(task_id):
            for _ in range(400):
                task = sdk.query_task(task_id)
                if task.status not in ("added", "running"):
                    return task
                time.sleep(0.05)
            raise AssertionError(f"the task {task_id} did not end")

        assert {wait(task_id).status for task_id in tasks.values()} == {"complete"}
        assert wait(failing).status == "error"
        assert json.loads(sdk.query_task_results(tasks["json"])) == ROWS
        assert sdk.query_task_results(tasks["csv"]).startswith("Event Types Name,")
        several = sdk.query_task_multi_results(
            models40.DelimSequence([tasks["json"], tasks["json_detail"], failing, "0" * 32])
            if hasattr(models40, "DelimSequence")
            else [tasks["json"], tasks["json_detail"], failing, "0" * 32]
        )
        assert several[tasks["json"]]["status"] == "complete" and several[tasks["json"]]["data"] == ROWS, several
        assert several[tasks["json_detail"]]["data"]["data"][0]["events.count"]["value"] == 1500
        assert several[failing]["status"] == "error" and "events.nothing" in several[failing]["data"]["error"]
        assert several["0" * 32] == {"status": "missing"}
        refused(lambda: sdk.query_task_results(failing), "events.nothing")
        refused(lambda: sdk.query_task("0" * 32), "Not found")
        wrong = refused(
            lambda: sdk.create_query_task(
                models40.WriteCreateQueryTask(query_id="99999", result_format=models40.ResultFormat.json)
            ),
            "Validation",
        )
        assert wrong.errors[0].field == "query_id", wrong

        other = sdk_for(server, "other@example.com", "explorer")
        refused(lambda: other.query_task_results(tasks["json"]), "Not found")
    finally:
        server.close()


def test_queries_are_merged(options):
    from looker_sdk import models40

    server = serve(options)
    try:
        sdk = sdk_for(server)
        counts = sdk.create_query(models40.WriteQuery(**QUERY))
        people = sdk.create_query(
            models40.WriteQuery(model="telemetry", view="events", fields=["event_types.name", "events.user_count"])
        )
        merge = sdk.create_merge_query(
            models40.WriteMergeQuery(
                source_queries=[
                    models40.MergeQuerySourceQuery(name="counts", query_id=counts.id, merge_fields=[]),
                    models40.MergeQuerySourceQuery(
                        name="people", query_id=people.id,
                        merge_fields=[
                            models40.MergeFields(
                                field_name="event_types.name", source_field_name="event_types.name"
                            )
                        ],
                    ),
                ],
                sorts=["events.count"],
            )
        )
        assert sdk.merge_query(merge.id).source_queries[1].query_id == people.id
        status, _, body = server.request(
            "GET", f"/api/4.0/merge_queries/{merge.id}/run/json",
            headers={"Authorization": f"Bearer {token_of(sdk)}"},
        )
        assert status == 200, body
        assert json.loads(body) == [
            {"event_types.name": "buy", "events.count": 20, "events.user_count": 4},
            {"event_types.name": "view", "events.count": 1500, "events.user_count": 4},
        ], body
        refused(lambda: sdk.create_merge_query(models40.WriteMergeQuery(source_queries=[])), "Validation")
    finally:
        server.close()


def test_a_dashboard_comes_in_one_request(options):
    server = serve(options)
    try:
        sdk = sdk_for(server)
        headers = {"Authorization": f"Bearer {token_of(sdk)}"}

        def run(address="", body=None):
            status, kept, text = server.request(
                "GET" if body is None else "POST", "/api/v1/dashboards/40/run" + address, body, headers
            )
            assert status == 200 and kept["content-type"] == "application/x-ndjson", (status, kept, text)
            return [json.loads(line) for line in text.decode().splitlines()]

        elements = {each.title: each.id for each in sdk.dashboard("40").dashboard_elements if each.title}
        lines = run()
        assert lines[0]["type"] == "dashboard" and lines[0]["filters"] == {"Type of event": ""}, lines[0]
        assert lines[-1]["type"] == "end" and lines[-1]["failed"] == 0 and lines[-1]["elements"] == 4, lines[-1]
        # Two tiles ask the same.
        assert lines[-1]["queries"] == 3, lines[-1]
        results = {line["element_id"]: line["result"] for line in lines[1:-1]}
        assert sorted(results) == sorted(lines[0]["elements"]) == sorted(elements.values()), results.keys()
        first = results[elements["By type"]]["data"]
        assert [row["events.count"]["value"] for row in first] == [1500, 20], first
        assert results[elements["The same once more"]]["data"] == first
        assert results[elements["People"]]["data"][0]["events.user_count"]["value"] == 4
        merged = results[elements["Merged"]]["data"]
        assert {row["event_types.name"]["value"]: row["events.user_count"]["value"] for row in merged} == {
            "view": 4, "buy": 4,
        }, merged

        narrowed = run("?type%20of%20event=buy&format=json")
        assert narrowed[0]["filters"] == {"Type of event": "buy"}
        results = {line["element_id"]: line["result"] for line in narrowed[1:-1]}
        assert results[elements["By type"]] == [{"event_types.name": "buy", "events.count": 20}], results
        assert results[elements["People"]] == [{"events.user_count": 4}]

        chosen = run(body={"filters": {"Type of event": "view"}, "elements": [elements["By type"]], "format": "json"})
        assert [line["type"] for line in chosen] == ["dashboard", "element", "end"]
        assert chosen[1]["result"] == [{"event_types.name": "view", "events.count": 1500}]

        broken = run("?Type%20of%20event=%5B5%2C&format=json")
        assert broken[-1]["failed"] == 0 or all(line.get("error") for line in broken if line.get("status") == "error")
        assert server.request("GET", "/api/v1/dashboards/40/run?format=csv", headers=headers)[0] == 422
        assert server.request("GET", "/api/v1/dashboards/99/run", headers=headers)[0] == 404
        assert server.request("GET", "/api/v1/dashboards/40/run")[0] == 401
    finally:
        server.close()


def test_what_has_run_is_on_record(options):
    server = serve(options)
    try:
        sdk = sdk_for(server)
        token = token_of(sdk)
        headers = {"Authorization": f"Bearer {token}"}
        server.query(token, QUERY)
        server.query(token, QUERY)
        sdk.run_look("12", "csv")
        server.request("GET", "/api/v1/dashboards/40/run", headers=headers)
        answer = json.loads(server.request("GET", "/api/v1/queries", headers=headers)[2])
        assert answer["running"] == [] and answer["lost"] == 0, answer
        kinds = [query["kind"] for query in answer["queries"]]
        assert kinds.count("query") == 2 and kinds.count("look") == 1 and kinds.count("dashboard") == 3, kinds
        mine = [query for query in answer["queries"] if query["kind"] == "query"]
        assert [query["source"] for query in mine] == ["cache", "warehouse"], mine
        computed = mine[1]
        assert computed["rows"] == 2 and computed["status"] == "complete" and "SELECT" in computed["sql"], computed
        assert computed["engine"] > 0 and computed["total"] >= computed["engine"], computed
        assert all(computed[name] >= 0 for name in ("compile", "wait", "write")), computed
        only = json.loads(server.request("GET", "/api/v1/queries?kind=look&limit=5", headers=headers)[2])["queries"]
        assert [query["origin"] for query in only] == ["12"], only
        assert server.request("GET", "/api/v1/queries?status=odd", headers=headers)[0] == 422

        viewer = sdk_for(server, "viewer@example.com", "viewer")
        theirs = {"Authorization": f"Bearer {token_of(viewer)}"}
        assert server.request("GET", "/api/v1/queries", headers=theirs)[0] == 403

        # It is kept over a restart.
        assert server.stop() == 0
        server.start()
        again = sdk_for(server, "second@example.com")
        headers = {"Authorization": f"Bearer {token_of(again)}"}
        kept = json.loads(server.request("GET", "/api/v1/queries", headers=headers)[2])["queries"]
        assert len(kept) == len(answer["queries"]), kept
    finally:
        server.close()


# It takes minutes on any machine: rows of rows that have to be looked at one by one.
LONG = "SELECT COUNT(*) FROM range(1000000) AS a (n), range(1000000) AS b (m) WHERE (n * m) % 7 = 9"


def test_queries_are_stopped(options):
    from looker_sdk import models40

    server = serve(options)
    try:
        sdk = sdk_for(server)
        token = token_of(sdk)
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        slug = sdk.create_sql_query(models40.SqlQueryCreate(connection_name="warehouse", sql=LONG)).slug

        def running():
            queries = sdk.all_running_queries()
            return [query for query in queries if query.source == "sql_runner" and query.status == "running"]

        # By somebody who has the right.
        answers = []
        path = f"/api/4.0/sql_queries/{slug}/run/json"
        ask = threading.Thread(target=lambda: answers.append(server.request("POST", path, {}, headers)))
        ask.start()
        server.wait_until(running, 20, "the query is not among those that run")
        found = running()[0]
        assert found.user.display_name and "range" in found.sql and found.runtime >= 0, found
        sdk.kill_query(found.query_task_id)
        ask.join(20)
        assert not ask.is_alive() and answers[0][0] in (400, 503), answers
        server.wait_until(lambda: not running(), 20, "the query was not stopped")
        refused(lambda: sdk.kill_query(found.query_task_id), "Not found")

        # By going away.
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        connection.request("POST", path, "{}", headers)
        server.wait_until(running, 20, "the query is not among those that run")
        connection.close()
        server.wait_until(lambda: not running(), 20, "the query goes on although nobody waits for it")
        kept = json.loads(server.request("GET", "/api/v1/queries?kind=sql_runner", headers=headers)[2])["queries"]
        assert [query["status"] for query in kept] == ["cancelled", "killed"], kept
        assert server.metrics()["soundings_queries_running"] == 0
    finally:
        server.close()


def test_the_sql_runner_runs_what_may_run(options):
    from looker_sdk import models40

    server = serve(options, "queries:\n  sql_runner_rows: 100\n")
    try:
        sdk = sdk_for(server)

        def create(sql):
            return sdk.create_sql_query(models40.SqlQueryCreate(connection_name="warehouse", sql=sql))

        query = create("SELECT ev, COUNT(*) AS n FROM main.events GROUP BY 1 ORDER BY 2 DESC")
        assert query.slug and sdk.sql_query(query.slug).sql.startswith("SELECT ev"), query
        rows = json.loads(sdk.run_sql_query(query.slug, "json"))
        assert [row["n"] for row in rows] == [1500, 20], rows
        assert sdk.run_sql_query(query.slug, "csv").splitlines()[0] == "ev,n"
        assert json.loads(sdk.run_sql_query(query.slug, "json_detail"))["data"][0]["n"]["value"] == 1500
        assert json.loads(sdk.run_sql_query(query.slug, "json_bi"))["rows"][0]["n"]["value"] == 1500
        assert zipfile.ZipFile(io.BytesIO(sdk.run_sql_query(query.slug, "xlsx"))).testzip() is None
        for format in ("txt", "html", "md", "sql"):
            assert sdk.run_sql_query(query.slug, format)
        again = sdk.sql_query(query.slug)
        assert again.run_count == 9 and again.last_runtime > 0 and again.last_run_at, again

        many = create("SELECT uid FROM main.events")
        detail = json.loads(sdk.run_sql_query(many.slug, "json_detail"))
        assert len(detail["data"]) == 100 and "more rows" in detail["warnings"][0], detail["warnings"]

        named = create("SELECT COUNT(*) AS n FROM main.events WHERE ev = $type")
        headers = {"Authorization": f"Bearer {token_of(sdk)}", "Content-Type": "application/json"}
        path = f"/api/4.0/sql_queries/{named.slug}/run/json"
        status, _, body = server.request("POST", path, {"parameters": {"type": rows[0]["ev"]}}, headers)
        assert (status, json.loads(body)) == (200, [{"n": 1500}]), body
        assert server.request("POST", path, {}, headers)[0] == 400
        status, kept, _ = server.request("POST", path + "?download=true", {"parameters": {"type": 1}}, headers)
        assert kept["content-disposition"].startswith("attachment"), kept
        status, _, body = server.request("POST", f"/api/4.0/sql_queries/{query.slug}/run/txt?explain=true", {}, headers)
        assert status == 200 and b"GROUP" in body, body

        wrong = create("SELECT nothing FROM main.events")
        assert "nothing" in json.loads(sdk.run_sql_query(wrong.slug, "json"))[0]["looker_error"]
        assert json.loads(sdk.run_sql_query(wrong.slug, "json_detail"))["errors"][0]["fatal"] is True
        refused(lambda: sdk.run_sql_query(wrong.slug, "csv"), "nothing")

        hostile = [
            "DROP TABLE main.events", "SELECT 1; SELECT 2", "COPY main.events TO '/tmp/x'", "ATTACH 'x'",
            "SELECT * FROM '/etc/passwd'", f"SELECT * FROM read_blob('{server.state}/warehouse.duckdb')",
            "SELECT * FROM duckdb_settings()", "PRAGMA database_list", "SELECT getenv('HOME')",
            "SELECT * FROM pipelines.state", "SELECT * FROM information_schema.tables", "INSTALL httpfs",
            "SELECT * FROM query('SELECT 1')", "WITH d AS (DELETE FROM main.events RETURNING *) SELECT * FROM d",
        ]
        for sql in hostile:
            failure = refused(lambda sql=sql: sdk.run_sql_query(create(sql).slug, "json"))
            assert failure.errors[0].code == "statement_not_allowed", (sql, failure)
        assert [row["n"] for row in json.loads(sdk.run_sql_query(query.slug, "json"))] == [1500, 20]
        failure = refused(lambda: sdk.create_sql_query(models40.SqlQueryCreate(sql="SELECT 1")), "Validation")
        assert failure.errors[0].field == "connection_name", failure
        by_model = sdk.create_sql_query(models40.SqlQueryCreate(model_name="telemetry", sql="SELECT 1 AS one"))
        assert json.loads(sdk.run_sql_query(by_model.slug, "json")) == [{"one": 1}]

        explorer = sdk_for(server, "explorer@example.com", "explorer")
        refused(lambda: explorer.create_sql_query(
            models40.SqlQueryCreate(connection_name="warehouse", sql="SELECT 1")), "use_sql_runner")
        refused(lambda: explorer.run_sql_query(query.slug, "json"), "use_sql_runner")
        developer = sdk_for(server, "developer@example.com", "developer")
        refused(lambda: developer.sql_query(query.slug), "Not found")
    finally:
        server.close()


def test_connections_are_described(options):
    from looker_sdk import models40

    server = serve(options)
    try:
        sdk = sdk_for(server)
        assert [each.name for each in sdk.all_connections(fields="name,dialect(name)")] == ["warehouse"]
        connection = sdk.connection("warehouse")
        assert connection.dialect.name == "duckdb" and connection.dialect_name == "duckdb", connection
        tests = sdk.test_connection("warehouse")
        assert {test.status for test in tests} == {"success"} and len(tests) == 6, tests
        few = sdk.test_connection("warehouse", models40.DelimSequence(["connect", "kill"])
                                  if hasattr(models40, "DelimSequence") else ["connect", "kill"])
        assert [test.name for test in few] == ["connect", "kill"], few
        assert list(sdk.connection_databases("warehouse")) == ["warehouse"]
        schemas = {schema.name: schema.is_default for schema in sdk.connection_schemas("warehouse")}
        assert schemas["main"] is True and schemas["raw"] is False and "pipelines" not in schemas, schemas
        main = sdk.connection_tables("warehouse", schema_name="main")[0]
        assert "events" in {table.name for table in main.tables} and main.table_limit_hit is False, main
        assert len(sdk.connection_tables("warehouse", schema_name="main", table_limit=1)[0].tables) == 1
        columns = sdk.connection_columns("warehouse", schema_name="main", table_names="events")[0].columns
        types = {column.name: column.data_type_looker for column in columns}
        assert types["event_time"] == "datetime" and types["uid"] == "number" and types["insert_id"] == "string", types
        assert sdk.connection_features("warehouse").percentile is True
        dialects = {dialect.name: dialect.installed for dialect in sdk.all_dialect_infos()}
        assert dialects["duckdb"] is True and dialects["postgres"] is False, dialects
        refused(lambda: sdk.connection("other"), "Not found")
        refused(lambda: sdk.create_connection(models40.WriteDBConnection(name="x")), "soundings.yaml")
        refused(lambda: sdk.update_connection("warehouse", models40.WriteDBConnection(name="x")), "soundings.yaml")
        refused(lambda: sdk.delete_connection("warehouse"), "soundings.yaml")
        viewer = sdk_for(server, "viewer@example.com", "viewer")
        refused(lambda: viewer.all_connections(), "permission")
        assert [each.name for each in sdk_for(server, "second@example.com").all_datagroups()] == []
    finally:
        server.close()


def test_roles_have_limits(options):
    server = serve(options, "queries:\n  limits:\n    explorer: {rows: 1, concurrent: 1, seconds: 5}\n")
    try:
        admin = server.login(*server.credentials("a@example.com"))
        explorer = server.login(*server.credentials("e@example.com", "explorer"))
        assert len(server.query(admin, QUERY)) == 2
        assert len(server.query(explorer, QUERY)) == 1
    finally:
        server.close()


def test_many_people_open_a_dashboard_at_once(options):
    server = serve(options)
    try:
        token = server.login(*server.credentials())
        headers = {"Authorization": f"Bearer {token}"}
        results = []

        def open_it():
            status, _, body = server.request("GET", "/api/v1/dashboards/40/run?cache=false", headers=headers)
            results.append((status, json.loads(body.decode().splitlines()[-1])))

        threads = [threading.Thread(target=open_it) for _ in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(results) == 16 and all(status == 200 and end["failed"] == 0 for status, end in results), results
        assert server.metrics()["soundings_queries_running"] == 0
    finally:
        server.close()


def test_a_load_puts_aside_only_what_stands_on_it(options):
    server = serve(options)
    try:
        token = server.login(*server.credentials())
        pings = {"model": "telemetry", "view": "pings", "fields": ["pings.count"]}

        def is_kept(query):
            return server.query(token, query, "json_detail")["from_cache"]

        assert [is_kept(pings), is_kept(pings), is_kept(QUERY), is_kept(QUERY)] == [False, True, False, True]
        key = server.key("more")
        event = {"event_type": "view", "user_id": "user-1", "insert_id": "one more"}
        assert server.request("POST", "/2/httpapi", {"api_key": key, "events": [event]})[0] == 200
        server.wait_until_loaded()
        assert is_kept(pings) is True and is_kept(QUERY) is False
        status, _, _ = server.get("/updates?site=0101-0101&deployType=server&version=3.12.6&auth=builtin&u=12")
        assert status in (200, 204), status
        server.wait_until(lambda: server.metrics()["soundings_loaded_pings_total"] == 1, 20, "the ping was not loaded")
        assert is_kept(pings) is False and is_kept(pings) is True
    finally:
        server.close()
