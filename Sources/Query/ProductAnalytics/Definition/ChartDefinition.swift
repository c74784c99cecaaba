package import JSON

/// A chart as people write it: what all kinds have in common, and what its kind asks.
package struct ChartDefinition: Sendable {
    /// Which table of events it reads.
    package enum SourceName: Hashable, Sendable {
        /// What was collected for a project.
        case events(project: Int?)
        case explore(model: String, explore: String)
    }

    package var title: String?
    package var source: SourceName
    /// An IANA name; `nil` is the project's zone.
    package var zone: String?
    package var range: ChartRange
    package var interval: ChartInterval
    package var segments: [Segment]
    package var unit: EventRequest.Unit
    /// The share of people to look at, in (0, 1); `nil` is everybody.
    package var sample: Double?
    package var chart: any Chart
    /// The earlier time over which the chart is counted a second time.
    package var comparison: ChartComparison?
    /// The cohorts that segments and breakdowns name, each once.
    package var cohorts: [String]
    /// As it was written, cohorts as texts.
    let written: JSONValue

    /// Reads a definition.
    /// - Throws: ``ChartError/invalid(_:)`` with all that is wrong with it.
    package init(_ definition: JSONValue) throws(ChartError) {
        let definition = CohortReference.asTexts(in: definition)
        written = definition
        var reader = DefinitionReader(definition)
        title = reader.text("title")
        _ = reader.text("description")
        // Which picture shows the numbers is for those who draw them.
        _ = reader.text("show")
        source = reader.source() ?? .events(project: nil)
        zone = reader.text("time_zone")
        interval = reader.choice("interval", or: .day)
        range = Self.range(&reader)
        segments = Self.segments(&reader)
        unit = reader.text("count_by").flatMap { $0 == "person" ? nil : .group(type: $0) } ?? .person
        sample = Self.sample(&reader)
        guard let kind = reader.text("chart"), let type = ChartKinds.all.first(where: { $0.kind == kind }) else {
            let known = ChartKinds.all.map { $0.kind }
            let given = reader.text("chart") ?? ""
            let what = given.isEmpty ? "Say which chart it is." : "There is no chart \"\(given)\"."
            reader.report("chart", what + DefinitionReader.suggestion(for: given, among: known))
            throw .invalid(reader.allProblems)
        }
        chart = type.init(&reader)
        comparison = type.isComparable ? reader.earlierTime() : nil
        var named = segments.flatMap { $0.cohorts + $0.excludedCohorts }
        Self.findCohorts(in: definition, &named)
        cohorts = Array(Set(named)).sorted()
        reader.reportUnknownKeys()
        guard reader.allProblems.isEmpty else { throw .invalid(reader.allProblems) }
    }

    /// Shares are of 10,000, so that a smaller one would have nobody in it.
    private static func sample(_ reader: inout DefinitionReader) -> Double? {
        guard let share = reader.number("sample", in: 0...1) else { return nil }
        if share < 0.0001 {
            reader.report("sample", "A sample is a share of the people: at least 0.0001, one in 10,000, and at most 1.")
        }
        return share < 1 ? share : nil
    }

    /// The segments, each with what `filters` asks of all that is counted.
    private static func segments(_ reader: inout DefinitionReader) -> [Segment] {
        var segments = reader.segments("segments")
        let all = reader.conditions("filters")
        guard !all.isEmpty else { return segments }
        for place in segments.indices {
            let isEverybody = segments[place] == .everybody
            segments[place].filters += all.filters
            segments[place].cohorts += all.cohorts
            segments[place].excludedCohorts += all.excludedCohorts
            if isEverybody { segments[place].name = segments[place].words }
        }
        return segments
    }

    /// The cohorts by which a breakdown anywhere in a definition tells people apart.
    private static func findCohorts(in value: JSONValue, _ found: inout [String]) {
        for item in value.arrayValue ?? [] { findCohorts(in: item, &found) }
        for (key, member) in value.objectValue?.members ?? [] where key != "filters" {
            if key == "group_by" || key == "by" || key == "breakdown" || key == "property" {
                let names = (member.arrayValue ?? [member]).compactMap(\.stringValue)
                found += names.compactMap { PropertyReference($0).cohort }
            }
            findCohorts(in: member, &found)
        }
    }

    private static func range(_ reader: inout DefinitionReader) -> ChartRange {
        reader.object("range") { $0.range() } ?? .last(30, .day, complete: false)
    }
}

extension DefinitionReader {
    /// `{"project": 2}` or `{"model": "shop", "explore": "clicks"}`; `nil` if the key is missing.
    mutating func source() -> ChartDefinition.SourceName? {
        object("source") { source in
            if let model = source.text("model"), let explore = source.text("explore") {
                return .explore(model: model, explore: explore)
            }
            return .events(project: source.integer("project", in: 0...Int(Int32.max)))
        }
    }

    /// The keys of a range in this object: `{"last": 30, "unit": "day", "complete": true}`, `{"from": "2026-03-01", "to":
    /// "2026-03-31"}` with its last day, or `{"since": "2026-03-01"}`.
    mutating func range() -> ChartRange {
        // What is there and wrong has been told once it was read: the rest is asked for all the same, so that it counts as known.
        if has("last") {
            let (count, unit) = (integer("last", in: 1...10_000), choice("unit", or: ChartInterval.day))
            return .last(count ?? 1, unit, complete: flag("complete"))
        }
        if has("from") {
            let hasEnd = has("to")
            let (first, last) = (day("from"), day("to"))
            guard let first else { return .last(30, .day, complete: false) }
            guard hasEnd, let last else { return .since(first) }
            return days(from: first, to: last)
        }
        if has("since") { return day("since").map(ChartRange.since) ?? .last(30, .day, complete: false) }
        if has("to") {
            report("from", "Say the first day, too, such as 2026-03-01.")
        } else {
            report("", "Say the range: last and unit, from and to, or since.")
        }
        return .last(30, .day, complete: false)
    }

    /// A range with its last day.
    private func days(from first: ChartRange.CivilDay, to last: ChartRange.CivilDay) -> ChartRange {
        if (last.year, last.month, last.day) < (first.year, first.month, first.day) {
            report("to", "The last day, \(last), lies before the first one, \(first). Swap them.")
        }
        let calendar = ChartCalendar()
        let start = calendar.start(year: last.year, month: last.month, day: last.day) ?? 0
        let next = calendar.civil(calendar.adding(1, .day, to: start))
        return .days(from: first, until: .init(year: next.year, month: next.month, day: next.day))
    }

    private mutating func day(_ key: String) -> ChartRange.CivilDay? {
        guard let text = text(key) else { return nil }
        if let day = ChartRange.CivilDay(text) { return day }
        report(key, "\"\(text)\" is no day; write it as 2026-03-01.")
        return nil
    }
}
