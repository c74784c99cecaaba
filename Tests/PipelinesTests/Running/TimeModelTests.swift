import Testing

@testable import Pipelines

/// The example of `pipelines.md` 6.4 on a real warehouse, and what else is built by time.
@Suite struct TimeModelTests {
    private static let sources = """
        version: 2
        sources:
          - name: raw
            tables: [{name: ping, config: {event_time: received_at}}]
        """
    private static let model = """
        {{ config(kind='incremental', time='day', step='day', start='2026-01-01', lookback=2) }}
        select date_trunc('day', received_at) as day, count(*) as pings from {{ source('raw', 'ping') }} group by 1
        """
    private static let files = ["sources.yml": sources, "clean/ping_day.sql": model]
    private static let raw = [
        "CREATE SCHEMA raw",
        // Every six hours from January 1 to January 6, 06:00, and a last one at 09:30.
        """
        CREATE TABLE raw.ping AS
        SELECT TIMESTAMP '2026-01-01' + i * INTERVAL 6 HOUR AS received_at FROM range(22) AS r(i)
        UNION ALL SELECT TIMESTAMP '2026-01-06 09:30'
        """,
    ]

    /// The days that a run has built, by the number of the run that built them last.
    private func built(_ house: House, by run: RunSummary) async throws -> [String] {
        try await house.lines(
            "SELECT day(\"from\") FROM pipelines.interval WHERE run = '\(run.run.id)' ORDER BY \"from\"")
    }

    private func days(_ house: House) async throws -> [String] {
        try await house.lines("SELECT day(day), pings FROM clean.ping_day ORDER BY 1")
    }

    @Test func theWorkedExample() async throws {
        try await withHouse(Self.files, before: Self.raw) { (house) async throws in
            let first = try await house.run()
            #expect(first.states == ["ping_day ok"], "\(first.message("ping_day"))")
            #expect(try await built(house, by: first) == ["1", "2", "3", "4", "5"])
            #expect(try await days(house) == ["1 | 4", "2 | 4", "3 | 4", "4 | 4", "5 | 4"])

            #expect(try await house.run().states == ["ping_day unchanged"])

            try await house.execute(
                "INSERT INTO raw.ping VALUES ('2026-01-06 12:00'), ('2026-01-06 18:00'), ('2026-01-07 00:15')")
            let third = try await house.run()
            #expect(try await built(house, by: third) == ["4", "5", "6"])
            #expect(try await days(house).last == "6 | 5")

            try await house.execute("INSERT INTO raw.ping VALUES ('2026-01-02 23:00')")
            let late = try await house.run()
            #expect(try await built(house, by: late) == ["2", "5", "6"])
            #expect(try await days(house).prefix(2) == ["1 | 4", "2 | 5"])

            // Days 7 and 8 can't be built: they stay missing until they can.
            try await house.execute("INSERT INTO raw.ping VALUES ('2026-01-08 10:00'), ('2026-01-09 00:10')")
            try await house.execute("ALTER TABLE raw.ping RENAME COLUMN received_at TO gone")
            #expect(try await house.run().states == ["ping_day failed"])
            try await house.execute("ALTER TABLE raw.ping RENAME COLUMN gone TO received_at")
            let next = try await house.run()
            #expect(try await built(house, by: next) == ["5", "6", "7", "8"])
            #expect(try await days(house).suffix(3) == ["6 | 5", "7 | 1", "8 | 1"])
        }
    }

    @Test func aBackfillBuildsItsDaysAgain() async throws {
        try await withHouse(Self.files, before: Self.raw) { (house) async throws in
            _ = try await house.run()
            try await house.execute("UPDATE clean.ping_day SET pings = 0")
            let range = TimeRange(
                from: UTCTime.parse("2026-01-02") ?? 0, to: UTCTime.parse("2026-01-04") ?? 0)
            let run = try await house.run(.backfill) { $0.range = range }
            #expect(try await built(house, by: run).prefix(2) == ["2", "3"])
            #expect(try await days(house).prefix(3) == ["1 | 0", "2 | 4", "3 | 4"])
        }
    }

    @Test func anotherDefinitionIsBuiltFromScratchAndFromNowOnWhereThatIsSaid() async throws {
        try await withHouse(Self.files, before: Self.raw) { (house) async throws in
            _ = try await house.run()
            try house.write("clean/ping_day.sql", Self.model.replacing("count(*)", with: "10 * count(*)"))
            _ = try await house.run()
            #expect(try await days(house) == ["1 | 40", "2 | 40", "3 | 40", "4 | 40", "5 | 40"])
            try house.write(
                "clean/ping_day.sql",
                Self.model.replacing("lookback=2", with: "forward_only=true").replacing("count(*)", with: "100"))
            try await house.execute("INSERT INTO raw.ping VALUES ('2026-01-07 00:15')")
            _ = try await house.run()
            #expect(try await days(house) == ["1 | 40", "2 | 40", "3 | 40", "4 | 40", "5 | 40", "6 | 100"])
        }
    }

    @Test func theRunningDayIsBuiltEachTimeWhereThatIsAllowed() async throws {
        var files = Self.files
        files["clean/ping_day.sql"] = Self.model.replacing("lookback=2", with: "partial=true")
        try await withHouse(files, before: Self.raw) { (house) async throws in
            _ = try await house.run()
            #expect(try await days(house).last == "6 | 3")
            try await house.execute("INSERT INTO raw.ping VALUES ('2026-01-06 11:00')")
            let second = try await house.run()
            #expect(try await built(house, by: second) == ["6"])
            #expect(try await days(house).last == "6 | 4")
            #expect(
                try await house.lines("SELECT count(*) FROM pipelines.interval WHERE partial") == ["1"])
        }
    }

    @Test func rowsOutsideTheIntervalAreLeftOutAndToldOf() async throws {
        var files = Self.files
        files["clean/ping_day.sql"] = """
            {{ config(kind='incremental', time='day', start='2026-01-01') }}
            select date_trunc('day', received_at) + interval 1 day as day, 1 as pings from {{ source('raw', 'ping') }}
            """
        try await withHouse(files, before: Self.raw) { (house) async throws in
            let run = try await house.run()
            #expect(
                run.message("ping_day") == "4 rows outside 2026-01-01 00:00:00 to 2026-01-06 00:00:00 were left out")
        }
    }

    @Test func aModelByTimeReadsAnotherOneByTime() async throws {
        var files = Self.files
        files["clean/busy_day.sql"] = """
            {{ config(kind='incremental', time='day', start='2026-01-01') }}
            select day, pings from {{ ref('ping_day') }} where pings > 4
            """
        try await withHouse(files, before: Self.raw) { (house) async throws in
            let first = try await house.run()
            #expect(first.states == ["busy_day ok", "ping_day ok"], "\(first.message("busy_day"))")
            #expect(
                try await house.lines("SELECT count(*) FROM pipelines.interval WHERE node LIKE '%busy_day'") == ["5"])
            try await house.execute("INSERT INTO raw.ping VALUES ('2026-01-03 23:00')")
            _ = try await house.run()
            #expect(try await house.lines("SELECT day(day), pings FROM clean.busy_day") == ["3 | 5"])
        }
    }

    @Test func dbtsMicrobatchIsBuiltByTime() async throws {
        let files = [
            "dbt_project.yml": "name: shop\nversion: '1'\n",
            "models/sources.yml": Self.sources,
            "models/ping_day.sql": """
            {{ config(materialized='incremental', incremental_strategy='microbatch', event_time='day',
                batch_size='day', begin='2026-01-01') }}
            select date_trunc('day', received_at) as day, count(*) as pings from {{ source('raw', 'ping') }} group by 1
            """,
        ]
        try await withHouse(files, before: Self.raw) { (house) async throws in
            let run = try await house.run()
            #expect(run.states == ["ping_day ok"], "\(run.message("ping_day"))")
            #expect(try await built(house, by: run) == ["1", "2", "3", "4", "5"])
        }
    }

    @Test func aPlanNamesTheIntervalsAndWhy() async throws {
        try await withHouse(Self.files, before: Self.raw) { (house) async throws in
            _ = try await house.run()
            #expect(try await house.plan().isEmpty)
            try await house.execute("INSERT INTO raw.ping VALUES ('2026-01-07 00:15')")
            let plan = try await house.plan()
            let entry = try #require(plan.builds.first)
            #expect(entry.reasons == [.inputs(["source.project.raw.ping"])])
            #expect(entry.intervals?.intervals.map(\.reason) == [.lookback, .lookback, .missing])
            #expect(entry.lastRows == 5)
        }
    }
}

@Suite struct HistoryTests {
    private static let files = [
        "snapshots/account_history.yml": """
        version: 2
        snapshots:
          - name: account_history
            relation: source('crm', 'account')
            config: {schema: clean, key: id, strategy: timestamp, updated_at: changed_at, hard_deletes: invalidate}
        """,
        "sources.yml": """
        version: 2
        sources: [{name: crm, schema: raw, tables: [{name: account, config: {loaded_at_field: changed_at}}]}]
        """,
        "clean/account_day.sql": """
        {{ config(kind='snapshot', snapshot_of='account_history', snapshot_at='18:00') }}
        """,
    ]
    private static let raw = [
        "CREATE SCHEMA raw",
        "CREATE TABLE raw.account AS SELECT 1 AS id, 'free' AS plan, TIMESTAMP '2026-01-01 10:00' AS changed_at",
    ]

    @Test func oneRowForEachDayAndKeyThatWasThereAtThatTime() async throws {
        try await withHouse(Self.files, before: Self.raw) { (house) async throws in
            house.set(clock: "2026-01-01 12:00")
            let first = try await house.run()
            #expect(first.states == ["account_day ok", "account_history ok"], "\(first.message("account_day"))")
            // At 17:00 on the 3rd the plan changes, at 19:00 on the 4th again.
            try await house.execute("UPDATE raw.account SET plan = 'team', changed_at = '2026-01-03 17:00'")
            house.set(clock: "2026-01-03 20:00")
            _ = try await house.run()
            try await house.execute("UPDATE raw.account SET plan = 'company', changed_at = '2026-01-04 19:00'")
            house.set(clock: "2026-01-06 01:00")
            _ = try await house.run()
            try await house.execute("UPDATE raw.account SET changed_at = '2026-01-06 00:30'")
            _ = try await house.run()
            #expect(
                try await house.lines("SELECT snapshot_date, id, plan FROM clean.account_day ORDER BY 1") == [
                    "2026-01-01 | 1 | free", "2026-01-02 | 1 | free", "2026-01-03 | 1 | team",
                    "2026-01-04 | 1 | team", "2026-01-05 | 1 | company",
                ])
        }
    }
}
