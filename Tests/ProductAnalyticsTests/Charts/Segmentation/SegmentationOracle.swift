import Foundation
import JSON
import ProductAnalytics

/// Segmentation straight from the definitions: for every number the events it is made of are picked out of the whole log
/// anew, and counted. Slow, and meant to be read.
struct SegmentationOracle {
    struct Parameters {
        var metric: SegmentationMetric
        var project = 1
        var types: [String]
        var minimum: Double?
        var occurrence: Int?
        /// Names of what divides the segment and the event: `plan`, `page`, `country`.
        var segmentGroups: [String] = []
        var eventGroups: [String] = []
        var top = 10
        var hasOther = true
        var window = FormulaWindow.bucket
        var onlyPro = false
        var onlyNew = false
        var byCompany = false
        var excluded: Set<Int> = []
        var asOf = Int64.max
    }

    /// An event of a unit with one combination of its values.
    struct Hit {
        var unit: String
        var event: LogEvent
        var group: [String?]
    }

    let log: Log
    let parameters: Parameters
    let calendar: ChartCalendar
    let interval: ChartInterval
    /// Starts of the buckets that are drawn, and those before them, as far back as windows reach.
    let drawn: [Int64]
    let before: [Int64]

    init(_ log: Log, _ parameters: Parameters, _ context: ChartContext) {
        self.log = log
        self.parameters = parameters
        (calendar, interval) = (context.calendar, context.interval)
        let calendar = context.calendar
        func keeps(_ start: Int64) -> Bool { !parameters.excluded.contains(calendar.weekday(start)) }
        var starts: [Int64] = []
        var start = context.range.from
        while start < context.range.to {
            if keeps(start) { starts.append(start) }
            start = calendar.adding(1, context.interval, to: start)
        }
        drawn = starts
        var earlier: [Int64] = []
        for distance in 1...60 {
            let start = calendar.adding(-distance, context.interval, to: context.range.from)
            if keeps(start) { earlier.insert(start, at: 0) }
        }
        before = earlier
    }

    // MARK: Which events

    func units(_ event: LogEvent) -> [String] {
        parameters.byCompany
            ? event.groups["company"] ?? [] : ["\(TestLog.uid(log.person(of: event), project: parameters.project))"]
    }

    func amount(_ event: LogEvent) -> Double? {
        switch event.properties["amount"] {
        case .int(let number)?: Double(number)
        case .double(let number)?: number
        case .string(let text)?: Double(text)
        default: nil
        }
    }

    private func values(_ name: String, of event: LogEvent) -> [String?] {
        switch name {
        case "plan": return [event.userProperties["plan"]?.stringValue]
        case "country": return [event.country]
        default:
            guard let page = event.properties["page"] else { return [nil] }
            return page.arrayValue.map { $0.map(\.stringValue) } ?? [page.stringValue]
        }
    }

    private func groups(_ names: [String], of event: LogEvent) -> [[String?]] {
        names.reduce([[]]) { lists, name in lists.flatMap { list in values(name, of: event).map { list + [$0] } } }
    }

    private func matches(_ event: LogEvent) -> Bool {
        guard parameters.types.isEmpty ? log.isActive(event) : parameters.types.contains(event.type) else {
            return false
        }
        guard let minimum = parameters.minimum else { return true }
        return (amount(event) ?? -.infinity) > minimum
    }

    private var inOrder: [LogEvent] {
        log.events.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
            .filter { $0.time <= parameters.asOf }
    }

    private func isAdmitted(_ event: LogEvent, _ unit: String) -> Bool {
        if parameters.onlyPro, event.userProperties["plan"]?.stringValue != "pro" { return false }
        guard parameters.onlyNew else { return true }
        let first = log.events.filter { units($0).contains(unit) }.map(\.time).min() ?? 0
        return calendar.start(of: interval, at: first) == calendar.start(of: interval, at: event.time)
    }

    /// All that counts, ever.
    func hits(active: Bool = false) -> [Hit] {
        var hits: [Hit] = []
        var seen: [String: Int] = [:]
        for event in inOrder where active ? log.isActive(event) : matches(event) {
            for unit in Set(units(event)) {
                if !active, let occurrence = parameters.occurrence {
                    seen[unit, default: 0] += 1
                    if seen[unit] != occurrence { continue }
                }
                guard isAdmitted(event, unit) else { continue }
                let names = parameters.segmentGroups + (active ? [] : parameters.eventGroups)
                for group in groups(names, of: event) { hits.append(Hit(unit: unit, event: event, group: group)) }
            }
        }
        return hits
    }

    /// The buckets of a point, or of the range.
    func buckets(_ point: Int?) -> [Int64] {
        guard let point else { return drawn }
        switch parameters.window {
        case .bucket, .rollingAverage: return [drawn[point]]
        case .cumulative: return Array(drawn[...point])
        case .rolling(let length), .rollingBefore(let length): return (before + drawn[...point]).suffix(length)
        }
    }

    func within(_ starts: [Int64], _ hits: [Hit]) -> [Hit] {
        hits.filter { starts.contains(calendar.start(of: interval, at: $0.event.time)) }
    }

    // MARK: Groups

    func ranked(_ hits: [Hit], _ active: [Hit]) -> [[String?]] {
        var ranks: [[String?]: Double] = [:]
        let inRange = within(drawn, hits)
        let needsActive = [.active, .propertyPerActive, .arpu].contains(parameters.metric)
        if needsActive, parameters.eventGroups.isEmpty {
            for hit in within(drawn, active) { ranks[hit.group] = 0 }
        }
        for group in Set(inRange.map(\.group)) {
            let these = inRange.filter { $0.group == group }
            let units = Double(Set(these.map(\.unit)).count)
            switch parameters.metric {
            case .uniques, .active, .frequency, .payers: ranks[group] = units
            case .propertySum, .propertyAverage, .propertyPerEvent, .propertyPerActive:
                ranks[group] = these.compactMap { amount($0.event) }.reduce(0, +)
            case .revenue, .arpu, .arppu: ranks[group] = these.compactMap(\.event.revenue).reduce(0, +)
            case .propertyCountPerUnit, .propertyCount:
                ranks[group] = Double(Set(these.flatMap { pairs($0) }).count)
            default: ranks[group] = Double(these.count)
            }
        }
        func key(_ group: [String?]) -> [UInt8] { Array(group.map { $0 ?? "(none)" }.joined(separator: "\u{0}").utf8) }
        return ranks.sorted {
            $0.value != $1.value ? $0.value > $1.value : key($0.key).lexicographicallyPrecedes(key($1.key))
        }.map(\.key)
    }

    private func pairs(_ hit: Hit) -> [[String]] {
        hit.event.properties["amount"].flatMap { $0.isNull ? nil : [[hit.unit, $0.stringValue ?? $0.text]] } ?? []
    }

    // MARK: Numbers

    func number(_ hits: [Hit], _ active: [Hit]) -> Double? {
        let units = Double(Set(hits.map(\.unit)).count)
        let actives = Double(Set(active.map(\.unit)).count)
        let totals = Double(hits.count)
        let amounts = hits.compactMap { amount($0.event) }.sorted()
        let sum = amounts.reduce(0, +)
        let revenue = hits.compactMap(\.event.revenue).reduce(0, +)
        let payers = Double(Set(hits.filter { ($0.event.revenue ?? 0) > 0 }.map(\.unit)).count)
        let pairs = hits.flatMap { self.pairs($0) }
        func over(_ above: Double, _ below: Double) -> Double? { below == 0 ? nil : above / below }
        switch parameters.metric {
        case .uniques: return units
        case .totals: return totals
        case .active: return over(units * 100, actives)
        case .average: return over(totals, units)
        case .propertySum: return sum
        case .propertyAverage: return over(sum, Double(amounts.count))
        case .propertyPerEvent: return over(sum, totals)
        case .propertyMedian: return percentile(0.5, amounts)
        case .propertyPercentile: return percentile(0.9, amounts)
        case .propertyMin: return amounts.first
        case .propertyMax: return amounts.last
        case .propertyCount: return Double(Set(pairs.map { $0[1] }).count)
        case .propertyCountPerUnit: return over(Double(Set(pairs).count), Double(Set(pairs.map { $0[0] }).count))
        case .propertyPerActive: return over(sum, actives)
        case .revenue: return revenue
        case .payers: return payers
        case .arpu: return over(revenue, actives)
        case .arppu: return over(revenue, payers)
        default: return nil
        }
    }

    private func percentile(_ share: Double, _ sorted: [Double]) -> Double? {
        guard !sorted.isEmpty else { return nil }
        let rank = share * Double(sorted.count - 1)
        let (low, high) = (sorted[Int(rank.rounded(.down))], sorted[Int(rank.rounded(.up))])
        return low + (high - low) * (rank - rank.rounded(.down))
    }

    /// What the chart has to say of some hits: at each point and over the range.
    func values(_ hits: [Hit], _ active: [Hit]) -> FormulaValues {
        func number(in starts: [Int64]) -> Double? { self.number(within(starts, hits), within(starts, active)) }
        var points = drawn.indices.map { number(in: buckets($0)) }
        if case .rollingAverage(let length) = parameters.window {
            points = drawn.indices.map { point in
                let starts = (before + drawn[...point]).suffix(length)
                let known = starts.compactMap { number(in: [$0]) }
                return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
            }
        }
        return FormulaValues(points: points, collapsed: number(in: drawn))
    }
}
