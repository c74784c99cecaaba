internal import LookerExpressions
internal import SQL

extension ExpressionSQL {
    func text(_ name: String, _ operands: [SQLOperand]) -> SQLOperand? {
        let text = dialect.text
        let texts = operands.map(\.sql)
        switch name {
        case "concat":
            let texts = operands.map(self.text(of:))
            return .string(texts.count == 1 ? texts[0] : text.concat(texts))
        case "contains": return .condition(text.contains(texts[0], texts[1]))
        case "starts_with": return .condition(text.startsWith(texts[0], texts[1]))
        case "position": return .count(text.position(texts[0], texts[1]))
        case "length": return .count(text.length(texts[0]))
        case "lower": return .string(text.lower(texts[0]))
        case "upper": return .string(text.upper(texts[0]))
        case "trim": return .string(text.trim(texts[0]))
        case "replace": return .string(text.replace(texts[0], texts[1], texts[2]))
        case "substring": return substring(texts[0], operands[1], operands[2])
        case "to_number": return .double(text.toNumber(texts[0]), .unknown)
        default: return nil
        }
    }

    /// A value as `concat` and `to_string` write it.
    func text(of operand: SQLOperand) -> SQLExpression {
        if let constant = operand.constant { return constant.isNull ? "NULL" : dialect.text.constant(constant.text) }
        switch operand.type {
        case .string: return operand.sql
        case .any, .list: return dialect.text.cast(operand.sql)
        case .date: return dialect.time.text(operand.sql)
        case .yesNo:
            return dialect.once([operand.sql]) { "CASE WHEN \($0[0]) THEN 'Yes' WHEN NOT \($0[0]) THEN 'No' END" }
        case .number:
            if operand.isWhole { return dialect.text.cast(operand.sql) }
            // There is a 0 below 0 among doubles, and it has a sign.
            return dialect.text.number(operand.sql.isColumn ? operand.sql : "\(operand.sql) + 0")
        }
    }

    /// Databases count positions before the text in their own ways, and some fail for a length below 0: both are mended
    /// before they see them.
    private func substring(_ text: SQLExpression, _ start: SQLOperand, _ length: SQLOperand) -> SQLOperand {
        guard let from = whole(start), let count = whole(length) else { return .null }
        let most = Int(Int32.max)
        if let first = start.constant?.whole, let wanted = length.constant?.whole {
            // Clamped first, so that nothing overflows.
            let first = Int(min(max(first, -Int64(most)), Int64(most)))
            let wanted = Int(min(max(wanted, 0), Int64(most)))
            let end = first + wanted
            let kept = end <= 1 ? 0 : end - max(first, 1)
            return .string(
                dialect.text.substring(text, .bound(.int(Int64(max(first, 1)))), .bound(.int(Int64(min(kept, most))))))
        }
        let begin =
            start.constant?.whole.map { SQLExpression.bound(.int(min(max($0, 1), Int64(most)))) }
            ?? dialect.once([from]) { values in
                "CASE WHEN \(values[0]) < 1 THEN 1 WHEN \(values[0]) > \(most) THEN \(most) ELSE \(bare: values[0]) END"
            }
        if let first = start.constant?.whole, first >= 1 {
            return .string(
                dialect.text.substring(
                    text, begin,
                    dialect.once([count]) { values in
                        """
                        CASE WHEN \(values[0]) < 0 THEN 0 WHEN \(values[0]) > \(most) THEN \(most) \
                        ELSE \(bare: values[0]) END
                        """
                    }))
        }
        let kept = dialect.once([from, count]) { values in
            let (from, count) = (values[0], values[1])
            return """
                CASE WHEN \(count) <= 0 OR \(count) <= 1 - \(from) THEN 0 WHEN \(count) > \(most) THEN \(most) \
                WHEN \(from) < 1 THEN \(from) + \(count) - 1 ELSE \(bare: count) END
                """
        }
        return .string(dialect.text.substring(text, begin, kept))
    }
}
