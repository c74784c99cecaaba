import JSON
import ProductAnalytics
import SemanticModel

/// A filter on a property as conditions of a chart, all of which have to hold.
///
///     FOO,BAR    is FOO or BAR         FOO%       starts with FOO       >5     > 5
///     -FOO       is not FOO            %FOO%      glob match **FOO**    NULL   is not set
struct PropertyExpression {
    let property: String

    func conditions(_ filter: FieldFilter) throws(FilterMisfit) -> [JSONValue] {
        switch filter {
        case .any: return []
        case .string(let filter): return try text(filter)
        case .number(let filter): return try number(filter)
        case .boolean(.yes): return [condition(.is, ["true"])]
        // No is also what is not known.
        case .boolean(.no): return [condition(.isNot, ["true"])]
        case .boolean(.isNull): return [condition(.isNotSet)]
        case .boolean(.isNotNull): return [condition(.isSet)]
        case .date(let filter):
            switch filter.terms {
            case [.isNull]: return [condition(.isNotSet)]
            case [.isNotNull]: return [condition(.isSet)]
            default: throw FilterMisfit("Charts filter dates by their range only, not by a property.")
            }
        case .location: throw FilterMisfit("Charts don't filter by places.")
        }
    }

    // MARK: Texts

    private func text(_ filter: StringFilter) throws(FilterMisfit) -> [JSONValue] {
        var conditions: [JSONValue] = []
        if !filter.including.isEmpty { conditions.append(try oneOf(filter.including)) }
        var others: [String] = []
        for term in filter.excluding {
            switch term {
            case .equals(let text): others.append(text)
            case .isNull: conditions.append(condition(.isSet))
            case .isEmpty: conditions += [condition(.isSet), condition(.isNot, [PropertyFilter.emptyText])]
            case .matches(let pieces):
                guard pieces.count == 3, pieces[0] == .anyRun, pieces[2] == .anyRun, case .text(let part) = pieces[1]
                else {
                    throw FilterMisfit("Charts leave out values and parts of them, not beginnings, ends or patterns.")
                }
                conditions.append(condition(.doesNotContain, [part]))
            }
        }
        if !others.isEmpty { conditions.append(condition(.isNot, others.map(Self.written))) }
        return conditions
    }

    /// One condition for terms of which one has to match.
    private func oneOf(_ terms: [StringFilter.Term]) throws(FilterMisfit) -> JSONValue {
        if terms.count == 1, case .matches(let pieces) = terms[0], pieces.count == 2, pieces[1] == .anyRun,
            case .text(let start) = pieces[0]
        {
            return condition(.startsWith, [start])
        }
        let hasPatterns = terms.contains { if case .matches = $0 { true } else { false } }
        guard hasPatterns else {
            let values = terms.flatMap { term in
                switch term {
                case .equals(let text): [Self.written(text)]
                case .isNull: [PropertyFilter.noneText]
                case .isEmpty: [PropertyFilter.noneText, PropertyFilter.emptyText]
                case .matches: [String]()
                }
            }
            return condition(.is, values)
        }
        var patterns: [String] = []
        for term in terms {
            switch term {
            case .equals(let text): patterns.append(try Self.literal(text))
            case .matches(let pieces):
                var pattern = ""
                for piece in pieces {
                    switch piece {
                    case .anyRun: pattern += "**"
                    case .anyOne: pattern += "?"
                    case .text(let text): pattern += try Self.literal(text)
                    }
                }
                patterns.append(pattern)
            case .isNull, .isEmpty:
                throw FilterMisfit("Charts look for patterns or for missing values, not for either at once.")
            }
        }
        return condition(.glob, patterns)
    }

    /// Patterns of charts have no way to say that their signs are meant as they are.
    private static func literal(_ text: String) throws(FilterMisfit) -> String {
        guard !text.contains("*"), !text.contains("?") else {
            throw FilterMisfit("Patterns of charts can't have * or ? in them: \"\(text)\".")
        }
        return text
    }

    private static func written(_ text: String) -> String { text.isEmpty ? PropertyFilter.emptyText : text }

    // MARK: Numbers

    private func number(_ filter: NumberFilter) throws(FilterMisfit) -> [JSONValue] {
        var conditions: [JSONValue] = []
        if filter.including.count > 1 {
            conditions.append(condition(.is, try values(filter.including)))
        } else if let only = filter.including.first {
            conditions += one(only)
        }
        if filter.excluding.contains(.isNull) { conditions.append(condition(.isSet)) }
        let others = filter.excluding.filter { $0 != .isNull }
        if !others.isEmpty { conditions.append(condition(.isNot, try values(others))) }
        return conditions
    }

    private func one(_ term: NumberFilter.Term) -> [JSONValue] {
        switch term {
        case .isNull: return [condition(.isNotSet)]
        case .equals(let digits): return [condition(.atLeast, [digits]), condition(.atMost, [digits])]
        case .range(let lower, let upper):
            let least = lower.map { condition($0.inclusive ? .atLeast : .greater, [$0.digits]) }
            let most = upper.map { condition($0.inclusive ? .atMost : .less, [$0.digits]) }
            return [least, most].compactMap(\.self)
        }
    }

    /// Single numbers as their texts, which is how `is` compares.
    private func values(_ terms: [NumberFilter.Term]) throws(FilterMisfit) -> [String] {
        var values: [String] = []
        for term in terms {
            switch term {
            // 5 may be kept as 5.0.
            case .equals(let digits): values += digits.contains(".") ? [digits] : [digits, digits + ".0"]
            case .isNull: values.append(PropertyFilter.noneText)
            case .range: throw FilterMisfit("Charts ask for numbers, or for one range of them.")
            }
        }
        return values
    }

    private func condition(_ operation: PropertyFilter.Operator, _ values: [String] = []) -> JSONValue {
        var members = JSONObject([("property", .string(property)), ("op", .string(operation.rawValue))])
        if values.count == 1 {
            members["value"] = .string(values[0])
        } else if !values.isEmpty {
            members["values"] = .array(values.map(JSONValue.string))
        }
        return .object(members)
    }
}
