"""Real data behind a LookML project: what the program answers against SQL written by hand and against pandas."""

import json
import math
import pathlib
import shutil
import subprocess
import sys
import tempfile

from server import ROOT, Server

FLIGHTS = ROOT / "Tests" / "Flights"
sys.path.insert(0, str(FLIGHTS))

loaded = {}


def cell(value):
    """One value, whoever computed it: numbers as floats, nothing as None."""
    if value is None or isinstance(value, str):
        return value
    number = float(value)
    return None if math.isnan(number) else number


def table(found):
    """Rows as tuples, from a frame, a series with its dimensions in the index, or a list of rows."""
    import pandas

    if isinstance(found, (pandas.Series, pandas.DataFrame)):
        found = found.reset_index().itertuples(index=False, name=None)
    return [tuple(None if value is pandas.NA else cell(value) for value in row) for row in found]


def order(row):
    return [(value is not None, isinstance(value, str), value if value is not None else 0) for value in row]


def check(name, found, expected, source, ordered):
    if not ordered:
        found, expected = sorted(found, key=order), sorted(expected, key=order)
    same = len(found) == len(expected) and all(
        len(a) == len(b) and all(
            math.isclose(x, y, rel_tol=1e-9, abs_tol=1e-9) if isinstance(x, float) and isinstance(y, float) else x == y
            for x, y in zip(a, b)
        )
        for a, b in zip(found, expected)
    )
    assert same, f"{name}: not what {source} says\nfound    {found[:12]}\nexpected {expected[:12]}"


def database():
    """The tables in DuckDB, in memory, and as pandas reads them."""
    if not loaded:
        import flight_data
        import duckdb

        folder = pathlib.Path(tempfile.mkdtemp(prefix="soundings-flights-"))
        loaded["file"] = folder / "tables.duckdb"
        with duckdb.connect(str(loaded["file"])) as connection:
            flight_data.fill(connection, folder)
        loaded["frames"] = flight_data.Frames()
    return loaded["file"], loaded["frames"]


def serve(options):
    """A server of the flights, with the tables in its warehouse before it starts."""
    file, _ = database()
    state = pathlib.Path(tempfile.mkdtemp(prefix="soundings-state-"))
    shutil.copy(file, state / "warehouse.duckdb")
    return Server(options.program, FLIGHTS, state=state)


def test_every_answer_is_that_of_sql_and_of_pandas(options):
    import duckdb
    from flight_questions import QUESTIONS

    assert len(QUESTIONS) >= 40
    file, frames = database()
    with serve(options) as server, duckdb.connect(str(file), read_only=True) as connection:
        connection.execute("USE nyc")
        token = server.login(*server.credentials(role="explorer"))
        wrong = []
        for question in QUESTIONS:
            name, query = question["name"], question["query"]
            try:
                rows = server.query(token, query)
                assert not any("looker_error" in row for row in rows), rows
                found = [tuple(cell(value) for value in row.values()) for row in rows]
                check(name, found, table(connection.execute(question["sql"]).fetchall()), "SQL", question["ordered"])
                check(name, found, table(question["pandas"](frames)), "pandas", question["ordered"])
            except Exception as failure:
                wrong.append(f"{name}: {failure}")
        assert not wrong, "\n\n".join(wrong)
        server.stop()


def test_totals_and_pivots_are_those_of_all_flights(options):
    _, frames = database()
    flights = frames.flights
    with serve(options) as server:
        token = server.login(*server.credentials(role="explorer"))
        fields = ["flights.origin_code", "flights.plane_count", "flights.median_dep_delay", "planes.total_seats"]
        query = {"model": "flights", "view": "flights", "fields": fields, "limit": "2", "total": True}
        detail = server.query(token, query, "json_detail")
        assert len(detail["data"]) == 2, detail["data"]
        flown = frames.planes.tailnum.isin(flights.tailnum)
        expected = (flights.tailnum.nunique(), flights.dep_delay.median(), frames.planes.seats[flown].sum())
        totals = tuple(detail["totals_data"][field]["value"] for field in fields[1:])
        check("totals", [tuple(map(cell, totals))], [tuple(map(cell, expected))], "pandas", True)

        query = {
            "model": "flights", "view": "flights", "fields": ["flights.carrier", "flights.origin_code", "flights.count"],
            "pivots": ["flights.origin_code"], "sorts": ["flights.count desc 1", "flights.origin_code"], "limit": "-1",
        }
        rows = server.query(token, query)
        counts = flights.groupby(["carrier", "origin"]).size()
        cells = {
            (row["flights.carrier"], origin): count
            for row in rows
            for origin, count in row["flights.count"]["flights.origin_code"].items()
            if count is not None
        }
        assert cells == counts.to_dict(), (cells, counts)
        # By the second column, John F. Kennedy: the largest first, who does not fly from there last.
        first = [row["flights.carrier"] for row in rows][:3]
        assert first == list(counts.xs("JFK", level="origin").nlargest(3).index), first
        server.stop()


def test_who_asks_decides_which_rows_count(options):
    _, frames = database()
    query = {"model": "flights", "view": "own_flights", "fields": ["flights.count", "planes.total_seats"], "total": True}
    with serve(options) as server:
        mine = frames.flown[frames.flown.carrier == "UA"]
        seats = mine.drop_duplicates("tailnum").seats.sum()
        for email, expected in [("ua@example.com", (len(mine), seats)), ("nobody@example.com", (0, 0))]:
            token = server.login(*server.credentials(email=email, role="explorer"))
            detail = server.query(token, query, "json_detail")
            for row in [*detail["data"], detail["totals_data"]]:
                assert tuple(value["value"] for value in row.values()) == expected, (email, expected, row)
            # No filter of the query opens what the rule closes.
            asked = {**query, "filters": {"carriers.staff": "aa@example.com", "flights.carrier": "AA"}}
            assert server.query(token, asked)[0]["flights.count"] == 0
        server.stop()


def test_the_model_of_the_flights_is_without_errors(options):
    done = subprocess.run(
        [options.program, "validate", FLIGHTS, "--format", "json"], capture_output=True, text=True, timeout=60
    )
    problems = json.loads(done.stdout)["problems"]
    assert done.returncode == 0 and not [p for p in problems if p["severity"] == "error"], problems


def test_data_tests_run_from_the_command_line_and_through_the_api(options):
    file, _ = database()
    names = ["every_flight_has_a_carrier_with_a_name", "all_flights_of_the_year_are_there"]
    with serve(options) as server:
        token = server.login(*server.credentials(role="admin"))
        listed = server.api(token, f"projects/{FLIGHTS.name}/lookml_tests")
        assert [test["name"] for test in listed] == names, listed
        results = server.api(token, f"projects/{FLIGHTS.name}/lookml_tests/run")
        assert [(r["test_name"], r["success"], r["assertions_failed"]) for r in results] == [(n, True, 0) for n in names]
        server.stop()

    folder = pathlib.Path(tempfile.mkdtemp(prefix="soundings-broken-"))
    project, state = folder / "project", folder / "state"
    shutil.copytree(FLIGHTS, project)
    state.mkdir()
    shutil.copy(file, state / "warehouse.duckdb")

    def run():
        return subprocess.run(
            [options.program, "lookml", "test", project, "--state", state], capture_output=True, text=True, timeout=120
        )

    done = run()
    assert done.returncode == 0 and "2 tests passed, 0 failed" in done.stdout, (done.stdout, done.stderr)
    model = project / "flights.model.lkml"
    model.write_text(model.read_text().replace("${flights.count} = 336776", "${flights.count} = 1"))
    done = run()
    assert done.returncode == 1, done
    assert "FAILED  flights, all_flights_of_the_year_are_there" in done.stdout, done.stdout
    assert "flights.count = 336776" in done.stdout and "flights.model.lkml:" in done.stdout, done.stdout


HOSTILE = [
    "1; DROP TABLE nyc.airlines; --", "' OR 1=1 --", "1) UNION SELECT carrier FROM nyc.airlines --", "-2",
    "99999999999999999999", "NaN", "{{ 1 }}", "\u0000", "x" * 100_000,
]


def test_text_in_any_property_of_a_query_stays_text(options):
    plain = {"model": "flights", "view": "flights", "fields": ["carriers.name", "flights.count"], "limit": "-1"}
    with serve(options) as server:
        token = server.login(*server.credentials(role="explorer"))
        expected = server.query(token, plain)
        assert len(expected) == 16, expected

        def answer(query, path="/api/4.0/queries/run/json"):
            headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
            status, _, body = server.request("POST", path, json.dumps(query).encode(), headers)
            return status, json.loads(body)

        for text in HOSTILE:
            queries = [
                {**plain, name: value}
                for name, values in {
                    "model": [text], "view": [text], "fields": [[text], ["carriers.name", "flights." + text]],
                    "pivots": [[text], ["carriers." + text]], "sorts": [[text], ["flights.count " + text]],
                    "limit": [text], "column_limit": [text], "query_timezone": [text, "UTC" + text], "total": [text],
                    "row_total": [text], "subtotals": [[text]], "fill_fields": [[text]], "filter_expression": [text],
                    "dynamic_fields": [text, json.dumps([{"dimension": text, "expression": text, "label": text}])],
                    "filters": [{text: "1"}] + [
                        {field: text}
                        for field in [
                            "carriers.name", "flights.distance", "flights.is_late", "flights.hour_date", "flights.count",
                            "flights.distance_tier", "flights.grain", "flights.long_from", "flights.carriers_of_interest",
                            "origin.place",
                        ]
                    ],
                }.items()
                for value in values
            ]
            for query in queries:
                status, body = answer(query)
                assert status in (200, 400, 404, 422), (status, str(query)[:300], body)
                # Only the rows that there are, or none; and no SQL that the database could not read.
                rows = body if status == 200 else []
                assert len(rows) <= 16 and not any("looker_error" in row for row in rows), (str(query)[:300], rows)
        assert server.query(token, plain) == expected
        server.stop()
