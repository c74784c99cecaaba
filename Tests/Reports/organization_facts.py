"""What the dashboard of organisations on cloud has to show, in plain Python from the extracts of the production
database and the events. No SQL model and no LookML is involved."""

import collections
import datetime

from feature_facts import ratio
from received import NO_ACTIVITY

STEPS = ["Created", "Invited", "Joined", "Code host connected", "Repositories added", "Two or more active"]
HOSTS = {
    "GITHUB": "GitHub", "GITLAB": "GitLab", "BITBUCKETCLOUD": "Bitbucket Cloud", "BITBUCKETSERVER": "Bitbucket Server",
}
WEEK = datetime.timedelta(days=7)


def week_of(day):
    """The Sunday of an ISO day's week, as ISO."""
    date = datetime.date.fromisoformat(day[:10])
    return str(date - datetime.timedelta(days=(date.weekday() + 1) % 7))


class Organization:
    def __init__(self, row):
        self.id, self.name = row["id"], row["name"]
        self.created, self.deleted = row["created_at"][:10], (row["deleted_at"] or "")[:10] or None
        self.members, self.sent, self.accepted, self.hosts, self.repositories = [], [], [], [], []
        # (day, user): searches
        self.activity = collections.defaultdict(int)

    def steps(self):
        """How many of the steps were taken, each after all before it."""
        taken = [self.sent, self.accepted, self.hosts, self.repositories, len(self.users()) >= 2]
        return next((place for place, done in enumerate(taken) if not done), len(taken))

    def users(self, since=""):
        return {user for day, user in self.activity if day > since}

    def repositories_now(self):
        return sum(row["deleted_at"] is None for row in self.repositories)


class OrganizationFacts:
    def __init__(self, file):
        def rows(table):
            return file.rows(f"SELECT * FROM raw.production_{table}")

        self.all = {row["id"]: Organization(row) for row in rows("organization")}
        (last,) = file.rows("SELECT CAST(max(_synced_at) AS VARCHAR) AS at FROM raw.production_organization")
        self.as_of = last["at"][:10]
        joined, service = collections.defaultdict(list), {}
        for row in rows("organization_member"):
            self.all[row["organization_id"]].members.append(row)
            joined[row["user_id"]].append((row["organization_id"], row["created_at"][:10]))
        for row in rows("organization_invitation"):
            of = self.all[row["organization_id"]]
            of.sent.append(row)
            if row["is_accepted"]:
                of.accepted.append(row)
        for row in rows("external_service"):
            service[row["id"]] = row["organization_id"]
            self.all[row["organization_id"]].hosts.append(row)
        for row in rows("repository"):
            self.all[service[row["external_service_id"]]].repositories.append(row)
        for row in file.rows(
            "SELECT CAST(e.day AS VARCHAR) AS day, e.user_id, t.name FROM main.events AS e "
            "JOIN main.event_types AS t ON t.ev = e.ev WHERE e.project_id = 1 AND e.user_id IS NOT NULL "
            "AND NOT e.is_system "
            "AND json_extract_string(e.groups, '$.instance[0]') IN (SELECT site_id FROM raw.own_instances)"
        ):
            if row["name"] in NO_ACTIVITY:
                continue
            for id, since in joined.get(row["user_id"], []):
                of = self.all[id]
                if since <= row["day"] and (not of.deleted or row["day"] <= of.deleted):
                    of.activity[row["day"], row["user_id"]] += row["name"] == "SearchSubmitted"

    def figures(self, periods):
        start, end = periods.twelve_weeks_ago
        O, W, F, H = "organization.", "organization_week.", "organization_funnel.", "organization_code_host."
        now = [of for of in self.all.values() if not of.deleted]
        weeks = {week: self.week(week) for week in every_week(start, end)}
        hosts = collections.Counter(
            HOSTS[row["kind"]] for of in now for row in of.hosts if row["deleted_at"] is None)
        month_ago = str(datetime.date.fromisoformat(self.as_of) - datetime.timedelta(days=28))
        week = [W + "activity_week"]
        return [
            ("Organisations", [], [O + "count"], {(): (len(now),)}),
            ("Active organisations, last week", [], [W + "active_organizations"], {
                (): (self.week(periods.last_week[0])["active"],)}),
            ("Members", [], [O + "total_members"], {(): (sum(len(of.members) for of in now),)}),
            ("Repositories", [], [O + "total_repositories"], {(): (sum(of.repositories_now() for of in now),)}),
            ("New and active organisations", week, [W + "new_organizations", W + "active_organizations"], {
                (k,): (v["new"], v["active"]) for k, v in weeks.items()}),
            ("How far organisations come", [F + "step"], [F + "count"], {
                (step,): (count,) for place, step in enumerate(STEPS)
                for count in [sum(of.steps() >= place for of in now)] if count}),
            ("Organisations by members", [O + "member_range"], [O + "count"], {
                (name,): (count,) for name, count in collections.Counter(
                    member_range(len(of.members)) for of in now).items()}),
            ("Invitations", week, [W + "invitations_sent", W + "invitations_accepted"], {
                (k,): (v["sent"], v["accepted"]) for k, v in weeks.items()}),
            ("Code hosts", [H + "kind"], [H + "count"], {(kind,): (count,) for kind, count in hosts.items()}),
            ("Repositories added", week, [W + "repositories_added_public", W + "repositories_added_private"], {
                (k,): (v["public"], v["private"]) for k, v in weeks.items()}),
            ("Searches per active member", week, [W + "searches_per_active_member"], {
                (k,): (ratio(v["searches"], v["members"]),) for k, v in weeks.items()}),
            ("Weekly retention by first active week", [W + "first_active_week", W + "weeks_since_first_active"],
             [W + "retention"], self.retention()),
            ("Organisations, one by one", [O + "name"], [
                O + name for name in (
                    "members", "active_members_28d", "repositories", "searches_28d", "last_active_date",
                    "created_date")], {
                (of.name,): (
                    len(of.members), len(of.users(month_ago)), of.repositories_now(),
                    sum(count for (day, _), count in of.activity.items() if day > month_ago),
                    max((day for day, _ in of.activity), default=None), of.created,
                ) for of in now}),
        ]

    def week(self, week):
        """What happened in a week in all organisations that were there."""
        found = collections.Counter()
        for of in self.all.values():
            active = {user for day, user in of.activity if week_of(day) == week}
            found["new"] += week_of(of.created) == week
            found["active"] += bool(active)
            found["members"] += len(active)
            found["searches"] += sum(count for (day, _), count in of.activity.items() if week_of(day) == week)
            found["sent"] += sum(week_of(row["created_at"]) == week for row in of.sent)
            found["accepted"] += sum(week_of(row["responded_at"]) == week for row in of.accepted)
            for row in of.repositories:
                found["private" if row["is_private"] else "public"] += week_of(row["created_at"]) == week
        return found

    def retention(self):
        """Of the organisations whose first active week it was, the share active so many weeks later."""
        counts = collections.defaultdict(lambda: [0, 0])
        for of in self.all.values():
            active = {week_of(day) for day, _ in of.activity}
            if not active:
                continue
            last = of.deleted or self.as_of
            for number, week in enumerate(every_week(min(active), last + "~")):
                is_over = str(datetime.date.fromisoformat(week) + WEEK - datetime.timedelta(days=1)) <= self.as_of
                if number < 12 and is_over:
                    entry = counts[min(active), number]
                    entry[0] += 1
                    entry[1] += week in active
        return {key: (active / count,) for key, (count, active) in counts.items()}


def every_week(start, end):
    """The Sundays from one to before a day."""
    week = datetime.date.fromisoformat(start)
    while str(week) < end:
        yield str(week)
        week += WEEK


def member_range(count):
    if count < 2:
        return "Below 2"
    if count >= 20:
        return "20 or Above"
    return next(f"{low} to {high}" for low, high in ((2, 4), (5, 9), (10, 19)) if count <= high)
