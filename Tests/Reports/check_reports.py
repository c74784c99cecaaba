#!/usr/bin/env python3
"""Checks the company-level reports against what the demo's generator planted.

The truth is computed here in plain Python from the generator's own record of who was active when
(`DemoCompany.truth()`), by the definitions of the metrics; no SQL, no table of the pipelines and no LookML is involved.
received.py works out the same from what was received, which Tests/EndToEnd compares with a running demo.

    check_reports.py queries                            the queries to run as JSON: {name: body of run_inline_query}
    check_reports.py compare TRUTH RESULTS [--today D]  RESULTS: JSON {name: rows}, as result format `json` gives them

`--today` is the day on which the queries ran (default: the day after the truth's last one); reports show the twelve
complete months before it. Exit code 1 and a list of differences if anything is off.
"""

import argparse
import collections
import datetime
import json
import sys

MONTHS = "12 months ago for 12 months"


def queries():
    """What each report asks, without pivots: rows are easier to compare than columns."""
    return {
        "monthly_users_by_instance_type": {
            "model": "telemetry", "view": "instance_months",
            "fields": ["instance_month.activity_month", "instance.instance_type", "instance_month.mau"],
            "filters": {"instance_month.activity_month": MONTHS, "instance.is_production": "Yes"}, "limit": "-1",
        },
        "instances_by_deployment_type": {
            "model": "telemetry", "view": "instance_months",
            "fields": [
                "instance_month.activity_month", "instance_month.deployment_type", "instance_month.instance_count",
            ],
            "filters": {
                "instance_month.activity_month": MONTHS, "instance.is_production": "Yes",
                "instance_month.deployment_type": "-Dev",
            },
            "limit": "-1",
        },
        "dau_mau": {
            "model": "telemetry", "view": "instance_months",
            "fields": ["instance_month.activity_month", "instance_month.dau_per_mau"],
            "filters": {"instance_month.activity_month": MONTHS, "instance.is_production": "Yes"}, "limit": "-1",
        },
        "average_seat_consumption": {
            "model": "telemetry", "view": "account_months",
            "fields": [
                "account_month.activity_month", "account_month.average_seat_consumption",
                "account_month.weighted_seat_consumption",
            ],
            "filters": {
                "account_month.activity_month": MONTHS, "account.account_type": "Customer",
                "account_month.seats": ">0", "account.telemetry_status": "-No telemetry",
            },
            "limit": "-1",
        },
        "technical_health": {
            "model": "telemetry", "view": "technical_health",
            "fields": ["technical_health_month.activity_month", "account.id", "technical_health_month.score",
                       "technical_health_month.band"],
            "filters": {"technical_health_month.activity_month": MONTHS}, "limit": "-1",
        },
        "average_technical_health": {
            "model": "telemetry", "view": "technical_health",
            "fields": ["technical_health_month.activity_month", "technical_health_month.average_score"],
            "filters": {"technical_health_month.activity_month": MONTHS}, "limit": "-1",
        },
        # Three one-to-many joins at once: each measure has to come out as if it had been asked for alone.
        "accounts_do_not_fan_out": {
            "model": "telemetry", "view": "accounts",
            "fields": [
                "account.account_type", "account.count", "instance.count", "license.count",
                "technical_health_month.customer_count",
            ],
            "limit": "-1",
        },
    }


DEPLOYMENT_TYPES = {
    "kubernetes": "Kubernetes", "helm": "Kubernetes", "kustomize": "Kubernetes", "k3s": "Kubernetes",
    "k8s": "Kubernetes", "cluster": "Kubernetes", "docker-compose": "Docker Compose", "pure-docker": "Pure Docker",
    "docker-container": "Single container", "server": "Single container", "app": "App", "dev": "Dev",
}


class InstanceMonth:
    """What the received pings (or, for Sourcegraph.com, the events) of one instance say of one month."""

    def __init__(self):
        self.mau = None
        self.daily = []
        self.pings = 0
        self.version = self.deploy_type = None

    @property
    def average_dau(self):
        return sum(self.daily) / len(self.daily) if self.daily else None


def offsets_without_ping(flaws):
    """The days, as the plan counts them, of which no ping is ever recorded."""
    return {*flaws.get("lost", []), *flaws.get("unrecorded", [])}


class Truth:
    def __init__(self, record, today=None):
        self.record = record
        self.first_day = datetime.date.fromisoformat(record["first_day"])
        self.end_day = datetime.date.fromisoformat(record["end_day"])
        self.today = today or self.end_day + datetime.timedelta(days=1)
        self.accounts = {account["id"]: account for account in record["accounts"]}
        self.instances = [(instance, self.months_of(instance)) for instance in record["instances"]]
        self.set_shown_months()

    def set_shown_months(self):
        """Reports show the twelve complete months before the running one."""
        this_month = self.today.year * 12 + self.today.month - 1
        self.shown = [f"{m // 12:04}-{m % 12 + 1:02}" for m in range(this_month - 12, this_month)]

    def months_of(self, instance):
        months = collections.defaultdict(InstanceMonth)
        by_events = instance["hosting"] == "Sourcegraph.com"
        missing = offsets_without_ping(instance["flaws"])
        for offset, dau, _, mau, critical, version, *_ in instance["days"]:
            pinged = offset not in missing
            day = self.first_day + datetime.timedelta(days=offset)
            month = months[day.strftime("%Y-%m")]
            if pinged:
                month.pings += 1
                month.version, month.deploy_type = version, instance["deploy_type"]
            if instance["hosting"] == "App":
                if pinged:
                    month.daily.append(dau)
                    month.mau = max(month.mau or 0, dau)
            elif by_events:
                if dau:
                    month.daily.append(dau)
                    month.mau = max(month.mau or 0, mau)
            elif pinged:
                month.mau = max(month.mau or 0, mau)
                if not critical:
                    month.daily.append(dau)
        return {name: month for name, month in months.items() if month.pings or month.mau is not None}

    def in_production(self):
        return [(instance, months) for instance, months in self.instances if instance["environment"] == "production"]

    def instance_type(self, instance):
        if instance["hosting"] in ("Sourcegraph.com", "App"):
            return instance["hosting"]
        kind = self.accounts[instance["account_id"]]["type"] if "account_id" in instance else "Free"
        if kind != "Customer":
            return kind
        return "Customer, managed" if instance["hosting"] == "Managed instance" else "Customer, self-hosted"

    def monthly_users_by_instance_type(self):
        cells = collections.Counter()
        for instance, months in self.in_production():
            for name, month in months.items():
                if name in self.shown:
                    cells[name, self.instance_type(instance)] += month.mau or 0
        return cells

    def instances_by_deployment_type(self):
        cells = collections.Counter()
        for instance, months in self.in_production():
            for name, month in months.items():
                kind = DEPLOYMENT_TYPES.get(month.deploy_type, "Other")
                if name in self.shown and month.pings and kind != "Dev":
                    cells[name, kind] += 1
        return cells

    def dau_mau(self):
        daily, monthly = collections.Counter(), collections.Counter()
        for _, months in self.in_production():
            for name, month in months.items():
                if name in self.shown and month.average_dau is not None:
                    daily[name] += month.average_dau
                    monthly[name] += month.mau
        return {(name,): daily[name] / monthly[name] for name in daily if monthly[name]}

    def account_months(self):
        """By (account, month): users, users of instances with daily figures, mean daily users, oldest version."""
        found = collections.defaultdict(list)
        for instance, months in self.in_production():
            if "account_id" in instance:
                for name, month in months.items():
                    found[instance["account_id"], name].append(month)
        return found

    def average_seat_consumption(self):
        shares, users, seats = collections.defaultdict(list), collections.Counter(), collections.Counter()
        for (account_id, name), months in self.account_months().items():
            account = self.accounts[account_id]
            count = account["seats"].get(name, 0)
            known = [month.mau for month in months if month.mau is not None]
            if account["type"] != "Customer" or account["telemetry"] == "none" or not count or not known:
                continue
            shares[name].append(sum(known) / count)
            users[name] += sum(known)
            seats[name] += count
        return {
            (name,): (sum(values) / len(values), users[name] / seats[name])
            for name, values in shares.items() if name in self.shown
        }

    def technical_health(self):
        """(month, account id): score, or None where there is none."""
        found = self.account_months()
        minors = sorted({(r["major"], r["minor"]): r["day"] for r in self.record["releases"]}.items())
        order = [version for version, _ in minors]
        scores = {}
        for account_id, account in self.accounts.items():
            if account["type"] != "Customer":
                continue
            if not account.get("tenure_start"):
                continue
            start = datetime.date.fromisoformat(account["tenure_start"])
            for name in self.shown:
                year, number = int(name[:4]), int(name[5:])
                next_month = datetime.date(year + number // 12, number % 12 + 1, 1)
                if start >= next_month or next_month <= self.first_day:
                    continue
                months = found.get((account_id, name), [])
                scores[name, account_id] = self.score(
                    account, name, months, (next_month - start).days, order,
                    sum(1 for _, day in minors if day < next_month.isoformat()))
        return scores

    @staticmethod
    def score(account, name, months, tenure, order, newest):
        if account["telemetry"] == "none":
            return None
        seats = account["possible_users"] if account["unlimited"] else account["seats"].get(name, 0)
        users = [month.mau for month in months if month.mau is not None]
        parts = []
        if users and seats:
            reached = sum(users) / seats / (0.5 if tenure <= 60 else 0.8)
            parts.append((0.45, curve(reached, [(0, 0), (0.625, 50), (1, 100)])))
        daily = [month for month in months if month.average_dau is not None]
        if daily and sum(month.mau for month in daily):
            usage = sum(month.average_dau for month in daily) / sum(month.mau for month in daily)
            factor = curve(tenure, [(60, 0.7), (180, 1)])
            parts.append((0.35, curve(usage / factor, [(0, 0), (0.2, 50), (0.3, 100)])))
        if not parts:
            return None
        versions = [tuple(map(int, month.version.split(".")[:2])) for month in months if month.version]
        if versions:
            behind = max(0, newest - 1 - order.index(min(versions)))
            parts.append((0.2, curve(behind, [(1, 100), (2, 75), (3, 50), (4, 25), (5, 0)])))
        return sum(weight * value for weight, value in parts) / sum(weight for weight, _ in parts)

    def average_technical_health(self):
        values = collections.defaultdict(list)
        for (name, _), score in self.technical_health().items():
            if score is not None:
                values[name].append(score)
        return {(name,): sum(scores) / len(scores) for name, scores in values.items()}

    def accounts_by_type(self):
        """By account type: accounts, instances that ever pinged, customers with a month under contract."""
        counts = {}
        scored = {account_id for _, account_id in self.health_accounts()}
        for kind in {account["type"] for account in self.accounts.values()}:
            ids = {account["id"] for account in self.accounts.values() if account["type"] == kind}
            pinging = sum(
                1 for instance, months in self.instances
                if instance.get("account_id") in ids and any(month.pings for month in months.values()))
            counts[(kind,)] = (len(ids), pinging, len(ids & scored))
        return counts

    def health_accounts(self):
        for account_id, account in self.accounts.items():
            if account["type"] == "Customer" and (account.get("tenure_start") or "9999") <= self.end_day.isoformat():
                yield None, account_id


def curve(x, points):
    """Piecewise linear through the points, flat before the first and after the last."""
    if x <= points[0][0]:
        return points[0][1]
    for (x0, y0), (x1, y1) in zip(points, points[1:]):
        if x <= x1:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return points[-1][1]


def band(score):
    return None if score is None else "Green" if score >= 75 else "Yellow" if score >= 50 else "Red"


def close(a, b):
    if a is None or b is None:
        return a is None and b is None
    return abs(float(a) - float(b)) <= 1e-9 * max(1, abs(float(a)), abs(float(b)))


def compare(truth, results):
    """All differences, as sentences."""
    problems = []

    def cells(name, key_fields, value_fields):
        found = {}
        for row in results[name]:
            found[tuple(row[field] for field in key_fields)] = tuple(row[field] for field in value_fields)
        return found

    def check(name, expected, key_fields, value_fields, empty=None):
        if name not in results:
            return problems.append(f"{name}: there is no result")
        found = cells(name, key_fields, value_fields)
        for key in sorted(set(expected) | set(found), key=str):
            wanted = expected.get(key, empty)
            wanted = wanted if isinstance(wanted, tuple) else (wanted,)
            got = found.get(key, (empty,) * len(wanted))
            if len(wanted) != len(got) or not all(close(a, b) for a, b in zip(wanted, got)):
                problems.append(f"{name} {' / '.join(map(str, key))}: expected {wanted}, found {got}")
        if not expected:
            problems.append(f"{name}: nothing is expected, so nothing was checked")

    month = "instance_month.activity_month"
    check("monthly_users_by_instance_type", dict(truth.monthly_users_by_instance_type()),
          [month, "instance.instance_type"], ["instance_month.mau"], empty=0)
    check("instances_by_deployment_type", dict(truth.instances_by_deployment_type()),
          [month, "instance_month.deployment_type"], ["instance_month.instance_count"], empty=0)
    check("dau_mau", truth.dau_mau(), [month], ["instance_month.dau_per_mau"])
    check("average_seat_consumption", truth.average_seat_consumption(), ["account_month.activity_month"],
          ["account_month.average_seat_consumption", "account_month.weighted_seat_consumption"])
    health = truth.technical_health()
    check("technical_health", health, ["technical_health_month.activity_month", "account.id"],
          ["technical_health_month.score"])
    for row in results.get("technical_health", []):
        key = row["technical_health_month.activity_month"], row["account.id"]
        if row["technical_health_month.band"] != band(health.get(key)):
            problems.append(f"technical_health {key}: band {row['technical_health_month.band']}")
    check("average_technical_health", truth.average_technical_health(), ["technical_health_month.activity_month"],
          ["technical_health_month.average_score"])
    check("accounts_do_not_fan_out", truth.accounts_by_type(), ["account.account_type"],
          ["account.count", "instance.count", "technical_health_month.customer_count"])
    return problems


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("queries")
    comparison = commands.add_parser("compare")
    comparison.add_argument("truth")
    comparison.add_argument("results")
    comparison.add_argument("--today", type=datetime.date.fromisoformat)
    options = parser.parse_args()
    if options.command == "queries":
        json.dump(queries(), sys.stdout, indent=1)
        print()
        return
    with open(options.truth) as file:
        truth = Truth(json.load(file), options.today)
    with open(options.results) as file:
        results = json.load(file)
    problems = compare(truth, results)
    for problem in problems[:50]:
        print(problem)
    if problems:
        sys.exit(f"{len(problems)} cells differ from what was planted")
    print(f"{len(queries())} reports over {truth.shown[0]} to {truth.shown[-1]} are what was planted")


if __name__ == "__main__":
    main()
