"""What the pings of every instance say of its state, in plain Python from their bodies as they were received."""

import collections
import json

from received import Source

# The version of each dependency stands under this name in a ping.
DEPENDENCIES = {
    "PostgreSQL": "postgresVersion", "Redis cache": "redisCacheVersion", "Redis store": "redisStoreVersion",
}


class State:
    """One instance. Pings come in order of arrival, so what is kept is what the latest one says."""

    def __init__(self):
        self.first = self.last = self.version = self.deploy_type = self.external_url = self.installer = None
        self.key = None
        self.keys = {}
        self.days, self.weeks, self.integration = {}, {}, {}
        self.months = collections.defaultdict(dict)
        self.hosts, self.hosts_now, self.host_versions = {}, set(), {}
        self.sign_in, self.sign_in_now = {}, set()
        self.dependencies = {}
        self.counted = {}
        self.counted_at = None
        self.pings = collections.deque(maxlen=50)

    def take(self, at, body):
        self.first = self.first or at
        self.last, self.version, self.deploy_type = at, body["version"], body.get("deployType", "")
        self.external_url = body.get("externalURL") or None
        self.installer = body.get("initAdmin") or None
        if body.get("LicenseKey"):
            self.key = body["LicenseKey"]
            first = self.keys.get(self.key, (at,))[0]
            self.keys[self.key] = (first, at)
        self.pings.append((at, self.version, self.deploy_type, body.get("u", 0), body.get("totalUsers")))
        activity = body.get("act") or {}
        if activity.get("DAUs") or not activity.get("MAUs"):
            self.counted_at = at
        for period in (activity.get("DAUs") or [])[:1]:
            day = period["StartTime"][:10]
            self.days[day] = max(self.days.get(day, 0), period["UserCount"])
        for period in (activity.get("WAUs") or [])[:1]:
            week = period["StartTime"][:10]
            self.weeks[week] = max(self.weeks.get(week, 0), period["UserCount"])
            count = period.get("IntegrationUserCount")
            if count is not None:
                self.integration[week] = max(self.integration.get(week, 0), count)
        self.take_counts(at, body)
        self.take_surroundings(at[:10], body)

    def take_counts(self, at, body):
        """Repositories, their size and lines: of the latest ping that told them, and of each month's."""
        usage, own = body.get("newCodeIntelUsage") or {}, body.get("ownUsage") or {}
        repositories = usage.get("NumRepositories", (own.get("repos_count") or {}).get("total"))
        sizes = body.get("repositories")
        sizes = sizes if isinstance(sizes, dict) else {}
        counts = {
            "accounts": body.get("totalUsers"), "repositories": repositories, "bytes": sizes.get("GitDirBytes"),
            "lines": sizes.get("NewLinesCount"),
        }
        for name, count in counts.items():
            if count is not None:
                self.months[at[:7]][name] = self.counted[name] = count

    def take_surroundings(self, day, body):
        """Code hosts, ways to sign in, databases."""
        for now, seen, listed in (
            (self.hosts_now, self.hosts, body.get("extsvcs")), (self.sign_in_now, self.sign_in, body.get("auth")),
        ):
            if listed:
                now.clear()
                now.update(listed)
                for name in listed:
                    seen[name] = (seen.get(name, (day,))[0], day)
        for host in body.get("codeHostVersions") or []:
            if host["version"]:
                self.host_versions[host["external_service_kind"]] = host["version"]
        versions = body.get("dependencyVersions") or {}
        for name, key in DEPENDENCIES.items():
            if versions.get(key):
                seen = self.dependencies.setdefault(name, {})
                seen[versions[key]] = (seen.get(versions[key], (day,))[0], day)
                # The one seen last counts.
                seen["now"] = versions[key]


class ObservedSource(Source):
    """A `Source` that keeps the states of the instances when its pings are read."""

    def __init__(self, file):
        super().__init__(file)
        self.states = {}

    def pings(self):
        for at, body in super().pings():
            self.states.setdefault(body["site"], State()).take(at, body)
            yield at, body


def bodies_of(file, sites):
    """(site, day that it speaks of, body) of every ping of some instances."""
    listed = ", ".join(f"'{site}'" for site in sites)
    for row in file.rows(
        "SELECT CAST(received_at AS VARCHAR) AS at, body FROM raw.pings "
        f"WHERE remote_site_id IN ({listed}) ORDER BY seq"
    ):
        body = json.loads(row["body"])
        days = (body.get("act") or {}).get("DAUs") or []
        yield body["site"], days[0]["StartTime"][:10] if days else row["at"][:10], body
