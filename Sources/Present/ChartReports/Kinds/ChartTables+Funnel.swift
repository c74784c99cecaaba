import JSON

extension ChartTables {
    /// Of each series its steps, and below them what else was asked of it.
    var funnel: [ReportTable] {
        series.flatMap { line -> [ReportTable] in
            let tables = [steps(line), overTime(line), timeToConvert(line), frequency(line), drivers(line)]
            return tables.compactMap(\.self)
        }
    }

    private var stepNames: [String] {
        (answer["steps"]?.arrayValue ?? []).enumerated().map { place, step in
            let optional = step["optional"]?.boolValue == true ? " (optional)" : ""
            return "\(place + 1). \(step["name"]?.stringValue ?? "")\(optional)"
        }
    }

    private func steps(_ line: JSONValue) -> ReportTable? {
        let isTotals = line["units"] != nil
        let time = { (milliseconds: Double) in ReportText.duration(milliseconds: milliseconds) }
        var columns = self.columns(line, "counts", isTotals ? "attempts" : units)
        columns += self.columns(line, "units", units)
        columns += self.columns(line, "conversion", "of step 1", ReportText.percent)
        columns += self.columns(line, "step_conversion", "of the step before", ReportText.percent)
        columns += self.columns(line, "dropped", "dropped")
        columns += self.columns(line, "median_ms", "median time", time)
        columns += self.columns(line, "mean_ms", "mean time", time)
        columns += self.columns(line, "median_from_first_ms", "median from step 1", time)
        columns += self.columns(line, "mean_from_first_ms", "mean from step 1", time)
        var remarks: [String] = []
        if let open = line["open"]?.intValue, open > 0 { remarks.append("May still convert: \(open).") }
        if let sum = line["sum"] {
            remarks.append("Sum at the last step: \(cell(sum)); average: \(cell(line["average"]?.arrayValue?.first)).")
        }
        return ReportTable(
            title: title(of: line), rowName: "step", rows: stepNames, columns: columns, remarks: remarks)
    }

    private func overTime(_ line: JSONValue) -> ReportTable? {
        guard let numbers = line["by_bucket"]?.arrayValue else { return nil }
        func column(_ key: String, _ step: Int, _ name: String, _ write: (Double) -> String) -> ReportTable.Column {
            .init(
                name: name,
                cells: numbers.map { bucket in
                    let values = bucket[key]?.arrayValue ?? []
                    return cell(step < values.count ? values[step] : nil, write)
                })
        }
        let names = stepNames
        var columns = names.indices.map { column("counts", $0, names[$0], ReportText.number) }
        columns += names.indices.dropFirst().map { column("conversion", $0, "to step \($0 + 1)", ReportText.percent) }
        if let last = names.indices.last {
            columns.append(
                column("median_from_first_ms", last, "median time") { ReportText.duration(milliseconds: $0) })
        }
        return byBucket(columns, title: title(of: line, "By \(interval) of the first step"))
    }

    private func timeToConvert(_ line: JSONValue) -> ReportTable? {
        guard let histogram = line["time_to_convert"], let width = histogram["bin_ms"]?.doubleValue else { return nil }
        let counts = histogram["counts"]?.arrayValue ?? []
        let rows = counts.indices.map { place in
            let from = ReportText.duration(milliseconds: Double(place) * width)
            return "\(from) to <\(ReportText.duration(milliseconds: Double(place + 1) * width))"
        }
        return ReportTable(
            title: title(of: line, "Time to convert"), rowName: "time", rows: rows,
            columns: columns(histogram, "counts", "conversions")
                + columns(histogram, "shares", "share", ReportText.percent))
    }

    private func frequency(_ line: JSONValue) -> ReportTable? {
        guard let bins = line["frequency"]?.arrayValue else { return nil }
        let (step, before) = (question["frequency"]?["step"]?.text, question["frequency"]?["before"]?.text)
        let what = step.map { "How often step \($0) was done" + (before.map { " before step \($0)" } ?? "") }
        return ReportTable(
            title: title(of: line, what ?? "How often"), rowName: "times", rows: bins.map { cell($0["times"]) },
            columns: [.init(name: units, cells: bins.map { cell($0["units"]) })])
    }

    private func drivers(_ line: JSONValue) -> ReportTable? {
        guard let drivers = line["drivers"]?.arrayValue else { return nil }
        return ReportTable(
            title: title(of: line, "What those did who converted, and those who did not"), rowName: "event",
            rows: drivers.map { $0["event"]?.stringValue ?? "" },
            columns: [
                .init(name: "converted", cells: drivers.map { cell($0["converted"]) }),
                .init(name: "not converted", cells: drivers.map { cell($0["not_converted"]) }),
                .init(name: "correlation", cells: drivers.map { cell($0["phi"]) }),
            ],
            remarks: ["Converted: \(cell(line["converted"])). Not converted: \(cell(line["not_converted"]))."])
    }
}
