#!/usr/bin/env python3
"""Computes from the published files alone what the two dashboards have to show, as JSON.

    expected_totals.py [cdnow|clickstream] [FILE]

Nothing here knows of events or of SQL: the files are read and counted in plain Python, money in whole cents.
"""

import collections
import json
import sys

from mapping import FILES, cdnow_purchases, clickstream_rows


def cdnow(path=None):
    months = collections.defaultdict(lambda: {"purchases": 0, "customers": set(), "cents": 0, "cds": 0})
    purchases = collections.Counter()
    for _, customer, year, month, _, quantity, value in cdnow_purchases(path or FILES["cdnow"]):
        at = months[f"{year:04}-{month:02}"]
        at["purchases"] += 1
        at["customers"].add(customer)
        at["cents"] += int(value * 100)
        at["cds"] += quantity
        purchases[customer] += 1
    repeat = sum(1 for count in purchases.values() if count > 1)
    return {
        "purchases": sum(purchases.values()),
        "customers": len(purchases),
        "revenue": sum(month["cents"] for month in months.values()) / 100,
        "cds": sum(month["cds"] for month in months.values()),
        "repeat_customers": repeat,
        "repeat_rate": repeat / len(purchases),
        "first_customer": min(purchases),
        "months": [
            {
                "month": name, "purchases": month["purchases"], "customers": len(month["customers"]),
                "revenue": month["cents"] / 100, "cds": month["cds"],
            }
            for name, month in sorted(months.items())
        ],
    }


def clickstream(path=None):
    days = collections.defaultdict(set)
    events = collections.Counter()
    users = collections.defaultdict(set)
    sessions = set()
    for _, row in clickstream_rows(path or FILES["clickstream"]):
        days[row["timestamp"][:10]].add(row["user_id"])
        events[row["event"]] += 1
        users[row["event"]].add(row["user_id"])
        sessions.add((row["user_id"], row["session_id"]))
    everyone = set().union(*users.values())
    return {
        "events": sum(events.values()),
        "users": len(everyone),
        "sessions": len(sessions),
        "buyers": len(users["purchase"]),
        "conversion": len(users["purchase"]) / len(everyone),
        "days": [{"day": day, "users": len(who)} for day, who in sorted(days.items())],
        "event_types": [
            {"name": name, "events": count, "users": len(users[name])}
            for name, count in sorted(events.items(), key=lambda item: (-item[1], item[0]))
        ],
    }


TOTALS = {"cdnow": cdnow, "clickstream": clickstream}

if __name__ == "__main__":
    names = sys.argv[1:2] or sorted(TOTALS)
    totals = {name: TOTALS[name](*sys.argv[2:3]) for name in names}
    json.dump(totals, sys.stdout, indent=1)
    print()
