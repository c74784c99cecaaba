"""The part of the benchmarks that is about SQL models: a large project beside dbt, runs beside the bare SQL.

    python Benchmarks/pipelines.py [--program .build/debug/soundings] [--models 100] [--rows 200000]

measures only these, with sizes of one's own.
"""

import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "Tests" / "EndToEnd"))

from generated_pipelines import GeneratedPipelines  # noqa: E402
from server import Server, kill_what_runs  # noqa: E402

DBT = ROOT / ".vendor" / "dbt" / "bin" / "dbt"


def timed(work):
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def soundings(program, *arguments):
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, timeout=1_800)
    if done.returncode != 0:
        tail = (done.stdout + done.stderr)[-3000:]
        raise SystemExit(f"soundings {' '.join(map(str, arguments))} ended with {done.returncode}: {tail}")
    return done.stdout


def dbt_parse(folder):
    environment = os.environ | {"DO_NOT_TRACK": "1", "DBT_SEND_ANONYMOUS_USAGE_STATS": "false"}
    done = subprocess.run(
        [DBT, "--quiet", "--no-version-check", "parse", "--no-partial-parse", "--profiles-dir", "."], cwd=folder,
        env=environment, capture_output=True, text=True, timeout=1_800,
    )
    if done.returncode != 0:
        raise SystemExit(f"dbt parse ended with {done.returncode}: {(done.stdout + done.stderr)[-3000:]}")


def counts_of_dbt(folder):
    nodes = json.loads((folder / "target" / "manifest.json").read_text())["nodes"]
    kinds = [name.split(".")[0] for name in nodes]
    return kinds.count("model"), kinds.count("test")


def counts_of_ours(listing):
    kinds = [line.split(".")[0] for line in listing.splitlines()]
    return kinds.count("model"), kinds.count("test")


def planning(program, models=1_000, rounds=5):
    """A large project read by dbt and by ours, and read again after an edit."""
    project = GeneratedPipelines(tempfile.mkdtemp(prefix="pipelines-"), models)
    project.write()
    state = project.root / "state"
    project.make_raw_tables(state)
    here = ["--project", project.root, "--state", state]
    theirs, ours = [], []
    for _ in range(min(rounds, 3)):
        theirs.append(timed(lambda: dbt_parse(project.folder))[0])
        ours.append(timed(lambda: soundings(program, "plan", *here))[0])
    wanted = (models, 4 * models)
    for name, found in (
        ("dbt", counts_of_dbt(project.folder)), ("ours", counts_of_ours(soundings(program, "ls", *here))),
    ):
        if found != wanted:
            raise SystemExit(f"the project has {wanted} models and tests, and {name} sees {found}")
    shutil.rmtree(project.folder / "target")
    built = timed(lambda: soundings(program, "build", *here))[0]
    idle = [timed(lambda: soundings(program, "plan", *here))[0] for _ in range(rounds)]
    again = []
    for _ in range(rounds):
        model = project.edit()
        seconds, plan = timed(lambda: soundings(program, "plan", *here))
        if model not in plan:
            raise SystemExit(f"{model} was edited, and the plan does not name it:\n{plan[:3000]}")
        again.append(seconds)
    soundings(program, "build", *here)
    served = served_plans(program, project, state, rounds)
    peer, first = statistics.median(theirs), statistics.median(ours)
    return {
        "the project": (
            f"{models:,} models and {4 * models:,} tests in {project.files:,} files, {project.bytes / 1e6:.1f} MB"
        ),
        "`dbt parse`, nothing kept from before": f"{peer:.1f} s",
        "`soundings plan` on the same, of nothing built; ratio": (
            f"{first:.2f} s; {peer / first:.0f} (target: 20 or more)"
        ),
        "building all of it, with its tests": f"{built:.1f} s",
        "a plan when nothing has changed, a new process": f"{statistics.median(idle) * 1000:.0f} ms",
        "a plan after an edit of one model, a new process": f"{statistics.median(again) * 1000:.0f} ms",
        "the same from the server, over HTTP": f"{statistics.median(served) * 1000:.0f} ms (target: under 100 ms)",
    }


def served_plans(program, project, state, rounds):
    """Plans over HTTP, each right after an edit."""
    times = []
    with Server(program, project.root, state=state, patience=300) as server:
        token = server.login(*server.credentials())
        server.wait_for_pipelines(600)
        for _ in range(rounds):
            runs = server.metrics()["soundings_pipeline_runs_total"]
            model = project.edit()

            def ask():
                return server.get("/api/v1/pipelines/plan", {"Authorization": f"Bearer {token}"})

            seconds, (status, _, body) = timed(ask)
            # The server builds what was edited by itself, and may have begun.
            has_begun = server.metrics()["soundings_pipeline_runs_total"] > runs
            if status != 200 or not (has_begun or model in body.decode()):
                raise SystemExit(f"{model} was edited, and the plan of the server is {status}: {body[:2000]!r}")
            times.append(seconds)
            server.wait_until(
                lambda: server.metrics()["soundings_pipeline_runs_total"] > runs, 600, f"{model} was not built")
            server.wait_for_pipelines(600)
        server.stop()
    return times


def running(program, models=200, rows=1_500_000, rounds=5):
    """Models that are built by a run, beside the same statements in DuckDB alone."""
    moderate = overhead(program, models, rows, False, rounds)
    trivial = overhead(program, models, 1, True, rounds)
    return {
        f"{models} tables of {rows:,} rows read: the bare SQL in DuckDB": f"{moderate['bare']:.2f} s",
        "the same by `soundings run`, a new process; on top": (
            f"{moderate['ours']:.2f} s; {moderate['ours'] / moderate['bare'] * 100 - 100:.1f} % (target: 5 % or less)"
        ),
        f"{models} trivial tables: the bare SQL in DuckDB": f"{trivial['bare']:.2f} s",
        "the same by `soundings run`; on top, for each model": (
            f"{trivial['ours']:.2f} s; {(trivial['ours'] - trivial['bare']) / models * 1000:.1f} ms"
        ),
    }


def bare_run(database, statements):
    """As a script would do it, in a process of its own as ours is: one connection, each table replaced in a transaction
    of its own."""
    subprocess.run([sys.executable, __file__, "--bare", database, statements], check=True, timeout=1_800)


def run_statements(database, statements):
    import duckdb

    with duckdb.connect(database) as connection:
        connection.execute("create schema if not exists clean")
        for name, sql in json.loads(pathlib.Path(statements).read_text()):
            connection.execute("begin")
            connection.execute(f"create or replace table clean.{name} as {sql}")
            connection.execute("commit")


def digests(database, names):
    import duckdb

    with duckdb.connect(str(database), read_only=True) as connection:
        return [
            connection.execute(f"select count(*), sum(hash(t)::hugeint) from clean.{name} t").fetchone()
            for name in names
        ]


def overhead(program, models, rows, is_trivial, rounds):
    import duckdb

    root = pathlib.Path(tempfile.mkdtemp(prefix="runs-"))
    state = root / "state"
    state.mkdir()
    with duckdb.connect(str(state / "warehouse.duckdb")) as connection:
        connection.execute("create schema raw_app")
        connection.execute(
            f"create table raw_app.rows as select i as id, i % 1000 as owner, hash(i) % 10007 as amount, "
            f"timestamp '2025-01-01' + to_seconds(i) as happened from range({rows}) as t(i)"
        )
    names = [f"model_{number:03}" for number in range(models)]
    statements = []
    folder = root / "pipelines" / "clean"
    folder.mkdir(parents=True)
    (root / "soundings.yaml").write_text("name: runs\n")
    for number, name in enumerate(names):
        source = "raw_app.rows" if number % 4 == 0 else f"clean.{names[number - 1]}"
        sql = f"select {number} as n" if is_trivial else moderate_sql(number, source)
        statements.append((name, sql))
        (folder / f"{name}.sql").write_text(sql + "\n")
    script = root / "statements.json"
    script.write_text(json.dumps(statements))
    shutil.copy(state / "warehouse.duckdb", root / "bare.duckdb")
    bare, ours = [], []
    for _ in range(rounds):
        bare.append(timed(lambda: bare_run(root / "bare.duckdb", script))[0])
        ours.append(
            timed(lambda: soundings(program, "run", "--force", "--project", root, "--state", state))[0])
    if digests(root / "bare.duckdb", names) != digests(state / "warehouse.duckdb", names):
        raise SystemExit("the tables of the run are not those of the bare SQL")
    shutil.rmtree(root)
    return {"bare": statistics.median(bare), "ours": statistics.median(ours)}


def moderate_sql(number, source):
    """Every fourth model reads the raw rows; the three after it read the one before them."""
    if number % 4 == 0:
        return (
            f"select owner, date_trunc('day', happened) as day, count(*) as n, sum(amount) as amount, "
            f"count(distinct amount) as amounts from {source} where id % 7 <> {number % 7} group by all"
        )
    if number % 4 == 1:
        return f"select *, sum(amount) over (partition by owner order by day) as amount_so_far from {source}"
    if number % 4 == 2:
        return f"select *, rank() over (partition by day order by amount desc, owner) as place from {source}"
    return f"select day, count(*) as owners, max(amount_so_far) as most from {source} where place <= 10 group by 1"


def demo(program, state, is_empty=True, rounds=5):
    """What `make demo` starts, on an empty state once and on what that has left."""
    figures = {}
    if is_empty:
        ready, built = demo_start(program, state)
        figures["`demo` on an empty state until it is ready; until all tables of its reports are built"] = (
            f"{ready:.1f} s; {built:.1f} s (target: 60 s)"
        )
    ready, built = map(statistics.median, zip(*(demo_start(program, state) for _ in range(rounds))))
    figures["`demo` with its data loaded, the same"] = f"{ready:.2f} s; {built:.2f} s (target: 5 s)"
    return figures


def demo_start(program, state):
    arguments = ["--data", ROOT / ".vendor" / "data"]
    server = Server(program, ROOT / "demo", command="demo", state=state, arguments=arguments)
    try:
        started = time.perf_counter()
        server.launch()
        server.wait_for_output("Soundings is ready at", 900)
        ready = time.perf_counter() - started
        metrics = server.wait_for_pipelines(900)
        built = time.perf_counter() - started
        if metrics["soundings_pipeline_failures_total"]:
            raise SystemExit(f"SQL models of the demo failed:\n{server.output()}")
        server.stop()
    finally:
        server.close()
    return ready, built


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", default=str(ROOT / ".build" / "release" / "soundings"))
    parser.add_argument("--models", type=int, default=1_000, help="of the project that dbt reads too")
    parser.add_argument("--tables", type=int, default=200, help="of a run beside the bare SQL")
    parser.add_argument("--rows", type=int, default=1_500_000, help="that these tables read")
    parser.add_argument("--only", choices=["planning", "running", "demo"])
    parser.add_argument("--bare", nargs=2, metavar=("DATABASE", "STATEMENTS"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.bare:
        run_statements(*options.bare)
        return
    folder = tempfile.mkdtemp(prefix="benchmarks-", dir=ROOT / ".build")
    tempfile.tempdir = folder
    program = str(pathlib.Path(options.program).resolve())
    figures = {}
    try:
        if options.only in (None, "planning"):
            figures |= planning(program, options.models)
        if options.only in (None, "running"):
            figures |= running(program, options.tables, options.rows)
        if options.only in (None, "demo"):
            figures |= demo(program, tempfile.mkdtemp(prefix="soundings-demo-"))
    finally:
        kill_what_runs()
        shutil.rmtree(folder, ignore_errors=True)
    for name, value in figures.items():
        print(f"| {name} | {value} |")


if __name__ == "__main__":
    main()
