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
            let value = try translated(expression)
            return ExpressionType(of: field) == .date ? fields.dialect.time.text(value) : value
        }
    }

    /// - Parameter grouped: What stands for fields where measures are combined, by name: not the values of one row.
    /// - Returns: For a yes/no a condition, for a date a timestamp of the query's clock.
    func translated(
        _ expression: LookerExpression, grouped: [String: SQLExpression] = [:]
    ) throws(QueryError) -> SQLExpression {
        let fields = fields
        return try ExpressionSQL(
            dialect: fields.dialect, now: fields.now,
            fields: .init(
                reference: { name, _ throws(QueryError) in
                    let field = try named(name)
                    if let value = grouped[name] {
                        return ExpressionType(of: field) == .date ? fields.dialect.time.timestamp(value) : value
                    }
                    return ExpressionType(of: field) == .date
                        ? try fields.timestamp(field) : try fields.reference(field)
                },
                type: { name, _ in fields.explore.reference(name).map { ExpressionType(of: $0) } ?? .any },
                matches: { name, filter throws(QueryError) in
                    let field = try named(name)
                    guard let read = try fields.reader.parsed(filter, on: field) else { return nil }
                    return try fields.condition(read.filter, on: field)
                },
                isSelected: { fields.asked.contains($0) })
        ).sql(expression)
    }

    private func named(_ name: String) throws(QueryError) -> Field {
        guard let field = fields.explore.reference(name) else {
            throw QueryError(
                .unknownField, "The custom field `\(self.field.name)` uses `\(name)`, which is not in the explore.",
                field: name)
        }
        return field
    }
}
