import Testing

@testable import Pipelines

/// Rows that come late reach every table behind, whatever the clock says and wherever a run ends.
@Suite struct LateDataTests {
    private static let files = [
        "sources.yml": """
        version: 2
        sources: [{name: raw, tables: [{name: ping, config: {event_time: received_at}}]}]
        """,
        "clean/ping_day.sql": """
        {{ config(kind='incremental', time='day', start='2026-01-01', chunk=1) }}
        select date_trunc('day', received_at) as day, instance, count(*) as pings,
            -- A row without a number breaks its day.
            sum(number::int) as numbers
        from {{ source('raw', 'ping') }} group by all
        """,
        "clean/recent.sql": """
        {{ config(kind='incremental', time='day', start='2026-01-01', inputs={'ping_day': {'lead': '2d'}}) }}
        select day, sum(pings) over (order by day rows 2 preceding) as pings from {{ ref('ping_day') }}
        """,
        "clean/instance.sql":
            "select instance, sum(pings) as pings from {{ ref('ping_day') }} group by 1",
    ]
    /// Two pings on each of January 1 to 5, and one that says that the 5th is over.
    private static let raw = [
        "CREATE SCHEMA raw",
        """
        CREATE TABLE raw.ping AS
        SELECT TIMESTAMP '2026-01-01' + i * INTERVAL 12 HOUR AS received_at, 'a' AS instance, '1' AS number
        FROM range(10) AS r(i) UNION ALL SELECT TIMESTAMP '2026-01-06 09:30', 'a', '1'
        """,
    ]

    private static func late(_ time: String, _ number: String = "1") -> String {
        "INSERT INTO raw.ping VALUES ('\(time)', 'a', '\(number)')"
    }

    @Test func aClockThatStandsStillHidesNoBuild() async throws {
        try await withHouse(Self.files, before: Self.raw, standsStill: true) { (house) async throws in
            let first = try await house.run()
            #expect(first.isGood, "\(first.nodes.compactMap(\.message))")
            #expect(try await house.lines("SELECT * FROM clean.instance") == ["a | 10"])
            try await house.execute(Self.late("2026-01-02 23:00"))
            let second = try await house.run()
            #expect(second.states == ["instance ok", "ping_day ok", "recent ok"])
            #expect(try await house.lines("SELECT * FROM clean.instance") == ["a | 11"])
            #expect(
                try await house.lines("SELECT pings FROM clean.recent ORDER BY day") == [
                    "2", "5", "7", "7", "6",
                ])
            #expect(
                try await house.run().states == [
                    "instance unchanged", "ping_day unchanged", "recent unchanged",
                ])
        }
    }

    @Test func aClockThatIsSetBackHidesNoBuild() async throws {
        try await withHouse(Self.files, before: Self.raw) { (house) async throws in
            _ = try await house.run()
            try await house.execute(Self.late("2026-01-02 23:00"))
            house.set(clock: "2026-01-05 12:00:00")
            _ = try await house.run()
            #expect(try await house.lines("SELECT * FROM clean.instance") == ["a | 11"])
            #expect(
                try await house.lines("SELECT pings FROM clean.recent ORDER BY day") == [
                    "2", "5", "7", "7", "6",
                ])
        }
    }

    /// January 2 is built, then January 4 breaks. When its bad row is gone, nothing is left to be built of the model,
    /// but what reads it has not seen January 2.
    @Test func whatARunBuiltBeforeItEndedReachesWhatReadsIt() async throws {
        var files = Self.files
        files["clean/ping_day.sql"] = files["clean/ping_day.sql"]?.replacing(
            "chunk=1", with: "chunk=1, lookback=0")
        try await withHouse(files, before: Self.raw) { (house) async throws in
            _ = try await house.run()
            try await house.execute(Self.late("2026-01-02 23:00"))
            try await house.execute(Self.late("2026-01-04 11:00", "none"))
            #expect(
                try await house.run().states == ["instance skipped", "ping_day failed", "recent skipped"])
            #expect(try await house.lines("SELECT sum(pings) FROM clean.ping_day") == ["11"])
            try await house.execute("DELETE FROM raw.ping WHERE number = 'none'")
            _ = try await house.run()
            #expect(try await house.lines("SELECT * FROM clean.instance") == ["a | 11"])
            #expect(
                try await house.lines("SELECT pings FROM clean.recent ORDER BY day") == [
                    "2", "5", "7", "7", "6",
                ])
            #expect(
                try await house.run().states == [
                    "instance unchanged", "ping_day unchanged", "recent unchanged",
                ])
        }
    }

    @Test func twoEqualRowsInPlaceOfTwoOthersAreSomethingElse() async throws {
        let files = ["clean/b.sql": "select sum(n) as n from raw.a"]
        let raw = ["CREATE SCHEMA raw", "CREATE TABLE raw.a AS SELECT 1 AS n FROM range(2)"]
        try await withHouse(files, before: raw) { (house) async throws in
            _ = try await house.run()
            try await house.execute("UPDATE raw.a SET n = 2")
            _ = try await house.run()
            #expect(try await house.lines("SELECT * FROM clean.b") == ["4"])
        }
    }
}
