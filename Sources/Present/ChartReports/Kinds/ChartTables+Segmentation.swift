import JSON

extension ChartTables {
    /// Lines beside each other by bucket; histograms one after the other.
    var segmentation: [ReportTable] {
        let drawn = series.filter { $0["bins"] == nil }
        return (drawn.isEmpty ? [] : [points(drawn)]) + series.filter { $0["bins"] != nil }.map(histogram)
    }

    private func points(_ drawn: [JSONValue]) -> ReportTable {
        let buckets = answer["buckets"]?.arrayValue ?? []
        let whole = drawn.contains { $0["collapsed"]?.doubleValue != nil }
        func column(_ name: String, _ line: JSONValue, _ prefix: String, _ write: (Double) -> String)
            -> ReportTable.Column?
        {
            guard let values = line[prefix + "series"]?.arrayValue else { return nil }
            let places = buckets.indices.map { $0 < values.count ? values[$0] : .null }
            return ReportTable.Column(name: name, cells: cells(places + [line[prefix + "collapsed"] ?? .null], write))
        }
        var columns: [ReportTable.Column] = []
        for line in drawn {
            let write = writer(of: line)
            columns += [
                column(name(of: line), line, "", write), column("±", line, "error_", write),
                column(name(of: line) + ", before", line, "compare_", write),
            ].compactMap(\.self)
        }
        if let earlier = answer["compare_buckets"]?.arrayValue {
            let starts = labels(earlier)
            let beside = buckets.indices.map { $0 < starts.count ? starts[$0] : ReportText.nothing }
            columns.append(.init(name: "before", cells: beside + [""], isText: true))
        }
        return byBucket(columns, last: whole ? "whole range" : nil)
    }

    private func histogram(_ line: JSONValue) -> ReportTable {
        let bins = line["bins"]?.arrayValue ?? []
        let isFrequency = question["metric"] == "frequency"
        var columns: [ReportTable.Column] = [
            .init(name: "whole range", cells: bins.map { cell($0["collapsed"]) }),
            .init(name: "share", cells: bins.map { cell($0["share"], ReportText.percent) }),
        ]
        if bins.contains(where: { $0["compare_collapsed"] != nil }) {
            columns.append(.init(name: "before", cells: bins.map { cell($0["compare_collapsed"]) }))
        }
        let buckets = answer["buckets"]?.arrayValue ?? []
        if buckets.count > 1 { columns += perBucket(bins, "series", labels(buckets)) }
        if let earlier = answer["compare_buckets"]?.arrayValue, earlier.count > 1 {
            columns += perBucket(bins, "compare_series", labels(earlier).map { $0 + " (before)" })
        }
        let isMarked = buckets.count > 1 && buckets.contains { $0["incomplete"]?.boolValue == true }
        let below = line["below"].map { ["Below the first bin: \($0.text)."] } ?? []
        return ReportTable(
            title: title(of: line), rowName: isFrequency ? "times" : question["property"]?.stringValue ?? "value",
            rows: bins.map { label($0, isWhole: isFrequency) }, columns: columns, remarks: below,
            hasUnfinished: isMarked)
    }

    private func perBucket(_ bins: [JSONValue], _ key: String, _ labels: [String]) -> [ReportTable.Column] {
        labels.enumerated().map { place, label in
            .init(
                name: label,
                cells: bins.map { bin in
                    let values = bin[key]?.arrayValue ?? []
                    return cell(place < values.count ? values[place] : nil)
                })
        }
    }

    /// A bin has its lower edge and not its upper one.
    private func label(_ bin: JSONValue, isWhole: Bool) -> String {
        guard let from = bin["from"]?.doubleValue else { return ReportText.nothing }
        guard let to = bin["to"]?.doubleValue else { return "\(ReportText.number(from)) and more" }
        guard isWhole else { return "\(ReportText.number(from)) to <\(ReportText.number(to))" }
        return to - from == 1
            ? ReportText.number(from) : "\(ReportText.number(from))–\(ReportText.number(to - 1))"
    }

    /// How the numbers of a line are written.
    private func writer(of line: JSONValue) -> (Double) -> String {
        switch line["format"]?.stringValue {
        case "percent":
            if line["in_percent"]?.boolValue == true { return { ReportText.points($0) } }
            return { ReportText.percent($0) }
        case "currency": return { ReportText.money($0) }
        case .some: return { ReportText.number($0) }
        case nil: break
        }
        switch question["metric"]?.stringValue {
        case "active": return { ReportText.points($0) }
        case "revenue", "arpu", "arppu": return { ReportText.money($0) }
        case "time_spent": return { ReportText.duration(seconds: $0) }
        default: return { ReportText.number($0) }
        }
    }
}
