import Testing

@testable import Pipelines

/// The rows of dbt 1.10 with its DuckDB adapter for the same data, seen by running it; the hashes by `md5sum`.
@Suite struct SnapshotBuildTests {
    private static let dbtColumns = SnapshotDefinition.ColumnNames(
        validFrom: "dbt_valid_from", validTo: "dbt_valid_to", isCurrent: nil, id: "dbt_scd_id",
        updatedAt: "dbt_updated_at", isDeleted: "dbt_is_deleted")
    private static let ourColumns = SnapshotDefinition.ColumnNames(
        validFrom: "valid_from", validTo: "valid_to", isCurrent: "is_current", id: nil, updatedAt: nil,
        isDeleted: "is_deleted")

    private struct Snapshot: Sendable {
        var definition: SnapshotDefinition

        func run(_ relation: Relation, _ now: String, _ rows: String) async throws {
            var settings = NodeSettings()
            settings.key = ["id"]
            _ = try await SnapshotBuild(
                relation: relation, settings: settings, definition: definition, now: UTCTime.parse(now) ?? 0
            ).build("SELECT id, name, seen::TIMESTAMP AS seen FROM (VALUES \(rows)) AS t(id, name, seen)")
        }
    }

    private func snapshot(
        _ strategy: SnapshotDefinition.Strategy, deletes: SnapshotDefinition.HardDeletes = .ignore,
        columns: SnapshotDefinition.ColumnNames = ourColumns, checked: SnapshotDefinition.CheckedColumns = .all,
        end: String? = nil
    ) -> Snapshot {
        Snapshot(
            definition: SnapshotDefinition(
                strategy: strategy, updatedAt: strategy == .timestamp ? "seen" : nil, checked: checked,
                hardDeletes: deletes, validToCurrent: end, columns: columns))
    }

    @Test func aNewerTimestampMakesAVersion() async throws {
        let snapshot = snapshot(.timestamp)
        try await withRelation { (relation) async throws in
            try await snapshot.run(relation, "2026-01-01 12:00", "(1, 'a', '2026-01-01'), (2, 'b', '2026-01-01')")
            // 2 changed without a newer time: not seen, as the strategy says.
            try await snapshot.run(relation, "2026-01-03 12:00", "(1, 'A', '2026-01-02'), (2, 'B', '2026-01-01')")
            #expect(
                try await relation.lines("SELECT id, name, valid_from, valid_to, is_current FROM model ORDER BY 1, 3")
                    == [
                        "1 | a | 2026-01-01 00:00:00 | 2026-01-02 00:00:00 | false",
                        "1 | A | 2026-01-02 00:00:00 | NULL | true",
                        "2 | b | 2026-01-01 00:00:00 | NULL | true",
                    ])
        }
    }

    @Test func aDifferenceMakesAVersionAtTheTimeOfTheRun() async throws {
        let snapshot = snapshot(.check)
        try await withRelation { (relation) async throws in
            try await snapshot.run(relation, "2026-01-01 12:00", "(1, 'a', NULL), (2, NULL, NULL)")
            try await snapshot.run(relation, "2026-01-02 12:00", "(1, 'a', NULL), (2, 'b', NULL)")
            #expect(
                try await relation.lines("SELECT id, name, valid_from, valid_to FROM model ORDER BY 1, 3") == [
                    "1 | a | 2026-01-01 12:00:00 | NULL",
                    "2 | NULL | 2026-01-01 12:00:00 | 2026-01-02 12:00:00",
                    "2 | b | 2026-01-02 12:00:00 | NULL",
                ])
        }
    }

    @Test func onlyTheCheckedColumnsCount() async throws {
        let snapshot = snapshot(.check, checked: .columns(["seen"]))
        try await withRelation { (relation) async throws in
            try await snapshot.run(relation, "2026-01-01 12:00", "(1, 'a', '2026-01-01')")
            try await snapshot.run(relation, "2026-01-02 12:00", "(1, 'b', '2026-01-01')")
            #expect(try await relation.lines("SELECT id, name FROM model") == ["1 | a"])
        }
    }

    @Test func deletedKeysStayOpenUnlessTheyAreInvalidated() async throws {
        for (rule, end) in [(SnapshotDefinition.HardDeletes.ignore, "NULL"), (.invalidate, "2026-01-02 12:00:00")] {
            let snapshot = snapshot(.timestamp, deletes: rule)
            try await withRelation { (relation) async throws in
                try await snapshot.run(relation, "2026-01-01 12:00", "(1, 'a', '2026-01-01'), (2, 'b', '2026-01-01')")
                try await snapshot.run(relation, "2026-01-02 12:00", "(1, 'a', '2026-01-01')")
                try await snapshot.run(relation, "2026-01-03 12:00", "(1, 'a', '2026-01-01')")
                #expect(
                    try await relation.lines("SELECT id, valid_to FROM model ORDER BY 1") == ["1 | NULL", "2 | \(end)"])
            }
        }
    }

    @Test func aDeletionIsARowThatEndsWhenTheKeyReturns() async throws {
        let snapshot = snapshot(.timestamp, deletes: .newRecord)
        try await withRelation { (relation) async throws in
            try await snapshot.run(relation, "2026-01-01 12:00", "(1, 'a', '2026-01-01'), (2, 'b', '2026-01-01')")
            try await snapshot.run(relation, "2026-01-02 12:00", "(2, 'b', '2026-01-01')")
            try await snapshot.run(relation, "2026-01-03 12:00", "(2, 'b', '2026-01-01')")
            try await snapshot.run(relation, "2026-01-04 12:00", "(1, 'a', '2026-01-01'), (2, 'b', '2026-01-01')")
            #expect(
                try await relation.lines(
                    "SELECT id, valid_from, valid_to, is_current, is_deleted FROM model ORDER BY 1, 2") == [
                        "1 | 2026-01-01 00:00:00 | 2026-01-02 12:00:00 | false | False",
                        "1 | 2026-01-02 12:00:00 | 2026-01-04 12:00:00 | false | True",
                        "1 | 2026-01-04 12:00:00 | NULL | true | False",
                        "2 | 2026-01-01 00:00:00 | NULL | true | False",
                    ])
        }
    }

    @Test func dbtsColumnsAndHashes() async throws {
        let snapshot = snapshot(.timestamp, columns: Self.dbtColumns)
        try await withRelation { (relation) async throws in
            try await snapshot.run(relation, "2026-01-01 12:00", "(1, 'a', '2026-01-01')")
            try await snapshot.run(relation, "2026-01-03 12:00", "(1, 'A', '2026-01-02')")
            #expect(
                try await relation.shape().map { String($0.prefix { $0 != " " }) } == [
                    "id", "name", "seen", "dbt_scd_id", "dbt_updated_at", "dbt_valid_from", "dbt_valid_to",
                ])
            // printf '1|2026-01-01 00:00:00' | md5sum
            #expect(
                try await relation.lines(
                    "SELECT dbt_scd_id, dbt_updated_at, dbt_valid_from, dbt_valid_to FROM model ORDER BY dbt_valid_from"
                )
                    == [
                        "53f6e6a23dae12b0512ebdf6d433712c | 2026-01-01 00:00:00 | 2026-01-01 00:00:00 | 2026-01-02 00:00:00",
                        "be95216be044cf16b1cf1958f8cb985f | 2026-01-02 00:00:00 | 2026-01-02 00:00:00 | NULL",
                    ])
        }
    }

    @Test func theEndOfCurrentVersionsCanBeAFarDay() async throws {
        let snapshot = snapshot(.timestamp, end: "TIMESTAMP '9999-12-31'")
        try await withRelation { (relation) async throws in
            try await snapshot.run(relation, "2026-01-01 12:00", "(1, 'a', '2026-01-01')")
            try await snapshot.run(relation, "2026-01-03 12:00", "(1, 'A', '2026-01-02')")
            #expect(
                try await relation.lines("SELECT name, valid_to FROM model ORDER BY valid_from") == [
                    "a | 2026-01-02 00:00:00", "A | 9999-12-31 00:00:00",
                ])
        }
    }

    @Test func aKeyTwiceIsAnError() async throws {
        let snapshot = snapshot(.timestamp)
        let message = await failure {
            try await withRelation { (relation) async throws in
                try await snapshot.run(relation, "2026-01-01 12:00", "(1, 'a', '2026-01-01'), (1, 'b', '2026-01-01')")
            }
        }
        #expect(message.hasPrefix("The key id of main.model is not unique in the rows to be written: 1 (2 rows)."))
    }

    @Test func columnsThatTheRelationGetsAreAdded() async throws {
        let definition = snapshot(.check).definition
        try await withRelation { (relation) async throws in
            var settings = NodeSettings()
            settings.key = ["id"]
            func run(_ now: String, _ sql: String) async throws {
                _ = try await SnapshotBuild(
                    relation: relation, settings: settings, definition: definition, now: UTCTime.parse(now) ?? 0
                ).build(sql)
            }
            try await run("2026-01-01", "SELECT 1 AS id, 'a' AS name")
            try await run("2026-01-02", "SELECT 1 AS id, 'a' AS name, 5 AS size")
            #expect(
                try await relation.lines("SELECT id, name, size, valid_to FROM model ORDER BY valid_from") == [
                    "1 | a | NULL | 2026-01-02 00:00:00", "1 | a | 5 | NULL",
                ])
        }
    }
}
