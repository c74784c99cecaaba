extension FieldFilter {
    /// The filter in words, to follow a field's name: "is in the last 4 complete weeks".
    package var sentence: String {
        switch self {
        case .any: "is any value"
        case .string(let filter): filter.sentence
        case .number(let filter): filter.sentence
        case .boolean(.yes): "is Yes"
        case .boolean(.no): "is No"
        case .boolean(.isNull): "is null"
        case .boolean(.isNotNull): "is not null"
        case .date(let filter): filter.sentence
        case .location(let filter): filter.sentence
        }
    }
}

/// "a", "a or b", "a, b or c"
private func listed(_ words: [String], _ conjunction: String) -> String {
    guard words.count > 1, let last = words.last else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " \(conjunction) " + last
}

extension StringFilter {
    fileprivate var sentence: String {
        let positive = Self.phrases(including, negated: false)
        let negative = Self.phrases(excluding, negated: true)
        let parts = (positive.isEmpty ? [] : [listed(positive, "or")]) + negative
        return parts.joined(separator: " and ")
    }

    /// Exact values share one phrase; every other term has its own.
    private static func phrases(_ terms: [Term], negated: Bool) -> [String] {
        var values: [String] = []
        var phrases: [String] = []
        for term in terms {
            if case .equals(let value) = term {
                values.append(value.isEmpty ? "the empty text" : value)
            } else {
                phrases.append(phrase(term, negated: negated))
            }
        }
        guard !values.isEmpty else { return phrases }
        return [(negated ? "is not " : "is ") + listed(values, "or")] + phrases
    }

    private static func phrase(_ term: Term, negated: Bool) -> String {
        let not = negated ? "is not " : "is "
        switch term {
        case .equals(let value): return not + value
        case .isNull: return not + "null"
        case .isEmpty: return not + "blank"
        case .matches(let pieces):
            let texts = pieces.compactMap { if case .text(let text) = $0 { text } else { nil } }
            let wildcards = pieces.map { $0 == .anyRun }
            if texts.count == 1, let text = texts.first, !pieces.contains(.anyOne) {
                switch wildcards {
                case [true, false, true]: return (negated ? "does not contain " : "contains ") + text
                case [false, true]: return (negated ? "does not start with " : "starts with ") + text
                case [true, false]: return (negated ? "does not end with " : "ends with ") + text
                default: break
                }
            }
            let filter = FieldFilter.string(StringFilter(including: [term], excluding: []))
            return (negated ? "does not match " : "matches ") + FilterWriter.expression(for: filter)
        }
    }
}

extension NumberFilter {
    fileprivate var sentence: String {
        let positive = including.map { Self.phrase($0) }
        var parts = positive.isEmpty ? [] : ["is " + listed(positive, "or")]
        if !excluding.isEmpty { parts.append("is not " + listed(excluding.map { Self.phrase($0) }, "or")) }
        return parts.joined(separator: " and ")
    }

    private static func phrase(_ term: Term) -> String {
        switch term {
        case .equals(let digits): return grouped(digits)
        case .isNull: return "null"
        case .range(let lower, let upper):
            let from = lower.map { ($0.inclusive ? "at least " : "greater than ") + grouped($0.digits) }
            let to = upper.map { ($0.inclusive ? "at most " : "less than ") + grouped($0.digits) }
            if let lower, let upper, lower.inclusive, upper.inclusive {
                return "between \(grouped(lower.digits)) and \(grouped(upper.digits))"
            }
            return [from, to].compactMap(\.self).joined(separator: " and ")
        }
    }

    /// "-1,234.5"
    private static func grouped(_ digits: String) -> String {
        let sign = digits.hasPrefix("-") ? "-" : ""
        let parts = digits.dropFirst(sign.count).split(separator: ".", omittingEmptySubsequences: false)
        let whole = parts.first ?? ""
        var result = ""
        for (position, digit) in whole.enumerated() {
            if position > 0, (whole.count - position) % 3 == 0 { result.append(",") }
            result.append(digit)
        }
        return sign + result + parts.dropFirst().map { "." + $0 }.joined()
    }
}

extension DateFilter {
    fileprivate var sentence: String {
        guard !forms.isEmpty else { return "is " + listed(terms.map(Self.phrase), "or") }
        let positive = forms.filter { !$0.negated }.map { Self.phrase($0.form) }
        let negative = forms.filter(\.negated).map { "is not " + Self.phrase($0.form) }
        return ((positive.isEmpty ? [] : ["is " + listed(positive, "or")]) + negative).joined(separator: " and ")
    }

    private static func phrase(_ term: Term) -> String {
        switch term {
        case .isNull: "null"
        case .isNotNull, .interval(nil, nil): "not null"
        case .interval(let start?, let end?):
            "from \(DateWriter.moment(start)) until before \(DateWriter.moment(end))"
        case .interval(let start?, nil): "on or after \(DateWriter.moment(start))"
        case .interval(nil, let end?): "before \(DateWriter.moment(end))"
        }
    }

    private static func phrase(_ form: DateForm) -> String {
        switch form {
        case .null: return "null"
        case .recent(let count, let unit): return "in the last \(DateWriter.units(count, unit))"
        case .at(let point): return phrase(point)
        case .spanning(.ago(let ago, let first), let count, let unit) where ago == count && first == unit:
            return "in the last \(count) complete \(unit.rawValue)\(count == 1 ? "" : "s")"
        case .spanning(let point, let count, let unit):
            return "in the \(DateWriter.units(count, unit)) from \(DateWriter.text(point)) on"
        case .between(let first, let last):
            return "from \(DateWriter.text(first)) until before \(DateWriter.text(last))"
        case .toDate(let unit, let precision):
            return "in this \(unit.rawValue) up to the current \(precision.rawValue)"
        case .before(let point): return "before \(DateWriter.text(point))"
        case .after(let point): return "on or after \(DateWriter.text(point))"
        }
    }

    private static func phrase(_ point: DatePoint) -> String {
        switch point {
        case .today, .yesterday, .tomorrow, .now, .ago, .fromNow: DateWriter.text(point)
        case .weekday(let day): "on the most recent \(day.name.prefix(1).uppercased())\(day.name.dropFirst())"
        case .this, .last, .next: DateWriter.text(point)
        case .year, .month, .quarter, .fiscalYear, .fiscalQuarter: "in \(DateWriter.text(point))"
        case .moment(let moment): (moment.hour == nil ? "on " : "at ") + DateWriter.text(moment)
        }
    }
}
