import LookerExpressions
import Testing

/// A result as a test writes it down.
struct SmallTable: ResultTable {
    var rowCount: Int
    var pivotCount = 0
    var columns: [String: ResultColumn]

    func column(_ field: String) -> ResultColumn? { columns[field] }
}

func whole(_ values: Int64?...) -> [ExpressionValue] { values.map { $0.map { .integer($0) } ?? .null } }
func words(_ values: String?...) -> [ExpressionValue] { values.map { $0.map { .string($0) } ?? .null } }
func day(_ text: String) -> ExpressionValue { CivilTime.parse(text).map { .date($0) } ?? .null }

enum Fixture {
    /// Four weeks of a shop; the third has no revenue.
    static let weeks = SmallTable(
        rowCount: 4,
        columns: [
            "orders.week": ResultColumn([
                day("2026-01-05"), day("2026-01-12"), day("2026-01-19"), day("2026-01-26"),
            ]),
            "orders.count": ResultColumn(whole(10, 40, 20, 30), totals: whole(103)),
            "orders.revenue": ResultColumn(
                [.number(1.5), .number(2.5), .null, .number(4)], totals: [.number(9.5)]),
            "users.city": ResultColumn(words("Rome", "Oslo", "Rome", nil)),
            "users.is_new": ResultColumn([.yesNo(true), .yesNo(false), .null, .yesNo(true)]),
        ])

    /// Two rows, three pivot columns: counts 1 2 3 and 4 null 6.
    static let pivoted = SmallTable(
        rowCount: 2, pivotCount: 3,
        columns: [
            "users.city": ResultColumn(words("Rome", "Oslo")),
            "orders.status": ResultColumn(words("new", "paid", "sent"), extent: .pivots),
            "orders.count": ResultColumn(
                whole(1, 4, 2, nil, 3, 6), extent: .cells, totals: whole(5, 2, 9), rowTotals: whole(6, 10)),
        ])

    static let fields: [String: ExpressionScope.Field] = [
        "orders.week": .init(type: .date, role: .dimension),
        "orders.count": .init(type: .number, role: .measure),
        "orders.revenue": .init(type: .number, role: .measure),
        "orders.status": .init(type: .string, role: .dimension),
        "users.city": .init(type: .string, role: .dimension),
        "users.is_new": .init(type: .yesNo, role: .dimension),
    ]

    /// 2026-03-04 05:06:07.
    static let now: Int64 = 1_772_600_767_000_000

    static func outcome(
        of expression: String, over table: SmallTable
    ) throws -> CalculatedColumn {
        let calculations = TableCalculations(
            [TableCalculations.Definition(name: "c", expression: expression)], fields: fields)
        if let problem = calculations.problems.first(where: { $0.problem.severity == .error }) { throw problem.problem }
        let outcomes = calculations.evaluate(over: table, now: now, seed: 1)
        return try #require(outcomes.first).result.get()
    }

    /// One value that needs no rows.
    static func value(of expression: String) throws -> ExpressionValue {
        try outcome(of: expression, over: SmallTable(rowCount: 1, columns: [:])).value(row: 0)
    }
}

/// What a table calculation gives in the four weeks.
func expectWeeks(
    _ expression: String, _ expected: [ExpressionValue], at place: Testing.SourceLocation = #_sourceLocation
) throws {
    let column = try Fixture.outcome(of: expression, over: Fixture.weeks)
    #expect(column.values() == expected, sourceLocation: place)
}

/// What it gives in a result without a field.
func expect(
    _ expression: String, is expected: ExpressionValue, at place: Testing.SourceLocation = #_sourceLocation
) throws {
    #expect(try Fixture.value(of: expression) == expected, "\(expression)", sourceLocation: place)
}

/// The same to within a part in 10¹⁰.
func expect(
    _ expression: String, isNear expected: Double, at place: Testing.SourceLocation = #_sourceLocation
) throws {
    let value = try #require(try Fixture.value(of: expression).double, "\(expression)", sourceLocation: place)
    #expect(
        (value - expected).magnitude <= max(expected.magnitude, 1e-3) * 1e-10, "\(expression) is \(value)",
        sourceLocation: place)
}

/// Knuth's linear congruential generator: what a test needs is that it repeats.
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}
