"""What the dashboard of technical health and the company overview have to show, in plain Python from what was
received."""

import collections
import datetime

from account_reports import Check, minor, total
from check_reports import band, curve
from received import first_of_next_month


class HealthReport:
    """`truth` is a `ReceivedTruth`, `names` the accounts' by id, `customers` the ids of those that are customers."""

    def __init__(self, truth, names, customers):
        self.truth, self.names, self.customers = truth, names, customers

    def checks(self):
        return [*self.health(), *self.overview()]

    def parts(self):
        """(month, account): (adoption, DAU/MAU, versions behind, tenure) of every customer under contract."""
        truth, found = self.truth, {}
        releases = sorted({(r["major"], r["minor"]): r["day"] for r in truth.record["releases"]}.items())
        order = [version for version, _ in releases]
        by_account = truth.account_months()
        for account in self.customers:
            start = truth.accounts[account].get("tenure_start")
            for month in truth.shown:
                end = first_of_next_month(month)
                if not start or datetime.date.fromisoformat(start) >= end or end <= truth.first_day:
                    continue
                months = by_account.get((account, month), [])
                people = total(each.mau for each in months)
                unlimited = truth.accounts[account]["unlimited"]
                seats = truth.accounts[account]["possible_users" if unlimited else "seats"]
                seats = seats if unlimited else seats.get(month, 0)
                daily = [each for each in months if each.average_dau is not None]
                monthly = sum(each.mau for each in daily)
                versions = [minor(each.version) for each in months if each.version]
                newest = sum(1 for _, day in releases if day < str(end)) - 1
                found[month, account] = (
                    people / seats if people is not None and seats else None,
                    sum(each.average_dau for each in daily) / monthly if monthly else None,
                    max(0, newest - order.index(min(versions))) if versions else None,
                    (end - datetime.date.fromisoformat(start)).days)
        return found

    def health(self):
        scores, parts = self.truth.technical_health(), self.parts()
        month, before = self.truth.shown[-1], self.truth.shown[-2]
        field = "technical_health_month."

        def shown(account, of=month):
            return (of, account) in parts and 0 <= parts[of, account][3] <= 2000

        def tile(title, keys, values, expected, **filters):
            return Check(keys, values, expected, dashboard=389, title=title, filters=filters)

        now = {account: scores[month, account] for account in self.customers if shown(account)}
        known = {account: value for account, value in now.items() if value is not None}
        yield tile("Average score", [], [field + "average_score"], {(): (sum(known.values()) / len(known),)})
        yield tile("Customers with a score", [], [field + "customer_count"], {(): (len(known),)})
        bands = collections.Counter(band(value) for value in known.values())
        for name in ("Green", "Yellow", "Red"):
            yield tile(name, [], [field + "customer_count"], {(): (bands[name],)})
        yield tile(
            "Customers by band", [field + "band"], [field + "customer_count"],
            {(name,): (count,) for name, count in bands.items()})
        rows, points, behind, changed, without = {}, {}, collections.Counter(), {}, {}
        for account, value in now.items():
            name, (adoption, usage, releases, tenure) = self.names[account], parts[month, account]
            if releases is not None:
                behind[releases] += 1
            if value is None:
                off = self.truth.accounts[account]["telemetry"] == "none"
                pinged = total(each.mau for each in self.truth.account_months().get((account, month), [])) is not None
                without[(name,)] = (
                    "Telemetry is off" if off else "Neither seats nor daily users are known" if pinged
                    else "No instance has pinged",)
                continue
            target, factor = (0.5 if tenure <= 60 else 0.8), curve(tenure, [(60, 0.7), (180, 1)])
            rows[(name,)] = (
                tenure, value, band(value), adoption, usage, releases,
                None if adoption is None else curve(adoption / target, [(0, 0), (0.625, 50), (1, 100)]),
                None if usage is None else curve(usage / factor, [(0, 0), (0.2, 50), (0.3, 100)]),
                None if releases is None else curve(releases, [(1, 100), (2, 75), (3, 50), (4, 25), (5, 0)]))
            points[name, band(value)] = (adoption, usage)
            was = scores.get((before, account))
            if was is not None and band(was) != band(value):
                changed[(name,)] = (band(was), band(value), value, value - was)
        yield tile("Scores, worst first", ["account.name"], [field + name for name in (
            "tenure_days", "score", "band", "adoption", "usage", "versions_behind", "adoption_score", "usage_score",
            "version_score")], rows)
        yield tile("Adoption and usage", ["account.name", field + "band"],
                   [field + "average_adoption", field + "average_usage"], points)
        yield tile("Customers by versions behind", [field + "versions_behind"], [field + "customer_count"],
                   {(releases,): (count,) for releases, count in behind.items()})
        if changed:
            yield tile("Changed their band last month", ["account.name"], [field + name for name in (
                "previous_band", "band", "score", "score_change")], changed)
        yield tile("Without a score, and why", ["account.name"], [field + "why_no_score"], without)
        yield from self.health_by_month(scores, shown, known, tile)

    def health_by_month(self, scores, shown, known, tile):
        month_field, average = "technical_health_month.activity_month", "technical_health_month.average_score"
        chosen = sorted(known)[:2]
        values, lines = collections.defaultdict(list), {}
        for (month, account), value in scores.items():
            if value is not None and shown(account, month):
                values[(month,)].append(value)
                if account in chosen:
                    lines[month, self.names[account]] = (value,)
        means = {key: (sum(found) / len(found),) for key, found in values.items()}
        yield tile("Average score by month", [month_field], [average], means)
        yield tile("Score of the chosen customers", [month_field, "technical_health_month.chosen_customer"], [average],
                   {(month, "All customers"): value for (month,), value in means.items()})
        yield tile("Score of the chosen customers", [month_field, "technical_health_month.chosen_customer"], [average],
                   lines, **{"Customer Name": ",".join(self.names[account] for account in chosen)})

    def overview(self):
        """The company overview's two tiles that are no Looks."""
        scores = self.truth.technical_health()
        bands = collections.Counter(
            (month, band(value)) for (month, _), value in scores.items() if value is not None)
        month = "technical_health_month.activity_month"
        means = {key: (value,) for key, value in self.truth.average_technical_health().items()}
        yield Check([month], ["technical_health_month.average_score"], means, dashboard=1500,
                    title="Technical health score")
        yield Check([month, "technical_health_month.band"], ["technical_health_month.customer_count"],
                    {key: (count,) for key, count in bands.items()}, dashboard=1500,
                    title="Customers by technical health")
        for title, key, value, found in (
            ("Monthly users by instance type", "instance.instance_type", "mau",
             self.truth.monthly_users_by_instance_type()),
            ("Instances by deployment type", "instance_month.deployment_type", "instance_count",
             self.truth.instances_by_deployment_type()),
        ):
            yield Check(["instance_month.activity_month", key], [f"instance_month.{value}"],
                        {cell: (count,) for cell, count in found.items() if count}, dashboard=1500, title=title)
