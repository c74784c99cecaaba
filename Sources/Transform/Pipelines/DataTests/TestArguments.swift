internal import Foundation
internal import JSON

/// The arguments of a generic test, rendered: texts may be SQL, relations or names.
struct TestArguments: Sendable {
    let test: String
    let values: JSONObject

    /// What to select from: a relation, or a query in parentheses.
    var model: String { values["model"]?.stringValue ?? "" }

    func text(_ name: String) -> String? {
        switch values[name] {
        case .string(let text): text
        case .int(let number): String(number)
        case .double(let number): "\(number)"
        case .bool(let flag): flag ? "true" : "false"
        default: nil
        }
    }

    func required(_ name: String) throws(NodeFailure) -> String {
        guard let text = text(name), !text.isEmpty else {
            throw NodeFailure("The test \(test) needs the argument \(name).")
        }
        return text
    }

    /// The column that the test stands at.
    func column() throws(NodeFailure) -> String { Self.quoted(try required("column_name")) }

    func texts(_ names: String...) -> [String] {
        for name in names {
            switch values[name] {
            case .array(let elements): return elements.compactMap(\.stringValue)
            case .string(let text): return [text]
            default: continue
            }
        }
        return []
    }

    func flag(_ name: String, default standard: Bool) -> Bool {
        switch values[name] {
        case .bool(let flag): flag
        case .string(let text): text.lowercased() == "true"
        default: standard
        }
    }

    func number(_ name: String) -> Double? {
        switch values[name] {
        case .string(let text):
            text.hasSuffix("%") ? Double(text.dropLast()).map { $0 / 100 } : Double(text)
        case let value: value?.doubleValue
        }
    }

    /// A stretch of time: `26h`, `90m`, `2 days`, or dbt's `{count: 6, period: hour}`; in seconds.
    func seconds(_ name: String) throws(NodeFailure) -> Int? {
        switch values[name] {
        case nil, .null: return nil
        case .object(let object):
            let count = object["count"]?.intValue ?? 1
            if let unit = object["period"]?.stringValue.flatMap(Self.unit) { return Int(count) * unit }
        case .string(let text):
            let digits = text.prefix { $0.isNumber }
            let unit = text.dropFirst(digits.count).trimmingCharacters(in: .whitespaces)
            if let count = Int(digits), let seconds = Self.unit(unit) { return count * seconds }
        default: break
        }
        throw NodeFailure("The test \(test) can't read \(name): write it as 90m, 26h or 2d.")
    }

    private static func unit(_ text: String) -> Int? {
        switch text.lowercased() {
        case "s", "sec", "second", "seconds": 1
        case "m", "min", "minute", "minutes": 60
        case "h", "hour", "hours": 3_600
        case "d", "day", "days": 86_400
        case "w", "week", "weeks": 604_800
        default: nil
        }
    }

    /// A plain name in quotes; anything else is an expression and stands as it is.
    static func quoted(_ name: String) -> String { IncrementalBuild.column(name) }

    /// A value as SQL text: texts are quoted unless the test says that they are expressions.
    static func literal(_ value: JSONValue, quote: Bool) -> String {
        switch value {
        case .string(let text): quote ? SQLName.literal(text) : text
        case .bool(let flag): quote ? SQLName.literal(flag ? "true" : "false") : (flag ? "true" : "false")
        case .int(let number): quote ? "'\(number)'" : "\(number)"
        case .double(let number): quote ? "'\(number)'" : "\(number)"
        default: "NULL"
        }
    }
}
