internal import JSON
internal import QueryCompiler
internal import SemanticModel

/// Fields whose values are known before any query: those of tiers, cases, conditions, and parts of dates.
enum FieldValues {
    /// How rows without data may be added (`fill_style`): `range` for periods, `enumeration` for known values.
    static func fillStyle(_ field: Field) -> String? {
        guard field.category == .dimension, field.details.allowFill else { return nil }
        guard case .timeframe(let timeframe, _, _) = field.kind else {
            switch field.kind {
            case .yesno, .tier, .cases: return "enumeration"
            default: return nil
            }
        }
        switch timeframe {
        case .second, .minute, .minutes, .hour, .hours, .date, .week, .month, .quarter, .year, .fiscalQuarter,
            .fiscalYear:
            return "range"
        default: return listed(timeframe, weekStart: .monday) == nil ? nil : "enumeration"
        }
    }

    /// Label and filter expression of each value, in the order in which they sort; `nil` where they are not known.
    static func enumerations(_ field: Field, weekStart: WeekDay) -> [(label: String, value: String)]? {
        func exact(_ texts: [String]) -> [(label: String, value: String)] {
            texts.map { ($0, FilterWriter.exact($0)) }
        }
        switch field.kind {
        case .yesno: return [("Yes", "Yes"), ("No", "No")]
        case .cases(let cases, let otherwise):
            var labels: [String] = []
            for label in cases.map(\.label) + (otherwise.map { [$0] } ?? []) where !labels.contains(label) {
                labels.append(label)
            }
            return exact(field.details.sortsAlphabetically ? labels.sorted() : labels)
        case .tier(_, let bounds, let style):
            let labels = TierLabels(bounds: bounds, style: style)
            return exact(labels.below + [labels.last, labels.undefined])
        case .timeframe(let timeframe, _, _): return listed(timeframe, weekStart: weekStart)
        case .filterOnly:
            let allowed = field.details.allowedValues
            return allowed.isEmpty ? nil : allowed.map { ($0.label, FilterWriter.exact($0.value)) }
        case .plain, .duration, .measure: return nil
        }
    }

    private static func listed(_ timeframe: Timeframe, weekStart: WeekDay) -> [(label: String, value: String)]? {
        func numbers(_ range: ClosedRange<Int>) -> [(label: String, value: String)] {
            range.map { (String($0), String($0)) }
        }
        func names(_ texts: [String]) -> [(label: String, value: String)] { texts.map { ($0, $0) } }
        switch timeframe {
        case .dayOfWeek: return names(days(from: weekStart))
        case .dayOfWeekIndex:
            return days(from: weekStart).enumerated().map { ("\($0.offset) - \($0.element)", String($0.offset)) }
        case .monthName:
            return names([
                "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                "November", "December",
            ])
        case .monthNum, .fiscalMonthNum: return numbers(1...12)
        case .hourOfDay: return numbers(0...23)
        case .dayOfMonth: return numbers(1...31)
        case .quarterOfYear, .fiscalQuarterOfYear: return names(["Q1", "Q2", "Q3", "Q4"])
        case .yesno: return names(["Yes", "No"])
        default: return nil
        }
    }

    private static func days(from start: WeekDay) -> [String] {
        let first = start.rawValue - 1
        let names = WeekDay.allCases.map { $0.name.prefix(1).uppercased() + $0.name.dropFirst() }
        return Array(names[first...] + names[..<first])
    }
}
