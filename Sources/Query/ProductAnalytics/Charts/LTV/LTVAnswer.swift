package import JSON

/// What new people paid by each day after they came.
package struct LTVAnswer: ChartAnswer {
    /// One curve: of a cohort, a segment and a group.
    package struct Series: Sendable {
        package let segment: String
        /// The start of the cohort's interval; `nil` for the whole range.
        package let cohort: Int64?
        /// `nil` for everybody and for Other.
        package let group: String?
        /// Whether it is all groups together that are not told apart.
        package let isOther: Bool
        /// New in the range or the interval.
        package let people: Int
        /// By day: people who have been there for as long.
        package let mature: [Int]
        /// By day: those of them who have paid by then.
        package let payers: [Int]
        /// By day: what those who are mature have paid by then.
        package let revenue: [Double]

        /// Revenue ÷ mature people.
        package func arpu(_ day: Int) -> Double? { mature[day] > 0 ? revenue[day] / Double(mature[day]) : nil }

        /// Revenue ÷ people who have paid by then.
        package func arppu(_ day: Int) -> Double? { payers[day] > 0 ? revenue[day] / Double(payers[day]) : nil }
    }

    package let series: [Series]
    private let calendar: ChartCalendar
    private let sampling: Sampling?
    package let sql: [String]
    package let notes: [String]

    init(
        _ pass: LTVPass, _ ranking: LTVRanking, context: ChartContext, cohorts: LTVChart.Cohorts, sql: [String]
    ) {
        let days = pass.days
        var series: [Series] = []
        for (segment, named) in context.segments.enumerated() {
            for cohort in 0..<(cohorts == .whole ? 1 : context.buckets.count) {
                for (code, group) in ranking.drawn {
                    let key = LTVPass.Key(segment: Int32(segment), cohort: Int32(cohort), group: code)
                    let curve = pass.curves[key] ?? LTVPass.Curve(days: days)
                    func sums(_ differences: [Int]) -> [Int] {
                        var sum = 0
                        return differences.prefix(days + 1).map { difference in
                            sum += difference
                            return sum
                        }
                    }
                    series.append(
                        Series(
                            segment: named.name, cohort: cohorts == .whole ? nil : context.buckets.edges[cohort],
                            group: group.name, isOther: group == .other, people: curve.people,
                            mature: sums(curve.mature), payers: sums(curve.payers),
                            revenue: Array(curve.revenue.prefix(days + 1))))
                }
            }
        }
        self.series = series
        calendar = context.calendar
        sampling = context.sampling
        self.sql = sql
        notes = ranking.notes
    }

    package func write(to writer: inout JSONWriter) {
        writer.key("series")
        writer.beginArray()
        for one in series {
            writer.beginObject()
            writer.key("segment")
            writer.string(one.segment)
            if let cohort = one.cohort {
                writer.key("cohort")
                writer.string(ChartTime.iso(cohort, in: calendar))
            }
            LTVGroup.write(one.group, isOther: one.isOther, to: &writer)
            let scale = { (count: Int) in sampling?.scaled(count) ?? count }
            writer.key("people")
            writer.int(Int64(scale(one.people)))
            if let sampling {
                writer.key("people_error")
                writer.double(sampling.error(ofCount: one.people))
            }
            writer.key("mature")
            writer.integers(one.mature.map(scale))
            writer.key("payers")
            writer.integers(one.payers.map(scale))
            writer.key("revenue")
            writer.numbers(one.revenue.map { sampling?.scaled($0) ?? $0 })
            writer.key("arpu")
            writer.numbers(one.mature.indices.map(one.arpu))
            writer.key("arppu")
            writer.numbers(one.mature.indices.map(one.arppu))
            writer.endObject()
        }
        writer.endArray()
    }
}
