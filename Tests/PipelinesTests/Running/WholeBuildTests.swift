import Testing

@testable import Pipelines

@Suite struct WholeBuildTests {
    @Test func aTableTakesThePlaceOfAViewAndBack() async throws {
        try await withRelation { (relation) async throws in
            let build = WholeBuild(relation: relation)
            let view = try await build.view("SELECT 1 AS a")
            #expect(view.rows == nil)
            let table = try await build.table("SELECT 1 AS a UNION ALL SELECT 2")
            #expect(table.rows == 2)
            _ = try await build.view("SELECT 3 AS a")
            #expect(try await relation.lines("SELECT * FROM main.model") == ["3"])
        }
    }

    @Test func rowsAreStoredInTheWantedOrder() async throws {
        try await withRelation { (relation) async throws in
            _ = try await WholeBuild(relation: relation, sort: ["b DESC", "a"]).table(
                "SELECT * FROM (VALUES (1, 'x'), (3, 'y'), (2, 'y')) AS t(a, b)")
            #expect(try await relation.lines("SELECT * FROM main.model") == ["2 | y", "3 | y", "1 | x"])
        }
    }
}

@Suite struct SeedTests {
    private func build(
        _ csv: String, types: [String: String] = [:], delimiter: String = ",",
        _ check: @escaping @Sendable (Relation) async throws -> Void
    ) async throws {
        try await withProject(["seed.csv": csv.data(using: .utf8) ?? .init()]) { root in
            let seed = Seed(
                file: root + "/seed.csv", delimiter: delimiter, columnTypes: types, quotesColumns: nil)
            try await withRelation { (relation) async throws in
                _ = try await SeedBuild(relation: relation, seed: seed).build()
                try await check(relation)
            }
        }
    }

    @Test func typesAreThoseThatTakeEveryValue() async throws {
        let csv = #"""
            id,code,share,day,at,is_on,note
            1,007,1.5,2026-01-31,2026-01-31 10:00:00,true,"a, ""b"""
            2,010,2,2026-02-01,2026-02-01T11:30:00,false,
            """#
        try await build(csv) { (relation) async throws in
            #expect(
                try await relation.shape() == [
                    "id BIGINT", "code VARCHAR", "share DOUBLE", "day DATE", "at TIMESTAMP", "is_on BOOLEAN",
                    "note VARCHAR",
                ])
            #expect(
                try await relation.lines("SELECT * FROM main.model") == [
                    "1 | 007 | 1.5 | 2026-01-31 | 2026-01-31 10:00:00 | true | a, \"b\"",
                    "2 | 010 | 2.0 | 2026-02-01 | 2026-02-01 11:30:00 | false | NULL",
                ])
        }
    }

    @Test func givenTypesAreTaken() async throws {
        try await build("id;n\n1;2\n", types: ["ID": "VARCHAR", "n": "SMALLINT"], delimiter: ";") {
            (relation) async throws in
            #expect(try await relation.shape() == ["id VARCHAR", "n SMALLINT"])
        }
    }

    @Test func aRowOfAnotherWidthIsNamed() async throws {
        let message = await failure { try await build("a,b\n1,2\n3\n") { _ in } }
        #expect(message.hasSuffix("seed.csv:3: 1 cells, where the header has 2."))
    }

    @Test func aQuoteThatDoesNotEndIsNamed() async throws {
        let message = await failure { try await build("a,b\n1,\"2\n3,4\n") { _ in } }
        #expect(message.hasSuffix("seed.csv:2: a quoted cell does not end."))
    }
}
