#!/usr/bin/env python3
"""Checks the clean tables of feature usage (search, code intelligence, batch changes, code insights, growth, integrations,
the app) against facts worked out in plain Python: from the blocks that the generator planted (`DemoCompany.truth()`), or
from the bodies of the pings in a warehouse. No SQL model is involved in what is expected.

    usage.py compare WAREHOUSE [--truth TRUTH]   exit code 1 and a list of differences if anything is off

The rules: a counter of a period is the largest that any ping gave for it; latencies, states and all-time totals are those
of the last ping; a block that is missing or empty tells nothing.
"""

import argparse
import collections
import datetime
import json
import sys

from check_reports import offsets_without_ping
from warehouse_file import WarehouseFile

KINDS = ("Literal", "Regexp", "Commit", "Diff", "File", "Structural", "Symbol", "Repo")
ACTIONS = {1: "hover", 2: "definitions", 3: "references"}
SOURCES = {1: "precise", 2: "search"}
INVESTIGATIONS = {1: "Indexer setup", 2: "Upload error", 3: "Index error"}
TOTALS = (
    "BatchChangesCount", "BatchChangesClosedCount", "BatchSpecsCreatedCount", "ChangesetSpecsCreatedCount",
    "PublishedChangesetsCount", "PublishedChangesetsMergedCount", "ImportedChangesetsCount",
    "ViewBatchChangeApplyPageCount",
)
GROUPINGS = {
    "Mode clicked": "WeeklyGroupResultsAggregationModeClicked",
    "Disabled mode hovered": "WeeklyGroupResultsAggregationModeDisabledHover",
    "Bar hovered": "WeeklyGroupResultsChartBarHover", "Bar clicked": "WeeklyGroupResultsChartBarClick",
    "Expanded": "WeeklyGroupResultsExpandedViewOpen", "Collapsed": "WeeklyGroupResultsExpandedViewCollapse",
    "Searches": "WeeklyGroupResultsSearches",
}


def planted(truth):
    """(site, day, blocks) of every ping that comes of the generator's truth, the oldest first for each site. What was
    planned for a day without a ping, or for a block that could not be computed, nobody ever hears of."""
    first = datetime.date.fromisoformat(truth["first_day"])
    for instance in truth["instances"]:
        flaws = instance["flaws"]
        missing, failed = offsets_without_ping(flaws), {tuple(each) for each in flaws["failed"]}
        for offset, blocks in instance.get("usage", []):
            if offset not in missing:
                told = {name: block for name, block in blocks.items() if (offset, name) not in failed}
                yield instance["site_id"], (first + datetime.timedelta(days=offset)).isoformat(), told


def received(file):
    """(site, day that it speaks of, body) of every ping in a warehouse, in the order of arrival."""
    for row in file.rows("SELECT CAST(received_at AS VARCHAR) AS at, body FROM raw.pings ORDER BY seq"):
        body = json.loads(row["body"])
        days = (body.get("act") or {}).get("DAUs") or []
        yield body["site"], days[0]["StartTime"][:10] if days else row["at"][:10], body


def sunday(day):
    date = datetime.date.fromisoformat(day)
    return (date - datetime.timedelta(days=(date.weekday() + 1) % 7)).isoformat()


def most(counts, key, values):
    """Keeps the largest of each value; what is not known leaves what is."""
    before = counts.get(key, (None,) * len(values))
    counts[key] = tuple(
        b if a is None else a if b is None else max(a, b) for a, b in zip(before, values)
    )


class Facts:
    """All facts, by table: {key: tuple of values}."""

    def __init__(self, pings):
        self.tables = collections.defaultdict(dict)
        # (table, site, week): the rows of the last ping, which replace those of the ones before.
        self.lists = {}
        self.batch_changes = collections.defaultdict(list)
        for site, day, blocks in pings:
            self.search(site, blocks.get("searchUsage") or {})
            self.code_intel(site, blocks.get("newCodeIntelUsage") or {})
            self.insights(site, day, blocks)
            self.people(site, day, blocks)
            self.batches(site, day, blocks.get("batchChangesUsage") or {})
            self.features(site, sunday(day), blocks)
        for site, reports in self.batch_changes.items():
            self.batch_months(site, reports)
        for (table, _, _), rows in self.lists.items():
            self.tables[table].update(rows)

    def search(self, site, usage):
        for period, name in (("Daily", "day"), ("Weekly", "week"), ("Monthly", "month")):
            reports = usage.get(period) or []
            for report in reports[:1] if isinstance(reports, list) else [reports]:
                key = site, report["StartTime"][:10]
                most(self.tables[f"search_{name}"], key, (report["TotalUsers"],))
                for statistic, counts in report.items():
                    if statistic in ("StartTime", "TotalUsers") or not counts:
                        continue
                    values = counts["UserCount"], counts["EventsCount"]
                    if statistic in KINDS:
                        latencies = counts["EventLatencies"]
                        table = self.tables[f"search_type_{name}"]
                        before = table.get((*key, statistic), (None, None))[:2]
                        counted = {}
                        most(counted, 0, before)
                        most(counted, 0, values)
                        table[(*key, statistic)] = (*counted[0], latencies["P50"], latencies["P90"], latencies["P99"])
                    elif name == "week":
                        most(self.tables["search_filter_week"], (*key, statistic), values)

    def code_intel(self, site, usage):
        if not usage:
            return
        week = usage["StartOfWeek"][:10]
        most(self.tables["code_intel_week people"], (site, week), tuple(usage[name] for name in (
            "WAUs", "PreciseWAUs", "SearchBasedWAUs", "CrossRepositoryWAUs", "PreciseCrossRepositoryWAUs",
            "SearchBasedCrossRepositoryWAUs", "SettingsPageViewCount")))
        self.tables["code_intel_week repositories"][site, week] = tuple(usage[name] for name in (
            "NumRepositories", "NumRepositoriesWithUploadRecords", "NumRepositoriesWithFreshUploadRecords",
            "NumRepositoriesWithIndexRecords", "NumRepositoriesWithAutoIndexConfigurationRecords"))
        for row in usage["EventSummaries"]:
            key = (
                site, week, ACTIONS[row["Action"]], SOURCES[row["Source"]], row["LanguageID"], row["CrossRepository"])
            most(self.tables["code_intel_action_week"], key, (row["WAUs"], row["TotalActions"]))
        self.lists["code_intel_indexer_week", site, week] = {
            (site, week, indexer): (
                counts["NumRepositoriesWithUploadRecords"], counts["NumRepositoriesWithFreshUploadRecords"])
            for indexer, counts in usage["CountsByLanguage"].items()
        }
        for row in usage["LanguageRequests"]:
            key = site, week, row["LanguageID"]
            most(self.tables["code_intel_language_request_week"], key, (row["NumRequests"],))
        for row in usage["InvestigationEvents"]:
            key = site, week, INVESTIGATIONS[row["Type"]]
            most(self.tables["code_intel_investigation_week"], key, (row["WAUs"], row["Total"]))

    def insights(self, site, day, blocks):
        critical = (blocks.get("codeInsightsCriticalTelemetry") or {}).get("TotalInsights")
        if critical is not None:
            self.tables["code_insights_week total"][site, sunday(day)] = (critical,)
        usage = blocks.get("codeInsightsUsage") or {}
        if not usage:
            return
        week = usage["WeekStart"][:10]
        most(self.tables["code_insights_week views"], (site, week), tuple(usage[name] for name in (
            "WeeklyInsightsPageViews", "WeeklyInsightsUniquePageViews", "WeeklyInsightsGetStartedUniquePageViews",
            "WeeklyInsightCreators", "WeeklyFirstTimeInsightCreators", "WeeklyDataExportClicks")))
        for row in usage.get("WeeklyUsageStatisticsByInsight", []):
            most(self.tables["code_insights_type_week"], (site, week, row["InsightType"]), tuple(row[name] for name in (
                "Additions", "Edits", "Removals", "Hovers", "UICustomizations", "DataPointClicks", "FiltersChange")))
        for action, name in GROUPINGS.items():
            counts = collections.Counter()
            for row in usage.get(name, []):
                counts[row["AggregationMode"]] += row["Count"]
            for mode, count in counts.items():
                most(self.tables["search_aggregation_week"], (site, week, mode, action), (count,))
        self.last_lists(site, week, usage)

    def last_lists(self, site, week, usage):
        """Lists of which the last one of the week counts as a whole."""
        totals = usage.get("InsightTotalCounts") or {}
        for table, rows, key, value in (
            ("code_insights_presentation_week", totals.get("ViewCounts"), ("ViewType",), ("TotalCount",)),
            ("code_insights_generation_week", totals.get("ViewSeriesCounts"), ("GenerationType", "ViewType"),
             ("TotalCount",)),
            ("code_insights_interval_week", usage.get("InsightTimeIntervals"), ("IntervalDays",), ("TotalCount",)),
            ("code_insights_visibility_week", usage.get("InsightOrgVisible"), ("Type",), ("TotalCount",)),
            ("code_insights_backfill_week", usage.get("WeeklySeriesBackfillTime"), ("AllRepos",),
             ("Count", "P50Seconds", "P90Seconds", "P99Seconds")),
        ):
            if rows is None:
                continue
            self.lists[table, site, week] = {
                (site, week, *(row[name] for name in key)): tuple(row[name] for name in value) for row in rows
            }

    def people(self, site, day, blocks):
        growth = blocks.get("growthStatistics") or {}
        if growth:
            self.tables["instance_month growth"][site, day[:7] + "-01"] = tuple(growth[name] for name in (
                "CreatedUsers", "DeletedUsers", "RetainedUsers", "ChurnedUsers", "ResurrectedUsers"))
        for cohort in (blocks.get("retentionStatistics") or {}).get("Weekly") or []:
            for number in range(12):
                share = cohort[f"Week{number}"]
                if cohort["CohortSize"] and share is not None:
                    key = site, cohort["WeekStart"][:10], number
                    self.tables["retention_cohort"][key] = (cohort["CohortSize"], share)

    def batches(self, site, day, usage):
        if not usage:
            return
        self.batch_changes[site].append((day, usage))
        for row in usage.get("BatchChangesCohorts", []):
            self.tables["batch_changes_cohort"][site, row["Week"]] = tuple(row[name] for name in (
                "BatchChangesOpen", "BatchChangesClosed", "ChangesetsPublished", "ChangesetsPublishedOpen",
                "ChangesetsPublishedDraft", "ChangesetsPublishedMerged", "ChangesetsPublishedClosed"))
        for row in usage.get("WeeklyBulkOperationStats", []):
            key = site, row["Week"][:10], row["BulkOperation"]
            most(self.tables["bulk_operation_week"], key, (row["Count"],))

    def batch_months(self, site, reports):
        months = {}
        people, executed = {}, {}
        for day, usage in reports:
            month = day[:7] + "-01"
            months[month] = day, usage
            most(people, month, (usage["CurrentMonthContributorsCount"], usage["CurrentMonthUsersCount"]))
            for row in usage.get("MonthlyBatchChangesExecutorUsage", []):
                most(executed, row["Month"][:10], (row["Count"], row["Minutes"]))
        before = None
        for month, (day, usage) in sorted(months.items()):
            totals = tuple(usage.get(name) for name in TOTALS)
            differences = tuple(
                None if before is None or now is None or then is None else max(0, now - then)
                for now, then in zip(totals, before or totals)
            )
            limit = (datetime.date.fromisoformat(day) - datetime.timedelta(days=90)).isoformat()
            ago = [old for old_day, old in reports if old_day <= limit][-1:]
            made, merged = usage["BatchChangesCount"], usage["PublishedChangesetsMergedCount"]
            if ago:
                made = max(0, made - ago[0]["BatchChangesCount"])
                merged = max(0, merged - ago[0]["PublishedChangesetsMergedCount"])
            self.tables["batch_changes_month"][site, month] = (
                *totals, *differences, *people[month], *executed.get(month, (None, None)), made > 5 or merged >= 100)
            before = totals
        last = reports[-1][1]
        for row in last.get("ChangesetDistribution", []):
            self.tables["batch_changes_size"][site, row["Source"], row["Range"]] = (row["BatchChangesCount"],)
        for row in last.get("BatchChangeStatsBySource", []):
            values = row["PublishedChangesetsCount"], row["BatchChangesCount"]
            self.tables["batch_changes_source"][site, row["Source"]] = values

    def features(self, site, week, blocks):
        for table, block, names in (
            ("feature_week saved", "savedSearches", ("TotalSavedSearches", "UniqueUsers", "NotificationsSent")),
            ("feature_week monitors", "codeMonitoringUsage",
             ("MonitorsEnabled", "TriggerRuns", "TriggerRunsErrored", "P90TriggerRunTimeSeconds")),
            ("feature_week notebooks", "notebooksUsage", ("NotebooksCreatedCount", "NotebookPageViews")),
        ):
            if blocks.get(block):
                self.tables[table][site, week] = tuple(blocks[block][name] for name in names)
        if blocks.get("searchJobsUsage"):
            most(self.tables["feature_week jobs"], (site, week), tuple(blocks["searchJobsUsage"][name] for name in (
                "WeeklySearchJobsUniquePageViews", "WeeklySearchJobsCreateClick", "WeeklySearchJobsDownloadClicks")))
        cody = (blocks.get("codyUsage") or {}).get("Monthly")
        for month in cody if isinstance(cody, list) else [cody] if cody else []:
            most(self.tables["cody_month"], (site, month["StartTime"][:10]), tuple(month[name]["UserCount"] for name in (
                "TotalCodyUsers", "TotalProductUsers", "TotalVSCodeProductUsers", "TotalJetBrainsProductUsers",
                "TotalWebProductUsers")))
        report = (blocks.get("codeHostIntegrationUsage") or {}).get("Week")
        if report:
            most(self.tables["integration_week"], (site, report["StartTime"][:10]), tuple(
                report[name]["UniquesCount"] for name in ("BrowserExtension", "NativeIntegration")))
        for editor in (blocks.get("ideExtensionsUsage") or {}).get("IDEs") or []:
            report = editor["Week"]
            key = site, report["StartTime"][:10], {"VSCODE": "VSCode", "JETBRAINS": "JetBrains"}[editor["IdeKind"]]
            searches = report["SearchesPerformed"]
            most(self.tables["ide_week"], key, (searches["UniquesCount"], searches["TotalCount"]))
        histogram = blocks.get("repository_size_histogram")
        if histogram:
            for place, bucket in enumerate(histogram):
                self.tables["repository_size"][site, place + 1] = (bucket["count"],)


# (table of the facts): (clean table, columns of the key, columns of the values, condition)
TABLES = {
    **{
        f"search_{period}": (f"search_{period}", ["site_id", period], ["search_users"], "true")
        for period in ("day", "week", "month")
    },
    **{
        f"search_type_{period}": (
            f"search_type_{period}", ["site_id", period, "search_type"],
            ["users", "searches", "p50_ms", "p90_ms", "p99_ms"], "true")
        for period in ("day", "week", "month")
    },
    "code_intel_week people": ("code_intel_week", ["site_id", "week"], [
        "users", "precise_users", "search_based_users", "cross_repository_users", "precise_cross_repository_users",
        "search_based_cross_repository_users", "settings_page_views"], "true"),
    "code_intel_week repositories": ("code_intel_week", ["site_id", "week"], [
        "repositories", "repositories_with_uploads", "repositories_with_fresh_uploads", "repositories_with_indexes",
        "auto_index_repositories"], "true"),
    "code_intel_action_week": (
        "code_intel_action_week", ["site_id", "week", "action", "source", "language", "is_cross_repository"],
        ["users", "actions"], "true"),
    "code_intel_indexer_week": ("code_intel_indexer_week", ["site_id", "week", "indexer"], [
        "repositories_with_uploads", "repositories_with_fresh_uploads"], "true"),
    "code_intel_language_request_week": (
        "code_intel_language_request_week", ["site_id", "week", "language"], ["requests"], "true"),
    "code_intel_investigation_week": (
        "code_intel_investigation_week", ["site_id", "week", "investigation"], ["users", "events"], "true"),
    "code_insights_week total": (
        "code_insights_week", ["site_id", "week"], ["total_insights"], "total_insights IS NOT NULL"),
    "code_insights_week views": ("code_insights_week", ["site_id", "week"], [
        "page_views", "viewers", "get_started_viewers", "creators", "first_time_creators", "data_exports"],
        "page_views IS NOT NULL"),
    "code_insights_type_week": ("code_insights_type_week", ["site_id", "week", "insight_type"], [
        "additions", "edits", "removals", "hovers", "customizations", "data_point_clicks", "filter_changes"], "true"),
    "code_insights_presentation_week": (
        "code_insights_presentation_week", ["site_id", "week", "presentation"], ["insights"], "true"),
    "code_insights_generation_week": (
        "code_insights_generation_week", ["site_id", "week", "generation", "presentation"], ["series"], "true"),
    "code_insights_interval_week": (
        "code_insights_interval_week", ["site_id", "week", "interval_days"], ["insights"], "true"),
    "code_insights_visibility_week": (
        "code_insights_visibility_week", ["site_id", "week", "visibility"], ["insights"], "true"),
    "code_insights_backfill_week": ("code_insights_backfill_week", ["site_id", "week", "is_all_repositories"], [
        "backfills", "p50_seconds", "p90_seconds", "p99_seconds"], "true"),
    "search_aggregation_week": (
        "search_aggregation_week", ["site_id", "week", "aggregation_mode", "action"], ["count"], "true"),
    "instance_month growth": ("instance_month", ["site_id", "month"], [
        "created_users", "deleted_users", "retained_users", "churned_users", "resurrected_users"],
        "created_users IS NOT NULL"),
    "retention_cohort": (
        "retention_cohort", ["site_id", "cohort_week", "weeks_since_sign_up"], ["cohort_size", "retained_share"],
        "true"),
    "batch_changes_month": ("batch_changes_month", ["site_id", "month"], [
        "batch_changes", "batch_changes_closed", "batch_specs", "changeset_specs", "changesets_published",
        "changesets_merged", "changesets_imported", "apply_page_views", "batch_changes_in_month",
        "batch_changes_closed_in_month", "batch_specs_in_month", "changeset_specs_in_month",
        "changesets_published_in_month", "changesets_merged_in_month", "changesets_imported_in_month",
        "apply_page_views_in_month", "contributors", "viewers", "executor_users", "executor_minutes", "is_active"],
        "true"),
    "batch_changes_cohort": ("batch_changes_cohort", ["site_id", "creation_week"], [
        "batch_changes_open", "batch_changes_closed", "changesets_published", "changesets_open", "changesets_draft",
        "changesets_merged", "changesets_closed"], "true"),
    "batch_changes_size": ("batch_changes_size", ["site_id", "source", "size"], ["batch_changes"], "true"),
    "batch_changes_source": (
        "batch_changes_source", ["site_id", "source"], ["changesets_published", "batch_changes"], "true"),
    "bulk_operation_week": ("bulk_operation_week", ["site_id", "week", "operation"], ["operations"], "true"),
    "feature_week saved": ("feature_week", ["site_id", "week"], [
        "saved_searches", "saved_search_users", "saved_search_notifications"], "saved_searches IS NOT NULL"),
    "feature_week monitors": ("feature_week", ["site_id", "week"], [
        "monitors_enabled", "monitor_runs", "monitor_run_errors", "monitor_run_p90_seconds"],
        "monitors_enabled IS NOT NULL"),
    "feature_week notebooks": (
        "feature_week", ["site_id", "week"], ["notebooks", "notebook_page_views"], "notebooks IS NOT NULL"),
    "feature_week jobs": ("feature_week", ["site_id", "week"], [
        "search_job_viewers", "search_jobs_created", "search_job_downloads"], "search_job_viewers IS NOT NULL"),
    "cody_month": ("cody_month", ["site_id", "month"], [
        "cody_users", "product_users", "vscode_users", "jetbrains_users", "web_users"], "true"),
    "integration_week": ("integration_week", ["site_id", "week"], [
        "browser_extension_users", "native_integration_users"], "true"),
    "ide_week": ("ide_week", ["site_id", "week", "ide"], ["users", "searches"], "true"),
    "repository_size": ("repository_size", ["site_id", "size_order"], ["repositories"], "true"),
}


def clean_facts(file):
    """The same facts as the clean tables have them."""
    facts = {}
    for name, (table, keys, values, condition) in TABLES.items():
        columns = ", ".join(f"CAST({column} AS VARCHAR) AS {column}" for column in keys)
        select = f"SELECT {columns}, {', '.join(values)} FROM clean.{table} WHERE {condition}"
        facts[name] = {}
        for row in file.rows(select):
            key = tuple(row[column] for column in keys)
            assert key not in facts[name], f"{table} has {key} twice"
            facts[name][key] = tuple(row[column] for column in values)
    # Operators and filters have names for people there; the number of them and their sums have to fit.
    facts["search_filter_week"] = collections.Counter()
    for row in file.rows("SELECT CAST(week AS VARCHAR) AS week, site_id, users, uses FROM clean.search_filter_week"):
        facts["search_filter_week"][row["site_id"], row["week"], "users"] += row["users"]
        facts["search_filter_week"][row["site_id"], row["week"], "uses"] += row["uses"]
    facts["searches"] = {}
    for period in ("day", "week", "month"):
        select = f"SELECT site_id, CAST({period} AS VARCHAR) AS start, searches FROM clean.search_{period}"
        for row in file.rows(select):
            facts["searches"][period, row["site_id"], row["start"]] = row["searches"]
    return facts


def expected_facts(pings):
    tables = Facts(pings).tables
    facts = {
        name: {tuple(text(part) for part in key): values for key, values in tables[name].items()} for name in TABLES
    }
    facts["search_filter_week"] = collections.Counter()
    for (site, week, _), (users, uses) in tables["search_filter_week"].items():
        facts["search_filter_week"][site, week, "users"] += users
        facts["search_filter_week"][site, week, "uses"] += uses
    facts["searches"] = {}
    for period in ("day", "week", "month"):
        for site, start in tables[f"search_{period}"]:
            facts["searches"][period, site, start] = 0
        for (site, start, _), (_, searches, *_) in tables[f"search_type_{period}"].items():
            facts["searches"][period, site, start] += searches
    return facts


def text(part):
    return str(part).lower() if isinstance(part, bool) else str(part)


def differences(expected, found):
    """All differences, as sentences."""
    problems = []
    for name, wanted in expected.items():
        if not wanted:
            problems.append(f"{name}: nothing is expected, so nothing was checked")
        for key in wanted.keys() | found[name].keys():
            if wanted.get(key) != found[name].get(key):
                problems.append(
                    f"{name} {' / '.join(map(str, key))}: expected {wanted.get(key)}, found {found[name].get(key)}")
    return problems


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    comparison = commands.add_parser("compare")
    comparison.add_argument("warehouse")
    comparison.add_argument("--truth")
    options = parser.parse_args()
    with WarehouseFile(options.warehouse) as file:
        if options.truth:
            with open(options.truth) as truth:
                expected = expected_facts(planted(json.load(truth)))
        else:
            expected = expected_facts(received(file))
        problems = differences(expected, clean_facts(file))
    for problem in sorted(problems)[:50]:
        print(problem)
    if problems:
        sys.exit(f"{len(problems)} facts differ")
    print(f"{sum(map(len, expected.values()))} facts in {len(expected)} tables are right")


if __name__ == "__main__":
    main()
