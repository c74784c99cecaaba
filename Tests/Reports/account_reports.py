"""What the customer-level Looks and the overview of customers have to show, in plain Python from what was received.
`AccountReports.checks()` gives what to ask and what has to come back."""

import collections
import datetime
import hashlib
import json

from check_reports import DEPLOYMENT_TYPES
from received import NO_ACTIVITY, latest

STATUSES = ["No telemetry", "Critical pings", "Full pings", "Full pings + user-level data"]
BLOCKS = "▁▂▃▄▅▆▇█"


class Check:
    """One Look (`look`) or tile (`dashboard`, `title`): the fields of its keys and values, and the rows that it shows
    under some filters."""

    def __init__(self, keys, values, expected, look=None, dashboard=None, title=None, filters=None):
        self.keys, self.values, self.expected = keys, values, expected
        self.look, self.dashboard, self.title, self.filters = look, dashboard, title, filters or {}

    @property
    def name(self):
        return f"Look {self.look}" if self.look else f"dashboard {self.dashboard}, {self.title}"

    def rows(self, saved):
        if self.look:
            return saved.look(self.look, **self.filters)
        return saved.tile(self.dashboard, self.title, self.filters)


class AccountReports:
    """`truth` is a `ReceivedTruth`, `states` the states of the instances, `answers` those of the survey, `event_days`
    the last day with user-level events by instance."""

    def __init__(self, truth, states, answers, event_days):
        self.truth, self.states, self.answers, self.event_days = truth, states, answers, event_days
        self.names = {row["id"]: row["name"] for row in truth.tables["crm_accounts"]}
        self.customers = {key for key, account in truth.accounts.items() if account["type"] == "Customer"}
        self.described = {each["site_id"]: each for each, _ in truth.instances}
        self.sites = collections.defaultdict(list)
        for instance, _ in truth.in_production():
            if instance.get("account_id") in self.customers:
                self.sites[instance["account_id"]].append(instance["site_id"])
        self.recently = str(truth.end_day - datetime.timedelta(days=30)) + truth.pinged_until[10:19]
        self.half_year = truth.shown[-6:]

    def checks(self):
        return [
            *self.months(), self.versions(), self.deployments(), self.hostings(), *self.telemetry(), *self.code_hosts(),
            self.repositories(), *self.nps(), *self.counts(), *self.lookups(),
        ]

    # Customers by month.

    def months(self):
        users, accounts, shares = {}, {}, {}
        daily, monthly = collections.Counter(), collections.Counter()
        for instance, months in self.truth.in_production():
            account = instance.get("account_id")
            if account not in self.customers:
                continue
            for month in self.half_year:
                key = self.names[account], month
                known = months.get(month)
                if known and known.mau is not None:
                    users[key] = (users.get(key, (0,))[0] + known.mau,)
                if known and known.average_dau is not None and known.mau is not None:
                    daily[key] += known.average_dau
                    monthly[key] += known.mau
                count = self.states[instance["site_id"]].months.get(month, {}).get("accounts")
                if count is not None:
                    accounts[key] = (accounts.get(key, (0,))[0] + count,)
        for key, count in monthly.items():
            shares[key] = (daily[key] / count if count else None,)
        keys = ["account.name", "instance_month.activity_month"]
        yield Check(keys, ["instance_month.mau"], users, look=1513)
        yield Check(keys, ["instance_month.user_accounts"], accounts, look=1514)
        yield Check(keys, ["instance_month.dau_per_mau"], shares, look=1523)

    # Customers as they are.

    def versions(self):
        counts = collections.Counter()
        first = str(self.truth.today - datetime.timedelta(days=29))
        for sites in self.sites.values():
            last = max(self.states[site].last for site in sites)
            if last[:10] < first:
                continue
            recent = shifted(last, -30)
            counts[min(minor(self.states[site].version) for site in sites if self.states[site].last >= recent)] += 1
        return Check(
            ["account_version.minor_version"], ["account_version.customers"],
            {(f"{major}.{number}",): (count,) for (major, number), count in counts.items()}, look=1524)

    def deployments(self):
        expected = {}
        for account, sites in self.sites.items():
            for site in sites:
                state = self.states[site]
                expected[self.names[account], site] = (
                    DEPLOYMENT_TYPES.get(state.deploy_type, "Other"), state.deploy_type, state.version, state.last[:19])
        return Check(
            ["account.name", "instance.site_id"],
            ["instance.deployment_type", "instance.deploy_type", "instance.version", "instance.last_ping_time"],
            expected, look=1525)

    def hostings(self):
        expected = {}
        overrides = self.truth.tables["instance_overrides"]
        for account, sites in self.sites.items():
            for site in sites:
                by_hand = bool(latest(overrides, "site_id", site).get("hosting_type"))
                expected[self.names[account], site] = (self.described[site]["hosting"], "Yes" if by_hand else "No")
        return Check(
            ["account.name", "instance.site_id"], ["instance.hosting_type", "instance.hosting_type_overridden"],
            expected, look=1526)

    def has_paid_license(self, account):
        return any(
            row["is_production"] and not row["is_trial"] and not row["is_free"]
            for row in self.truth.in_force(account, f"{self.truth.today} 00:00:00"))

    def statuses(self):
        """(status, computed status, set by hand) of the customers that pay."""
        found = {}
        since = str(datetime.date.fromisoformat(self.truth.pinged_until[:10]) - datetime.timedelta(days=30))
        for account in self.customers:
            if not self.has_paid_license(account):
                continue
            level = 0
            for site in self.sites.get(account, []):
                state = self.states[site]
                if state.last < self.recently:
                    continue
                full = state.counted_at == state.last
                level = max(level, 1 if not full else 3 if self.event_days.get(site, "") >= since else 2)
            by_hand = latest(self.truth.tables["telemetry_overrides"], "account_id", account).get("status")
            found[account] = by_hand or STATUSES[level], STATUSES[level], "Yes" if by_hand else "No"
        return found

    def telemetry(self):
        found = self.statuses()
        yield Check(
            ["account.name"],
            ["telemetry_status.status", "telemetry_status.computed_status", "telemetry_status.is_overridden"],
            {(self.names[account],): row for account, row in found.items()}, look=1527)
        counts = collections.Counter(status for status, _, _ in found.values())
        yield Check(
            ["telemetry_status.status"], ["telemetry_status.count"],
            {(status,): (count,) for status, count in counts.items()}, dashboard=1501,
            title="Customers by telemetry status")

    def code_hosts(self):
        marks, customers, days = {}, collections.defaultdict(set), {}
        for account, sites in self.sites.items():
            versions = collections.defaultdict(list)
            for site in sites:
                state = self.states[site]
                for host in state.hosts_now:
                    customers[host].add(account)
                    versions[host].append(state.host_versions.get(host))
                for host, (first, last) in state.hosts.items():
                    current = "Yes" if host in state.hosts_now else "No"
                    days[self.names[account], host, state.host_versions.get(host), current, first] = (last,)
            for host, found in versions.items():
                known = [version for version in found if version]
                marks[self.names[account], host] = (" ".join(["✕", *([max(known)] if known else [])]),)
        yield Check(["account.name", "code_host.code_host"], ["code_host.mark"], marks, look=1528)
        yield Check(
            ["code_host.code_host"], ["code_host.customers"],
            {(host,): (len(found),) for host, found in customers.items()}, dashboard=1501,
            title="Customers by code host")
        yield Check(
            ["account.name", *(f"code_host.{name}" for name in (
                "code_host", "version", "is_current", "first_seen_date"))],
            ["code_host.last_seen_date"], days, dashboard=1501, title="Code hosts, first and last seen")

    def repositories(self):
        expected = {}
        last_month = self.truth.shown[-1]
        for account, sites in self.sites.items():
            recent = [self.states[site] for site in sites if self.states[site].last >= self.recently]
            counts = {
                name: total(state.counted.get(name) for state in recent) for name in ("repositories", "bytes", "lines")
            }
            if counts["repositories"] is None:
                continue
            by_month = [
                total(self.states[site].months.get(month, {}).get("repositories") for site in sites)
                for month in self.truth.shown
            ]
            before = by_month[self.truth.shown.index(last_month)]
            expected[(self.names[account],)] = (
                drawn(by_month), counts["repositories"], None if before is None else counts["repositories"] - before,
                None if counts["bytes"] is None else counts["bytes"] / 1e9, counts["lines"])
        return Check(
            ["account.name"],
            [f"account_repositories.{name}" for name in (
                "history", "repositories", "change", "git_bytes", "lines_of_code")],
            expected, look=1529)

    def nps(self):
        # The running month and the eleven before it.
        first = self.truth.shown[1]
        groups, quarters, all_scores = collections.defaultdict(list), collections.defaultdict(list), []
        for answer in self.answers:
            when = datetime.datetime.fromtimestamp(answer["moment"], datetime.timezone.utc).date()
            if answer["account"] in self.customers and f"{when:%Y-%m}" >= first:
                groups[answer["account"]].append(answer["score"])
                quarters[(f"{when.year}-{(when.month - 1) // 3 * 3 + 1:02}",)].append(answer["score"])
                all_scores.append(answer["score"])
        expected = {
            (self.names[account],): (
                score(scores), len(scores), sum(scores) / len(scores), sum(s >= 9 for s in scores),
                sum(s <= 6 for s in scores))
            for account, scores in groups.items()
        }
        fields = [f"survey_response.{name}" for name in ("nps", "count", "average_score", "promoters", "detractors")]
        yield Check(["account.name"], fields, expected, look=1530)
        yield Check(
            [], ["survey_response.nps"], {(): (score(all_scores),)}, dashboard=1501, title="NPS, last 12 months")
        yield Check(
            ["survey_response.answered_quarter"], ["survey_response.nps"],
            {key: (score(scores),) for key, scores in quarters.items()}, dashboard=1501, title="NPS by quarter")

    def counts(self):
        deployments, hostings = collections.Counter(), collections.Counter()
        for sites in self.sites.values():
            for site in sites:
                deployments[DEPLOYMENT_TYPES.get(self.states[site].deploy_type, "Other"),] += 1
                hostings[self.described[site]["hosting"],] += 1
        for title, field, found in (
            ("Instances by deployment type", "instance.deployment_type", deployments),
            ("Instances by hosting type", "instance.hosting_type", hostings),
        ):
            expected = {key: (count,) for key, count in found.items()}
            yield Check([field], ["instance.count"], expected, dashboard=1501, title=title)

    def lookups(self):
        """Three licences, each found by a part of its key."""
        owner = {row["license_key"]: account for account, rows in self.truth.licenses.items() for row in rows}
        seen = collections.defaultdict(dict)
        for site, state in self.states.items():
            for key, (_, last) in state.keys.items():
                seen[key][site] = last
        for key in sorted(set(owner) & set(seen))[:3]:
            part = key[-24:-4]
            expected = {}
            for other in set(owner) | set(seen):
                if part.lower() not in other.lower():
                    continue
                for site, last in seen.get(other, {}).items() or [(None, None)]:
                    state = self.states.get(site)
                    account = owner.get(other) or self.described.get(site, {}).get("account_id")
                    expected[hashlib.sha256(other.encode()).hexdigest()[:12], site, last and last[:10]] = (
                        self.names.get(account), state and state.installer,
                        "Yes" if state and last == state.last else "No")
            yield Check(
                ["license_key.fingerprint", "instance.site_id", "license_key.last_seen_date"],
                ["account.name", "instance.installer_email", "license_key.is_current"],
                expected, look=1597, filters={"license_key__key": f"%{part}%"})


def event_days(file):
    """The last day with something that a person did, by instance."""
    found = {}
    for row in file.rows(
        "SELECT CAST(e.groups AS VARCHAR) AS groups, t.name, CAST(max(e.day) AS VARCHAR) AS day FROM main.events AS e "
        "JOIN main.event_types AS t ON t.ev = e.ev AND t.project_id = e.project_id "
        "WHERE e.project_id = 1 AND NOT e.is_system GROUP BY ALL"
    ):
        if row["name"] not in NO_ACTIVITY:
            for site in json.loads(row["groups"] or "{}").get("instance") or []:
                found[site] = max(found.get(site, ""), row["day"])
    return found


def minor(version):
    return tuple(map(int, version.lstrip("v").split(".")[:2]))


def shifted(moment, days):
    """A moment some days later, in the form in which it came."""
    day = datetime.date.fromisoformat(moment[:10]) + datetime.timedelta(days=days)
    return str(day) + moment[10:]


def total(values):
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def score(scores):
    if len(scores) < 5:
        return None
    return 100 * (sum(s >= 9 for s in scores) - sum(s <= 6 for s in scores)) / len(scores)


def drawn(counts):
    """Counts as blocks between the lowest and the highest of them."""
    known = [count for count in counts if count is not None]
    if not known:
        return "·" * len(counts)
    low, high = min(known), max(known)
    return "".join(
        "·" if count is None else "▄" if low == high else BLOCKS[min(7, (count - low) * 8 // (high - low))]
        for count in counts)
