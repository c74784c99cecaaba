import Testing

@testable import Pipelines

/// `environments: versions`: the tables of a run are published together or not at all, without being asked for.
@Suite struct VersionedEnvironmentTests {
    private static let files = [
        "pipelines.yaml": "environments: versions\n",
        "clean/orders.sql": "select id, amount from raw.orders",
        "clean/totals.sql": "select sum(amount) as amount from {{ ref('orders') }}",
        "clean/totals.yml": """
        version: 2
        models:
          - name: totals
            data_tests: [{expression_is_true: {expression: "amount < 1000"}}]
        """,
    ]
    private static let raw = [
        "CREATE SCHEMA raw", "CREATE TABLE raw.orders AS SELECT * FROM (VALUES (1, 10), (2, 20)) AS t(id, amount)",
    ]

    @Test func aFailingTestKeepsAllTablesOfTheRun() async throws {
        try await withHouse(Self.files, before: Self.raw) { (house) async throws in
            #expect(try await house.run().states == ["orders ok", "totals ok"])
            try await house.execute("UPDATE raw.orders SET amount = 600")
            let broken = try await house.run()
            #expect(broken.states == ["orders skipped", "totals failed"])
            #expect(broken.message("orders") == "built, and not published because model.project.totals failed")
            #expect(try await house.lines("SELECT sum(amount) FROM clean.orders") == ["30"])
            #expect(try await house.lines("SELECT amount FROM clean.totals") == ["30"])
            // Nothing of it counts as built: it is due again.
            try await house.execute("UPDATE raw.orders SET amount = 400")
            #expect(try await house.run().states == ["orders ok", "totals ok"])
            #expect(try await house.lines("SELECT amount FROM clean.totals") == ["800"])
        }
    }

    /// One transaction: no commit stands between the tables, so that both records have been written in it.
    @Test func allTablesAreSwitchedAtOnce() async throws {
        try await withHouse(Self.files, before: Self.raw) { (house) async throws in
            _ = try await house.run()
            let reader = LoopingReader(
                "SELECT (SELECT sum(amount) FROM clean.orders) - (SELECT amount FROM clean.totals) AS gap",
                in: house.warehouse)
            for amount in 1...10 {
                try await house.execute("UPDATE raw.orders SET amount = \(amount)")
                #expect(try await house.run().isGood)
            }
            #expect(try await reader.stop().answers == ["0"])
        }
    }
}
