import JSON

/// Sessions, and revenue by time.
extension ChartTables {
    var sessions: [ReportTable] {
        let seconds = { (seconds: Double) in ReportText.duration(seconds: seconds) }
        let metrics: [(key: String, name: String, write: (Double) -> String)] = [
            ("sessions", "sessions", ReportText.number), ("users", units, ReportText.number),
            ("events", "events", ReportText.number), ("bounces", "bounces", ReportText.number),
            ("bounce_rate", "bounce rate", ReportText.percent),
            ("bounced_users", "\(units) who bounced", ReportText.number),
            ("sessions_per_user", "sessions for each", ReportText.number),
            ("events_per_session", "events in a session", ReportText.number),
            ("average_length", "mean length", seconds), ("time_spent", "time spent", seconds),
            ("time_per_user", "time for each", seconds),
        ]
        return series.flatMap { line -> [ReportTable] in
            let whole = line["collapsed"]
            let columns = metrics.map { key, name, write in
                ReportTable.Column(
                    name: name, cells: cells(line[key]?.arrayValue, write) + [cell(whole?[key], write)])
            }
            var table = byBucket(columns, title: title(of: line), last: "whole range")
            if let users = whole?["users_error"] {
                let rate = whole?["bounce_rate_error"].map { ", bounce rate ± \(cell($0, ReportText.percent))" } ?? ""
                table.remarks.append("Over the whole range: \(units) ± \(cell(users))\(rate).")
            }
            return [table, lengths(line)]
        }
    }

    /// Each bin has its lower edge, the last one its upper one, too.
    private func lengths(_ line: JSONValue) -> ReportTable {
        let edges = (answer["length_bins"]?.arrayValue ?? []).map { cell($0) { ReportText.duration(seconds: $0) } }
        let rows = zip(edges, edges.dropFirst()).enumerated().map { place, bin in
            "\(bin.0) to \(place + 2 == edges.count ? "" : "<")\(bin.1)"
        }
        let whole = line["collapsed"]
        let leftOut = whole?["lengths_left_out"]?.intValue ?? 0
        return ReportTable(
            title: title(of: line, "By length"), rowName: "length", rows: rows,
            columns: columns(whole, "lengths", "sessions") + columns(whole, "length_users", units),
            remarks: leftOut > 0 ? ["In no bin: \(ReportText.count(leftOut, "session"))."] : [])
    }

    /// Curves by day from the first event, or revenue by calendar interval.
    var revenueLTV: [ReportTable] { answer["buckets"] == nil ? series.map(curve) : series.map(revenue) }

    private func curve(_ line: JSONValue) -> ReportTable {
        let from = line["cohort"]?.stringValue.map { "new from \(ReportText.moment($0))" } ?? ""
        var columns = self.columns(line, "mature", "there as long")
        columns += self.columns(line, "payers", "paid by then")
        columns += self.columns(line, "revenue", "revenue", ReportText.money)
        columns += self.columns(line, "arpu", "ARPU", ReportText.money)
        columns += self.columns(line, "arppu", "ARPPU", ReportText.money)
        let days = line["mature"]?.arrayValue?.count ?? 0
        let error = line["people_error"].map { " ± \(cell($0))" } ?? ""
        return ReportTable(
            title: title(of: line, from), rowName: "after", rows: (0..<days).map { "day \($0)" }, columns: columns,
            remarks: ["New: \(cell(line["people"]))\(error)."])
    }

    private func revenue(_ line: JSONValue) -> ReportTable {
        let whole = line["collapsed"]
        let measures: [(key: String, name: String, write: (Double) -> String)] = [
            ("revenue", "revenue", ReportText.money), ("active", "active", ReportText.number),
            ("payers", "paid", ReportText.number), ("arpu", "ARPU", ReportText.money),
            ("arppu", "ARPPU", ReportText.money),
        ]
        let columns = measures.map { key, name, write in
            ReportTable.Column(name: name, cells: cells(line[key]?.arrayValue, write) + [cell(whole?[key], write)])
        }
        var table = byBucket(columns, title: title(of: line), last: "whole range")
        if let error = whole?["active_error"] { table.remarks.append("Active over the whole range: ± \(cell(error)).") }
        return table
    }
}
