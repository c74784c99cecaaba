package import JSON

/// A chart's answer as text for the terminal: what it means, its numbers as tables, and what a reader should know.
package struct ChartReport {
    private let answer: JSONValue
    private let question: JSONValue
    private let title: String?
    private let explains: Bool

    /// - Parameters:
    ///   - answer: With `data`, up to when its numbers are complete, if that is known.
    ///   - question: The definition that was asked.
    ///   - explains: Whether to say what was read, and by which SQL.
    package init(_ answer: JSONValue, question: JSONValue, title: String?, explains: Bool) {
        self.answer = answer
        self.question = question
        self.title = title
        self.explains = explains
    }

    package var text: String {
        let tables = tables(of: answer)
        var lines = head + body(tables)
        var isMarked = tables.contains(where: \.hasUnfinished)
        if let past = answer["past"] {
            var members = past.objectValue ?? JSONObject()
            // It has the steps of the time that the chart is about.
            if members["steps"] == nil { members["steps"] = answer["steps"] }
            let earlier = self.tables(of: .object(members))
            lines += ["", "\(range(past["range"])), with which it is compared:"] + body(earlier)
            isMarked = isMarked || earlier.contains(where: \.hasUnfinished)
            lines += notes(of: past)
        }
        lines += notes(of: answer)
        if isMarked { lines.append("\(ReportTable.unfinished) has not ended yet.") }
        if explains { lines += [""] + ReportExplanation(answer).lines }
        return lines.joined(separator: "\n")
    }

    /// Of the time that a chart is compared with, it is laid out as the chart.
    private func tables(of answer: JSONValue) -> [ReportTable] {
        ChartTables(kind: self.answer["chart"]?.stringValue ?? "", answer: answer, question: question).tables
    }

    private var head: [String] {
        var lines = [title ?? answer["title"]?.stringValue, answer["definition"]?.stringValue].compactMap(\.self)
        lines.append(
            "\(range(answer["range"])), \(said("time_zone")), of \(said("source")), as of \(said("as_of")).")
        lines += dataTime
        if let sample = answer["sampled"]?.doubleValue {
            lines.append("Sampled: \(ReportText.percent(sample)) of the people; counts are scaled up.")
        }
        if let coverage = answer["coverage"]?["words"]?.stringValue { lines.append(coverage) }
        for cohort in answer["cohorts"]?.arrayValue ?? [] {
            let unknown = cohort["unknown_ids"]?.intValue.map { "; \(ReportText.count($0, "unknown id"))" } ?? ""
            lines.append(
                "Cohort \(cohort["name"]?.stringValue ?? ""): "
                    + ReportText.count(cohort["size"]?.intValue ?? 0, "member")
                    + ", as of \(cohort["as_of"]?.stringValue ?? "")\(unknown).")
        }
        return lines
    }

    /// Up to when the numbers are complete, and what should have come by now.
    private var dataTime: [String] {
        guard let data = answer["data"] else { return [] }
        let complete = data["complete_through"]?.stringValue.map { ["Data up to \($0)."] } ?? []
        let late = (data["late"]?.arrayValue ?? []).map { source in
            let since = source["late_since"]?.stringValue.map { ", since \($0)" } ?? ""
            return "Late: \(source["label"]?.stringValue ?? source["name"]?.stringValue ?? "")\(since)."
        }
        return complete + late
    }

    private func body(_ tables: [ReportTable]) -> [String] { tables.flatMap { [""] + $0.lines } }

    private func notes(of answer: JSONValue) -> [String] {
        let notes = answer["notes"]?.arrayValue?.compactMap(\.stringValue) ?? []
        return notes.isEmpty ? [] : [""] + notes.map { "Note: " + $0 }
    }

    /// The end of a range is not in it.
    private func range(_ range: JSONValue?) -> String {
        let (from, to) = (range?["from"]?.stringValue ?? "", range?["to"]?.stringValue ?? "")
        return "From \(ReportText.moment(from)) to before \(ReportText.moment(to))"
    }

    private func said(_ key: String) -> String { answer[key]?.stringValue ?? ReportText.nothing }
}
