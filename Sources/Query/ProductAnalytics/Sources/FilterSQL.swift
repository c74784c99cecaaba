internal import SQL

/// Conditions of a chart as SQL. Each is TRUE or FALSE, never NULL, so that NOT and OR mean what people expect.
struct FilterSQL {
    let source: any EventSource
    let dialect: Dialect

    func condition(_ selection: EventSelection) throws(ChartError) -> SQLExpression {
        var branches: [SQLExpression] = []
        for branch in selection.branches {
            let type: SQLExpression =
                switch branch.types {
                case .anyActive: source.isActive
                case .any: "TRUE"
                case .named(let name): source.isType(name)
                }
            branches.append(all([type] + (try conditions(branch.filters))))
        }
        let any = SQLExpression.any(branches) ?? "FALSE"
        return all([any] + (try conditions(selection.filters)))
    }

    func condition(_ filters: [PropertyFilter]) throws(ChartError) -> SQLExpression { all(try conditions(filters)) }

    func condition(_ filter: PropertyFilter) throws(ChartError) -> SQLExpression {
        let property = try source.property(filter.property)
        let values = filter.values.compactMap { $0 }
        let takesNone = filter.values.contains(nil)
        let isMissing: SQLExpression = "\(property.text) IS NULL"
        switch filter.operation {
        case .is: return anyOf([isOneOf(values, property)] + (takesNone ? [isMissing] : []))
        case .isNot: return "NOT \(anyOf([isOneOf(values, property)] + (takesNone ? [isMissing] : [])))"
        case .contains: return matches(values, property, contains)
        case .doesNotContain: return "NOT \(matches(values, property, contains))"
        case .startsWith: return matches(values, property) { dialect.text.startsWith($0, .bound(.text($1))) }
        case .less: return compares(values, property, "<")
        case .atMost: return compares(values, property, "<=")
        case .greater: return compares(values, property, ">")
        case .atLeast: return compares(values, property, ">=")
        case .isSet: return "\(property.text) IS NOT NULL"
        case .isNotSet: return isMissing
        case .glob:
            return matches(values, property) { dialect.text.matchesExpression($0, Glob.regularExpression(for: $1)) }
        case .setContains:
            return SQLExpression.all(values.map { value in isOneOf([value], property) }) ?? "TRUE"
        case .setIs:
            let contains = values.map { value in isOneOf([value], property) }
            let others = property.matches { text in "\(text) NOT IN (\(list: values.map { .bound(.text($0)) }))" }
            guard !values.isEmpty else { return isMissing }
            return all(contains + ["NOT \(others)"])
        case .setIsNot: return try opposite(of: filter, .setIs)
        case .setDoesNotContain: return try opposite(of: filter, .setContains)
        }
    }

    private func opposite(
        of filter: PropertyFilter, _ operation: PropertyFilter.Operator
    ) throws(ChartError) -> SQLExpression {
        var positive = filter
        positive.operation = operation
        return "NOT (\(bare: try condition(positive)))"
    }

    private func conditions(_ filters: [PropertyFilter]) throws(ChartError) -> [SQLExpression] {
        var conditions: [SQLExpression] = []
        for filter in filters { conditions.append(try condition(filter)) }
        return conditions
    }

    private func all(_ conditions: [SQLExpression]) -> SQLExpression {
        let needed = conditions.filter { $0 != "TRUE" }
        return SQLExpression.all(needed) ?? "TRUE"
    }

    private func anyOf(_ conditions: [SQLExpression]) -> SQLExpression {
        SQLExpression.any(conditions.filter { $0 != "FALSE" }) ?? "FALSE"
    }

    private func isOneOf(_ values: [String], _ property: EventProperty) -> SQLExpression {
        guard !values.isEmpty else { return "FALSE" }
        return property.matches { text in
            values.count == 1
                ? "\(text) = \(value: .text(values[0]))" : "\(text) IN (\(list: values.map { .bound(.text($0)) }))"
        }
    }

    private func contains(_ text: SQLExpression, _ value: String) -> SQLExpression {
        dialect.text.contains(dialect.text.lower(text), .bound(.text(value.lowercased())))
    }

    private func matches(
        _ values: [String], _ property: EventProperty, _ condition: @escaping (SQLExpression, String) -> SQLExpression
    ) -> SQLExpression {
        guard !values.isEmpty else { return "FALSE" }
        return property.matches { text in SQLExpression.any(values.map { condition(text, $0) }) ?? "FALSE" }
    }

    /// Compares as numbers: a value that is none never matches.
    private func compares(_ values: [String], _ property: EventProperty, _ sign: String) -> SQLExpression {
        let numbers = values.compactMap(Double.init)
        guard !numbers.isEmpty else { return "FALSE" }
        return property.matches { text in
            let number = dialect.text.toNumber(text)
            return SQLExpression.any(numbers.map { "\(number) \(raw: sign) \(value: .double($0))" }) ?? "FALSE"
        }
    }
}

/// Patterns of `glob match`: `*` is a run without `/`, `**` any run, `?` one character.
enum Glob {
    /// A regular expression for the whole text.
    static func regularExpression(for pattern: String) -> String {
        var result = ""
        var rest = Substring(pattern)
        while let first = rest.first {
            if rest.hasPrefix("**") {
                result += "(?:.|\\n)*"
                rest = rest.dropFirst(2)
                continue
            }
            switch first {
            case "*": result += "[^/]*"
            case "?": result += "(?:.|\\n)"
            case _ where first.isLetter || first.isNumber || first == "/" || first == "_": result.append(first)
            default: result += "\\" + String(first)
            }
            rest = rest.dropFirst()
        }
        return "^(?:" + result + ")$"
    }
}
