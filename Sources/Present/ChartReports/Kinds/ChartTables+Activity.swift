import JSON

/// Lifecycle, active users, stickiness and the days between uses.
extension ChartTables {
    var lifecycle: [ReportTable] {
        series.map { line -> ReportTable in
            let states = ["new", "current", "resurrected", "dormant", "pulse"]
            return byBucket(states.flatMap { columns(line, $0, $0) }, title: title(of: line))
        }
    }

    var activeUsers: [ReportTable] {
        series.flatMap { line -> [ReportTable] in
            let windows = line["windows"]?.arrayValue ?? []
            let ratios = line["ratios"]?.arrayValue ?? []
            /// `DAU`, or `28 days`.
            func name(_ days: JSONValue?) -> String {
                windows.first { $0["days"] == days }?["name"]?.stringValue
                    ?? days?.intValue.map { ReportText.count($0, "day") } ?? ""
            }
            func ratioName(_ ratio: JSONValue) -> String { "\(name(ratio["of"])) ÷ \(name(ratio["in"]))" }
            var columns = windows.flatMap { self.columns($0, "values", name($0["days"])) }
            columns += ratios.flatMap { self.columns($0, "values", ratioName($0), ReportText.percent) }
            var days = byBucket(columns, title: title(of: line), of: "day")
            days.remarks = ratios.map { ratio in
                "\(ratioName(ratio)) over the range: \(cell(ratio["mean"], ReportText.percent)), the mean of the "
                    + "days; of the means it is \(cell(ratio["ratio_of_means"], ReportText.percent))."
            }
            let calendar = (line["calendar"]?.arrayValue ?? []).map { counted -> ReportTable in
                let interval = counted["interval"]?.stringValue ?? ""
                return byBucket(
                    self.columns(counted, "values", units), title: title(of: line, "By calendar \(interval)"),
                    buckets: counted["buckets"]?.arrayValue ?? [], of: interval)
            }
            return [days] + calendar
        }
    }

    /// All complete weeks together, then each of them.
    var stickiness: [ReportTable] {
        let isRange = question["over"] == "range"
        let period = isRange ? "range" : question["interval"]?.stringValue ?? "week"
        let day = isRange ? interval : "day"
        return series.flatMap { line -> [ReportTable] in
            let overall = line["overall"]
            let count = overall?["exactly"]?.arrayValue?.count ?? 0
            let rows = (1...max(1, count)).map { ReportText.count(Int64($0), day) }
            var columns = self.columns(overall, "exactly", "exactly")
            columns += self.columns(overall, "exactly_shares", "share", ReportText.percent)
            columns += self.columns(overall, "at_least", "at least")
            columns += self.columns(overall, "at_least_shares", "share", ReportText.percent)
            let words = isRange ? "" : "All complete \(period)s, in each of which somebody counts"
            let table = ReportTable(
                title: title(of: line, words), rowName: "on", rows: count == 0 ? [] : rows, columns: columns,
                remarks: ["Came at all: \(cell(overall?["people"]))."])
            let periods = line["buckets"]?.arrayValue ?? []
            let kinds = [("at_least", "On at least so many \(day)s"), ("exactly", "On exactly so many \(day)s")]
            return [table] + kinds.map { key, words in byPeriod(periods, key, title(of: line, words), period, rows) }
        }
    }

    /// A row for each period: how many, and which share of those who came.
    private func byPeriod(
        _ periods: [JSONValue], _ key: String, _ title: String, _ period: String, _ days: [String]
    ) -> ReportTable {
        let columns = days.enumerated().map { place, name in
            ReportTable.Column(
                name: name,
                cells: periods.map { one in
                    let (counts, shares) = (one[key]?.arrayValue ?? [], one[key + "_shares"]?.arrayValue ?? [])
                    guard place < counts.count, place < shares.count else { return ReportText.nothing }
                    return "\(cell(counts[place])) (\(cell(shares[place], ReportText.percent)))"
                })
        }
        let came = ReportTable.Column(name: "came", cells: periods.map { cell($0["people"]) })
        return byBucket([came] + columns, title: title, of: period)
    }

    var usageInterval: [ReportTable] {
        series.map { line -> ReportTable in
            let days = line["days"]?.arrayValue ?? []
            var remarks = [
                "On two days or more: \(cell(line["people"])). On one day only: \(cell(line["one_day_only"]))."
            ]
            if let covered = line["covers_80_percent"]?.doubleValue {
                remarks.append("80% have a median of at most \(ReportText.number(covered)) days.")
            }
            return ReportTable(
                title: title(of: line), rowName: "median days",
                rows: cells(days),
                columns: columns(line, "counts", units)
                    + columns(line, "shares", "share with at most so many", ReportText.percent),
                remarks: remarks)
        }
    }
}
