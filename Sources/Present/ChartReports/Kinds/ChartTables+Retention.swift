import JSON

extension ChartTables {
    /// Of each series the row over all cohorts, then the cohorts: what is drawn, and the numbers behind it.
    var retention: [ReportTable] {
        series.flatMap { line -> [ReportTable] in
            var tables = [overall(line)] + cohorts(line)
            if let overTime = cohortsOverTime(line) { tables.append(overTime) }
            return tables
        }
    }

    /// What the columns of a cohort are about.
    private var intervals: [String] {
        if let brackets = answer["brackets"]?.arrayValue {
            return brackets.map { bracket in
                guard let from = bracket.arrayValue?.first?.intValue, let to = bracket.arrayValue?.last?.intValue
                else { return bracket.text }
                return to - from == 1 ? "\(interval) \(from)" : "\(interval)s \(from)–\(to - 1)"
            }
        }
        return (answer["intervals"]?.arrayValue ?? []).map { "\(interval) \($0.text)" }
    }

    private func overall(_ line: JSONValue) -> ReportTable {
        let overall = line["overall"]
        var columns = self.columns(overall, "sizes", "of")
        columns += self.columns(overall, "counts", "came back")
        columns += self.columns(overall, "shares", "share", ReportText.percent)
        if let errors = overall?["share_errors"]?.arrayValue {
            columns.append(.init(name: "±", cells: cells(errors, ReportText.percent)))
        }
        columns += self.columns(overall, "ltv", "revenue for each", ReportText.money)
        let title = self.title(of: line, "Over the cohorts for which the \(interval) has ended")
        return ReportTable(title: title, rowName: "interval", rows: intervals, columns: columns)
    }

    private func cohorts(_ line: JSONValue) -> [ReportTable] {
        let cohorts = line["cohorts"]?.arrayValue ?? []
        let isRevenue = cohorts.contains { $0["ltv"] != nil }
        let kinds: [(key: String, words: String, write: (Double) -> String)] =
            isRevenue
            ? [
                ("ltv", "Revenue for each, by cohort", ReportText.money),
                ("revenue", "Revenue, by cohort", ReportText.money),
            ]
            : [
                ("shares", "Share that came back, by cohort", ReportText.percent),
                ("counts", "How many came back, by cohort", ReportText.number),
            ]
        return kinds.map { key, words, write -> ReportTable in
            var hasUnfinished = false
            var columns: [ReportTable.Column] = [.init(name: "size", cells: cohorts.map { cell($0["size"]) })]
            for (place, name) in intervals.enumerated() {
                let written = cohorts.map { cohort -> String in
                    let values = cohort[key]?.arrayValue ?? []
                    guard place < values.count, values[place].doubleValue != nil else { return ReportText.nothing }
                    let flags = cohort["incomplete"]?.arrayValue ?? []
                    let isUnfinished = place < flags.count && flags[place].boolValue == true
                    hasUnfinished = hasUnfinished || isUnfinished
                    return cell(values[place], write) + (isUnfinished ? ReportTable.unfinished : "")
                }
                columns.append(.init(name: name, cells: written))
            }
            var table = byBucket(columns, title: title(of: line, words))
            table.hasUnfinished = table.hasUnfinished || hasUnfinished
            return table
        }
    }

    private func cohortsOverTime(_ line: JSONValue) -> ReportTable? {
        guard let overTime = line["over_time"], let place = overTime["interval"]?.intValue else { return nil }
        let isRevenue = question["measure"] == "ltv"
        let name = intervals.indices.contains(Int(place)) ? intervals[Int(place)] : "\(interval) \(place)"
        let values = overTime["values"]?.arrayValue ?? []
        let flags = overTime["incomplete"]?.arrayValue ?? []
        var hasUnfinished = false
        let written = values.enumerated().map { place, value -> String in
            let isUnfinished = place < flags.count && flags[place].boolValue == true && !value.isNull
            hasUnfinished = hasUnfinished || isUnfinished
            return cell(value, isRevenue ? ReportText.money : ReportText.percent)
                + (isUnfinished ? ReportTable.unfinished : "")
        }
        var table = byBucket([.init(name: name, cells: written)], title: title(of: line, "Over time"))
        table.hasUnfinished = table.hasUnfinished || hasUnfinished
        return table
    }
}
