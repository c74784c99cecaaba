internal import JSON

/// One line of a chart: a segment, as a whole or one of its groups.
package struct ChartSeries: Sendable, Equatable {
    package var segment: String
    /// The values of the group, one for each property of the breakdown, as people read them; `nil` for the whole segment and
    /// for Other.
    package var group: [String]?
    /// Whether it is all groups together that are not told apart.
    package var isOther: Bool

    package init(segment: String, group: [String]? = nil, isOther: Bool = false) {
        self.segment = segment
        self.group = group
        self.isOther = isOther
    }

    /// Values as people read them.
    static func shown(_ values: [String?]) -> [String] {
        values.map { value in
            guard let value else { return PropertyFilter.noneText }
            return value.isEmpty ? PropertyFilter.emptyText : value
        }
    }

    /// All series in the order of a ``SeriesPlan``.
    static func all(of segments: [Segment], _ ranking: GroupRanking?) -> [ChartSeries] {
        segments.flatMap { segment in
            var series = [ChartSeries(segment: segment.name)]
            guard let ranking else { return series }
            series += ranking.groups.map { ChartSeries(segment: segment.name, group: shown($0)) }
            if ranking.hasOther { series.append(ChartSeries(segment: segment.name, isOther: true)) }
            return series
        }
    }

    /// The members `segment`, and `group` or `other`, into an object that is open.
    func write(to writer: inout JSONWriter) {
        writer.key("segment")
        writer.string(segment)
        if let group {
            writer.key("group")
            writer.beginArray()
            for value in group { writer.string(value) }
            writer.endArray()
        }
        if isOther {
            writer.key("other")
            writer.bool(true)
        }
    }
}

extension ChartSeries {
    /// - Throws: ``ChartError/invalid(_:)`` if there is no such series.
    static func check(_ index: Int, of segments: [Segment], _ ranking: GroupRanking?) throws(ChartError) {
        let count = all(of: segments, ranking).count
        guard index < count else { throw .invalid("series", "The chart has only the series 0 to \(count - 1).") }
    }
}
