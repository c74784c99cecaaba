"""The records that the figures of the business are worked out from: those of the generator's truth (`planted`), or
those of the raw tables of an open warehouse file (`Received`). Both give the same lists of plain dictionaries."""

import collections
import json

from received import NO_ACTIVITY

DAY = 86_400
# Licences with these tags give no seats and promise no answers.
NOT_COUNTED = ("dev", "internal", "trial", "plg-trial")


def planted(truth):
    """The records of the generator's truth."""
    tickets = [
        {
            "id": t["id"], "account": t.get("account_id"), "kind": t["kind"], "priority": t["priority"],
            "organization": t.get("organization"), "assignee": t.get("assignee"), "channel": t["channel"],
            "area": t.get("area"), "created": t["created"],
            "reply": t.get("reply"), "open": t["open"], "reopens": t["reopens"], "rating": t.get("rating"),
            "level": t["level"], "statuses": t["statuses"],
        }
        for t in truth["tickets"]
    ]
    return {
        "read_at": truth["read_at"], "tickets": tickets,
        "answers": [
            {
                "account": a.get("account_id"), "score": a["score"], "moment": a["second"],
                "reason": a.get("reason"), "better": a.get("better"),
            }
            for a in truth["answers"]
        ],
        "leads": [
            {"campaign": x.get("campaign_id"), "converted": x["converted"], "created": x["created"]}
            for x in truth["leads"]
        ],
        "visits": [(*visit["of"], visit["count"]) for visit in truth["visits"]],
        "deals": {
            account["id"]: deals(account["revenue_per_year"], account["opportunities"]) for account in truth["accounts"]},
        "organizations": truth["organizations"], "seats": {row["id"]: row["seats"] for row in truth["seats"]},
    }


def deals(revenue, opportunities):
    """Revenue per year, deals won, their sum, and the sum of the open ones."""
    won = [deal["amount"] for deal in opportunities if deal["stage"] == "Closed Won"]
    return revenue, len(won), sum(won), sum(
        deal["amount"] for deal in opportunities if deal["stage"] not in ("Closed Won", "Closed Lost"))


class Received:
    """The records of the raw tables of a warehouse. Whose an instance is stands in `clean.instance_link`, which
    received.py works out by itself."""

    def __init__(self, file):
        self.file = file
        accounts = list(file.rows("SELECT id, domain FROM raw.crm_accounts"))
        owners = collections.Counter(row["domain"].lower() for row in accounts)
        self.account_of_domain = {
            row["domain"].lower(): row["id"] for row in accounts if owners[row["domain"].lower()] == 1
        }
        self.account_of_contact = {}
        for row in file.rows(
            "SELECT lower(email) AS email, account_id FROM raw.crm_contact WHERE account_id IS NOT NULL "
            "ORDER BY created_at, id"
        ):
            self.account_of_contact.setdefault(row["email"], row["account_id"])

    def records(self):
        (last,) = self.file.rows("SELECT epoch(max(_synced_at)) AS moment FROM raw.support_ticket")
        return {
            "read_at": last["moment"], "tickets": self.tickets(), "answers": self.answers(), "leads": self.leads(),
            "visits": self.visits(), "deals": self.deals(), "organizations": self.organizations(), "seats": self.seats(),
        }

    def tickets(self):
        companies = {
            row["id"]: row["external_id"]
            for row in self.file.rows("SELECT id, external_id FROM raw.support_organization")
        }
        replies, statuses, ratings = {}, collections.defaultdict(list), {}
        for row in self.file.rows(
            "SELECT ticket_id, epoch(created_at) AS moment FROM raw.support_ticket_comment "
            "WHERE author_role = 'agent' AND is_public AND NOT is_acknowledgement"
        ):
            replies[row["ticket_id"]] = min(replies.get(row["ticket_id"], row["moment"]), row["moment"])
        for row in self.file.rows(
            "SELECT ticket_id, status, epoch(created_at) AS moment FROM raw.support_ticket_status "
            "ORDER BY ticket_id, number"
        ):
            statuses[row["ticket_id"]].append((int(row["moment"]), row["status"] not in ("solved", "closed")))
        for row in self.file.rows("SELECT ticket_id, score FROM raw.support_satisfaction_rating"):
            if row["score"] in ("good", "bad"):
                ratings[row["ticket_id"]] = row["score"]
        licenses = self.licenses()
        kinds = {"defect": "Defect", "question": "Help", "feature_request": "Feature request"}
        tickets = []
        for row in self.file.rows(
            "SELECT id, type, priority, status, organization_id, requester_email, assignee_id, channel, product_area, "
            "epoch(created_at) AS moment FROM raw.support_ticket WHERE status <> 'deleted'"
        ):
            account = (
                companies.get(row["organization_id"])
                or self.account_of_contact.get((row["requester_email"] or "").lower())
                or self.account_of(row["requester_email"])
            )
            changes = statuses[row["id"]]
            tickets.append({
                "id": row["id"], "account": account, "kind": kinds.get(row["type"], "Other"),
                "priority": row["priority"] or "None", "organization": row["organization_id"],
                "assignee": row["assignee_id"], "channel": row["channel"], "area": row["product_area"],
                "created": row["moment"], "reply": replies.get(row["id"]),
                "open": row["status"] not in ("solved", "closed"),
                "reopens": sum(not a and b for (_, a), (_, b) in zip(changes, changes[1:])),
                "rating": ratings.get(row["id"]), "level": level(licenses.get(account, []), row["moment"]),
                "statuses": changes,
            })
        return tickets

    def licenses(self):
        found = collections.defaultdict(list)
        for row in self.file.rows(
            "SELECT s.account_number, l.id, l.tags, epoch(l.created_at) AS created, epoch(l.expires_at) AS expires "
            "FROM raw.licenses AS l JOIN raw.subscriptions AS s ON s.id = l.subscription_id"
        ):
            tags = [tag.strip() for tag in json.loads(row["tags"] or "[]")]
            if not any(t.startswith("instance:") or t in NOT_COUNTED for t in tags):
                plan = next((t[5:] for t in tags if t.startswith("plan:")), "old-enterprise-0")
                found[row["account_number"]].append((row["created"], row["id"], row["expires"], plan))
        return found

    def seats(self):
        """By account: the seats of the newest licence of each subscription, where it is good today."""
        newest = {}
        for row in self.file.rows(
            "SELECT l.*, s.account_number, s.archived_at IS NOT NULL AS archived, l.expires_at > now() AS runs, "
            "coalesce(l.revoked_at > now(), true) AS stands "
            "FROM raw.licenses AS l JOIN raw.subscriptions AS s ON s.id = l.subscription_id "
            "WHERE l.created_at <= now() ORDER BY l.created_at, l.id"
        ):
            newest[row["subscription_id"]] = row
        seats = collections.Counter({row["id"]: 0 for row in self.file.rows("SELECT id FROM raw.crm_accounts")})
        for row in newest.values():
            tags = [tag.strip() for tag in json.loads(row["tags"] or "[]")]
            counts = not any(t.startswith("instance:") or t in NOT_COUNTED for t in tags)
            if counts and row["runs"] and row["stands"] and not row["archived"]:
                seats[row["account_number"]] += row["user_count"]
        return dict(seats)

    def deals(self):
        found = collections.defaultdict(list)
        for row in self.file.rows("SELECT account_id, stage, amount FROM raw.crm_opportunities"):
            found[row["account_id"]].append(row)
        return {
            row["id"]: deals(row["revenue_per_year"], found[row["id"]])
            for row in self.file.rows("SELECT id, revenue_per_year FROM raw.crm_accounts")
        }

    def account_of(self, email):
        return self.account_of_domain.get((email or "").lower().partition("@")[2])

    def answers(self):
        linked = {row["site_id"]: row["account_id"] for row in self.file.rows(
            "SELECT site_id, account_id FROM clean.instance_link WHERE account_id IS NOT NULL")}
        last = {}
        for row in self.file.rows(
            "SELECT id, site_id, user_id, email, score, reason, better, epoch(created_at) AS moment "
            "FROM raw.survey_response ORDER BY moment, id"
        ):
            person = row["user_id"] or (row["email"] or "").lower() or row["id"]
            last[row["site_id"], person, int(row["moment"]) // DAY] = {
                "account": linked.get(row["site_id"]) or self.account_of(row["email"]), "score": row["score"],
                "moment": row["moment"], "reason": row["reason"], "better": row["better"],
            }
        return list(last.values())

    def leads(self):
        people, record_of = {}, {}
        for row in self.file.rows(
            "SELECT id, lower(email) AS email, is_converted, epoch(created_at) AS moment FROM raw.crm_lead "
            "ORDER BY moment, id"
        ):
            person = people.setdefault(row["email"], {"campaign": None, "converted": False, "created": row["moment"]})
            person["converted"] |= row["is_converted"]
            record_of[row["id"]] = person
        joined = {}
        for row in self.file.rows(
            "SELECT lead_id, campaign_id, epoch(created_at) AS moment FROM raw.crm_campaign_member "
            "WHERE lead_id IS NOT NULL"
        ):
            person = record_of[row["lead_id"]]
            if row["moment"] <= person["created"] + DAY:
                key = id(person)
                if key not in joined or row["moment"] < joined[key][0]:
                    joined[key] = row["moment"], row["campaign_id"]
        for person in people.values():
            person["campaign"] = joined.get(id(person), (None, None))[1]
        return list(people.values())

    def visits(self):
        return [
            (row["month"], row["host"], row["referrer"], row["n"]) for row in self.file.rows(
                "SELECT strftime(started_at, '%Y-%m') AS month, host, referrer, count(*) AS n "
                "FROM raw.web_session GROUP BY ALL")
        ]

    def organizations(self):
        found = {
            row["id"]: {
                "id": row["id"], "members": 0, "sent": 0, "accepted": 0, "repositories": 0, "private": 0,
                "weeks": collections.defaultdict(set), "until": row["until"],
            }
            for row in self.file.rows(
                "SELECT id, CAST(deleted_at AS DATE) - DATE '1970-01-01' AS until FROM raw.production_organization")
        }
        joined = {}
        for row in self.file.rows(
            "SELECT organization_id, user_id, CAST(created_at AS DATE) - DATE '1970-01-01' AS day "
            "FROM raw.production_organization_member"
        ):
            found[row["organization_id"]]["members"] += 1
            joined.setdefault(row["user_id"], []).append((row["organization_id"], row["day"]))
        for row in self.file.rows("SELECT organization_id, is_accepted FROM raw.production_organization_invitation"):
            found[row["organization_id"]]["sent"] += 1
            found[row["organization_id"]]["accepted"] += bool(row["is_accepted"])
        for row in self.file.rows(
            "SELECT s.organization_id, r.is_private FROM raw.production_repository AS r "
            "JOIN raw.production_external_service AS s ON s.id = r.external_service_id WHERE r.deleted_at IS NULL"
        ):
            found[row["organization_id"]]["repositories"] += 1
            found[row["organization_id"]]["private"] += row["is_private"]
        for row in self.file.rows(
            "SELECT DISTINCT e.user_id, e.day - DATE '1970-01-01' AS day, t.name FROM main.events AS e "
            "JOIN main.event_types AS t ON t.ev = e.ev WHERE e.project_id = 1 AND e.user_id IS NOT NULL "
            "AND NOT e.is_system "
            "AND json_extract_string(e.groups, '$.instance[0]') IN (SELECT site_id FROM raw.own_instances)"
        ):
            if row["name"] in NO_ACTIVITY:
                continue
            for organization, since in joined.get(row["user_id"], []):
                of = found[organization]
                if since <= row["day"] and (of["until"] is None or row["day"] <= of["until"]):
                    of["weeks"][row["day"] - (row["day"] + 4) % 7].add(row["user_id"])
        for of in found.values():
            of["weeks"] = sorted((week, len(people)) for week, people in of["weeks"].items())
        return list(found.values())


def level(licenses, moment):
    """What is promised by the newest licence in force."""
    good = [entry for entry in licenses if entry[0] <= moment < entry[2]]
    if not good or max(good)[3] in ("free-0", "free-1"):
        return "None"
    return "Enterprise" if "enterprise" in max(good)[3] else "Other paid"
