internal import LookerExpressions
package import ProductAnalytics
internal import QueryCompiler
internal import SQL

extension DerivedProperty {
    /// A derived property that Looker's expression language writes: `if(${event.amount} > 50, "large", "small")`.
    /// - Returns: No property if there are problems, each one a sentence that says at which character.
    package static func read(
        _ name: String, expression text: String, description: String
    ) -> (property: DerivedProperty?, problems: [String]) {
        let columns = CanonicalEvents.columns.mapValues { $0 ? ExpressionType.number : .string }
        let (read, problems) = RowExpression.read(text, columns: columns) { PropertyReference($0).isProperty }
        guard let read else { return (nil, problems.map(sentence)) }
        let names = Dictionary(
            read.fields.map { ($0.name, PropertyReference($0.name)) }, uniquingKeysWith: { first, _ in first })
        let derived = read.fields.filter { if case .derived = names[$0.name] { true } else { false } }
        guard derived.isEmpty else {
            let message = "a derived property is not made from others, write what '%' stands for"
            return (
                nil,
                derived.map { name, span in
                    sentence(ExpressionProblem(.notAllowedHere, message.replacing("%", with: name), at: span))
                }
            )
        }
        let property = DerivedProperty(
            name: name, description: description, reads: Set(names.values).sorted { "\($0)" < "\($1)" }
        ) { found, dialect throws(ChartError) in
            do throws(QueryError) {
                let sql = try read.sql(in: dialect) { name, type in
                    names[name].flatMap { found[$0] }.map { $0.value(as: type, in: dialect) } ?? "NULL"
                }
                return EventProperty.computed(sql, read.type, in: dialect)
            } catch {
                throw ChartError.unknown(["derived." + name], error.message)
            }
        }
        return (property, [])
    }

    private static func sentence(_ problem: ExpressionProblem) -> String {
        let advice = problem.suggestion.map { " (\($0))" } ?? ""
        let place = "at character \(problem.span.lowerBound + 1) of the expression"
        guard problem.code == .unknownField else { return "\(problem.message)\(advice), \(place)." }
        return "\(problem.message)\(advice), \(place). Properties are written event.NAME, user.NAME, group.TYPE.NAME."
    }
}

extension PropertyReference {
    /// Whether events may have it, whatever their columns.
    fileprivate var isProperty: Bool {
        switch self {
        case .event, .user, .group, .derived: true
        case .membership, .column, .amount: false
        }
    }
}

extension EventProperty {
    /// Its value as a place in an expression takes it; NULL if it is none.
    fileprivate func value(as type: ExpressionType, in dialect: Dialect) -> SQLExpression {
        switch type {
        case .number: number
        case .yesNo: "CASE \(bare: text) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END"
        case .date: dialect.time.parse(text)
        case .string, .any, .list: text
        }
    }

    /// What an expression gives; a yes/no is `true` or `false`, as in the JSON of events.
    fileprivate static func computed(
        _ sql: SQLExpression, _ type: ExpressionType, in dialect: Dialect
    ) -> EventProperty {
        switch type {
        case .number: .number(sql, in: dialect)
        case .yesNo:
            .column(
                dialect.once([sql]) { "CASE WHEN \($0[0]) THEN 'true' WHEN NOT \($0[0]) THEN 'false' END" }, in: dialect
            )
        case .date: .column(dialect.time.text(sql), in: dialect)
        case .string, .any, .list: .column(sql, in: dialect)
        }
    }
}
