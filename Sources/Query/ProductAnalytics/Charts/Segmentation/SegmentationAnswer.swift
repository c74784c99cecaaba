package import JSON

/// What a series is about among the groups.
package enum SegmentationGroup: Hashable, Sendable {
    /// Everything that matches, whatever its group.
    case all
    case values(BreakdownValues)
    /// All groups that are not drawn, together.
    case other
}

/// One line of a chart, or one family of bars.
package struct SegmentationSeries: Sendable, Equatable {
    /// The event's place; `nil` for formulas.
    package var event: Int?
    /// The formula's place; `nil` without formulas.
    package var formula: Int?
    package var segment: Int
    package var group: SegmentationGroup
    package var values: FormulaValues
    /// How far counts of units of a sample, and shares of them, may be from the truth, by bucket and over the range.
    package var error: FormulaValues?
    package var histogram: SegmentationHistogram?
    /// The same over the time that the chart is compared with, by the place of the bucket.
    package var past: FormulaValues?

    /// The bars of a histogram.
    package var bins: [SegmentationBin]? { histogram?.bins }
}

/// The numbers of a segmentation chart.
package struct SegmentationAnswer: ChartAnswer {
    /// A bucket that is drawn.
    package struct Bucket: Sendable, Equatable {
        package var start: Int64
        package var end: Int64
        package var isIncomplete: Bool
    }

    package let buckets: [Bucket]
    /// The buckets of the time that the chart is compared with.
    package var pastBuckets: [Bucket]?
    package let events: [String]
    package let formulas: [FormulaItem]
    package let segments: [String]
    package var series: [SegmentationSeries]
    package let calendar: ChartCalendar
    package let sql: [String]
    package internal(set) var notes: [String]

    /// The series of an event or, where there are any, a formula.
    package func series(
        _ place: Int = 0, segment: Int = 0, group: SegmentationGroup = .all
    ) -> SegmentationSeries? {
        series.first { ($0.formula ?? $0.event) == place && $0.segment == segment && $0.group == group }
    }

    package func write(to writer: inout JSONWriter) {
        write(buckets, "buckets", to: &writer)
        if let pastBuckets { write(pastBuckets, "compare_buckets", to: &writer) }
        writer.key("series")
        writer.beginArray()
        for series in series { write(series, to: &writer) }
        writer.endArray()
    }

    private func write(_ buckets: [Bucket], _ key: String, to writer: inout JSONWriter) {
        writer.key(key)
        writer.beginArray()
        for bucket in buckets {
            writer.beginObject()
            writer.key("start")
            writer.string(ChartTime.iso(bucket.start, in: calendar))
            writer.key("end")
            writer.string(ChartTime.iso(bucket.end, in: calendar))
            writer.key("incomplete")
            writer.bool(bucket.isIncomplete)
            writer.endObject()
        }
        writer.endArray()
    }

    private func write(_ series: SegmentationSeries, to writer: inout JSONWriter) {
        writer.beginObject()
        if let event = series.event {
            writer.key("event")
            writer.int(event)
            writer.key("label")
            writer.string(events[event])
        }
        if let formula = series.formula {
            writer.key("formula")
            writer.int(formula)
            writer.key("label")
            writer.string(formulas[formula].text)
            writer.key("format")
            writer.string(formulas[formula].format.rawValue)
            if formulas[formula].isInPercent {
                writer.key("in_percent")
                writer.bool(true)
            }
        }
        writer.key("segment")
        writer.string(segments[series.segment])
        write(series.group, to: &writer)
        if let histogram = series.histogram {
            write(histogram, to: &writer)
        } else {
            write(series.values, "", to: &writer)
            if let error = series.error { write(error, "error_", to: &writer) }
            if let past = series.past { write(past, "compare_", to: &writer) }
        }
        writer.endObject()
    }

    private func write(_ group: SegmentationGroup, to writer: inout JSONWriter) {
        switch group {
        case .all: break
        case .other:
            writer.key("other")
            writer.bool(true)
        case .values(let values):
            writer.key("group")
            writer.beginArray()
            for value in values { writer.string(PropertyFilter.shown(value)) }
            writer.endArray()
        }
    }

    private func write(_ values: FormulaValues, _ prefix: String, to writer: inout JSONWriter) {
        writer.key(prefix + "series")
        writer.numbers(values.points)
        writer.key(prefix + "collapsed")
        writer.number(values.collapsed)
    }

    private func write(_ histogram: SegmentationHistogram, to writer: inout JSONWriter) {
        writer.key("bins")
        writer.beginArray()
        for bin in histogram.bins {
            writer.beginObject()
            writer.key("from")
            writer.double(bin.from)
            writer.key("to")
            writer.number(bin.to)
            write(bin.values, "", to: &writer)
            if let past = bin.past { write(past, "compare_", to: &writer) }
            writer.key("share")
            writer.number(bin.share)
            writer.endObject()
        }
        writer.endArray()
        if histogram.below > 0 {
            writer.key("below")
            writer.int(histogram.below)
        }
    }
}

extension PropertyFilter {
    /// A value as people see it.
    static func shown(_ value: String?) -> String {
        guard let value else { return noneText }
        return value.isEmpty ? emptyText : value
    }
}
