import Foundation
import SQL
import Testing
import Warehouse
import WarehouseDuckDB

@testable import Pipelines

#if canImport(Glibc)
    import Glibc
#endif

/// A process is killed in the middle of runs, at any instant, again and again. What it leaves on disk, and what the runs
/// after it make of that, has to be what a build from scratch makes.
@Suite(.serialized) struct KillTests {
    private static let rootVariable = "SOUNDINGS_KILL_ROOT"
    private static let delayVariable = "SOUNDINGS_KILL_DELAY"
    /// 100 with SOUNDINGS_SOAK=1.
    private static let rounds = ProcessInfo.processInfo.environment["SOUNDINGS_SOAK"] == "1" ? 100 : 5

    private static let files = [
        "sources.yml": """
        version: 2
        sources: [{name: raw, tables: [{name: ping, config: {event_time: received_at}}]}]
        """,
        "clean/ping.sql": """
        {{ config(kind='incremental', key='id') }}
        select * from {{ source('raw', 'ping') }}
        {% if is_incremental() %}
        where loaded > (select coalesce(max(loaded), 0) from {{ this }})
        {% endif %}
        """,
        "clean/ping_day.sql": """
        {{ config(kind='incremental', time='day', start='2026-01-01', lookback=1, chunk=2) }}
        select date_trunc('day', received_at) as day, instance, count(*) as pings, sum(id) as ids
        from {{ source('raw', 'ping') }} group by all
        """,
        "clean/instance.sql": "select instance, sum(pings) as pings from {{ ref('ping_day') }} group by 1",
        "snapshots/s.yml": """
        version: 2
        snapshots:
          - name: instance_history
            relation: ref('instance')
            config: {schema: clean, key: instance, strategy: check, check_cols: all}
        """,
    ]
    private static let compared = [
        "SELECT * FROM clean.ping ORDER BY id", "SELECT * FROM clean.ping_day ORDER BY ALL",
        "SELECT * FROM clean.instance ORDER BY ALL",
    ]

    /// Its clock is back where those of the processes before it began, and may stand still there.
    private static func house(_ root: String) throws -> House {
        let file = root + "/warehouse.duckdb"
        return House(
            root: root,
            warehouse: try DuckDBWarehouse.open(DuckDBConfiguration(path: file, threads: 1, closingGrace: .seconds(1))),
            standsStill: Bool.random())
    }

    @Test func whatAKilledProcessLeavesIsMendedByTheNextRun() async throws {
        try await withProject(["soundings.yaml": Data("name: test".utf8)]) { root in
            var generator = SystemRandomNumberGenerator()
            do {
                let house = try Self.house(root)
                for (path, text) in Self.files { try house.write(path, text) }
                try await house.execute("CREATE SCHEMA raw")
                try await house.execute(
                    "CREATE TABLE raw.ping (id BIGINT, loaded BIGINT, received_at TIMESTAMP, instance VARCHAR)")
                try await house.warehouse.close()
            }
            setenv(Self.rootVariable, root, 1)
            for round in 1...Self.rounds {
                let house = try Self.house(root)
                // Mostly of the newest days, some late.
                try await house.execute(
                    """
                    INSERT INTO raw.ping SELECT \(round) * 100000 + i, \(round),
                        TIMESTAMP '2026-01-02' + INTERVAL 9 HOUR * \(round)
                            - (CASE WHEN i % 50 = 0 THEN INTERVAL 20 HOUR ELSE INTERVAL 1 MINUTE END) * (i % 7),
                        'instance ' || i % 3
                    FROM range(20000) AS r(i)
                    """)
                try await house.warehouse.close()
                setenv(Self.delayVariable, "\(Int.random(in: 20...600, using: &generator))", 1)
                await #expect(processExitsWith: .signal(SIGKILL)) { await Self.runUntilKilled() }
            }
            let house = try Self.house(root)
            let last = try await house.run()
            #expect(last.isGood, "\(last.nodes.compactMap(\.message))")
            try await house.warehouse.close()
            try await Self.compare(root)
        }
    }

    /// Runs everything, and kills its own process after the time that the environment names, whatever it does then.
    private static func runUntilKilled() async {
        let environment = ProcessInfo.processInfo.environment
        let delay = environment[delayVariable].flatMap(Int.init) ?? 100
        Thread.detachNewThread {
            usleep(UInt32(delay) * 1_000)
            kill(getpid(), SIGKILL)
        }
        if let root = environment[rootVariable], let house = try? house(root) {
            while true { if (try? await house.run { $0.isForced = Bool.random() }) == nil { break } }
        }
        try? await Task.sleep(for: .seconds(60))
    }

    private static func compare(_ root: String) async throws {
        let mended = try house(root)
        var found: [[String]] = []
        for sql in compared { found.append(try await mended.lines(sql)) }
        let doubled = try await mended.lines(
            "SELECT instance FROM clean.instance_history WHERE is_current GROUP BY 1 HAVING count(*) <> 1")
        #expect(doubled == [])
        let intervals = try await mended.lines(
            """
            SELECT "from" FROM pipelines.interval GROUP BY "from" HAVING count(*) > 1
            UNION ALL SELECT "to" FROM pipelines.interval AS a WHERE NOT EXISTS
                (SELECT 1 FROM pipelines.interval AS b WHERE b."from" = a."to")
                AND "to" < (SELECT max("to") FROM pipelines.interval)
            """)
        #expect(intervals == [])
        let counted = try await mended.lines(
            """
            SELECT i."from", i.rows, count(p.day) FROM pipelines.interval AS i
            LEFT JOIN clean.ping_day AS p ON p.day >= i."from" AND p.day < i."to"
            GROUP BY ALL HAVING i.rows <> count(p.day)
            """)
        #expect(counted == [])
        for table in ["clean.ping", "clean.ping_day", "clean.instance"] {
            try await mended.execute("DROP TABLE \(table)")
        }
        try await mended.execute("DROP SCHEMA pipelines CASCADE")
        #expect(try await mended.run().isGood)
        for (sql, before) in zip(compared, found) {
            let scratch = try await mended.lines(sql)
            #expect(before == scratch, "\(sql)")
            #expect(!scratch.isEmpty)
        }
        try await mended.warehouse.close()
    }
}
