package import JSON
internal import LookerExpressions

/// What is wrong in `dynamic_fields`, all of it at once.
package struct DynamicFieldError: Error, Sendable, Equatable {
    package struct Problem: Sendable, Equatable {
        /// The place in the list, from 0; `nil` for the list as a whole.
        package var entry: Int?
        /// The name of the entry where it has one.
        package var name: String?
        /// The key to look at; `nil` for the entry as a whole.
        package var key: String?
        /// A sentence without a full stop.
        package var message: String

        package init(entry: Int?, name: String?, key: String?, message: String) {
            self.entry = entry
            self.name = name
            self.key = key
            self.message = message
        }
    }

    package var problems: [Problem]

    package init(_ problems: [Problem]) { self.problems = problems }
}

extension DynamicFieldError.Problem: CustomStringConvertible {
    package var description: String {
        var place = "dynamic_fields"
        if let entry { place += "[\(entry)]" }
        if let name { place += " (\(name))" }
        if let key { place += ", \(key)" }
        return place + ": " + message
    }
}

/// Reads custom fields and table calculations as Looker saves them in a query's `dynamic_fields`.
package enum DynamicFieldReader {
    /// - Parameter text: The JSON text of a list; nothing is an empty list.
    package static func read(_ text: String) throws(DynamicFieldError) -> [DynamicField] {
        guard text.contains(where: { !$0.isWhitespace }) else { return [] }
        guard let value = try? JSONValue.parse(text) else {
            throw DynamicFieldError([.init(entry: nil, name: nil, key: nil, message: "the text is not valid JSON")])
        }
        return try read(value)
    }

    /// - Parameter list: A list of objects; null is an empty one.
    package static func read(_ list: JSONValue) throws(DynamicFieldError) -> [DynamicField] {
        if list.isNull { return [] }
        guard let entries = list.arrayValue else {
            throw DynamicFieldError([.init(entry: nil, name: nil, key: nil, message: "it has to be a list of objects")])
        }
        var fields: [DynamicField] = []
        var problems: [DynamicFieldError.Problem] = []
        for (place, entry) in entries.enumerated() {
            guard let object = entry.objectValue else {
                problems.append(.init(entry: place, name: nil, key: nil, message: "it has to be an object"))
                continue
            }
            var reader = DynamicFieldEntry(object)
            let field = reader.read()
            problems += reader.problems.map { key, message in
                .init(entry: place, name: reader.name, key: key, message: message)
            }
            if let field, reader.problems.isEmpty { fields.append(field) }
        }
        guard problems.isEmpty else { throw DynamicFieldError(problems) }
        return fields
    }
}

/// One entry of `dynamic_fields`.
private struct DynamicFieldEntry {
    private enum Category: String, CaseIterable {
        case calculation = "table_calculation"
        case measure, dimension
    }

    let object: JSONObject
    private(set) var name: String?
    private(set) var problems: [(key: String?, message: String)] = []

    init(_ object: JSONObject) { self.object = object }

    /// - Returns: `nil`, with a problem, for what can't be read.
    mutating func read() -> DynamicField? {
        guard let category = category() else { return nil }
        guard let name = text(category.rawValue) ?? text("name") else {
            return report(category.rawValue, "the name is missing")
        }
        self.name = name
        let kind: DynamicField.Kind? =
            switch category {
            case .calculation: calculation()
            case .measure: measure()
            case .dimension: dimension()
            }
        guard let kind else { return nil }
        var field = DynamicField(name: name, kind: kind)
        field.label = text("label")
        field.description = text("description")
        field.valueFormat = text("value_format")
        field.valueFormatName = text("value_format_name")
        field.typeHint = text("_type_hint")
        field.isDisabled = flag("is_disabled")
        return field
    }

    /// Entries of old have no `category`: the key that holds the name tells.
    private mutating func category() -> Category? {
        if let category = text("category") {
            if let known = Category(rawValue: category) { return known }
            return report(
                "category", "'\(category)' is none; there are table_calculation, measure and dimension")
        }
        if let known = Category.allCases.first(where: { text($0.rawValue) != nil }) { return known }
        return report(
            "category", "it is missing, and so is a name under table_calculation, measure or dimension")
    }

    private mutating func calculation() -> DynamicField.Kind? {
        if let expression = text("expression") { return .tableCalculation(expression: expression) }
        guard let type = text("calculation_type") else { return report("expression", "the expression is missing") }
        guard let quick = QuickCalculation(rawValue: type) else {
            let known = QuickCalculation.allCases.map(\.rawValue).joined(separator: ", ")
            return report("calculation_type", "'\(type)' is none; there are \(known)")
        }
        guard let source = argument(0).flatMap(Self.text) ?? text("source_field") ?? text("based_on") else {
            return report("args", "the field that is calculated with is missing")
        }
        return .tableCalculation(expression: quick.expression(of: source))
    }

    // MARK: Measures

    private static let measureTypes = [
        "sum", "average", "count", "count_distinct", "min", "max", "median", "list", "percentile",
    ]

    private mutating func measure() -> DynamicField.Kind? {
        var measure = DynamicField.CustomMeasure(
            basedOn: text("based_on"), expression: text("expression"), type: text("type"),
            filters: filters(), filterExpression: text("filter_expression"))
        guard measure.basedOn != nil || measure.expression != nil else {
            return report("based_on", "it is missing: a measure is based on a field or has an expression")
        }
        if let type = measure.type, !Self.measureTypes.contains(type) {
            return report("type", "'\(type)' is none; there are \(Self.measureTypes.joined(separator: ", "))")
        }
        if measure.type == "percentile" {
            guard let percentile = number(object["percentile"]), (0...100).contains(percentile) else {
                return report("percentile", "a percentile needs a number from 0 to 100")
            }
            measure.percentile = percentile
        }
        return .measure(measure)
    }

    /// Field to expression; a list of such objects is as good.
    private mutating func filters() -> [String: String] {
        guard let value = object["filters"], !value.isNull else { return [:] }
        let objects = value.arrayValue?.map(\.objectValue) ?? [value.objectValue]
        var filters: [String: String] = [:]
        for object in objects {
            guard let object else {
                problems.append(("filters", "they have to map fields to filter expressions"))
                break
            }
            for (field, expression) in object.members {
                guard let text = expression.isNull ? "" : Self.text(expression) else {
                    problems.append(("filters", "the expression of '\(field)' has to be a text"))
                    continue
                }
                filters[field] = text
            }
        }
        return filters
    }

    // MARK: Dimensions

    private mutating func dimension() -> DynamicField.Kind? {
        switch text("calculation_type") {
        case nil:
            guard let expression = text("expression") else { return report("expression", "the expression is missing") }
            return .dimension(expression: expression)
        case "group_by": return groups()
        case "bin": return bins()
        case let type?: return report("calculation_type", "'\(type)' is none; a dimension has group_by or bin")
        }
    }

    private mutating func groups() -> DynamicField.Kind? {
        guard let source = argument(0).flatMap(Self.text) else {
            return report("args", "the first has to be the field whose values are grouped")
        }
        guard let list = argument(1)?.arrayValue else {
            return report("args", "the second has to be a list of groups, each with label and filter")
        }
        var groups: [DynamicField.Group] = []
        for (place, entry) in list.enumerated() {
            guard let label = entry["label"].flatMap(Self.text), let filter = entry["filter"].flatMap(Self.text) else {
                return report("args", "group \(place + 1) needs a label and a filter")
            }
            groups.append(.init(label: label, filter: filter))
        }
        return .groups(of: source, groups, otherwise: argument(2).flatMap(Self.text).flatMap { $0.isEmpty ? nil : $0 })
    }

    private static let binStyles = ["classic", "interval", "integer", "relational"]
    private static let mostBins = 1_000

    /// `[field, size, min, max, bounds, style]`; where bounds are given, the three numbers before them are not.
    private mutating func bins() -> DynamicField.Kind? {
        guard let source = argument(0).flatMap(Self.text) else {
            return report("args", "the first has to be the field whose values are put into bins")
        }
        let rest = object["args"]?.arrayValue?.dropFirst(4) ?? []
        let style = rest.compactMap(\.stringValue).first { !$0.isEmpty } ?? "classic"
        guard Self.binStyles.contains(style) else {
            return report("args", "'\(style)' is no style; there are \(Self.binStyles.joined(separator: ", "))")
        }
        var bounds: [Double] = []
        if let list = rest.compactMap(\.arrayValue).first, !list.isEmpty {
            for entry in list {
                guard let bound = number(entry) else { return report("args", "the bounds have to be numbers") }
                bounds.append(bound)
            }
            bounds = Set(bounds).sorted()
        } else {
            guard let size = number(argument(1)), let least = number(argument(2)), let most = number(argument(3)),
                size > 0, least <= most
            else {
                return report("args", "bins need a size above 0, a least and a largest value, or a list of bounds")
            }
            guard (most - least) / size < Double(Self.mostBins) else {
                return report("args", "these are more than \(Self.mostBins) bins; make them larger")
            }
            var step = 0.0
            while true {
                // Ten decimals are more than anybody writes, and leave out what binary fractions add to 0.1 × 3.
                let exact = least + step * size
                let bound = exact.magnitude < 1e5 ? (exact * 1e10).rounded() / 1e10 : exact
                guard bound <= most else { break }
                if bounds.last != bound { bounds.append(bound) }
                step += 1
            }
        }
        return .bins(of: source, .init(bounds: bounds, style: style))
    }

    // MARK: Values

    private mutating func report<Value>(_ key: String, _ message: String) -> Value? {
        problems.append((key, message))
        return nil
    }

    private func argument(_ place: Int) -> JSONValue? {
        guard let list = object["args"]?.arrayValue, place < list.count, !list[place].isNull else { return nil }
        return list[place]
    }

    /// A text that is not empty.
    private func text(_ key: String) -> String? { object[key].flatMap(Self.text).flatMap { $0.isEmpty ? nil : $0 } }

    private static func text(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): text
        case .int, .double: value.text
        case .bool(let isYes): isYes ? "Yes" : "No"
        default: nil
        }
    }

    private func number(_ value: JSONValue?) -> Double? {
        guard let value, let number = value.doubleValue ?? value.stringValue.flatMap({ Double($0) }) else { return nil }
        return number.isFinite ? number : nil
    }

    private func flag(_ key: String) -> Bool {
        object[key]?.boolValue ?? ["true", "yes"].contains(object[key]?.stringValue?.lowercased())
    }
}
