package import JSON

/// `run_results.json`, in the shape of dbt's schema version 6.
package enum RunResults {
    package static func json(_ summary: RunSummary, now: Int64) -> JSONValue {
        let builds = summary.nodes.filter { $0.state != .unchanged }.map { result($0) }
        let known = Set(summary.nodes.map(\.node))
        let tests = summary.tests.filter { !known.contains($0.test.text) }.map { result($0, summary.run) }
        let elapsed = summary.run.finished.map { Double($0 - summary.run.started) / 1e6 } ?? 0
        return .object(
            JSONObject([
                ("metadata", ArtifactValues.metadata("run-results/v6", now: now, invocation: summary.run.id)),
                ("results", .array(builds + tests)), ("elapsed_time", .double(elapsed)),
                ("args", ["which": .string(summary.run.command), "select": .string(summary.run.selection)]),
            ]))
    }

    private static func result(_ record: RunNodeRecord) -> JSONValue {
        let isTest = record.node.hasPrefix("test.") || record.node.hasPrefix("unit_test.")
        let status =
            switch record.state {
            case .ok, .unchanged: isTest ? "pass" : "success"
            case .warned: isTest ? "warn" : "success"
            case .failed: isTest && record.failures != nil ? "fail" : "error"
            default: "skipped"
            }
        return value(
            record.node, status, record.message, started: record.started, seconds: record.seconds, sql: record.sql,
            failures: record.failures, rows: record.rows)
    }

    private static func result(_ outcome: TestOutcome, _ run: RunRecord) -> JSONValue {
        value(
            outcome.test.text, outcome.status.rawValue, outcome.message, started: run.started,
            seconds: outcome.seconds, sql: outcome.sql, failures: outcome.failures, rows: nil)
    }

    private static func value(
        _ node: String, _ status: String, _ message: String?, started: Int64, seconds: Double, sql: String?,
        failures: Int64?, rows: Int64?
    ) -> JSONValue {
        let timing: JSONValue = [
            "name": "execute", "started_at": .string(ArtifactValues.instant(started)),
            "completed_at": .string(ArtifactValues.instant(started + Int64(seconds * 1e6))),
        ]
        return [
            "unique_id": .string(node), "status": .string(status), "message": JSONValue(message),
            "failures": failures.map(JSONValue.int) ?? .null, "execution_time": .double(seconds),
            "thread_id": "Thread-1", "timing": .array([timing]),
            "adapter_response": ["rows_affected": rows.map(JSONValue.int) ?? .null],
            "compiled": .bool(sql != nil), "compiled_code": JSONValue(sql),
        ]
    }
}

/// `sources.json`, in the shape of dbt's schema version 3.
package enum SourceResults {
    package static func json(_ found: [SourceFreshness], now: Int64, invocation: String) -> JSONValue {
        let results = found.map { freshness -> JSONValue in
            guard let newest = freshness.newest else {
                return [
                    "unique_id": .string(freshness.source.text), "status": .string(freshness.status.rawValue),
                    "error": JSONValue(freshness.message),
                ]
            }
            return [
                "unique_id": .string(freshness.source.text), "status": .string(freshness.status.rawValue),
                "max_loaded_at": .string(ArtifactValues.instant(newest)),
                "snapshotted_at": .string(ArtifactValues.instant(freshness.asked)),
                "max_loaded_at_time_ago_in_s": .int(freshness.ageSeconds ?? 0),
                "criteria": [
                    "warn_after": limit(freshness.rule.warnAfter), "error_after": limit(freshness.rule.errorAfter),
                    "filter": JSONValue(freshness.rule.filter),
                ],
            ]
        }
        return .object(
            JSONObject([
                ("metadata", ArtifactValues.metadata("sources/v3", now: now, invocation: invocation)),
                ("results", .array(results)), ("elapsed_time", .double(0)),
            ]))
    }

    private static func limit(_ limit: FreshnessRule.Limit?) -> JSONValue {
        guard let limit else { return .null }
        return ["count": JSONValue(limit.count), "period": .string(limit.period.rawValue)]
    }
}
