"""The part of the benchmarks that is about dashboards: 25 tiles over one table of events in one request, beside the bare SQL in
DuckDB and beside Superset, which answers the same 25 charts over the same file.

    python Benchmarks/dashboards.py [--program .build/release/soundings] [--millions 20] [--data .build/benchmarks]

measures only these. Without Superset (`scripts/bootstrap --benchmarks` installs it) its figures are left out.
"""

import argparse
import http.client
import json
import os
import pathlib
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "Tests" / "EndToEnd"))

from server import Server, free_port, kill_what_runs  # noqa: E402

SUPERSET = ROOT / ".vendor" / "superset" / "bin"
ROUNDS = 3
CLIENTS = 8

MODEL = """
connection: "warehouse"
view: ev {
  sql_table_name: bench.ev ;;
  dimension: country { type: string sql: ${TABLE}.country ;; }
  dimension: event { type: string sql: ${TABLE}.event ;; }
  dimension: plan { type: string sql: ${TABLE}.plan ;; }
  dimension: day { type: date datatype: date convert_tz: no sql: ${TABLE}.day ;; }
  dimension: uid { type: number sql: ${TABLE}.uid ;; }
  measure: n { type: count }
  measure: users { type: count_distinct sql: ${TABLE}.uid ;; }
  measure: amount { type: sum sql: ${TABLE}.amount ;; }
  measure: mean { type: average sql: ${TABLE}.amount ;; }
}
explore: ev {}
"""

# Columns, measure, and the event that a tile is about; no two are equal.
TILES = [
    ([], "n", None), ([], "users", None), ([], "amount", None), ([], "mean", "e01"), ([], "users", "e05"),
    (["day"], "n", None), (["day"], "users", None), (["day"], "amount", None), (["day"], "n", "e01"),
    (["day"], "users", "e02"), (["day"], "mean", "e03"), (["country"], "n", None), (["country"], "users", None),
    (["country"], "amount", "e01"), (["country"], "mean", None), (["plan"], "n", None), (["plan"], "users", None),
    (["plan"], "amount", "e04"), (["event"], "n", None), (["event"], "users", None), (["event"], "mean", None),
    (["plan", "country"], "n", None), (["day", "plan"], "n", None), (["day", "plan"], "users", "e01"),
    (["event", "plan"], "amount", None),
]
SQL = {"n": "COUNT(*)", "users": "COUNT(DISTINCT uid)", "amount": "SUM(amount)", "mean": "AVG(amount)"}
LIMIT = 5_000


def content():
    lines = ["dashboard:", "  id: 25", "  title: Twenty-five", "  folder: Benchmarks", "  elements:"]
    for number, (columns, measure, event) in enumerate(TILES):
        fields = ", ".join(f"ev.{name}" for name in [*columns, measure])
        lines.append(f"  - {{name: tile_{number}, title: Tile {number}, model: bench, explore: ev, type: table,")
        lines.append(f"     fields: [{fields}], limit: {LIMIT}" + (f", filters: {{ev.event: {event}}}" if event else "") + "}")
    return "\n".join(lines) + "\n"


def project(folder):
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "content").mkdir(parents=True)
    (folder / "bench.model.lkml").write_text(MODEL)
    (folder / "content" / "dashboard.yaml").write_text(content())
    (folder / "soundings.yaml").write_text("warehouse:\n  threads: 2\n")
    return folder


class Bench:
    """A state directory whose warehouse holds the events, made once for each size."""

    def __init__(self, program, millions, folder):
        self.program, self.millions = program, millions
        self.folder = pathlib.Path(folder) / f"dashboards-{millions}m"
        self.state = self.folder / "state"
        self.database = self.state / "warehouse.duckdb"

    def server(self):
        return Server(self.program, project(self.folder / "project"), state=self.state, patience=300)

    def make(self):
        stamp = self.folder / "made"
        if stamp.exists():
            return
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        with self.server():
            pass
        import duckdb

        rows = int(self.millions * 1_000_000)
        with duckdb.connect(str(self.database), config={"threads": 2}) as database:
            database.execute("CREATE SCHEMA IF NOT EXISTS bench")
            database.execute(f"""
                CREATE TABLE bench.ev AS
                SELECT DATE '2026-01-01' + (n * 90 // {rows})::INTEGER AS day,
                    'c' || lpad((h % 40)::VARCHAR, 2, '0') AS country, 'e' || lpad((h // 41 % 30)::VARCHAR, 2, '0') AS event,
                    ['free', 'team', 'business', 'enterprise'][1 + (h // 7919 % 4)::INTEGER] AS plan,
                    (h // 104729 % 200000)::INTEGER AS uid, (h // 31 % 10000) / 100.0::DOUBLE AS amount
                FROM (SELECT n, hash(n) % 1000000000000 AS h FROM range({rows}) AS r (n))""")
            database.execute("CHECKPOINT")
        stamp.touch()


def resident(pid):
    """MiB of a process and its children."""
    total = 0
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                text = (entry / "status").read_text()
            except OSError:
                continue
            values = dict(line.split(":", 1) for line in text.splitlines() if ":" in line)
            if pid in (int(entry.name), int(values.get("PPid", "0"))):
                total += int(values.get("VmRSS", "0").split()[0])
    return total / 1024


def timed(work):
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def per_second(make_client, seconds):
    """How often `CLIENTS` clients that each have a connection do their work in a second."""
    counts, failures = [0] * CLIENTS, []
    until = time.perf_counter() + seconds

    def run(number):
        try:
            ask = make_client()
            while time.perf_counter() < until:
                ask()
                counts[number] += 1
        except Exception as failure:  # noqa: BLE001
            failures.append(failure)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise SystemExit(f"a client failed: {failures[0]}")
    return sum(counts) / seconds


class Connection:
    def __init__(self, port, headers):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
        self.headers = headers

    def ask(self, method, path, body=None):
        self.connection.request(method, path, json.dumps(body) if body is not None else None, self.headers)
        answer = self.connection.getresponse()
        data = answer.read()
        if answer.status >= 300:
            raise SystemExit(f"{method} {path} answered {answer.status}: {data[:1000]!r}")
        return data


def ours(bench, seconds):
    with bench.server() as server:
        token = server.login(*server.credentials(f"bench-{time.time_ns()}@example.com"))
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        connection = Connection(server.port, headers)

        def run(path):
            end = json.loads(connection.ask("GET", path).splitlines()[-1])
            if end["failed"] or end["elements"] != len(TILES):
                raise SystemExit(f"tiles failed: {end}")

        statements = []
        for columns, measure, event in TILES:
            query = {"model": "bench", "view": "ev", "fields": [f"ev.{name}" for name in [*columns, measure]],
                     "limit": str(LIMIT), "filters": {"ev.event": event} if event else {}}
            statements.append(connection.ask("POST", "/api/4.0/queries/run/sql", query).decode())
        path = "/api/v1/dashboards/25/run?format=json"
        run(path + "&cache=false")
        cold = [timed(lambda: run(path + "&cache=false")) for _ in range(ROUNDS)]
        cached = [timed(lambda: run(path)) for _ in range(20)]
        one_row = {"model": "bench", "view": "ev", "fields": ["ev.n"], "limit": "1"}

        def client():
            mine = Connection(server.port, headers)
            return lambda: mine.ask("POST", "/api/4.0/queries/run/json?cache=false", one_row)

        rate = per_second(client, seconds)
        memory = resident(server.process.pid)
        server.stop()
    return {"cold": min(cold), "cached": statistics.median(cached), "rate": rate, "memory": memory,
            "statements": statements}


def bare(bench, statements):
    """The same statements one after the other, warm."""
    import duckdb

    with duckdb.connect(str(bench.database), read_only=True, config={"threads": 2}) as database:
        times = [[timed(lambda sql=sql: database.execute(sql).fetchall()) for sql in statements] for _ in range(ROUNDS + 1)]
    # The fastest of each, so that nothing else that the machine does is the engine's.
    return sum(min(of_one) for of_one in zip(*times))


CONFIG = """
SECRET_KEY = "a key for measuring alone, 0123456789abcdef"
SQLALCHEMY_DATABASE_URI = "sqlite:///{folder}/superset.db"
WTF_CSRF_ENABLED = False
TALISMAN_ENABLED = False
PREVENT_UNSAFE_DB_CONNECTIONS = False
"""


def superset(bench, seconds):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="superset-"))
    (folder / "superset_config.py").write_text(CONFIG.format(folder=folder))
    environment = os.environ | {
        "SUPERSET_CONFIG_PATH": str(folder / "superset_config.py"), "FLASK_APP": "superset",
        "PATH": f"{SUPERSET}:{os.environ['PATH']}", "SUPERSET_HOME": str(folder),
    }

    def command(*words):
        done = subprocess.run(words, env=environment, capture_output=True, text=True, cwd=folder, timeout=600)
        if done.returncode:
            raise SystemExit(f"{' '.join(words)} ended with {done.returncode}: {(done.stdout + done.stderr)[-3000:]}")

    command("superset", "db", "upgrade")
    command("superset", "fab", "create-admin", "--username", "admin", "--firstname", "a", "--lastname", "b",
            "--email", "a@example.com", "--password", "admin")
    command("superset", "init")
    port = free_port()
    with open(folder / "log", "wb") as log:
        process = subprocess.Popen(
            ["gunicorn", "-w", "1", "-k", "gthread", "--threads", str(CLIENTS), "--timeout", "600", "-b",
             f"127.0.0.1:{port}", "superset.app:create_app()"],
            env=environment, cwd=folder, stdout=log, stderr=log)
    try:
        headers = {"Content-Type": "application/json"}
        login = {"username": "admin", "password": "admin", "provider": "db", "refresh": True}
        for _ in range(240):
            try:
                token = json.loads(Connection(port, headers).ask("POST", "/api/v1/security/login", login))["access_token"]
                break
            except (OSError, http.client.HTTPException):
                time.sleep(0.5)
        else:
            raise SystemExit(f"Superset did not start: {(folder / 'log').read_text()[-3000:]}")
        headers["Authorization"] = f"Bearer {token}"
        connection = Connection(port, headers)
        address = f"duckdb:///{bench.database}?access_mode=read_only&threads=2"
        database = json.loads(connection.ask(
            "POST", "/api/v1/database/", {"database_name": "bench", "sqlalchemy_uri": address}))["id"]
        dataset = json.loads(connection.ask(
            "POST", "/api/v1/dataset/", {"database": database, "schema": "bench", "table_name": "ev"}))["id"]

        def chart(columns, measure, event, limit=LIMIT):
            return {
                "datasource": {"id": dataset, "type": "table"}, "force": True, "result_format": "json",
                "result_type": "full",
                "queries": [{
                    "columns": columns, "row_limit": limit, "orderby": [],
                    "metrics": [{"expressionType": "SQL", "sqlExpression": SQL[measure], "label": measure}],
                    "filters": [{"col": "event", "op": "==", "val": event}] if event else [],
                }],
            }

        # As a browser does it: six connections, one chart after the other on each.
        def dashboard():
            waiting, failures = list(TILES), []

            def work():
                mine = Connection(port, headers)
                while waiting:
                    try:
                        mine.ask("POST", "/api/v1/chart/data", chart(*waiting.pop(0)))
                    except IndexError:
                        return
                    except SystemExit as failure:
                        failures.append(failure)
                        return

            threads = [threading.Thread(target=work) for _ in range(6)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            if failures:
                raise failures[0]

        dashboard()
        cold = [timed(dashboard) for _ in range(ROUNDS)]

        def client():
            mine = Connection(port, headers)
            return lambda: mine.ask("POST", "/api/v1/chart/data", chart([], "n", None, 1))

        rate = per_second(client, seconds)
        memory = resident(process.pid)
        return {"cold": min(cold), "rate": rate, "memory": memory}
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def measure(program, millions=20, data=ROOT / ".build" / "benchmarks", seconds=8):
    """The figures as lines of a table."""
    bench = Bench(program, millions, data)
    bench.make()
    mine = ours(bench, seconds)
    engine = bare(bench, mine["statements"])
    figures = {
        f"the dashboard: {len(TILES)} tiles over {millions:g} M events": "one request",
        "its queries in DuckDB alone, one after the other": f"{engine * 1000:,.0f} ms",
        "the dashboard, nothing kept; ratio":
            f"{mine['cold'] * 1000:,.0f} ms; {mine['cold'] / engine:.2f} (target: 1.20 or less)",
        "the dashboard from kept results": f"{mine['cached'] * 1000:,.1f} ms (target: under 100 ms)",
        f"charts of one row a second, {CLIENTS} clients": f"{mine['rate']:,.0f}",
        "memory": f"{mine['memory']:,.0f} MiB",
    }
    if not (SUPERSET / "superset").exists():
        return figures | {"Superset": "is not installed"}
    peer = superset(bench, seconds)
    added, theirs = mine["cold"] - engine, peer["cold"] - engine
    # Tiles run side by side, the bare statements one after the other: there may be nothing on top.
    on_top = f"{added * 1000:,.0f} ms, {theirs * 1000:,.0f} ms; {theirs / added:.0f}" if added > 0.001 else (
        f"nothing, {theirs * 1000:,.0f} ms; –")
    return figures | {
        "the same 25 charts by Superset, nothing kept; ratio":
            f"{peer['cold'] * 1000:,.0f} ms; {peer['cold'] / mine['cold']:.1f} (target: 10 or more)",
        "time on top of the engine, ours and Superset's; ratio":
            f"{on_top} (target: 20 or more)",
        f"charts of one row a second by Superset, {CLIENTS} clients; ratio":
            f"{peer['rate']:,.1f}; {mine['rate'] / peer['rate']:.0f} (target: 50 or more)",
        "memory of Superset; ratio":
            f"{peer['memory']:,.0f} MiB; {peer['memory'] / mine['memory']:.1f} (target: 3 or more)",
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default=ROOT / ".build" / "release" / "soundings", type=pathlib.Path)
    parser.add_argument("--millions", default=20, type=float)
    parser.add_argument("--data", default=ROOT / ".build" / "benchmarks", type=pathlib.Path)
    parser.add_argument("--seconds", default=8, type=float)
    options = parser.parse_args()
    try:
        for name, figure in measure(options.program, options.millions, options.data, options.seconds).items():
            print(f"{name}: {figure}", flush=True)
    finally:
        kill_what_runs()


if __name__ == "__main__":
    main()
