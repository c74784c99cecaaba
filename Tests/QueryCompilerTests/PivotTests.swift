import QueryCompiler
import Testing

/// A pivoted table, given flat:
///
///          A    B    C   NULL
///     r1   1   10
///     r2   5         7
///     r3       20
///     r4   3    1    9
///     r5             2    4
@Suite struct PivotTests {
    private static let model = """
        view: cells {
          derived_table: { sql: SELECT * FROM (VALUES (1, 'r1', 'A', 1), (2, 'r1', 'B', 10), (3, 'r2', 'A', 5),
            (4, 'r2', 'C', 7), (5, 'r3', 'B', 20), (6, 'r4', 'A', 3), (7, 'r4', 'B', 1), (8, 'r4', 'C', 9),
            (9, 'r5', 'C', 2), (10, 'r5', NULL, 4)) AS t(id, line, col, n) ;; }
          dimension: id { primary_key: yes type: number }
          dimension: line {}
          dimension: col {}
          dimension: n { type: number }
          measure: total { type: sum sql: ${n} ;; }
          measure: count { type: count }
        }
        explore: cells {}
        """

    private static let cells: [String: [[String?]]] = [
        "r1": [["r1", "A", "1"], ["r1", "B", "10"]], "r2": [["r2", "A", "5"], ["r2", "C", "7"]],
        "r3": [["r3", "B", "20"]], "r4": [["r4", "A", "3"], ["r4", "B", "1"], ["r4", "C", "9"]],
        "r5": [["r5", "C", "2"], ["r5", nil, "4"]],
    ]

    /// Checks which lines there are, in which order they first appear, and that each has all of its cells.
    private func check(
        sort: [String], limit: Int?, gives lines: [String], at place: Testing.SourceLocation = #_sourceLocation
    ) async throws {
        try await withBench(Self.model) { bench async throws in
            let query = ask(
                ["cells.line", "cells.col", "cells.total"], sort: sort, pivots: ["cells.col"], limit: limit)
            let rows = try await bench.rows(query)
            var order: [String] = []
            for row in rows {
                if let line = row[0], !order.contains(line) { order.append(line) }
            }
            #expect(order == lines, sourceLocation: place)
            #expect(unordered(rows) == unordered(lines.flatMap { Self.cells[$0] ?? [] }), sourceLocation: place)
        }
    }

    @Test func `the limit counts lines of the pivoted table`() async throws {
        try await check(sort: ["cells.line"], limit: 2, gives: ["r1", "r2"])
        try await check(sort: ["cells.line desc"], limit: 2, gives: ["r5", "r4"])
        try await check(sort: ["cells.line"], limit: nil, gives: ["r1", "r2", "r3", "r4", "r5"])
    }

    @Test func `a measure sorts lines by its value in one pivot column, the first unless said`() async throws {
        // Column A: 5, 3, 1; then the lines without one
        try await check(sort: ["cells.total desc"], limit: 3, gives: ["r2", "r4", "r1"])
        try await check(sort: ["cells.total desc 0"], limit: 2, gives: ["r2", "r4"])
        try await check(sort: ["cells.total 0"], limit: 3, gives: ["r1", "r4", "r2"])
        // Column B: 20, 10, 1; column C: 9, 7, 2
        try await check(sort: ["cells.total desc 1"], limit: 3, gives: ["r3", "r1", "r4"])
        try await check(sort: ["cells.total desc 2"], limit: 2, gives: ["r4", "r2"])
    }

    @Test func `the order of the pivot columns decides which is the first`() async throws {
        // Descending, C comes before B and A.
        try await check(sort: ["cells.col desc", "cells.total desc"], limit: 3, gives: ["r4", "r2", "r5"])
    }

    @Test func `without dimensions beside the pivot there is one line`() async throws {
        try await withBench(Self.model) { bench async throws in
            // A: 1 + 5 + 3; B: 10 + 20 + 1; C: 7 + 9 + 2
            try await bench.check(
                ask(["cells.col", "cells.total"], pivots: ["cells.col"], limit: 1),
                gives: [["A", "9"], ["B", "31"], ["C", "18"], [nil, "4"]])
        }
    }

    @Test func `filters on measures drop cells`() async throws {
        try await withBench(Self.model) { bench async throws in
            try await bench.check(
                ask(
                    ["cells.line", "cells.col", "cells.total"], where: ["cells.total": ">=7"], sort: ["cells.line"],
                    pivots: ["cells.col"]),
                gives: [["r1", "B", "10"], ["r2", "C", "7"], ["r3", "B", "20"], ["r4", "C", "9"]])
        }
    }

    @Test func `several pivots make one column for each combination`() async throws {
        try await withBench(Shop.model, tables: Shop.tables) { bench async throws in
            let query = ask(
                ["orders.status", "users.region", "items.sku", "orders.count"], where: ["items.sku": "-NULL"],
                sort: ["orders.status"], pivots: ["users.region", "items.sku"], limit: 1)
            // Ann's done orders 1 and 2 both have an a, 1 a b too. Open is order 3.
            try await bench.check(query, gives: [["done", "west", "a", "2"], ["done", "west", "b", "1"]])
            let compiled = try bench.compile(query)
            #expect(compiled.pivots.map(\.name) == ["users.region", "items.sku"])
            #expect(compiled.fields.map(\.name) == query.fields)
        }
    }

    @Test func `a pivot of several legs keeps their numbers`() async throws {
        try await withBench(Shop.model, tables: Shop.tables) { bench async throws in
            // west: Ann with orders 1 and 2; east: Bob with 3; of no region are 4, 5 and 6.
            try await bench.check(
                ask(
                    ["orders.is_done", "users.region", "orders.total", "items.quantity", "payments.total"],
                    sort: ["orders.is_done"], pivots: ["users.region"]),
                gives: [
                    ["Yes", "west", "30", "7", "31"], ["No", "east", "40", "56", "41"], ["No", nil, "240", "0", "0"],
                    ["Yes", nil, "0", "0", "0"],
                ])
        }
    }
}
