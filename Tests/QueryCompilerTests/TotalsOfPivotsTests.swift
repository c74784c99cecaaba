import QueryCompiler
import Testing
import Warehouse

/// Totals of pivots, of rows and of groups; the amounts of the shop tell which rows are in them.
@Suite struct TotalsOfPivotsTests {
    private func rows(_ statement: CompiledStatement?, _ columns: Int, on bench: Bench) async throws -> [[String?]] {
        guard let statement else {
            Issue.record("no statement")
            return []
        }
        return try await bench.warehouse.rows(
            Statement(statement.sql, parameters: statement.parameters, label: "test")
        ).text(columns: columns)
    }

    /// Orders by status and region of their user: west 10 + 20 (done, Ann), east 40 (open, Bob), no region 80 (Cy, no
    /// status), 160 (open, no user), and one without amount whose user does not exist (done).
    private var query: ExploreQuery {
        var query = ask(
            ["orders.status", "users.region", "orders.total", "orders.count"], sort: ["orders.status"],
            pivots: ["users.region"], total: true)
        query.rowTotal = true
        return query
    }

    @Test func `each pivot column has totals, each row has one over all columns, and there is one of everything`()
        async throws
    {
        try await withBench(Shop.model, tables: Shop.tables) { bench async throws in
            let compiled = try bench.compile(query)
            let columns = try await rows(compiled.totals, 3, on: bench)
            #expect(unordered(columns) == unordered([["west", "30", "2"], ["east", "40", "1"], [nil, "240", "3"]]))
            let lines = try await rows(compiled.rowTotals, 3, on: bench)
            #expect(unordered(lines) == unordered([["done", "30", "3"], ["open", "200", "2"], [nil, "80", "1"]]))
            #expect(try await rows(compiled.grandTotals, 2, on: bench) == [["310", "6"]])
        }
    }

    @Test func `totals of rows are those of the rows that are shown`() async throws {
        try await withBench(Shop.model, tables: Shop.tables) { bench async throws in
            var query = query
            query.limit = 1
            query.sorts = ["orders.status desc"]
            let compiled = try bench.compile(query)
            #expect(try await rows(compiled.rowTotals, 3, on: bench) == [["open", "200", "2"]])
            #expect(try await rows(compiled.grandTotals, 2, on: bench) == [["310", "6"]])
        }
    }

    @Test func `totals of repeated rows count each row once`() async throws {
        try await withBench(Shop.model, tables: Shop.tables) { bench async throws in
            var query = ask(
                ["orders.status", "items.sku", "orders.total", "items.quantity"], pivots: ["items.sku"], total: true)
            query.rowTotal = true
            let compiled = try bench.compile(query)
            // By sku: a has orders 1, 2, 3; b has 1; c has 3; none has 4, 5, 6
            let columns = try await rows(compiled.totals, 3, on: bench)
            #expect(
                unordered(columns)
                    == unordered([["a", "70", "13"], ["b", "10", "2"], ["c", "40", "48"], [nil, "240", "0"]]))
            let lines = try await rows(compiled.rowTotals, 3, on: bench)
            #expect(unordered(lines) == unordered([["done", "30", "7"], ["open", "200", "56"], [nil, "80", "0"]]))
            #expect(try await rows(compiled.grandTotals, 2, on: bench) == [["310", "63"]])
        }
    }

    @Test func `subtotals group by the first dimensions`() async throws {
        try await withBench(Shop.model, tables: Shop.tables) { bench async throws in
            var query = ask(["users.region", "orders.status", "orders.is_done", "orders.total"], of: "orders")
            query.subtotals = ["users.region", "orders.status"]
            let compiled = try bench.compile(query)
            #expect(
                compiled.subtotals.map { $0.dimensions.map(\.name) } == [
                    ["users.region"], ["users.region", "orders.status"],
                ])
            let regions = try await rows(compiled.subtotals.first?.statement, 2, on: bench)
            #expect(unordered(regions) == unordered([["west", "30"], ["east", "40"], [nil, "240"]]))
            let statuses = try await rows(compiled.subtotals.last?.statement, 3, on: bench)
            #expect(
                unordered(statuses)
                    == unordered([
                        ["west", "done", "30"], ["east", "open", "40"], [nil, nil, "80"], [nil, "open", "160"],
                        [nil, "done", "0"],
                    ]))
        }
    }

    @Test func `subtotals of the last dimension would be the rows themselves`() async throws {
        var query = ask(["users.region", "orders.status", "orders.total"], of: "orders")
        query.subtotals = ["orders.status"]
        #expect(try compile(query, on: Shop.model).subtotals.isEmpty)
        query.subtotals = ["orders.total"]
        #expect(compileError(query, on: Shop.model)?.code == .unknownField)
    }

    @Test func `subtotals of a limited result are those of the groups that are shown`() async throws {
        try await withBench(Shop.model, tables: Shop.tables) { bench async throws in
            var query = ask(
                ["users.region", "orders.status", "orders.total"], of: "orders", sort: ["orders.total desc"], limit: 2)
            query.subtotals = ["users.region"]
            // 160 without a region and 80 without one: the east and the west are not shown.
            let compiled = try bench.compile(query)
            #expect(try await rows(compiled.subtotals.first?.statement, 2, on: bench) == [[nil, "240"]])
        }
    }

    @Test func `more pivot columns than the limit are cut, and one tells that there are more`() async throws {
        try await withBench(Shop.model, tables: Shop.tables) { bench async throws in
            var query = ask(
                ["orders.status", "orders.id", "orders.count"], sort: ["orders.status"], pivots: ["orders.id"])
            query.columnLimit = 2
            // Columns 1, 2 and 3; the orders without a status (4) and with 5 and 6 keep their first cell as rows do.
            let found = try await bench.rows(query)
            #expect(
                unordered(found)
                    == unordered([["done", "1", "1"], ["done", "2", "1"], ["open", "3", "1"], [nil, "4", "1"]]))
        }
    }
}
