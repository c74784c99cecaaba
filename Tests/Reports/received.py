"""What the reports have to show, worked out in plain Python from what was received: the bodies of the pings, the
events, and the tables of the CRM and the licence pages. No SQL model and no LookML is involved.
"""

import base64
import collections
import datetime
import json
import re
from urllib.parse import urlsplit

from check_reports import InstanceMonth, Truth

# Signing in and out is no activity.
NO_ACTIVITY = {
    "ViewSignIn", "ViewSignUp", "SignOutAttempted", "SignOutFailed", "SignOutSucceeded", "SignInAttempted",
    "SignInFailed", "SignInSucceeded", "PasswordResetRequested", "PasswordRandomized", "PasswordChanged",
    "EmailVerified", "ExternalAuthSignupFailed", "ExternalAuthSignupSucceeded",
    "CodyVSCodeExtension:CodySavedLogin:executed",
}
TABLES = [
    "crm_accounts", "crm_opportunities", "subscriptions", "licenses", "releases", "instance_overrides",
    "telemetry_overrides", "own_instances",
]


class Source:
    """The raw tables of an open warehouse file."""

    def __init__(self, file):
        self.file = file

    def pings(self):
        """(time of arrival, body) in order of arrival."""
        for row in self.file.rows("SELECT CAST(received_at AS VARCHAR) AS at, body FROM raw.pings ORDER BY seq"):
            yield row["at"], json.loads(row["body"])

    def events(self):
        """(day, instance, user, device, name), each combination once. A system event is none that a person made."""
        select = """
            SELECT DISTINCT
                CAST(e.day AS VARCHAR) AS day, CAST(e.groups AS VARCHAR) AS groups, e.user_id, e.device_id, t.name
            FROM main.events AS e JOIN main.event_types AS t ON t.ev = e.ev AND t.project_id = e.project_id
            WHERE e.project_id = 1 AND NOT e.is_system
            """
        for row in self.file.rows(select):
            instances = json.loads(row["groups"] or "{}").get("instance") or [None]
            yield row["day"], instances[0], row["user_id"], row["device_id"], row["name"]

    def table(self, name):
        columns = ", ".join(f"CAST({column} AS VARCHAR) AS {column}" for column in COLUMNS[name])
        return list(self.file.rows(f"SELECT {columns} FROM raw.{name}"))


COLUMNS = {
    "crm_accounts": [
        "id", "name", "slug", "type", "instance_domain", "first_contract_start", "unlimited_deal",
        "total_addressable_users",
    ],
    "crm_opportunities": ["id", "account_id", "stage"],
    "subscriptions": ["id", "account_number", "archived_at"],
    "licenses": [
        "id", "subscription_id", "license_key", "tags", "user_count", "created_at", "expires_at", "revoked_at",
    ],
    "releases": ["family", "version", "released_on"],
    "instance_overrides": ["site_id", "account_id", "hosting_type", "environment", "changed_at"],
    "telemetry_overrides": ["account_id", "status", "changed_at"],
    "own_instances": ["site_id"],
}


class Instance:
    """What all pings of one site id say, together."""

    def __init__(self, site_id):
        self.site_id = site_id
        self.months = collections.defaultdict(InstanceMonth)
        self.daily = {}
        self.used_apps = {}
        self.last_ping = self.license_key = self.host = None
        self.version = self.deploy_type = None

    def take(self, at, body):
        """Pings come in order, so what is kept is what the latest one says."""
        self.last_ping = at
        self.version, self.deploy_type = body["version"], body.get("deployType", "")
        self.license_key = body.get("LicenseKey") or self.license_key
        self.host = urlsplit(body.get("externalURL") or "").hostname or self.host
        month = self.months[at[:7]]
        month.pings += 1
        month.version, month.deploy_type = self.version, self.deploy_type
        if self.deploy_type == "app":
            self.used_apps[at[:10]] = max(self.used_apps.get(at[:10], 0), int(body.get("activeToday", False)))
        activity = body.get("act") or {}
        for day in (activity.get("DAUs") or [])[:1]:
            name = day["StartTime"][:10]
            self.daily[name] = max(self.daily.get(name, 0), day["UserCount"])
        for period in (activity.get("MAUs") or [])[:1]:
            month = self.months[period["StartTime"][:7]]
            month.mau = max(month.mau or 0, period["UserCount"])

    def finished(self, people):
        """The months, by the events (day: people) where there are any of the instance's own, else by the pings."""
        if people is not None:
            of_month = collections.defaultdict(set)
            for day, who in people.items():
                self.months[day[:7]].daily.append(len(who))
                of_month[day[:7]] |= who
            for name, month in self.months.items():
                month.mau = len(of_month[name]) if name in of_month else None
        elif self.used_apps:
            for day, used in self.used_apps.items():
                self.months[day[:7]].daily.append(used)
            for month in self.months.values():
                month.mau = max(month.daily, default=None)
        else:
            for day, count in self.daily.items():
                self.months[day[:7]].daily.append(count)
        return dict(self.months)


class ReceivedTruth(Truth):
    """The reports' truth from a `Source`."""

    def __init__(self, source, today=None):
        self.today = today or datetime.datetime.now(datetime.timezone.utc).date()
        self.tables = {name: source.table(name) for name in TABLES}
        found = {}
        for at, body in source.pings():
            found.setdefault(body["site"], Instance(body["site"])).take(at, body)
        own = {row["site_id"] for row in self.tables["own_instances"]}
        people = self.people(source.events(), own)
        self.pinged_until = max(instance.last_ping for instance in found.values())
        self.first_day = datetime.date.fromisoformat(min(min(i.months) for i in found.values()) + "-01")
        self.end_day = datetime.date.fromisoformat(self.pinged_until[:10])
        self.set_shown_months()
        self.record = {"releases": self.releases()}
        self.read_licenses()
        links = Links(self)
        self.instances = []
        for site_id, instance in sorted(found.items()):
            described = links.describe(instance)
            self.instances.append((described, instance.finished(people.get(site_id))))
        self.accounts = {row["id"]: self.account(row, found) for row in self.tables["crm_accounts"]}

    @staticmethod
    def people(events, own):
        """{instance: {day: people}} of our own instances. Whoever signs in later was the same person before."""
        active = collections.defaultdict(lambda: collections.defaultdict(set))
        users_of_device = {}
        seen = []
        for day, site_id, user, device, name in events:
            if user:
                users_of_device.setdefault(device, user)
            if site_id in own and name not in NO_ACTIVITY:
                seen.append((day, site_id, user, device))
        for day, site_id, user, device in seen:
            active[site_id][day].add(user or users_of_device.get(device) or ("device", device))
        return active

    def releases(self):
        first = {}
        for row in self.tables["releases"]:
            if row["family"] == "server":
                key = tuple(map(int, row["version"].split(".")[:2]))
                first[key] = min(first.get(key, "9999"), row["released_on"])
        return [{"major": major, "minor": minor, "day": day} for (major, minor), day in first.items()]

    def read_licenses(self):
        subscriptions = {row["id"]: row for row in self.tables["subscriptions"]}
        self.licenses = collections.defaultdict(list)
        for row in sorted(self.tables["licenses"], key=lambda row: (row["created_at"], row["id"])):
            subscription = subscriptions[row["subscription_id"]]
            tags = [tag.strip() for tag in json.loads(row["tags"] or "[]")]
            plans = [tag[5:] for tag in tags if tag.startswith("plan:")]
            self.licenses[subscription["account_number"]].append(
                row | {
                    "archived_at": subscription["archived_at"], "tags": tags, "seats": int(row["user_count"]),
                    "is_free": plans[:1] in (["free-0"], ["free-1"]),
                    "is_trial": "trial" in tags or "plg-trial" in tags, "is_production": is_production(tags),
                }
            )

    def in_force(self, account_id, moment):
        """Of each subscription the newest licence at a moment, if it is still good then."""
        newest = {}
        for row in self.licenses[account_id]:
            if row["created_at"] < moment:
                newest[row["subscription_id"]] = row
        return [
            row for row in newest.values()
            if all(row[end] is None or row[end] > moment for end in ("expires_at", "revoked_at", "archived_at"))
        ]

    def account(self, row, found):
        now = f"{self.today} 00:00:00"
        good = self.in_force(row["id"], now)
        opportunities = [o for o in self.tables["crm_opportunities"] if o["account_id"] == row["id"]]
        if row["type"] == "Customer" or any(
            g["is_production"] and not g["is_trial"] and not g["is_free"] for g in good
        ):
            kind = "Customer"
        elif any(g["is_trial"] for g in good) or any(
            o["stage"] not in ("Closed Won", "Closed Lost") for o in opportunities
        ):
            kind = "Prospect"
        else:
            kind = "Free"
        seats = {}
        for name in self.shown:
            moment = f"{first_of_next_month(name)} 00:00:00"
            seats[name] = sum(
                g["seats"] for g in self.in_force(row["id"], moment) if g["is_production"] and not g["is_trial"]
            )
        override = latest(self.tables["telemetry_overrides"], "account_id", row["id"]).get("status")
        recently = str(self.end_day - datetime.timedelta(days=30)) + self.pinged_until[10:]
        speaks = any(
            found[instance["site_id"]].last_ping >= recently
            for instance, _ in self.in_production() if instance.get("account_id") == row["id"]
        )
        return {
            "id": row["id"], "type": kind, "seats": seats, "tenure_start": row["first_contract_start"],
            "unlimited": row["unlimited_deal"] == "true",
            "possible_users": int(row["total_addressable_users"] or 0),
            "telemetry": "none" if override == "No telemetry" or not (override or speaks) else "some",
        }


class Links:
    """Whose an instance is, where it runs and what for."""

    def __init__(self, truth):
        tables = truth.tables
        self.overrides = tables["instance_overrides"]
        self.own = {row["site_id"] for row in tables["own_instances"]}
        self.by_key = {row["license_key"]: account for account, rows in truth.licenses.items() for row in rows}
        self.by_opportunity = {row["id"]: row["account_id"] for row in tables["crm_opportunities"]}
        self.by_slug = {row["slug"]: row["id"] for row in tables["crm_accounts"]}
        self.by_host = {
            row["instance_domain"].lower(): row["id"] for row in tables["crm_accounts"] if row["instance_domain"]
        }

    def describe(self, instance):
        override = latest(self.overrides, "site_id", instance.site_id)
        info = license_info(instance.license_key)
        tags = info.get("t") or []
        customers = [self.by_slug.get(tag[9:]) for tag in tags if tag.startswith("customer:")]
        account = (
            override.get("account_id") or self.by_key.get(instance.license_key)
            or self.by_opportunity.get(info.get("sf_opp_id")) or next(filter(None, customers), None)
            or self.by_host.get(instance.host)
        )
        if override.get("hosting_type"):
            hosting = override["hosting_type"]
        elif instance.site_id in self.own:
            hosting = "Sourcegraph.com"
        elif (instance.host or "").endswith(".sourcegraphcloud.com"):
            hosting = "Managed instance"
        else:
            hosting = "App" if instance.deploy_type == "app" else "Self-hosted"
        by_tags = "production" if is_production(tags) and instance.version != "dev" else "other"
        described = {
            "site_id": instance.site_id, "hosting": hosting, "deploy_type": instance.deploy_type,
            "environment": override.get("environment") or by_tags,
        }
        if account:
            described["account_id"] = account
        return described


def is_production(tags):
    return not any(tag.startswith("instance:") or tag in ("dev", "internal") for tag in tags)


def latest(rows, key, value):
    """The latest row about something, with the values that were left out taken from the ones before."""
    merged = {}
    for row in sorted((row for row in rows if row[key] == value), key=lambda row: row["changed_at"]):
        merged |= {name: cell for name, cell in row.items() if cell is not None}
    return merged


def license_info(key):
    """What a licence key says: base64 for addresses around JSON whose `info` is base64 around JSON."""
    try:
        envelope = json.loads(base64.urlsafe_b64decode(key + "=" * (-len(key) % 4)))
        return json.loads(base64.b64decode(envelope["info"]))
    except (TypeError, ValueError, KeyError):
        return {}


def first_of_next_month(name):
    year, month = map(int, re.fullmatch(r"(\d{4})-(\d\d)", name).groups())
    return datetime.date(year + month // 12, month % 12 + 1, 1)
