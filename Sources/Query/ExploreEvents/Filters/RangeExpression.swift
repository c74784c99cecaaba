import JSON
import ProductAnalytics
import SemanticModel

/// A filter on dates as the range of a chart.
///
///     7 days                 last 7 days, today among them     2026-03-01 to 2026-04-01     all of March
///     4 weeks ago for 4 weeks    last 4 weeks that ended       after 2026-03-01             since then
///
/// What goes on with time stays so, that a link to the chart means the same tomorrow; all else becomes days.
struct RangeExpression {
    let calendar: ChartCalendar
    let clock: FilterClock

    /// - Returns: `nil` for any value: then the chart has its own.
    func range(_ filter: FieldFilter) throws(FilterMisfit) -> JSONValue? {
        switch filter {
        case .any: return nil
        case .date(let filter):
            if filter.forms.count == 1, !filter.forms[0].negated, let range = moving(filter.forms[0].form) {
                return range
            }
            return try days(of: filter)
        default: throw FilterMisfit("Only dates say which time a chart is about.")
        }
    }

    private func moving(_ form: DateForm) -> JSONValue? {
        switch form {
        case .recent(let count, let unit): last(count, unit, complete: false)
        case .at(.this(let unit)), .toDate(let unit, .second): last(1, unit, complete: false)
        case .at(.today): last(1, .day, complete: false)
        case .at(.last(let unit)), .at(.ago(1, let unit)): last(1, unit, complete: true)
        case .at(.yesterday): last(1, .day, complete: true)
        case .spanning(.ago(let back, let unit), let count, let other) where back == count && unit == other:
            last(count, unit, complete: true)
        default: nil
        }
    }

    private func last(_ count: Int, _ unit: DateUnit, complete: Bool) -> JSONValue? {
        guard let interval = interval(unit), (1...10_000).contains(count) else { return nil }
        var range = JSONObject([("last", JSONValue(count)), ("unit", .string(interval.rawValue))])
        if complete { range["complete"] = true }
        return .object(range)
    }

    /// The unit of charts: their quarters and years are those of the company.
    private func interval(_ unit: DateUnit) -> ChartInterval? {
        switch unit {
        case .second, .minute: nil
        case .hour: .hour
        case .day: .day
        case .week: .week
        case .month: .month
        case .quarter: calendar.fiscalStart % 3 == 1 ? .quarter : nil
        case .year: calendar.fiscalStart == 1 ? .year : nil
        case .fiscalQuarter: .quarter
        case .fiscalYear: .year
        }
    }

    private func days(of filter: DateFilter) throws(FilterMisfit) -> JSONValue {
        var spans: [(start: Int64, end: Int64?)] = []
        for term in filter.terms {
            guard case .interval(let start, let end) = term else {
                throw FilterMisfit("Every event has a time: a chart can't ask for missing ones.")
            }
            guard let start else { throw FilterMisfit("A chart's range needs a beginning.") }
            if let end, end <= start { continue }
            spans.append((start, end))
        }
        spans.sort { $0.start < $1.start }
        guard var whole = spans.first else { throw FilterMisfit("There is no time in this range.") }
        for next in spans.dropFirst() {
            guard let end = whole.end else { break }
            guard next.start <= end else { throw FilterMisfit("A chart has one range of time, without gaps.") }
            whole.end = next.end.map { max($0, end) }
        }
        let from = try day(whole.start)
        guard let end = whole.end else { return ["since": .string(from)] }
        _ = try day(end)
        return ["from": .string(from), "to": .string(try day(end - ChartCalendar.day))]
    }

    /// The day that starts at a time of the wall clock.
    private func day(_ wall: Int64) throws(FilterMisfit) -> String {
        guard wall % ChartCalendar.day == 0 else { throw FilterMisfit("A chart's range is made of whole days.") }
        let date = ChartCalendar().civil(wall)
        return ChartRange.CivilDay(year: date.year, month: date.month, day: date.day).description
    }
}
