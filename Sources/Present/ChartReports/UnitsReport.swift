package import JSON

/// People or groups behind a number, as text.
package struct UnitsReport {
    private let units: JSONValue

    package init(_ units: JSONValue) { self.units = units }

    package var text: String {
        let count = units["count"]?.intValue ?? 0
        let shown = units["units"]?.arrayValue ?? []
        var lines = ["\(count) \(noun(count)), as of \(units["as_of"]?.stringValue ?? "")"]
        var header: [String] = []
        for unit in shown {
            for key in unit.objectValue?.keys ?? [] where !header.contains(key) { header.append(key) }
        }
        if !shown.isEmpty {
            let rows = shown.map { unit in
                header.map { key -> String in
                    let value = unit[key] ?? .null
                    return value.isNull ? "" : value.stringValue ?? value.text
                }
            }
            lines += TextGrid(header: header, rows: rows).lines
        }
        if shown.count < count { lines.append("… and \(Int(count) - shown.count) more; --limit names more of them.") }
        return lines.joined(separator: "\n")
    }

    /// `1 user`, `2 people`, `3 groups of type account`.
    private func noun(_ count: Int64) -> String {
        switch units["unit"]?.stringValue ?? "users" {
        case "users": count == 1 ? "user" : "users"
        case "people": count == 1 ? "person" : "people"
        case "groups": count == 1 ? "group" : "groups"
        case let type: "\(count == 1 ? "group" : "groups") of type \(type)"
        }
    }
}
