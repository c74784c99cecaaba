import QueryCompiler
import SQL
import Testing
import Warehouse
import WarehouseDuckDB

/// Random queries on random models, compared with an interpreter that knows nothing of SQL.
@Suite struct RandomQueryTests {
    private static let seed: UInt64 = 20_180_518
    private static let cases = 300

    @Test func `random queries give what their meaning gives`() async throws {
        print("random queries: seed \(Self.seed), \(Self.cases) cases")
        let warehouse = try DuckDBWarehouse.open(DuckDBConfiguration(path: nil, threads: 1))
        var failures = 0
        var rows = 0
        for number in 0..<Self.cases where failures < 3 {
            // Each case has a seed of its own, so that one can be run alone.
            var random = SeededRandom(state: Self.seed &+ UInt64(number))
            let model = RandomModel(&random)
            let query = Self.query(on: model, &random)
            let found = await Self.compare(query, on: model, warehouse)
            rows += found.rows
            if let difference = found.difference {
                failures += 1
                Issue.record("case \(number) of seed \(Self.seed):\n\(difference)")
            }
        }
        // A sample that answered nothing would prove nothing.
        if failures == 0 { #expect(rows > 300) }
        try await warehouse.close()
    }

    // MARK: Making queries

    private static func query(on model: RandomModel, _ random: inout SeededRandom) -> RandomQuery {
        var dimensions: [RandomDimension] = []
        for _ in 0..<random.below(3) {
            let dimension = RandomDimension(
                table: random.below(model.tables.count), field: ["label", "label", "value", "id"][random.below(4)])
            if !dimensions.contains(dimension) { dimensions.append(dimension) }
        }
        let least = dimensions.isEmpty ? 1 : 0
        let measures = (0..<(least + random.below(4))).map { number in
            let kinds = RandomMeasure.Kind.allCases
            return RandomMeasure(
                name: "m\(number)", table: random.below(model.tables.count), kind: kinds[random.below(kinds.count)],
                filter: random.oneIn(3) ? Self.filter(on: model, &random) : nil)
        }
        var filters: [RandomFilter] = []
        for _ in 0..<max(0, random.below(4) - 1) {
            let filter = Self.filter(on: model, &random)
            if !filters.contains(where: { $0.name == filter.name }) { filters.append(filter) }
        }
        var groupFilter: RandomGroupFilter?
        if !measures.isEmpty, random.oneIn(6) {
            groupFilter = RandomGroupFilter(measure: random.below(measures.count), least: random.below(4))
        }
        return RandomQuery(dimensions: dimensions, measures: measures, filters: filters, groupFilter: groupFilter)
    }

    private static func filter(on model: RandomModel, _ random: inout SeededRandom) -> RandomFilter {
        let table = random.below(model.tables.count)
        let letter = ["x", "y", "z"][random.below(3)]
        let number = random.below(5) - 1
        switch random.below(6) {
        case 0: return RandomFilter(table: table, field: "label", expression: letter) { $0?.label == letter }
        case 1: return RandomFilter(table: table, field: "label", expression: "-\(letter)") { $0?.label != letter }
        case 2: return RandomFilter(table: table, field: "label", expression: "NULL") { $0?.label == nil }
        case 3:
            return RandomFilter(table: table, field: "value", expression: ">=\(number)") { row in
                row?.value.map { $0 >= number } ?? false
            }
        case 4:
            return RandomFilter(table: table, field: "value", expression: "NOT \(number)") { $0?.value != number }
        default:
            return RandomFilter(table: table, field: "value", expression: "\(number),NULL") { row in
                row?.value.map { $0 == number } ?? true
            }
        }
    }

    // MARK: Comparing

    private static func compare(
        _ query: RandomQuery, on model: RandomModel, _ warehouse: DuckDBWarehouse
    ) async -> (rows: Int, difference: String?) {
        let measures = Dictionary(grouping: query.measures, by: \.table).mapValues { $0.map(\.lookML) }
        let lookML = model.lookML(measures: measures)
        var filters = Dictionary(
            query.filters.map { ($0.name, $0.expression) }, uniquingKeysWith: { first, _ in first })
        let names = query.measures.map { "t\($0.table).\($0.name)" }
        if let filter = query.groupFilter { filters[names[filter.measure]] = ">=\(filter.least)" }
        let asked = ask(
            query.dimensions.map(\.name) + names, of: "t0", where: filters, total: !query.measures.isEmpty)
        let interpreter = NaiveInterpreter(model: model)
        let expected = unordered(interpreter.answer(query))
        var report = lookML + model.statements.joined(separator: "\n") + "\n\(asked)\n"
        do {
            for statement in model.statements {
                for part in statement.split(separator: ";") {
                    try await warehouse.execute(Statement(String(part), label: "test"))
                }
            }
            let compiled = try QueryCompiler.compile(
                asked, project: testProject(lookML), context: testContext(), dialect: warehouse.dialect)
            report += compiled.sql + "\n\(compiled.parameters)\n"
            let result = try await warehouse.rows(
                Statement(compiled.sql, parameters: compiled.parameters, label: "test"))
            let found = unordered(result.text(columns: compiled.fields.count))
            guard found == expected else {
                return (expected.count, report + "found \(found)\nexpected \(expected)")
            }
            if let totals = compiled.totals {
                let result = try await warehouse.rows(
                    Statement(totals.sql, parameters: totals.parameters, label: "test"))
                let found = result.text(columns: query.measures.count)
                let expected = [interpreter.totals(query)]
                guard found == expected else {
                    return (
                        expected.count, report + totals.sql + "\ntotals: found \(found)\nexpected \(expected)"
                    )
                }
            } else if !query.measures.isEmpty {
                return (expected.count, report + "no totals")
            }
            return (expected.count, nil)
        } catch {
            return (expected.count, report + "\(error)")
        }
    }
}
