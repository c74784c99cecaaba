import JSON

/// From which tables an answer was read, and by which SQL.
struct ReportExplanation {
    private let answer: JSONValue

    init(_ answer: JSONValue) { self.answer = answer }

    var lines: [String] {
        let reads = answer["reads"]?.arrayValue ?? []
        let from = reads.map { read in
            let reason = read["because"]?.stringValue.map { ", because " + $0 } ?? ""
            let purpose = read["for"]?.stringValue.map { ", for " + $0 } ?? ""
            return "Read from: \(read["tables"]?.stringValue ?? ReportText.nothing)\(purpose)\(reason)"
        }
        let sql = answer["sql"]?.arrayValue?.compactMap(\.stringValue) ?? []
        // Those of cohorts and segments say so themselves.
        let others = Set(reads.compactMap { $0["for"]?.stringValue })
        return from
            + sql.flatMap { statements -> [String] in
                let isOther = others.contains {
                    statements.hasPrefix("-- \($0)\n") || statements.hasPrefix("-- \($0): ")
                }
                return isOther ? ["", statements + ";"] : ["", "-- chart", statements + ";"]
            }
    }
}
