"""The dashboards of code intelligence, batch changes, code insights and search, and the two questions about features:
what each tile has to show, worked out in plain Python from what was received.

A figure is (title, fields of the key, fields of the values, {key: values}), keys and values as tuples.
"""

import collections

from feature_facts import FeatureFacts, Periods, ratio, total
from saved_reports import differences
from usage import sunday

ACTION_NAMES = {"precise": "Precise ", "search": "Search-based "}
INSIGHT_TYPES = {
    "searchInsights": "Search", "codeStatsInsights": "Language statistics", "captureGroupInsights": "Capture group",
}
GENERATIONS = {
    "SEARCH": "Search", "SEARCH_COMPUTE": "Search, computed", "LANGUAGE_STATS": "Language statistics",
    "MAPPED_COMPUTE": "Mapped, computed",
}
MODES = {"REPO": "Repository", "PATH": "Path", "AUTHOR": "Author", "CAPTURE_GROUP": "Capture group"}
FILTERS = {
    "OperatorOr": "OR", "OperatorAnd": "AND", "OperatorNot": "NOT", "SelectRepo": "select:repo",
    "SelectFile": "select:file", "SelectContent": "select:content", "SelectSymbol": "select:symbol",
    "SelectCommitDiffAdded": "select:commit.diff.added", "SelectCommitDiffRemoved": "select:commit.diff.removed",
    "RepoContains": "repo:contains", "RepoContainsFile": "repo:contains.file",
    "RepoContainsContent": "repo:contains.content", "RepoContainsCommitAfter": "repo:contains.commit.after",
    "RepoDependencies": "repo:dependencies", "CountAll": "count:all",
}
CONTEXTS = {
    "NonGlobalContext": "context:", "OnlyPatterns": "Only patterns",
    "OnlyPatternsThreeOrMore": "Only patterns, three or more",
}


class FeatureReport:
    """What the tiles have to show. `pings` are (site, day, body), `truth` is a ReceivedTruth, `success` has the searches
    by day of visitors.py."""

    def __init__(self, pings, truth, success):
        self.facts = FeatureFacts(pings, truth)
        self.periods = Periods(truth.today)
        self.success = success

    def problems(self, shown):
        """What differs from {(dashboard, title): rows}; `Look 1601` stands for a dashboard with one tile. Of every
        tile that was shown it has to be known what it has to show."""
        found, checked = [], set()
        for dashboard, figures in self.figures(shown).items():
            for title, keys, values, expected in figures:
                checked.add((dashboard, title))
                rows = shown.get((dashboard, title))
                if rows is None:
                    found.append(f"{dashboard} {title}: is not there")
                else:
                    found += differences(f"{dashboard} {title}", rows, keys, values, expected)
        unknown = sorted(key for key in shown if key[1] != "account" and key not in checked)
        return found + [f"{dashboard} {title}: nothing is known of it" for dashboard, title in unknown]

    dashboards = ("413", "412", "422", "382", "427", "426", "424", "423", "Look 1601", "Look 1602")

    def figures(self, shown):
        customers = self.facts.customers()
        single = {
            dashboard: {id for id, name in self.facts.names.items() if name == shown[dashboard, "account"]}
            for dashboard in ("412", "382", "426", "423")
        }
        return {
            "413": self.code_intelligence(customers, False), "412": self.code_intelligence(single["412"], True),
            "422": self.batch_changes(customers, False), "382": self.batch_changes(single["382"], True),
            "427": self.code_insights(customers, False), "426": self.code_insights(single["426"], True),
            "424": self.search(customers, False), "423": self.search(single["423"], True),
            "Look 1601": self.who_uses_batch_changes(customers), "Look 1602": self.languages_to_index(),
        }

    def name(self, key):
        return self.facts.names[self.facts.account[key[0]]]

    # Code intelligence

    def code_intelligence(self, accounts, is_single):
        facts, (start, end) = self.facts, self.periods.four_weeks_ago
        people = list(facts.rows("code_intel_week people", accounts, start, end))
        repositories = list(facts.rows("code_intel_week repositories", accounts, start, end))
        actions = list(facts.rows("code_intel_action_week", accounts, start, end))
        W, A = "code_intel_week.", "code_intel_action_week."
        week = [W + "activity_week"]

        def by(key):
            """All that the tiles need by some key: people, shares, actions."""
            users = total(people, key, 7)
            shared = total((
                (k, (v[0], facts.people["week"][k])) for k, v in people
                if v[0] is not None and k in facts.people["week"]), key, 2)
            acts = total(((k, (v[1], v[1] if k[3] == "precise" else 0)) for k, v in actions), key, 2)
            return users, shared, acts

        users, shared, acts = by(lambda k: (k[1],))
        figures = [
            ("Code intelligence WAU, and its share of all users", week, [W + "users", W + "saturation"], {
                k: (v[0], ratio(*shared.get(k, (None, None)))) for k, v in users.items()}),
            ("Precise share of actions", week, [W + "precise_share"], {
                k: (ratio(v[1], v[0]),) for k, v in acts.items()}),
            ("Actions by kind and source", [A + "activity_week", A + "navigation"], [A + "actions"], total(
                ((k, (v[1],)) for k, v in actions), lambda k: (k[1], ACTION_NAMES[k[3]] + k[2]), 1)),
            ("Actions by language", [A + "language"], [A + "search_based_actions", A + "precise_actions"], {
                k: (v[0] - v[1], v[1]) for k, v in total(
                    ((k, (v[1], v[1] if k[3] == "precise" else 0)) for k, v in actions), lambda k: (k[4],), 2
                ).items()}),
            ("Cross-repository WAU", week, [
                W + "cross_repository_users", W + "precise_cross_repository_users",
                W + "search_based_cross_repository_users"], {k: tuple(v[3:6]) for k, v in users.items()}),
        ]
        for title, table, view, field, value in (
            ("Requests for a language", "code_intel_language_request_week", "code_intel_language_request_week.",
             ["language"], "requests"),
            ("Set-up and error investigations", "code_intel_investigation_week", "code_intel_investigation_week.",
             ["activity_week", "investigation"], "events"),
        ):
            place = 0 if value == "requests" else 1
            figures.append((title, [view + name for name in field], [view + value], total(
                ((k, (v[place],)) for k, v in facts.rows(table, accounts, start, end)),
                (lambda k: (k[2],)) if value == "requests" else (lambda k: (k[1], k[2])), 1)))
        if is_single:
            I = "code_intel_indexer_week."
            indexers = list(facts.rows("code_intel_indexer_week", accounts, start, end))
            weeks = collections.Counter(name for name, _ in {(k[2], k[1]) for k, _ in indexers})
            figures += [
                ("Repositories by indexer", [I + "indexer"], [
                    I + "repositories_with_uploads", I + "repositories_with_fresh_uploads", I + "fresh_share"], {
                    k: (v[0] / weeks[k[0]], v[1] / weeks[k[0]], ratio(v[1], v[0]))
                    for k, v in total(indexers, lambda k: (k[2],), 2).items()}),
                ("Actions per user", week, [W + "actions_per_user"], {
                    k: (ratio(acts.get(k, (None,))[0], v[0]),) for k, v in users.items()}),
                ("Views of the settings page", week, [W + "settings_page_views"], {
                    k: (v[6],) for k, v in users.items()}),
            ]
            return figures
        users, shared, acts = by(lambda k: (self.name(k),))
        repos = total(repositories, lambda k: (self.name(k),), 5)
        weeks = collections.Counter(name for name, _ in {(self.name(k), k[1]) for k, _ in people})
        languages = collections.Counter(name for name, _ in {(self.name(k), k[4]) for k, _ in actions})
        return figures + [
            ("Accounts that navigate code", [], [W + "customers"], {
                (): (len({self.name(k) for k, v in people if v[0]}),)}),
            ("Accounts with precise results", [], [W + "precise_customers"], {
                (): (len({self.name(k) for k, v in people if v[1]}),)}),
            ("Accounts", ["account.name"], [
                W + name for name in (
                    "average_users", "saturation", "precise_share", "repositories", "repositories_with_uploads",
                    "coverage", "fresh_coverage", "auto_index_repositories")] + [A + "language_count"], {
                k: (
                    v[0] / weeks[k[0]], ratio(*shared.get(k, (None, None))),
                    ratio(*reversed(acts.get(k, (None, None)))),
                    *(repos[k][n] / weeks[k[0]] for n in (0, 1)), ratio(repos[k][1], repos[k][0]),
                    ratio(repos[k][2], repos[k][0]), repos[k][4] / weeks[k[0]], languages[k[0]],
                ) for k, v in users.items()}),
        ]

    def languages_to_index(self):
        rows = list(self.facts.rows("code_intel_action_week", None, *self.periods.four_weeks_ago))
        A = "code_intel_action_week."
        accounts = collections.Counter(
            language for language, account in {(k[4], self.facts.account[k[0]]) for k, _ in rows} if account)
        return [("", [A + "language"], [
            A + "search_based_actions", A + "precise_actions", A + "precise_share", A + "language_customers"], {
            k: (v[0] - v[1], v[1], ratio(v[1], v[0]), accounts[k[0]]) for k, v in total(
                ((k, (v[1], v[1] if k[3] == "precise" else 0)) for k, v in rows), lambda k: (k[4],), 2).items()})]

    # Batch changes

    def months(self, accounts, start, end):
        """(key, values) by site and month: created, specs, published, merged, views of the apply page, contributors,
        viewers, executor users and minutes, lines changed, contributors and users where both are known, executors."""
        facts = self.facts
        for key, v in facts.rows("batch_changes_month", accounts, start, end):
            lines, executors = self.lines(key)
            people = facts.people["month"].get(key)
            both = (v[16], people) if v[16] is not None and people is not None else (None, None)
            yield key, (v[8], v[10], v[12], v[13], v[15], v[16], v[17], v[18], v[19], lines, *both, executors)

    def lines(self, key):
        """Lines changed in a month of a site by the difference of the totals, and executors at its end."""
        site, month = key
        last = {}
        for day, usage in self.facts.batch_reports[site]:
            last[day[:7] + "-01"] = usage
        before = max((other for other in last if other < month), default=None)
        now, then = (self.lines_so_far(last.get(each)) for each in (month, before))
        lines = None if now is None or then is None else max(0, now - then)
        return lines, last[month].get("ActiveExecutorsCount")

    @staticmethod
    def lines_so_far(usage):
        """Old versions don't count them."""
        counts = [(usage or {}).get(f"PublishedChangesetsDiffStat{kind}Sum") for kind in ("Added", "Deleted")]
        return None if None in counts else sum(counts)

    def active(self):
        """Accounts with an instance that is active by its last report."""
        latest = {}
        for key, values in self.facts.tables["batch_changes_month"].items():
            if key[1] >= latest.get(key[0], ("",))[0]:
                latest[key[0]] = key[1], values[20]
        return {self.facts.account[site] for site, (_, is_active) in latest.items() if is_active}

    def batch_changes(self, accounts, is_single):
        facts, (start, end) = self.facts, self.periods.three_months
        M, C = "batch_changes_month.", "batch_changes_cohort."
        rows = list(self.months(accounts, start, end))
        month = [M + "activity_month"]
        by_month = total(rows, lambda k: (k[1][:7],), 12)
        all = total(rows, lambda k: (), 12)[()]
        cohorts = total(facts.rows("batch_changes_cohort", accounts, start, end), lambda k: (k[1],), 7)
        sources, sizes, operations = (
            total((
                (k, v[place:]) for k, v in facts.tables[table].items() if facts.account[k[0]] in accounts), key, 1)
            for table, place, key in (
                ("batch_changes_source", 1, lambda k: (k[1],)), ("batch_changes_size", 0, lambda k: (k[2], k[1])),
                ("bulk_operation_week", 0, lambda k: (k[2],))))
        operations = total(facts.rows("bulk_operation_week", accounts, start, end), lambda k: (k[2],), 1)
        figures = [
            ("Changesets merged", [], [M + "changesets_merged"], {(): (all[3],)}),
            ("Merge rate", [], [M + "merge_rate"], {(): (ratio(all[3], all[2]),)}),
            ("Batch Changes MAU / MAU", [], [M + "saturation"], {(): (ratio(all[10], all[11]),)}),
            ("Changesets published and merged", month, [M + "changesets_published", M + "changesets_merged"], {
                k: (v[2], v[3]) for k, v in by_month.items()}),
            ("Batch Changes MAU, and its share of all users", month, [M + "contributors", M + "saturation"], {
                k: (v[5], ratio(v[10], v[11])) for k, v in by_month.items()}),
            ("Merge rate by month", month, [M + "merge_rate"], {k: (ratio(v[3], v[2]),) for k, v in by_month.items()}),
            ("Changesets by week of creation", [C + "creation_week"], [
                C + "changesets_open", C + "changesets_draft", C + "changesets_closed", C + "changesets_merged"], {
                k: (v[3], v[4], v[6], v[5]) for k, v in cohorts.items()}),
            ("Batch changes: local or executor", ["batch_changes_source.source"],
             ["batch_changes_source.batch_changes"], sources),
            ("Executor users and minutes", month, [M + "executor_minutes", M + "executor_users"], {
                k: (v[8], v[7]) for k, v in by_month.items()}),
            ("Bulk operations", ["bulk_operation_week.operation"], ["bulk_operation_week.operations"], operations),
            ("Batch changes by number of changesets", ["batch_changes_size.size", "batch_changes_size.source"],
             ["batch_changes_size.batch_changes"], sizes),
        ]
        if is_single:
            count = len({k[1] for k, _ in rows})
            return figures + [
                ("Contributors per month", [], [M + "average_contributors"], {(): (all[5] / count,)}),
                ("From spec to batch change", month, [
                    M + "specs_created", M + "apply_page_views", M + "batch_changes_created"], {
                    k: (v[1], v[4], v[0]) for k, v in by_month.items()}),
                ("Batch changes by week of creation", [C + "creation_week"], [
                    C + name for name in (
                        "batch_changes_open", "batch_changes_closed", "changesets_published", "changesets_merged",
                        "merge_rate", "changesets_open", "changesets_draft", "changesets_closed")], {
                    k: (v[0], v[1], v[2], v[5], ratio(v[5], v[2]), v[3], v[4], v[6]) for k, v in cohorts.items()}),
            ]
        active, purchased = self.active() & accounts, facts.with_product("batch-changes")
        return figures + [
            ("Active accounts", [], [M + "active_customers", M + "purchased_customers"], {
                (): (len(active), len(purchased))}),
            ("Accounts", ["account.name"], [
                M + name for name in (
                    "is_purchased", "has_active_instance", "batch_changes_created", "changesets_published",
                    "changesets_merged", "merge_rate", "average_contributors", "average_viewers", "executors",
                    "lines_changed")], self.batch_accounts(rows, purchased)),
        ]

    def batch_accounts(self, rows, purchased):
        by_account = total(rows, lambda k: (self.name(k),), 12)
        months = collections.Counter(name for name, _ in {(self.name(k), k[1]) for k, _ in rows})
        bought = {self.facts.names[id] for id in purchased}
        found = {}
        for (name,), v in by_account.items():
            of_account = [(key, values) for key, values in rows if self.name(key) == name]
            is_active = any(self.facts.tables["batch_changes_month"][key][20] for key, _ in of_account)
            executors = [values[12] for _, values in of_account if values[12] is not None]
            found[name,] = (
                "Yes" if name in bought else "No", "Yes" if is_active else "No", v[0], v[2], v[3], ratio(v[3], v[2]),
                v[5] / months[name], v[6] / months[name], max(executors, default=None), v[9] or 0)
        return found

    def who_uses_batch_changes(self, customers):
        M = "batch_changes_month."
        rows = list(self.months(customers, *self.periods.three_months))
        used = collections.Counter(
            name for name, _ in {(self.name(k), k[1]) for k, v in rows if (v[2] or 0) > 0 or (v[3] or 0) > 0})
        accounts = self.batch_accounts(rows, set())
        return [("", ["account.name"], [
            M + name for name in (
                "has_active_instance", "months_active", "batch_changes_created", "changesets_published",
                "changesets_merged", "merge_rate", "average_contributors")], {
            (name,): (accounts[name,][1], count, *accounts[name,][2:7]) for name, count in used.items()})]

    # Code insights

    def code_insights(self, accounts, is_single):
        facts, periods = self.facts, self.periods
        W = "code_insights_week."
        week = [W + "activity_week"]
        twelve = periods.four_weeks if is_single else periods.twelve_weeks_ago
        four = periods.four_weeks if is_single else periods.four_weeks_ago

        def sums(table, period, count, key=lambda k: (k[1],)):
            return total(facts.rows(table, accounts, *period), key, count)

        def averages(table, view, field, label, value):
            """Of states: what there is, on average over the weeks in which there was anything to count."""
            rows = list(facts.rows(table, accounts, *four))
            weeks = collections.Counter(name for name, _ in {(k[2], k[1]) for k, _ in rows})
            return [f"{view}.{field}"], [f"{view}.{value}"], {
                (label(k[0]),): (v[0] / weeks[k[0]],) for k, v in total(rows, lambda k: (k[2],), 1).items()}

        insights, views = sums("code_insights_week total", twelve, 1), sums("code_insights_week views", twelve, 6)
        backfills = total((
            (k, (v[0], *(p * v[0] for p in v[1:])))
            for k, v in facts.rows("code_insights_backfill_week", accounts, *twelve)), lambda k: (k[1],), 4)
        B, G = "code_insights_backfill_week.", "search_aggregation_week."
        figures = [
            ("Weekly viewers and page views", week, [W + "viewers", W + "page_views"], {
                k: (v[1], v[0]) for k, v in views.items()}),
            ("Creators", week, [W + "first_time_creators", W + "returning_creators"], {
                k: (v[4], v[3] - v[4]) for k, v in views.items()}),
            ("Duration of backfills", [B + "activity_week"], [B + f"p{n}_minutes" for n in (50, 90, 99)], {
                k: tuple(p / 60 / v[0] if v[0] else None for p in v[1:]) for k, v in backfills.items()}),
            ("Insights by presentation", *averages(
                "code_insights_presentation_week", "code_insights_presentation_week", "presentation",
                str.capitalize, "insights")),
            ("Series by generation", *averages(
                "code_insights_generation_week", "code_insights_generation_week", "generation", GENERATIONS.get,
                "series")),
            ("Searches grouped by", [G + "aggregation_mode"], [G + "count"], {
                (MODES[k[0]],): v for k, v in total((
                    (k, v) for k, v in facts.rows("search_aggregation_week", accounts, *twelve) if k[3] == "Searches"),
                    lambda k: (k[2],), 1).items()}),
        ]
        if is_single:
            figures.append(("Insights", week, [W + "total_insights"], insights))
            return figures + self.insights_of_one(accounts, views)
        last = periods.last_week
        owners = {
            facts.account[k[0]] for k, v in facts.tables["code_insights_week total"].items()
            if v[0] and facts.account[k[0]] in accounts}
        return figures + [

            ("Accounts with insights", [], [W + "customers", W + "purchased_customers"], {
                (): (len(owners), len(facts.with_product("code-insights")))}),
            ("Insights, last week", [], [W + "total_insights"], {
                (): tuple(sums("code_insights_week total", last, 1, lambda k: ())[()])}),
            ("Insights", week, [W + "total_insights"], insights),
            ("Weekly viewers", [], [W + "viewers"], {
                (): (sums("code_insights_week views", last, 2, lambda k: ())[()][1],)}),
            ("Accounts, the last four weeks", ["account.name"], [
                W + name for name in (
                    "average_insights", "dashboards", "average_viewers", "saturation", "creators", "edits",
                    "data_exports")], self.insight_accounts(accounts, four)),
        ]

    def insight_accounts(self, accounts, period):
        facts = self.facts
        key = lambda k: (self.name(k),)  # noqa: E731
        views = list(facts.rows("code_insights_week views", accounts, *period))
        totals = list(facts.rows("code_insights_week total", accounts, *period))
        boards = [(k, v) for k, v in facts.rows(facts.dashboards, accounts, *period) if v[0] is not None]
        weeks, seen, counted = (
            collections.Counter(name for name, _ in {(self.name(k), k[1]) for k, _ in rows})
            for rows in (totals, views, boards))
        insights, people, dashboards = total(totals, key, 1), total(views, key, 6), total(boards, key, 1)
        edits = total(((k, (v[1],)) for k, v in facts.rows("code_insights_type_week", accounts, *period)), key, 1)
        shared = total((
            (k, (v[1], facts.people["week"][k])) for k, v in views if k in facts.people["week"]), key, 2)
        found = {}
        for k in insights.keys() | people.keys():
            v = people.get(k, [0] * 6)
            found[k] = (
                ratio(insights.get(k, (None,))[0], weeks[k[0]]), ratio(dashboards.get(k, (None,))[0], counted[k[0]]),
                ratio(v[1], seen[k[0]]), ratio(*shared.get(k, (None, None))), v[3], edits.get(k, (0,))[0], v[5])
        return found

    def insights_of_one(self, accounts, views):
        facts, period = self.facts, self.periods.four_weeks
        T, W = "code_insights_type_week.", "code_insights_week."
        I, B = "code_insights_interval_week.", "code_insights_tab_week."
        boards = list(facts.rows(facts.dashboards, accounts, *period))
        on_boards = total(((k, (v[0] * v[1], v[0])) for k, v in boards if v[1] is not None), lambda k: (k[1],), 2)
        intervals = list(facts.rows("code_insights_interval_week", accounts, *period))
        weeks = collections.Counter(days for days, _ in {(k[2], k[1]) for k, _ in intervals})
        tabs = list(facts.rows(facts.tabs, accounts, *period))
        clicks = total(((k, v[:1]) for k, v in tabs), lambda k: (k[1],), 1)
        return [
            ("What people do, by type of insight", [T + "insight_type"], [
                T + name for name in (
                    "hovers", "data_point_clicks", "filter_changes", "customizations", "additions", "edits",
                    "removals")], {
                (INSIGHT_TYPES[k[0]],): (v[3], v[5], v[6], v[4], v[0], v[1], v[2])
                for k, v in total(
                    facts.rows("code_insights_type_week", accounts, *period), lambda k: (k[2],), 7).items()}),
            ("Dashboards", [W + "activity_week"], [W + "dashboards", W + "insights_per_dashboard"], {
                k: (v[0], ratio(*on_boards.get(k, (None, None))))
                for k, v in total(((k, v[:1]) for k, v in boards), lambda k: (k[1],), 1).items()}),
            ("From the landing page to an insight", [W + "activity_week"], [
                W + "get_started_viewers", W + "tab_clicks", W + "creators"], {
                k: (v[2], clicks.get(k, (0,))[0], v[3]) for k, v in views.items()}),
            ("Insights by days between points", [I + "interval_days"], [I + "insights"], {
                k: (v[0] / weeks[k[0]],) for k, v in total(intervals, lambda k: (k[2],), 1).items()}),
            ("Clicks on tabs of the landing page", [B + "tab"], [B + "clicks", B + "more_clicks"],
             total(tabs, lambda k: (k[2],), 2)),
        ]

    # Search

    def search(self, accounts, is_single):
        facts, (start, end) = self.facts, self.periods.days_90
        D, T, F, S, W = (
            "search_day.", "search_type_day.", "search_filter_week.", "search_success_day.", "feature_week.")
        kinds = list(facts.rows("search_type_day", accounts, start, end))
        searches = total(((k, (v[1],)) for k, v in kinds), lambda k: k[:2], 1)
        days = []
        for key, (users,) in facts.rows("search_day", accounts, start, end):
            count = searches.get(key, (0,))[0]
            people = facts.people["day"].get(key)
            days.append((key, (count, users, *((users, people) if people is not None else (None, None)))))
        all, by_day = total(days, lambda k: (), 4)[()], total(days, lambda k: (k[1],), 4)
        filters = list(facts.rows("search_filter_week", accounts, start, end))
        weeks = collections.Counter(name for name, _ in {(k[2], k[1]) for k, _ in filters})
        by_filter = total(filters, lambda k: (k[2],), 2)
        success = total((
            (k, v) for k, v in self.success.items()
            if facts.account.get(k[0]) in accounts and start <= k[1] < end), lambda k: (sunday(k[1]),), 3)
        features = total((
            (k, (a, b, c)) for table, place in (
                ("feature_week saved", 0), ("feature_week monitors", 1), ("feature_week jobs", 2))
            for k, v in facts.rows(table, accounts, start, end)
            for a, b, c in [[v[0] if place == 0 else None, v[0] if place == 1 else None, v[1] if place == 2 else None]]
        ), lambda k: (k[1],), 3)
        by_type = self.latencies(kinds, lambda k: (k[2],))
        by_week = self.latencies(kinds, lambda k: (sunday(k[1]), k[2]))
        week_type = [D + "activity_week", T + "search_type"]
        figures = [
            ("Search DAU (average)", [], [D + "average_search_users"], {(): (all[1] / len(by_day),)}),
            ("Searches", [], [D + "searches"], {(): (all[0],)}),
            ("Searches per user and day", [], [D + "searches_per_user"], {(): (ratio(all[0], all[1]),)}),
            ("Search users / active users", [], [D + "search_saturation"], {(): (ratio(all[2], all[3]),)}),
            ("Searches a day, and per user", [D + "activity_date"], [D + "searches", D + "searches_per_user"], {
                k: (v[0], ratio(v[0], v[1])) for k, v in by_day.items()}),
            ("Search users / active users by day", [D + "activity_date"], [D + "search_saturation"], {
                k: (ratio(v[2], v[3]),) for k, v in by_day.items()}),
            ("Searches by type", week_type, [T + "searches"], {k: v[:1] for k, v in by_week.items()}),
            ("Latency by type", [T + "search_type"], [T + f"p{n}_ms" for n in (50, 90, 99)], {
                k: v[1:] for k, v in by_type.items()}),
            *((f"P{n} latency by week (ms)", week_type, [T + f"p{n}_ms"], {k: (v[place],) for k, v in by_week.items()})
              for place, n in ((1, 50), (2, 90), (3, 99))),
            ("Operators and predicates", [F + "filter"], [F + "average_users", F + "uses"], {
                (FILTERS[k[0]],): (v[0] / weeks[k[0]], v[1]) for k, v in by_filter.items() if k[0] in FILTERS}),
            ("Contexts and pattern-only queries", [F + "activity_week", F + "filter"], [F + "uses"], total((
                (k, v[1:]) for k, v in filters if k[2] in CONTEXTS), lambda k: (k[1], CONTEXTS[k[2]]), 1)),
            ("Search success and result clicks", [S + "activity_week"], [S + "success_rate", S + "click_rate"], {
                k: (ratio(v[2], v[0]), ratio(v[1], v[0])) for k, v in success.items()}),
            ("Saved searches, monitors and search jobs", [W + "activity_week"], [
                W + "saved_searches", W + "monitors_enabled", W + "search_jobs_created"], features),
        ]
        if is_single:
            return figures
        figures.append(("Accounts", ["account.name"], [
            "search_month.search_mau", D + "searches", D + "searches_per_user", T + "p90_ms", T + "regexp_share",
            T + "structural_share", T + "symbol_share"], self.searching_accounts(days, kinds)))
        return figures

    @staticmethod
    def latencies(kinds, key):
        """Searches, and P50, P90 and P99 as means weighted by searches."""
        sums = total((
            (k, (v[1], v[1] if v[2] is not None else None, *(p and p * v[1] for p in v[2:5])))
            for k, v in kinds), key, 5)
        return {k: (v[0], *(ratio(p, v[1]) for p in v[2:])) for k, v in sums.items()}

    def searching_accounts(self, days, kinds):
        key = lambda k: (self.name(k),)  # noqa: E731
        by_account = total(days, key, 2)
        latency = self.latencies(kinds, key)
        shares = {
            kind: total(((k, v[1:2]) for k, v in kinds if k[2] == kind), key, 1)
            for kind in ("Regexp", "Structural", "Symbol")
        }
        this_month = str(self.periods.today.replace(day=1))
        months = {(k[0], k[1][:7] + "-01") for k, _ in days}
        of_months = [
            (k, self.facts.tables["search_month"][k]) for k in months
            if k in self.facts.tables["search_month"] and k[1] < this_month]
        counts = collections.Counter(name for name, _ in {(self.name(k), k[1]) for k, _ in of_months})
        monthly = total(of_months, key, 1)
        return {
            k: (
                ratio(monthly.get(k, (None,))[0], counts[k[0]]), v[0], ratio(v[0], v[1]),
                latency[k][2] if k in latency else None,
                *(ratio(shares[kind].get(k, (0,))[0], latency[k][0]) if k in latency else None for kind in shares),
            ) for k, v in by_account.items()}


def shown(saved):
    """What a running server shows, from SavedReports: {(dashboard, title): rows}."""
    found = {}
    for dashboard in FeatureReport.dashboards:
        if dashboard.startswith("Look "):
            found[dashboard, ""] = saved.look(dashboard.removeprefix("Look "))
            continue
        for title in saved.titles(dashboard):
            found[dashboard, title] = saved.tile(dashboard, title)
        for filter in saved.dashboard(dashboard)["dashboard_filters"]:
            if filter["name"] == "Account name" and filter["default_value"]:
                found[dashboard, "account"] = filter["default_value"]
    return found
