import JSON
import ProductAnalytics

/// Funnels worked out from the log by their definition, by trying every choice of events.
struct FunnelOracle {
    struct Event {
        var id: String
        var time: Int64
        /// From 0.
        var steps: Set<Int>
        /// Places among the chart's exclusions.
        var exclusions: Set<Int>
        var isActive: Bool
        /// In the range and the segment.
        var mayStart: Bool
        /// The bucket of its time.
        var bucket: Int?
        var session: Int64?
    }

    /// One way of a unit through the funnel: its events for steps 1, 2 …
    struct Way: Equatable {
        var ids: [String]
        /// From the first step to each, in microseconds.
        var elapsed: [Int64]
        var start: Int64
        var bucket: Int?
        var isOpen = false
    }

    /// What is counted: a person, a group, or a part of one.
    struct Unit {
        var name: String
        var events: [Event]
    }

    let log: Log
    let chart: FunnelChart
    let context: ChartContext
    /// Which events may be the first step.
    let segment: (LogEvent) -> Bool
    let project: Int

    var window: Int64 { chart.window == .session ? ChartCalendar.day : windowLength }
    private var windowLength: Int64 { if case .duration(let length) = chart.window { length } else { 0 } }
    var count: Int { chart.steps.count }
    var isDistinct: Bool { chart.order == .any && chart.anyOrder == .distinct }

    // MARK: What is read

    func units() -> [Unit] {
        let all = log.events.enumerated().map { (seq: $0.offset + 1, event: $0.element) }
            .sorted { ($0.event.time, $0.seq) < ($1.event.time, $1.seq) }.map(\.event).filter(isRead)
        var units: [String: [LogEvent]] = [:]
        for event in all {
            switch context.unit {
            case .person:
                units[String(TestLog.uid(log.person(of: event), project: project)), default: []].append(event)
            case .group(let type): for name in event.groups[type] ?? [] { units[name, default: []].append(event) }
            }
        }
        return units.sorted { $0.key < $1.key }.flatMap { name, events in
            parts(events).map { Unit(name: name, events: $0.map(event)) }
        }
    }

    private func isRead(_ event: LogEvent) -> Bool {
        guard event.time <= context.asOf else { return false }
        return !chart.boundsAllSteps || event.time >= context.range.from && event.time < context.range.to
    }

    private func parts(_ events: [LogEvent]) -> [[LogEvent]] {
        var parts: [String: [LogEvent]] = ["": events]
        if chart.per == .session {
            parts = [:]
            for event in events { if let session = event.session { parts["\(session)", default: []].append(event) } }
        }
        for property in chart.held {
            guard case .event(let name) = property else { continue }
            var split: [String: [LogEvent]] = [:]
            for (key, events) in parts {
                for event in events {
                    for value in Self.values(event.properties[name]) {
                        split[key + "|" + value, default: []].append(event)
                    }
                }
            }
            parts = split
        }
        return parts.sorted { $0.key < $1.key }.map(\.value)
    }

    /// The values a property holds constant; none if it is missing.
    static func values(_ value: JSONValue?) -> Set<String> {
        guard let value, !value.isNull else { return [] }
        return Set((value.arrayValue ?? [value]).map { $0.stringValue ?? $0.text })
    }

    private func event(_ event: LogEvent) -> Event {
        func matches(_ selection: EventSelection) -> Bool {
            selection.branches.contains { branch in
                switch branch.types {
                case .anyActive: log.isActive(event)
                case .any: true
                case .named(let name): name == event.type
                }
            }
        }
        let isComplete = !chart.completeWindowsOnly || context.asOf == .max || event.time + window <= context.asOf
        let isInRange = event.time >= context.range.from && event.time < context.range.to
        return Event(
            id: event.properties["id"]?.stringValue ?? "", time: event.time,
            steps: Set(chart.steps.indices.filter { matches(chart.steps[$0].event) }),
            exclusions: Set(chart.exclusions.indices.filter { matches(chart.exclusions[$0].event) }),
            isActive: log.isActive(event), mayStart: isInRange && isComplete && segment(event),
            bucket: context.buckets.index(of: event.time), session: event.session)
    }

    // MARK: Ways

    /// The ways of a unit: none or one, or all attempts.
    /// - Parameter bucket: Only starts in a bucket count; `nil` takes all.
    func ways(_ unit: Unit, bucket: Int?) -> [Way] {
        let free = depths(unit, bucket: bucket, excluding: false)
        let ways = found(unit, bucket: bucket, excluding: true)
        if chart.exclusionPolicy == .removeUnit, !chart.exclusions.isEmpty, let way = ways.first, way.ids.count < free {
            return []
        }
        return ways
    }

    private func depths(_ unit: Unit, bucket: Int?, excluding: Bool) -> Int {
        found(unit, bucket: bucket, excluding: excluding).map(\.ids.count).max() ?? 0
    }

    private func found(_ unit: Unit, bucket: Int?, excluding: Bool) -> [Way] {
        var groups = [unit.events]
        if chart.window == .session {
            let sessions = Set(unit.events.compactMap(\.session)).sorted()
            groups = sessions.map { session in unit.events.filter { $0.session == session } }
        }
        if chart.count == .totals {
            return groups.flatMap { events in
                FunnelAttempts(oracle: self, events: events).attempts.filter { bucket == nil || $0.bucket == bucket }
            }
        }
        let chains = groups.compactMap { events -> (events: [Event], chain: [Int])? in
            let chain = self.chain(events, bucket: bucket, excluding: excluding)
            return chain.isEmpty ? nil : (events, chain)
        }
        func place(_ event: Event) -> Int { unit.events.firstIndex { $0.id == event.id } ?? 0 }
        let best = chains.min { left, right in
            let starts = (place(left.events[left.chain[0]]), place(right.events[right.chain[0]]))
            if chart.start == .first { return starts.0 < starts.1 }
            if left.chain.count != right.chain.count { return left.chain.count > right.chain.count }
            guard chart.anchor == .latestStart else { return starts.0 < starts.1 }
            let ends = [left, right].map { half in half.chain.map { place(half.events[$0]) }.max() ?? 0 }
            return ends[0] < ends[1]
        }
        guard let best else { return [] }
        return [way(best.chain, best.events, in: unit, bucket: bucket)]
    }

    private func chain(_ events: [Event], bucket: Int?, excluding: Bool) -> [Int] {
        if chart.order == .any { return FunnelAnyOrder(oracle: self, events: events, bucket: bucket).chain }
        if chart.tick == .exact {
            return FunnelEnumeration(oracle: self, events: events, bucket: bucket, excluding: excluding).chain
        }
        return FunnelProcedure(oracle: self, events: events, bucket: bucket, excluding: excluding).chain
    }

    func isStart(_ event: Event, bucket: Int?) -> Bool {
        event.mayStart && (isDistinct ? !event.steps.isEmpty : event.steps.contains(0))
            && (bucket == nil || event.bucket == bucket)
    }

    private func way(_ chain: [Int], _ events: [Event], in unit: Unit, bucket: Int?) -> Way {
        let times = chain.map { events[$0].time }
        var way = Way(ids: chain.map { events[$0].id }, elapsed: [], start: times[0], bucket: events[chain[0]].bucket)
        for step in times.indices {
            let before = times[...step]
            way.elapsed.append(
                chart.order == .any ? (before.max() ?? 0) - (before.min() ?? 0) : max(0, times[step] - times[0]))
        }
        if chain.count < count, context.asOf != .max {
            let starts =
                chart.start == .first
                ? [way.start] : unit.events.filter { isStart($0, bucket: bucket) }.map(\.time)
            way.isOpen = starts.contains { $0 + window > context.asOf }
        }
        return way
    }
}

/// All chains of the definition (`product-analytics.md` §7.2), each event alone in its tick.
struct FunnelEnumeration {
    let oracle: FunnelOracle
    let events: [FunnelOracle.Event]
    let bucket: Int?
    let excluding: Bool

    var chain: [Int] {
        var starts = events.indices.filter { oracle.isStart(events[$0], bucket: bucket) }
        if oracle.chart.start == .first { starts = Array(starts.prefix(1)) }
        for depth in stride(from: oracle.count, through: 1, by: -1) {
            let chains = starts.compactMap { first(depth, after: [$0]) }
            guard !chains.isEmpty else { continue }
            guard oracle.chart.anchor == .latestStart else { return chains[0] }
            let end = chains.compactMap(\.last).min()
            return chains.last { $0.last == end } ?? []
        }
        return []
    }

    /// The first clean chain of a depth by the places of its events.
    private func first(_ depth: Int, after chain: [Int]) -> [Int]? {
        guard chain.count < depth else { return isClean(chain) ? chain : nil }
        for next in chain[chain.count - 1] + 1..<max(events.count, chain[chain.count - 1] + 1) {
            guard events[next].time - events[chain[0]].time <= oracle.window else { break }
            if events[next].steps.contains(chain.count), let found = first(depth, after: chain + [next]) {
                return found
            }
        }
        return nil
    }

    private func isClean(_ chain: [Int]) -> Bool {
        if excluding {
            for (place, exclusion) in oracle.chart.exclusions.enumerated() where exclusion.after < chain.count {
                let (first, last) = (chain[exclusion.after - 1], chain[min(exclusion.before, chain.count) - 1])
                // An event of the chain is in the tick of a step, itself, and so excludes nothing (FUN-8).
                let isHit = (first + 1..<max(last, first + 1)).contains {
                    events[$0].exclusions.contains(place) && !chain.contains($0)
                }
                if isHit { return false }
            }
        }
        guard oracle.chart.order == .exact else { return true }
        return zip(chain, chain.dropFirst()).allSatisfy { first, next in
            !(first + 1..<next).contains { events[$0].isActive }
        }
    }
}

/// The attempts of `product-analytics.md` §7.7, one after the other.
struct FunnelAttempts {
    let oracle: FunnelOracle
    let events: [FunnelOracle.Event]

    var attempts: [FunnelOracle.Way] {
        var attempts: [FunnelOracle.Way] = []
        var next = 0
        while let start = events.indices.first(where: { $0 >= next && oracle.isStart(events[$0], bucket: nil) }) {
            let (chain, end) = follow(start)
            let (first, isConverted) = (events[start], chain.count == oracle.count)
            attempts.append(
                FunnelOracle.Way(
                    ids: chain.map { events[$0].id }, elapsed: chain.map { events[$0].time - first.time },
                    start: first.time, bucket: first.bucket,
                    isOpen: !isConverted && end == nil && oracle.context.asOf != .max
                        && first.time + oracle.window > oracle.context.asOf))
            guard let end else { break }
            next = end
        }
        return attempts
    }

    /// The attempt's events, and the first event after it; `nil` if it is still going on.
    private func follow(_ start: Int) -> (chain: [Int], next: Int?) {
        var chain = [start]
        if oracle.count == 1 { return (chain, start + 1) }
        for place in start + 1..<max(events.count, start + 1) {
            if events[place].time > events[start].time + oracle.window { return (chain, place) }
            if events[place].steps.contains(chain.count) {
                chain.append(place)
                if chain.count == oracle.count { return (chain, place + 1) }
            } else if oracle.chart.exclusions.enumerated().contains(where: {
                events[place].exclusions.contains($0.offset) && $0.element.after <= chain.count
                    && chain.count < $0.element.before
            }) {
                return (chain, place + 1)
            }
        }
        return (chain, nil)
    }
}

/// Every choice of events for the steps of a funnel of any order (`product-analytics.md` §7.5).
struct FunnelAnyOrder {
    let oracle: FunnelOracle
    let events: [FunnelOracle.Event]
    let bucket: Int?

    var chain: [Int] {
        var best: [Int] = []
        var bestKey: [Int64] = []
        func consider(_ chain: [Int]) {
            let times = chain.map { events[$0].time }
            let key = [times.max() ?? 0, times.min() ?? 0] + chain.map(Int64.init)
            if chain.count > best.count || chain.count == best.count && key.lexicographicallyPrecedes(bestKey) {
                (best, bestKey) = (chain, key)
            }
        }
        func extend(_ chain: [Int], step: Int) {
            if oracle.isDistinct {
                let sorted = chain.sorted()
                if let first = sorted.first, oracle.isStart(events[first], bucket: bucket) { consider(sorted) }
            } else if !chain.isEmpty {
                consider(chain)
            }
            guard step < oracle.count else { return }
            for place in events.indices where events[place].steps.contains(step) && !chain.contains(place) {
                if !oracle.isDistinct, step == 0, !oracle.isStart(events[place], bucket: bucket) { continue }
                let times = (chain + [place]).map { events[$0].time }
                if (times.max() ?? 0) - (times.min() ?? 0) <= oracle.window { extend(chain + [place], step: step + 1) }
            }
            // Any of the steps may be missing where only their number counts.
            if oracle.isDistinct { extend(chain, step: step + 1) }
        }
        extend([], step: 0)
        return best
    }
}
