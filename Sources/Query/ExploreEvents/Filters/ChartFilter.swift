package import JSON
package import ProductAnalytics
package import SemanticModel

/// A filter that is put on a chart from outside, as a dashboard does: one expression in Looker's language.
///
/// On ``range`` it says which time the chart is about. On a property it takes the place of the chart's own `filters` on that
/// property, so that any value lifts them; what single events and segments ask beside that stays.
package struct ChartFilter: Sendable, Hashable {
    /// ``range``, or a property as definitions write it.
    package var field: String
    package var expression: String
    package var grammar: FilterGrammar

    package init(on field: String, _ expression: String, as grammar: FilterGrammar) {
        self.field = field
        self.expression = expression
        self.grammar = grammar
    }

    /// Stands for the chart's `range`.
    package static let range = "range"
}

/// Puts filters on definitions of charts.
package struct ChartFiltering: Sendable {
    /// What "this week" means: the chart's own calendar, and the moment for which it is answered in microseconds.
    private let calendar: ChartCalendar
    private let clock: FilterClock

    package init(calendar: ChartCalendar, asOf: Int64) {
        self.calendar = calendar
        clock = FilterClock(
            now: asOf + Int64(calendar.civil(asOf).offset) * ChartCalendar.second,
            weekStartDay: WeekDay(rawValue: calendar.weekStart) ?? .monday,
            fiscalMonthOffset: calendar.fiscalStart - 1)
    }

    /// The definition that asks the same of what all filters let through; the last of several on the range counts.
    /// - Throws: ``ChartError/invalid(_:)`` with each filter that no chart can follow, as `filters[N].expression`: numbers of
    ///   something else are never taken for filtered ones.
    package func definition(
        _ definition: JSONObject, with filters: [ChartFilter]
    ) throws(ChartError) -> JSONObject {
        var problems: [ChartProblem] = []
        var range: JSONValue?
        var conditions: [JSONValue] = []
        for (place, filter) in filters.enumerated() {
            do {
                let parsed = try parse(filter)
                if filter.field == ChartFilter.range {
                    if let asked = try RangeExpression(calendar: calendar, clock: clock).range(parsed) { range = asked }
                } else {
                    conditions += try PropertyExpression(property: filter.field).conditions(parsed)
                }
            } catch {
                problems.append(ChartProblem("filters[\(place)].expression", error.message))
            }
        }
        guard problems.isEmpty else { throw .invalid(problems) }
        var result = definition
        if let range { result["range"] = range }
        let replaced = Set(filters.map(\.field))
        let own = definition["filters"].map { $0.arrayValue ?? [$0] } ?? []
        let kept = own.filter { condition in
            !(condition["property"]?.stringValue.map(replaced.contains) ?? false)
        }
        if !filters.isEmpty { result["filters"] = kept + conditions == [] ? nil : .array(kept + conditions) }
        return result
    }

    private func parse(_ filter: ChartFilter) throws(FilterMisfit) -> FieldFilter {
        guard !filter.expression.contains("{{"), !filter.expression.contains("{%") else {
            throw FilterMisfit("Liquid is filled in for queries, and not for charts.")
        }
        do {
            return try FilterParser.parse(filter.expression, for: filter.grammar, clock: clock)
        } catch {
            let reason = error.message.hasSuffix(".") ? String(error.message.dropLast()) : error.message
            throw FilterMisfit("\"\(filter.expression)\" can't be read: \(reason).")
        }
    }
}

/// Why no chart can follow a filter, in words for whoever set it.
struct FilterMisfit: Error {
    var message: String

    init(_ message: String) { self.message = message }
}
