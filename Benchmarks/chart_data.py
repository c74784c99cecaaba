"""The events on which charts are measured: the same ones in our warehouse, as text in DuckDB, in ClickHouse's engine, and
as plain columns for the limit.

    python Benchmarks/chart_data.py --events 2 --data .build/benchmarks

Every number is drawn from a hash of what it belongs to, so that the events are always the same. 60 types of events and 40
countries, both with few frequent ones; a user's plan and country stay the same. Half of the users are there from the first
day, the others begin on any day, and all come less and less often.
"""

import argparse
import json
import pathlib
import shutil
import subprocess
import time
import typing

ROOT = pathlib.Path(__file__).resolve().parents[1]
CHDB = ROOT / ".vendor" / "chdb" / "bin" / "python"

FIRST_DAY = "2026-01-05"
"""A Monday."""
DAYS = 90
AS_OF = 1_775_347_200_000_000
"""2026-04-05, when the last day is over."""
TYPES = 60
COUNTRIES = (
    "US IN BR DE GB FR JP CN ID MX ES IT CA KR TR NL AU PL RU AR CO ZA NG EG SE VN PH TH MY SG CH AT BE PT CZ DK FI NO IE IL"
).split()
PROMOTED = ["country:text", "user.plan:text", "event.ms:number"]

DAY_US = 86_400_000_000
ROWS_A_FILE = 1_000_000


def say(text):
    print(text, flush=True)


def shares(count, slots):
    """Which of `count` things each of the slots stands for: the n-th gets a share of 1/n."""
    total = sum(1 / n for n in range(1, count + 1))
    bounds, sum_so_far = [], 0
    for n in range(1, count + 1):
        sum_so_far += 1 / n
        bounds.append(round(sum_so_far / total * slots))
    result = []
    for thing, bound in enumerate(bounds):
        result += [thing] * (bound - len(result))
    return result


def literal(values):
    return "[" + ", ".join(f"'{value}'" if isinstance(value, str) else str(value) for value in values) + "]"


class ChartData:
    """A folder with all of it for one number of events, made when something is missing."""

    def __init__(self, folder, events, programs):
        self.events = events
        self.users = max(100, events // 100)
        self.folder = pathlib.Path(folder) / f"charts-{events // 1000}k"
        self.programs = pathlib.Path(programs)
        self.warehouse = self.folder / "warehouse.duckdb"
        self.text = self.folder / "text.duckdb"
        self.clickhouse = self.folder / "clickhouse"
        self.columns = self.folder / "columns"
        self.parquet = self.folder / "events.parquet"

    def make(self, peers=True):
        """Everything that is not there yet; without peers only our warehouse."""
        self.folder.mkdir(parents=True, exist_ok=True)
        wanted = [("warehouse", self.make_warehouse)]
        if peers:
            wanted += [("text", self.make_text), ("clickhouse", self.make_clickhouse)]
        wanted = [(name, work) for name, work in wanted if not self.stamp(name).exists()]
        if wanted:
            self.make_stage()
        for name, work in wanted:
            self.timed(name, work)
        self.derive()
        if peers and not self.stamp("columns").exists():
            self.timed("columns", self.make_columns)
        for path in (self.stage, self.parquet):
            path.unlink(missing_ok=True)
        shutil.rmtree(self.folder / "spill", ignore_errors=True)

    def timed(self, name, work):
        started = time.time()
        work()
        self.stamp(name).touch()
        say(f"  {name}: {time.time() - started:.0f} s")

    def derive(self):
        """The tables beside the events, when they are not those of this version of the program."""
        self.program("tables")
        with self.connect(self.warehouse) as database:
            (version,) = database.execute("SELECT max(version) FROM main.landing_schema").fetchone()
        stamp = self.stamp("derived")
        if stamp.exists() and stamp.read_text() == str(version):
            return
        self.timed("derived", lambda: self.program("derived", *PROMOTED))
        stamp.write_text(str(version))

    def pack(self):
        """The tables beside the events as packed columns, with all that charts have asked for."""
        self.program("packed", *PROMOTED)

    def stamp(self, name):
        return self.folder / f"{name}.made"

    @property
    def stage(self):
        return self.folder / "stage.duckdb"

    def connect(self, path, **settings):
        import duckdb

        config = {"threads": 2, "memory_limit": "6GB", "temp_directory": str(self.folder / "spill")} | settings
        return duckdb.connect(str(path), config=config)

    # The events in numbers, in the order of time

    def make_stage(self):
        """`users` by uid in the order of their first events, and `numbers`: one narrow row for each event."""
        started = time.time()
        self.stage.unlink(missing_ok=True)
        with self.connect(self.stage) as database:
            self.add_macros(database)
            database.execute("CREATE TEMP TABLE type_slots (slot INTEGER, ev UTINYINT)")
            slots = shares(TYPES, 4096)
            database.execute(f"INSERT INTO type_slots SELECT i, ({literal(slots)})[i + 1] FROM range(4096) AS t(i)")
            database.execute(f"""
                CREATE TABLE drawn AS
                WITH sessions AS (
                    SELECT s, floor({self.users} * pow(share(draw(s, 1)), 1.6))::INTEGER AS u,
                        share(draw(s, 2)) AS when_share, share(draw(s, 3)) AS clock_share,
                        (1 + floor(-ln(1 - share(draw(s, 4))) * 9.7))::INTEGER AS n
                    FROM range({self.events // 10}) AS t(s)),
                starts AS (
                    SELECT s, u, n,
                        CASE WHEN draw(u, 20) % 2 = 0 THEN 0 ELSE (draw(u, 21) % {DAYS})::INTEGER END AS born,
                        (born + floor(({DAYS} - born) * pow(when_share, 1.5)))::BIGINT * {DAY_US}
                            + floor(clock_share * {DAY_US})::BIGINT AS start
                    FROM sessions),
                single AS (SELECT s, u, start, unnest(range(n))::USMALLINT AS k FROM starts)
                SELECT e.s::INTEGER AS s, e.u, e.k, e.start // 1000 AS start_ms,
                    e.start + e.k::BIGINT * 24_000_000 + (draw_event(e.s, e.k, 5) % 24_000_000)::BIGINT AS us, t.ev
                FROM single AS e JOIN type_slots AS t ON t.slot = (draw_event(e.s, e.k, 6) % 4096)::INTEGER
                WHERE us < {DAYS} * {DAY_US}""")
            country = literal(shares(len(COUNTRIES), 512))
            database.execute(f"""
                CREATE TABLE users AS
                SELECT (row_number() OVER (ORDER BY first, u))::INTEGER AS uid, u, first, last,
                    ({country})[1 + (draw(u, 22) % 512)::INTEGER]::UTINYINT AS co,
                    CASE WHEN draw(u, 23) % 100 < 70 THEN 0 WHEN draw(u, 23) % 100 < 90 THEN 1
                        WHEN draw(u, 23) % 100 < 98 THEN 2 ELSE 3 END::UTINYINT AS pl
                FROM (SELECT u, min(us) AS first, max(us) AS last FROM drawn GROUP BY u) ORDER BY uid""")
            database.execute("""
                CREATE TABLE numbers AS
                SELECT d.s, d.k, d.start_ms, d.us, d.ev, p.uid, p.u, p.co, p.pl
                FROM drawn AS d JOIN users AS p USING (u) ORDER BY d.us, d.s, d.k""")
            database.execute("DROP TABLE drawn")
            (count,) = database.execute("SELECT count(*) FROM numbers").fetchone()
            (people,) = database.execute("SELECT count(*) FROM users").fetchone()
        say(f"  {count:,} events of {people:,} users drawn: {time.time() - started:.0f} s")

    @staticmethod
    def add_macros(database):
        database.execute("CREATE TEMP MACRO draw(x, salt) AS hash(x::BIGINT * 64 + salt)")
        database.execute("CREATE TEMP MACRO draw_event(s, k, salt) AS hash((s::BIGINT * 8192 + k) * 64 + salt + (1::BIGINT << 58))")
        database.execute("CREATE TEMP MACRO share(h) AS (h >> 11)::DOUBLE / 9007199254740992.0")

    EVENT = "'e' || lpad(n.ev::VARCHAR, 2, '0')"
    TIME = f"(TIMESTAMP '{FIRST_DAY}' + to_microseconds(n.us))"
    SESSION = f"(epoch_ms(TIMESTAMP '{FIRST_DAY}') + n.start_ms)"
    COUNTRY = f"({literal(COUNTRIES)})[n.co + 1]"
    PLAN = "(['free', 'pro', 'team', 'enterprise'])[n.pl + 1]"
    USER = "'user_' || lpad(n.u::VARCHAR, 7, '0')"
    MS = "(exp(share(draw_event(n.s, n.k, 7)) * 6) + share(draw_event(n.s, n.k, 8)))::DECIMAL(9, 3)"
    EVENT_PROPERTIES = f"""
        '{{"price":' || (share(draw_event(n.s, n.k, 9)) * 200)::DECIMAL(9, 2)::VARCHAR || ',"ms":' || {MS}::VARCHAR
            || ',"page":"/p/' || (draw_event(n.s, n.k, 10) % 300)::VARCHAR || '"}}'"""
    BROWSER = "(['chrome', 'safari', 'firefox', 'edge'])[1 + (draw(n.u, 24) % 4)::INTEGER]"

    # The tables of each

    def make_warehouse(self):
        self.warehouse.unlink(missing_ok=True)
        self.program("tables")
        with self.connect(self.warehouse) as database:
            database.execute(f"ATTACH '{self.stage}' AS stage (READ_ONLY)")
            self.add_macros(database)
            database.execute(f"""
                INSERT INTO main.event_types
                SELECT ev + 1, 1, 'e' || lpad(ev::VARCHAR, 2, '0'), TRUE, TIMESTAMP '{FIRST_DAY}'
                FROM range({TYPES}) AS t(ev)""")
            database.execute(f"""
                INSERT INTO main.usr (uid, project_id, user_id, first_seen, last_seen, properties, country)
                SELECT n.uid, 1, {self.USER}, TIMESTAMP '{FIRST_DAY}' + to_microseconds(n.first),
                    TIMESTAMP '{FIRST_DAY}' + to_microseconds(n.last), '{{"plan":"' || {self.PLAN} || '"}}', {self.COUNTRY}
                FROM stage.users AS n ORDER BY n.uid""")
            columns = {
                "project_id": "1",
                "event_uuid": "md5(n.s::VARCHAR || '-' || n.k::VARCHAR)::UUID",
                "ev": "n.ev + 1",
                "event_time": self.TIME,
                "day": f"{self.TIME}::DATE",
                "uid": "n.uid",
                "user_id": self.USER,
                "device_id": "'device-' || lpad(printf('%x', draw(n.u, 25)), 16, '0')",
                "session_id": self.SESSION,
                "seq": "1 + n.rowid",
                "client_event_time": self.TIME,
                "client_upload_time": f"{self.TIME} + to_seconds(2)",
                "server_received_time": f"{self.TIME} + to_seconds(2)",
                "processed_time": f"{self.TIME} + to_seconds(3)",
                "insert_id": "lpad(printf('%x', draw_event(n.s, n.k, 11)), 16, '0')",
                "source": "'http'",
                "is_system": "FALSE",
                "library": "'browser/2.1.0'",
                "platform": "'Web'",
                "browser": self.BROWSER,
                "language": "'en'",
                "country": self.COUNTRY,
                "event_properties": self.EVENT_PROPERTIES,
                "user_properties": f"""'{{"plan":"' || {self.PLAN} || '"}}'""",
                "user_bucket": "(draw(n.u, 26) % 1000)::SMALLINT",
                "flags": "0",
                "batch_id": "1 + n.rowid // 100_000",
            }
            for start in range(0, self.count(database), 10 * ROWS_A_FILE):
                database.execute(
                    f"INSERT INTO main.events ({', '.join(columns)}) SELECT {', '.join(columns.values())} "
                    f"FROM stage.numbers AS n WHERE n.rowid >= {start} AND n.rowid < {start + 10 * ROWS_A_FILE}")
            database.execute("""
                INSERT INTO main.loads
                SELECT batch_id, 'benchmark', min(seq), max(seq), count(*), 0, 0, 0, max(processed_time)
                FROM main.events GROUP BY batch_id ORDER BY batch_id""")
        self.stamp("derived").unlink(missing_ok=True)

    @staticmethod
    def count(database):
        return database.execute("SELECT count(*) FROM stage.numbers").fetchone()[0]

    def program(self, what, *arguments):
        subprocess.run([self.programs / "ChartData", what, self.warehouse, *arguments], check=True)

    def make_text(self):
        """What an import makes that nobody thought about: texts, in the order of arrival."""
        self.text.unlink(missing_ok=True)
        with self.connect(self.text) as database:
            database.execute(f"ATTACH '{self.stage}' AS stage (READ_ONLY)")
            self.add_macros(database)
            database.execute(f"""
                CREATE TABLE events AS
                SELECT {self.USER} AS user_id, 'session_' || {self.SESSION}::VARCHAR AS session_id, {self.EVENT} AS event,
                    {self.TIME} AS time, {self.COUNTRY} AS country, {self.PLAN} AS plan, {self.BROWSER} AS browser,
                    {self.EVENT_PROPERTIES} AS properties
                FROM stage.numbers AS n""")

    def make_clickhouse(self):
        """By event, day and user as PostHog has it, and by user and time; the types that suit each column best."""
        with self.connect(":memory:") as database:
            database.execute(f"ATTACH '{self.stage}' AS stage (READ_ONLY)")
            self.add_macros(database)
            database.execute(f"""
                COPY (
                    SELECT n.uid::UINTEGER AS uid, {self.SESSION} AS session_id, {self.EVENT} AS event, {self.TIME} AS time,
                        {self.COUNTRY} AS country, {self.PLAN} AS plan, {self.MS}::DOUBLE AS ms,
                        {self.EVENT_PROPERTIES} AS properties
                    FROM stage.numbers AS n
                ) TO '{self.parquet}' (FORMAT parquet, COMPRESSION lz4, ROW_GROUP_SIZE 122880)""")
        shutil.rmtree(self.clickhouse, ignore_errors=True)
        engine = ClickHouse(self.clickhouse)
        try:
            for table, order in (("events", "(event, toDate(time), uid)"), ("events_by_user", "(uid, time)")):
                engine.query(f"""
                    CREATE TABLE {table} (
                        uid UInt32, session_id UInt64, event LowCardinality(String), time DateTime64(6, 'UTC'),
                        country LowCardinality(String), plan LowCardinality(String), ms Float64, properties String
                    ) ENGINE = MergeTree ORDER BY {order}""")
                engine.query(f"INSERT INTO {table} SELECT * FROM file('{self.parquet}', Parquet)")
                # One part each, as they become after some time.
                engine.query(f"OPTIMIZE TABLE {table} FINAL")
        finally:
            engine.close()

    def make_columns(self):
        """The columns that each chart can't do without, for the limit: as plain numbers, one file each."""
        import numpy

        shutil.rmtree(self.columns, ignore_errors=True)
        self.columns.mkdir()
        with self.connect(self.warehouse) as database:
            for chart, sql in LIMIT_COLUMNS.items():
                for name, values in database.execute(sql).fetchnumpy().items():
                    if values.dtype == object:
                        data = "".join(values).encode()
                    else:
                        data = numpy.ascontiguousarray(values).tobytes()
                    (self.columns / f"{chart}.{name}").write_bytes(data)


def days_of(column):
    return f"({column} - DATE '{FIRST_DAY}')::USMALLINT AS day"


def micros_of(column):
    return f"epoch_us({column}) AS us"


def steps(*types):
    return ", ".join(str(int(name[1:]) + 1) for name in types)


ACTIVITY = f"SELECT uid, {days_of('day')} FROM main.act"
LIMIT_COLUMNS = {
    "uniques": f"SELECT uid, {micros_of('time')}, p1::UTINYINT AS country FROM main.steps WHERE ev IN ({steps('e05')})",
    "active": ACTIVITY,
    "funnel": f"""
        SELECT uid, {micros_of('time')}, p1::UTINYINT AS country FROM main.steps WHERE ev IN ({steps('e02', 'e04', 'e08')})""",
    "retention": ACTIVITY,
    "unbounded": ACTIVITY,
    "paths": "SELECT unnest(evs) AS ev FROM main.sess",
    "lifecycle": ACTIVITY,
    "stickiness": f"""
        SELECT uid, {micros_of('time')} FROM main.steps
        WHERE ev IN ({steps('e01')}) AND time >= DATE '{FIRST_DAY}' + 60""",
    "percentiles": f"SELECT n1 AS ms FROM main.steps WHERE ev IN ({steps('e03')})",
    "percentiles_json": f"SELECT event_properties::VARCHAR AS json FROM main.events WHERE ev IN ({steps('e03')})",
    "per_day": f"SELECT {days_of('day')}, n FROM main.act",
}


class Timed(typing.NamedTuple):
    """Milliseconds that passed, and those that all threads had of the processors."""

    wall: float
    cpu: float


class ClickHouse:
    """ClickHouse's engine in a process of its own, which answers one statement after the other."""

    def __init__(self, folder, python=CHDB):
        script = pathlib.Path(__file__).with_name("clickhouse_worker.py")
        if not pathlib.Path(python).exists():
            raise SystemExit(f"{python} is missing. Install it with: scripts/bootstrap --benchmarks")
        self.process = subprocess.Popen(
            [python, script, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def query(self, sql):
        """How long it took, and its rows."""
        self.process.stdin.write(json.dumps(sql) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("ClickHouse's engine has ended.")
        answer = json.loads(line)
        if "error" in answer:
            raise SystemExit(f"ClickHouse's engine says {answer['error']} to {sql}")
        return Timed(answer["ms"], answer["cpu_ms"]), answer["rows"]

    def close(self):
        self.process.stdin.close()
        self.process.wait(60)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--events", type=float, default=20, help="in millions")
    parser.add_argument("--data", default=ROOT / ".build" / "benchmarks", help="where all of it is kept")
    parser.add_argument("--programs", default=ROOT / ".build" / "release")
    options = parser.parse_args()
    data = ChartData(options.data, int(options.events * 1e6), options.programs)
    say(f"{data.folder}:")
    data.make()


if __name__ == "__main__":
    main()
