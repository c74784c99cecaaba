import LookML
import QueryCompiler
import SQL
import SemanticModel
import Testing
import Warehouse
import WarehouseDuckDB

/// A model, the tables under it, and who asks it when.
struct Bench {
    var project: Project
    var warehouse: DuckDBWarehouse
    var context: QueryContext

    /// "2018-05-18 18:30:02", a Friday, as UTC microseconds: the "now" of the filter language's examples.
    static let now: Int64 = 1_526_668_202_000_000

    func compile(_ query: ExploreQuery) throws(QueryError) -> CompiledQuery {
        try QueryCompiler.compile(query, project: project, context: context, dialect: warehouse.dialect)
    }

    /// The rows of a query as text, in the order of the result and without its helper columns.
    func rows(_ query: ExploreQuery) async throws -> [[String?]] {
        let compiled = try compile(query)
        let result = try await warehouse.rows(
            Statement(compiled.sql, parameters: compiled.parameters, label: "test"))
        return result.text(columns: compiled.fields.count)
    }

    /// Checks the rows of a query whose order means nothing.
    func check(
        _ query: ExploreQuery, gives expected: [[String?]], at place: Testing.SourceLocation = #_sourceLocation
    ) async throws {
        let found = try await rows(query)
        #expect(unordered(found) == unordered(expected), sourceLocation: place)
    }

    /// Checks the rows of a query and their order.
    func check(
        _ query: ExploreQuery, givesInOrder expected: [[String?]],
        at place: Testing.SourceLocation = #_sourceLocation
    ) async throws {
        let found = try await rows(query)
        #expect(found == expected, sourceLocation: place)
    }

    /// The one row of a query's totals.
    func totals(_ query: ExploreQuery) async throws -> [String?] {
        let compiled = try compile(query)
        guard let totals = compiled.totals else {
            Issue.record("no totals")
            return []
        }
        let result = try await warehouse.rows(
            Statement(totals.sql, parameters: totals.parameters, label: "test"))
        #expect(result.rowCount == 1)
        return result.text(columns: compiled.fields.filter { $0.category == .measure }.count).first ?? []
    }
}

/// A query on the model `test` without a limit; `explore` is the view before the first field's point unless said.
func ask(
    _ fields: [String], of explore: String? = nil, where filters: [String: String] = [:], sort: [String] = [],
    pivots: [String] = [], limit: Int? = nil, total: Bool = false, zone: String? = nil
) -> ExploreQuery {
    let base = fields.first.map { String($0.prefix { $0 != "." }) } ?? ""
    return ExploreQuery(
        model: "test", explore: explore ?? base, fields: fields, pivots: pivots, filters: filters, sorts: sort,
        limit: limit, total: total, timezone: zone)
}

/// The project whose only model, `test`, is this text. It must be without errors, so that no test passes for a field
/// that the resolver has left out.
func testProject(_ model: String, mayHaveErrors: Bool = false) -> Project {
    let project = ProjectResolver.resolve(
        name: "test", files: [SourceFile(path: "test.model.lkml", text: model)])
    if mayHaveErrors { return project }
    for problem in project.diagnostics where problem.severity == .error {
        Issue.record("the test's own model: \(problem.code) at \(problem.location): \(problem.message)")
    }
    return project
}

func testContext(zone: String = "UTC", attributes: [String: String] = [:]) -> QueryContext {
    QueryContext(now: Bench.now, projectTimezone: zone, userAttributes: attributes)
}

/// Resolves a model, makes its tables in a warehouse in memory, and closes that again.
@discardableResult
func withBench<Value>(
    _ model: String, tables: [String] = [], zone: String = "UTC", attributes: [String: String] = [:],
    _ body: (Bench) async throws -> Value
) async throws -> Value {
    let warehouse = try DuckDBWarehouse.open(DuckDBConfiguration(path: nil, threads: 1))
    do {
        for table in tables { try await warehouse.execute(Statement(table, label: "test")) }
        let context = testContext(zone: zone, attributes: attributes)
        let value = try await body(
            Bench(project: testProject(model), warehouse: warehouse, context: context))
        try await warehouse.close()
        return value
    } catch {
        try? await warehouse.close()
        throw error
    }
}

/// The error of a query that can't be compiled.
func compileError(
    _ query: ExploreQuery, on model: String, context: QueryContext = testContext()
) -> QueryError? {
    do {
        let compiled = try QueryCompiler.compile(
            query, project: testProject(model), context: context, dialect: .duckDB)
        Issue.record("compiled: \(compiled.sql)")
        return nil
    } catch {
        return error
    }
}

/// The SQL of a query that is compiled only.
func compile(
    _ query: ExploreQuery, on model: String, context: QueryContext = testContext()
) throws -> CompiledQuery {
    try QueryCompiler.compile(query, project: testProject(model), context: context, dialect: .duckDB)
}

/// Rows in an order of their own, for results whose order means nothing.
func unordered(_ rows: [[String?]]) -> [[String?]] {
    rows.sorted { left, right in
        left.map { $0 ?? "\u{1}" }.lexicographicallyPrecedes(right.map { $0 ?? "\u{1}" })
    }
}

extension ResultSet {
    /// The first columns of every row as text; `nil` is NULL.
    func text(columns count: Int) -> [[String?]] {
        batches.flatMap { batch in
            (0..<batch.rowCount).map { row in
                batch.columns.prefix(count).map { $0.plainText(row) }
            }
        }
    }
}

extension Column {
    /// Numbers without needless zeros and to six decimals, so that the type of a sum does not matter; times in ISO form.
    func plainText(_ row: Int) -> String? {
        if isNull(row) { return nil }
        switch values {
        case .bool(let storage): return storage[row] ? "true" : "false"
        case .int(let storage): return String(storage[row])
        case .uint(let storage): return String(storage[row])
        case .hugeInt(let storage): return String(storage[row])
        case .uhugeInt(let storage): return String(storage[row])
        case .double(let storage): return PlainText.number(storage[row])
        case .decimal(let unscaled, let scale): return PlainText.decimal(unscaled[row], scale: scale)
        case .date(let storage): return PlainText.date(days: Int64(storage[row]))
        case .timestamp(let storage), .timestampTZ(let storage): return PlainText.timestamp(storage[row])
        case .text(let storage): return storage[row]
        case .time, .interval, .uuid, .blob, .nested: return "a type that no test expects"
        }
    }
}

enum PlainText {
    static func number(_ value: Double) -> String {
        let rounded = (value * 1_000_000).rounded() / 1_000_000
        if rounded == rounded.rounded(), abs(rounded) < 1e15 { return String(Int64(rounded)) }
        return rounded.description
    }

    static func decimal(_ unscaled: Int128, scale: Int) -> String {
        guard scale > 0 else { return String(unscaled) }
        var digits = String(unscaled.magnitude)
        if digits.count <= scale { digits = String(repeating: "0", count: scale + 1 - digits.count) + digits }
        var fraction = String(digits.suffix(scale))
        while fraction.last == "0" { fraction.removeLast() }
        let whole = String(digits.dropLast(scale))
        return (unscaled < 0 ? "-" : "") + whole + (fraction.isEmpty ? "" : "." + fraction)
    }

    static func timestamp(_ microseconds: Int64) -> String {
        let day: Int64 = 86_400_000_000
        let rest = (microseconds % day + day) % day
        let seconds = rest / 1_000_000
        return date(days: (microseconds - rest) / day) + " " + two(seconds / 3_600) + ":" + two(seconds / 60 % 60)
            + ":" + two(seconds % 60)
    }

    /// Day by day from 1970: slow, and plain to see.
    static func date(days: Int64) -> String {
        var (year, rest) = (Int64(1970), days)
        while rest < 0 {
            year -= 1
            rest += isLeap(year) ? 366 : 365
        }
        while rest >= (isLeap(year) ? 366 : 365) {
            rest -= isLeap(year) ? 366 : 365
            year += 1
        }
        var month: Int64 = 1
        for length in [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as [Int64] {
            if rest < length { break }
            rest -= length
            month += 1
        }
        return "\(year)-" + two(month) + "-" + two(rest + 1)
    }

    private static func isLeap(_ year: Int64) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
