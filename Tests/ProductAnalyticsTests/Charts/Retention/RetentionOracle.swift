import Foundation
import JSON
import ProductAnalytics

/// Retention straight from its definitions, over sets of events, as slow as it likes.
struct RetentionOracle {
    let log: Log
    let chart: RetentionChart
    let context: ChartContext

    struct Row {
        let seq: Int
        let event: LogEvent
    }

    /// The events of each unit by name, up to now, in order.
    private var units: [String: [Row]] = [:]
    /// The first event ever of each unit, whether its time has come or not.
    private var firsts: [String: Int64] = [:]
    /// The starts of intervals and of days from the first cohort on.
    private let edges: [Int64]
    private let days: [Int64]

    init(log: Log, chart: RetentionChart, context: ChartContext) {
        self.log = log
        self.chart = chart
        self.context = context
        let (start, calendar) = (context.buckets.start, context.calendar)
        edges = (0...Self.far).map { calendar.adding($0, context.interval, to: start) }
        days = (0...Self.far).map { calendar.adding($0, .day, to: start) }
        for (index, event) in log.events.enumerated() {
            for unit in names(event) {
                firsts[unit] = min(firsts[unit] ?? .max, event.time)
                if event.time <= context.asOf { units[unit, default: []].append(Row(seq: index + 1, event: event)) }
            }
        }
        units = units.mapValues { $0.sorted { ($0.event.time, $0.seq) < ($1.event.time, $1.seq) } }
    }

    /// No log is longer than this, in hours.
    static let far = 400

    private func names(_ event: LogEvent) -> [String] {
        guard case .group(let type) = context.unit else { return [String(log.person(of: event))] }
        return event.groups[type] ?? []
    }

    func matches(_ event: LogEvent, _ selection: EventSelection) -> Bool {
        let isType =
            switch selection.branches[0].types {
            case .any: true
            case .anyActive: log.isActive(event)
            case .named(let name): event.type == name
            }
        return isType && passes(event, selection.filters)
    }

    /// `user.plan is VALUE` is the only filter that these tests use.
    func passes(_ event: LogEvent, _ filters: [PropertyFilter]) -> Bool {
        filters.allSatisfy { filter in filter.values.contains(event.userProperties["plan"]?.stringValue) }
    }

    private func groups(_ event: LogEvent, by references: [PropertyReference]) -> [[String]] {
        references.reduce([[]]) { tuples, reference in
            let value =
                switch reference {
                case .user(let name): event.userProperties[name]
                case .event(let name): event.properties[name]
                case .column: event.country.map { JSONValue.string($0) }
                default: JSONValue?.none
                }
            let texts = (value?.arrayValue ?? [value ?? .null]).map { element in
                element.isNull ? "(none)" : element.stringValue == "" ? "(empty)" : element.stringValue ?? element.text
            }
            return tuples.flatMap { tuple in texts.map { tuple + [$0] } }
        }
    }

    /// The starts of a unit among its rows.
    private func starts(_ rows: [Row], first: Int64?) -> [Row] {
        switch chart.start {
        case .event(let selection):
            let all = rows.filter { matches($0.event, selection) }
            guard let number = selection.occurrence else { return all }
            return all.count >= number ? [all[number - 1]] : []
        case .newUser(let filters, _):
            guard let row = rows.first, row.event.time == first, passes(row.event, filters) else { return [] }
            return [row]
        }
    }

    /// The interval in which a return lies for somebody who started in a cohort at a time.
    private func interval(_ time: Int64, since start: Int64, in cohort: Int) -> Int {
        func place(_ time: Int64, among edges: [Int64]) -> Int { edges.filter { $0 <= time }.count - 1 }
        guard chart.dayDefinition == .hours else { return place(time, among: edges) - cohort }
        if context.interval == .day {
            let hour = ChartCalendar.hour
            return Int((time / hour - start / hour) / 24)
        }
        return (place(time, among: days) - place(start, among: days)) / (context.interval == .week ? 7 : 30)
    }

    struct Cohort {
        var members: Set<String> = []
        /// By interval.
        var returned: [Set<String>]
    }

    /// What is known of one series: a segment, all of it or the events that `isIn`.
    func cohorts(_ segment: Segment, isIn: (LogEvent) -> Bool) -> [Cohort] {
        let buckets = context.buckets
        return (0..<buckets.count).map { cohort in
            let (from, to) = (buckets.edges[cohort], buckets.edges[cohort + 1])
            var result = Cohort(returned: Array(repeating: [], count: Self.far))
            for (unit, rows) in units {
                let starts = starts(rows, first: firsts[unit]).filter { row in
                    let time = row.event.time
                    let isNew = firsts[unit].map { $0 >= from && $0 < to } ?? false
                    return time >= from && time < to && passes(row.event, segment.filters) && isIn(row.event)
                        && (!segment.onlyNew || isNew)
                }
                guard let first = starts.first else { continue }
                result.members.insert(unit)
                let anchors = starts.filter { $0.event.time == first.event.time }
                for row in rows where matches(row.event, chart.returning) && row.event.time >= first.event.time {
                    guard anchors.contains(where: { $0.seq != row.seq }) else { continue }
                    result.returned[interval(row.event.time, since: first.event.time, in: cohort)].insert(unit)
                }
            }
            if chart.intervalZero == .cohort { result.returned[0] = result.members }
            return result
        }
    }

    /// Who counts in a column of a cohort.
    func counted(_ cohort: Cohort, _ column: Range<Int>) -> Set<String> {
        let number = column.lowerBound
        func any(_ intervals: some Sequence<Int>) -> Set<String> {
            intervals.reduce(into: []) { $0.formUnion(cohort.returned[$1]) }
        }
        switch chart.type {
        case .nDay: return cohort.returned[number]
        case .unbounded: return any(number..<cohort.returned.count)
        case .bracket: return any(column)
        case .onOrBefore:
            return number == 0 ? cohort.returned[0] : any((chart.intervalZero == .cohort ? 1 : 0)...number)
        case .streak:
            guard number > 0 else { return cohort.returned[0] }
            return (1...number).reduce(cohort.members) { $0.intersection(cohort.returned[$1]) }
        }
    }

    func isComplete(_ cohort: Int, _ column: Range<Int>) -> Bool {
        let (calendar, end) = (context.calendar, context.buckets.edges[cohort + 1])
        switch (chart.dayDefinition, context.interval) {
        case (.hours, .day):
            return end - ChartCalendar.hour + Int64(column.upperBound) * 24 * ChartCalendar.hour <= context.asOf
        case (.hours, let interval):
            let last = calendar.start(of: .day, at: end - 1)
            return calendar.adding(column.upperBound * (interval == .week ? 7 : 30), .day, to: last) <= context.asOf
        default:
            return calendar.adding(column.upperBound - 1, context.interval, to: end) <= context.asOf
        }
    }

    /// The groups in the order of their units, and all of them.
    func ranking(_ segments: [Segment], by references: [PropertyReference]) -> [[String]] {
        var members: [[String]: Set<String>] = [:]
        let candidates = Set(log.events.flatMap { groups($0, by: references) })
        for group in candidates {
            for segment in segments {
                for cohort in cohorts(segment, isIn: { groups($0, by: references).contains(group) }) {
                    members[group, default: []].formUnion(cohort.members)
                }
            }
        }
        return members.filter { !$0.value.isEmpty }.sorted {
            ($1.value.count, $0.key.joined(separator: "\u{0}")) < ($0.value.count, $1.key.joined(separator: "\u{0}"))
        }.map(\.key)
    }

    func isIn(_ event: LogEvent, _ group: [String], by references: [PropertyReference]) -> Bool {
        groups(event, by: references).contains(group)
    }

    func isOutside(_ event: LogEvent, _ top: [[String]], by references: [PropertyReference]) -> Bool {
        groups(event, by: references).contains { !top.contains($0) }
    }
}
