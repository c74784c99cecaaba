import LookerExpressions
import SQL
import Testing
import Warehouse
import WarehouseDuckDB

@testable import QueryCompiler

/// A table of every type of value, for the database and for the evaluator.
struct ExpressionRows: ResultTable {
    struct Column {
        var name: String
        var type: ExpressionType
        /// As the table has it.
        var sqlType: String
        var values: [ExpressionValue]
    }

    var columns: [Column]
    /// Whether each field is the largest value of its column.
    var isAggregated = false
    var rowCount: Int { columns.first?.values.count ?? 0 }
    var pivotCount: Int { 0 }

    func column(_ field: String) -> ResultColumn? {
        columns.first { "t." + $0.name == field }.map { ResultColumn($0.values) }
    }

    /// 2026-03-04 05:06:07.
    static let now: Int64 = 1_772_600_767_000_000

    /// Numbers `n` and `m` (whole), `x` and `y` (doubles), `p` (a decimal), texts `s` and `w`, yesnos `b` and `c`, times `d`
    /// and `e`: with nulls, zeros, numbers below 0, month ends, blanks and other scripts. The decimals are eighths, so that
    /// doubles have no error where the database calculates exactly.
    static let odd = ExpressionRows(columns: [
        Column(name: "n", type: .number, sqlType: "BIGINT", values: whole(0, 7, -12, nil, 1_000, 1, -1, 2)),
        Column(name: "m", type: .number, sqlType: "INTEGER", values: whole(3, 0, 5, 2, nil, -2, 2_147_483_647, 100)),
        Column(
            name: "x", type: .number, sqlType: "DOUBLE PRECISION",
            values: broken(0.5, -2.5, 0, 1.005, 1e10, nil, -0.1, 3)),
        Column(
            name: "y", type: .number, sqlType: "DOUBLE PRECISION", values: broken(nil, 2, 0.25, -1e-3, 7.5, 0, 1e5, -3)),
        Column(
            name: "p", type: .number, sqlType: "DECIMAL(12, 3)",
            values: broken(1.5, 0, -7.125, 99.75, nil, 2, 0.125, -3)),
        Column(
            name: "s", type: .string, sqlType: "TEXT",
            values: words("Rome", "", nil, " a b\t", "日本語 👍🏽", "abcABC", "O'Neil \\ %", "na\u{308}ive")),
        Column(
            name: "w", type: .string, sqlType: "TEXT",
            values: words("o", "12.5", "b", " ", "本", nil, "-3e2", "2024-02-29 10:30")),
        Column(
            name: "b", type: .yesNo, sqlType: "BOOLEAN", values: flags(true, false, nil, true, false, nil, true, true)),
        Column(
            name: "c", type: .yesNo, sqlType: "BOOLEAN", values: flags(nil, true, false, false, true, nil, true, false)),
        Column(
            name: "d", type: .date, sqlType: "TIMESTAMP",
            values: moments(
                "2024-01-31", "2024-02-29 10:30:59.5", nil, "1969-12-31 23:59:59.999999", "2023-02-28",
                "2000-03-01 00:00:01",
                "2024-12-31 12:00", "1900-03-01")),
        Column(
            name: "e", type: .date, sqlType: "TIMESTAMP",
            values: moments(
                "2024-02-29", "2024-01-31 10:31", "2020-05-05", "1970-01-01", nil, "2100-02-28 23:59",
                "2024-11-30 12:00:00.000001",
                "2024-03-31")),
    ])

    private static func whole(_ values: Int64?...) -> [ExpressionValue] {
        values.map { $0.map { .integer($0) } ?? .null }
    }
    private static func broken(_ values: Double?...) -> [ExpressionValue] {
        values.map { $0.map { .number($0) } ?? .null }
    }
    private static func words(_ values: String?...) -> [ExpressionValue] {
        values.map { $0.map { .string($0) } ?? .null }
    }
    private static func flags(_ values: Bool?...) -> [ExpressionValue] { values.map { $0.map { .yesNo($0) } ?? .null } }
    private static func moments(_ values: String?...) -> [ExpressionValue] {
        values.map { $0.flatMap { CivilTime.parse($0) }.map { .date($0) } ?? .null }
    }

    /// One row of the largest values.
    var largest: ExpressionRows {
        var rows = self
        rows.isAggregated = true
        for (index, column) in columns.enumerated() {
            let values = column.values.filter { !$0.isNull }.sorted(by: Self.precedes)
            rows.columns[index].values = [values.last ?? .null]
        }
        return rows
    }

    private static func precedes(_ left: ExpressionValue, _ right: ExpressionValue) -> Bool {
        switch (left, right) {
        case (.string(let a), .string(let b)): a.utf8.lexicographicallyPrecedes(b.utf8)
        case (.date(let a), .date(let b)): a < b
        case (.yesNo(let a), .yesNo(let b)): !a && b
        default: left.double ?? 0 < right.double ?? 0
        }
    }

    var scope: [String: ExpressionScope.Field] {
        Dictionary(uniqueKeysWithValues: columns.map { ("t." + $0.name, .init(type: $0.type, role: .dimension)) })
    }

    var fields: ExpressionSQL.Fields {
        let types = Dictionary(uniqueKeysWithValues: columns.map { ("t." + $0.name, $0.type) })
        return ExpressionSQL.Fields(
            reference: { name, _ throws(QueryError) in
                guard types[name] != nil else { throw QueryError(.unknownField, "no `\(name)`") }
                return isAggregated ? "MAX(\(raw: name))" : SQLExpression(raw: name)
            },
            type: { name, _ in types[name] ?? .any },
            matches: { name, filter throws(QueryError) in
                filter.isEmpty ? nil : "\(raw: name) = \(value: .text(filter))"
            },
            isSelected: { $0 == "t.n" })
    }

    /// The statement that makes the table `t`.
    func creation(_ dialect: Dialect) -> String {
        let names = columns.map { "\($0.name) \($0.sqlType)" }.joined(separator: ", ")
        let rows = (0..<rowCount).map { row in
            let values = columns.map { dialect.literal(Self.value($0.values[row])) }
            return "(\(row), \(values.joined(separator: ", ")))"
        }
        return "CREATE TABLE t (id INTEGER, \(names)); INSERT INTO t VALUES \(rows.joined(separator: ", "))"
    }

    private static func value(_ value: ExpressionValue) -> SQLValue {
        switch value {
        case .null, .list: .null
        case .integer(let number): .int(number)
        case .number(let number): .double(number)
        case .string(let text): .text(text)
        case .yesNo(let yes): .bool(yes)
        case .date(let moment): .timestamp(moment)
        }
    }

    /// A checked expression.
    func parsed(_ text: String, use: ExpressionUse = .customDimension) throws -> LookerExpression {
        let (expression, problems) = ExpressionParser.parse(text)
        let parsed = try #require(expression, "\(text): \(problems)")
        let found = ExpressionChecker.check(parsed, in: ExpressionScope(use: use, fields: scope)).problems
        if let problem = (problems + found).first(where: { $0.severity == .error }) { throw problem }
        return parsed
    }

    func sql(_ text: String, _ dialect: Dialect) throws -> SQLExpression {
        try ExpressionSQL(dialect: dialect, now: Self.now, fields: fields).sql(parsed(text))
    }

    /// What the evaluator gives for each row.
    func evaluated(_ text: String) throws -> [ExpressionValue] {
        let calculations = TableCalculations([.init(name: "c", expression: text)], fields: scope)
        let outcome = try #require(calculations.evaluate(over: self, now: Self.now, seed: 1).first, "\(text)")
        return try outcome.result.get().values()
    }

    /// The statement that gives an expression for each row.
    func statement(_ expressions: [String], _ dialect: Dialect) throws -> QueryStatement {
        var select = SelectStatement(
            columns: try expressions.enumerated().map { .init(try sql($0.element, dialect), as: "c\($0.offset)") },
            from: .table("t", alias: "t"))
        if !isAggregated { select.order = [.init("t.id", descending: false, nullsFirst: false)] }
        return QueryStatement(commonTables: [], select: select)
    }
}

/// DuckDB with the table.
struct ExpressionBench {
    let rows: ExpressionRows
    let warehouse: DuckDBWarehouse

    static func with(_ rows: ExpressionRows = .odd, _ body: (ExpressionBench) async throws -> Void) async throws {
        let warehouse = try DuckDBWarehouse.open(DuckDBConfiguration(path: nil, threads: 1))
        for statement in rows.creation(.duckDB).split(separator: ";") {
            try await warehouse.execute(Statement(String(statement), label: "test"))
        }
        try await body(ExpressionBench(rows: rows, warehouse: warehouse))
        try await warehouse.close()
    }

    /// What the database gives for each row.
    func answers(_ text: String) async throws -> [ExpressionValue] {
        let (sql, parameters) = SQLRenderer.render(try rows.statement([text], .duckDB), dialect: .duckDB)
        let result = try await warehouse.rows(Statement(sql, parameters: parameters, label: "test"))
        return result.batches.flatMap { batch in
            (0..<batch.rowCount).map { batch.columns[0].expressionValue($0) }
        }
    }

    /// Checks what the database and the evaluator give for the first rows.
    func expect(
        _ text: String, _ expected: [ExpressionValue], at place: Testing.SourceLocation = #_sourceLocation
    ) async throws {
        let answers = try await answers(text)
        let evaluated = try rows.evaluated(text)
        for (row, value) in expected.enumerated() {
            #expect(answers[row].isNear(value), "\(text), row \(row), SQL", sourceLocation: place)
            #expect(evaluated[row].isNear(value), "\(text), row \(row), evaluator", sourceLocation: place)
        }
    }
}

extension Column {
    func expressionValue(_ row: Int) -> ExpressionValue {
        if isNull(row) { return .null }
        switch values {
        case .bool(let storage): return .yesNo(storage[row])
        case .int(let storage): return .integer(storage[row])
        case .hugeInt(let storage): return .number(Double(storage[row]))
        case .double(let storage): return .number(storage[row])
        case .decimal(let unscaled, let scale):
            return Double(PlainText.decimal(unscaled[row], scale: scale)).map { .number($0) } ?? .null
        case .timestamp(let storage): return .date(storage[row])
        case .text(let storage): return .string(storage[row])
        default: return .string("a type that no test expects")
        }
    }
}

extension ExpressionValue {
    /// Whether two values are the same, numbers to a part in 10¹².
    func isNear(_ other: ExpressionValue) -> Bool {
        guard let left = double, let right = other.double else { return self == other }
        return left == right || (left - right).magnitude <= max(left.magnitude, right.magnitude) * 1e-12
    }
}
