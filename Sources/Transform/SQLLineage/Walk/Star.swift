internal import Foundation
import JSON

/// A `*` or `COLUMNS(…)`, alone or inside an expression that is written once for many columns.
struct Star {
    let node: JSONView

    var isColumns: Bool { node.flag("columns") }
    var relation: String? { node.text("relation_name")?.lowercased() }

    /// The star that makes several columns of one expression of SELECT.
    static func inside(_ expression: JSONView) -> Star? {
        switch expression.expressionClass {
        case "STAR": return Star(node: expression)
        case "SUBQUERY": return nil
        case "LAMBDA" where expression["lhs"] != nil: break
        case "OPERATOR" where expression.text("type") == "OPERATOR_UNPACK": return nil
        default: break
        }
        return inside(members: expression)
    }

    private static func inside(members node: JSONView) -> Star? {
        switch node.kind {
        case .object:
            for (_, member) in node.members {
                if let star = member.expressionClass != nil ? inside(member) : inside(members: member) { return star }
            }
        case .array:
            for element in node.elements {
                if let star = element.expressionClass != nil ? inside(element) : inside(members: element) {
                    return star
                }
            }
        default: break
        }
        return nil
    }

    /// Names, in lower case, that EXCLUDE leaves out, with their table where it is written.
    var excluded: [(table: String?, column: String)] {
        node.texts("exclude_list").map { (nil, $0.lowercased()) }
            + node.list("qualified_exclude_list").compactMap(Self.name)
    }

    /// New names by column.
    var renamed: [(table: String?, column: String, name: String)] {
        node.list("rename_list").compactMap { entry in
            guard let name = entry["value"]?.stringValue, let key = entry["key"].flatMap(Self.name) else { return nil }
            return (key.table, key.column, name)
        }
    }

    /// Expressions of REPLACE by the column's name in lower case.
    var replaced: [String: JSONView] {
        var result: [String: JSONView] = [:]
        for entry in node.list("replace_list") {
            guard let key = entry["key"]?.stringValue, let value = entry["value"] else { continue }
            result[key.lowercased()] = value
        }
        return result
    }

    private static func name(_ node: JSONView) -> (table: String?, column: String)? {
        node.text("column").map { (node.text("table")?.lowercased(), $0.lowercased()) }
    }

    /// Which columns `COLUMNS(…)` takes.
    enum Choice {
        case all
        case matching(NSRegularExpression)
        case named([String])
        /// By an expression that only the engine can evaluate.
        case unknown
    }

    var choice: Choice {
        guard let expression = node["expr"] else { return .all }
        if let pattern = expression.constantText {
            return (try? NSRegularExpression(pattern: pattern)).map(Choice.matching) ?? .unknown
        }
        if expression.text("function_name") == "list_value" {
            let names = expression.list("children").map(\.constantText)
            if names.allSatisfy({ $0 != nil }) { return .named(names.compactMap { $0?.lowercased() }) }
        }
        return .unknown
    }
}
