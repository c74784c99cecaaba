import Testing

@testable import Pipelines

@Suite struct CompletenessTests {
    private static let files = [
        "sources.yml": """
        version: 2
        sources:
          - name: crm
            schema: raw
            tables:
              - name: account
                loaded_at_field: synced_at
              - name: rating
                loaded_at_field: synced_at
                loaded_at_query: "select max(complete_through) from {{ source('crm', 'sync') }} where name = 'rating';"
                freshness: {warn_after: {count: 24, period: hour}, error_after: {count: 48, period: hour}}
              - name: sync
              - name: owner
                loaded_at_field: edited_at
                meta: {kept_by_hand: true}
        """,
        "clean/account.sql": "select a.id, o.name from raw.account as a left join raw.owner as o on o.id = a.id",
        "clean/rating.sql": "select score from raw.rating",
        "clean/both.sql": "select * from clean.account, clean.rating",
    ]
    private static let raw = [
        "CREATE SCHEMA raw",
        "CREATE TABLE raw.account AS SELECT 1 AS id, TIMESTAMP '2026-01-05 10:00' AS synced_at",
        "CREATE TABLE raw.owner AS SELECT 1 AS id, 'Ana' AS name, TIMESTAMP '2025-06-01 00:00' AS edited_at",
        "CREATE TABLE raw.rating AS SELECT 5 AS score, TIMESTAMP '2025-12-01 00:00' AS synced_at",
        "CREATE TABLE raw.sync AS SELECT 'rating' AS name, TIMESTAMP '2026-01-06 09:00' AS complete_through",
    ]

    @Test func whatIsKeptByHandHoldsNothingBackAndASyncSpeaksForItsTable() async throws {
        try await withHouse(Self.files, before: Self.raw) { (house) async throws in
            _ = try await house.run()
            // The list was edited in June and the newest rating is of December; neither says that something is missing.
            #expect(
                try await house.lines("SELECT node, complete_to FROM pipelines.version ORDER BY 1") == [
                    "model.project.account | 2026-01-05 10:00:00", "model.project.both | 2026-01-05 10:00:00",
                    "model.project.rating | 2026-01-06 09:00:00",
                ])
            let completeness = try await Completeness(house.environment())
            #expect(completeness[NodeID("source.project.crm.owner")] == nil)
            #expect(completeness[NodeID("model.project.both")]?.heldBackBy == "source.project.crm.account")
        }
    }

    @Test func freshnessIsAskedOfTheQuery() async throws {
        try await withHouse(Self.files, before: Self.raw) { (house) async throws in
            let environment = try await house.environment()
            let sources = Array(environment.project.sources.values)
            let fresh = await SourceFreshnessReader(environment).read(sources)
            // The clock says 12:00, three hours after the sync.
            #expect(fresh.map(\.source.text) == ["source.project.crm.rating"])
            #expect(fresh.first?.status == .pass)
            #expect(fresh.first?.ageSeconds == Int64(10_800))
            try await house.execute("DELETE FROM raw.sync")
            let gone = await SourceFreshnessReader(environment).read(sources)
            #expect(gone.first?.status == .error)
            #expect(gone.first?.message == "its loaded_at_query gives no moment")
        }
    }
}
