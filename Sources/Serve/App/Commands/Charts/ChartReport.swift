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
        "coverage", "past",
    ]
    private static let axes = ["buckets", "steps", "intervals", "brackets", "days", "length_bins"]
    /// Elements of a list in one cell.
    private static let longestList = 12
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
        if let coverage = answer["coverage"]?["words"]?.stringValue { lines.append(coverage) }
        let body = body
        if !body.isEmpty { lines += [""] + body }
        if let past = answer["past"] {
            let range = past["range"]
            lines += ["", "From \(scalar(range?["from"])) to \(scalar(range?["to"])), with which it is compared:", ""]
            lines += ChartReport(past, title: nil, explains: false).body
        }
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
        case .array(let elements) where elements.contains { !isPlain($0.arrayValue ?? []) }:
            return elements.enumerated().flatMap { render("\(key) \($0.offset)", $0.element) + [""] }
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
        // Series that have no name are those of the buckets.
        let places = self.axis(of: series.count)?.labels ?? series.map { _ in "all" }
        for (count, axis) in axes {
            func lists(_ line: JSONObject) -> [(key: String, value: JSONValue)] {
                line.members.filter { $0.value.arrayValue.map { $0.count == count && isPlain($0) } ?? false }
            }
            let most = series.map { lists($0).count }.max() ?? 0
            let standsAlone = most > 1 && series.count > 1 && most * series.count > Self.widest
            var columns: [(name: String, cells: [String])] = []
            for (place, line) in series.enumerated() {
                let name = name(of: line) ?? (series.count > 1 ? places[place] : "")
                for list in lists(line) {
                    let parts =
                        standsAlone ? [words(list.key)] : [name, most > 1 || name.isEmpty ? words(list.key) : ""]
                    columns.append(
                        (
                            parts.filter { !$0.isEmpty }.joined(separator: ": "),
                            list.value.arrayValue?.map(scalar) ?? []
                        ))
                }
                if standsAlone, !columns.isEmpty {
                    lines += [name + ":"] + grids(columns, beside: axis)
                    columns = []
                }
            }
            lines += grids(columns, beside: axis)
        }
        lines += rest(key, series, without: Set(axes.map(\.0)))
        while lines.last == "" { lines.removeLast() }
        return lines
    }

    /// As many columns beside each other as are readable.
    private func grids(_ columns: [(name: String, cells: [String])], beside axis: (name: String, labels: [String]))
        -> [String]
    {
        stride(from: 0, to: columns.count, by: Self.widest).flatMap { start in
            let part = columns[start..<min(columns.count, start + Self.widest)]
            let rows = axis.labels.indices.map { row in [axis.labels[row]] + part.map { $0.cells[row] } }
            return TextGrid(header: [axis.name] + part.map(\.name), rows: rows).lines + [""]
        }
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
        header.removeAll { $0.hasSuffix("_kind") }
        let says = header.contains { !["segment", "group", "event", "label", "other", "name", "days"].contains($0) }
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
        if let part = line["of"], let whole = line["in"] { parts.append("\(scalar(part)) ÷ \(scalar(whole))") }
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
        case .array(let list)?:
            let shown = list.prefix(Self.longestList).map(scalar).joined(separator: ", ")
            return shown + (list.count > Self.longestList ? ", …" : "")
        case .object(let object)?:
            return object.members.map { "\(words($0.key)) \(scalar($0.value))" }.joined(separator: ", ")
        case let other?: return other.text
        }
    }

    /// Shares and other small numbers with four digits behind the point at most, large ones with fewer.
    private static func number(_ value: Double) -> String {
        let scale: Double = abs(value) >= 1_000 ? 1 : abs(value) >= 100 ? 10 : 10_000
        let rounded = (value * scale).rounded() / scale
        return Int64(exactly: rounded).map(String.init) ?? String(rounded)
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
