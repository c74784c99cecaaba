"""What the dashboard of customer support has to show, in plain Python from the tickets of `business_records`."""

import collections
import datetime
import statistics

from account_reports import Check
from business import business_days, business_hours, promise

DASHBOARD = 421
DAY = 86_400
PRIORITIES = ["p0", "p1", "p2", "p3", "None"]


class SupportReport:
    """`records` are those that `business_records.Received` gives; `names` and `customers` are accounts by id; `today`
    is the day of the questions."""

    def __init__(self, records, names, customers, today):
        self.read_at, self.names, self.customers = records["read_at"], names, customers
        self.end = datetime.datetime.combine(
            today + datetime.timedelta(days=1), datetime.time(), datetime.timezone.utc).timestamp()
        self.start = self.end - 90 * DAY
        self.tickets = [ticket | self.clocks(ticket) for ticket in records["tickets"]]
        self.created = [ticket for ticket in self.tickets if self.start <= ticket["created"] < self.end]
        self.before = [ticket for ticket in self.tickets if self.start - 90 * DAY <= ticket["created"] < self.start]

    def clocks(self, ticket):
        reply = ticket["reply"]
        solved = None
        if not ticket["open"]:
            # The last change to solved; closing comes later by itself.
            for (_, was_open), (second, is_open) in zip([(0, True), *ticket["statuses"]], ticket["statuses"]):
                if was_open and not is_open:
                    solved = second
        return {
            "promise": promise(ticket, self.read_at), "solved": solved,
            "hours": None if reply is None else business_hours(ticket["created"], reply),
            "days": None if reply is None else business_days(ticket["created"], reply),
        }

    def checks(self):
        return [*self.numbers(), *self.weeks(), *self.times(), *self.groups(), self.by_customer(), self.by_assignee()]

    def tile(self, title, keys, values, expected):
        return Check(keys, [f"ticket.{name}" if "." not in name else name for name in values], expected,
                     dashboard=DASHBOARD, title=title)

    def numbers(self):
        solved = sum(1 for t in self.tickets if t["solved"] and self.start <= t["solved"] < self.end)
        solved_before = sum(
            1 for t in self.tickets if t["solved"] and self.start - 90 * DAY <= t["solved"] < self.start)
        yield self.tile("Created", [], ["created_in_period", "created_change"],
                        {(): (len(self.created), len(self.created) / len(self.before) - 1)})
        yield self.tile("Solved", [], ["solved_in_period", "solved_change"], {(): (solved, solved / solved_before - 1)})
        at_end, at_start = (sum(is_open(t, moment) for t in self.tickets) for moment in (self.end, self.start))
        yield self.tile("Open backlog", [], ["ticket_stretch.open_at_end", "ticket_stretch.change"],
                        {(): (at_end, at_end / at_start - 1)})
        yield self.tile("CSAT", [], ["csat_in_period", "csat_change"],
                        {(): (csat(self.created), csat(self.created) - csat(self.before))})
        yield self.tile("SLA attainment", [], ["sla_in_period", "sla_change"],
                        {(): (kept(self.created), kept(self.created) - kept(self.before))})

    def weeks(self):
        counts, priorities, promises = {}, collections.Counter(), collections.defaultdict(list)
        for ticket in self.tickets:
            for place, moment in enumerate((ticket["created"], ticket["solved"])):
                if moment and self.start <= moment < self.end:
                    counts.setdefault((week_of(moment),), [0, 0])[place] += 1
        for ticket in self.created:
            priorities[week_of(ticket["created"]), ticket["priority"]] += 1
            promises[(week_of(ticket["created"]),)].append(ticket)
        yield self.tile("Created and solved per week", ["ticket_change.happened_week"],
                        ["ticket_change.created", "ticket_change.solved"],
                        {key: tuple(values) for key, values in counts.items()})
        yield self.tile("Created by priority per week", ["ticket.created_week", "ticket.priority"], ["count"],
                        {key: (count,) for key, count in priorities.items()})
        yield self.tile("SLA attainment per week", ["ticket.created_week"], ["sla_attainment"],
                        {key: (kept(tickets),) for key, tickets in promises.items()})

    def times(self):
        groups = collections.defaultdict(list)
        for ticket in self.created:
            groups[ticket["priority"]].append(ticket)
        targets = {"p0": 2, "p1": 4, "p2": 8}
        hours, days, resolutions = {}, {}, {}
        for priority, tickets in groups.items():
            solved = [(t["solved"] - t["created"]) / DAY for t in tickets if t["solved"]]
            resolutions[(priority,)] = (statistics.median(solved) if solved else None,)
            unit, found = ("days", days) if priority == "p3" else ("hours", hours)
            answered = [t[unit] for t in tickets if t[unit] is not None]
            if priority == "None" or not answered:
                continue
            if priority == "p3":
                promised = [{"Enterprise": 2, "Other paid": 3}[t["level"]] for t in tickets if t["level"] != "None"]
            else:
                promised = [targets[priority] for t in tickets if t["level"] == "Enterprise"]
            target = sum(promised) / len(promised) if promised else None
            found[(priority,)] = (statistics.median(answered), percentile(answered, 0.9), target)
        for title, unit, found in (
            ("Time to first response, p0 to p2 (business hours)", "hours", hours),
            ("The same, p3 (business days)", "days", days),
        ):
            yield self.tile(title, ["ticket.priority"],
                            [f"median_response_{unit}", f"p90_response_{unit}", f"target_{unit}"], found)
        yield self.tile("Median full resolution by priority (days)", ["ticket.priority"], ["median_resolution_days"],
                        resolutions)

    def groups(self):
        ages, channels, kinds = collections.Counter(), collections.Counter(), collections.Counter()
        for ticket in self.tickets:
            if ticket["open"]:
                ages[(age_band((self.read_at - ticket["created"]) / DAY),)] += 1
        for ticket in self.created:
            channels[(ticket["channel"],)] += 1
            kinds[ticket["area"] or "Not known", ticket["kind"]] += 1
        for title, keys, found in (
            ("Open backlog by age", ["ticket.age_band"], ages), ("Tickets by channel", ["ticket.channel"], channels),
            ("Tickets by product area and kind", ["ticket.product_area", "ticket.kind"], kinds),
        ):
            yield self.tile(title, keys, ["count"], {key: (count,) for key, count in found.items()})

    def by_customer(self):
        groups = collections.defaultdict(list)
        for ticket in self.tickets:
            if ticket["account"] in self.customers:
                groups[ticket["account"]].append(ticket)
        expected = {}
        for account, tickets in groups.items():
            created = [t for t in tickets if self.start <= t["created"] < self.end]
            recent = [t for t in tickets if t["created"] >= self.read_at - 90 * DAY]
            expected[(self.names[account],)] = (
                len(created), *(sum(t["priority"] == priority for t in created) for priority in PRIORITIES),
                sum(t["kind"] == "Defect" for t in recent), sum(t["kind"] == "Help" for t in recent), csat(created),
                sum(t["open"] for t in tickets))
        return self.tile("Tickets by customer", ["account.name"], [
            "created_in_period", "p0_in_period", "p1_in_period", "p2_in_period", "p3_in_period",
            "no_priority_in_period", "defects_90_days", "help_90_days", "csat_in_period", "open_count"], expected)

    def by_assignee(self):
        groups = collections.defaultdict(list)
        for ticket in self.created:
            groups[(ticket["assignee"],)].append(ticket)
        expected = {}
        for key, tickets in groups.items():
            answered = [t["hours"] for t in tickets if t["hours"] is not None]
            solved = [t for t in tickets if not t["open"]]
            reopened = sum(t["reopens"] > 0 for t in solved)
            expected[key] = (
                len(tickets), len(solved), len(tickets) - len(solved),
                statistics.median(answered) if answered else None, kept(tickets), csat(tickets),
                reopened / len(solved) if solved else None)
        return self.tile("By assignee", ["ticket.assignee_id"], [
            "count", "solved_count", "open_count", "median_response_hours", "sla_attainment", "csat", "reopen_rate"],
            expected)


def is_open(ticket, moment):
    states = [state for second, state in ticket["statuses"] if second < moment]
    return bool(states) and states[-1]


def csat(tickets):
    rated = [ticket["rating"] for ticket in tickets if ticket["rating"]]
    return rated.count("good") / len(rated) if rated else None


def kept(tickets):
    promises = [ticket["promise"] for ticket in tickets if ticket["promise"] in ("met", "missed")]
    return promises.count("met") / len(promises) if promises else None


def percentile(values, share):
    """Between two values it is as far as the share lies between their places."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def age_band(age):
    return "0–2 days" if age < 3 else "3–7 days" if age < 8 else "8–30 days" if age < 31 else "Over 30 days"


def week_of(moment):
    day = datetime.datetime.fromtimestamp(moment, datetime.timezone.utc).date()
    return str(day - datetime.timedelta(days=(day.weekday() + 1) % 7))
