"""The loaded demo: what its reports show is what was received, and every Look and tile has something to show."""

import collections
import json
import sys
import urllib.parse

from demo import demo_server, planted_truth, run_query, running_demo, visitor
from server import ROOT

sys.path.insert(0, str(ROOT / "Tests" / "Reports"))

import account_reports  # noqa: E402
import business  # noqa: E402
import business_records  # noqa: E402
import check_reports  # noqa: E402
import feature_report  # noqa: E402
import growth_report  # noqa: E402
import flaw_effects  # noqa: E402
import instance_states  # noqa: E402
import planted_reports  # noqa: E402
import usage  # noqa: E402
import visitors  # noqa: E402
from business_records import Received  # noqa: E402
from health_report import HealthReport  # noqa: E402
from instance_report import InstanceReport  # noqa: E402
from received import ReceivedTruth, Source  # noqa: E402
from saved_reports import SavedReports, differences  # noqa: E402
from support_report import SupportReport  # noqa: E402
from warehouse_file import WarehouseFile  # noqa: E402

SHARED = ("model", "view", "fields", "filters", "sorts", "limit", "pivots", "total", "dynamic_fields")


def test_the_five_reports_show_what_was_received(options):
    with running_demo(options) as server:
        cookie = visitor(server)
        results = {name: run_query(server, cookie, body) for name, body in check_reports.queries().items()}
        state = server.state
    # The server has ended, so the file is free; it is read with DuckDB itself.
    with WarehouseFile(f"{state}/warehouse.duckdb") as file:
        truth = ReceivedTruth(Source(file))
    problems = check_reports.compare(truth, results)
    assert not problems, f"{len(problems)} cells differ:\n" + "\n".join(problems[:30])
    licenses = collections.Counter()
    for account in truth.accounts.values():
        licenses[account["type"]] += len(truth.licenses[account["id"]])
    found = {row["account.account_type"]: row["license.count"] for row in results["accounts_do_not_fan_out"]}
    assert found == {kind: licenses[kind] for kind in found} and sum(found.values()) > 30, (found, licenses)
    assert len(truth.shown) == 12 and len(truth.accounts) > 50 and len(truth.instances) > 50


test_the_five_reports_show_what_was_received.seconds = 900


def test_the_business_tables_are_what_was_received(options):
    """Support, survey, leads, visits and organisations: the clean tables against figures of the raw ones."""
    with running_demo(options) as server:
        state = server.state
    with WarehouseFile(f"{state}/warehouse.duckdb") as file:
        expected = business.Expected(Received(file).records()).figures()
        problems = business.differences(expected, business.clean_figures(file))
    assert not problems, f"{len(problems)} cells differ:\n" + "\n".join(problems[:30])
    assert len(expected["support by account and priority"]) > 50, len(expected["support by account and priority"])
    assert len(expected["organisations"]) > 5 and len(expected["leads by campaign"]) > 5


test_the_business_tables_are_what_was_received.seconds = 900


def test_the_facts_of_every_feature_are_what_was_received(options):
    """Each usage block of the pings: the clean tables against facts worked out from the bodies."""
    with running_demo(options) as server:
        state = server.state
    with WarehouseFile(f"{state}/warehouse.duckdb") as file:
        expected = usage.expected_facts(usage.received(file))
        problems = usage.differences(expected, usage.clean_facts(file))
    assert not problems, f"{len(problems)} facts differ:\n" + "\n".join(sorted(problems)[:30])
    assert sum(map(len, expected.values())) > 100_000, {name: len(facts) for name, facts in expected.items()}


test_the_facts_of_every_feature_are_what_was_received.seconds = 900


def test_what_people_do_is_what_was_received(options):
    """Visitors, activation, retention, downloads and apps: the clean tables against figures of the raw events."""
    with running_demo(options) as server:
        state = server.state
    with WarehouseFile(f"{state}/warehouse.duckdb") as file:
        expected = visitors.Figures(file).figures
        problems = visitors.differences(expected, visitors.clean_figures(file))
    assert not problems, f"{len(problems)} figures differ:\n" + "\n".join(problems[:30])
    assert len(expected["visitors by day"]) > 365 and len(expected["funnel"]) > 200, len(expected["funnel"])


test_what_people_do_is_what_was_received.seconds = 900


# Who looks after an account is copied from the CRM as it is; there is nothing to work out.
COPIED = {(409, "Who looks after it")}


def test_the_customer_reports_show_what_was_received(options):
    """Every customer-level Look and every tile of the dashboards of accounts, by their own saved queries and filters."""
    with running_demo(options) as server:
        account_name = saved_reports(server).dashboard(409)["dashboard_filters"][0]["default_value"]
        state = server.state
    with WarehouseFile(f"{state}/warehouse.duckdb") as file:
        source = instance_states.ObservedSource(file)
        truth = ReceivedTruth(source)
        records = Received(file).records()
        accounts = account_reports.AccountReports(
            truth, source.states, records["answers"], account_reports.event_days(file))
        account = next(key for key, name in accounts.names.items() if name == account_name)
        one = InstanceReport(
            truth, source.states, lambda sites: instance_states.bodies_of(file, sites), records, account,
            accounts.statuses()[account][0])
        checks = [
            *accounts.checks(), *HealthReport(truth, accounts.names, accounts.customers).checks(), *one.checks(),
            *SupportReport(records, accounts.names, accounts.customers, truth.today).checks(),
        ]
    with running_demo(options) as server:
        saved = saved_reports(server)
        problems = []
        for check in checks:
            problems += differences(check.name, check.rows(saved), check.keys, check.values, check.expected)
        tiles = {(number, title) for number in (389, 409, 421, 1500, 1501) for title in saved.titles(number)}
    assert not problems, f"{len(problems)} cells differ:\n" + "\n".join(problems[:30])
    unchecked = tiles - {(check.dashboard, check.title) for check in checks} - COPIED
    assert not unchecked, unchecked
    empty = [check.name for check in checks if not check.expected]
    assert len(empty) <= 5, empty


test_the_customer_reports_show_what_was_received.seconds = 900


def test_the_reports_of_features_and_growth_show_what_was_received(options):
    """Every tile of the dashboards of code intelligence, batch changes, insights, search, the App, cloud growth and
    organisations, and the four questions."""
    with running_demo(options) as server:
        saved = saved_reports(server)
        features, growth = feature_report.shown(saved), growth_report.shown(saved)
        state = server.state
    with WarehouseFile(f"{state}/warehouse.duckdb") as file:
        truth = ReceivedTruth(Source(file))
        success = visitors.Figures(file).figures["searches by day"]
        problems = feature_report.FeatureReport(list(usage.received(file)), truth, success).problems(features)
        problems += growth_report.GrowthReport(file, truth).problems(growth)
    assert not problems, f"{len(problems)} cells differ:\n" + "\n".join(problems[:30])
    assert len(features) > 100 and len(growth) > 35, (len(features), len(growth))


test_the_reports_of_features_and_growth_show_what_was_received.seconds = 900


def test_the_reports_show_what_was_planted(options):
    """Every report against the generator's own plan, as far as it has one; `planted_reports.RECEIVED_ONLY` says where it
    has none, and why."""
    plan = planted_truth(options)
    with running_demo(options) as server:
        cookie, saved = visitor(server), saved_reports(server)
        results = {name: run_query(server, cookie, body) for name, body in check_reports.queries().items()}
        account = saved.dashboard(409)["dashboard_filters"][0]["default_value"]
        reports = planted_reports.PlantedReports(plan, account)
        problems, compared = reports.problems(saved)
        features, growth = feature_report.shown(saved), growth_report.shown(saved)
    problems += check_reports.compare(check_reports.Truth(plan), results)
    more, tiles = reports.feature_problems(features, growth)
    problems += more
    assert not problems, f"{len(problems)} cells differ:\n" + "\n".join(problems[:30])
    assert len(compared) > 80 and len(tiles) > 100, (len(compared), len(tiles))


test_the_reports_show_what_was_planted.seconds = 900


def test_the_clean_tables_hold_what_was_planted(options):
    """Business, features, and each day and month of each instance: a lost ping lowers exactly what it told of."""
    plan = planted_truth(options)
    with running_demo(options) as server:
        state = server.state
    with WarehouseFile(f"{state}/warehouse.duckdb") as file:
        problems = business.differences(
            business.Expected(business_records.planted(plan)).figures(), business.clean_figures(file))
        facts = usage.expected_facts(usage.planted(plan))
        problems += usage.differences(facts, usage.clean_facts(file))
        more, flaws = flaw_effects.problems(file, plan)
    problems += more
    assert not problems, f"{len(problems)} cells differ:\n" + "\n".join(sorted(problems)[:30])
    assert all(flaws[name] for name in ("lost", "critical", "unrecorded", *flaw_effects.HARMLESS)), flaws


test_the_clean_tables_hold_what_was_planted.seconds = 900


# The customer whose name old links hold.
KNOWN_LINKS = (
    "409?Account%20name=Databricks&Installer%20email=",
    "412?Account%20Type=Customer&%20Week=4%20week%20ago%20for%204%20week&Account%20name=Databricks&Installer%20email=",
    "382?Account%20Type=Customer&Account%20name=Databricks&Installer%20email=&Date=3%20month",
    "426?Account%20Type=Customer&Account%20name=Databricks&Week%20Date=4%20week&Installer%20email=",
    "423?Account%20name=Databricks&Installer%20email=&%20Date=90%20day&Account%20Type=",
)


def test_links_to_one_customer_open_with_numbers(options):
    with running_demo(options) as server:
        saved = saved_reports(server)
        for link in KNOWN_LINKS:
            number, _, query = link.partition("?")
            # The names of some filters have blanks around them, and those of links may.
            known = {each["name"].strip(): each["name"] for each in saved.dashboard(number)["dashboard_filters"]}
            given = {name.strip(): value for name, value in urllib.parse.parse_qsl(query, keep_blank_values=True)}
            assert set(given) <= set(known), (link, known)
            values = {known[name]: value for name, value in given.items()}
            titles = saved.titles(number)
            empty = [title for title in titles if not any(
                value is not None for row in saved.tile(number, title, values) for value in row.values())]
            # Nobody has to have an open ticket or to ask for a language in four weeks, and this customer sends no events of
            # single users.
            without = {"Open tickets", "Requests for a language", "Search success and result clicks"}
            assert len(titles) >= 5 and set(empty) <= without, (link, empty)


test_links_to_one_customer_open_with_numbers.seconds = 900


def saved_reports(server):
    cookie = visitor(server)

    def get(path):
        status, _, body = server.get("/api/4.0/" + path, {"Cookie": cookie})
        assert status == 200, (path, status, body[:500])
        return json.loads(body)

    return SavedReports(get, lambda body: run_query(server, cookie, body))


def saved_queries(server, cookie):
    """(name, query) of every Look and every tile."""

    def get(path):
        status, _, body = server.get("/api/4.0/" + path, {"Cookie": cookie})
        assert status == 200, (path, status, body[:500])
        return json.loads(body)

    for look in get("looks"):
        yield f"Look {look['title']}", get(f"looks/{look['id']}")["query"]
    for dashboard in get("dashboards"):
        for element in get(f"dashboards/{dashboard['id']}")["dashboard_elements"]:
            look = element.get("look") or {}
            query = element.get("query") or look.get("query") or (element.get("result_maker") or {}).get("query")
            if query:
                yield f"{dashboard['title']}: {element['title']}", query


def test_every_look_and_tile_has_something_to_show(options):
    with running_demo(options) as server:
        cookie = visitor(server)
        names, empty = [], []
        for name, query in saved_queries(server, cookie):
            body = {part: query[part] for part in SHARED if query.get(part)}
            detail = run_query(server, cookie, body, "json_detail")
            assert not detail.get("errors"), (name, detail["errors"])
            names.append(name)
            if not any(cell.get("value") is not None for row in detail["data"] for cell in row.values()):
                empty.append(name)
        assert not empty, empty
        assert len(names) >= 20, names
        for title in ["Monthly users by instance type", "Instances by deployment type", "DAU/MAU"]:
            assert f"Look {title}" in names, names


test_every_look_and_tile_has_something_to_show.seconds = 900


def test_a_visitor_looks_and_saves_nothing(options):
    with running_demo(options) as server:
        cookie = visitor(server)
        status, _, body = server.get("/api/v1/session", {"Cookie": cookie})
        assert status == 200 and b'"visitor":true' in body.replace(b" ", b""), body
        assert server.get("/api/v1/session")[0] == 401
        assert server.get("/api/4.0/looks")[0] == 401
        headers = {"Cookie": cookie, "X-Soundings-Request": "1", "Content-Type": "application/json"}
        status = server.request("POST", "/api/4.0/looks", {"title": "Mine"}, headers)[0]
        assert status in (401, 403, 404, 405), status


test_a_visitor_looks_and_saves_nothing.seconds = 900


def test_serving_the_demo_folder_welcomes_nobody(options):
    """The data is the demo's, the doors are those of every other project."""
    with running_demo(options):
        pass
    server = demo_server(options, command="serve")
    with server:
        status, headers, _ = server.get("/", {"Accept": "text/html"})
        assert status == 200 and "set-cookie" not in headers, headers
        assert server.get("/api/4.0/looks")[0] == 401
        token = server.login(*server.credentials())
        rows = server.query(
            token,
            {
                "model": "telemetry", "view": "events",
                "fields": ["events.event_type", "events.count", "events.user_count"], "sorts": ["events.count desc"],
            },
        )
        assert len(rows) >= 10 and rows[0]["events.count"] >= rows[-1]["events.count"] > 0, rows
        pings = server.query(
            token, {"model": "telemetry", "view": "pings", "fields": ["pings.count", "pings.instance_count"]}
        )
        assert pings[0]["pings.count"] > pings[0]["pings.instance_count"] > 50, pings
        assert server.stop() == 0, server.output()


test_serving_the_demo_folder_welcomes_nobody.seconds = 900


def test_the_demo_starts_at_once_the_second_time(options):
    with running_demo(options):
        pass
    with demo_server(options) as server:
        server.wait_for_output(f"Soundings is ready at {server.url}")
        assert server.metrics()["soundings_loaded_events_total"] == 0, "the demo loaded its data again"
        cookie = visitor(server)
        answer = run_query(
            server, cookie, {"model": "cdnow", "view": "purchases", "fields": ["purchases.count"]}
        )
        assert answer == [{"purchases.count": 69_659}], answer
        answer = run_query(server, cookie, {"model": "clickstream", "view": "clicks", "fields": ["clicks.count"]})
        assert answer == [{"clicks.count": 31_106}], answer
        assert server.stop() == 0, server.output()


test_the_demo_starts_at_once_the_second_time.seconds = 900
