"""One project of SQL models, built by dbt and by Soundings from the same data: the same tables, the same test results.

The data changes twice, so that incremental models and snapshots have a past. What dbt makes is the expected result.
"""

import collections
import datetime
import decimal
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from server import ROOT

BOOKSHOP = ROOT / "Tests" / "Pipelines" / "bookshop"
DBT = ROOT / ".vendor" / "dbt" / "bin" / "dbt"
PROFILES = """
bookshop:
  target: dev
  outputs:
    dev: {{type: duckdb, path: {path}, schema: clean, threads: 2}}
"""
# What the till exports is of 2025, so what is newer comes from the clock.
CLOCK = datetime.datetime(2026, 1, 1)
FAR = datetime.datetime(9999, 1, 1)
# Its test fails in the second round. dbt has replaced the table by then; ours keeps the one before.
GUARDED = ("clean", "returns")
FAILING = "above_returns_cents__10"
# The last round: nothing is new, and these are made from scratch, with what reads them.
FROM_SCRATCH = [
    "--full-refresh", "--select", "orders+", "customer_days", "visits_as_they_were", "path:models/marts/checks.sql",
]

sys.path.insert(0, str(BOOKSHOP))


class Side:
    """One of the two: a copy of the project, a database, and what each test said last."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.project = self.folder / "project"
        self.models = self.project / "pipelines"
        shutil.copytree(BOOKSHOP / "pipelines", self.models)
        self.state = self.folder / "state"
        self.state.mkdir()
        # dbt's name of a database is that of its file.
        self.database = self.state / "warehouse.duckdb"
        self.tests = {}

    def change(self, sql):
        import duckdb

        with duckdb.connect(str(self.database)) as database:
            database.execute(sql)

    def replace(self, path, *pairs):
        file = self.models / path
        text = file.read_text()
        for old, new in pairs:
            assert text.count(old) == 1, f"{path} has {text.count(old)} times '{old}'"
            text = text.replace(old, new)
        file.write_text(text)

    def keep(self, results):
        """Notes what tests said, and gives the states of all by name."""
        for result in results:
            kind, _, name = result["unique_id"].split(".", 2)
            if kind in ("test", "unit_test"):
                self.tests[f"{kind}.{name}"] = (result["status"], result["failures"] or 0)
        return {result["unique_id"]: result["status"] for result in results}

    def tables(self):
        """All that the project has made, by schema and name: columns with their families of types, and rows."""
        import duckdb

        with duckdb.connect(str(self.database), read_only=True) as database:
            names = database.execute(
                "select table_schema, table_name from information_schema.tables "
                "where regexp_matches(table_schema, '^(clean|history)')"
            ).fetchall()
            found = {}
            for schema, name in names:
                rows = database.execute(f'select * from "{schema}"."{name}"')
                columns = [(column[0], family(str(column[1]))) for column in rows.description]
                found[schema, name] = columns, [tuple(plain(value) for value in row) for row in rows.fetchall()]
            comments = dict(database.execute(
                "select table_name, comment from duckdb_tables() where schema_name = 'clean' and comment is not null"
            ).fetchall())
        return found, comments


class DBTSide(Side):
    def __init__(self, folder):
        super().__init__(folder)
        (self.models / "profiles.yml").write_text(PROFILES.format(path=self.database))

    def build(self, *arguments):
        environment = os.environ | {"TZ": "UTC", "DO_NOT_TRACK": "1", "DBT_SEND_ANONYMOUS_USAGE_STATS": "false"}
        done = subprocess.run(
            [DBT, "--no-use-colors", "--no-version-check", "build", "--no-partial-parse", "--profiles-dir", ".", *arguments],
            cwd=self.models, env=environment, capture_output=True, text=True, timeout=120,
        )
        results = self.models / "target" / "run_results.json"
        assert done.returncode in (0, 1) and results.exists(), done.stdout + done.stderr
        found = self.keep(json.loads(results.read_text())["results"])
        results.unlink()
        assert "error" not in found.values(), done.stdout
        return found


class OurSide(Side):
    def __init__(self, folder, program):
        super().__init__(folder)
        self.program = program

    def build(self, *arguments):
        done = self.run("build", "--format", "json", *arguments)
        assert done.returncode in (0, 1) and done.stdout.startswith("{"), done.stdout + done.stderr
        self.log = done.stderr
        return self.keep(json.loads(done.stdout)["results"])

    def run(self, *arguments):
        return subprocess.run(
            [self.program, *arguments, "--project", self.project, "--state", self.state],
            env=os.environ | {"TZ": "UTC"}, capture_output=True, text=True, timeout=120,
        )


def now():
    return datetime.datetime.now(datetime.UTC).replace(tzinfo=None)


def family(type):
    """What a type is, whatever its width."""
    type = type.upper()
    if type.endswith("INT") or type.endswith("INTEGER") or type == "NUMBER":
        return "number"
    if type.startswith(("DECIMAL", "DOUBLE", "FLOAT", "HUGEINT")):
        return "number"
    return type.split(" ")[0]


def plain(value):
    if isinstance(value, decimal.Decimal):
        return float(value)
    if isinstance(value, datetime.datetime):
        return value.replace(tzinfo=None)
    return value if not isinstance(value, list) else tuple(value)


def without_clock(columns, rows, ends):
    """Rows of a snapshot with the round in place of each instant of the clock, once their hashes are seen to fit."""
    names = [name for name, _ in columns]
    table = [dict(zip(names, row)) for row in rows]
    keys = ["order_id", "payment_id"] if "payment_id" in names else names[:1]
    versions = [row["dbt_scd_id"] for row in table]
    for row in table:
        if row["dbt_updated_at"] > CLOCK:
            instant = spelled(row["dbt_updated_at"])
            # That somebody is gone is told by a version of the version that ended.
            wanted = versions if row.get("dbt_is_deleted") == "True" else ["|".join(str(row[key]) for key in keys)]
            hashes = {hashlib.md5(f"{text}|{instant}".encode()).hexdigest() for text in wanted}
            row["dbt_scd_id"] = "its hash" if row["dbt_scd_id"] in hashes else "another hash"

    def told(value):
        if isinstance(value, datetime.datetime) and CLOCK < value < FAR:
            return f"round {1 + sum(value > end for end in ends)}"
        return value

    return [tuple(told(row[name]) for name in names) for row in table]


def spelled(instant):
    """As DuckDB casts a timestamp to text."""
    return instant.isoformat(" ").rstrip("0").rstrip(".") if instant.microsecond else instant.isoformat(" ")


def differences(name, theirs, ours, *ends):
    """What is not the same in a table, in lines."""
    if ours is None or ours[0] != theirs[0]:
        return [f"{name}: other columns\n  dbt  {theirs[0]}\n  ours {ours and ours[0]}"]
    (columns, expected), (_, found) = theirs, ours
    if name[0] == "history":
        expected = without_clock(columns, expected, ends[0])
        found = without_clock(columns, found, ends[1])
    expected, found = collections.Counter(expected), collections.Counter(found)
    names = [column for column, _ in columns]
    left, right = list((expected - found).elements()), list((found - expected).elements())
    if len(left) == len(right) == 1:
        cells = [f"  {n}: dbt {a!r}, ours {b!r}" for n, a, b in zip(names, left[0], right[0]) if a != b]
        return [f"{name}: another row", *cells]
    lines = [f"  only dbt  {row}" for row in left] + [f"  only ours {row}" for row in right]
    return lines and [f"{name}: other rows {names}", *lines]


# dbt needs the table of an incremental model for the columns of `this`, so this test comes when it is there.
ONLY_NEW_ORDERS = """
unit_tests:
  - name: only_new_orders_are_read
    model: orders
    overrides:
      macros: {is_incremental: true}
      vars: {methods: [card]}
    given:
      - input: this
        rows: [{order_id: 1, updated_at: 2025-01-05}]
      - input: ref('stg_orders')
        rows:
          - {order_id: 1, customer_id: 1, status: open, cents: 100, updated_at: 2025-01-05}
          - {order_id: 2, customer_id: 1, status: paid, cents: 250, updated_at: 2025-01-06}
      - input: ref('int_order_payments')
        format: sql
        rows: select 2 as order_id, 250 as paid_cents, 250 as card_cents
    expect:
      rows: [{order_id: 2, status: paid, amount: 2.5, card_cents: 250}]
"""


def second_round(side):
    """Files that change with the data of the second round: a seed, and a unit test more."""
    (side.models / "models" / "marts" / "later.yml").write_text(ONLY_NEW_ORDERS)
    side.replace(
        "seeds/countries.csv", ("NO,Norway,false,,25.00", "NO,Norway,false,,25.50"),
        ("FR,France,true,1958-01-01,20.00\n", ""))


def third_round(side):
    """In the third: a model with another column, and a country that is back."""
    side.replace("seeds/countries.csv", ("EE,Estonia", "FR,France,true,1958-01-01,20.00\nEE,Estonia"))
    side.replace("models/marts/sent.sql", ("count(*) as orders", "count(*) as orders, max(ordered_at) as last_order_at"))


def test_tables_and_test_results_are_those_of_dbt(options):
    import till

    folder = pathlib.Path(tempfile.mkdtemp(prefix="soundings-dbt-"))
    dbt, ours = DBTSide(folder / "dbt"), OurSide(folder / "ours", options.program)
    ends = {dbt: [], ours: []}
    wrong, past = [], None
    changes = (None, second_round, third_round, None)
    for number, (sql, change) in enumerate(zip([*till.ROUNDS, None], changes, strict=True), start=1):
        for side in (dbt, ours):
            if sql:
                side.change(sql)
            if change:
                change(side)
            side.build(*([] if sql else FROM_SCRATCH))
            ends[side].append(now())

        wrong += [
            f"round {number}, {test}: dbt says {said}, ours {ours.tests.get(test)}"
            for test, said in sorted(dbt.tests.items()) if ours.tests.get(test) != said
        ]
        failing = [test for test, (status, _) in dbt.tests.items() if status == "fail"]
        assert [FAILING in test for test in failing] == ([True] if number == 2 else []), failing

        (theirs, their_comments), (mine, our_comments) = dbt.tables(), ours.tables()
        assert len(theirs) > 20 and set(mine) == set(theirs), (number, set(mine) ^ set(theirs))
        for name in sorted(theirs):
            expected = past if name == GUARDED and number == 2 else theirs[name]
            found = differences(name, expected, mine[name], ends[dbt], ends[ours])
            wrong += [f"round {number}, {found[0]}", *found[1:]] if found else []
        past = theirs[GUARDED]
        assert our_comments == their_comments == {"customer": "one row per customer"}, (our_comments, their_comments)
    assert not wrong, "\n".join(["not as dbt does it:", *wrong, ours.log])

    # Nothing is new, so nothing is built.
    states = ours.build()
    assert not [node for node in states if node.startswith(("model.", "snapshot.", "seed."))], (states, ours.log)
    shutil.rmtree(folder)


test_tables_and_test_results_are_those_of_dbt.seconds = 240
