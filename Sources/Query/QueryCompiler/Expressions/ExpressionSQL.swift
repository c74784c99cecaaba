internal import LookerExpressions
internal import SQL

/// A checked Looker expression as SQL that gives for a row what the evaluator of table calculations gives for its values.
///
///     let sql = try ExpressionSQL(dialect: .duckDB, now: now, fields: fields).sql(expression)
///
/// Numbers are doubles as soon as they are calculated with, exact to 2⁵³; text counts in Unicode scalars. NULL is what has
/// no value: a division by 0, the logarithm of 0, February 30th, a number that is too large. What depends on no row is
/// computed beforehand and stands in the SQL as a value. Texts are bound; of the expression's own text nothing reaches the
/// SQL.
///
/// Where it differs from the evaluator: whole numbers above 2⁵³ lose digits in `+ - * /`, and `round` may change the last of
/// sixteen; a remainder of decimals is exact; a time that a number of intervals known beforehand moves out of the years 1
/// to 9999 stays a time; letters whose other case is two letters are up to the database, and all but ASCII where its locale
/// is C; fields are taken to be below 10⁵⁰; PostgreSQL fails where a sum or product of doubles is too large.
struct ExpressionSQL {
    /// What the fields of an expression are. The closures get names as they stand in `${}`.
    struct Fields {
        /// The SQL of a field, and where it stands in the expression:
        ///
        /// - a number as a number of any type,
        /// - text as text,
        /// - a yesno as a condition,
        /// - a date, whatever its timeframe, as a timestamp without a zone: the wall clock of the query's zone,
        ///   `2026-07-01 00:00:00` for the month of July.
        var reference: (_ name: String, _ span: Range<Int>) throws(QueryError) -> SQLExpression
        /// The type that the expression was checked with; of a field without one what it is read as in this place.
        var type: (_ name: String, _ span: Range<Int>) -> ExpressionType
        /// Whether a field matches a filter expression, as a condition; nil if every row does.
        var matches: (_ name: String, _ filter: String) throws(QueryError) -> SQLExpression?
        /// Whether the query asks for a field.
        var isSelected: (_ name: String) -> Bool
        /// How large their numbers may be.
        var size = NumberSize.field
    }

    /// In bytes: longer SQL is refused. Databases read statements of a megabyte, and an expression is one of several.
    static let longest = 200_000
    /// In parentheses: deeper SQL is refused. DuckDB reads a thousand levels, and an expression is a part of a statement.
    static let deepest = 800

    let dialect: Dialect
    /// Microseconds of the wall clock in the query's time zone since 1970-01-01 00:00.
    let now: Int64
    let fields: Fields

    /// - Parameter expression: Without errors, checked for a use that is translated.
    /// - Returns: For a yes/no a condition, for a date a timestamp without a zone.
    /// - Throws: What the closures throw; ``QueryError/Code/unsupported`` for SQL that gets too long, and for what the
    ///   checker does not let through.
    func sql(_ expression: LookerExpression) throws(QueryError) -> SQLExpression {
        let sql = try operand(expression).sql
        guard sql.depth <= Self.deepest else { throw Self.tooLarge }
        return sql
    }

    /// A part as a value: never infinite.
    func operand(_ expression: LookerExpression) throws(QueryError) -> SQLOperand {
        var operand = try part(expression)
        if operand.isDouble, operand.size.mayBeInfinite {
            operand.sql = dialect.math.finite(operand.sql)
            operand.size.largest = 307
            try check(operand.sql)
        }
        return operand
    }

    /// A part as an operand of arithmetic: what is infinite in it makes the result infinite or no number.
    func part(_ expression: LookerExpression) throws(QueryError) -> SQLOperand {
        if let value = expression.constant(now: now) { return constant(value) }
        let part = try translated(expression)
        try check(part.sql)
        return part
    }

    private func translated(_ expression: LookerExpression) throws(QueryError) -> SQLOperand {
        switch expression.kind {
        case .null, .yesNo, .integer, .decimal, .string: return .null
        case .field(let reference):
            let type = fields.type(reference.name, expression.span)
            return SQLOperand(
                sql: try fields.reference(reference.name, expression.span), type: type, size: fields.size)
        case .not(let operand):
            let condition = try self.operand(operand)
            return condition.isNull ? .null : .condition("NOT \(condition.sql)")
        case .negate(let operand): return arithmetic(.subtract, constant(.integer(0)), try part(operand))
        case .binary(let sign, let left, let right):
            if sign == .and || sign == .or { return try combined(expression, by: sign) }
            if sign == .modulo { return modulo(try operand(left), try operand(right)) }
            if sign == .divide { return quotient(try part(left), try operand(right)) }
            if sign.isArithmetic { return arithmetic(sign, try part(left), try part(right)) }
            return comparison(sign, try operand(left), try operand(right))
        case .choice(let branches, let otherwise): return try choice(branches, otherwise)
        case .call(let call): return try self.call(call, at: expression.span)
        }
    }

    private func check(_ sql: SQLExpression) throws(QueryError) {
        guard sql.size <= Self.longest else { throw Self.tooLarge }
    }

    private static var tooLarge: QueryError {
        QueryError(
            .unsupported, "An expression has too many functions inside one another: its SQL gets too long.",
            suggestion: "Write it with fewer.")
    }

    /// A value as SQL.
    func constant(_ value: ExpressionValue) -> SQLOperand {
        switch value {
        case .null, .list: .null
        case .integer(let number):
            SQLOperand(
                sql: .bound(.int(number)), type: .number, constant: value, isWhole: true,
                size: NumberSize(of: Double(number)))
        case .number(let number):
            SQLOperand(
                sql: .bound(.double(number)), type: .number, constant: value, isDouble: true,
                size: NumberSize(of: number))
        case .string(let text): SQLOperand(sql: dialect.text.constant(text), type: .string, constant: value)
        case .yesNo(let yes): SQLOperand(sql: yes ? "TRUE" : "FALSE", type: .yesNo, constant: value)
        case .date(let moment): SQLOperand(sql: dialect.time.constant(moment), type: .date, constant: value)
        }
    }

    // MARK: Functions

    private func call(
        _ call: LookerExpression.FunctionCall, at span: Range<Int>
    ) throws(QueryError) -> SQLOperand {
        switch call.name {
        case "matches_filter", "in_query": return try filter(call)
        case "coalesce": return try coalesce(call.arguments)
        case "is_null":
            return .condition("\(try operand(argument(call, 0)).sql) IS NULL")
        case "to_string":
            let text = text(of: try operand(argument(call, 0)))
            return .string("COALESCE(\(bare: text), '')")
        case "rand": return .double(dialect.math.random, NumberSize(largest: 0, smallest: -20))
        default: break
        }
        var operands: [SQLOperand] = []
        for argument in call.arguments { operands.append(try operand(argument)) }
        if operands.contains(where: \.isNull) { return .null }
        guard operands.count >= FunctionCatalogue.function(named: call.name)?.minimumArguments ?? .max,
            let result = mathematics(call.name, operands) ?? text(call.name, operands) ?? dates(call.name, operands)
        else {
            throw QueryError(.unsupported, "`\(call.name)` can't be used here: no database computes it for each row.")
        }
        return result
    }

    func argument(
        _ call: LookerExpression.FunctionCall, _ position: Int
    ) throws(QueryError) -> LookerExpression {
        guard position < call.arguments.count else {
            throw QueryError(.unsupported, "`\(call.name)` has too few arguments.")
        }
        return call.arguments[position]
    }

    private func filter(_ call: LookerExpression.FunctionCall) throws(QueryError) -> SQLOperand {
        guard case .field(let field) = try argument(call, 0).kind else {
            throw QueryError(
                .unsupported, "`\(call.name)` looks at a field, not at something computed from fields.",
                suggestion: "compare with = and <, or make a custom dimension of it")
        }
        if call.name == "in_query" { return constant(.yesNo(fields.isSelected(field.name))) }
        guard case .string(let filter) = try argument(call, 1).kind else {
            throw QueryError(.unsupported, "The filter of `matches_filter` is text in quotes.")
        }
        guard let condition = try fields.matches(field.name, filter) else { return constant(.yesNo(true)) }
        return .condition(condition)
    }
}
