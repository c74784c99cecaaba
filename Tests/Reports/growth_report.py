"""The dashboards of cloud growth, of organisations on cloud and of the App, and the two questions about campaigns and
referrers: what each tile has to show, worked out in plain Python from what was received.

A figure is (title, fields of the key, fields of the values, {key: values}), keys and values as tuples.
"""

import collections
import datetime
import json
import statistics
from urllib.parse import urlsplit

from business_records import Received
from feature_facts import Periods, ratio, total
from organization_facts import OrganizationFacts
from saved_reports import differences
from visitors import FORTNIGHT, QUALIFYING, Figures, sunday

DAY = 86_400_000
STEPS = [
    "Visited", "Active", "Signed up", "Code host connected", "First search", "Three searches", "Three views of results",
]
EXTENSIONS = ("CODEHOSTINTEGRATION", "IDEEXTENSION")


class GrowthReport:
    """What the tiles have to show. `file` is the warehouse, `truth` a ReceivedTruth of it."""

    dashboards = ("440", "1701", "1702", "Look 1603", "Look 1604")

    def __init__(self, file, truth):
        self.figures_of_people = Figures(file)
        self.people = self.figures_of_people.people
        self.periods = Periods(truth.today)
        self.apps = app_days(file)
        self.last_ping_day = truth.pinged_until[:10]
        self.last_event = max(event.time for event in self.figures_of_people.everything)
        self.organizations = OrganizationFacts(file)
        self.leads = Received(file).leads()
        self.campaigns = {row["id"]: row["name"] for row in file.rows("SELECT id, name FROM raw.crm_campaign")}

    def problems(self, shown):
        """What differs from {(dashboard, title): rows}; a tile of which nothing is known differs, too."""
        found, checked = [], set()
        figures = {
            "440": self.app_pings() + self.app_people(), "1701": self.traffic() + self.activation() + self.retention(),
            "1702": self.organizations.figures(self.periods), "Look 1603": self.leads_by_campaign(),
            "Look 1604": self.referrers(),
        }
        for dashboard, tiles in figures.items():
            for title, keys, values, expected in tiles:
                checked.add((dashboard, title))
                name = f"{dashboard} {title}"
                rows = shown.get((dashboard, title))
                found += [f"{name}: is not there"] if rows is None else differences(name, rows, keys, values, expected)
        return found + [f"{key[0]} {key[1]}: nothing is known of it" for key in sorted(shown.keys() - checked)]

    # The App

    def app_people(self):
        """Who came for the App, by the events."""
        start, end = self.periods.days_90
        W = "download."
        downloads = [
            (event, person) for person, events in self.people.items() for event in events
            if event.name in ("AppDownloadClicked", "AppInstallCommandCopied") and start <= str(event.day) < end]
        by_kind = collections.defaultdict(set)
        for event, person in downloads:
            by_kind[str(sunday(event.day)), event.kind].add(person)
        return [
            ("App downloaders", [], [W + "downloaders"], {(): (len({person for _, person in downloads}),)}),
            ("App downloaders by kind", [W + "downloaded_week", W + "kind"], [W + "downloaders"], {
                key: (len(people),) for key, people in by_kind.items()}),
            ("Visitors", ["visitor_day.activity_week"], ["visitor_day.visitors"], {
                key: (len(people),) for key, people in self.visitors(
                    start, end, lambda day, events, first: [(str(sunday(day)),)]).items()}),
        ]

    def app_pings(self):
        """How the App is used, by its pings."""
        start, end = self.periods.days_90
        D, I = "app_day.", "app_install."
        days, releases = collections.defaultdict(lambda: [0, 0]), collections.defaultdict(set)
        installs = collections.defaultdict(lambda: [0, 0, 0])
        for site, pings in self.apps.items():
            for day, (used, _, version) in pings.items():
                if start <= day < end:
                    days[day][0] += 1
                    days[day][1] += used
                    releases[version.partition("+")[0]].add(site)
            first = min(pings)
            if start <= first < end:
                entry = installs[first[:7]]
                entry[0] += 1
                if after(first, 7) <= self.last_ping_day:
                    entry[1] += 1
                    entry[2] += all(pings.get(after(first, n), (False,))[0] for n in (1, 7))
        known, kept = (sum(entry[place] for entry in installs.values()) for place in (1, 2))
        return [
            ("DAU (average)", [], [D + "average_dau"], {(): (sum(u for _, u in days.values()) / len(days),)}),
            ("Total repos", [], [I + "repositories"], {
                (): (sum(pings[max(pings)][1] for pings in self.apps.values()),)}),
            ("Retention on day 7", [], [I + "retention"], {(): (ratio(kept, known),)}),
            ("DAU", [D + "activity_date"], [D + "active_installations", D + "installations"], {
                (day,): (used, count) for day, (count, used) in days.items()}),
            ("% active apps", [D + "activity_date"], [D + "active_share"], {
                (day,): (used / count,) for day, (count, used) in days.items()}),
            ("Retention on day 7 by month of installation", [I + "installed_month"], [I + "count", I + "retention"], {
                (month,): (count, ratio(kept, known)) for month, (count, known, kept) in installs.items()}),
            ("Installations by version", [D + "release"], [D + "installations"], sizes({
                (name,): sites for name, sites in releases.items()})),
        ]

    # Traffic

    def person_days(self, start, end):
        """(person, day, events of the day, first day) of people who are no teammates."""
        for person, events in self.people.items():
            if any(event.is_teammate for event in events):
                continue
            days = collections.defaultdict(list)
            for event in events:
                days[event.day].append(event)
            for day, of_day in days.items():
                if start <= str(day) < end:
                    yield person, day, of_day, events[0].day

    def visitors(self, start, end, keys):
        """{key: people}, of people who do more than use an extension."""
        found = collections.defaultdict(set)
        for person, day, of_day, first in self.person_days(start, end):
            if not self.figures_of_people.is_extension_only(self.people[person]):
                for key in keys(day, of_day, first):
                    found[key].add(person)
        return found

    def active(self, start, end, key):
        """{key: (active people, active people of a day on average)}"""
        people, days, active_days = collections.defaultdict(set), collections.defaultdict(set), collections.Counter()
        for person, day, of_day, _ in self.person_days(start, end):
            days[key(day)].add(day)
            if any(event.name in QUALIFYING for event in of_day):
                people[key(day)].add(person)
                active_days[key(day)] += 1
        return {k: (len(people[k]), active_days[k] / len(days[k])) for k in days}

    def traffic(self):
        start, end = self.periods.twelve_weeks
        V, S = "visitor_day.", "session."
        kinds = self.visitors(start, end, lambda day, events, first: [
            (str(sunday(day)), "New" if first >= sunday(day) else "Returning")])
        referrers = self.visitors(start, end, lambda day, events, first: [(site_of(earliest(events, "referrer")),)])
        campaigns = self.visitors(start, end, lambda day, events, first: [
            utm for utm in [tuple(earliest_utm(events, place) for place in range(3))] if utm[0]])
        sessions = self.sessions(lambda events: start <= str(events[0].day) < end and not any(
            event.site and event.site not in self.figures_of_people.own for event in events))
        weeks = collections.defaultdict(lambda: [0, set(), 0, 0])
        for events in sessions:
            entry = weeks[(str(sunday(events[0].day)),)]
            entry[0] += 1
            entry[1].add(events[0].person)
            entry[2] += sum(event.is_page_view for event in events)
            entry[3] += (events[-1].time - events[0].time) / 60_000
        months = self.periods.months(6, complete=True)
        by_day = self.active(start, end, lambda day: (str(day),))
        by_week = self.active(start, end, lambda day: (str(sunday(day)),))
        by_month = self.active(*months, lambda day: (str(day)[:7],))
        week = [S + "started_week"]
        return [
            ("Visitors, new and returning", [V + "activity_week", V + "visitor_kind"], [V + "visitors"], sizes(kinds)),
            ("Sessions, and sessions per visitor", week, [S + "count", S + "sessions_per_visitor"], {
                k: (v[0], v[0] / len(v[1])) for k, v in weeks.items()}),
            ("Page views per session, and session length", week, [S + "page_views_per_session", S + "mean_minutes"], {
                k: (v[2] / v[0], v[3] / v[0]) for k, v in weeks.items()}),
            ("Visitors by session referrer", [V + "referrer"], [V + "visitors"], sizes(referrers)),
            ("Visitors by UTM", [V + "utm_source", V + "utm_medium", V + "utm_campaign"], [V + "visitors"],
             sizes(campaigns)),
            ("Active users by day", [V + "activity_date"], [V + "active_users"], {
                k: v[:1] for k, v in by_day.items()}),
            *((title, [V + field], [V + "active_users", V + "dau_per_active"], {
                k: (people, ratio(daily, people)) for k, (people, daily) in found.items()})
              for title, field, found in (
                  ("WAU and DAU/WAU", "activity_week", by_week), ("MAU and DAU/MAU", "activity_month", by_month))),
        ]

    def sessions(self, condition):
        """The events of each session of people who are no teammates and use more than an extension in it."""
        found = collections.defaultdict(list)
        for event in self.figures_of_people.everything:
            found[event.session].append(event)
        return [
            events for events in found.values()
            if not any(event.is_teammate for event in events)
            and not all(event.client in EXTENSIONS for event in events) and condition(events)]

    # Activation and retention

    def activation(self):
        start, end = self.periods.twelve_weeks
        P = "visitor."
        week = [P + "signed_up_week"]
        weeks = collections.defaultdict(lambda: [0, 0, 0, []])
        for events in self.people.values():
            moments = self.figures_of_people.moments(events)
            if moments[0] is None or any(event.is_teammate for event in events):
                continue
            day = datetime.date(1970, 1, 1) + datetime.timedelta(days=moments[0] // DAY)
            if not start <= str(day) < end:
                continue
            activated = None if None in moments else max(moments)
            entry = weeks[(str(sunday(day)),)]
            entry[0] += 1
            if moments[0] + FORTNIGHT <= self.last_event:
                entry[1] += 1
                entry[2] += activated is not None and activated <= moments[0] + FORTNIGHT
            if activated is not None:
                entry[3].append((activated // 1000 - moments[0] // 1000) / 86_400)
        visits = [
            events[0] for events in self.people.values() if not self.figures_of_people.is_extension_only(events)]
        complete = {
            str(week) for week in {sunday(first.day) for first in visits}
            if all(first.time + FORTNIGHT <= self.last_event for first in visits if sunday(first.day) == week)}
        funnel = collections.Counter({(name,): 0 for name in STEPS})
        for (week_of, step), count in self.figures_of_people.figures["funnel"].items():
            if week_of in complete and start <= week_of < end:
                funnel[STEPS[step - 1],] += count
        return [
            ("Sign-ups", week, [P + "sign_ups"], {k: v[:1] for k, v in weeks.items()}),
            ("Funnel of the people who first came in these weeks", ["visitor_funnel_week.step"],
             ["visitor_funnel_week.people"], {k: (v,) for k, v in funnel.items()}),
            ("Activation rate", week, [P + "activation_rate"], {
                k: (v[2] / v[1],) for k, v in weeks.items() if v[1]}),
            ("Days to activation (median)", week, [P + "median_days_to_activation"], {
                k: (statistics.median(v[3]),) for k, v in weeks.items() if v[3]}),
        ]

    def retention(self):
        start, end = self.periods.twelve_weeks
        R, U = "visitor_retention.", "active_user_month."
        last_day = self.figures_of_people.last_day
        rows = [
            (key, (size, came)) for key, (size, came) in self.figures_of_people.figures["retention"].items()
            if start <= key[0] < end and after(key[0], 6 + key[2] * 7 + 6) <= str(last_day)]
        cohorts = total(rows, lambda k: (k[0], k[2]), 2)
        actions = total(rows, lambda k: (k[2], k[1]), 2)
        months = self.periods.months(6, complete=True)
        return [
            ("Weekly retention of new active users", [R + "cohort_week", R + "weeks_since"], [R + "retention"], {
                k: (v[1] / v[0],) for k, v in cohorts.items()}),
            ("Week-1 and week-4 retention", [R + "cohort_week", R + "weeks_since"], [R + "retention"], {
                k: (v[1] / v[0],) for k, v in cohorts.items() if k[1] in (1, 4)}),
            ("Active users gained, kept and lost", [U + "activity_month", U + "status"], [U + "change"], {
                (month[:7], status): (-count if status == "Churned" else count,)
                for (month, status), count in self.figures_of_people.figures["people by month"].items()
                if months[0] <= month < months[1]}),
            ("Retention by first action", [R + "weeks_since", R + "first_action"], [R + "retention"], {
                k: (v[1] / v[0],) for k, v in actions.items()}),
        ]

    # Questions

    def leads_by_campaign(self):
        start, end = self.periods.months(12)
        counts = collections.defaultdict(lambda: [0, 0])
        for lead in self.leads:
            created = str(datetime.date(1970, 1, 1) + datetime.timedelta(days=int(lead["created"]) // 86_400))
            if lead["campaign"] and start <= created < end:
                entry = counts[self.campaigns[lead["campaign"]],]
                entry[0] += 1
                entry[1] += bool(lead["converted"])
        return [("", ["lead.campaign"], ["lead.count", "lead.converted"], {k: tuple(v) for k, v in counts.items()})]

    def referrers(self):
        start, end = self.periods.days_90
        first = {}
        for event in self.figures_of_people.everything:
            first.setdefault(event.person, event.day)
        found = collections.defaultdict(lambda: [0, set(), set()])
        for events in self.sessions(lambda events: start <= str(events[0].day) < end and all(
                event.site in self.figures_of_people.own for event in events)):
            site = site_of(earliest(events, "referrer"))
            if site != "Direct" and not site.endswith("sourcegraph.com"):
                entry = found[(site,)]
                entry[0] += 1
                entry[1].add(events[0].person)
                if first[events[0].person] == events[0].day:
                    entry[2].add(events[0].person)
        return [("", ["session.referrer"], ["session.count", "session.visitors", "session.new_visitors"], {
            k: (v[0], len(v[1]), len(v[2])) for k, v in found.items()})]


def after(day, days):
    return str(datetime.date.fromisoformat(day) + datetime.timedelta(days=days))


def sizes(sets):
    return {key: (len(people),) for key, people in sets.items()}


def earliest(events, name):
    return next((getattr(event, name) for event in events if getattr(event, name)), None)


def earliest_utm(events, place):
    return next((event.utm[place] for event in events if event.utm[place]), None)


def site_of(address):
    return "Direct" if address is None else (urlsplit(address).hostname or "").removeprefix("www.")


def app_days(file):
    """{site: {day: (used, repositories, version)}} of desktop apps; the last ping of a day counts."""
    found = collections.defaultdict(dict)
    for row in file.rows("SELECT CAST(received_at AS VARCHAR) AS at, body FROM raw.pings ORDER BY seq"):
        body = json.loads(row["body"])
        if body.get("deployType") == "app":
            day = row["at"][:10]
            used = found[body["site"]].get(day, (False,))[0] or body.get("activeToday", False)
            found[body["site"]][day] = used, body.get("totalRepos", 0), body["version"]
    return found


def shown(saved):
    """What a running server shows, from SavedReports: {(dashboard, title): rows}."""
    found = {}
    for dashboard in GrowthReport.dashboards:
        if dashboard.startswith("Look "):
            found[dashboard, ""] = saved.look(dashboard.removeprefix("Look "))
        else:
            found |= {(dashboard, title): saved.tile(dashboard, title) for title in saved.titles(dashboard)}
    return found
