"""What the dashboards of features stand on, in plain Python: the facts of usage.py, by account, with the users of every
period and the few figures that only these dashboards show. No SQL model and no LookML is involved."""

import collections
import datetime

from usage import Facts, most, sunday

# Plans that include batch changes and code insights without naming them.
WITH_EVERYTHING = {"business-0", "enterprise-1", "enterprise-air-gap-0"}


class FeatureFacts:
    """`pings` are (site, day that it speaks of, body), as `usage.received` gives them. Facts by (site, period, …), of instances in production only; `account` names the account of each."""

    def __init__(self, pings, truth):
        self.truth = truth
        facts = Facts(pings)
        production = [described for described, _ in truth.in_production()]
        self.account = {i["site_id"]: i.get("account_id") for i in production}
        self.names = {row["id"]: row["name"] for row in truth.tables["crm_accounts"]}
        self.tables = {
            name: {key: values for key, values in table.items() if key[0] in self.account}
            for name, table in facts.tables.items()
        }
        self.batch_reports = {site: r for site, r in facts.batch_changes.items() if site in self.account}
        # (site, start of the day, week or month): people
        self.people = {"day": {}, "week": {}, "month": {}}
        # (site, week): dashboards and insights on each; clicks by tab
        self.dashboards, self.tabs = {}, {}
        for site, _, body in pings:
            if site in self.account:
                self.take(site, body)

    def take(self, site, body):
        activity = body.get("act") or {}
        for period, name in (("DAUs", "day"), ("WAUs", "week"), ("MAUs", "month")):
            for report in (activity.get(period) or [])[:1]:
                key = site, report["StartTime"][:10]
                self.people[name][key] = max(self.people[name].get(key, 0), report["UserCount"])
        usage = body.get("codeInsightsUsage") or {}
        if usage:
            key = site, usage["WeekStart"][:10]
            on_each = usage.get("InsightsPerDashboard") or {}
            self.dashboards[key] = usage.get("TotalDashboardCount"), on_each.get("Avg")
            for name, place in (("WeeklyGetStartedTabClickByTab", 0), ("WeeklyGetStartedTabMoreClickByTab", 1)):
                for row in usage.get(name) or []:
                    values = [None, None]
                    values[place] = row["TotalCount"]
                    most(self.tabs, (*key, row["TabName"]), tuple(values))

    def customers(self):
        """Accounts that are customers."""
        return {id for id, account in self.truth.accounts.items() if account["type"] == "Customer"}

    def with_product(self, feature):
        """Customers whose licences in force include a feature, by plan or by name. Trials and staging count, too."""
        now = f"{self.truth.today} 00:00:00"
        found = set()
        for id in self.customers():
            for license in self.truth.in_force(id, now):
                plans = {tag[5:] for tag in license["tags"] if tag.startswith("plan:")}
                if plans & WITH_EVERYTHING or feature in license["tags"]:
                    found.add(id)
        return found

    def rows(self, table, accounts, start, end, place=1):
        """(key, values) of a table's rows of some accounts (None: all instances), from one day to before another."""
        source = self.tables[table] if isinstance(table, str) else table
        for key, values in source.items():
            if (accounts is None or self.account[key[0]] in accounts) and start <= key[place] < end:
                yield key, values


class Periods:
    """The periods that the filters of the dashboards name, as ISO days [start, end)."""

    def __init__(self, today):
        self.today = today
        week = datetime.date.fromisoformat(sunday(today.isoformat()))
        self.week = week
        self.four_weeks_ago = self.weeks(4, complete=True)
        self.twelve_weeks_ago = self.weeks(12, complete=True)
        self.four_weeks, self.twelve_weeks = self.weeks(4), self.weeks(12)
        self.last_week = self.weeks(1, complete=True)
        self.days_90 = (str(today - datetime.timedelta(days=89)), str(today + datetime.timedelta(days=1)))
        self.three_months = self.months(3)

    def weeks(self, count, complete=False):
        end = self.week if complete else self.week + datetime.timedelta(days=7)
        return str(end - datetime.timedelta(days=7 * count)), str(end)

    def months(self, count, complete=False):
        """The last months, with the running one unless they have to be complete."""
        last = self.today.year * 12 + self.today.month - 1 + (0 if complete else 1)
        return tuple(f"{m // 12:04}-{m % 12 + 1:02}-01" for m in (last - count, last))


def total(rows, key, count):
    """Sums of the first `count` values by key(key of the row); what is not known is left out, None if nothing is."""
    sums = collections.defaultdict(lambda: [None] * count)
    for row, values in rows:
        entry = sums[key(row)]
        for place, value in enumerate(values[:count]):
            if value is not None:
                entry[place] = (entry[place] or 0) + value
    return dict(sums)


def ratio(a, b):
    return a / b if a is not None and b else None
