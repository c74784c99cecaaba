package import JSON

/// Revenue by calendar interval, and what it is for each active and each paying unit.
package struct RevenueAnswer: ChartAnswer {
    package struct Series: Sendable {
        package let segment: String
        /// `nil` for all and for Other.
        package let group: String?
        /// Whether it is all groups together that are not told apart.
        package let isOther: Bool
        /// By bucket, and the whole range at the end.
        package let revenue: [Double]
        package let active: [Int]
        package let payers: [Int]

        /// Revenue ÷ active units.
        package func arpu(_ bucket: Int) -> Double? {
            active[bucket] > 0 ? revenue[bucket] / Double(active[bucket]) : nil
        }

        /// Revenue ÷ units that paid.
        package func arppu(_ bucket: Int) -> Double? {
            payers[bucket] > 0 ? revenue[bucket] / Double(payers[bucket]) : nil
        }
    }

    package let series: [Series]
    private let context: ChartContext
    package let sql: [String]
    package let notes: [String]

    init(_ pass: RevenuePass, _ ranking: LTVRanking, context: ChartContext, sql: [String]) {
        let range = context.buckets.count
        var series: [Series] = []
        for (segment, named) in context.segments.enumerated() {
            for (code, group) in ranking.drawn {
                let place = pass.places[LTVPass.Key(segment: Int32(segment), cohort: 0, group: code)]
                let row = place.map { pass.rows[$0] } ?? RevenuePass.Row(buckets: range)
                series.append(
                    Series(
                        segment: named.name, group: group.name, isOther: group == .other, revenue: row.revenue,
                        active: row.active, payers: row.payers))
            }
        }
        self.series = series
        self.context = context
        self.sql = sql
        notes = ranking.notes
    }

    package func write(to writer: inout JSONWriter) {
        let buckets = context.buckets
        let sampling = context.sampling
        let incomplete = (0..<buckets.count).map { buckets.isIncomplete($0, asOf: context.asOf) }
        writer.buckets(buckets, incomplete: incomplete, in: context.calendar)
        writer.key("series")
        writer.beginArray()
        for one in series {
            writer.beginObject()
            writer.key("segment")
            writer.string(one.segment)
            LTVGroup.write(one.group, isOther: one.isOther, to: &writer)
            let values: [(String, (Int) -> Double?)] = [
                ("revenue", { sampling?.scaled(one.revenue[$0]) ?? one.revenue[$0] }),
                ("active", { Double(sampling?.scaled(one.active[$0]) ?? one.active[$0]) }),
                ("payers", { Double(sampling?.scaled(one.payers[$0]) ?? one.payers[$0]) }), ("arpu", one.arpu),
                ("arppu", one.arppu),
            ]
            for (key, value) in values {
                writer.key(key)
                writer.numbers((0..<buckets.count).map(value))
            }
            writer.key("collapsed")
            writer.beginObject()
            for (key, value) in values {
                writer.key(key)
                writer.numberOrNull(value(buckets.count))
            }
            if let sampling {
                writer.key("active_error")
                writer.double(sampling.error(ofCount: one.active[buckets.count]))
            }
            writer.endObject()
            writer.endObject()
        }
        writer.endArray()
    }
}
