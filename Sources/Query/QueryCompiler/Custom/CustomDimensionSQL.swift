internal import LookerExpressions
internal import SQL
internal import SemanticModel

/// The SQL of a custom dimension.
struct CustomDimensionSQL {
    let field: Field
    let fields: FieldExpressions

    func value(_ custom: CustomDimension) throws(QueryError) -> SQLExpression {
        switch custom {
        case .groups(let of, let groups, let otherwise):
            let value = try fields.reference(of)
            var sql: SQLExpression = "CASE"
            for (label, filter) in groups {
                let condition = try fields.condition(filter, on: of) ?? "TRUE"
                sql.append(" WHEN \(bare: condition) THEN \(value: .text(label))")
            }
            let rest: SQLExpression =
                otherwise.map { .bound(.text($0)) }
                ?? fields.dialect.text.cast(of.isCondition ? FieldExpressions.yesOrNo(value) : value)
            sql.append(" ELSE \(bare: rest) END")
            return sql
        case .expression(let expression):
            return try translated(expression)
        }
    }

    func translated(_ expression: LookerExpression) throws(QueryError) -> SQLExpression { "NULL" }
}
