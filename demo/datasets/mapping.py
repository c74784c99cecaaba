"""Turns two published data sets into events of Amplitude's HTTP V2 API.

CDNOW: every purchase at an online music shop, January 1997 to June 1998 (lifetimes 0.11.3, CDNOW_master.txt).
Click stream: visits to an online shop (retentioneering 5.2.4, ecom.csv.gz).
Plain Python, so that nothing has to be installed to load them.
"""

import calendar
import csv
import gzip
import pathlib
import time
from decimal import Decimal

VENDOR = pathlib.Path(__file__).resolve().parents[2] / ".vendor" / "data"
FILES = {"cdnow": VENDOR / "CDNOW_master.txt", "clickstream": VENDOR / "ecom.csv.gz"}


def cdnow_purchases(path):
    """(line number, customer as written, year, month, day, number of CDs, dollars) of each purchase in the file."""
    with open(path, encoding="ascii", newline="") as file:
        for number, line in enumerate(file, start=1):
            if number == 1 or not line.strip():
                continue
            customer, date, quantity, value = line.split()
            yield number, customer, int(date[:4]), int(date[4:6]), int(date[6:8]), int(quantity), Decimal(value)


def clickstream_rows(path):
    """(row number, row as a dictionary of texts) of each event in the file; the first row after the header is 1."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from enumerate(csv.DictReader(file), start=1)


def milliseconds(year, month, day, hour=0, minute=0, second=0):
    return calendar.timegm((year, month, day, hour, minute, second)) * 1000


def cdnow_events(path):
    """The file knows days only, so a purchase is dated noon UTC. Customer ids keep their leading zeros."""
    for number, customer, year, month, day, quantity, value in cdnow_purchases(path):
        yield {
            "event_type": "purchase",
            "user_id": customer,
            "device_id": "cdnow-" + customer,
            "time": milliseconds(year, month, day, 12),
            "insert_id": f"cdnow-{number}",
            "revenue": float(value),
            "quantity": quantity,
        }


def clickstream_events(path):
    for number, row in clickstream_rows(path):
        at = time.strptime(row["timestamp"], "%Y-%m-%d %H:%M:%S")
        yield {
            "event_type": row["event"],
            "user_id": row["user_id"],
            "device_id": "shop-" + row["user_id"],
            "time": calendar.timegm(at) * 1000,
            "insert_id": f"clickstream-{number}",
            "platform": row["platform"],
            "event_properties": {"session": row["session_id"], "channel": row["acquisition_channel"]},
            "user_properties": {"cohort": row["user_cohort"], "lifecycle": row["user_lifecycle"]},
        }


EVENTS = {"cdnow": cdnow_events, "clickstream": clickstream_events}


def batches(events, size):
    batch = []
    for event in events:
        batch.append(event)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
