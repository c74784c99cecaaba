"""What the flaws that the generator put into the pings may change in the clean tables, and nothing else may.

    lost         the day is unknown: it has no daily users, and the month's count is that of its last day with a ping
    critical     no daily users; the month is known
    unrecorded   the instance is not there
    late, doubled, noon, cloned   nothing changes

Events have none of these flaws, so the public instance has all of its days.
"""

import collections
import datetime

from check_reports import offsets_without_ping

HARMLESS = ("late", "doubled", "noon", "cloned")


def expected_days(plan):
    """{(site, day): people}, {(site, month): people}, and how many days each flaw has."""
    first = datetime.date.fromisoformat(plan["first_day"])
    days, months, counts = {}, {}, collections.Counter()
    for instance in plan["instances"]:
        site, flaws = instance["site_id"], instance["flaws"]
        by_events = instance["hosting"] == "Sourcegraph.com"
        unknown = set() if by_events else offsets_without_ping(flaws)
        for name in ("lost", "unrecorded", *HARMLESS):
            counts[name] += len(flaws[name])
        for offset, daily, _, monthly, critical, *_ in instance["days"]:
            day = first + offset * datetime.timedelta(days=1)
            counts["critical"] += critical
            if offset in unknown or by_events and not daily:
                continue
            if not critical:
                days[site, str(day)] = daily
            key = site, f"{day:%Y-%m}"
            users = daily if instance["hosting"] == "App" else monthly
            months[key] = max(months.get(key, 0), users)
    return days, months, counts


def problems(file, plan):
    """All days and months that are not as planned and that no flaw explains."""
    days, months, counts = expected_days(plan)
    found = []
    for name, expected, select in (
        ("day", days, "SELECT site_id, CAST(day AS VARCHAR) AS at, dau AS users FROM clean.instance_day"),
        ("month", months, "SELECT site_id, strftime(month, '%Y-%m') AS at, mau AS users FROM clean.instance_month"),
    ):
        shown = {
            (row["site_id"], row["at"]): row["users"] for row in file.rows(select) if row["users"] is not None}
        for key in sorted(expected.keys() | shown.keys()):
            if expected.get(key) != shown.get(key):
                found.append(f"{name} {' '.join(key)}: planned {expected.get(key)}, found {shown.get(key)}")
    return found, counts
