#!/usr/bin/env python3
"""Checks the clean tables of support, survey, marketing and cloud organisations against figures worked out in plain
Python: from what the generator planted (`DemoCompany.truth()`), or from the raw tables of a warehouse. No SQL model is
involved in what is expected.

    business.py compare WAREHOUSE [--truth TRUTH]   exit code 1 and a list of differences if anything is off
"""

import argparse
import collections
import datetime
import json
import statistics
import sys
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from business_records import DAY, Received, planted
from warehouse_file import WarehouseFile

CALIFORNIA = ZoneInfo("America/Los_Angeles")
# Promised first responses: business hours or business days by level and priority.
TARGETS = {
    "Enterprise": {"p0": (2, "hours"), "p1": (4, "hours"), "p2": (8, "hours"), "p3": (2, "days")},
    "Other paid": {"p0": (1, "days"), "p1": (1, "days"), "p2": (2, "days"), "p3": (3, "days")},
}


def business_seconds(start, end, opens, closes):
    """Seconds between two moments (seconds since 1970) on a clock that runs in California each week from one moment to
    another, both in hours since Sunday 0:00. Walks from week to week, one opening at a time."""
    total = 0
    day = datetime.datetime.fromtimestamp(start, CALIFORNIA).date()
    sunday = day - datetime.timedelta(days=(day.weekday() + 1) % 7)
    while True:
        midnight = datetime.datetime.combine(sunday, datetime.time(), CALIFORNIA)
        # Wall clock arithmetic: adding to a zoned datetime keeps the wall clock's time.
        opening = (midnight + datetime.timedelta(hours=opens)).timestamp()
        closing = (midnight + datetime.timedelta(hours=closes)).timestamp()
        if opening >= end:
            return total
        total += max(0, min(end, closing) - max(start, opening))
        sunday += datetime.timedelta(days=7)


def business_hours(start, end):
    return business_seconds(start, end, 14, 5 * 24 + 17) / 3600


def business_days(start, end):
    return business_seconds(start, end, 24, 6 * 24) / DAY


def promise(ticket, read_at):
    """met, missed, pending or none."""
    target = TARGETS.get(ticket["level"], {}).get(ticket["priority"])
    if not target:
        return "none"
    count, unit = target
    end = ticket["reply"] if ticket["reply"] is not None else read_at
    passed = (business_hours if unit == "hours" else business_days)(ticket["created"], end)
    if passed > count:
        return "missed"
    if ticket["reply"] is not None:
        return "met"
    return "pending" if ticket["open"] else "missed"


class Expected:
    """The figures of the reports, by name: {key: value or tuple of values}.

    `records` has lists of plain dictionaries: `tickets`, `answers`, `leads`, `visits`, `organizations`; `seats` by
    account; `deals` by account: revenue per year, deals won, their sum, and the sum of the open ones; and `read_at`, the moment at which the systems were read last."""

    def __init__(self, records):
        self.records = records
        self.read_at = records["read_at"]

    def figures(self):
        return {
            "support by account and priority": self.support(),
            "tickets open at the end of the day": self.backlog(),
            "answers and NPS by account": self.nps(),
            "leads by campaign": self.leads(),
            "visits by month, site and referrer": self.visits(),
            "seats by account": self.records["seats"],
            "revenue and deals by account": self.records["deals"],
            "organisations": self.organizations(),
            "active members by organisation and week": self.organization_weeks(),
        }

    def support(self):
        """Tickets, defects, open ones, reopened ones, good and all ratings, kept and all promises, median response."""
        groups = collections.defaultdict(list)
        for ticket in self.records["tickets"]:
            groups[ticket["account"], ticket["priority"]].append(ticket)
        found = {}
        for key, tickets in groups.items():
            promises = [promise(ticket, self.read_at) for ticket in tickets]
            responses = [business_hours(t["created"], t["reply"]) for t in tickets if t["reply"] is not None]
            found[key] = (
                len(tickets), sum(t["kind"] == "Defect" for t in tickets), sum(t["open"] for t in tickets),
                sum(t["reopens"] > 0 for t in tickets), sum(t["rating"] == "good" for t in tickets),
                sum(t["rating"] is not None for t in tickets), promises.count("met"),
                promises.count("met") + promises.count("missed"),
                statistics.median(responses) if responses else None,
            )
        return found

    def backlog(self):
        counts = collections.Counter()
        last = int(self.read_at) // DAY
        for ticket in self.records["tickets"]:
            changes = ticket["statuses"]
            for day in range(changes[0][0] // DAY, last + 1):
                state = [is_open for second, is_open in changes if second < (day + 1) * DAY][-1]
                if state:
                    counts[date(day)] += 1
        return dict(counts)

    def nps(self):
        groups = collections.defaultdict(list)
        for answer in self.records["answers"]:
            groups[answer["account"]].append(answer["score"])
        return {
            (account,): (len(scores), 100 * (sum(s >= 9 for s in scores) - sum(s <= 6 for s in scores)) / len(scores))
            for account, scores in groups.items()
        }

    def leads(self):
        found = collections.defaultdict(lambda: [0, 0])
        for lead in self.records["leads"]:
            found[lead["campaign"],][0] += 1
            found[lead["campaign"],][1] += bool(lead["converted"])
        return {key: tuple(value) for key, value in found.items()}

    def visits(self):
        found = collections.Counter()
        for month, site, referrer, count in self.records["visits"]:
            found[month, site, referring_site(referrer)] += count
        return dict(found)

    def organizations(self):
        return {
            (o["id"],): (o["members"], o["sent"], o["accepted"], o["repositories"], o["private"])
            for o in self.records["organizations"]
        }

    def organization_weeks(self):
        return {
            (organization["id"], date(week)): active
            for organization in self.records["organizations"] for week, active in organization["weeks"] if active
        }


def referring_site(address):
    host = (urlsplit(address or "").hostname or "").removeprefix("www.")
    return "internal" if host == "sourcegraph.com" or host.endswith(".sourcegraph.com") else host or None


def date(day):
    return (datetime.date(1970, 1, 1) + datetime.timedelta(days=day)).isoformat()


# What the clean tables say, in the same shape: key columns first.
CLEAN = {
    "support by account and priority": (2, """
        SELECT account_id, priority, count(*), count(*) FILTER (WHERE kind = 'Defect'), count(*) FILTER (WHERE is_open),
            count(*) FILTER (WHERE was_reopened), count(*) FILTER (WHERE rating = 'good'),
            count(*) FILTER (WHERE is_rated), count(*) FILTER (WHERE is_sla_met), count(is_sla_met),
            median(ttfr_business_hours)
        FROM clean.ticket GROUP BY ALL"""),
    "tickets open at the end of the day": (1, """
        SELECT CAST(day AS VARCHAR), sum(open_at_end) FROM clean.ticket_day
        GROUP BY ALL HAVING sum(open_at_end) > 0"""),
    "answers and NPS by account": (1, """
        SELECT account_id, count(*), 100.0 * (count(*) FILTER (WHERE nps_group = 'Promoter')
            - count(*) FILTER (WHERE nps_group = 'Detractor')) / count(*)
        FROM clean.survey_response GROUP BY ALL"""),
    "leads by campaign": (1, """
        SELECT campaign_id, count(*), count(*) FILTER (WHERE is_converted) FROM clean.lead GROUP BY ALL"""),
    "visits by month, site and referrer": (3, """
        SELECT strftime(day, '%Y-%m'), site, referrer_domain, sum(sessions) FROM clean.web_day GROUP BY ALL"""),
    "seats by account": (1, "SELECT id, seats FROM clean.account"),
    "revenue and deals by account": (1, """
        SELECT a.id, a.revenue_per_year, count(o.id) FILTER (WHERE o.is_won),
            coalesce(sum(o.amount) FILTER (WHERE o.is_won), 0), coalesce(sum(o.amount) FILTER (WHERE NOT o.is_closed), 0)
        FROM clean.account AS a LEFT JOIN clean.opportunity AS o ON o.account_id = a.id GROUP BY ALL"""),
    "organisations": (1, """
        SELECT id, members, invitations_sent, invitations_accepted, repositories, private_repositories
        FROM clean.organization"""),
    "active members by organisation and week": (2, """
        SELECT organization_id, CAST(week AS VARCHAR), active_members FROM clean.organization_week
        WHERE active_members > 0"""),
}


def clean_figures(file):
    found = {}
    for name, (keys, select) in CLEAN.items():
        rows = [list(row.values()) for row in file.rows(select)]
        found[name] = {tuple(cells[:keys]): tuple(cells[keys:]) for cells in rows}
    return found


def differences(expected, found):
    """All cells that differ, as sentences; a figure of which nothing is expected was not checked."""
    problems = []
    for name, wanted in expected.items():
        wanted = {key if isinstance(key, tuple) else (key,): value for key, value in wanted.items()}
        if not wanted:
            problems.append(f"{name}: nothing is expected, so nothing was checked")
        for key in sorted(set(wanted) | set(found[name]), key=str):
            want = wanted.get(key)
            want = want if isinstance(want, tuple) or want is None else (want,)
            got = found[name].get(key)
            if want is None or got is None or not all(same(a, b) for a, b in zip(want, got)):
                problems.append(f"{name} {' / '.join(map(str, key))}: expected {want}, found {got}")
    return problems


def same(a, b):
    if a is None or b is None:
        return a is None and b is None
    return abs(float(a) - float(b)) <= 1e-9 * max(1, abs(float(a)))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    comparison = commands.add_parser("compare")
    comparison.add_argument("warehouse")
    comparison.add_argument("--truth", help="what the generator planted; default: worked out from the raw tables")
    options = parser.parse_args()
    with WarehouseFile(options.warehouse) as file:
        if options.truth:
            with open(options.truth) as text:
                records = planted(json.load(text))
        else:
            records = Received(file).records()
        problems = differences(Expected(records).figures(), clean_figures(file))
    for problem in problems[:50]:
        print(problem)
    if problems:
        sys.exit(f"{len(problems)} cells differ")
    print(f"{len(CLEAN)} groups of figures are as expected")


if __name__ == "__main__":
    main()
