import Testing

@testable import Pipelines

@Suite struct IncrementalBuildTests {
    private static let old = "CREATE TABLE model AS SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS t(id, name)"

    private func settings(_ change: (inout NodeSettings) -> Void) -> NodeSettings {
        var settings = NodeSettings()
        change(&settings)
        return settings
    }

    private func add(
        _ sql: String, _ settings: NodeSettings, before setup: [String] = [old]
    ) async throws -> (rows: [String], notes: [String]) {
        try await withRelation(before: setup) { relation in
            let outcome = try await IncrementalBuild(relation: relation, settings: settings).add(sql)
            return (try await relation.lines("SELECT * FROM main.model ORDER BY ALL"), outcome.notes)
        }
    }

    @Test func matchingKeysAreUpdatedAndOthersAreAdded() async throws {
        let settings = settings { $0.key = ["id"] }
        let added = try await add("SELECT * FROM (VALUES (2, 'B'), (3, 'c')) AS t(id, name)", settings)
        #expect(added.rows == ["1 | a", "2 | B", "3 | c"])
    }

    @Test func aNullIsAKeyLikeAnyOther() async throws {
        let settings = settings { $0.key = ["id"] }
        let setup = ["CREATE TABLE model AS SELECT NULL::INTEGER AS id, 'a' AS name"]
        let added = try await add("SELECT NULL::INTEGER AS id, 'b' AS name", settings, before: setup)
        #expect(added.rows == ["NULL | b"])
    }

    @Test func columnsThatAreExcludedKeepTheirValues() async throws {
        let excluding = settings {
            $0.key = ["id"]
            $0.mergeExcludeColumns = ["name"]
        }
        let added = try await add("SELECT * FROM (VALUES (2, 'B'), (3, 'c')) AS t(id, name)", excluding)
        #expect(added.rows == ["1 | a", "2 | b", "3 | c"])
    }

    @Test func deleteAndInsertReplacesRowsOfTheKey() async throws {
        let settings = settings {
            $0.key = ["id"]
            $0.strategy = .deleteInsert
        }
        let added = try await add("SELECT * FROM (VALUES (2, 'B'), (3, 'c')) AS t(id, name)", settings)
        #expect(added.rows == ["1 | a", "2 | B", "3 | c"])
    }

    @Test(arguments: [NodeSettings.Strategy.merge, .deleteInsert])
    func twoRowsOfOneKeyAreAnErrorThatListsFive(strategy: NodeSettings.Strategy) async throws {
        let settings = settings {
            $0.key = ["id"]
            $0.strategy = strategy
        }
        let message = await failure {
            _ = try await add("SELECT i % 7 AS id, 'x' AS name FROM range(20) AS r(i)", settings)
        }
        #expect(
            message
                == "The key id of main.model is not unique in the rows to be written: 0 (3 rows); 1 (3 rows); "
                + "2 (3 rows); 3 (3 rows); 4 (3 rows) and more. Give each key one row, or name more columns as the key."
        )
    }

    @Test func appendAsksNothing() async throws {
        let settings = settings {
            $0.key = ["id"]
            $0.strategy = .append
        }
        let added = try await add("SELECT 2 AS id, 'b' AS name", settings)
        #expect(added.rows == ["1 | a", "2 | b", "2 | b"])
    }

    @Test func partitionsOfTheResultReplaceThoseOfTheTable() async throws {
        let settings = settings {
            $0.strategy = .insertOverwrite
            $0.values["partition_by"] = SettingValue(
                ["field": "day", "granularity": "month"], from: FilePosition(file: "x"))
        }
        let setup = [
            "CREATE TABLE model AS SELECT * FROM (VALUES (DATE '2026-01-05', 1), (DATE '2026-02-05', 2)) AS t(day, n)"
        ]
        let added = try await add("SELECT DATE '2026-02-20' AS day, 3 AS n", settings, before: setup)
        #expect(added.rows == ["2026-01-05 | 1", "2026-02-20 | 3"])
    }

    // MARK: on_schema_change

    private static let wider = "SELECT 3 AS id, 9 AS extra, 'c' AS name"
    private static let narrower = "SELECT 3 AS id"

    @Test func newColumnsAreAddedAndOldRowsHaveNone() async throws {
        let added = try await add(Self.wider, settings { $0.key = ["id"] })
        #expect(added.rows == ["1 | a | NULL", "2 | b | NULL", "3 | c | 9"])
        #expect(added.notes == ["added column extra INTEGER"])
    }

    @Test func newColumnsAreLeftOutByIgnore() async throws {
        let added = try await add(
            Self.wider,
            settings {
                $0.key = ["id"]
                $0.onSchemaChange = .ignore
            })
        #expect(added.rows == ["1 | a", "2 | b", "3 | c"])
        #expect(added.notes == ["left out (on_schema_change: ignore): extra"])
    }

    @Test(arguments: [NodeSettings.SchemaChange.ignore, .appendNewColumns])
    func columnsThatAreGoneStay(rule: NodeSettings.SchemaChange) async throws {
        let added = try await add(
            Self.narrower,
            settings {
                $0.key = ["id"]
                $0.onSchemaChange = rule
            })
        #expect(added.rows == ["1 | a", "2 | b", "3 | NULL"])
    }

    @Test func syncDropsWhatIsGone() async throws {
        let added = try await add(
            Self.narrower,
            settings {
                $0.key = ["id"]
                $0.onSchemaChange = .syncAllColumns
            })
        #expect(added.rows == ["1", "2", "3"])
        #expect(added.notes == ["dropped column name"])
    }

    @Test func syncChangesATypeThatHoldsEveryValue() async throws {
        let settings = settings {
            $0.key = ["id"]
            $0.onSchemaChange = .syncAllColumns
        }
        let added = try await add("SELECT 30000000000 AS id, 'c' AS name", settings)
        #expect(added.rows == ["1 | a", "2 | b", "30000000000 | c"])
        #expect(added.notes == ["column id is BIGINT now, and was INTEGER"])
    }

    @Test func syncRefusesATypeThatLosesValues() async throws {
        let settings = settings {
            $0.key = ["id"]
            $0.onSchemaChange = .syncAllColumns
        }
        let message = await failure { _ = try await add("SELECT 3 AS id, 4 AS name", settings) }
        #expect(message.contains("was VARCHAR and is INTEGER now, which can't hold 2 of its values"))
    }

    @Test func failNamesTheDifferencesAndWritesNothing() async throws {
        let settings = settings {
            $0.key = ["id"]
            $0.onSchemaChange = .fail
        }
        let message = await failure { _ = try await add(Self.wider, settings) }
        #expect(
            message
                == "The columns of main.model have changed: extra is new. on_schema_change is fail; run with "
                + "--full-refresh to make the table anew.")
    }
}
