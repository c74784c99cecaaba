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

from warehouse_file import WarehouseFile

CALIFORNIA = ZoneInfo("America/Los_Angeles")
DAY = 86_400
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

    `records` has lists of plain dictionaries: `tickets`, `answers`, `leads`, `visits`, `organizations`, and `read_at`, the
    moment at which the systems were read last."""

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
            "organisations": self.organizations(),
            "active members by organisation and week": self.organization_weeks(),
        }

    def support(self):
        """Tickets, defects, open ones, reopened ones, good and all ratings, kept and all promises, median first response."""
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
            (o["id"], date(week)): active for o in self.records["organizations"] for week, active in o["weeks"] if active
        }


def referring_site(address):
    host = (urlsplit(address or "").hostname or "").removeprefix("www.")
    return "internal" if host == "sourcegraph.com" or host.endswith(".sourcegraph.com") else host or None


def date(day):
    return (datetime.date(1970, 1, 1) + datetime.timedelta(days=day)).isoformat()


def planted(truth):
    """The records of the generator's truth."""
    tickets = [
        {
            "account": t.get("account_id"), "kind": t["kind"], "priority": t["priority"], "created": t["created"],
            "reply": t.get("reply"), "open": t["open"], "reopens": t["reopens"], "rating": t.get("rating"),
            "level": t["level"], "statuses": t["statuses"],
        }
        for t in truth["tickets"]
    ]
    return {
        "read_at": truth["read_at"], "tickets": tickets,
        "answers": [{"account": a.get("account_id"), "score": a["score"]} for a in truth["answers"]],
        "leads": [{"campaign": x.get("campaign_id"), "converted": x["converted"]} for x in truth["leads"]],
        "visits": [(*visit["of"], visit["count"]) for visit in truth["visits"]],
        "organizations": truth["organizations"],
    }


class Received:
    """The records of the raw tables of a warehouse."""

    def __init__(self, file):
        self.file = file
        accounts = list(file.rows("SELECT id, domain FROM raw.crm_accounts"))
        owners = collections.Counter(row["domain"].lower() for row in accounts)
        self.account_of_domain = {
            row["domain"].lower(): row["id"] for row in accounts if owners[row["domain"].lower()] == 1
        }
        self.account_of_contact = {}
        for row in file.rows(
            "SELECT lower(email) AS email, account_id FROM raw.crm_contact WHERE account_id IS NOT NULL "
            "ORDER BY created_at, id"
        ):
            self.account_of_contact.setdefault(row["email"], row["account_id"])

    def records(self):
        (last,) = self.file.rows("SELECT epoch(max(_synced_at)) AS moment FROM raw.support_ticket")
        return {
            "read_at": last["moment"], "tickets": self.tickets(), "answers": self.answers(), "leads": self.leads(),
            "visits": self.visits(), "organizations": self.organizations(),
        }

    def tickets(self):
        companies = {
            row["id"]: row["external_id"] for row in self.file.rows("SELECT id, external_id FROM raw.support_organization")
        }
        replies, statuses, ratings = {}, collections.defaultdict(list), {}
        for row in self.file.rows(
            "SELECT ticket_id, epoch(created_at) AS moment FROM raw.support_ticket_comment "
            "WHERE author_role = 'agent' AND is_public AND NOT is_acknowledgement"
        ):
            replies[row["ticket_id"]] = min(replies.get(row["ticket_id"], row["moment"]), row["moment"])
        for row in self.file.rows(
            "SELECT ticket_id, status, epoch(created_at) AS moment FROM raw.support_ticket_status ORDER BY ticket_id, number"
        ):
            statuses[row["ticket_id"]].append((int(row["moment"]), row["status"] not in ("solved", "closed")))
        for row in self.file.rows("SELECT ticket_id, score FROM raw.support_satisfaction_rating"):
            if row["score"] in ("good", "bad"):
                ratings[row["ticket_id"]] = row["score"]
        licenses = self.licenses()
        kinds = {"defect": "Defect", "question": "Help", "feature_request": "Feature request"}
        tickets = []
        for row in self.file.rows(
            "SELECT id, type, priority, status, organization_id, requester_email, epoch(created_at) AS moment "
            "FROM raw.support_ticket WHERE status <> 'deleted'"
        ):
            account = (
                companies.get(row["organization_id"])
                or self.account_of_contact.get((row["requester_email"] or "").lower())
                or self.account_of(row["requester_email"])
            )
            changes = statuses[row["id"]]
            tickets.append({
                "account": account, "kind": kinds.get(row["type"], "Other"), "priority": row["priority"] or "None",
                "created": row["moment"], "reply": replies.get(row["id"]), "open": row["status"] not in ("solved", "closed"),
                "reopens": sum(not a and b for (_, a), (_, b) in zip(changes, changes[1:])),
                "rating": ratings.get(row["id"]), "level": level(licenses.get(account, []), row["moment"]),
                "statuses": changes,
            })
        return tickets

    def licenses(self):
        found = collections.defaultdict(list)
        for row in self.file.rows(
            "SELECT s.account_number, l.id, l.tags, epoch(l.created_at) AS created, epoch(l.expires_at) AS expires "
            "FROM raw.licenses AS l JOIN raw.subscriptions AS s ON s.id = l.subscription_id"
        ):
            tags = [tag.strip() for tag in json.loads(row["tags"] or "[]")]
            if not any(t.startswith("instance:") or t in ("dev", "internal", "trial", "plg-trial") for t in tags):
                plan = next((t[5:] for t in tags if t.startswith("plan:")), "old-enterprise-0")
                found[row["account_number"]].append((row["created"], row["id"], row["expires"], plan))
        return found

    def account_of(self, email):
        return self.account_of_domain.get((email or "").lower().partition("@")[2])

    def answers(self):
        linked = {row["site_id"]: row["account_id"] for row in self.file.rows(
            "SELECT site_id, account_id FROM clean.instance_link WHERE account_id IS NOT NULL")}
        last = {}
        for row in self.file.rows(
            "SELECT id, site_id, user_id, email, score, epoch(created_at) AS moment FROM raw.survey_response ORDER BY moment, id"
        ):
            person = row["user_id"] or (row["email"] or "").lower() or row["id"]
            last[row["site_id"], person, int(row["moment"]) // DAY] = {
                "account": linked.get(row["site_id"]) or self.account_of(row["email"]), "score": row["score"],
            }
        return list(last.values())

    def leads(self):
        people, record_of = {}, {}
        for row in self.file.rows(
            "SELECT id, lower(email) AS email, is_converted, epoch(created_at) AS moment FROM raw.crm_lead ORDER BY moment, id"
        ):
            person = people.setdefault(row["email"], {"campaign": None, "converted": False, "created": row["moment"]})
            person["converted"] |= row["is_converted"]
            record_of[row["id"]] = person
        joined = {}
        for row in self.file.rows(
            "SELECT lead_id, campaign_id, epoch(created_at) AS moment FROM raw.crm_campaign_member WHERE lead_id IS NOT NULL"
        ):
            person = record_of[row["lead_id"]]
            if row["moment"] <= person["created"] + DAY:
                key = id(person)
                if key not in joined or row["moment"] < joined[key][0]:
                    joined[key] = row["moment"], row["campaign_id"]
        for person in people.values():
            person["campaign"] = joined.get(id(person), (None, None))[1]
        return list(people.values())

    def visits(self):
        return [
            (row["month"], row["host"], row["referrer"], row["n"]) for row in self.file.rows(
                "SELECT strftime(started_at, '%Y-%m') AS month, host, referrer, count(*) AS n "
                "FROM raw.web_session GROUP BY ALL")
        ]

    def organizations(self):
        found = {
            row["id"]: {
                "id": row["id"], "members": 0, "sent": 0, "accepted": 0, "repositories": 0, "private": 0,
                "weeks": collections.defaultdict(set), "until": row["until"],
            }
            for row in self.file.rows(
                "SELECT id, CAST(deleted_at AS DATE) - DATE '1970-01-01' AS until FROM raw.production_organization")
        }
        joined = {}
        for row in self.file.rows(
            "SELECT organization_id, user_id, CAST(created_at AS DATE) - DATE '1970-01-01' AS day "
            "FROM raw.production_organization_member"
        ):
            found[row["organization_id"]]["members"] += 1
            joined.setdefault(row["user_id"], []).append((row["organization_id"], row["day"]))
        for row in self.file.rows("SELECT organization_id, is_accepted FROM raw.production_organization_invitation"):
            found[row["organization_id"]]["sent"] += 1
            found[row["organization_id"]]["accepted"] += bool(row["is_accepted"])
        for row in self.file.rows(
            "SELECT s.organization_id, r.is_private FROM raw.production_repository AS r "
            "JOIN raw.production_external_service AS s ON s.id = r.external_service_id WHERE r.deleted_at IS NULL"
        ):
            found[row["organization_id"]]["repositories"] += 1
            found[row["organization_id"]]["private"] += row["is_private"]
        for row in self.file.rows(
            "SELECT DISTINCT e.user_id, e.day - DATE '1970-01-01' AS day, t.name FROM main.events AS e "
            "JOIN main.event_types AS t ON t.ev = e.ev WHERE e.project_id = 1 AND e.user_id IS NOT NULL "
            "AND NOT e.is_system "
            "AND json_extract_string(e.groups, '$.instance[0]') IN (SELECT site_id FROM raw.own_instances)"
        ):
            if row["name"].startswith(("ViewSign", "SignIn", "SignOut", "Password", "EmailVerified", "ExternalAuth")):
                continue
            for organization, since in joined.get(row["user_id"], []):
                of = found[organization]
                if since <= row["day"] and (of["until"] is None or row["day"] <= of["until"]):
                    of["weeks"][row["day"] - (row["day"] + 4) % 7].add(row["user_id"])
        for of in found.values():
            of["weeks"] = sorted((week, len(people)) for week, people in of["weeks"].items())
        return list(found.values())


def level(licenses, moment):
    """What is promised by the newest licence in force."""
    good = [entry for entry in licenses if entry[0] <= moment < entry[2]]
    if not good or max(good)[3] in ("free-0", "free-1"):
        return "None"
    return "Enterprise" if "enterprise" in max(good)[3] else "Other paid"


# What the clean tables say, in the same shape: key columns first.
CLEAN = {
    "support by account and priority": (2, """
        SELECT account_id, priority, count(*), count(*) FILTER (WHERE kind = 'Defect'), count(*) FILTER (WHERE is_open),
            count(*) FILTER (WHERE was_reopened), count(*) FILTER (WHERE rating = 'good'),
            count(*) FILTER (WHERE is_rated), count(*) FILTER (WHERE is_sla_met), count(is_sla_met),
            median(ttfr_business_hours)
        FROM clean.ticket GROUP BY ALL"""),
    "tickets open at the end of the day": (1, """
        SELECT CAST(day AS VARCHAR), sum(open_at_end) FROM clean.ticket_day GROUP BY ALL HAVING sum(open_at_end) > 0"""),
    "answers and NPS by account": (1, """
        SELECT account_id, count(*), 100.0 * (count(*) FILTER (WHERE nps_group = 'Promoter')
            - count(*) FILTER (WHERE nps_group = 'Detractor')) / count(*)
        FROM clean.survey_response GROUP BY ALL"""),
    "leads by campaign": (1, """
        SELECT campaign_id, count(*), count(*) FILTER (WHERE is_converted) FROM clean.lead GROUP BY ALL"""),
    "visits by month, site and referrer": (3, """
        SELECT strftime(day, '%Y-%m'), site, referrer_domain, sum(sessions) FROM clean.web_day GROUP BY ALL"""),
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
