package import JSON

/// What each value has of a count and a sum, by model.
package struct AttributionAnswer: ChartAnswer {
    package struct Row: Sendable {
        /// `(none)` for events without a touch.
        package let value: String
        /// By model.
        package let counts: [Double]
        package let sums: [Double]
        /// Units of whose events it was a touch.
        package let users: Int
    }

    package struct Series: Sendable {
        package let segment: String
        package let events: Int
        package let sum: Double
        package let users: Int
        package let rows: [Row]
        /// All values that are not listed, by model; zero if all are.
        package let other: (counts: [Double], sums: [Double])
    }

    package let models: [AttributionModel]
    package let series: [Series]
    private let hasSum: Bool
    private let sampling: Sampling?
    package let sql: [String]
    package let notes: [String]

    init(_ pass: AttributionPass, chart: AttributionChart, context: ChartContext, sql: String) {
        models = chart.models
        hasSum = chart.sum != nil
        sampling = context.sampling
        self.sql = [sql]
        var hidden = 0
        series = context.segments.indices.map { segment in
            let rows = pass.credits[segment].enumerated().filter { $0.element.users > 0 }.map { place, credit in
                Row(
                    value: pass.values.shown(Int32(place - 1)), counts: credit.counts, sums: credit.sums,
                    users: credit.users)
            }.sorted {
                $0.users != $1.users ? $0.users > $1.users : $0.value.utf8.lexicographicallyPrecedes($1.value.utf8)
            }
            hidden = max(hidden, rows.count - chart.top)
            var other = AttributionPass.Credit(models: chart.models.count)
            for row in rows.dropFirst(chart.top) {
                for model in chart.models.indices {
                    other.counts[model] += row.counts[model]
                    other.sums[model] += row.sums[model]
                }
            }
            let total = pass.totals[segment]
            return Series(
                segment: context.segments[segment].name, events: total.events, sum: total.sum, users: total.users,
                rows: Array(rows.prefix(chart.top)), other: (other.counts, other.sums))
        }
        notes = hidden > 0 ? ["\(hidden) more values are put together."] : []
    }

    package func write(to writer: inout JSONWriter) {
        writer.key("models")
        writer.beginArray()
        for model in models { writer.string(model.name) }
        writer.endArray()
        writer.key("series")
        writer.beginArray()
        for one in series {
            writer.beginObject()
            writer.key("segment")
            writer.string(one.segment)
            writer.key("events")
            writer.int(Int64(sampling?.scaled(one.events) ?? one.events))
            users(one.users, &writer)
            if hasSum {
                writer.key("sum")
                writer.double(sampling?.scaled(one.sum) ?? one.sum)
            }
            writer.key("values")
            writer.beginArray()
            for row in one.rows {
                writer.beginObject()
                writer.key("value")
                writer.string(row.value)
                users(row.users, &writer)
                credits(row.counts, row.sums, &writer)
                writer.endObject()
            }
            writer.endArray()
            writer.key("other")
            writer.beginObject()
            credits(one.other.counts, one.other.sums, &writer)
            writer.endObject()
            writer.endObject()
        }
        writer.endArray()
    }

    private func users(_ users: Int, _ writer: inout JSONWriter) {
        writer.key("users")
        writer.int(Int64(sampling?.scaled(users) ?? users))
        if let sampling {
            writer.key("users_error")
            writer.double(sampling.error(ofCount: users))
        }
    }

    private func credits(_ counts: [Double], _ sums: [Double], _ writer: inout JSONWriter) {
        writer.key("counts")
        writer.numbers(counts.map { sampling?.scaled($0) ?? $0 })
        if hasSum {
            writer.key("sums")
            writer.numbers(sums.map { sampling?.scaled($0) ?? $0 })
        }
    }
}
