import Testing

@testable import Pipelines

@Suite struct BackfillTests {
    private static let files = [
        "sources.yml": """
        version: 2
        sources: [{name: raw, tables: [{name: ping, config: {event_time: received_at}}]}]
        """,
        "clean/ping_day.sql": """
        {{ config(kind='incremental', time='day', step='day', start='2026-01-01', chunk=1) }}
        select date_trunc('day', received_at) as day, count(*) as pings from {{ source('raw', 'ping') }} group by 1
        """,
        "clean/total.sql": "{{ config(kind='table') }} select sum(pings) as pings from {{ ref('ping_day') }}",
    ]
    private static let raw = [
        "CREATE SCHEMA raw",
        // Four each day from January 1 to January 5, and one on January 6.
        "CREATE TABLE raw.ping AS SELECT TIMESTAMP '2026-01-01' + i * INTERVAL 6 HOUR AS received_at FROM range(21) AS r(i)",
    ]
    private static let range = TimeRange(
        from: UTCTime.parse("2026-01-02") ?? 0, to: UTCTime.parse("2026-01-05") ?? 0)

    private func runner(_ house: House) async throws -> BackfillRunner {
        let environment = try await house.environment()
        return BackfillRunner(engine: house.engine) { environment }
    }

    private func add(_ runner: BackfillRunner, _ names: [String] = ["ping_day"]) async throws -> Backfill {
        try await runner.add(
            Set(names.map { NodeID("model.project.\($0)") }), Self.range, selection: names.joined(separator: " "),
            trigger: RunTrigger(.manual, who: "ana", note: "pings were lost"))
    }

    private func days(_ house: House) async throws -> String {
        try await house.lines("SELECT pings FROM clean.ping_day ORDER BY day").joined(separator: " ")
    }

    /// A built house in which every day says 0.
    private func withZeros(_ body: (House) async throws -> Void) async throws {
        try await withHouse(Self.files, before: Self.raw) { (house) async throws in
            #expect(try await house.run().isGood)
            try await house.execute("UPDATE clean.ping_day SET pings = 0")
            try await body(house)
        }
    }

    @Test func itIsBuiltPieceByPieceAndGoesOnAfterARestart() async throws {
        try await withZeros { (house) async throws in
            let first = try await runner(house)
            let backfill = try await add(first)
            #expect(try await first.step())
            #expect(try await days(house) == "0 4 0 0 0")
            #expect(
                try await first.list().map(\.progress) == [
                    "running: ping_day (1 of 1), done to 2026-01-03 00:00:00, 1 piece built"
                ])

            let second = try await runner(house)
            #expect(try await second.step())
            #expect(try await days(house) == "0 4 4 0 0")
            while try await second.step() {}
            #expect(try await days(house) == "0 4 4 4 0")
            #expect(try await second.list().map(\.state) == [.done])
            #expect(
                try await house.lines(
                    "SELECT who, note, why FROM pipelines.run WHERE command = 'backfill' ORDER BY started")
                    == ["02 00:00:00 to 2026-01-03", "03 00:00:00 to 2026-01-04", "04 00:00:00 to 2026-01-05"].map {
                        "ana | pings were lost | backfill \(backfill.id), 2026-01-\($0) 00:00:00"
                    })
            // What was built before is known as before.
            #expect(
                try await house.lines("SELECT complete_to FROM pipelines.version WHERE node LIKE '%ping_day'")
                    == ["2026-01-06 00:00:00"])
            #expect(try await house.lines("SELECT count(*) FROM pipelines.interval") == ["5"])
        }
    }

    @Test func itIsPausedResumedAndCancelled() async throws {
        try await withZeros { (house) async throws in
            let runner = try await runner(house)
            let backfill = try await add(runner)
            #expect(try await runner.step())
            _ = try await runner.pause(String(backfill.id.prefix(6)))
            #expect(try await !runner.step())
            #expect(try await days(house) == "0 4 0 0 0")
            _ = try await runner.resume(backfill.id)
            #expect(try await runner.step())
            #expect(try await runner.cancel(backfill.id).state == .cancelled)
            #expect(try await !runner.step())
            #expect(try await days(house) == "0 4 4 0 0")
            await #expect(throws: RunRefusal.self) { try await runner.resume(backfill.id) }
            await #expect(throws: RunRefusal.self) { try await runner.pause("nothing") }
        }
    }

    @Test func otherRunsGoFirst() async throws {
        var files = Self.files
        files["clean/slow.sql"] =
            "{{ config(schedule='manual') }} select count(*) as n from range(100000000000) where hash(range) = 0"
        try await withHouse(files, before: Self.raw) { (house) async throws in
            #expect(try await house.run(.build, "total+").isGood || true)
            _ = try await house.run(.build, "ping_day")
            try await house.execute("UPDATE clean.ping_day SET pings = 0")
            let environment = try await house.environment()
            let runner = BackfillRunner(engine: house.engine) { environment }
            _ = try await add(runner)
            let slow = NodeID("model.project.slow")
            let handle = try await house.engine.start(
                RunRequest(.run, [slow], trigger: RunTrigger(.schedule)), environment)
            try await until { await house.engine.building.contains(slow) }
            let step = Task { try await runner.step() }
            try await Task.sleep(for: .milliseconds(300))
            #expect(try await runner.list().map(\.state) == [.queued])
            #expect(try await days(house) == "0 0 0 0 0")
            await house.engine.cancel(handle.id)
            #expect(try await step.value)
            #expect(try await days(house) == "0 4 0 0 0")
        }
    }

    @Test func whatFailsGoesOnWhereItWasWhenItIsMended() async throws {
        try await withZeros { (house) async throws in
            let runner = try await runner(house)
            let backfill = try await add(runner)
            #expect(try await runner.step())
            try await house.execute("ALTER TABLE raw.ping RENAME COLUMN received_at TO gone")
            while try await runner.step() {}
            let failed = try await runner.list().first
            #expect(failed?.state == .failed)
            #expect(failed?.message?.contains("received_at") == true, "\(failed?.message ?? "")")
            try await house.execute("ALTER TABLE raw.ping RENAME COLUMN gone TO received_at")
            _ = try await runner.resume(backfill.id)
            while try await runner.step() {}
            #expect(try await days(house) == "0 4 4 4 0")
        }
    }

    @Test func whatReadsItIsFilledBehindIt() async throws {
        try await withZeros { (house) async throws in
            let runner = try await runner(house)
            _ = try await add(runner, ["total", "ping_day"])
            while try await runner.step() {}
            #expect(try await house.lines("SELECT pings FROM clean.total") == ["12"])
            await #expect(throws: RunRefusal.self) { try await add(runner, ["nothing"]) }
        }
    }
}
