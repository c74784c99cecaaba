"""The SQL that answers each chart elsewhere, and how all answers are brought into the same rows.

ClickHouse has several ways for most charts; the fastest one is its figure. The naive SQL is what people write in a tool for
dashboards: on texts in the order of arrival, with self-joins and count(DISTINCT).
"""

import collections
import datetime

from chart_data import DAYS, FIRST_DAY

START = datetime.date.fromisoformat(FIRST_DAY)
FIRST_COHORT, COHORTS = 30, 30
STEPS = ("e02", "e04", "e08")
WEEK_US = 7 * 86_400_000_000

CLICKHOUSE_DAY = f"toInt32(toDate(time) - toDate('{FIRST_DAY}'))"
DUCKDB_DAY = f"(time::DATE - DATE '{FIRST_DAY}')"


class Chart:
    """One chart: its definition's name, the SQL of its peers, and its rows from our answer."""

    def __init__(
        self, name, rows, clickhouse, naive, target=None, resident_target=None, target_naive=True, of_sql=None,
    ):
        self.name = name
        self.rows = rows
        """Our answer as rows."""
        self.clickhouse = clickhouse
        """By name of the way."""
        self.naive = naive
        self.target = target
        """How many times as fast as ClickHouse it has to be."""
        self.resident_target = resident_target
        """The same for lists of steps that stay in memory, where they are measured too."""
        self.counts_against_naive = target_naive
        self.of_sql = of_sql or (lambda rows: rows)
        """The peers' rows as ours, where they are not the same ones."""


def day_of(bucket):
    return (datetime.date.fromisoformat(bucket["start"][:10]) - START).days


def ordered(rows):
    return sorted(tuple(row) for row in rows)


# (a)

def uniques(answer):
    days = [day_of(bucket) for bucket in answer["buckets"]]
    return [
        (day, series["group"][0], int(count))
        for series in answer["series"] if "group" in series
        for day, count in zip(days, series["series"]) if count
    ]


UNIQUES = Chart(
    "uniques", uniques,
    {
        "uniqExact": f"""
            SELECT {CLICKHOUSE_DAY}, country, uniqExact(uid) FROM events WHERE event = 'e05' GROUP BY 1, 2""",
        "distinct, then count": f"""
            SELECT day, country, count() FROM (
                SELECT {CLICKHOUSE_DAY} AS day, country, uid FROM events WHERE event = 'e05' GROUP BY 1, 2, 3)
            GROUP BY 1, 2""",
    },
    f"SELECT {DUCKDB_DAY}, country, count(DISTINCT user_id) FROM events WHERE event = 'e05' GROUP BY 1, 2",
    target=2,
)


# (b)

def active(answer):
    windows = answer["series"][0]["windows"]
    return [
        (day_of(bucket), *counts)
        for bucket, counts in zip(answer["buckets"], zip(*(window["values"] for window in windows)))
    ]


ACTIVE = Chart(
    "active", active,
    {
        "each day in all its windows": f"""
            SELECT t, uniqExactIf(uid, day = t), uniqExactIf(uid, day > t - 7), uniqExact(uid) FROM (
                SELECT uid, day, arrayJoin(range(day, least(day + 30, {DAYS}))) AS t
                FROM (SELECT uid, {CLICKHOUSE_DAY} AS day FROM events GROUP BY 1, 2))
            GROUP BY t""",
        "starts and ends of presence": f"""
            WITH
                people AS (SELECT arraySort(groupUniqArray({CLICKHOUSE_DAY})) AS days FROM events GROUP BY uid),
                spans AS (
                    SELECT (arrayJoin(arrayZip(days, arrayPushBack(arrayPopFront(days), 9999))) AS span).1 AS day,
                        span.2 AS next
                    FROM people),
                changes AS (
                    SELECT arrayJoin([
                        (day, 1, 1, 1), (least(day + 7, next), 0, -1, 0), (least(day + 30, next), 0, 0, -1)]) AS change
                    FROM spans),
                sums AS (
                    SELECT change.1 AS day, sum(change.2) AS a, sum(change.3) AS b, sum(change.4) AS c
                    FROM changes GROUP BY 1)
            SELECT * FROM (
                SELECT day, a, sum(b) OVER (ORDER BY day), sum(c) OVER (ORDER BY day) FROM sums)
            WHERE day < {DAYS}""",
    },
    f"""
    SELECT c.day, count(DISTINCT e.user_id) FILTER (e.day = c.day), count(DISTINCT e.user_id) FILTER (e.day > c.day - 7),
        count(DISTINCT e.user_id)
    FROM (SELECT unnest(range({DAYS})) AS day) AS c
    JOIN (SELECT user_id, {DUCKDB_DAY} AS day FROM events) AS e ON e.day <= c.day AND e.day > c.day - 30
    GROUP BY 1""",
    target=50,
)


# (c)

def funnel(answer):
    return [
        (series["group"], *series["counts"])
        for series in answer["series"] if series["group_kind"] == "value" and series["counts"][0]
    ]


def clickhouse_funnel(table):
    conditions = ", ".join(f"event = '{step}'" for step in STEPS)
    return f"""
        SELECT country, countIf(level >= 1), countIf(level >= 2), countIf(level >= 3) FROM (
            SELECT uid, any(country) AS country,
                windowFunnel({WEEK_US})(toUInt64(toUnixTimestamp64Micro(time)), {conditions}) AS level
            FROM {table} WHERE event IN {STEPS} GROUP BY uid)
        WHERE level >= 1 GROUP BY country"""


FUNNEL = Chart(
    "funnel", funnel,
    {
        "windowFunnel": clickhouse_funnel("events"),
        "windowFunnel, by user and time": clickhouse_funnel("events_by_user"),
    },
    f"""
    WITH
        first AS (SELECT user_id, country, time FROM events WHERE event = '{STEPS[0]}'),
        second AS (SELECT user_id, time FROM events WHERE event = '{STEPS[1]}'),
        third AS (SELECT user_id, time FROM events WHERE event = '{STEPS[2]}')
    SELECT first.country, count(DISTINCT first.user_id), count(DISTINCT second.user_id), count(DISTINCT third.user_id)
    FROM first
    LEFT JOIN second ON second.user_id = first.user_id AND second.time > first.time
        AND second.time <= first.time + INTERVAL 7 DAY
    LEFT JOIN third ON third.user_id = second.user_id AND third.time > second.time
        AND third.time <= first.time + INTERVAL 7 DAY
    GROUP BY 1""",
    target=8, resident_target=20,
)


# (d) and (e)

def retention(answer):
    rows = []
    for cohort, line in zip(answer["buckets"], answer["series"][0]["cohorts"]):
        rows += [(day_of(cohort), n, count) for n, count in enumerate(line["counts"]) if count]
    return rows


IN_COHORTS = f"BETWEEN {FIRST_COHORT} AND {FIRST_COHORT + COHORTS - 1}"
RETENTION = Chart(
    "retention", retention,
    {
        "join and uniqExact": f"""
            WITH firsts AS (SELECT uid, min({CLICKHOUSE_DAY}) AS cohort FROM events GROUP BY uid)
            SELECT cohort, {CLICKHOUSE_DAY} - cohort AS n, uniqExact(uid) FROM events JOIN firsts USING (uid)
            WHERE cohort {IN_COHORTS} AND n < {COHORTS} GROUP BY 1, 2""",
        "arrays of days": f"""
            SELECT cohort, n, count() FROM (
                SELECT groupUniqArray({CLICKHOUSE_DAY}) AS days, arrayMin(days) AS cohort,
                    arrayJoin(arrayMap(day -> day - cohort, days)) AS n
                FROM events GROUP BY uid HAVING cohort {IN_COHORTS})
            WHERE n < {COHORTS} GROUP BY 1, 2""",
    },
    f"""
    WITH firsts AS (SELECT user_id, min({DUCKDB_DAY}) AS cohort FROM events GROUP BY 1)
    SELECT cohort, {DUCKDB_DAY} - cohort AS n, count(DISTINCT events.user_id)
    FROM events JOIN firsts ON firsts.user_id = events.user_id
    WHERE cohort {IN_COHORTS} AND {DUCKDB_DAY} - cohort < {COHORTS} GROUP BY 1, 2""",
    target=40,
)
UNBOUNDED = Chart(
    "unbounded", retention,
    {
        "first and last day": f"""
            WITH people AS (
                SELECT min({CLICKHOUSE_DAY}) AS cohort, max({CLICKHOUSE_DAY}) AS last FROM events GROUP BY uid
                HAVING cohort {IN_COHORTS})
            SELECT cohort, n, count() FROM (
                SELECT cohort, arrayJoin(range(toUInt32(least(last - cohort, {COHORTS - 1})) + 1)) AS n FROM people)
            GROUP BY 1, 2""",
    },
    f"""
    WITH firsts AS (SELECT user_id, min({DUCKDB_DAY}) AS cohort FROM events GROUP BY 1)
    SELECT cohort, n.n, count(DISTINCT events.user_id)
    FROM events JOIN firsts ON firsts.user_id = events.user_id, range({COHORTS}) AS n(n)
    WHERE cohort {IN_COHORTS} AND {DUCKDB_DAY} - cohort >= n.n GROUP BY 1, 2""",
    target=15,
)


# (f)

def paths(answer):
    """Nodes and edges with how many paths go through them, from 1."""
    series = answer["series"][0]
    rows = []
    for column, nodes in enumerate(series["columns"], 1):
        rows += [("node", column, node["node"], node["ended"], node["count"]) for node in nodes]
    rows += [
        ("edge", edge["column"], edge["from"], edge["to"], edge["count"])
        for edge in series["edges"] if edge["to_kind"] == "node"
    ]
    return rows


def flow_of_paths(rows):
    """The same from how often there is each path."""
    nodes, ended, edges = (collections.Counter() for _ in range(3))
    for path, count in rows:
        events = path.split(">")
        for column, event in enumerate(events, 1):
            nodes[column, event] += count
        if len(events) < 4:
            ended[len(events), events[-1]] += count
        for column, edge in enumerate(zip(events, events[1:]), 1):
            edges[column, *edge] += count
    return (
        [("node", *node, ended[node], count) for node, count in nodes.items()]
        + [("edge", *edge, count) for edge, count in edges.items()]
    )


TOP_PATHS = "GROUP BY path ORDER BY n DESC, path LIMIT 20"


def clickhouse_paths(sessions):
    return f"""
        SELECT arrayStringConcat(events, '>') AS path, count() AS n FROM (
            SELECT arrayJoin(arrayMap(p -> arraySlice(events, p, 4),
                arrayFilter((p, event) -> event = 'e03', arrayEnumerate(events), events))) AS events
            FROM ({sessions}))
        {TOP_PATHS}"""


PATHS = Chart(
    "paths", paths,
    {
        "sorted arrays": clickhouse_paths("""
            SELECT arrayMap(pair -> pair.2, arraySort(groupArray((time, event)))) AS events
            FROM events GROUP BY uid, session_id HAVING has(events, 'e03')"""),
        "sorted arrays of the sessions with it": clickhouse_paths("""
            SELECT arrayMap(pair -> pair.2, arraySort(groupArray((time, event)))) AS events
            FROM events
            JOIN (SELECT uid, session_id, min(time) AS since FROM events WHERE event = 'e03' GROUP BY 1, 2) AS begun
            USING (uid, session_id)
            WHERE time >= since GROUP BY uid, session_id"""),
        "sorted arrays, by user and time": clickhouse_paths("""
            SELECT arrayMap(pair -> pair.2, arraySort(groupArray((time, event)))) AS events
            FROM events_by_user GROUP BY uid, session_id HAVING has(events, 'e03')"""),
    },
    f"""
    SELECT concat_ws('>', event, second, third, fourth) AS path, count(*) AS n FROM (
        SELECT event, lead(event, 1) OVER session AS second, lead(event, 2) OVER session AS third,
            lead(event, 3) OVER session AS fourth
        FROM events WINDOW session AS (PARTITION BY user_id, session_id ORDER BY time))
    WHERE event = 'e03' {TOP_PATHS}""",
    target=20, of_sql=flow_of_paths,
)


# (g)

def lifecycle(answer):
    series = answer["series"][0]
    states = [series[state] for state in ("new", "current", "resurrected", "dormant")]
    return [(week, *counts) for week, counts in enumerate(zip(*states))]


CLICKHOUSE_WEEK = f"intDiv({CLICKHOUSE_DAY}, 7)"
LIFECYCLE = Chart(
    "lifecycle", lifecycle,
    {
        "arrays of weeks": f"""
            SELECT week, countIf(state = 'n'), countIf(state = 'c'), countIf(state = 'r'), countIf(state = 'd') FROM (
                SELECT arrayJoin(arrayConcat(
                        arrayMap(
                            i -> (weeks[i], if(i = 1, 'n', if(weeks[i] - weeks[i - 1] = 1, 'c', 'r'))),
                            arrayEnumerate(weeks)),
                        arrayMap(
                            i -> (weeks[i] + 1, 'd'),
                            arrayFilter(
                                i -> i = length(weeks) OR weeks[i + 1] - weeks[i] > 1, arrayEnumerate(weeks))))) AS pair,
                    pair.1 AS week, pair.2 AS state
                FROM (SELECT arraySort(groupUniqArray({CLICKHOUSE_WEEK})) AS weeks FROM events GROUP BY uid))
            WHERE week < 13 GROUP BY 1""",
    },
    f"""
    WITH
        active AS (SELECT DISTINCT user_id, {DUCKDB_DAY} // 7 AS week FROM events),
        firsts AS (SELECT user_id, min(week) AS first FROM active GROUP BY 1)
    SELECT c.week, (SELECT count(*) FROM firsts WHERE first = c.week),
        (SELECT count(*) FROM active AS a JOIN active AS b ON b.user_id = a.user_id AND b.week = a.week - 1
            WHERE a.week = c.week),
        (SELECT count(*) FROM active AS a JOIN firsts AS f ON f.user_id = a.user_id
            LEFT JOIN active AS b ON b.user_id = a.user_id AND b.week = a.week - 1
            WHERE a.week = c.week AND f.first < c.week AND b.user_id IS NULL),
        (SELECT count(*) FROM active AS a LEFT JOIN active AS b ON b.user_id = a.user_id AND b.week = a.week + 1
            WHERE a.week = c.week - 1 AND b.user_id IS NULL)
    FROM range(13) AS c(week)""",
    target=40,
)


# (h)

def stickiness(answer):
    return [(days, count) for days, count in enumerate(answer["series"][0]["buckets"][0]["exactly"], 1) if count]


SINCE = START + datetime.timedelta(days=60)
CLICKHOUSE_SINCE = f"time >= toDateTime64('{SINCE} 00:00:00', 6, 'UTC') AND toDate(time) >= toDate('{SINCE}')"
STICKINESS = Chart(
    "stickiness", stickiness,
    {
        "uniqExact of days": f"""
            SELECT days, count() FROM (
                SELECT uniqExact(toDate(time)) AS days FROM events
                WHERE event = 'e01' AND {CLICKHOUSE_SINCE} GROUP BY uid)
            GROUP BY days""",
        "bits of days": f"""
            SELECT days, count() FROM (
                SELECT bitCount(groupBitOr(bitShiftLeft(toUInt32(1), toUInt8({CLICKHOUSE_DAY} - 60)))) AS days FROM events
                WHERE event = 'e01' AND {CLICKHOUSE_SINCE} GROUP BY uid)
            GROUP BY days""",
    },
    f"""
    SELECT days, count(*) FROM (
        SELECT user_id, count(DISTINCT time::DATE) AS days FROM events
        WHERE event = 'e01' AND time >= TIMESTAMP '{SINCE}' GROUP BY 1)
    GROUP BY 1""",
    target=3,
)


# (i)

def percentiles(answer):
    return [(place, series["series"][0]) for place, series in enumerate(answer["series"])]


def numbered(rows):
    return list(enumerate(rows[0][0]))


QUANTILES = "quantilesExactInclusive(0.5, 0.9, 0.99)"


def naive_percentiles(name):
    return f"SELECT quantile_cont((properties->>'{name}')::DOUBLE, [0.5, 0.9, 0.99]) FROM events WHERE event = 'e03'"


PERCENTILES = Chart(
    "percentiles", percentiles,
    {"a column": f"SELECT {QUANTILES}(ms) FROM events WHERE event = 'e03'"},
    naive_percentiles("ms"), target=1, of_sql=numbered,
)
PERCENTILES_JSON = Chart(
    "percentiles_json", percentiles,
    {
        "JSONExtractFloat": f"SELECT {QUANTILES}(JSONExtractFloat(properties, 'price')) FROM events WHERE event = 'e03'",
        "simpleJSONExtractFloat": (
            f"SELECT {QUANTILES}(simpleJSONExtractFloat(properties, 'price')) FROM events WHERE event = 'e03'"
        ),
    },
    # The property has a column in no naive table, so that this is the same question once more.
    naive_percentiles("price"), target=2, target_naive=False, of_sql=numbered,
)


# (j)

def per_day(answer):
    return [(day_of(bucket), int(count)) for bucket, count in zip(answer["buckets"], answer["series"][0]["series"])]


PER_DAY = Chart(
    "per_day", per_day,
    {"count by day": f"SELECT {CLICKHOUSE_DAY}, count() FROM events GROUP BY 1"},
    f"SELECT {DUCKDB_DAY}, count(*) FROM events GROUP BY 1",
)

CHARTS = [
    UNIQUES, ACTIVE, FUNNEL, RETENTION, UNBOUNDED, PATHS, LIFECYCLE, STICKINESS, PERCENTILES, PERCENTILES_JSON, PER_DAY,
]
