"""Measures Soundings as a whole process, each figure beside a limit or a peer taken in the same run.

    python Benchmarks/run.py [--program .build/release/soundings] [--write docs/benchmarks.md] [--demo-state DIR]
"""

import argparse
import gzip
import http.client
import json
import os
import pathlib
import platform
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "Tests" / folder) for folder in ("EndToEnd", "Reports", "Flights")]

import charts  # noqa: E402
import check_reports  # noqa: E402
import dashboards  # noqa: E402
import flight_data  # noqa: E402
import pipelines  # noqa: E402
import search  # noqa: E402
import web  # noqa: E402
from projects import small_project  # noqa: E402
from server import Server, kill_what_runs  # noqa: E402


def body(key, batch, size=100, round=0):
    events = [
        {
            "event_type": ["SearchSubmitted", "ViewBlob", "hover"][n % 3],
            "user_id": f"user-{(batch * size + n) % 5000:05}",
            "device_id": f"device-{(batch * size + n) % 5000:05}",
            "insert_id": f"{round}-{batch}-{n}",
            "time": 1_760_000_000_000 + batch * 1000 + n,
            "session_id": 1_760_000_000_000 + batch,
            "event_properties": {
                "query": "context:global repo:shop", "results": n, "language": "swift", "page": "/search",
            },
            "user_properties": {"plan": "enterprise"},
        }
        for n in range(size)
    ]
    return json.dumps({"api_key": key, "events": events}).encode()


def acknowledged_per_second(server, key, clients, batches, round=0):
    """Events per second that are on disk when the answer comes; one connection for each client."""
    bodies = [[body(key, c * batches + b, round=round) for b in range(batches)] for c in range(clients)]
    latencies, failures = [], []

    def send(mine):
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        for one in mine:
            started = time.perf_counter()
            connection.request("POST", "/2/httpapi", one)
            response = connection.getresponse()
            answer = response.read()
            if response.status != 200:
                failures.append(f"{response.status}: {answer[:300]!r}")
                break
            latencies.append(time.perf_counter() - started)
        connection.close()

    threads = [threading.Thread(target=send, args=(mine,)) for mine in bodies]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    elapsed = time.perf_counter() - started
    if failures:
        raise SystemExit(f"the server refused a batch, {failures[0]}")
    latencies.sort()
    return {
        "events_per_second": clients * batches * 100 / elapsed,
        "p50_ms": latencies[len(latencies) // 2] * 1000,
        "p99_ms": latencies[int(len(latencies) * 0.99)] * 1000,
    }


def raw_sqlite_per_second(batches):
    """The limit: the same bodies, one synced SQLite commit for each, and nothing else; on the disk of the state."""
    bodies = [body("key", b) for b in range(batches)]
    with tempfile.TemporaryDirectory() as folder:
        database = sqlite3.connect(os.path.join(folder, "queue.sqlite"), isolation_level=None)
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        database.execute("PRAGMA wal_autocheckpoint = 4000")
        database.execute("CREATE TABLE queue (seq INTEGER PRIMARY KEY, body BLOB)")
        started = time.perf_counter()
        for one in bodies:
            database.execute("BEGIN")
            database.execute("INSERT INTO queue (body) VALUES (?)", (one,))
            database.execute("COMMIT")
        elapsed = time.perf_counter() - started
        database.close()
        return batches * 100 / elapsed


def collection(program):
    """Rounds of the limit and of ours take turns, so that what else the machine does hits both."""
    with Server(program, small_project()) as server:
        key = server.key()
        acknowledged_per_second(server, key, 1, 20)
        rounds = []
        for number in range(5):
            raw = raw_sqlite_per_second(200)
            ours = acknowledged_per_second(server, key, 1, 200, round=number + 1)
            rounds.append((ours, raw))
            server.wait_until_loaded(300)
        many = acknowledged_per_second(server, key, 8, 100, round=10)
        started = time.perf_counter()
        metrics = server.wait_until_loaded(300)
        lag = time.perf_counter() - started
        sent = 100 * (20 + 5 * 200 + 8 * 100)
        if metrics["soundings_loaded_events_total"] != sent:
            raise SystemExit(f"{sent} events were acknowledged and {metrics['soundings_loaded_events_total']} loaded")
        server.stop()
    median = statistics.median
    return {
        "one client, batches of 100": f"{median(o['events_per_second'] for o, _ in rounds):,.0f} events/s",
        "raw SQLite in Python, one synced commit a batch": f"{median(r for _, r in rounds):,.0f} events/s",
        "ratio": f"{median(o['events_per_second'] / r for o, r in rounds):.2f}",
        "an answer, half of them / 99 of 100": (
            f"{median(o['p50_ms'] for o, _ in rounds):.2f} / {median(o['p99_ms'] for o, _ in rounds):.2f} ms"
        ),
        "eight clients": f"{many['events_per_second']:,.0f} events/s, 99 of 100 answers within {many['p99_ms']:.1f} ms",
        "until all of that was in the warehouse": f"{lag:.1f} s",
    }


def resident_mib(process):
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024


def settled_mib(server):
    """Resident memory once it no longer moves."""
    last = resident_mib(server.process)
    for _ in range(20):
        time.sleep(1)
        now = resident_mib(server.process)
        if abs(now - last) < 1:
            return now
        last = now
    return last


def start_up(program, state):
    """`serve` on the loaded demo, and what it holds before and after somebody looked at all reports."""
    times, idle, used = [], [], []
    for _ in range(5):
        server = Server(program, ROOT / "demo", state=state)
        with server:
            times.append(server.starting_seconds)
            server.wait_for_pipelines()
            idle.append(settled_mib(server))
            token = server.login(*server.credentials())
            for query in check_reports.queries().values():
                server.query(token, query)
            used.append(settled_mib(server))
            server.stop()
    median = statistics.median
    return {
        "`serve` on the loaded demo until /healthz answers": f"{median(times) * 1000:.0f} ms",
        "resident memory, idle": f"{median(idle):.0f} MiB",
        "resident memory, idle after the reports were opened": f"{median(used):.0f} MiB",
    }


def empty_start(program):
    times = []
    for _ in range(5):
        with Server(program, small_project()) as server:
            times.append(server.starting_seconds)
            server.stop()
    return {"`serve` on an empty state until /healthz answers": f"{statistics.median(times) * 1000:.0f} ms"}


def first_page():
    """The scripts that the page names, and what these import at once."""
    folder = ROOT / "web" / "dist"
    if not (folder / "index.html").exists():
        raise SystemExit("web/dist is missing. Build the web app with: make web")
    page = (folder / "index.html").read_text()
    waiting = re.findall(r'<script[^>]+src="([^"]+)"', page)
    waiting += re.findall(r'<link[^>]+rel="modulepreload"[^>]+href="([^"]+)"', page)
    scripts = {}
    while waiting:
        path = waiting.pop()
        if path in scripts:
            continue
        text = (folder / path.lstrip("/")).read_text()
        scripts[path] = len(gzip.compress(text.encode(), 9))
        for name in re.findall(r'(?:\bfrom|\bimport)\s*"([^"]+\.js)"', text):
            waiting.append(os.path.normpath(os.path.join(os.path.dirname(path), name)))
    return {f"JavaScript of the first page, gzip ({len(scripts)} files)": f"{sum(scripts.values()) / 1000:.1f} kB"}


def figures(program, *arguments):
    """What the benchmark program beside ours measures: numbers by name."""
    benchmark = pathlib.Path(program).resolve().parent / "ModelBenchmark"
    done = subprocess.run([benchmark, *arguments], capture_output=True, text=True, timeout=1_800)
    if done.returncode != 0:
        raise SystemExit(f"ModelBenchmark {' '.join(arguments)} ended with {done.returncode}: {done.stderr}")
    return json.loads(done.stdout)


def lkml_seconds(folder):
    """The peer: the Python parser `lkml` on the same files."""
    import lkml

    texts = [path.read_text() for path in pathlib.Path(folder).rglob("*.lkml")]
    times = []
    for _ in range(3):
        started = time.perf_counter()
        for text in texts:
            lkml.load(text)
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def model(program):
    """A generated project, read by ours and by the peer."""
    folder = tempfile.mkdtemp(prefix="project-")
    size = figures(program, "generate", folder)
    ours = figures(program, "model", folder)
    peer = lkml_seconds(folder) * 1000
    return {
        "the project": (
            f"{size['views']:,.0f} views in {size['files']:,.0f} files, {size['bytes'] / 1e6:.1f} MB, "
            f"{ours['models']:.0f} models"
        ),
        "`lkml` in Python, parsing alone": f"{peer:,.0f} ms",
        "parsing alone": f"{ours['parse_ms']:.0f} ms; ratio {peer / ours['parse_ms']:.0f}",
        "parsing, until a first query on any explore is compiled (what the query needs is resolved then)": (
            f"{ours['ready_ms']:.0f} ms; ratio {peer / ours['ready_ms']:.0f}"
        ),
        "parsing and resolving all, until every problem is known": (
            f"{ours['checked_ms']:.0f} ms; ratio {peer / ours['checked_ms']:.0f}"
        ),
        f"with every field of every explore listed too ({ours['fields']:,.0f})": f"{ours['all_fields_ms']:.0f} ms",
        "reading the folder too, until every problem is known": f"{ours['load_ms']:.0f} ms",
        "a reload after an edit of one file, until every problem is known": f"{ours['reload_ms']:.0f} ms",
    }


def queries(program):
    compiled = figures(program, "compile")
    fan_out = figures(program, "fan-out")
    return {
        "compiling on an explore of 50 joins: one view": f"{compiled['one_view_ms']:.2f} ms",
        "six fields of a chain of ten views": f"{compiled['chain_ms']:.2f} ms",
        "ten fields of eight views, legs among them": f"{compiled['legs_ms']:.2f} ms",
        "a measure of every view": f"{compiled['all_joins_ms']:.2f} ms",
        "two legs of 1,000,000 and 500,000 rows, as compiled": f"{fan_out['compiled_ms']:.0f} ms",
        "the same by hand; ratio": (
            f"{fan_out['by_hand_ms']:.0f} ms; {fan_out['compiled_ms'] / fan_out['by_hand_ms']:.2f}"
        ),
        "the same with symmetric aggregates by hash, once": f"{fan_out['by_hash_ms']:,.0f} ms",
    } | overhead(program)


def overhead(program):
    """A result of 500 rows through HTTP beside the same SQL in DuckDB itself, in turns."""
    import duckdb

    folder = pathlib.Path(tempfile.mkdtemp(prefix="flights-"))
    state = folder / "state"
    state.mkdir()
    with duckdb.connect(str(folder / "tables.duckdb")) as database:
        flight_data.fill(database, folder)
    shutil.copy(folder / "tables.duckdb", state / "warehouse.duckdb")
    body = json.dumps({
        "model": "flights", "view": "flights", "limit": "500", "sorts": ["flights.tailnum", "flights.carrier"],
        "fields": ["flights.tailnum", "flights.carrier", "flights.count", "flights.total_distance"],
    })
    through, bare = [], []
    with Server(program, ROOT / "Tests" / "Flights", state=state) as server:
        token = server.login(*server.credentials())
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        sql = server.query(token, json.loads(body), "sql")
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        with duckdb.connect(str(folder / "tables.duckdb"), read_only=True) as database:
            for _ in range(60):
                started = time.perf_counter()
                rows = database.execute(sql).fetchall()
                bare.append(time.perf_counter() - started)
                started = time.perf_counter()
                connection.request("POST", "/api/4.0/queries/run/json?cache=false", body, headers)
                answer = connection.getresponse().read()
                through.append(time.perf_counter() - started)
        if len(rows) != 500 or [list(row.values()) for row in json.loads(answer)] != [list(row) for row in rows]:
            raise SystemExit("the answer through HTTP is not that of DuckDB")
        server.stop()
    median = statistics.median
    return {
        "500 rows through the Looker API": f"{median(through) * 1000:.1f} ms",
        "the same SQL in DuckDB alone": f"{median(bare) * 1000:.1f} ms",
        "HTTP, compiling and writing JSON on top": f"{(median(through) - median(bare)) * 1000:.1f} ms",
    }


def machine():
    cpu = re.search(r"model name\s*: (.+)", pathlib.Path("/proc/cpuinfo").read_text())
    memory = int(re.search(r"MemTotal:\s+(\d+)", pathlib.Path("/proc/meminfo").read_text()).group(1)) >> 20
    name = cpu.group(1).strip() if cpu else platform.machine()
    return f"{os.cpu_count()} cores ({name}), {memory} GiB, Linux {platform.release().split('-')[0]}"


def measure(program, demo_state, chart_options):
    sections = {"Start": {}}
    state = demo_state or tempfile.mkdtemp(prefix="soundings-demo-")
    say("the demo")
    sections["Start"] |= pipelines.demo(program, state, is_empty=demo_state is None)
    say("starting")
    sections["Start"] |= start_up(program, state) | empty_start(program)
    say("collecting")
    sections["Collection"] = collection(program)
    say("LookML")
    sections["LookML"] = model(program)
    say("queries")
    sections["Queries"] = queries(program)
    say("dashboards")
    sections["Dashboards"] = dashboards.measure(program, chart_options.events, chart_options.data)
    say("searching")
    sections["Search"] = search.measure(program)
    say("SQL models")
    sections["Pipelines"] = pipelines.planning(program) | pipelines.running(program)
    sections["Charts"] = charts.table(charts.measure(chart_options), chart_options)
    say("the web app")
    sections["Web"] = first_page() | web.measure(program, state)
    return sections


def say(text):
    print(f"{text} ...", file=sys.stderr, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", default=str(ROOT / ".build" / "release" / "soundings"))
    parser.add_argument("--write", metavar="FILE", help="where the table goes, such as docs/benchmarks.md")
    parser.add_argument("--demo-state", help="a state directory in which the demo is loaded; made when left out")
    charts.arguments(parser)
    options = parser.parse_args()
    options.programs = pathlib.Path(options.program).parent
    others = [options.programs / product for product in ("ModelBenchmark", "ChartBenchmark", "ChartData")]
    for name in (options.program, *others):
        if not pathlib.Path(name).is_file():
            product = pathlib.Path(name).name
            sys.exit(f"{name} does not exist. Build it with: swift build -c release --product {product}")
    # Everything on the disk of the checkout: /tmp may be memory, where a sync costs nothing.
    folder = tempfile.mkdtemp(prefix="benchmarks-", dir=ROOT / ".build")
    tempfile.tempdir = folder
    try:
        sections = measure(options.program, options.demo_state, options)
    finally:
        kill_what_runs()
        shutil.rmtree(folder, ignore_errors=True)
    build = "release" if "release" in pathlib.Path(options.program).resolve().parts else "debug"
    lines = [
        "# Benchmarks",
        "",
        f"Measured by `make bench` on {time.strftime('%Y-%m-%d', time.gmtime())}: {machine()}, {build} build. "
        "Medians of five, of three beside dbt and for runs, loading the demo, the eight clients and slow naive SQL once. "
        "Machines differ, so read the ratios.",
    ]
    for title, figures in sections.items():
        lines += ["", f"## {title}", ""]
        if isinstance(figures, list):
            lines += figures
        else:
            lines += ["| what | measured |", "|---|---|"] + [f"| {name} | {value} |" for name, value in figures.items()]
    text = "\n".join(lines) + "\n"
    print(text)
    if options.write:
        pathlib.Path(options.write).write_text(text)


if __name__ == "__main__":
    main()
