"""What the demo's generator planted (`soundings demo --truth FILE`), as the report classes take it: the lives of the
instances, what went wrong with their pings, contracts, tickets, answers, leads and organisations. Nothing here was sent
or received; what arrives follows from the plan by the rules of `pings`, and every flaw has its rule there.
"""

import datetime
import json

from check_reports import offsets_without_ping
from instance_states import State
from organization_facts import Organization, OrganizationFacts
from received import Instance, ReceivedTruth

EPOCH = datetime.date(1970, 1, 1)
DAY = datetime.timedelta(days=1)


def date(number):
    """Of a day's number since 1970."""
    return str(EPOCH + number * DAY)


def pings(plan, flawless=False):
    """(site, time of arrival, body) of each day's ping, in order of arrival, with all that reports read in it.

    How flaws change that:
        lost, unrecorded    there is no ping
        late                it arrives at 3 o'clock on the next day, and still speaks of its own
        failed              a block is missing
        doubled             it comes once more, 41 seconds later
        noon, cloned        a ping before it has no larger counts, so that nothing changes
    """
    first = datetime.date.fromisoformat(plan["first_day"])
    found = []
    for instance in plan["instances"]:
        flaws = {} if flawless else instance["flaws"]
        missing = offsets_without_ping(flaws)
        late, doubled, failed = set(flaws.get("late", [])), set(flaws.get("doubled", [])), {}
        for offset, block in flaws.get("failed", []):
            failed.setdefault(offset, set()).add(block)
        usage = dict(instance.get("usage", []))
        for row in instance["days"]:
            offset = row[0]
            if offset in missing:
                continue
            day = first + offset * DAY
            arrival, hour = (day + DAY, 3) if offset in late else (day, 22)
            at = datetime.datetime.combine(arrival, datetime.time()) + datetime.timedelta(
                hours=hour, minutes=instance["ping_minute"],
                seconds=((arrival - EPOCH).days + instance["index"] * 7) % 60 + 41 * (offset in doubled))
            body = {"site": instance["site_id"], "version": row[5], "deployType": instance["deploy_type"]}
            if instance["hosting"] == "App":
                body |= {"totalRepos": row[8], "activeToday": row[1] > 0}
            else:
                body |= {
                    "initAdmin": instance["installer_email"], "totalUsers": row[6], "act": activity(day, row),
                    **{name: block for name, block in usage.get(offset, {}).items()
                       if name not in failed.get(offset, ())},
                }
                if not row[4]:
                    body |= {
                        "externalURL": instance["external_url"], "auth": instance["auth"], "u": row[1],
                        "extsvcs": [host for host, since in instance["code_hosts"] if since <= offset],
                    }
            found.append((str(at), instance["site_id"], body))
    found.sort(key=lambda ping: ping[:2])
    return [(site, at, body) for at, site, body in found]


def activity(day, row):
    """The people of the day, of the week from Sunday and of the month so far; only the month where telemetry is cut
    down."""
    _, daily, weekly, monthly, critical, _, _, integration, _ = row
    sunday = day - (day.weekday() + 1) % 7 * DAY
    month = {"StartTime": f"{day:%Y-%m}-01T00:00:00Z", "UserCount": monthly}
    if critical:
        return {"DAUs": [], "WAUs": [], "MAUs": [month]}
    return {
        "DAUs": [{"StartTime": f"{day}T00:00:00Z", "UserCount": daily}],
        "WAUs": [{"StartTime": f"{sunday}T00:00:00Z", "UserCount": weekly, "IntegrationUserCount": integration}],
        "MAUs": [month],
    }


def spoken_of(at, body):
    """The day that a ping speaks of."""
    days = (body.get("act") or {}).get("DAUs") or []
    return days[0]["StartTime"][:10] if days else at[:10]


class PlantedTruth(ReceivedTruth):
    """The reports' truth from the plan. `states` has what each instance would be seen in."""

    def __init__(self, plan, today=None):
        self.today = today or datetime.datetime.now(datetime.timezone.utc).date()
        self.plan, self.pings = plan, pings(plan)
        found, self.states = {}, {}
        for site, at, body in self.pings:
            found.setdefault(site, Instance(site)).take(at, body)
            self.states.setdefault(site, State()).take(at, body)
        self.pinged_until = max(instance.last_ping for instance in found.values())
        self.first_day = datetime.date.fromisoformat(plan["first_day"])
        self.end_day = datetime.date.fromisoformat(plan["end_day"])
        self.set_shown_months()
        self.record = {"releases": plan["releases"]}
        self.tables = self.planned_tables()
        self.read_licenses()
        self.instances = []
        for instance in sorted(plan["instances"], key=lambda instance: instance["site_id"]):
            if instance["site_id"] in found:
                described = {name: instance[name] for name in ("site_id", "hosting", "deploy_type", "environment")}
                # What nothing tells can't be shown.
                if "link_step" in instance:
                    described["account_id"] = instance["account_id"]
                self.instances.append((described, self.months_of(instance, found[instance["site_id"]])))
        self.accounts = {
            account["id"]: {"possible_users": 0, "tenure_start": None} | account for account in plan["accounts"]}

    def planned_tables(self):
        """Contracts and what is written down by hand, in the shape of the received tables."""
        plan = self.plan
        subscriptions, licenses = [], []
        for account in plan["accounts"]:
            for subscription in account["subscriptions"]:
                archived = subscription.get("archived")
                subscriptions.append({
                    "id": subscription["id"], "account_number": account["id"],
                    "archived_at": archived and f"{archived} 00:00:00"})
                for license in subscription["licenses"]:
                    revoked = license.get("revoked")
                    licenses.append({
                        "id": license["id"], "subscription_id": subscription["id"], "user_count": license["seats"],
                        "tags": json.dumps(license["tags"]), "license_key": None,
                        "created_at": f"{license['created']} 09:00:00", "expires_at": f"{license['expires']} 00:00:00",
                        "revoked_at": revoked and f"{revoked} 08:00:00"})
        return {
            "crm_accounts": [{"id": account["id"], "name": account["name"]} for account in plan["accounts"]],
            "subscriptions": subscriptions, "licenses": licenses,
            "instance_overrides": [
                {"site_id": instance["site_id"], "hosting_type": instance["hosting"], "changed_at": ""}
                for instance in plan["instances"] if instance["hosting_by_hand"]],
            "telemetry_overrides": [
                {"account_id": account["id"], "status": account["telemetry_by_hand"], "changed_at": ""}
                for account in plan["accounts"] if "telemetry_by_hand" in account],
        }

    def months_of(self, instance, received):
        if instance["hosting"] != "Sourcegraph.com":
            return received.finished(None)
        # The public instance is counted by its events, which none of the pings' flaws touches.
        months = received.months
        for offset, daily, _, monthly, *_ in instance["days"]:
            if daily:
                month = months[f"{self.first_day + offset * DAY:%Y-%m}"]
                # The month so far grows; what pings said of it does not count.
                month.daily.append(daily)
                month.mau = monthly
        return dict(months)

    def event_days(self):
        """The last day with something that a person did, by instance that sends events."""
        return {
            instance["site_id"]: str(self.first_day + max(row[0] for row in instance["days"] if row[1]) * DAY)
            for instance in self.plan["instances"] if instance["events"] and any(row[1] for row in instance["days"])
        }

    def bodies(self, sites=None):
        """(site, day that it speaks of, body) of every ping, of all instances or of some."""
        return [(site, spoken_of(at, body), body) for site, at, body in self.pings if sites is None or site in sites]

    def app_days(self):
        """{site: {day: (used, repositories, version)}} of desktop apps."""
        found = {}
        for site, at, body in self.pings:
            if body["deployType"] == "app":
                found.setdefault(site, {})[at[:10]] = body["activeToday"], body["totalRepos"], body["version"]
        return found


class PlantedOrganizations(OrganizationFacts):
    """The organisations of the plan. How often each member searched is drawn with the events and not planned."""

    def __init__(self, plan):
        self.as_of = plan["end_day"]
        self.all = {row["id"]: self.organization(row) for row in plan["organizations"]}

    @staticmethod
    def organization(row):
        found = Organization({
            "id": row["id"], "name": row["name"], "created_at": date(row["created"]),
            "deleted_at": date(row["deleted"]) if "deleted" in row else None})
        found.members = row["joined"]
        removed = {}
        for place, (kind, _, until) in enumerate(row["code_hosts"]):
            removed[place] = date(until) if until else None
            found.hosts.append({"kind": kind, "deleted_at": removed[place]})
        for sent, responded, is_accepted in row["invitations"]:
            entry = {"created_at": date(sent), "responded_at": date(responded)}
            found.sent.append(entry)
            if is_accepted:
                found.accepted.append(entry)
        for host, day, is_private in row["added"]:
            found.repositories.append(
                {"created_at": date(day), "is_private": bool(is_private), "deleted_at": removed[host]})
        for member, day in row["active"]:
            found.activity[date(day), row["joined"][member][0]] = 0
        return found


