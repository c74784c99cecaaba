import JSON
import ProductAnalytics
import Testing
import Warehouse

/// Charts that are answered from lists of steps, days and sessions give the numbers that the events give.
@Suite(.serialized) struct ListChartTests {
    /// The chart, and the tables that answer it where nothing stands in the way.
    static let charts: [(members: String, tables: String)] = [
        (#""chart": "segmentation", "events": ["A"], "group_by": ["country"]"#, "steps"),
        (#""chart": "segmentation", "events": ["A", "B"], "group_by": ["user.plan"], "top": 1"#, "steps"),
        (#""chart": "segmentation", "events": ["A"], "group_by": ["country"], "top": 1, "other": "none""#, "steps"),
        (
            #""chart": "segmentation", "events": ["A"], "interval": "week", "rolling": {"buckets": 2}, "group_by": ["country"]"#,
            "steps"
        ),
        (#""chart": "segmentation", "events": ["A"], "cumulative": true, "group_by": ["user.plan"]"#, "steps"),
        (
            #""chart": "segmentation", "events": ["_active"], "metric": "totals", "group_by": ["country"], "top": 2"#,
            "steps"
        ),
        (
            #""chart": "segmentation", "events": ["_all"], "metric": "totals", "group_by": ["event_type"], "top": 2"#,
            "steps"
        ),
        (#""chart": "segmentation", "events": ["A"], "metric": "totals", "group_by": ["event.page"]"#, "steps"),
        (
            #""chart": "segmentation", "events": ["A"], "metric": "average", "group_by": ["country"], "exclude_weekdays": ["sunday"]"#,
            "steps"
        ),
        (
            #""chart": "segmentation", "events": ["A"], "metric": "property_sum", "property": "event.amount", "group_by": ["country"]"#,
            "steps"
        ),
        (
            #""chart": "segmentation", "events": ["_active"], "metric": "property_average", "property": "event.amount""#,
            "steps"
        ),
        (
            #""chart": "segmentation", "events": ["A"], "metric": "property_max", "property": "event.amount", "cumulative": true"#,
            "steps"
        ),
        (
            #""chart": "segmentation", "events": ["A"], "metric": "property_percentile", "percentile": 0.9, "property": "event.amount", "interval": "week", "group_by": ["user.plan"]"#,
            "steps"
        ),
        (
            #""chart": "segmentation", "formula": "PERCENTILE(A, 0.5) + PERCENTILE(B, 0.99); PROPMAX(A); TOTALS(B)", "events": [{"event": "A", "property": "event.amount"}, {"event": "B", "property": "event.amount"}]"#,
            "steps"
        ),
        (#""chart": "segmentation", "events": ["_active"], "group_by": ["country"], "top": 1"#, "steps"),
        (
            #""chart": "segmentation", "events": [{"any_of": [{"event": "A"}, {"event": "B"}]}], "group_by": ["event_type"], "rolling": {"buckets": 3}"#,
            "steps"
        ),
        (#""chart": "segmentation", "events": ["_active"], "metric": "totals""#, "days"),
        (#""chart": "segmentation", "events": ["_active"], "interval": "week", "cumulative": true"#, "days"),
        (#""chart": "segmentation", "events": ["_active"], "metric": "average", "rolling": {"buckets": 3}"#, "days"),
        (#""chart": "segmentation", "events": ["A"], "exclude_weekdays": ["sunday", "monday"]"#, "days"),
        (#""chart": "segmentation", "events": ["A"], "metric": "property_sum", "property": "revenue""#, "events"),
        (#""chart": "segmentation", "events": ["A"], "metric": "property_count", "property": "event.page""#, "steps"),
        (#""chart": "stickiness", "event": "A", "interval": "week""#, "days"),
        (#""chart": "stickiness", "over": "range", "interval": "day""#, "days"),
        (#""chart": "stickiness", "event": {"event": "A", "group_by": ["country"]}"#, "steps"),
        (#""chart": "lifecycle", "interval": "week""#, "days"),
        (#""chart": "retention", "start": "_new", "day_definition": "calendar", "intervals": 5"#, "days"),
        (#""chart": "journeys", "start_with": "A", "count": "totals", "steps": 3"#, "sessions"),
        (#""chart": "journeys", "start_with": "A", "count": "totals", "collapse": false, "steps": 4"#, "sessions"),
        (#""chart": "journeys", "end_with": "B", "count": "totals""#, "sessions"),
        (#""chart": "journeys", "between": ["A", "C"], "count": "totals", "collapse": false"#, "sessions"),
        (#""chart": "journeys", "start_with": "A", "count": "uniques""#, "sessions"),
        (#""chart": "journeys", "between": ["B", "C"], "count": "uniques", "exclude": ["D"]"#, "sessions"),
        (
            #""chart": "journeys", "start_with": "A", "count": "totals", "rules": [{"match": "B", "name": "A"}, {"match": "C", "hide": true}]"#,
            "sessions"
        ),
    ]

    /// Charts that the steps answer only where numbers of the events are packed beside them.
    static let packedCharts: [(members: String, tables: String)] = [
        (
            #""chart": "segmentation", "events": ["A"], "metric": "property_sum", "property": "event.size", "group_by": ["country"]"#,
            "steps"
        ),
        (
            #""chart": "segmentation", "formula": "PERCENTILE(A, 0.5); PROPMIN(B); PROPAVG(A)", "events": [{"event": "A", "property": "event.size"}, {"event": "B", "property": "event.amount"}]"#,
            "steps"
        ),
    ]

    @Test(arguments: RandomLogs.batches.prefix(2), TestLog.Beside.allCases)
    func `lists give the numbers of the events`(_ seeds: [UInt64], _ beside: TestLog.Beside) async throws {
        let logs = seeds.map { Log.random(seed: $0) }
        let test = try await TestLog(logs, beside: beside)
        var seen: [String: Int] = [:]
        // As many numbers as packs hold are those of the last logs.
        let packedCharts = beside == .halfWaiting ? [] : Self.packedCharts
        let lastLogs = seeds.suffix(15)
        for (index, seed) in seeds.enumerated() {
            var generator = SeededGenerator(seed: seed &+ 77)
            let resident = ResidentSteps(budget: 1 << 20)
            for chart in Self.charts.shuffled(using: &generator).prefix(8)
                + (lastLogs.contains(seed) ? packedCharts : [])
            {
                let (from, to) = [(2, 15), (3, 8), (5, 11)].randomElement(using: &generator) ?? (2, 15)
                let zone: String? = Int.random(in: 0..<4, using: &generator) == 0 ? "America/New_York" : nil
                let definition = try ChartDefinition(
                    JSONValue.parse(
                        """
                        {\(chart.members), "range": {"from": "2026-03-0\(from)", "to": "2026-03-\(to < 10 ? "0" : "")\(to)"}
                        \(zone.map { #", "time_zone": "\#($0)""# } ?? "")}
                        """))
                let isLater = Bool.random(using: &generator)
                let asOf = moment(isLater ? "2026-04-10" : "2026-03-09 17:30")
                let fast = try await test.answer(definition, project: index + 1, asOf: asOf)
                let general = try await test.answer(definition, project: index + 1, asOf: asOf, readsDerived: false)
                // Notes about lists look at all values that there are.
                let isSame = fast.numbers.withoutNotes == general.numbers.withoutNotes
                #expect(isSame, "seed \(seed): \(chart.members), \(from) to \(to), \(zone ?? "UTC")")
                let kept = try await test.answer(definition, project: index + 1, asOf: asOf, resident: resident)
                let isKept = kept.numbers.withoutNotes == general.numbers.withoutNotes
                #expect(isKept, "lists in memory, seed \(seed): \(chart.members)")
                let tables = fast["reads"]?.arrayValue?.compactMap { $0["tables"]?.stringValue } ?? []
                if zone == nil, isLater, tables.contains(chart.tables) {
                    seen[chart.members, default: 0] += 1
                }
            }
        }
        // Each way was taken, not only the general one.
        for chart in Self.charts + packedCharts {
            #expect(seen[chart.members] ?? 0 > 0, "\(chart.members) was not read from \(chart.tables)")
        }
    }

    /// As the loader moves what is theirs: to the rows that wait, under the new number.
    @Test func `people who were merged since the tables were packed are somebody else`() async throws {
        var log = Log.random(seed: 12)
        log.merges = [:]
        let test = try await TestLog([log], beside: .packed)
        let people = Set(log.events.map(\.person)).sorted()
        let (old, canonical) = (TestLog.uid(people[0], project: 1), TestLog.uid(people[1], project: 1))
        for sql in [
            "INSERT INTO main.merges VALUES (\(old), \(canonical), make_timestamp(0))",
            "INSERT INTO main.steps_tail SELECT * REPLACE (\(canonical)::INTEGER AS uid) FROM main.steps WHERE uid = \(old)",
            "INSERT INTO main.act_tail SELECT * REPLACE (\(canonical)::INTEGER AS uid) FROM main.act WHERE uid = \(old)",
            """
            INSERT INTO main.sess_touched SELECT \(canonical), session, started_at FROM main.sess WHERE uid = \(old)
            """,
            "DELETE FROM main.steps WHERE uid = \(old)", "DELETE FROM main.act WHERE uid = \(old)",
            "DELETE FROM main.sess WHERE uid = \(old)",
        ] {
            try await test.warehouse.execute(Statement(sql, label: "test"))
        }
        for chart in Self.charts + Self.packedCharts {
            let definition = try ChartDefinition(
                JSONValue.parse("{\(chart.members), \"range\": {\"from\": \"2026-03-02\", \"to\": \"2026-03-15\"}}"))
            let fast = try await test.answer(definition)
            let general = try await test.answer(definition, readsDerived: false)
            let isSame = fast.numbers.withoutNotes == general.numbers.withoutNotes
            #expect(isSame, "\(chart.members)")
        }
    }
}

extension JSONValue {
    fileprivate var withoutNotes: JSONValue {
        guard let members = objectValue?.members else { return self }
        return .object(JSONObject(members.filter { $0.key != "notes" }.map { ($0.key, $0.value) }))
    }
}
