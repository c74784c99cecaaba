import Foundation
import JSON
import ProductAnalytics

/// What charts say about a log, straight from the definitions: sets of events, as slow as they like.
struct LogOracle {
    struct Row {
        let seq: Int
        let event: LogEvent
    }

    /// One line of a chart: the events of a segment, all of them or those of a group.
    struct Series {
        var segment: Segment
        var group: [String]?
        var isIn: (LogEvent) -> Bool
    }

    let log: Log
    let context: ChartContext
    /// The events of each unit by name, up to now, in order.
    private(set) var units: [String: [Row]] = [:]
    /// The first event ever of each unit, whether its time has come or not.
    private(set) var firsts: [String: Int64] = [:]

    init(_ log: Log, _ context: ChartContext) {
        self.log = log
        self.context = context
        for (index, event) in log.events.enumerated() {
            for unit in names(event) {
                firsts[unit] = min(firsts[unit] ?? .max, event.time)
                if event.time <= context.asOf { units[unit, default: []].append(Row(seq: index + 1, event: event)) }
            }
        }
        units = units.mapValues { $0.sorted { ($0.event.time, $0.seq) < ($1.event.time, $1.seq) } }
    }

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

    /// The rows of a selection, or the one that has its number.
    func rows(_ rows: [Row], _ selection: EventSelection) -> [Row] {
        let all = rows.filter { matches($0.event, selection) }
        guard let number = selection.occurrence else { return all }
        return all.count >= number ? [all[number - 1]] : []
    }

    /// The times at which each unit did an event that counts for a series; units without any are left out.
    /// - Parameter newIn: The intervals of new units.
    func times(_ selection: EventSelection, in series: Series, newIn: Buckets) -> [String: [Int64]] {
        var times: [String: [Int64]] = [:]
        for (unit, rows) in units {
            let found = self.rows(rows, selection).filter { row in
                let first = firsts[unit] ?? .max
                let isNew = newIn.index(of: first) != nil && newIn.index(of: first) == newIn.index(of: row.event.time)
                return passes(row.event, series.segment.filters) && series.isIn(row.event)
                    && (!series.segment.onlyNew || isNew)
            }
            if !found.isEmpty { times[unit] = found.map(\.event.time) }
        }
        return times
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

    /// The lines of a chart with a breakdown, best group first.
    /// - Parameter members: The units that count in a series over the range.
    func series(
        by references: [PropertyReference], top: Int, rest: Breakdown.Rest, members: (Series) -> Set<String>
    ) -> [Series] {
        var sizes: [[String]: Set<String>] = [:]
        for group in references.isEmpty ? [] : Set(log.events.flatMap { groups($0, by: references) }) {
            for segment in context.segments {
                let series = Series(segment: segment, group: group) { groups($0, by: references).contains(group) }
                sizes[group, default: []].formUnion(members(series))
            }
        }
        let ranked = sizes.filter { !$0.value.isEmpty }.sorted {
            ($1.value.count, $0.key.joined(separator: "\u{0}")) < ($0.value.count, $1.key.joined(separator: "\u{0}"))
        }.map(\.key)
        let first = Array(ranked.prefix(top))
        return context.segments.flatMap { segment in
            var lines = [Series(segment: segment, group: nil) { _ in true }]
            for group in first {
                lines.append(Series(segment: segment, group: group) { groups($0, by: references).contains(group) })
            }
            if ranked.count > first.count, rest == .other {
                lines.append(
                    Series(segment: segment, group: nil) { event in
                        groups(event, by: references).contains { !first.contains($0) }
                    })
            }
            return lines
        }
    }
}

extension ChartUnits {
    /// Units as an oracle knows them.
    func names(project: Int) -> [String] {
        units.map { names?.name(of: $0) ?? String($0 - TestLog.uid(0, project: project)) }.sorted()
    }
}
