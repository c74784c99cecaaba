import JSON

/// Engagement by event, attribution by value, impact by interval.
extension ChartTables {
    var engagement: [ReportTable] {
        series.map { line -> ReportTable in
            let events = line["events"]?.arrayValue ?? []
            let often = question["frequency"] == "days" ? "days for each" : "times for each"
            func column(_ key: String, _ name: String, _ write: (Double) -> String = ReportText.number)
                -> [ReportTable.Column]
            {
                guard events.contains(where: { $0[key] != nil }) else { return [] }
                return [.init(name: name, cells: events.map { cell($0[key], write) })]
            }
            func half(_ key: String, _ name: String) -> ReportTable.Column {
                .init(
                    name: name, cells: events.map { $0[key]?.stringValue ?? ReportText.nothing }, isText: true)
            }
            var columns = column("people", units) + column("people_error", "±")
            columns += column("share", "of the active", ReportText.percent)
            columns += column("share_error", "±", ReportText.percent)
            columns += column("frequency", often)
            columns += [half("share_half", "how many do it"), half("frequency_half", "how often")]
            return ReportTable(
                title: title(of: line), rowName: "event", rows: events.map { $0["event"]?.stringValue ?? "" },
                columns: columns,
                remarks: [
                    "Active: \(cell(line["active"])). Medians: \(cell(line["median_share"], ReportText.percent)) of "
                        + "the active, \(cell(line["median_frequency"])) \(often)."
                ])
        }
    }

    var attribution: [ReportTable] {
        let models = (answer["models"]?.arrayValue ?? []).map { $0.stringValue ?? $0.text }
        return series.map { line -> ReportTable in
            let values = line["values"]?.arrayValue ?? []
            let hasOther =
                (line["other"]?["counts"]?.arrayValue ?? []).contains { $0.doubleValue ?? 0 != 0 }
            let places = values + (hasOther ? [line["other"] ?? .null] : [])
            func columns(_ key: String, _ suffix: String) -> [ReportTable.Column] {
                guard places.contains(where: { $0[key] != nil }) else { return [] }
                return models.enumerated().map { place, model in
                    .init(
                        name: model + suffix,
                        cells: places.map { one in
                            let numbers = one[key]?.arrayValue ?? []
                            return cell(place < numbers.count ? numbers[place] : nil)
                        })
                }
            }
            var users = [ReportTable.Column(name: units, cells: places.map { cell($0["users"]) })]
            if places.contains(where: { $0["users_error"] != nil }) {
                users.append(.init(name: "±", cells: places.map { cell($0["users_error"]) }))
            }
            var said = "In all: \(cell(line["events"])) events of \(cell(line["users"])) \(units)"
            if let sum = line["sum"] { said += ", sum \(cell(sum))" }
            return ReportTable(
                title: title(of: line), rowName: "value",
                rows: values.map { $0["value"]?.stringValue ?? "" } + (hasOther ? ["Other"] : []),
                columns: users + columns("counts", "") + columns("sums", ": sum"), remarks: [said + "."])
        }
    }

    var impact: [ReportTable] {
        let rows = (answer["intervals"]?.arrayValue ?? []).map { "\(interval) \($0.text)" }
        return series.flatMap { line -> [ReportTable] in
            var columns = self.columns(line, "people", units)
            columns += self.columns(line, "active", "active")
            columns += self.columns(line, "performers", "did it")
            columns += self.columns(line, "totals", "times")
            columns += self.columns(line, "average", "times for each who did")
            columns += self.columns(line, "active_share", "of the active", ReportText.percent)
            columns += self.columns(line, "people_share", "of all", ReportText.percent)
            columns += self.columns(line, "sum", "sum")
            columns += self.columns(line, "property_average", "average")
            let error = line["treated_error"].map { " ± \(cell($0))" } ?? ""
            let table = ReportTable(
                title: title(of: line), rowName: "interval", rows: rows, columns: columns,
                remarks: ["Treated in the range: \(cell(line["treated"]))\(error)."])
            guard let often = frequency(ofImpact: line, rows) else { return [table] }
            return [table, often]
        }
    }

    /// How many did it how often, up to the most times of anybody.
    private func frequency(ofImpact line: JSONValue, _ rows: [String]) -> ReportTable? {
        let intervals = (line["frequency"]?.arrayValue ?? []).map { $0.arrayValue ?? [] }
        let longest = intervals.map(\.count).max() ?? 0
        let most = intervals.compactMap { counts in counts.lastIndex { $0.doubleValue ?? 0 > 0 } }.max()
        guard let most else { return nil }
        let columns = (0...most).map { place in
            let times = ReportText.count(Int64(place) + 1, "time")
            return ReportTable.Column(
                name: place + 1 == longest ? times + " or more" : times,
                cells: intervals.map { cell(place < $0.count ? $0[place] : nil) })
        }
        return ReportTable(
            title: title(of: line, "How many did it how often"), rowName: "interval", rows: rows, columns: columns)
    }
}
