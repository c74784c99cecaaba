import Foundation
import Testing
import Warehouse
import WarehouseDuckDB

@testable import Pipelines

@Suite struct PipelineGraphTests {
    private func graph(_ models: [(table: String, sql: String)]) async throws -> PipelineGraph {
        try await withWarehouse { await PipelineGraph(folder(of: models), parsedBy: $0) }
    }

    @Test func `a model comes after the models that it reads`() async throws {
        let graph = try await graph([
            ("a", "SELECT * FROM clean.c JOIN clean.b USING (n)"), ("b", "SELECT 1 AS n"),
            ("c", "WITH own AS (SELECT * FROM clean.b) SELECT * FROM own, raw.ping"),
        ])
        #expect(graph.problems == [])
        #expect(graph.models.map(\.table.name) == ["b", "c", "a"])
        #expect(
            graph.inputs[TableName(schema: "clean", "c")]
                == [TableName(schema: "clean", "b"), TableName(schema: "raw", "ping")])
    }

    @Test func `names are told apart neither by case nor by quotes, nor by the schema main written out`() async throws {
        var folder = folder(of: [("a", "SELECT * FROM \"Clean\".B JOIN T USING (n)"), ("b", "SELECT 1 AS n")])
        folder.models.append(
            PipelineModel(table: TableName(schema: "main", "t"), path: "pipelines/main/t.sql", sql: "SELECT 1 AS n"))
        let graph = try await withWarehouse { await PipelineGraph(folder, parsedBy: $0) }
        #expect(graph.problems == [])
        #expect(graph.models.map(\.table.name) == ["b", "t", "a"])
        #expect(
            graph.inputs[TableName(schema: "clean", "a")]
                == [TableName(schema: "clean", "b"), TableName(schema: "main", "t")])
    }

    @Test func `a common table expression hides no model of another schema`() async throws {
        let graph = try await graph([("a", "WITH b AS (SELECT 1) SELECT * FROM b, clean.b"), ("b", "SELECT 1 AS n")])
        #expect(graph.models.map(\.table.name) == ["b", "a"])
    }

    @Test func `a cycle is shown once round, and what reads it is left out too`() async throws {
        let graph = try await graph([
            ("a", "FROM clean.b"), ("b", "FROM clean.c"), ("c", "FROM clean.a"), ("d", "FROM clean.a"),
            ("e", "SELECT 1"),
        ])
        #expect(graph.models.map(\.table.name) == ["e"])
        #expect(graph.problems.map(\.code) == Array(repeating: "circular-reference", count: 3) + ["input-left-out"])
        #expect(graph.problems.map(\.path) == ["a", "b", "c", "d"].map { "pipelines/clean/\($0).sql" })
        #expect(
            graph.problems.first?.message
                == "pipelines/clean/a.sql is left out: it reads itself: clean.a → clean.b → clean.c → clean.a.")
        #expect(
            graph.problems.last?.message
                == "pipelines/clean/d.sql is left out: it reads clean.a, and pipelines/clean/a.sql has an error of its own."
        )
    }

    @Test func `a model that reads its own table is a cycle of one`() async throws {
        let graph = try await graph([("a", "FROM clean.a")])
        #expect(graph.models.isEmpty)
        #expect(
            graph.problems.map(\.message) == ["pipelines/clean/a.sql is left out: it reads itself: clean.a → clean.a."])
    }

    @Test func `wrong SQL is reported with the parser's words, and what reads it is left out`() async throws {
        let graph = try await graph([
            ("a", "SELEC 1"), ("b", "FROM clean.a"), ("c", "SELECT 1"), ("d", "DROP TABLE raw.ping"),
        ])
        #expect(graph.models.map(\.table.name) == ["c"])
        #expect(graph.problems.map(\.code) == ["sql-error", "sql-error", "input-left-out"])
        #expect(graph.problems[0].message.contains("syntax error at or near \"SELEC\""))
        #expect(graph.problems[1].message.contains("Only a SELECT can be examined"))
    }

    @Test func `two files for one table are refused`() async throws {
        var folder = folder(of: [("a", "SELECT 1 AS n")])
        folder.models.append(
            PipelineModel(table: TableName(schema: "clean", "A"), path: "pipelines/A.sql", sql: "SELECT 2 AS n"))
        let graph = try await withWarehouse { await PipelineGraph(folder, parsedBy: $0) }
        #expect(graph.models.map(\.path) == ["pipelines/clean/a.sql"])
        #expect(
            graph.problems.map(\.message)
                == ["pipelines/A.sql is left out: pipelines/clean/a.sql makes the table clean.a already."])
    }

    @Test func `a chain of a thousand models is put in order`() async throws {
        let models = (0..<1_000).map { number in
            ("m\(number)", number == 999 ? "SELECT 1 AS n" : "FROM clean.m\(number + 1)")
        }
        let graph = try await graph(models)
        #expect(graph.problems == [])
        #expect(graph.models.map(\.table.name) == models.map(\.0).reversed())
    }

    @Test func `the demo's models are in order without a problem`() async throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../demo")
        let folder = PipelineFolder(projectRoot: root.standardizedFileURL.path)
        #expect(folder.models.count >= 12)
        let graph = try await withWarehouse { await PipelineGraph(folder, parsedBy: $0) }
        #expect(graph.problems == [])
        #expect(graph.models.count == folder.models.count)
        let place = Dictionary(uniqueKeysWithValues: graph.models.enumerated().map { ($1.table, $0) })
        for model in graph.models {
            for input in graph.inputs[model.table] ?? [] {
                guard let before = place[input], let own = place[model.table] else { continue }
                #expect(before < own, "\(model.table) reads \(input)")
            }
        }
    }
}
