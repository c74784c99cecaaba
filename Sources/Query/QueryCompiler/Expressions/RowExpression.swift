package import LookerExpressions
package import SQL

/// An expression over the values of one row, some of which have no type of their own, such as members of JSON: each of those is
/// read as what its place takes, and is NULL where it is none.
package struct RowExpression: Sendable {
    /// What it gives; ``ExpressionType/any`` is a text.
    package let type: ExpressionType
    private let expression: LookerExpression
    private let places: PlaceTypes

    /// The names that stand in `${}`, with their places.
    package var fields: [(name: String, span: Range<Int>)] {
        expression.fields.map { ($0.reference.name, $0.span) }
    }

    /// - Parameters:
    ///   - columns: Values with a type, by name.
    ///   - hasValue: Whether there may be a value by another name.
    /// - Returns: No expression if there are problems.
    package static func read(
        _ text: String, columns: [String: ExpressionType], hasValue: (_ name: String) -> Bool
    ) -> (expression: RowExpression?, problems: [ExpressionProblem]) {
        let (parsed, problems) = ExpressionParser.parse(text)
        guard let parsed else { return (nil, problems) }
        var known = columns
        for name in parsed.fields.map(\.reference.name) where known[name] == nil && hasValue(name) {
            known[name] = .any
        }
        let scope = ExpressionScope(
            use: .derivedProperty, fields: known.mapValues { ExpressionScope.Field(type: $0, role: .dimension) })
        let (type, found) = ExpressionChecker.check(parsed, in: scope)
        guard problems.isEmpty, found.isEmpty else { return (nil, problems + found) }
        let places = PlaceTypes(of: parsed, in: scope)
        return (RowExpression(type: type, expression: parsed, places: places), [])
    }

    /// - Parameter value: The SQL of a value as a type, see ``ExpressionSQL/Fields``; of the type `any` as text.
    /// - Returns: For a yes/no a condition, for a date a timestamp without a zone. It fails for no row.
    /// - Throws: ``QueryError/Code/unsupported`` for SQL that gets too long.
    package func sql(
        in dialect: Dialect, value: @escaping (_ name: String, _ type: ExpressionType) -> SQLExpression
    ) throws(QueryError) -> SQLExpression {
        let places = places
        let fields = ExpressionSQL.Fields(
            reference: { name, span throws(QueryError) in value(name, places.type(at: span)) },
            type: { _, span in places.type(at: span) == .any ? .string : places.type(at: span) },
            matches: { _, _ throws(QueryError) in nil },
            isSelected: { _ in false },
            // What was collected may be any number.
            size: .unknown)
        // Such expressions have no function that asks for the moment.
        return try ExpressionSQL(dialect: dialect, now: 0, fields: fields).sql(expression)
    }
}
