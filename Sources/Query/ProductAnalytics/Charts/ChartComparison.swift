internal import JSON
internal import Synchronization

/// With which time before a chart is compared.
package enum ChartComparison: Hashable, Sendable {
    /// Just before, as long as the range.
    case previous
    case back(Int, ChartInterval)

    var words: String {
        switch self {
        case .previous: "Compared with the time just before."
        case .back(1, let unit): "Compared with the same time a \(unit.rawValue) before."
        case .back(let count, let unit): "Compared with the same time \(count) \(unit.rawValue)s before."
        }
    }
}

extension DefinitionReader {
    /// `"compare": "previous"`, or how far back: `{"back": 1, "unit": "month"}`; `nil` if the key is missing.
    mutating func earlierTime() -> ChartComparison? {
        guard let value = value("compare") else { return nil }
        if value.stringValue != nil {
            if text("compare") == "previous" { return .previous }
            report("compare", "Say \"previous\", or how far back: {\"back\": 1, \"unit\": \"month\"}.")
            return nil
        }
        return object("compare") { compare in
            .back(compare.integer("back", in: 1...10_000) ?? 1, compare.choice("unit", or: ChartInterval.week))
        }
    }
}

/// The numbers of the time that a chart is compared with.
package struct ChartPast: Sendable {
    /// What was counted.
    package let range: (from: Int64, to: Int64)
    package let answer: any ChartAnswer

    /// `past`: `range`, `notes`, and the members of the answer.
    func write(to writer: inout JSONWriter, in calendar: ChartCalendar) {
        writer.key("past")
        writer.beginObject()
        writer.range(range, in: calendar)
        writer.key("notes")
        writer.beginArray()
        for note in answer.notes { writer.string(note) }
        writer.endArray()
        answer.writePast(to: &writer)
        writer.endObject()
    }
}

extension JSONWriter {
    /// `range`: `from` and `to`.
    mutating func range(_ range: (from: Int64, to: Int64), in calendar: ChartCalendar) {
        key("range")
        beginObject()
        key("from")
        string(ChartTime.iso(range.from, in: calendar))
        key("to")
        string(ChartTime.iso(range.to, in: calendar))
        endObject()
    }
}

/// The groups that a chart tells apart: those of the time it is about, also in the time it is compared with.
final class ToldGroups: Sendable {
    private let state = Mutex<GroupRanking?>(nil)

    var ranking: GroupRanking? {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }
}

extension ChartContext {
    /// The same over the time that a chart is compared with, its range moved back by whole buckets of the chart; the time just
    /// before a range that cuts a bucket is as long as the range.
    /// - Throws: ``ChartError/invalid(_:)`` if it would cut other buckets there.
    func earlier(_ comparison: ChartComparison, for chart: some Chart) throws(ChartError) -> ChartContext {
        let buckets = chart.comparedBuckets(in: self)
        let calendar = calendar
        let counted = chart.span(in: self).range
        let isCut = buckets.start < counted.from || buckets.end > counted.to
        let before = isCut ? Buckets(covering: counted, in: calendar) : buckets
        func moved(_ time: Int64) -> Int64 {
            switch comparison {
            case .previous: calendar.adding(-before.count, before.interval, to: time)
            case .back(let count, let unit): calendar.adding(-count, unit, to: time)
            }
        }
        if case .back(let count, let unit) = comparison {
            let edges = [moved(buckets.start), moved(buckets.end)]
            guard edges.allSatisfy({ calendar.start(of: buckets.interval, at: $0) == $0 }) else {
                throw .invalid(
                    "compare",
                    "\(count) \(unit.rawValue) back is no whole number of buckets by \(buckets.interval.rawValue).")
            }
        }
        return over((moved(counted.from), moved(counted.to)))
    }
}
