import JSON

/// The numbers of an answer as tables, as its kind lays them out.
///
/// Each kind has an extension of its own, since each lists its numbers in its own way.
struct ChartTables {
    let kind: String
    let answer: JSONValue
    /// The definition that was asked: answers don't repeat what they were asked by.
    let question: JSONValue

    var tables: [ReportTable] {
        switch kind {
        case "segmentation": segmentation
        case "funnel": funnel
        case "retention": retention
        case "lifecycle": lifecycle
        case "active_users": activeUsers
        case "stickiness": stickiness
        case "usage_interval": usageInterval
        case "engagement": engagement
        case "journeys": journeys
        case "sessions": sessions
        case "revenue_ltv": revenueLTV
        case "attribution": attribution
        case "impact": impact
        default: []
        }
    }

    // MARK: What kinds have in common

    var series: [JSONValue] { answer["series"]?.arrayValue ?? [] }

    /// What is counted.
    var units: String { question["count_by"].map { $0 == "person" ? "users" : "groups" } ?? "users" }

    /// The length of a bucket.
    var interval: String { question["interval"]?.stringValue ?? "day" }

    /// Event, segment and group of a series.
    func name(of line: JSONValue) -> String {
        var parts: [String] = []
        if let label = line["label"]?.stringValue { parts.append(letter(of: line) + label) }
        let segment = line["segment"]?.stringValue
        if let segment, segment != "All users" { parts.append(segment) }
        if let group = line["group"]?.arrayValue {
            parts.append(group.map { $0.stringValue ?? $0.text }.joined(separator: ", "))
        } else if let group = line["group"]?.stringValue {
            parts.append(group)
        }
        if line["other"]?.boolValue == true { parts.append("Other") }
        if line["group_kind"]?.stringValue == "did_not_reach" {
            let step = question["breakdown"]?["at"]?.intValue.map { "step \($0)" } ?? "the step of the breakdown"
            parts.append("did not reach \(step)")
        }
        return parts.isEmpty ? segment ?? "All" : parts.joined(separator: ", ")
    }

    /// The letter by which formulas know an event, where another one is called the same.
    private func letter(of line: JSONValue) -> String {
        guard let event = line["event"]?.intValue, (0..<26).contains(event) else { return "" }
        let others = series.contains {
            $0["label"] == line["label"] && $0["event"] != nil && $0["event"] != line["event"]
        }
        guard others, let letter = Unicode.Scalar(65 + UInt32(event)) else { return "" }
        return "\(Character(letter)): "
    }

    /// Over a table of one of several series.
    func title(of line: JSONValue, _ words: String = "") -> String {
        let name = series.count > 1 ? name(of: line) : ""
        return [name, words].filter { !$0.isEmpty }.joined(separator: ": ")
    }

    /// The starts of buckets, marked where they had not ended.
    func labels(_ buckets: [JSONValue]) -> [String] {
        zip(ReportText.moments(buckets.map { $0["start"]?.stringValue ?? "" }), buckets).map { start, bucket in
            start + (bucket["incomplete"]?.boolValue == true ? ReportTable.unfinished : "")
        }
    }

    /// A table with a row for each bucket, and one more where the range as a whole has a number.
    func byBucket(
        _ columns: [ReportTable.Column], title: String = "", buckets: [JSONValue]? = nil, of rowName: String? = nil,
        last: String? = nil
    ) -> ReportTable {
        let buckets = buckets ?? answer["buckets"]?.arrayValue ?? []
        return ReportTable(
            title: title, rowName: rowName ?? interval, rows: labels(buckets) + (last.map { [$0] } ?? []),
            columns: columns, hasUnfinished: buckets.contains { $0["incomplete"]?.boolValue == true })
    }

    /// A column of numbers, and where only a sample was looked at one that says how far they may be off.
    func columns(
        _ line: JSONValue?, _ key: String, _ name: String, _ write: (Double) -> String = ReportText.number
    ) -> [ReportTable.Column] {
        guard let values = line?[key]?.arrayValue else { return [] }
        var columns = [ReportTable.Column(name: name, cells: cells(values, write))]
        if let errors = line?[key + "_errors"]?.arrayValue {
            columns.append(.init(name: "±", cells: cells(errors, write)))
        }
        return columns
    }

    func cells(_ values: [JSONValue]?, _ write: (Double) -> String = ReportText.number) -> [String] {
        (values ?? []).map { cell($0, write) }
    }

    func cell(_ value: JSONValue?, _ write: (Double) -> String = ReportText.number) -> String {
        value?.doubleValue.map(write) ?? ReportText.nothing
    }
}
