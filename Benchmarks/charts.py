"""Charts of product analytics beside ClickHouse's engine, naive SQL in DuckDB, and one pass in C over what they read.

    python Benchmarks/charts.py [--events 20] [--data .build/benchmarks] [funnel …]   measures, and compares all answers
    python Benchmarks/charts.py --agree --events 2       compares the answers from compact tables with those from the events
    python Benchmarks/charts.py --ours funnel            ours alone, beside what was measured last

Figures are medians of rounds that take turns; ratios are medians of the ratios in each round. In its turn each side runs three
times, or for a second, and its fastest time counts: what the others have pushed out of the caches is nobody's cost.
"""

import argparse
import json
import math
import pathlib
import statistics
import subprocess
import sys
import time

import chart_data
import chart_peers
from chart_data import AS_OF, ROOT, ChartData, ClickHouse, Timed

HERE = pathlib.Path(__file__).resolve().parent
IN_JSON = "percentiles_json"
RESIDENT = ["--resident", 256]
"""MiB for lists of steps that stay in memory."""
MOST_MIB = 2048
LEAST_MEAN, LEAST = 40, 8
"""How many times as fast as the naive SQL: on average and at least."""


TURN_RUNS, TURN_SECONDS = 3, 1
"""How often each side runs in its turn at most, and for how long it begins another run."""


def turn(run):
    """The fastest time of a turn, and the answer; `run` gives both."""
    started = time.perf_counter()
    taken, answer = run()
    for _ in range(TURN_RUNS - 1):
        if time.perf_counter() - started > TURN_SECONDS:
            break
        again, answer = run()
        taken = min(taken, again, key=lambda each: each.wall)
    return taken, answer


class Lines:
    """A program that answers each line it reads with a line of JSON."""

    def __init__(self, *command):
        self.process = subprocess.Popen(
            [str(word) for word in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, line):
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise SystemExit(f"{self.process.args[0]} has ended: {self.process.wait()}")
        return json.loads(answer)

    def close(self):
        self.process.stdin.close()
        self.process.wait(60)


class NaiveSQL:
    """DuckDB on a table of texts."""

    def __init__(self, path):
        import duckdb

        spill = path.parent / "spill"
        self.database = duckdb.connect(
            str(path), read_only=True, config={"threads": 2, "memory_limit": "6GB", "temp_directory": str(spill)})

    def query(self, sql):
        started, cpu = time.perf_counter(), time.process_time()
        rows = self.database.execute(sql).fetchall()
        return Timed((time.perf_counter() - started) * 1000, (time.process_time() - cpu) * 1000), rows


def definition(name):
    (path,) = [path for path in HERE.glob("charts/**/*.json") if path.stem == name]
    return path


def definitions():
    return sorted(HERE.glob("charts/**/*.json"))


def same(ours, theirs):
    """Whether two lists of rows are equal, whatever their order; numbers that aren't whole may differ by rounding."""
    def key(row):
        return tuple(str(value) for value in row if not isinstance(value, float))

    if len(ours) != len(theirs):
        return False
    for row, other in zip(sorted(ours, key=key), sorted(theirs, key=key)):
        for value, peer in zip(row, other, strict=True):
            if isinstance(value, (list, tuple)):
                if not all(math.isclose(a, b, rel_tol=1e-12) for a, b in zip(value, peer, strict=True)):
                    return False
            elif isinstance(value, float):
                if not math.isclose(value, peer, rel_tol=1e-12):
                    return False
            elif value != peer:
                return False
    return True


def difference(ours, theirs):
    mine, others = ({tuple(map(str, row)) for row in rows} for rows in (ours, theirs))
    return f"only here {sorted(mine - others)[:5]}, only there {sorted(others - mine)[:5]}"


def numbers(rows):
    """Rows of JSON or of a database as the same types: whole numbers are sometimes texts there."""
    return [
        tuple(int(value) if isinstance(value, str) and value.isdigit() else value for value in row) for row in rows
    ]


class Comparison:
    """All engines with their data, side by side."""

    def __init__(self, data, program, scratch):
        self.data = data
        self.ours = Lines(program, data.warehouse, 1, AS_OF)
        self.resident = Lines(program, data.warehouse, 1, AS_OF, *RESIDENT)
        self.clickhouse = ClickHouse(data.clickhouse)
        self.naive = NaiveSQL(data.text)
        limit = scratch / "columns_pass"
        subprocess.run(["cc", "-O3", "-march=native", "-o", limit, HERE / "columns_pass.c", "-lpthread"], check=True)
        self.limit = Lines(limit)

    def close(self):
        self.ours.close()
        self.resident.close()
        self.clickhouse.close()
        self.limit.close()

    def measure(self, chart, rounds, patience):
        """Figures of one chart. The naive SQL runs as often as it can within its patience, in milliseconds."""
        path = definition(chart.name)
        answer, _ = self.chart(self.ours, path)
        ways = {}
        for way, sql in chart.clickhouse.items():
            self.clickhouse.query(sql)
            ways[way] = self.clickhouse.query(sql)[0].wall
        best = min(ways, key=ways.get)
        sql = chart.clickhouse[best]
        files = " ".join(str(path) for path in sorted(self.data.columns.glob(f"{chart.name}.*")))
        if chart.resident_target:
            self.check_same(chart, answer, self.chart(self.resident, path)[0])
        times = {"ours": [], "resident": [], "clickhouse": [], "naive": []}
        limit = []
        for _ in range(rounds):
            times["ours"].append(turn(lambda: self.chart(self.ours, path)[::-1])[0])
            if chart.resident_target:
                times["resident"].append(turn(lambda: self.chart(self.resident, path)[::-1])[0])
            taken, rows = turn(lambda: self.clickhouse.query(sql))
            times["clickhouse"].append(taken)
            if not times["naive"] or sum(time.wall for time in times["naive"]) + times["naive"][0].wall <= patience:
                taken, naive_rows = turn(lambda: self.naive.query(chart.naive))
                times["naive"].append(taken)
            limit.append(self.limit.ask(files)["ms"])
        self.check(chart, answer, sql, rows, naive_rows)
        figures = {
            "reads": [read["tables"] for read in answer["reads"]],
            "because": [read["because"] for read in answer["reads"] if "because" in read],
            "clickhouse_way": best, "clickhouse_ways": ways, "limit": statistics.median(limit),
        }
        for name, taken in times.items():
            if taken:
                figures[name] = statistics.median(time.wall for time in taken)
                figures[name + "_cpu"] = statistics.median(time.cpu for time in taken)
        for name, mine, theirs in (
            ("to_clickhouse", "ours", "clickhouse"), ("to_naive", "ours", "naive"),
            ("resident_to_clickhouse", "resident", "clickhouse"),
        ):
            pairs = list(zip(times[mine], times[theirs]))
            if pairs:
                figures[name] = statistics.median(their.wall / my.wall for my, their in pairs)
                figures[name + "_cpu"] = statistics.median(their.cpu / my.cpu for my, their in pairs)
        return figures

    @staticmethod
    def chart(program, path):
        """The answer of one of our programs and how long it took."""
        found = program.ask(path)
        return found["answer"], Timed(found["ms"][0], found["cpu_ms"][0])

    @staticmethod
    def check_same(chart, answer, other):
        if chart.rows(answer) != chart.rows(other):
            raise SystemExit(f"{chart.name}: the answer from lists in memory is not that from the tables")

    def check(self, chart, answer, sql, rows, naive_rows):
        if not same(numbers(naive_rows), numbers(rows)):
            raise SystemExit(
                f"{chart.name}: ClickHouse and the naive SQL differ: {difference(numbers(rows), numbers(naive_rows))}")
        _, rows = self.clickhouse.query(sql.replace("LIMIT 20", ""))
        ours, theirs = numbers(chart.rows(answer)), numbers(chart.of_sql(rows))
        if not same(ours, theirs):
            raise SystemExit(f"{chart.name}: our answer is not that of ClickHouse: {difference(ours, theirs)}")


def alone(program, data, names, rounds=5, options=()):
    """Ours, each chart in a process of its own: median milliseconds, peak memory in MiB, and the answer."""
    figures = {}
    for name in names:
        done = subprocess.run(
            [str(word) for word in (program, data.warehouse, rounds + 1, AS_OF, *options, definition(name))],
            capture_output=True, text=True, timeout=3_600)
        if done.returncode != 0:
            raise SystemExit(f"{name}: {done.stderr}")
        figure = json.loads(done.stdout)
        figures[name] = {
            "ours": statistics.median(figure["ms"][1:] or figure["ms"]),
            "ours_cpu": statistics.median(figure["cpu_ms"][1:] or figure["cpu_ms"]),
            "peak": figure["peak_mib"], "answer": figure["answer"],
        }
    return figures


def agree(program, data, names=()):
    """Compares each answer from the compact tables with that from the events alone."""
    chosen = [path.stem for path in definitions() if not names or path.stem in names]
    compact = alone(program, data, chosen, rounds=0)
    plain = alone(program, data, chosen, rounds=0, options=["--plain"])
    for name in chosen:
        answers = [figures[name]["answer"] for figures in (compact, plain)]
        tables = [{read["tables"] for read in answer.pop("reads")} for answer in answers]
        for answer in answers:
            del answer["sql"]
        found = next(differences(*answers), None)
        if found:
            raise SystemExit(f"{name}: the answer from {tables[0]} is not the one from {tables[1]}: {found}")
    return len(chosen)


def differences(ours, theirs, place="answer"):
    """Where two texts of JSON differ; sums of fractions may differ by rounding, since they are added in another order."""
    if isinstance(ours, float) and isinstance(theirs, (float, int)):
        if not math.isclose(ours, theirs, rel_tol=1e-9):
            yield f"{place} is {ours} and {theirs}"
    elif type(ours) is not type(theirs):
        yield f"{place} is {ours} and {theirs}"
    elif isinstance(ours, dict) and ours.keys() == theirs.keys():
        for key in ours:
            yield from differences(ours[key], theirs[key], f"{place}.{key}")
    elif isinstance(ours, list) and len(ours) == len(theirs):
        for number, (item, other) in enumerate(zip(ours, theirs)):
            yield from differences(item, other, f"{place}[{number}]")
    elif ours != theirs:
        yield f"{place} is {ours} and {theirs}"


def measure(options):
    program = pathlib.Path(options.programs) / "ChartBenchmark"
    data = prepared(options, options.events)
    charts = [chart for chart in chart_peers.CHARTS if not options.charts or chart.name in options.charts]
    say(f"charts of {data.events:,} events")
    comparison = Comparison(data, program, data.folder)
    figures = {}
    try:
        for chart in charts:
            figures[chart.name] = comparison.measure(chart, options.rounds, options.patience * 1000)
            say("  " + line(chart.name, figures[chart.name]))
            record(data, figures)
    finally:
        comparison.close()
    names = [chart.name for chart in charts] + ([] if options.charts else ["funnel_general"])
    say("memory")
    for name, found in alone(program, data, names).items():
        figures.setdefault(name, {"ours": found["ours"]})
        figures[name] |= {"peak": found["peak"], "sizes": {f"{options.events:g}": found["ours"]}}
    resident = [name for name in names if "resident" in figures[name]]
    for name, found in alone(program, data, resident, rounds=3, options=RESIDENT).items():
        figures[name]["resident_peak"] = found["peak"]
    if IN_JSON in names:
        figures[IN_JSON]["first"] = alone(program, data, [IN_JSON], rounds=3, options=["--plain"])[IN_JSON]["ours"]
    say("sizes")
    for size in options.sizes:
        smaller = prepared(options, size, peers=False)
        for name, found in alone(program, smaller, names).items():
            figures[name]["sizes"][f"{size:g}"] = found["ours"]
    if not options.charts:
        say("answers from the events alone")
        figures["agreeing"] = agree(program, data, names)
    record(data, figures)
    return figures


def record(data, figures):
    """Keeps the figures beside the data, those of charts that were not measured as they were."""
    path = data.folder / "figures.json"
    known = json.loads(path.read_text()) if path.exists() else {}
    path.write_text(json.dumps(known | figures, indent=1))


def prepared(options, millions, peers=True):
    data = ChartData(options.data, int(millions * 1e6), options.programs)
    data.make(peers)
    # A number in JSON is packed beside the steps after somebody has asked for it.
    data.pack()
    alone(pathlib.Path(options.programs) / "ChartBenchmark", data, [IN_JSON], rounds=0)
    data.pack()
    return data


def line(name, figure):
    """One chart for the eye, with the milliseconds of all threads in brackets, which a busy machine changes less."""
    def part(key):
        return f"{figure[key]:.1f} [{figure[key + '_cpu']:.1f}]"

    def ratio(key):
        return f"{figure[key]:.1f}x [{figure[key + '_cpu']:.1f}x]"

    parts = [f"{name:16} ours {part('ours')}"]
    if "resident" in figure:
        parts.append(f"in memory {part('resident')} {ratio('resident_to_clickhouse')}")
    parts += [
        f"chdb {part('clickhouse')} {ratio('to_clickhouse')} {figure['clickhouse_way']}",
        f"naive {part('naive')} {ratio('to_naive')}", f"limit {figure['limit']:.2f}",
        " ".join(["+".join(figure["reads"]), *figure["because"]]),
    ]
    return " | ".join(parts)


def table(figures, options):
    """The section of docs/benchmarks.md."""
    titles = {name: json.loads(definition(name).read_text())["title"] for name in figures if name != "agreeing"}
    lines = [
        f"About {options.events:g} M events of {options.events * 10:g} k users in 90 days, two threads for each. ClickHouse is "
        "its engine in `chdb`, on a table by (event, day, user) and one by (user, time): the fastest of its ways for each "
        "chart. The naive SQL runs in DuckDB on texts in the order of arrival, with self-joins and count(DISTINCT). The limit "
        "is one pass in C over the columns that the chart can't do without. Each side takes the fastest of three runs in a row, "
        "in rounds that take turns. All answers are equal.",
        "",
        "| chart | ours, ms | ClickHouse, ms | ratio | naive SQL, ms | ratio | limit, ms | memory, MiB |",
        "|---|---|---|---|---|---|---|---|",
    ]
    peers = {chart.name: chart for chart in chart_peers.CHARTS}
    for name, title in titles.items():
        figure = figures[name]
        cells = [title, shown(figure["ours"])]
        if "clickhouse" in figure:
            target = f" (target: {peers[name].target:g})" if peers[name].target else ""
            cells += [
                shown(figure["clickhouse"]), f"{figure['to_clickhouse']:.1f}{target}", shown(figure["naive"]),
                f"{figure['to_naive']:.0f}", shown(figure["limit"]),
            ]
        else:
            cells += [""] * 5
        lines.append("| " + " | ".join(cells + [f"{figure['peak']:,.0f}"]) + " |")
        if "first" in figure:
            cells = ["the same when it is asked for the first time", shown(figure["first"])]
            lines.append("| " + " | ".join(cells + [""] * 6) + " |")
        if "resident" in figure:
            cells = [
                "the same from lists of steps in memory", shown(figure["resident"]), "",
                f"{figure['resident_to_clickhouse']:.1f} (target: {peers[name].resident_target:g})",
            ]
            lines.append("| " + " | ".join(cells + [""] * 3 + [f"{figure['resident_peak']:,.0f}"]) + " |")
    against = [
        figures[chart.name]["to_naive"] for chart in chart_peers.CHARTS
        if chart.counts_against_naive and chart.name in figures
    ]
    rest = {
        "all against the naive SQL, geometric mean; least": (
            f"{statistics.geometric_mean(against):.0f}; {min(against):.1f} "
            f"(target: {LEAST_MEAN} or more; {LEAST} or more)"
        ),
        "the most memory of a chart": (
            f"{max(max(figures[name]['peak'], figures[name].get('resident_peak', 0)) for name in titles):,.0f} MiB "
            f"(target: under {MOST_MIB:,} MiB)"
        ),
    }
    for size in options.sizes:
        small, large = sorted([size, options.events])
        growth = {}
        for name in titles:
            sizes = figures[name]["sizes"]
            growth[name] = sizes[f"{large:g}"] / sizes[f"{small:g}"]
        steepest = max(growth, key=growth.get)
        rest[f"our time for {large / small:g} times as many events, {large:g} M instead of {small:g} M"] = (
            f"{statistics.geometric_mean(growth.values()):.1f} times; at most {growth[steepest]:.1f}, {steepest} "
            f"(target: {large / small:g})"
        )
    if "agreeing" in figures:
        rest["answers that are the same from the compact tables and from the events"] = f"{figures['agreeing']} of {figures['agreeing']}"
    lines += ["", "| what | measured |", "|---|---|"] + [f"| {what} | {value} |" for what, value in rest.items()]
    return lines


def shown(milliseconds):
    return f"{milliseconds:,.0f}" if milliseconds >= 100 else f"{milliseconds:.1f}" if milliseconds >= 1 else f"{milliseconds:.2f}"


def ours_alone(options):
    """Ours beside the figures that were written by the last comparison; for work on one chart."""
    data = ChartData(options.data, int(options.events * 1e6), options.programs)
    known = json.loads((data.folder / "figures.json").read_text())
    names = options.charts or [name for name in known if name != "agreeing"]
    extra = options.options.split()
    found = alone(pathlib.Path(options.programs) / "ChartBenchmark", data, names, options.rounds, extra)
    for name in names:
        before, now = known.get(name, {}), found[name]
        parts = [f"{name:16} ours {now['ours']:.1f} [{now['ours_cpu']:.1f}]"]
        if "clickhouse" in before:
            cpu = before.get("clickhouse_cpu", math.nan)
            parts += [
                f"chdb {before['clickhouse']:.1f} [{cpu:.1f}] {before['clickhouse'] / now['ours']:.1f}x "
                f"[{cpu / now['ours_cpu']:.1f}x]",
                f"naive {before['naive']:.1f} {before['naive'] / now['ours']:.1f}x", f"limit {before['limit']:.2f}",
            ]
        reads = [read["tables"] + " " + read.get("because", "") for read in now["answer"]["reads"]]
        print(" | ".join(parts + [f"{now['peak']:.0f} MiB", *reads]))


def write(lines, path):
    """Takes the place of the section `Charts` in what the benchmarks have written."""
    sections = path.read_text().split("\n## ")
    section = "Charts\n\n" + "\n".join(lines) + "\n"
    places = [place for place, text in enumerate(sections) if text.startswith("Charts\n")] or [len(sections)]
    sections[places[0]:places[0] + 1] = [section]
    path.write_text("\n## ".join(sections))


def say(text):
    print(text, file=sys.stderr, flush=True)


def arguments(parser):
    parser.add_argument("--events", type=float, default=20, help="in millions")
    parser.add_argument("--sizes", type=float, nargs="*", default=[2], help="other numbers of events, for ours alone")
    parser.add_argument("--data", default=ROOT / ".build" / "benchmarks", help="where the events are kept")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--patience", type=float, default=5, help="seconds for more than one round of a naive query")
    parser.set_defaults(charts=[])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments(parser)
    parser.add_argument("--programs", default=ROOT / ".build" / "release", help="where ChartBenchmark and ChartData are")
    parser.add_argument("--agree", action="store_true")
    parser.add_argument("--ours", action="store_true")
    parser.add_argument("--write", metavar="FILE", help="where the section of charts is replaced")
    parser.add_argument("--options", default="", help="of ChartBenchmark, with --ours")
    parser.add_argument("charts", nargs="*")
    options = parser.parse_args()
    if options.agree:
        data = prepared(options, options.events, peers=False)
        count = agree(pathlib.Path(options.programs) / "ChartBenchmark", data, options.charts)
        print(f"{count} charts have the same answers from the compact tables and from {data.events:,} events")
    elif options.ours:
        ours_alone(options)
    else:
        lines = table(measure(options), options)
        print("\n".join(lines))
        if options.write:
            write(lines, pathlib.Path(options.write))


if __name__ == "__main__":
    main()
