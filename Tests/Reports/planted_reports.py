"""Every tile of every report against what the generator planted.

The report classes work out what a tile has to show; here they get the plan instead of what was received. A tile that can't
be compared with the plan stands in `RECEIVED_ONLY` with the reason; all others must be.
"""

from account_reports import AccountReports
from business_records import planted as planned_records
from feature_facts import Periods
from feature_report import FeatureReport
from growth_report import GrowthReport
from health_report import HealthReport
from instance_report import InstanceReport
from planted import PlantedOrganizations, PlantedTruth
from saved_reports import differences
from support_report import SupportReport

EVENTS = (
    "What each person looks at, clicks and comes from is drawn while the events are written; planned is who is active on"
    " which day, and that is compared.")
SEARCHES = "How often a member searches is drawn while the events are written."
RECEIVED_ONLY = {
    "dashboard 409, The last 50 pings": "A list of what arrived, further pings of the same day included.",
    "dashboard 409, Who looks after it": "Copied from the CRM; there is nothing to work out.",
    "Look 1597": "Looks into the keys as they came in.",
    "1701": EVENTS,
    "440 App downloaders": EVENTS,
    "440 App downloaders by kind": EVENTS,
    "440 Visitors": EVENTS,
    "423 Search success and result clicks": EVENTS,
    "424 Search success and result clicks": EVENTS,
    "Look 1604": EVENTS,
    "1702 Searches per active member": SEARCHES,
    "1702 Organisations, one by one": SEARCHES,
}


def is_received_only(name):
    return any(name == key or name.startswith(key + " ") for key in RECEIVED_ONLY)


class PlantedGrowth(GrowthReport):
    """The tiles of growth that stand on apps, organisations and leads."""

    def __init__(self, plan, truth):
        self.periods = Periods(truth.today)
        self.apps, self.last_ping_day = truth.app_days(), truth.pinged_until[:10]
        self.organizations = PlantedOrganizations(plan)
        self.leads = planned_records(plan)["leads"]
        self.campaigns = {row["id"]: row["name"] for row in plan["campaigns"]}

    def figures(self):
        return {
            "440": self.app_pings(), "1702": self.organizations.figures(self.periods),
            "Look 1603": self.leads_by_campaign(),
        }


class PlantedReports:
    """`plan` is the generator's truth; `account` the name of the account on the dashboard of one instance."""

    def __init__(self, plan, account, today=None):
        self.plan, self.truth, self.records = plan, PlantedTruth(plan, today), planned_records(plan)
        self.accounts = AccountReports(
            self.truth, self.truth.states, self.records["answers"], self.truth.event_days())
        self.account = next(key for key, name in self.accounts.names.items() if name == account)

    def checks(self):
        """Of the Looks and dashboards of customers."""
        truth, records, accounts = self.truth, self.records, self.accounts
        one = InstanceReport(
            truth, truth.states, truth.bodies, records, self.account, accounts.statuses()[self.account][0])
        return [
            check for check in [
                *accounts.checks(), *HealthReport(truth, accounts.names, accounts.customers).checks(), *one.checks(),
                *SupportReport(records, accounts.names, accounts.customers, truth.today).checks(),
            ] if not is_received_only(check.name)
        ]

    def problems(self, saved):
        """What the reports of a running server show otherwise than planned, and tiles that nothing was compared with."""
        found, compared = [], set()
        for check in self.checks():
            compared.add(check.name)
            found += differences(check.name, check.rows(saved), check.keys, check.values, check.expected)
        for number in (389, 409, 421, 1500, 1501):
            for title in saved.titles(number):
                name = f"dashboard {number}, {title}"
                if name not in compared and not is_received_only(name):
                    found.append(f"{name}: nothing is planned for it")
        return found, compared

    def feature_problems(self, features, growth):
        """The same for the tiles of features and growth, {(dashboard, title): rows}."""
        figures = FeatureReport(self.truth.bodies(), self.truth, {}).figures(features)
        figures |= PlantedGrowth(self.plan, self.truth).figures()
        found, compared = [], set()
        shown = features | growth
        for dashboard, tiles in figures.items():
            for title, keys, values, expected in tiles:
                name = f"{dashboard} {title}".strip()
                if is_received_only(name):
                    continue
                compared.add(name)
                rows = shown.get((dashboard, title))
                found += [f"{name}: is not there"] if rows is None else differences(
                    name, rows, keys, values, expected)
        for dashboard, title in shown:
            name = f"{dashboard} {title}".strip()
            if title != "account" and name not in compared and not is_received_only(name):
                found.append(f"{name}: nothing is planned for it")
        return found, compared
