import JSON

/// From which tables an answer was read, and by which SQL.
struct ReportExplanation {
    private let answer: JSONValue

    init(_ answer: JSONValue) { self.answer = answer }

    var lines: [String] {
        let reads = answer["reads"]?.arrayValue ?? []
        let from = reads.map { read in
            let reason = read["because"]?.stringValue.map { ", because " + $0 } ?? ""
            return "Read from: \(read["tables"]?.stringValue ?? ReportText.nothing)\(reason)"
        }
        return from + (answer["sql"]?.arrayValue?.compactMap(\.stringValue) ?? []).flatMap { ["", $0 + ";"] }
    }
}
