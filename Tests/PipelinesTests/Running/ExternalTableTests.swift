import Testing

@testable import Pipelines

/// Tables that others fill: never built, tested all the same.
@Suite struct ExternalTableTests {
    private static let properties = """
        version: 2
        models:
          - name: account
            config: {kind: external, schema: crm, loaded_at_field: synced_at, freshness: {error_after: {count: 1, period: day}}}
            columns: [{name: id, data_tests: [unique]}, {name: name}]
        """
    private static let files = [
        "clean/account.yml": properties,
        "clean/names.sql": "select name from {{ ref('account') }}",
    ]
    private static let raw = [
        "CREATE SCHEMA crm",
        "CREATE TABLE crm.account AS SELECT 1 AS id, 'Ana' AS name, TIMESTAMP '2026-01-05 12:00' AS synced_at",
    ]

    @Test func itIsTestedAndReadAndNeverWritten() async throws {
        try await withHouse(Self.files, before: Self.raw) { (house) async throws in
            #expect(try await house.environment().project.problems.isEmpty)
            #expect(try await house.run().states == ["account ok", "names ok"])
            #expect(try await house.lines("SELECT name FROM clean.names") == ["Ana"])
            #expect(try await house.run().states == ["account unchanged", "names unchanged"])
            try await house.execute("INSERT INTO crm.account VALUES (2, 'Bo', '2026-01-06 11:00')")
            #expect(try await house.run().states == ["account ok", "names ok"])
            #expect(
                try await house.lines("SELECT complete_to FROM pipelines.version WHERE node LIKE '%names'")
                    == ["2026-01-06 11:00:00"])
            // A test that fails stops what reads it.
            try await house.execute("INSERT INTO crm.account VALUES (2, 'Cy', '2026-01-06 11:30')")
            #expect(try await house.run().states == ["account failed", "names skipped"])
            #expect(try await house.lines("SELECT count(*) FROM crm.account") == ["3"])
            #expect(try await house.lines("SELECT count(*) FROM clean.names") == ["2"])
        }
    }

    @Test func itsFreshnessIsThatOfASource() async throws {
        try await withHouse(Self.files, before: Self.raw) { (house) async throws in
            let environment = try await house.environment()
            let tables = environment.project.models.values.compactMap(\.external)
            house.set(clock: "2026-01-06 11:00")
            #expect(await SourceFreshnessReader(environment).read(tables).map(\.status) == [.pass])
            house.set(clock: "2026-01-06 13:00")
            #expect(await SourceFreshnessReader(environment).read(tables).map(\.status) == [.error])
        }
    }

    @Test func whatIsNotThereIsNamed() async throws {
        try await withHouse(Self.files, before: Self.raw) { (house) async throws in
            try await house.execute("ALTER TABLE crm.account RENAME COLUMN name TO names")
            let renamed = try await house.run()
            #expect(renamed.states == ["account failed", "names skipped"])
            #expect(renamed.message("account").hasSuffix("crm.account has no column name (there is names)."))
            try await house.execute("DROP TABLE crm.account")
            let gone = try await house.run()
            #expect(gone.message("account").contains("there is no table crm.account. Others have to fill it"))
        }
    }

    @Test func sqlThatWouldNeverRunIsRefused() async throws {
        let files = ["clean/a.sql": "{{ config(kind='external', location='a.parquet') }} select 1 as x"]
        try await withHouse(files) { (house) async throws in
            #expect(try await house.run().message("a").contains("its SQL would never run"))
        }
    }
}
