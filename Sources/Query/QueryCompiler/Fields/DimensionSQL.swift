internal import SQL
internal import SemanticModel

/// The SQL of one dimension.
struct DimensionSQL {
    let field: Field
    let fields: FieldExpressions

    private var dialect: Dialect { fields.dialect }

    /// For a condition the condition itself.
    func reference() throws(QueryError) -> SQLExpression {
        if let custom = fields.custom[field.name] {
            return try CustomDimensionSQL(field: field, fields: fields).value(custom)
        }
        switch field.kind {
        case .plain(let sql, _), .yesno(let sql):
            return try fields.expand(sql)
        case .timeframe(let timeframe, let sql, let column):
            let (source, column) = try fields.time(of: field, sql, column)
            return TimeframeSQL(fields: fields, column: column).value(timeframe, of: source)
        case .duration(let unit, let start, let end):
            return dialect.time.wholeIntervals(
                TimeFunctions.Interval(unit), try fields.expand(start), try fields.expand(end))
        case .tier(let sql, let bounds, let style):
            return tier(try fields.expand(sql), TierLabels(bounds: bounds, style: style))
        case .cases(let cases, let otherwise):
            var branches: [(SQLExpression, String)] = []
            for (condition, label) in cases { branches.append((try fields.expand(condition), label)) }
            return Self.choice(branches, otherwise: otherwise)
        case .measure, .filterOnly:
            throw QueryError(
                .unsupported, "`\(field.name)` has no value for each row and can't be used here.", field: field.name)
        }
    }

    /// The field of `order_by_field`; else two digits for each range or case, and the number of a week day or month.
    func sortKey() throws(QueryError) -> SQLExpression? {
        if let name = field.details.orderByField, let other = fields.explore.reference(name), other.category != .measure
        {
            // Not by what that one sorts by: two fields may name each other.
            if let key = try DimensionSQL(field: other, fields: fields).ownSortKey() { return key }
            return try fields.selected(other)
        }
        return try ownSortKey()
    }

    private func ownSortKey() throws(QueryError) -> SQLExpression? {
        if field.details.sortsAlphabetically { return nil }
        switch field.kind {
        case .timeframe(.dayOfWeek, let sql, let column):
            let (source, column) = try fields.time(of: field, sql, column)
            return TimeframeSQL(fields: fields, column: column).value(.dayOfWeekIndex, of: source)
        case .timeframe(.monthName, let sql, let column):
            let (source, column) = try fields.time(of: field, sql, column)
            return TimeframeSQL(fields: fields, column: column).value(.monthNum, of: source)
        case .tier(let sql, let bounds, _):
            return tier(try fields.expand(sql), TierLabels.numbers(bounds: bounds))
        case .cases(let cases, let otherwise):
            var branches: [(SQLExpression, String)] = []
            // By label: with two numbers one label would become two groups.
            var numbers: [String: String] = [:]
            for (index, (condition, label)) in cases.enumerated() {
                let number = numbers[label] ?? TierLabels.number(index, of: cases.count)
                numbers[label] = number
                branches.append((try fields.expand(condition), number))
            }
            return Self.choice(
                branches,
                otherwise: otherwise.map { numbers[$0] ?? TierLabels.number(cases.count, of: cases.count) })
        default: return nil
        }
    }

    private func tier(_ value: SQLExpression, _ labels: TierLabels) -> SQLExpression {
        var branches: [(SQLExpression, String)] = []
        for (bound, label) in zip(labels.bounds, labels.below) {
            branches.append(("\(value) < \(value: Self.number(bound))", label))
        }
        branches.append(("\(value) IS NOT NULL", labels.last))
        return Self.choice(branches, otherwise: labels.undefined)
    }

    private static func number(_ value: Double) -> SQLValue {
        Int64(exactly: value).map { .int($0) } ?? .double(value)
    }

    private static func choice(_ branches: [(SQLExpression, String)], otherwise: String?) -> SQLExpression {
        guard !branches.isEmpty else { return otherwise.map { .bound(.text($0)) } ?? "NULL" }
        var sql: SQLExpression = "CASE"
        for (condition, label) in branches {
            sql.append(" WHEN \(bare: condition) THEN \(value: .text(label))")
        }
        if let otherwise { sql.append(" ELSE \(value: .text(otherwise))") }
        sql.append(" END")
        return sql
    }
}

extension TimeFunctions.Interval {
    init(_ unit: DurationUnit) {
        self =
            switch unit {
            case .year: .year
            case .quarter: .quarter
            case .month: .month
            case .week: .week
            case .day: .day
            case .hour: .hour
            case .minute: .minute
            case .second: .second
            }
    }
}
