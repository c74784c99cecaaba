package import JSON

/// Outcomes by interval around the treatment.
package struct ImpactAnswer: ChartAnswer {
    package let segments: [String]
    /// Intervals run from minus this to this.
    package let intervals: Int
    /// By segment and interval.
    package let points: [[ImpactPoint]]
    /// By segment: units with a treatment in the range.
    package let treated: [Int]
    let hasProperty: Bool
    let sampling: Sampling?
    package let sql: [String]
    package var notes: [String] { [] }

    /// - Parameter interval: From `-intervals` to `intervals`.
    package func point(_ interval: Int, segment: Int = 0) -> ImpactPoint { points[segment][interval + intervals] }

    package func write(to writer: inout JSONWriter) {
        writer.key("intervals")
        writer.integers(Array(-intervals...intervals))
        writer.key("series")
        writer.beginArray()
        for (segment, name) in segments.enumerated() {
            let points = points[segment]
            writer.beginObject()
            writer.key("segment")
            writer.string(name)
            writer.key("treated")
            writer.int(Int64(scaled(treated[segment])))
            if let sampling {
                writer.key("treated_error")
                writer.double(sampling.error(ofCount: treated[segment]))
            }
            let counts: [(String, (ImpactPoint) -> Int)] = [
                ("people", \.people), ("active", \.active), ("performers", \.performers), ("totals", \.totals),
            ]
            for (key, value) in counts {
                writer.key(key)
                writer.integers(points.map { scaled(value($0)) })
            }
            writer.key("average")
            writer.numbers(points.map(\.average))
            writer.key("active_share")
            writer.numbers(points.map(\.activeShare))
            writer.key("people_share")
            writer.numbers(points.map(\.peopleShare))
            if hasProperty {
                writer.key("sum")
                writer.numbers(points.map { sampling?.scaled($0.sum) ?? $0.sum })
                writer.key("property_average")
                writer.numbers(points.map(\.propertyAverage))
            }
            writer.key("frequency")
            writer.beginArray()
            for point in points { writer.integers(point.frequency.map(scaled)) }
            writer.endArray()
            writer.endObject()
        }
        writer.endArray()
    }

    private func scaled(_ count: Int) -> Int { sampling?.scaled(count) ?? count }
}

extension ImpactPoint {
    /// Outcomes ÷ units that had one.
    package var average: Double? { performers > 0 ? Double(totals) / Double(performers) : nil }

    /// Units with an outcome ÷ units that were active.
    package var activeShare: Double? { active > 0 ? Double(performers) / Double(active) : nil }

    /// Units with an outcome ÷ all whose interval has ended.
    package var peopleShare: Double? { people > 0 ? Double(performers) / Double(people) : nil }

    /// Over the outcomes that have the number.
    package var propertyAverage: Double? { numbers > 0 ? sum / Double(numbers) : nil }
}
