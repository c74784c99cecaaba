import JSON

/// A chart's answer as text for the terminal: what it means, its numbers as tables, and what a reader should know.
///
/// All kinds of charts go one way: what an answer lists at its top with a place for each number (buckets, steps, intervals)
/// becomes rows, and every list of as many numbers in a series a column.
struct ChartReport {
    private let answer: JSONValue
    private let title: String?
    private let explains: Bool

    init(_ answer: JSONValue, title: String?, explains: Bool) {
        self.answer = answer
        self.title = title
        self.explains = explains
    }

    private static let head: Set<String> = [
        "chart", "title", "definition", "source", "time_zone", "range", "as_of", "sampled", "reads", "sql", "notes",
    ]
    private static let axes = ["buckets", "steps", "intervals", "brackets", "days", "length_bins"]
    /// Columns that fit beside each other.
    private static let widest = 8

    var text: String {
        var lines: [String] = []
        if let title = title ?? answer["title"]?.stringValue { lines.append(title) }
        lines.append(answer["definition"]?.stringValue ?? "")
        let range = answer["range"]
        lines.append(
            "From \(scalar(range?["from"])) to \(scalar(range?["to"])), \(scalar(answer["time_zone"])), of "
                + "\(scalar(answer["source"])), as of \(scalar(answer["as_of"])).")
        if let sample = answer["sampled"]?.doubleValue {
            lines.append("Sampled: \(Self.number(sample * 100)) % of the people; counts are scaled up.")
        }
        let body = body
        if !body.isEmpty { lines += [""] + body }
        let notes = answer["notes"]?.arrayValue?.compactMap(\.stringValue) ?? []
        if !notes.isEmpty { lines += [""] + notes.map { "Note: " + $0 } }
        if hasIncomplete { lines.append("* has not ended yet.") }
        if explains { lines += [""] + explanation }
        return lines.joined(separator: "\n")
    }

    private var explanation: [String] {
        let reads = answer["reads"]?.arrayValue ?? []
        let from = reads.map { read in
            let reason = read["because"]?.stringValue.map { ", because " + $0 } ?? ""
            return "Read from: " + scalar(read["tables"]) + reason
        }
        return from + (answer["sql"]?.arrayValue?.compactMap(\.stringValue) ?? []).flatMap { ["", $0 + ";"] }
    }

    private var hasIncomplete: Bool {
        answer["buckets"]?.arrayValue?.contains { $0["incomplete"]?.boolValue == true } ?? false
    }

    private var body: [String] {
        var lines: [String] = []
        for (key, value) in answer.objectValue?.members ?? [] where !Self.head.contains(key) {
            if Self.axes.contains(key), value.arrayValue != nil { continue }
            lines += render(key, value)
        }
        return lines
    }

    private func render(_ key: String, _ value: JSONValue) -> [String] {
        switch value {
        case .array(let elements) where elements.contains { $0.objectValue != nil }:
            return table(key, elements.compactMap(\.objectValue))
        case .object(let object):
            return ["\(words(key)):"] + object.members.flatMap { render($0.key, $0.value) }.map { "  " + $0 }
        default: return ["\(words(key)): \(scalar(value))"]
        }
    }

    /// What rows are called where a list has a number for each of them.
    private func axis(of count: Int) -> (name: String, labels: [String])? {
        for name in Self.axes {
            guard let places = answer[name]?.arrayValue, places.count == count, count > 1 else { continue }
            return (name == "buckets" ? "start" : words(name), places.map(label))
        }
        return nil
    }

    private func label(_ place: JSONValue) -> String {
        if let start = place["start"]?.stringValue {
            return Self.short(start) + (place["incomplete"]?.boolValue == true ? "*" : "")
        }
        return place["name"]?.stringValue ?? scalar(place)
    }

    private func table(_ key: String, _ series: [JSONObject]) -> [String] {
        let counts = series.flatMap { $0.members.compactMap { $0.value.arrayValue }.filter(isPlain).map(\.count) }
        let axes = Set(counts).sorted(by: >).compactMap { count in axis(of: count).map { (count, $0) } }
        var lines: [String] = []
        for (count, axis) in axes {
            var columns: [(name: String, cells: [String])] = []
            for (place, line) in series.enumerated() {
                let lists = line.members.filter { member in
                    member.value.arrayValue.map { $0.count == count && isPlain($0) } ?? false
                }
                let name = name(of: line) ?? (series.count > 1 ? "\(place)" : "")
                for list in lists {
                    let parts = [name, lists.count > 1 || name.isEmpty ? words(list.key) : ""].filter { !$0.isEmpty }
                    columns.append((parts.joined(separator: ": "), list.value.arrayValue?.map(scalar) ?? []))
                }
            }
            var start = 0
            while start < columns.count {
                let part = columns[start..<min(columns.count, start + Self.widest)]
                let rows = axis.labels.indices.map { row in [axis.labels[row]] + part.map { $0.cells[row] } }
                lines += TextGrid(header: [axis.name] + part.map(\.name), rows: rows).lines + [""]
                start += Self.widest
            }
        }
        lines += rest(key, series, without: Set(axes.map(\.0)))
        while lines.last == "" { lines.removeLast() }
        return lines
    }

    /// What of the series has no place on an axis: single values and short lists as a table, lists of objects below.
    private func rest(_ key: String, _ series: [JSONObject], without counts: Set<Int>) -> [String] {
        var header: [String] = []
        for line in series {
            for (key, value) in line.members where isCell(value, without: counts) && !header.contains(key) {
                header.append(key)
            }
        }
        var lines: [String] = []
        let says = header.contains { !["segment", "group", "event", "label", "other"].contains($0) }
        if says {
            let rows = series.map { line in header.map { scalar(line[$0]) } }
            lines += ["\(words(key)):"] + TextGrid(header: header.map(words), rows: rows).lines + [""]
        }
        for line in series {
            for (key, value) in line.members {
                let isList = value.arrayValue?.contains { $0.objectValue != nil || $0.arrayValue != nil } ?? false
                guard isList || value.objectValue != nil else { continue }
                let heading = [name(of: line), words(key)].compactMap(\.self).joined(separator: ": ")
                lines += render(heading, value).map { "  " + $0 } + [""]
            }
        }
        return lines
    }

    private func isPlain(_ list: [JSONValue]) -> Bool {
        list.allSatisfy { $0.objectValue == nil && $0.arrayValue == nil }
    }

    private func isCell(_ value: JSONValue, without counts: Set<Int>) -> Bool {
        if let list = value.arrayValue { return isPlain(list) && !counts.contains(list.count) }
        return value.objectValue == nil
    }

    /// Event, segment and group, as far as they tell series apart.
    private func name(of line: JSONObject) -> String? {
        var parts: [String] = []
        for key in ["label", "name", "event", "value"] {
            if parts.isEmpty, let text = line[key]?.stringValue { parts.append(text) }
        }
        if let segment = line["segment"]?.stringValue, segment != "All users" { parts.append(segment) }
        if let group = line["group"], !group.isNull, group.arrayValue?.isEmpty != true { parts.append(scalar(group)) }
        if line["other"]?.boolValue == true { parts.append("(other)") }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    private func words(_ key: String) -> String { key.replacing("_", with: " ") }

    private func scalar(_ value: JSONValue?) -> String {
        switch value {
        case nil, .null?: return "–"
        case .string(let text)?: return text
        case .double(let number)?: return Self.number(number)
        case .array(let list)?: return list.map(scalar).joined(separator: ", ")
        case .object(let object)?:
            return object.members.map { "\(words($0.key)) \(scalar($0.value))" }.joined(separator: ", ")
        case let other?: return other.text
        }
    }

    /// Four digits behind the point at most.
    private static func number(_ value: Double) -> String {
        let rounded = (value * 10_000).rounded() / 10_000
        if let whole = Int64(exactly: rounded) { return String(whole) }
        return String(rounded)
    }

    /// A day without its midnight: `2026-03-08T00:00:00Z` as `2026-03-08`.
    private static func short(_ moment: String) -> String {
        guard moment.count > 16, moment.dropFirst(10).hasPrefix("T00:00:00") else { return String(moment.prefix(16)) }
        return String(moment.prefix(10))
    }
}

/// People or groups behind a number, as text.
struct UnitsReport {
    let units: JSONValue

    init(_ units: JSONValue) { self.units = units }

    var text: String {
        let count = units["count"]?.intValue ?? 0
        let shown = units["units"]?.arrayValue ?? []
        var lines = ["\(count) \(units["unit"]?.stringValue ?? "users"), as of \(units["as_of"]?.stringValue ?? "")"]
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
}
