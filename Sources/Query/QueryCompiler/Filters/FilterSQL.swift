internal import SQL
internal import SemanticModel

/// Filters as conditions.
///
/// "Is not" keeps rows without a value; "is" drops them.
struct FilterSQL {
    let dialect: Dialect
    let zone: QueryZone
    let ignoresCase: Bool

    /// - Parameters:
    ///   - value: The field's value as it is shown; for a yesno its condition.
    ///   - own: Whether the case of text plays no part, where the field says so itself.
    /// - Returns: `nil` when every row passes.
    func condition(_ filter: FieldFilter, on value: SQLExpression, ignoresCase own: Bool? = nil) -> SQLExpression? {
        if let own, own != ignoresCase {
            return FilterSQL(dialect: dialect, zone: zone, ignoresCase: own).condition(filter, on: value)
        }
        return switch filter {
        case .any, .date, .location: nil
        case .string(let filter): condition(filter, on: value)
        case .number(let filter): condition(filter, on: value)
        case .boolean(.yes): value
        case .boolean(.no): "NOT COALESCE(\(bare: value), FALSE)"
        case .boolean(.isNull): "\(value) IS NULL"
        case .boolean(.isNotNull): "\(value) IS NOT NULL"
        }
    }

    /// - Parameters:
    ///   - source: The column itself, so that the database can skip what lies outside.
    ///   - column: How it is stored.
    func condition(_ filter: DateFilter, on source: SQLExpression, stored column: TimeColumn) -> SQLExpression? {
        let conditions = filter.terms.map { term -> SQLExpression in
            switch term {
            case .isNull: return "\(source) IS NULL"
            case .isNotNull, .interval(start: nil, end: nil): return "\(source) IS NOT NULL"
            case .interval(let start, let end):
                let lower = start.map { "\(source) >= \(value: bound($0, column))" as SQLExpression }
                let upper = end.map { "\(source) < \(value: bound($0, column))" as SQLExpression }
                return .all([lower, upper].compactMap(\.self)) ?? "TRUE"
            }
        }
        return .any(conditions)
    }

    /// A moment of the query's clock as the column would hold it.
    private func bound(_ clock: Int64, _ column: TimeColumn) -> SQLValue {
        let moment = column.convertsZone ? zone.moment(of: clock) : clock
        switch column.dataType {
        case .datetime, .timestamp: return .timestamp(moment)
        // Column values lie on whole days and seconds: what is at or after a bound is at or after the next of those.
        case .date: return .date(Int32(clamping: Self.ceiling(clock, 86_400_000_000)))
        case .epoch: return .int(Self.ceiling(moment, 1_000_000))
        case .yyyymmdd:
            let day = CivilText.date(days: Self.ceiling(clock, 86_400_000_000))
            return .int(Int64(day.filter { $0 != "-" }) ?? 0)
        }
    }

    private static func ceiling(_ value: Int64, _ unit: Int64) -> Int64 {
        value >= 0 ? (value / unit) + (value % unit == 0 ? 0 : 1) : value / unit
    }

    private func condition(_ filter: StringFilter, on value: SQLExpression) -> SQLExpression? {
        let including = texts(filter.including, on: value) + missing(filter.including, on: value)
        var conditions = SQLExpression.any(including).map { [$0] } ?? []
        conditions += texts(filter.excluding, on: value).map { "NOT \($0) OR \(value) IS NULL" }
        conditions += missing(filter.excluding, on: value).map { "NOT \($0)" }
        return .all(conditions)
    }

    /// Exact values together, then each pattern.
    private func texts(_ terms: [StringFilter.Term], on value: SQLExpression) -> [SQLExpression] {
        var values: [SQLExpression] = []
        var patterns: [SQLExpression] = []
        for term in terms {
            switch term {
            case .equals(let text): values.append(cased(.bound(.text(text))))
            case .matches(let pieces):
                patterns.append(dialect.text.matches(value, .bound(.text(Self.pattern(pieces))), ignoresCase))
            case .isNull, .isEmpty: break
            }
        }
        guard let only = values.first else { return patterns }
        return [values.count == 1 ? "\(cased(value)) = \(only)" : "\(cased(value)) IN (\(list: values))"] + patterns
    }

    /// Terms about a value that is not there.
    private func missing(_ terms: [StringFilter.Term], on value: SQLExpression) -> [SQLExpression] {
        terms.compactMap { term in
            switch term {
            case .isNull: "\(value) IS NULL"
            case .isEmpty: "\(value) IS NULL OR LENGTH(\(bare: value)) = 0"
            case .equals, .matches: nil
            }
        }
    }

    private func cased(_ text: SQLExpression) -> SQLExpression { ignoresCase ? dialect.text.lower(text) : text }

    /// With a backslash before every character that has a meaning in a pattern.
    private static func pattern(_ pieces: [StringFilter.PatternPiece]) -> String {
        pieces.map { piece in
            switch piece {
            case .anyRun: "%"
            case .anyOne: "_"
            case .text(let text):
                // Scalar by scalar: a wildcard with an accent on it is one character, and still a wildcard to a database.
                text.unicodeScalars.reduce(into: "") { result, scalar in
                    if scalar == "%" || scalar == "_" || scalar == "\\" { result.unicodeScalars.append("\\") }
                    result.unicodeScalars.append(scalar)
                }
            }
        }.joined()
    }

    private func condition(_ filter: NumberFilter, on value: SQLExpression) -> SQLExpression? {
        var conditions: [SQLExpression] = []
        if let any = SQLExpression.any(filter.including.map { Self.term($0, on: value) }) { conditions.append(any) }
        for term in filter.excluding {
            let condition = Self.term(term, on: value)
            conditions.append(term == .isNull ? "NOT \(condition)" : "NOT \(condition) OR \(value) IS NULL")
        }
        return .all(conditions)
    }

    private static func term(_ term: NumberFilter.Term, on value: SQLExpression) -> SQLExpression {
        switch term {
        case .equals(let digits): return "\(value) = \(value: .decimal(digits))"
        case .isNull: return "\(value) IS NULL"
        case .range(let lower, let upper):
            let from = lower.map { bound -> SQLExpression in
                let digits = SQLValue.decimal(bound.digits)
                return bound.inclusive ? "\(value) >= \(value: digits)" : "\(value) > \(value: digits)"
            }
            let to = upper.map { bound -> SQLExpression in
                let digits = SQLValue.decimal(bound.digits)
                return bound.inclusive ? "\(value) <= \(value: digits)" : "\(value) < \(value: digits)"
            }
            return .all([from, to].compactMap(\.self)) ?? "\(value) IS NOT NULL"
        }
    }
}
