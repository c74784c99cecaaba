import Foundation
import QueryCompiler
import SQL
import Testing
import Warehouse
import WarehouseDuckDB

/// Random queries on random models, compared with an interpreter that knows nothing of SQL.
@Suite struct RandomQueryTests {
    private static let seed: UInt64 = 20_180_518
    private static let cases = ProcessInfo.processInfo.environment["SOUNDINGS_SOAK"] == nil ? 500 : 10_000

    @Test func `random queries give what their meaning gives`() async throws {
        print("random queries: seed \(Self.seed), \(Self.cases) cases")
        let warehouse = try DuckDBWarehouse.open(DuckDBConfiguration(path: nil, threads: 1))
        var failures = 0
        var rows = 0
        for number in 0..<Self.cases where failures < 3 {
            // Each case has a seed of its own, so that one can be run alone.
            var random = SeededRandom(state: Self.seed &+ UInt64(number))
            let model = RandomModel(&random)
            let comparison = Comparison(model: model, query: RandomQuery(on: model, &random), warehouse: warehouse)
            do {
                rows += try await comparison.run()
            } catch {
                failures += 1
                Issue.record("case \(number) of seed \(Self.seed):\n\(comparison.description)\n\(error)")
            }
        }
        // A sample that answered nothing would prove nothing.
        if failures == 0 { #expect(rows > Self.cases) }
        try await warehouse.close()
    }
}

/// One query, asked of the compiler and of the interpreter.
private struct Comparison {
    struct Difference: Error, CustomStringConvertible { var description: String }

    let model: RandomModel
    let query: RandomQuery
    let warehouse: DuckDBWarehouse

    private var lookML: String {
        var measures = Dictionary(grouping: query.measures, by: \.table).mapValues { $0.map(\.lookML) }
        if let calculation = query.calculation {
            let (first, second) = (query.measures[calculation.first], query.measures[calculation.second])
            measures[0, default: []].append(
                "measure: calculated { type: number "
                    + "sql: COALESCE(${\(first.fullName)}, 0) + 2 * COALESCE(${\(second.fullName)}, 0) ;; }")
        }
        return model.lookML(measures: measures)
    }

    private var asked: ExploreQuery {
        var filters = Dictionary(
            query.filters.map { ($0.name, $0.expression) }, uniquingKeysWith: { first, _ in first })
        if let filter = query.groupFilter {
            filters[query.measures[filter.measure].fullName] = ">=\(filter.least)"
        }
        var asked = ask(
            query.dimensions.map(\.name) + query.measureNames, of: "t0", where: filters,
            total: !query.measures.isEmpty)
        if let pivot = query.pivot {
            asked.pivots = [query.dimensions[pivot.dimension].name]
            asked.limit = pivot.limit
            asked.rowTotal = true
            let rows = query.dimensions.indices.filter { $0 != pivot.dimension }
            let sort =
                pivot.sortMeasure.map { query.measures[$0].fullName } ?? rows.first.map { query.dimensions[$0].name }
            if let sort { asked.sorts = [sort + (pivot.descending ? " desc" : "")] }
        } else if query.dimensions.count > 1 {
            asked.subtotals = query.dimensions.dropLast().map(\.name)
        }
        return asked
    }

    var description: String {
        let sql = try? QueryCompiler.compile(
            asked, project: testProject(lookML, mayHaveErrors: true), context: testContext(),
            dialect: warehouse.dialect)
        return lookML + model.statements.joined(separator: "\n") + "\n\(asked)\n" + (sql?.readableSQL ?? "")
    }

    /// - Returns: How many rows the answer has.
    func run() async throws -> Int {
        for statement in model.statements {
            for part in statement.split(separator: ";") {
                try await warehouse.execute(Statement(String(part), label: "test"))
            }
        }
        let compiled = try QueryCompiler.compile(
            asked, project: testProject(lookML), context: testContext(), dialect: warehouse.dialect)
        let interpreter = NaiveInterpreter(model: model)
        let expected = interpreter.answer(query)
        try await check(
            "rows", CompiledStatement(sql: compiled.sql, parameters: compiled.parameters), compiled.fields.count,
            give: expected)
        guard !query.measures.isEmpty else { return expected.count }
        let pivots = query.pivot.map { [query.dimensions[$0.dimension]] } ?? []
        try await check(
            "totals", compiled.totals, pivots.count + query.measureNames.count,
            give: interpreter.groups(query, by: pivots))
        if let pivot = query.pivot {
            // Without a line there is nothing beside which a total could stand.
            if !expected.isEmpty {
                try await check(
                    "row totals", compiled.rowTotals, query.dimensions.count - 1 + query.measureNames.count,
                    give: interpreter.lineTotals(query, pivot))
            }
            try await check(
                "grand totals", compiled.grandTotals, query.measureNames.count, give: interpreter.groups(query, by: []))
        }
        for (place, subtotal) in compiled.subtotals.enumerated() {
            let dimensions = Array(query.dimensions.prefix(place + 1))
            let shown = Set(expected.map { Array($0.prefix(place + 1)) })
            try await check(
                "subtotals \(place + 1)", subtotal.statement, place + 1 + query.measureNames.count,
                give: interpreter.groups(query, by: dimensions).filter { shown.contains(Array($0.prefix(place + 1))) })
        }
        guard query.pivot != nil || compiled.subtotals.count == max(0, query.dimensions.count - 1) else {
            throw Difference(description: "\(compiled.subtotals.count) kinds of subtotals")
        }
        return expected.count
    }

    private func check(
        _ what: String, _ statement: CompiledStatement?, _ columns: Int, give expected: [[String?]]
    ) async throws {
        guard let statement else { throw Difference(description: "no \(what)") }
        let result = try await warehouse.rows(
            Statement(statement.sql, parameters: statement.parameters, label: "test"))
        let found = unordered(result.text(columns: columns))
        guard found == unordered(expected) else {
            throw Difference(
                description: "\(statement.sql)\n\(what): found \(found)\nexpected \(unordered(expected))")
        }
    }
}
