"""What the single-instance dashboard has to show of one account, in plain Python from the bodies of its pings."""

import collections
import datetime

from account_reports import Check, minor, total
from check_reports import DEPLOYMENT_TYPES
from usage import Facts

DASHBOARD = 409
LANGUAGES = {
    "lsif-clang": "cpp", "lsif-go": "go", "rust-analyzer": "rust", "scip-java": "java", "scip-kotlin": "kotlin",
    "scip-python": "python", "scip-ruby": "ruby", "scip-typescript": "typescript",
}
SIZES = [
    "Under 1 kB", "1 kB to 1 MB", "1 MB to 1 GB", "1 to 5 GB", "5 to 15 GB", "15 to 25 GB", "25 to 50 GB",
    "50 to 100 GB", "100 GB and more",
]
CLIENTS = ("TotalVSCodeProductUsers", "TotalJetBrainsProductUsers", "TotalNeovimProductUsers",
           "TotalEmacsProductUsers", "TotalWebProductUsers")


class Ranking(Check):
    """A tile of which the places and the numbers count, not the names beside them."""

    def rows(self, saved):
        (field,) = self.values
        return [{"place": place, field: row[field]} for place, row in enumerate(super().rows(saved), 1)]


class InstanceReport:
    """`truth` is a `ReceivedTruth`, `states` those of the instances; `bodies` gives (site, day, body) of the pings of
    some sites; `records` are those of the business; `status` is the account's telemetry status."""

    def __init__(self, truth, states, bodies, records, account, status):
        self.truth, self.account, self.records, self.status = truth, account, records, status
        self.name = next(row["name"] for row in truth.tables["crm_accounts"] if row["id"] == account)
        self.all = {each["site_id"]: each for each, _ in truth.instances if each.get("account_id") == account}
        self.months = {
            each["site_id"]: months for each, months in truth.in_production() if each.get("account_id") == account
        }
        self.sites = sorted(self.months)
        self.states = {site: states[site] for site in self.all}
        self.clients, self.stars = {}, {}
        self.facts = Facts(self.observed(bodies(self.sites))).tables

    def observed(self, bodies):
        """The pings on their way to the facts, with what those don't tell."""
        for site, day, body in bodies:
            cody = (body.get("codyUsage") or {}).get("Monthly") or []
            for month in cody if isinstance(cody, list) else [cody]:
                key, before = (site, month["StartTime"][:7]), self.clients.get((site, month["StartTime"][:7]), [0] * 5)
                self.clients[key] = [max(a, month[name]["UserCount"]) for a, name in zip(before, CLIENTS)]
            date = datetime.date.fromisoformat(day)
            week = str(date - datetime.timedelta(days=(date.weekday() + 1) % 7))
            if body.get("notebooksUsage"):
                self.stars[site, week] = body["notebooksUsage"]["NotebookAddedStarsCount"]
            yield site, day, body

    def is_shown(self, period):
        """Whether a day, week or month is in the twelve complete months that the checks ask for."""
        return period[:7] in self.truth.shown

    def checks(self):
        return [
            *self.header(), *self.people(), *self.growth(), *self.searches(), *self.navigation(), *self.features(),
            *self.setup(), *self.words(), self.ping_log(),
        ]

    def tile(self, title, keys, values, expected):
        filters = {
            "Account name": self.name, "Installer email": "", "Account ID": "", "Month": "12 months ago for 12 months",
        }
        return Check(keys, values, expected, dashboard=DASHBOARD, title=title, filters=filters)

    def header(self):
        hostings = {each["site_id"]: each["hosting"] for each in self.all.values()}
        expected = {
            (site,): (
                self.name, "Yes" if site in self.months else "No", hostings[site],
                DEPLOYMENT_TYPES.get(state.deploy_type, "Other"), state.version,
                "full" if state.counted_at == state.last else "critical", state.external_url, state.installer,
                state.last[:19])
            for site, state in self.states.items()
        }
        yield self.tile("Instances", ["instance.site_id"], [
            "account.name", *(f"instance.{name}" for name in (
                "is_production", "hosting_type", "deployment_type", "version", "telemetry", "external_url",
                "installer_email", "last_ping_time"))], expected)
        version = min((self.states[site].version for site in self.sites), key=minor)
        yield self.tile("Oldest version", [], ["instance.version"], {(): (version,)})
        releases = sorted((r["major"], r["minor"]) for r in self.truth.record["releases"]
                          if r["day"] <= str(self.truth.end_day))
        yield self.tile("Versions behind", [], ["instance.versions_behind"],
                        {(): (len(releases) - 1 - releases.index(minor(version)),)})
        kinds = {self.truth.instance_type(self.all[site]) for site in self.sites}
        yield self.tile("Type", [], ["instance.instance_type"], {(): (min(kinds),)})
        yield self.tile("Telemetry status", [], ["account.telemetry_status"], {(): (self.status,)})
        yield from self.contracts()

    def contracts(self):
        now = f"{self.truth.today} 00:00:00"
        good = [
            row for row in self.truth.in_force(self.account, now) if row["is_production"] and not row["is_trial"]
        ]
        yield self.tile("Seats", [], ["subscription.total_seats"], {(): (sum(row["seats"] for row in good),)})
        running = self.truth.in_force(self.account, now)
        yield self.tile("Licence ends", [], ["subscription.next_expiry"],
                        {(): (min(row["expires_at"] for row in running)[:10] if running else None,)})
        newest = {}
        for row in self.truth.licenses[self.account]:
            if row["created_at"] < now:
                newest[row["subscription_id"]] = row
        expected = {
            (row["expires_at"][:10], yes(row["is_production"]), yes(row["is_trial"])): (
                row["seats"] if row in good else 0,)
            for row in newest.values()
        }
        yield self.tile("Subscriptions", [f"subscription.{name}" for name in (
            "expires_date", "is_production", "is_trial")], ["subscription.seats"], expected)

    # People.

    def people(self):
        last, truth = self.truth.shown[-1], self.truth
        users = {month: total(self.mau(site, month) for site in self.sites) for month in truth.shown}
        yield self.tile("Monthly users, last month", [], ["instance_month.mau"], {(): (users[last],)})
        week = truth.today - datetime.timedelta(days=(truth.today.weekday() + 1) % 7 + 7)
        yield self.tile("Weekly users, last week", [], ["instance_week.wau"],
                        {(): (total(self.states[site].weeks.get(str(week)) for site in self.sites),)})
        daily = collections.defaultdict(list)
        for site in self.sites:
            for day, count in self.states[site].days.items():
                daily[day].append(count)
        yesterday = str(truth.today - datetime.timedelta(days=1))
        yield self.tile("Daily users, yesterday", [], ["instance_day.dau"], {(): (total(daily.get(yesterday, [])),)})
        yield self.tile("Daily users", ["instance_day.activity_date"], ["instance_day.dau"],
                        {(day,): (sum(counts),) for day, counts in daily.items() if self.is_shown(day)})
        seats = truth.accounts[self.account]["seats"]
        rows, consumption, shares = {}, {}, {}
        for month in truth.shown:
            accounts = total(self.states[site].months.get(month, {}).get("accounts") for site in self.sites)
            if not any(month in self.months[site] for site in self.sites):
                continue
            rows[(month,)] = (users[month], accounts, seats.get(month, 0))
            if seats.get(month) and users[month] is not None:
                consumption[(month,)] = (users[month] / seats[month],)
            known = [self.months[site][month] for site in self.sites if month in self.months[site]]
            known = [each for each in known if each.average_dau is not None]
            if known:
                shares[(month,)] = (sum(each.average_dau for each in known) / sum(each.mau for each in known),)
        month = ["instance_month.activity_month"]
        yield self.tile("Monthly users, accounts and seats", month,
                        ["instance_month.mau", "instance_month.user_accounts", "account_month.total_seats"], rows)
        yield self.tile("Seat consumption", month, ["account_month.weighted_seat_consumption"], consumption)
        yield self.tile("DAU/MAU", month, ["instance_month.dau_per_mau"], shares)

    def mau(self, site, month):
        found = self.months[site].get(month)
        return found.mau if found else None

    def growth(self):
        expected = self.summed("instance_month growth", lambda key: (key[1][:7],))
        expected = {
            key: (values[2], values[0], values[4], values[3], values[1])
            for key, values in expected.items() if key[0] in self.truth.shown
        }
        yield self.tile("Users added, deleted, retained, churned, resurrected", ["instance_month.activity_month"], [
            f"instance_month.{name}_users" for name in ("retained", "created", "resurrected", "churned", "deleted")],
            expected)
        cohorts = collections.defaultdict(lambda: [0, 0])
        for (_, week, since), (size, share) in self.facts["retention_cohort"].items():
            cohorts[week, since][0] += size
            cohorts[week, since][1] += int(share * size + 0.5)
        yield self.tile("Retention of new accounts by week",
                        ["retention_cohort.cohort_date", "retention_cohort.weeks_since_sign_up"],
                        ["retention_cohort.retained_share"],
                        {key: (active / size,) for key, (size, active) in cohorts.items()})

    def summed(self, table, key_of, condition=lambda key: True):
        """The facts of a table added up over the instances, by a key without them."""
        found = {}
        for key, values in self.facts[table].items():
            if condition(key):
                before = found.get(key_of(key), (None,) * len(values))
                found[key_of(key)] = tuple(total(pair) for pair in zip(before, values))
        return found

    def by_week(self, table):
        return self.summed(table, lambda key: key[1:], lambda key: self.is_shown(key[1]))

    # Features.

    def searches(self):
        by_type = self.by_week("search_type_week")
        week = "search_type_week.activity_week"
        yield self.tile("Searches per week by type", [week, "search_type_week.search_type"],
                        ["search_type_week.searches"], {key: (values[1],) for key, values in by_type.items()})
        sums = collections.defaultdict(lambda: [0, 0, 0])
        for (_, start, _), (_, count, p50, p90, _) in self.facts["search_type_week"].items():
            if self.is_shown(start) and p50 is not None:
                for place, value in enumerate((count, p50 * count, p90 * count)):
                    sums[start][place] += value
        yield self.tile("Search latency, P50 and P90 (ms)", [week],
                        ["search_type_week.p50_ms", "search_type_week.p90_ms"],
                        {(start,): (p50 / count, p90 / count) for start, (count, p50, p90) in sums.items() if count})
        sunday = self.truth.today - datetime.timedelta(days=(self.truth.today.weekday() + 1) % 7)
        weeks = {str(sunday - datetime.timedelta(days=7 * back)) for back in range(1, 5)}
        uses = self.summed("search_filter_week", lambda key: key[2], lambda key: key[1] in weeks)
        most = sorted((count for _, count in uses.values()), reverse=True)[:12]
        ranking = self.tile("Query operators, last four weeks", ["place"], ["search_filter_week.uses"],
                            {(place,): (count,) for place, count in enumerate(most, 1)})
        yield Ranking(ranking.keys, ranking.values, ranking.expected, None, DASHBOARD, ranking.title, ranking.filters)
        integration = {}
        for (site, start), (browser, _) in self.facts["integration_week"].items():
            if self.is_shown(start):
                integration.setdefault(start, []).append(
                    (self.states[site].integration.get(start), browser, self.states[site].weeks.get(start)))
        yield self.tile(
            "Integration users", ["integration_week.activity_week"],
            [f"integration_week.{name}" for name in ("integration_users", "browser_extension_users", "saturation")],
            {
                (start,): (
                    total(row[0] for row in rows), total(row[1] for row in rows),
                    sum(row[0] for row in rows if None not in (row[0], row[2]))
                    / sum(row[2] for row in rows if None not in (row[0], row[2])))
                for start, rows in integration.items()
            })
        editors = {"VSCode": "VS Code", "JetBrains": "JetBrains"}
        yield self.tile("Searches from editors", ["ide_week.activity_week", "ide_week.ide"], ["ide_week.searches"], {
            (start, editors[editor]): (values[1],) for (start, editor), values in self.by_week("ide_week").items()})

    def navigation(self):
        people = self.by_week("code_intel_week people")
        yield self.tile("Code navigation, people per week", ["code_intel_week.activity_week"],
                        ["code_intel_week.precise_users", "code_intel_week.search_based_users"],
                        {key: values[1:3] for key, values in people.items()})
        week = str(self.truth.today - datetime.timedelta(days=(self.truth.today.weekday() + 1) % 7 + 7))
        languages = collections.Counter()
        for (_, start, indexer), (uploads, _) in self.facts["code_intel_indexer_week"].items():
            if start == week:
                languages[LANGUAGES[indexer],] += uploads
        yield self.tile("Repositories with precise data by language", ["code_intel_indexer_week.language"],
                        ["code_intel_indexer_week.repositories_with_uploads"],
                        {key: (count,) for key, count in languages.items()})

    def features(self):
        months = self.summed("batch_changes_month", lambda key: (key[1][:7],), lambda key: self.is_shown(key[1]))
        yield self.tile("Batch changes", ["batch_changes_month.activity_month"], [
            f"batch_changes_month.{name}" for name in ("changesets_published", "changesets_merged", "contributors")],
            # What was published in the first month of all isn't known, and a sum of nothing is 0.
            {key: (values[12] or 0, values[13] or 0, values[16]) for key, values in months.items()})
        insights = {key: (count, None, None) for key, (count,) in self.by_week("code_insights_week total").items()}
        for key, values in self.by_week("code_insights_week views").items():
            insights[key] = (insights.get(key, (None,))[0], values[1], values[3])
        yield self.tile("Code insights", ["code_insights_week.activity_week"], [
            f"code_insights_week.{name}" for name in ("total_insights", "viewers", "creators")], insights)
        weeks = {str(self.truth.today - datetime.timedelta(days=(self.truth.today.weekday() + 1) % 7 + 7 * back))
                 for back in range(8)}
        for title, table, fields in (
            ("Code monitors", "feature_week monitors", ("monitors_enabled", "monitor_runs", "monitor_run_errors")),
            ("Saved searches", "feature_week saved",
             ("saved_searches", "saved_search_users", "saved_search_notifications")),
            ("Notebooks", "feature_week notebooks", ("notebooks", "notebook_page_views", "notebook_stars")),
        ):
            found = self.summed(table, lambda key: key[1:], lambda key: key[1] in weeks)
            if title == "Notebooks":
                found = {
                    key: (*values, total(self.stars.get((site, key[0])) for site in self.sites))
                    for key, values in found.items()
                }
            yield self.tile(title, ["feature_week.activity_week"], [f"feature_week.{name}" for name in fields],
                            {key: values[:3] for key, values in found.items()})
        cody = {}
        for (_, month), counts in self.clients.items():
            if month in self.truth.shown:
                before = cody.get((month,), (0,) * 5)
                cody[(month,)] = tuple(a + b for a, b in zip(before, counts))
        yield self.tile("Cody users by client", ["cody_month.activity_month"], [
            f"cody_month.{name}_users" for name in ("vscode", "jetbrains", "neovim", "emacs", "web")], cody)

    # Set-up.

    def setup(self):
        rows = {}
        for month in self.truth.shown:
            found = {
                name: total(self.states[site].months.get(month, {}).get(name) for site in self.sites)
                for name in ("repositories", "bytes", "lines")
            }
            size = None if found["bytes"] is None else found["bytes"] / 1e9
            rows[(month,)] = (found["repositories"], size, found["lines"])
        yield self.tile("Repositories by month", ["instance_month.activity_month"], [
            "instance_month.repositories", "instance_month.git_bytes", "instance_month.lines_of_code"], rows)
        sizes = self.summed("repository_size", lambda key: (SIZES[key[1] - 1],))
        yield self.tile("Repositories by size", ["repository_size.size"], ["repository_size.repositories"], sizes)
        hosts, methods, databases = {}, {}, {}
        for site in self.sites:
            state = self.states[site]
            for host, (first, last) in state.hosts.items():
                current = "Yes" if host in state.hosts_now else "No"
                hosts[host, state.host_versions.get(host), current, first] = (last,)
            for method, (first, last) in state.sign_in.items():
                methods[method, "Yes" if method in state.sign_in_now else "No", first] = (last,)
            for name, seen in state.dependencies.items():
                databases[name, seen["now"]] = (seen[seen["now"]][0],)
        yield self.tile("Code hosts", [f"code_host.{name}" for name in (
            "code_host", "version", "is_current", "first_seen_date")], ["code_host.last_seen_date"], hosts)
        yield self.tile("Sign-in methods", [f"auth_provider.{name}" for name in (
            "auth_provider", "is_current", "first_seen_date")], ["auth_provider.last_seen_date"], methods)
        yield self.tile("Databases", ["dependency.dependency", "dependency.version"], ["dependency.first_seen_date"],
                        databases)

    def words(self):
        """Open tickets and the latest answers to the survey."""
        tickets = {
            (ticket["id"],): (ticket["priority"], day_of(ticket["created"])) for ticket in self.records["tickets"]
            if ticket["account"] == self.account and ticket["open"]
        }
        if tickets:
            yield self.tile("Open tickets", ["ticket.id"], ["ticket.priority", "ticket.created_date"], tickets)
        answers = {
            (day_of(answer["moment"]), answer["score"], answer["better"], answer["reason"]): (
                "Promoter" if answer["score"] >= 9 else "Passive" if answer["score"] >= 7 else "Detractor",)
            for answer in self.records["answers"] if answer["account"] == self.account
        }
        latest = dict(sorted(answers.items(), key=lambda item: item[0][0], reverse=True)[:50])
        yield self.tile("NPS answers", [f"survey_response.{name}" for name in (
            "answered_date", "score", "better", "reason")], ["survey_response.nps_group"], latest)

    def ping_log(self):
        pings = sorted((
            (at[:19], site, version, kind, today, accounts)
            for site, state in self.states.items() for at, version, kind, today, accounts in state.pings
        ), reverse=True)[:50]
        return self.tile("The last 50 pings", ["pings.received_time", "pings.site_id"], [
            "pings.version", "pings.deploy_type", "pings.unique_users_today", "pings.total_user_accounts"],
            {ping[:2]: ping[2:] for ping in pings})


def yes(value):
    return "Yes" if value else "No"


def day_of(moment):
    return str(datetime.datetime.fromtimestamp(moment, datetime.timezone.utc).date())
