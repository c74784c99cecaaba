"""What the retention charts beside this file have to say about CDNOW's purchases, by pandas from the published file alone.

    python cdnow_retention.py [CDNOW_master.txt]      prints one JSON object with a member for each chart

Each member has `sizes` by cohort, `counts` (or `ltv`) by cohort and interval, and the row over all cohorts (`overall`). The
charts are asked for the end of the data, so that every interval up to June 1998 is complete and none after it.
"""

import json
import pathlib
import sys

import pandas as pd

HERE = pathlib.Path(__file__).resolve().parent
PURCHASES = HERE.parents[1] / ".vendor" / "data" / "CDNOW_master.txt"
AS_OF = pd.Timestamp("1998-07-01")


def purchases(path=PURCHASES):
    """One row for each line: customer, day, dollars, and the customer's first day."""
    rows = pd.read_csv(path, sep=r"\s+", skiprows=1, names=["customer", "date", "cds", "dollars"], dtype={"customer": str})
    rows["day"] = pd.to_datetime(rows["date"].astype(str), format="%Y%m%d")
    rows["first"] = rows.groupby("customer")["day"].transform("min")
    return rows


def months(days):
    """Months since the year 0."""
    return days.dt.year * 12 + days.dt.month


def monthly(rows, intervals=17, first="1997-01", cohorts=18):
    """Customers by the month of their first purchase, and how many of them bought in each month from it on."""
    start = int(first[:4]) * 12 + int(first[5:])
    end = AS_OF.year * 12 + AS_OF.month
    cohort, later = months(rows["first"]) - start, months(rows["day"]) - months(rows["first"])
    table = rows.assign(cohort=cohort, later=later).groupby(["cohort", "later"])["customer"].nunique()
    size = rows.assign(cohort=cohort).groupby("cohort")["customer"].nunique()
    sizes = [int(size.get(c, 0)) for c in range(cohorts)]
    # A month that had not begun has no number.
    counts = [
        [int(table.get((c, n), 0)) if start + c + n < end else None for n in range(intervals + 1)] for c in range(cohorts)
    ]
    overall = []
    for n in range(intervals + 1):
        over = [c for c in range(cohorts) if start + c + n < end]
        overall.append([sum(counts[c][n] for c in over), sum(sizes[c] for c in over)])
    return {"sizes": sizes, "counts": counts, "overall": overall}


def repeat(rows, intervals=90, cohorts=90):
    """Customers by the day of their first purchase, and how many bought on the N-th day after it or later."""
    customers = rows.groupby("customer").agg(first=("first", "min"), last=("day", "max"))
    cohort = (customers["first"] - pd.Timestamp("1997-01-01")).dt.days
    span = (customers["last"] - customers["first"]).dt.days
    sizes = [int((cohort == c).sum()) for c in range(cohorts)]
    counts = [[int((span[cohort == c] >= n).sum()) for n in range(intervals + 1)] for c in range(cohorts)]
    overall = [[sum(row[n] for row in counts), sum(sizes)] for n in range(intervals + 1)]
    return {"sizes": sizes, "counts": counts, "overall": overall}


def repeat_customers(rows):
    """Customers with a purchase on a day after their first: a frequency above 0 in the words of lifetimes."""
    days = rows.drop_duplicates(["customer", "day"]).groupby("customer").size()
    return int((days > 1).sum())


def lifetime_value(rows, intervals=6, cohorts=12):
    """Dollars up to each month, by the month of the first purchase."""
    start = 1997 * 12 + 1
    cohort, later = months(rows["first"]) - start, months(rows["day"]) - months(rows["first"])
    # Whole cents add up exactly.
    cents = (rows["dollars"] * 100).round().astype(int)
    table = rows.assign(cohort=cohort, later=later, cents=cents).groupby(["cohort", "later"])["cents"].sum()
    size = rows.assign(cohort=cohort).groupby("cohort")["customer"].nunique()
    sizes = [int(size.get(c, 0)) for c in range(cohorts)]
    sums = [[sum(int(table.get((c, m), 0)) for m in range(n + 1)) / 100 for n in range(intervals + 1)] for c in range(cohorts)]
    overall = [sum(row[n] for row in sums) / max(1, sum(sizes)) for n in range(intervals + 1)]
    return {"sizes": sizes, "revenue": sums, "overall": overall}


def expected(path=PURCHASES):
    rows = purchases(path)
    again = repeat(rows)
    assert again["overall"][1][0] == repeat_customers(rows), (again["overall"][1], repeat_customers(rows))
    return {
        "cdnow_retention": monthly(rows),
        "cdnow_repeat": again,
        "cdnow_ltv": lifetime_value(rows),
    }


if __name__ == "__main__":
    json.dump(expected(*sys.argv[1:2]), sys.stdout)
    print()
