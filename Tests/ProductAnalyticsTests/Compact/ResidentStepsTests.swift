import JSON
import Testing
import Warehouse

@testable import ProductAnalytics

/// Lists that stay in memory, beside the tables they were read from.
@Suite(.serialized) struct ResidentStepsTests {
    /// A log with three types and two hundred people.
    private static func log() -> Log {
        var generator = SeededGenerator(seed: 11)
        var log = Log()
        for _ in 0..<4_000 {
            var event = LogEvent(
                Int.random(in: 1...200, using: &generator), ["A", "B", "C"].randomElement(using: &generator) ?? "A",
                at: FunnelStreams.start + Int64.random(in: 0..<240, using: &generator) * ChartCalendar.hour)
            event.country = ["DE", "FR", nil].randomElement(using: &generator) ?? nil
            log.events.append(event)
        }
        return log
    }

    private static func funnel() -> FunnelChart {
        var chart = FunnelChart("A", "B", "C")
        chart.breakdown = FunnelBreakdown(.column("country"))
        return chart
    }

    private static func answer(
        _ chart: FunnelChart, _ test: TestLog, _ resident: ResidentSteps?, onSteps: Bool = true, days: Int64 = 10
    ) async throws -> (json: String, sql: [String]) {
        var log = EventLog(source: try await test.source(), warehouse: test.warehouse, label: "test")
        log.readsSteps = onSteps
        log.resident = resident
        let context = ChartContext(
            log: log, calendar: ChartCalendar(), asOf: .max,
            range: (FunnelStreams.start, FunnelStreams.start + days * ChartCalendar.day), interval: .day,
            segments: [.everybody])
        var writer = JSONWriter()
        writer.beginObject()
        let answer = try await chart.funnel(in: context)
        answer.write(to: &writer)
        writer.endObject()
        return (String(decoding: writer.bytes, as: UTF8.self), answer.sql)
    }

    /// The answer with lists kept is that on events; returns what was asked of the warehouse for it.
    @discardableResult
    private static func check(
        _ test: TestLog, _ resident: ResidentSteps, _ chart: FunnelChart? = nil, days: Int64 = 10,
        _ location: SourceLocation = #_sourceLocation
    ) async throws -> String {
        let chart = chart ?? Self.funnel()
        let kept = try await answer(chart, test, resident, days: days)
        let events = try await answer(chart, test, nil, onSteps: false, days: days)
        #expect(kept.json == events.json, sourceLocation: location)
        return kept.sql.joined()
    }

    private static func reads(_ test: TestLog, _ resident: ResidentSteps?) async throws -> [ChartStrategy] {
        var log = EventLog(source: try await test.source(), warehouse: test.warehouse, label: "test")
        log.resident = resident
        let context = ChartContext(
            log: log, calendar: ChartCalendar(), asOf: .max,
            range: (FunnelStreams.start, FunnelStreams.start + ChartCalendar.day), interval: .day)
        _ = try await funnel().funnel(in: context)
        return log.reads.all.map(\.strategy)
    }

    @Test func `the second chart asks nothing`() async throws {
        let test = try await TestLog(Self.log())
        let resident = ResidentSteps(budget: 1 << 20)
        #expect(resident.size == (0, 0))
        #expect(try await Self.check(test, resident).contains("main.steps"))
        #expect(resident.size.lists == 6)
        #expect(try await Self.check(test, resident) == "")
        #expect(try await Self.reads(test, resident) == [.memory])
        #expect(try await Self.reads(test, nil) == [.steps])
        // Lists hold all times.
        #expect(try await Self.check(test, resident, days: 3) == "")
        // One that needs sequences too reads them once, and loses no columns.
        var exact = Self.funnel()
        exact.tick = .exact
        #expect(try await Self.check(test, resident, exact) != "")
        #expect(try await Self.check(test, resident, exact) == "")
        #expect(try await Self.check(test, resident) == "")
        var general = Self.funnel()
        general.order = .any
        _ = try await Self.check(test, resident, general)
        #expect(try await Self.check(test, resident, general) == "")
    }

    @Test func `stays within its budget`() async throws {
        let test = try await TestLog(Self.log())
        for budget in [0, 1_000, 20_000, 30_000, 60_000] {
            let resident = ResidentSteps(budget: budget)
            try await Self.check(test, resident)
            try await Self.check(test, resident, FunnelChart("C", "A"))
            try await Self.check(test, resident, FunnelChart("B"))
            #expect(resident.size.bytes <= budget)
            #expect(budget < 60_000 || resident.size.lists > 0)
        }
    }

    @Test func `the list unused for longest goes first`() async throws {
        let test = try await TestLog(Self.log())
        // Room for two of three.
        let resident = ResidentSteps(budget: 40_000)
        try await Self.check(test, resident, FunnelChart("A"))
        try await Self.check(test, resident, FunnelChart("B"))
        #expect(try await Self.check(test, resident, FunnelChart("A")) == "")
        try await Self.check(test, resident, FunnelChart("C"))
        #expect(try await Self.check(test, resident, FunnelChart("A")) == "")
        #expect(try await Self.check(test, resident, FunnelChart("B")) != "")
    }

    private static func load(_ test: TestLog, person: Int, type: String, hours: Int64, batch: Int) async throws {
        let time = FunnelStreams.start + hours * ChartCalendar.hour
        let uid = TestLog.uid(person, project: 1)
        for sql in [
            """
            INSERT INTO main.events (project_id, ev, event_time, uid, seq, flags, event_properties, user_properties)
            SELECT 1, ev, make_timestamp(\(time)), \(uid), \(10_000 + batch), 0, '{}', '{}' FROM main.event_types
            WHERE name = '\(type)'
            """,
            """
            INSERT INTO main.steps_tail (ev, uid, time, seq)
            SELECT ev, \(uid), make_timestamp(\(time)), \(10_000 + batch) FROM main.event_types WHERE name = '\(type)'
            """,
            "INSERT INTO main.loads VALUES (\(batch))",
        ] { try await test.warehouse.execute(Statement(sql, label: "test")) }
    }

    @Test func `after a load only what came in is read`() async throws {
        let test = try await TestLog(Self.log())
        let resident = ResidentSteps(budget: 1 << 20)
        try await Self.check(test, resident)
        for batch in 1...5 {
            // Also in front of all others, and at the time of an event that is there.
            try await Self.load(
                test, person: batch * 20, type: ["A", "B", "C"][batch % 3], hours: Int64(batch - 1) * 3, batch: batch)
            let sql = try await Self.check(test, resident)
            #expect(sql.contains("main.steps_tail") && !sql.contains("main.steps "))
            #expect(try await Self.check(test, resident) == "")
        }
    }

    @Test func `a list from before a merge of people is not used`() async throws {
        let test = try await TestLog(Self.log())
        let resident = ResidentSteps(budget: 1 << 20)
        try await Self.check(test, resident)
        let (old, canonical) = (TestLog.uid(7, project: 1), TestLog.uid(3, project: 1))
        for sql in [
            "INSERT INTO main.merges VALUES (\(old), \(canonical), make_timestamp(0))",
            "UPDATE main.steps_tail SET uid = \(canonical) WHERE uid = \(old)",
            "INSERT INTO main.steps_tail SELECT * REPLACE (\(canonical) AS uid) FROM main.steps WHERE uid = \(old)",
            "DELETE FROM main.steps WHERE uid = \(old)",
        ] { try await test.warehouse.execute(Statement(sql, label: "test")) }
        #expect(try await Self.check(test, resident).contains("main.steps "))
        #expect(try await Self.check(test, resident) == "")
    }

    @Test func `lists are read anew after the tables were sorted or made anew`() async throws {
        let test = try await TestLog(Self.log())
        let resident = ResidentSteps(budget: 1 << 20)
        try await Self.check(test, resident)
        for sql in [
            """
            CREATE TABLE main.steps_sorted AS SELECT * FROM (SELECT * FROM main.steps UNION ALL SELECT * FROM main.steps_tail)
            ORDER BY ev, uid, time, seq
            """,
            "DROP TABLE main.steps", "ALTER TABLE main.steps_sorted RENAME TO steps", "DELETE FROM main.steps_tail",
        ] { try await test.warehouse.execute(Statement(sql, label: "test")) }
        #expect(try await Self.check(test, resident).contains("main.steps "))
        #expect(try await Self.check(test, resident) == "")
        try await Self.load(test, person: 5, type: "B", hours: 30, batch: 9)
        #expect(try await !Self.check(test, resident).contains("main.steps "))
        #expect(try await Self.check(test, resident) == "")
        try await test.deriveAnew()
        #expect(try await Self.check(test, resident) != "")
        #expect(try await Self.check(test, resident) == "")
    }

    @Test(arguments: RandomLogs.batches) func `the same as on events`(_ seeds: [UInt64]) async throws {
        let test = try await TestLog(seeds.map { Log.random(seed: $0) })
        let resident = ResidentSteps(budget: 100_000)
        for (index, seed) in seeds.enumerated() {
            let draw = FunnelStepsTests.Draw(seed: seed)
            var answers: [String] = []
            for way in 0..<3 {
                let context = try await FunnelStepsTests.context(
                    test, project: index + 1, draw, onSteps: way < 2, resident: resident)
                var writer = JSONWriter()
                writer.beginObject()
                try await draw.chart.funnel(in: context).write(to: &writer)
                writer.endObject()
                answers.append(String(decoding: writer.bytes, as: UTF8.self))
            }
            #expect(answers[0] == answers[2], "seed \(seed)")
            #expect(answers[1] == answers[2], "seed \(seed)")
        }
    }
}
