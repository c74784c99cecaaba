#!/usr/bin/env python3
"""Checks the clean tables of people (visits, activation, retention, downloads, successful searches, desktop apps) against
figures worked out in plain Python from the events and pings in a warehouse. No SQL model is involved in what is expected.

    visitors.py WAREHOUSE   exit code 1 and a list of differences if anything is off
"""

import collections
import datetime
import json
import sys

from received import NO_ACTIVITY
from warehouse_file import WarehouseFile

QUALIFYING = {
    "SearchSubmitted", "SearchResultsFetched", "CodeMonitorEmailLinkClicked", "SavedSearchNotificationSent",
    "SavedSearchEmailClicked", "ViewBlob", "ViewRepository", "ViewTree", "ViewSearchNotebookPage", "hover",
}
FOUND = {"CodeCopied", "goToDefinition", "findReferences", "ViewCommits", "GoToCodeHostClicked"}
SEARCHES = {"SearchSubmitted", "SearchResultsFetched", "SearchResultClicked"}
FORTNIGHT = 14 * 86_400_000


class Event:
    def __init__(self, row, person):
        properties = json.loads(row["event_properties"])
        self.time, self.name, self.person = row["time"], row["name"], person
        self.site = (json.loads(row["groups"] or "{}").get("instance") or [None])[0]
        self.client, self.kind = properties.get("source"), properties.get("kind")
        self.referrer = properties.get("referrer")
        self.utm = tuple(properties.get(f"utm_{part}") for part in ("source", "medium", "campaign"))
        self.is_page_view = self.name.startswith("View") or self.name == "PageViewed"
        self.session = row["device_id"], row["session_id"]
        self.is_teammate = json.loads(row["user_properties"]).get("teammate") is True
        self.day = datetime.date(1970, 1, 1) + datetime.timedelta(days=self.time // 86_400_000)


def events(file):
    """All events of the company in the order of time; whoever signs in was the same person on the device before."""
    rows = list(file.rows("""
        SELECT epoch_ms(e.event_time) AS time, t.name, e.user_id, e.device_id, e.session_id,
            CAST(e.groups AS VARCHAR) AS groups, CAST(e.event_properties AS VARCHAR) AS event_properties,
            CAST(e.user_properties AS VARCHAR) AS user_properties
        FROM main.events AS e JOIN main.event_types AS t ON t.ev = e.ev
        WHERE e.project_id = 1 AND NOT e.is_system
        ORDER BY e.event_time, e.event_uuid"""))
    users = {row["device_id"]: row["user_id"] for row in rows if row["user_id"]}
    return [Event(row, row["user_id"] or users.get(row["device_id"]) or ("device", row["device_id"])) for row in rows]


def sunday(day):
    return day - datetime.timedelta(days=(day.weekday() + 1) % 7)


class Figures:
    """By name: {key: value}."""

    def __init__(self, file):
        self.everything = everything = events(file)
        self.own = {row["site_id"] for row in file.rows("SELECT site_id FROM raw.own_instances")}
        self.last_day = max(event.day for event in everything)
        self.people = collections.defaultdict(list)
        for event in everything:
            if event.site is None or event.site in self.own:
                self.people[event.person].append(event)
        self.figures = {
            "visitors by day": self.visitors(), "sign-ups and activations by week": self.activations(),
            "funnel": self.funnel(), "retention": self.retention(), "people by month": self.months(),
            "downloads": self.downloads(), "searches by day": self.searches(everything), "apps by day": apps(file),
            "retained apps": retained_apps(file),
        }

    def is_extension_only(self, events):
        return all(event.client == "CODEHOSTINTEGRATION" for event in events)

    def visitors(self):
        """Visitors, new ones, active ones, page views and sessions of each day."""
        counts = collections.defaultdict(lambda: [0, 0, 0, 0, 0])
        for events in self.people.values():
            if self.is_extension_only(events):
                continue
            by_day = collections.defaultdict(list)
            for event in events:
                by_day[event.day].append(event)
            for day, found in by_day.items():
                views = sum(event.name.startswith("View") or event.name == "PageViewed" for event in found)
                for place, value in enumerate((
                    1, day == events[0].day, any(event.name in QUALIFYING for event in found), views,
                    len({event.session for event in found}),
                )):
                    counts[str(day)][place] += value
        return {key: tuple(values) for key, values in counts.items()}

    def moments(self, events):
        """When somebody signed up, connected a code host, searched and saw results the third time; None if not."""
        times = collections.defaultdict(list)
        for event in events:
            times[event.name].append(event.time)

        def nth(name, number):
            return times[name][number - 1] if len(times[name]) >= number else None

        return (
            nth("SignupCompleted", 1), nth("CodeHostConnected", 1), nth("SearchSubmitted", 3),
            nth("SearchResultsFetched", 3),
        )

    def activations(self):
        counts = collections.defaultdict(lambda: [0, 0, 0])
        for events in self.people.values():
            moments = self.moments(events)
            if moments[0] is None:
                continue
            day = datetime.date(1970, 1, 1) + datetime.timedelta(days=moments[0] // 86_400_000)
            activated = None if None in moments else max(moments)
            week = counts[str(sunday(day))]
            week[0] += 1
            week[1] += activated is not None
            week[2] += activated is not None and activated <= moments[0] + FORTNIGHT
        return {key: tuple(values) for key, values in counts.items()}

    def funnel(self):
        """People who reached each step, by the week of the first visit."""
        counts = collections.Counter()
        for events in self.people.values():
            if self.is_extension_only(events):
                continue
            week = str(sunday(events[0].day))
            for step in range(1, self.reached(events) + 1):
                counts[week, step] += 1
        return {key: count for key, count in counts.items()}

    def reached(self, events):
        """The last step that somebody reached, walking through the events of the first fortnight in their order."""
        step, searches, results = 1, 0, 0
        for event in events:
            if event.time > events[0].time + FORTNIGHT:
                break
            if step == 1 and event.name in QUALIFYING:
                step = 2
            if step == 2 and event.name == "SignupCompleted":
                step = 3
            if step == 3 and event.name == "CodeHostConnected":
                step = 4
            if step >= 4:
                searches += event.name == "SearchSubmitted"
                results += event.name == "SearchResultsFetched"
                step = max(step, 4 + (searches >= 1) + (searches >= 3) + (searches >= 3 and results >= 3))
        return step

    def active_days(self, events):
        return sorted({event.day for event in events if event.name in QUALIFYING})

    def first_action(self, events):
        first = next(event for event in events if event.name in QUALIFYING)
        if first.client in ("CODEHOSTINTEGRATION", "IDEEXTENSION"):
            return "Extension"
        return "Search" if first.name in SEARCHES else "Navigation"

    def active_people(self):
        for events in self.people.values():
            days = self.active_days(events)
            if days and not any(event.is_teammate for event in events):
                yield events, days

    def retention(self):
        """(week, first action, weeks since): people who came back, of those in the cohort."""
        sizes, came = collections.Counter(), collections.Counter()
        for events, days in self.active_people():
            cohort = str(sunday(days[0])), self.first_action(events)
            sizes[cohort] += 1
            for weeks in {(day - days[0]).days // 7 for day in days}:
                if weeks < 12:
                    came[(*cohort, weeks)] += 1
        found = {}
        for (week, action), size in sizes.items():
            for weeks in range(12):
                if datetime.date.fromisoformat(week) + datetime.timedelta(days=weeks * 7) <= self.last_day:
                    found[week, action, weeks] = (size, came[week, action, weeks])
        return found

    def months(self):
        counts = collections.Counter()
        last = self.last_day.year * 12 + self.last_day.month - 1
        for _, days in self.active_people():
            months = sorted({day.year * 12 + day.month - 1 for day in days})
            for month in months:
                status = "New" if month == months[0] else "Retained" if month - 1 in months else "Resurrected"
                counts[f"{month // 12:04}-{month % 12 + 1:02}-01", status] += 1
                if month + 1 not in months and month < last:
                    after = month + 1
                    counts[f"{after // 12:04}-{after % 12 + 1:02}-01", "Churned"] += 1
        return dict(counts)

    def downloads(self):
        counts = collections.defaultdict(lambda: [0, set()])
        for person, events in self.people.items():
            for event in events:
                if event.name in ("AppDownloadClicked", "AppInstallCommandCopied"):
                    entry = counts[str(event.day), event.kind]
                    entry[0] += 1
                    entry[1].add(person)
        return {key: (count, len(people)) for key, (count, people) in counts.items()}

    def searches(self, everything):
        """Searches, those with a click on a result, and those after which something was found, by instance and day."""
        sessions = collections.defaultdict(list)
        for event in everything:
            if event.site is not None:
                sessions[event.session].append(event)
        counts = collections.defaultdict(lambda: [0, 0, 0])
        for found in sessions.values():
            current, clicked, successful = None, False, False
            for event in [*found, None]:
                if event is None or event.name == "SearchSubmitted":
                    if current:
                        for place, value in enumerate((1, clicked, successful)):
                            counts[current.site, str(current.day)][place] += value
                    current, clicked, successful = event, False, False
                else:
                    clicked |= event.name == "SearchResultClicked"
                    successful |= event.name in FOUND
        return {key: tuple(values) for key, values in counts.items()}


def app_pings(file):
    """{site: {day: (used, repositories)}} of desktop apps."""
    found = collections.defaultdict(dict)
    for row in file.rows("SELECT CAST(received_at AS VARCHAR) AS at, body FROM raw.pings ORDER BY seq"):
        body = json.loads(row["body"])
        if body.get("deployType") == "app":
            used, _ = found[body["site"]].get(row["at"][:10], (False, 0))
            found[body["site"]][row["at"][:10]] = used or body.get("activeToday", False), body.get("totalRepos", 0)
    return found


def apps(file):
    """Apps that pinged, and those that were used, by day."""
    counts = collections.defaultdict(lambda: [0, 0])
    for days in app_pings(file).values():
        for day, (used, _) in days.items():
            counts[day][0] += 1
            counts[day][1] += used
    return {key: tuple(values) for key, values in counts.items()}


def retained_apps(file):
    """(installed, retained, repositories now) by the day of installation."""
    counts = collections.defaultdict(lambda: [0, 0, 0])
    for days in app_pings(file).values():
        first = datetime.date.fromisoformat(min(days))
        used = [days.get(str(first + datetime.timedelta(days=number)), (False, 0))[0] for number in (1, 7)]
        for place, value in enumerate((1, all(used), days[max(days)][1])):
            counts[str(first)][place] += value
    return {key: tuple(values) for key, values in counts.items()}


SELECTS = {
    "visitors by day": """
        SELECT CAST(day AS VARCHAR) AS k1, count(*) AS v1, count(*) FILTER (WHERE is_new) AS v2,
            count(*) FILTER (WHERE is_active) AS v3, sum(page_views)::BIGINT AS v4, sum(sessions)::BIGINT AS v5
        FROM clean.visitor_day WHERE NOT is_extension_only GROUP BY ALL""",
    "sign-ups and activations by week": """
        SELECT CAST(signed_up_week AS VARCHAR) AS k1, count(*) AS v1, count(*) FILTER (WHERE is_activated) AS v2,
            count(*) FILTER (WHERE is_activated_14_days) AS v3
        FROM clean.visitor WHERE signed_up_at IS NOT NULL GROUP BY ALL""",
    "funnel": """
        SELECT CAST(first_week AS VARCHAR) AS k1, step_number AS k2, people AS v1
        FROM clean.visitor_funnel_week WHERE people > 0""",
    "retention": """
        SELECT CAST(cohort_week AS VARCHAR) AS k1, first_action AS k2, weeks_since AS k3, cohort_size AS v1, retained AS v2
        FROM clean.visitor_retention""",
    "people by month": "SELECT CAST(month AS VARCHAR) AS k1, status AS k2, people AS v1 FROM clean.active_user_month",
    "downloads": """
        SELECT CAST(day AS VARCHAR) AS k1, kind AS k2, count(*) AS v1, count(DISTINCT person) AS v2
        FROM clean.download GROUP BY ALL""",
    "searches by day": """
        SELECT site_id AS k1, CAST(day AS VARCHAR) AS k2, searches AS v1, clicked_searches AS v2, successful_searches AS v3
        FROM clean.search_success_day""",
    "apps by day": """
        SELECT CAST(day AS VARCHAR) AS k1, count(*) AS v1, count(*) FILTER (WHERE is_active) AS v2
        FROM clean.app_day GROUP BY ALL""",
    "retained apps": """
        SELECT CAST(installed_on AS VARCHAR) AS k1, count(*) AS v1, count(*) FILTER (WHERE is_retained) AS v2,
            sum(repositories)::BIGINT AS v3
        FROM clean.app_install GROUP BY ALL""",
}


def clean_figures(file):
    """The same figures as the clean tables have them."""
    found = {}
    for name, select in SELECTS.items():
        found[name] = {}
        for row in file.rows(select):
            keys = tuple(value for column, value in row.items() if column.startswith("k"))
            values = tuple(value for column, value in row.items() if column.startswith("v"))
            found[name][keys if len(keys) > 1 else keys[0]] = values if len(values) > 1 else values[0]
    return found


def differences(expected, found):
    """All differences, as sentences."""
    problems = []
    for name, wanted in expected.items():
        if not wanted:
            problems.append(f"{name}: nothing is expected, so nothing was checked")
        for key in sorted(wanted.keys() | found[name].keys(), key=str):
            if wanted.get(key) != found[name].get(key):
                problems.append(f"{name} {key}: expected {wanted.get(key)}, found {found[name].get(key)}")
    return problems


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with WarehouseFile(sys.argv[1]) as file:
        expected = Figures(file).figures
        problems = differences(expected, clean_figures(file))
    for problem in problems[:50]:
        print(problem)
    if problems:
        sys.exit(f"{len(problems)} figures differ")
    print(f"{sum(map(len, expected.values()))} figures are right")


if __name__ == "__main__":
    main()
