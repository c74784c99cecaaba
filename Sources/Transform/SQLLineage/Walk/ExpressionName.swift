import JSON

/// The name that the engine gives to a column of SELECT without an alias: for a column its name, for other expressions
/// a text. The common ones are written as the engine does; the rest only much like it.
enum ExpressionName {
    static func text(of node: JSONView) -> String {
        if node.expressionClass == "COLUMN_REF" { return node.texts("column_names").last ?? "" }
        return written(node)
    }

    private static func written(_ node: JSONView) -> String {
        let children = node.list("children").map(written)
        switch node.expressionClass {
        case "COLUMN_REF": return node.texts("column_names").joined(separator: ".")
        case "CONSTANT": return constant(node)
        case "STAR": return "*"
        case "CAST":
            let function = node.flag("try_cast") ? "TRY_CAST" : "CAST"
            return "\(function)(\(node["child"].map(written) ?? "") AS \(type(node)))"
        case "COMPARISON":
            let operators = [
                "COMPARE_EQUAL": "=", "COMPARE_NOTEQUAL": "!=", "COMPARE_LESSTHAN": "<", "COMPARE_GREATERTHAN": ">",
                "COMPARE_LESSTHANOREQUALTO": "<=", "COMPARE_GREATERTHANOREQUALTO": ">=",
            ]
            let sign = operators[node.text("type") ?? ""] ?? "?"
            return "(\(node["left"].map(written) ?? "") \(sign) \(node["right"].map(written) ?? ""))"
        case "CONJUNCTION":
            let word = node.text("type") == "CONJUNCTION_OR" ? " OR " : " AND "
            return "(" + children.joined(separator: word) + ")"
        case "FUNCTION": return function(node, children)
        case "WINDOW": return "\(node.text("function_name") ?? "")(\(children.joined(separator: ", "))) OVER ()"
        case "OPERATOR": return operation(node, children)
        case "CASE": return "CASE"
        case "SUBQUERY": return "(SELECT)"
        default: return node.text("function_name") ?? "?"
        }
    }

    private static func function(_ node: JSONView, _ children: [String]) -> String {
        let name = node.text("function_name") ?? ""
        if node.flag("is_operator") {
            if children.count == 2 { return "(\(children[0]) \(name) \(children[1]))" }
            return "\(name)(\(children.joined(separator: ", ")))"
        }
        let schema = node.text("schema").map { $0 + "." } ?? ""
        let distinct = node.flag("distinct") ? "DISTINCT " : ""
        return "\(schema)\(name)(\(distinct)\(children.joined(separator: ", ")))"
    }

    private static func operation(_ node: JSONView, _ children: [String]) -> String {
        switch node.text("type") {
        case "OPERATOR_COALESCE": "COALESCE(\(children.joined(separator: ", ")))"
        case "OPERATOR_NOT": "(NOT \(children.first ?? ""))"
        case "OPERATOR_IS_NULL": "(\(children.first ?? "") IS NULL)"
        case "OPERATOR_IS_NOT_NULL": "(\(children.first ?? "") IS NOT NULL)"
        case "STRUCT_EXTRACT": "(\(children.first ?? "")).\(node.list("children").last?.constantText ?? "")"
        case "ARRAY_EXTRACT": "\(children.first ?? "")[\(children.dropFirst().joined(separator: ", "))]"
        case "COMPARE_IN": "(\(children.first ?? "") IN (\(children.dropFirst().joined(separator: ", "))))"
        case let type: (type ?? "?") + "(\(children.joined(separator: ", ")))"
        }
    }

    private static func type(_ node: JSONView) -> String {
        let id = node["cast_type"]?.text("id") ?? ""
        let names = ["TIMESTAMP WITH TIME ZONE": "TIMESTAMP WITH TIME ZONE"]
        return names[id] ?? id
    }

    private static func constant(_ node: JSONView) -> String {
        guard let value = node["value"], value["is_null"]?.boolValue != true, let inner = value["value"] else {
            return "NULL"
        }
        switch inner.kind {
        case .string: return "'\(inner.stringValue ?? "")'"
        case .bool: return inner.boolValue == true ? "true" : "false"
        case .double: return "\(inner.doubleValue ?? 0)"
        default: return inner.intValue.map { "\($0)" } ?? "?"
        }
    }
}
