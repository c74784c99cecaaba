import Foundation
import Logging
import Testing

@testable import Pipelines

/// A scheduler on a house, whose looks come when the test says so.
private struct Timer {
    let house: House
    let environment: RunEnvironment
    let timetable: PipelineTimetable
    let scheduler: PipelineScheduler

    init(_ house: House) async throws {
        self.house = house
        environment = try await house.environment()
        timetable = PipelineTimetable(project: environment.project, graph: environment.graph)
        scheduler = PipelineScheduler(
            engine: house.engine, loadInterval: .seconds(300),
            logger: Logger(label: "test") { _ in
                SwiftLogNoOpLogHandler()
            }, ended: { _, _ in })
    }

    /// Looks at a time of the clock, without waiting for what begins.
    func look(at clock: String, loads: Int = 0) async throws {
        house.set(clock: clock)
        try await scheduler.look(environment, timetable, .init(loads: loads, files: "same"))
    }

    /// Looks, and waits until all that has begun is over.
    func settle(at clock: String, loads: Int = 0) async throws {
        try await look(at: clock, loads: loads)
        try await until { await scheduler.isSettled }
    }

    func timing(_ name: String) async throws -> String {
        try await NodeTiming(environment).text(of: NodeID("model.project.\(name)")) ?? ""
    }

    /// The nodes that were run or left out, oldest first: `name state: why or message`.
    func history() async throws -> [String] {
        try await house.lines(
            """
            SELECT split_part(node, '.', 3) || ' ' || state || ': ' || coalesce(why, message, '') AS line
            FROM pipelines.run_node WHERE state <> 'unchanged' ORDER BY started
            """)
    }
}

/// Waits for something that is sure to come.
func until(_ isSo: () async throws -> Bool) async throws {
    while try await !isSo() { try await Task.sleep(for: .milliseconds(2)) }
}

@Suite struct SchedulerTests {
    private static let sources = """
        version: 2
        sources:
          - name: crm
            tables: [{name: account, loaded_at_field: synced_at}]
          - name: shop
            tables: [{name: item, loaded_at_field: synced_at}]
        """
    private static let raw = [
        "CREATE SCHEMA crm", "CREATE SCHEMA shop",
        "CREATE TABLE crm.account AS SELECT 1 AS id, TIMESTAMP '2026-01-05 21:00' AS synced_at",
        "CREATE TABLE shop.item AS SELECT 1 AS id, TIMESTAMP '2026-01-05 20:00' AS synced_at",
    ]

    private static func files(_ config: String) -> [String: String] {
        [
            "sources.yml": sources,
            "clean/account.sql": "{{ config(\(config)) }} select * from {{ source('crm', 'account') }}",
        ]
    }

    @Test func aRunByTheClockWaitsForItsSourceAndSaysWhy() async throws {
        let files = Self.files("schedule='06:00', wait={'crm': {'complete_to': 'yesterday'}, 'timeout': '3h'}")
        try await withHouse(files, before: Self.raw) { (house) async throws in
            let timer = try await Timer(house)
            #expect(timer.timetable.problems.isEmpty)
            try await timer.settle(at: "2026-01-06 05:00")
            #expect(
                try await timer.timing("account")
                    == "06:00; waits for crm complete to yesterday, at most 3 h, then run; next 2026-01-06 06:00:00")
            try await timer.settle(at: "2026-01-06 06:00:01")
            #expect(try await timer.history().isEmpty)
            #expect(
                try await timer.timing("account").hasSuffix(
                    "waiting since 2026-01-06 06:00:00: crm is complete to 2026-01-05 21:00:00, not to "
                        + "2026-01-06 00:00:00"))
            try await house.execute("INSERT INTO crm.account VALUES (2, '2026-01-06 07:10')")
            // Within half a minute of the last look nobody asks the source again.
            try await timer.settle(at: "2026-01-06 06:00:20")
            #expect(try await timer.history().isEmpty)
            try await timer.settle(at: "2026-01-06 07:20")
            let why = "due at 2026-01-06 06:00:00, waited 1 h 20 min: crm is complete to 2026-01-06 07:10:00"
            #expect(try await timer.history() == ["account ok: \(why)"])
            #expect(try await house.lines("SELECT trigger, why FROM pipelines.run") == ["schedule | \(why)"])
            #expect(try await house.lines("SELECT count(*) FROM clean.account") == ["2"])
            #expect(try await house.lines("SELECT count(*) FROM pipelines.waiting") == ["0"])
        }
    }

    @Test(arguments: [
        ("run", "account ok: ", "; ran all the same"), ("skip", "account skipped: ", ""),
        ("fail", "account failed: ", ""),
    ])
    func whenTheTimeIsUpTheRuleDecides(then: String, state: String, end: String) async throws {
        let files = Self.files("schedule='06:00', wait={'crm': 'yesterday', 'timeout': '3h', 'then': '\(then)'}")
        try await withHouse(files, before: Self.raw) { (house) async throws in
            let timer = try await Timer(house)
            try await timer.settle(at: "2026-01-06 05:00")
            try await timer.settle(at: "2026-01-06 06:00:01")
            try await timer.settle(at: "2026-01-06 08:59:59")
            #expect(try await timer.history().isEmpty)
            try await timer.settle(at: "2026-01-06 09:00:30")
            #expect(
                try await timer.history() == [
                    state + "due at 2026-01-06 06:00:00, waited 3 h in vain: crm is complete to 2026-01-05 21:00:00, "
                        + "not to 2026-01-06 00:00:00" + end
                ])
            // The next morning is another run.
            try await house.execute("INSERT INTO crm.account VALUES (2, '2026-01-07 01:00')")
            try await timer.settle(at: "2026-01-07 06:00:01")
            #expect(
                try await timer.history().last
                    == "account ok: due at 2026-01-07 06:00:00: crm is complete to 2026-01-07 01:00:00")
        }
    }

    @Test func aWaitGoesOnAfterARestart() async throws {
        let files = Self.files("schedule='06:00', catch_up='none', wait={'crm': {'complete_to': 'yesterday'}}")
        try await withHouse(files, before: Self.raw) { (house) async throws in
            let first = try await Timer(house)
            try await first.settle(at: "2026-01-06 05:00")
            try await first.settle(at: "2026-01-06 06:00:01")
            try await house.execute("INSERT INTO crm.account VALUES (2, '2026-01-06 01:00')")
            let second = try await Timer(house)
            try await second.settle(at: "2026-01-06 06:30")
            #expect(
                try await second.history() == [
                    "account ok: due at 2026-01-06 06:00:00, waited 30 min: crm is complete to 2026-01-06 01:00:00"
                ])
        }
    }

    @Test func afterSyncWaitsForAllThatItNames() async throws {
        try await withHouse(Self.files("schedule='after sync crm, shop'"), before: Self.raw) { (house) async throws in
            let timer = try await Timer(house)
            try await timer.settle(at: "2026-01-06 12:00")
            #expect(try await timer.history() == ["account ok: after sync crm, shop"])
            try await house.execute("INSERT INTO crm.account VALUES (2, '2026-01-06 12:00')")
            try await timer.settle(at: "2026-01-06 12:01")
            #expect(try await timer.history().count == 1)
            // The other one comes while the server is away.
            try await house.execute("INSERT INTO shop.item VALUES (2, '2026-01-06 12:01')")
            let next = try await Timer(house)
            try await next.settle(at: "2026-01-06 12:02")
            #expect(try await house.lines("SELECT count(*) FROM clean.account") == ["2"])
            #expect(try await next.history().count == 2)
            // Nothing is new.
            try await Timer(house).settle(at: "2026-01-06 12:04")
            #expect(try await house.lines("SELECT count(*) FROM pipelines.run") == ["2"])
        }
    }

    @Test(arguments: [
        ("schedule='after sync crn'", "There is no source `crn` that `schedule` could mean."),
        ("schedule='06:00', wait={'cmr': 'yesterday'}", "There is no source `cmr` that `wait` could mean."),
        ("schedule='06:00', wait={'crm': 'soon'}", "`wait` for crm must say"),
        ("schedule='06:00', wait={'timeout': '3h'}", "`wait` names no source to wait for."),
        ("schedule='06:00', wait={'crm': 'now', 'then': 'cry'}", "`then` of `wait` can be run, skip or fail."),
        ("schedule='after sync crm', wait={'crm': 'now'}", "`wait` holds for runs by the clock"),
    ])
    func whatNeverComesIsTold(config: String, message: String) async throws {
        try await withHouse(Self.files(config), before: Self.raw) { (house) async throws in
            let problems = try await Timer(house).timetable.problems
            #expect(problems.count == 1)
            #expect(problems.first?.message.hasPrefix(message) == true, "\(problems)")
            #expect(problems.first?.severity == .warning)
        }
    }

    @Test func aLongBuildDoesNotDelayAnother() async throws {
        let files = [
            "clean/slow.sql":
                "{{ config(schedule='12:01') }} select count(*) as n from range(100000000000) where hash(range) = 0",
            "clean/quick.sql": "{{ config(schedule='12:02') }} select 1 as x",
            "clean/child.sql": "{{ config(schedule='12:03') }} select * from {{ ref('slow') }}",
        ]
        try await withHouse(files) { (house) async throws in
            let timer = try await Timer(house)
            let slow = NodeID("model.project.slow")
            try await timer.settle(at: "2026-01-06 12:00")
            try await timer.look(at: "2026-01-06 12:01:01")
            try await until { await house.engine.building.contains(slow) }
            try await timer.look(at: "2026-01-06 12:02:01")
            try await until { try await timer.history() == ["quick ok: due at 2026-01-06 12:02:00"] }
            #expect(await house.engine.building == [slow])
            // What stands on the long one has its turn after it.
            try await timer.look(at: "2026-01-06 12:03:01")
            try await until { await house.engine.progress.count == 1 }
            #expect(await !timer.scheduler.isSettled)
            await house.engine.stop()
            try await timer.look(at: "2026-01-06 12:03:10")
            try await until { try await timer.history().contains { $0.hasPrefix("child failed") } }
        }
    }
}
