internal import LookerExpressions
internal import SQL

extension ExpressionSQL {
    /// A chain of one operator, its links side by side.
    func combined(
        _ expression: LookerExpression, by sign: LookerExpression.BinaryOperator
    ) throws(QueryError) -> SQLOperand {
        var links: [LookerExpression] = []
        var rest = expression
        while case .binary(sign, let left, let right) = rest.kind {
            links.append(right)
            rest = left
        }
        links.append(rest)
        var conditions: [SQLExpression] = []
        for link in links.reversed() { conditions.append(try operand(link).sql) }
        return .condition(.chain(conditions, by: sign == .and ? " AND " : " OR "))
    }

    func comparison(
        _ sign: LookerExpression.BinaryOperator, _ left: SQLOperand, _ right: SQLOperand
    ) -> SQLOperand {
        guard !left.isNull, !right.isNull else { return .null }
        var (a, b) = (left.sql, right.sql)
        if left.type == .date || right.type == .date {
            guard let first = moment(left), let second = moment(right) else { return .null }
            (a, b) = (first, second)
        } else if left.type == .string, right.type == .string, sign != .equal, sign != .notEqual {
            (a, b) = (dialect.text.ordered(a), dialect.text.ordered(b))
        }
        return switch sign {
        case .notEqual: .condition("\(a) <> \(b)")
        case .less: .condition("\(a) < \(b)")
        case .lessOrEqual: .condition("\(a) <= \(b)")
        case .greater: .condition("\(a) > \(b)")
        case .greaterOrEqual: .condition("\(a) >= \(b)")
        default: .condition("\(a) = \(b)")
        }
    }

    func choice(
        _ branches: [LookerExpression.Branch], _ otherwise: LookerExpression?
    ) throws(QueryError) -> SQLOperand {
        var conditions: [SQLExpression] = []
        var values: [SQLOperand] = []
        var isDecided = false
        for branch in branches where !isDecided {
            let condition = try operand(branch.condition)
            if let constant = condition.constant {
                guard constant.isYes else { continue }
                isDecided = true
            } else {
                conditions.append(condition.sql)
            }
            values.append(try operand(branch.value))
        }
        if !isDecided {
            if let otherwise { values.append(try operand(otherwise)) } else { values.append(.null) }
        }
        guard !conditions.isEmpty else { return values[0] }
        var result = common(&values)
        result.sql = "CASE"
        for (condition, value) in zip(conditions, values) {
            result.sql.append(" WHEN \(bare: condition) THEN \(bare: value.sql)")
        }
        if let rest = values.last, !rest.isNull { result.sql.append(" ELSE \(bare: rest.sql)") }
        result.sql.append(" END")
        return result
    }

    func coalesce(_ arguments: [LookerExpression]) throws(QueryError) -> SQLOperand {
        var values: [SQLOperand] = []
        for argument in arguments where values.last?.constant == nil {
            let value = try operand(argument)
            if !value.isNull { values.append(value) }
        }
        guard values.count > 1 else { return values.first ?? .null }
        var result = common(&values)
        result.sql = "COALESCE(\(list: values.map(\.sql)))"
        return result
    }

    /// What is known of a value that may be any of several. Numbers among them become doubles if one is: not every
    /// database finds a type for a double and a decimal.
    private func common(_ values: inout [SQLOperand]) -> SQLOperand {
        var result = SQLOperand(sql: "", type: .any, size: NumberSize(largest: 0, smallest: 0))
        let known = values.filter { !$0.isNull }
        for value in known {
            result.type = result.type.joined(with: value.type) ?? result.type
            result.size = result.size.joined(value.size)
        }
        guard result.type == .number else { return result }
        result.isWhole = known.allSatisfy(\.isWhole)
        result.isDouble = known.contains(where: \.isDouble)
        guard result.isDouble else { return result }
        for (index, value) in values.enumerated() where !value.isNull && !value.isDouble {
            values[index].sql =
                value.constant?.double.map { .bound(.double($0)) } ?? dialect.math.double(value.sql)
        }
        return result
    }
}
