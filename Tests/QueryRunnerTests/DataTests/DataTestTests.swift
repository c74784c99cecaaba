import QueryCompiler
import QueryRunner
import SemanticModel
import Testing
import Warehouse
import WarehouseDuckDB

@Suite struct DataTestTests {
    private static let model = """
        view: orders {
          derived_table: { sql: SELECT * FROM (VALUES (1, 'done', 10), (2, 'done', 20), (3, 'open', 40)) AS t(id, status, n) ;; }
          dimension: id { primary_key: yes type: number }
          dimension: status {}
          measure: count { type: count }
          measure: total { type: sum sql: ${TABLE}.n ;; }
        }
        explore: orders {}
        test: counted {
          explore_source: orders { column: count {} filters: [orders.status: "done"] }
          assert: two { expression: ${orders.count} = 2 ;; }
        }
        test: wrong {
          explore_source: orders { column: status {} column: total {} sorts: [orders.status: asc] }
          assert: small { expression: ${orders.total} < 35 ;; }
          assert: known { expression: NOT is_null(${orders.status}) ;; }
        }
        test: empty {
          explore_source: orders { column: count {} column: status {} filters: [orders.status: "lost"] }
          assert: none { expression: ${orders.count} = 0 ;; }
        }
        test: unread {
          explore_source: orders { column: count {} }
          assert: number { expression: ${orders.count} + 1 ;; }
          assert: unknown { expression: ${orders.missing} = 1 ;; }
        }
        """

    private func outcomes() async throws -> [String: DataTestOutcome] {
        let project = ProjectResolver.resolve(
            name: "test", files: [SourceFile(path: "shop.model.lkml", text: Self.model)])
        let warehouse = try DuckDBWarehouse.open(DuckDBConfiguration(path: nil, threads: 1))
        let runner = QueryRunner(warehouse: warehouse, concurrency: 1)
        var outcomes: [String: DataTestOutcome] = [:]
        for test in project.model("shop")?.tests ?? [] {
            outcomes[test.name] = try await runner.run(
                test, of: "shop", on: project, context: QueryContext(now: 0, projectTimezone: "UTC"))
        }
        try await warehouse.close()
        return outcomes
    }

    @Test func `a test passes when each assertion is yes in every row`() async throws {
        let outcome = try #require(try await outcomes()["counted"])
        #expect(outcome.passed)
        #expect(outcome.failures.isEmpty)
    }

    @Test func `what does not hold is shown by the first row in which it does not`() async throws {
        let outcome = try #require(try await outcomes()["wrong"])
        #expect(!outcome.passed)
        #expect(outcome.assertions.map(\.passed) == [false, true])
        #expect(outcome.assertions[0].failingRows == 1)
        #expect(outcome.failures.count == 1)
        #expect(outcome.failures[0].message.contains("1 of 2 rows"))
        #expect(outcome.failures[0].message.contains("orders.status = open, orders.total = 40"))
        #expect(outcome.failures[0].location.line == 15)
    }

    @Test func `a query without rows proves nothing`() async throws {
        let outcome = try #require(try await outcomes()["empty"])
        #expect(!outcome.passed)
        #expect(outcome.failures.map(\.message) == ["The query of the test `empty` has no rows, so nothing is proved."])
    }

    @Test func `assertions that can't be read say why`() async throws {
        let outcome = try #require(try await outcomes()["unread"])
        #expect(outcome.failures.count == 2)
        #expect(outcome.failures[0].message.contains("neither yes nor no"))
        #expect(outcome.failures[1].message.contains("orders.missing"))
    }
}
