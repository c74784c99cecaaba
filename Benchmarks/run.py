"""Measures Soundings as a whole process, each figure beside a limit or a peer taken in the same run.

    python Benchmarks/run.py --program .build/release/soundings [--write docs/benchmarks.md] [--demo-state DIR]
"""

import argparse
import gzip
import http.client
import json
import os
import pathlib
import platform
import re
import sqlite3
import statistics
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "Tests" / "EndToEnd"))

from projects import small_project  # noqa: E402
from server import Server  # noqa: E402


def body(key, batch, size=100):
    events = [
        {
            "event_type": ["SearchSubmitted", "ViewBlob", "hover"][n % 3],
            "user_id": f"user-{(batch * size + n) % 5000:05}",
            "device_id": f"device-{(batch * size + n) % 5000:05}",
            "insert_id": f"{batch}-{n}",
            "time": 1_760_000_000_000 + batch * 1000 + n,
            "session_id": 1_760_000_000_000 + batch,
            "event_properties": {"query": "context:global repo:shop", "results": n, "language": "swift", "page": "/search"},
            "user_properties": {"plan": "enterprise"},
        }
        for n in range(size)
    ]
    return json.dumps({"api_key": key, "events": events}).encode()


def acknowledged_per_second(server, key, clients, batches):
    """Events per second that are on disk when the answer comes; one connection for each client."""
    bodies = [[body(key, c * batches + b) for b in range(batches)] for c in range(clients)]
    latencies = []

    def send(mine):
        connection = http.client.HTTPConnection("127.0.0.1", server.port)
        for one in mine:
            started = time.perf_counter()
            connection.request("POST", "/2/httpapi", one)
            response = connection.getresponse()
            response.read()
            assert response.status == 200, response.status
            latencies.append(time.perf_counter() - started)

    threads = [threading.Thread(target=send, args=(mine,)) for mine in bodies]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    elapsed = time.perf_counter() - started
    latencies.sort()
    return {
        "events_per_second": clients * batches * 100 / elapsed,
        "p50_ms": latencies[len(latencies) // 2] * 1000,
        "p99_ms": latencies[int(len(latencies) * 0.99)] * 1000,
    }


def raw_sqlite_per_second(batches):
    """The limit: the same bodies, one synced SQLite commit for each, and nothing else."""
    bodies = [body("key", b) for b in range(batches)]
    with tempfile.TemporaryDirectory(dir=ROOT) as folder:
        database = sqlite3.connect(os.path.join(folder, "queue.sqlite"), isolation_level=None)
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        database.execute("CREATE TABLE queue (seq INTEGER PRIMARY KEY, body BLOB)")
        started = time.perf_counter()
        for one in bodies:
            database.execute("BEGIN")
            database.execute("INSERT INTO queue (body) VALUES (?)", (one,))
            database.execute("COMMIT")
        return batches * 100 / (time.perf_counter() - started)


def collection(program):
    with Server(program, small_project()) as server:
        key = server.key()
        acknowledged_per_second(server, key, 1, 20)
        rounds = []
        for number in range(5):
            raw = raw_sqlite_per_second(200)
            ours = acknowledged_per_second(server, key, 1, 200)
            rounds.append((ours, raw))
        many = acknowledged_per_second(server, key, 8, 100)
        started = time.perf_counter()
        server.wait_until_loaded(300)
        lag = time.perf_counter() - started
    median = statistics.median
    return {
        "one client, batches of 100": f"{median(o['events_per_second'] for o, _ in rounds):,.0f} events/s",
        "raw SQLite, one synced commit a batch": f"{median(r for _, r in rounds):,.0f} events/s",
        "ratio": f"{median(o['events_per_second'] / r for o, r in rounds):.2f}",
        "p50 / p99 of an answer": f"{median(o['p50_ms'] for o, _ in rounds):.2f} / {median(o['p99_ms'] for o, _ in rounds):.2f} ms",
        "eight clients": f"{many['events_per_second']:,.0f} events/s, p99 {many['p99_ms']:.1f} ms",
        "until all of it was in the warehouse": f"{lag:.1f} s",
    }


def resident_mib(process):
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024


def start_up(program, state):
    times, memory = [], []
    for _ in range(5):
        server = Server(program, ROOT / "demo", state=state)
        started = time.perf_counter()
        server.start()
        times.append(time.perf_counter() - started)
        time.sleep(3)
        memory.append(resident_mib(server.process))
        server.stop()
    return {
        "`serve` on the loaded demo until /healthz answers": f"{statistics.median(times) * 1000:.0f} ms",
        "resident memory, idle, 3 s later": f"{statistics.median(memory):.0f} MiB",
    }


def first_page():
    page = (ROOT / "web" / "dist" / "index.html").read_text()
    total = 0
    for script in re.findall(r'<script[^>]+src="([^"]+)"', page):
        total += len(gzip.compress((ROOT / "web" / "dist" / script.lstrip("/")).read_bytes(), 9))
    return {"JavaScript of the first page, gzip": f"{total / 1000:.1f} kB"}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--write")
    parser.add_argument("--demo-state", help="a state directory in which the demo is loaded; made when left out")
    options = parser.parse_args()
    state = options.demo_state
    if state is None:
        state = tempfile.mkdtemp(prefix="soundings-bench-")
        print("loading the demo ...", flush=True)
        demo = Server(options.program, ROOT / "demo", command="demo", state=state)
        started = time.perf_counter()
        demo.start(600)
        loading = {"loading the demo into an empty state": f"{time.perf_counter() - started:.1f} s"}
        demo.stop()
    else:
        loading = {}
    sections = {
        "Start": {**loading, **start_up(options.program, state)},
        "Collection": collection(options.program),
        "Web": first_page(),
    }
    lines = [
        "# Benchmarks",
        "",
        f"Measured by `make bench` on {time.strftime('%Y-%m-%d')}: {os.cpu_count()} cores, {platform.machine()}, Linux "
        f"{platform.release().split('-')[0]}, release build. Medians; machines differ, so read the ratios.",
    ]
    for title, figures in sections.items():
        lines += ["", f"## {title}", "", "| what | measured |", "|---|---|"]
        lines += [f"| {name} | {value} |" for name, value in figures.items()]
    text = "\n".join(lines) + "\n"
    print(text)
    if options.write:
        (ROOT / options.write).write_text(text)


if __name__ == "__main__":
    main()
