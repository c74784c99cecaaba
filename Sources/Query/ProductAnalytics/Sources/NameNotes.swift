internal import SQL
internal import Warehouse

/// What to say of names that a chart asks for and that were never collected: without it a misspelt one looks like something that
/// nobody did. Types of events are known; properties are looked up only where nothing was found by them.
struct NameNotes: Sendable {
    let log: EventLog
    private let names: AskedNames.Names

    init(_ log: EventLog) {
        self.log = log
        names = log.asked.all
    }

    /// None where the look-up fails: the numbers are there without it.
    func notes() async -> [String] {
        if let source = log.source as? CanonicalEvents { return await notes(on: source) }
        return await notesOnEvents()
    }

    private func notes(on source: CanonicalEvents) async -> [String] {
        if source.types.isEmpty { return ["No event of project \(source.project) was ever collected."] }
        let known = source.eventNames
        var notes = names.events.filter { source.types[$0] == nil }.sorted().map { name in
            "No event \"\(name)\" was ever collected." + NearestWord.question(name, among: known)
        }
        let numberless = names.readNumbers.subtracting(names.numbers)
            .filter {
                if case .column(let name) = $0 { CanonicalEvents.textColumns.contains(name) } else { $0 != .amount }
            }
        let asked = names.missed.union(numberless).flatMap(source.sources(of:))
        let missed = Set(asked).filter { if case .column = $0 { false } else { $0 != .amount } }
        let properties = missed.isEmpty ? [] : await newestProperties(of: source)
        for property in missed.union(numberless).sorted(by: { $0.description < $1.description }) {
            let text = property.description
            if missed.contains(property), !properties.isEmpty, !properties.contains(text) {
                notes.append(Self.unknown(property, properties))
            } else if numberless.contains(property) {
                notes.append("No value of \(text) is a number here, so there is nothing to add up or to average.")
            }
        }
        return notes
    }

    /// So many of the newest events are looked at, as where properties are listed.
    private static let looked = 20_000

    private static func unknown(_ property: PropertyReference, _ known: Set<String>) -> String {
        guard case .membership(let type) = property else {
            return "None of the newest 20,000 events has the property \"\(property)\"."
                + NearestWord.question(property.description, among: known)
        }
        let types = known.compactMap { name -> String? in
            if case .membership(let type) = PropertyReference(name) { type } else { nil }
        }
        return "None of the newest 20,000 events has a group of the type \"\(type)\"."
            + (types.isEmpty ? "" : " There are: \(types.sorted().joined(separator: ", ")).")
    }

    /// The properties and the types of groups of the newest events; empty if that can't be found out.
    private func newestProperties(of source: CanonicalEvents) async -> Set<String> {
        let sql = """
            WITH newest AS (
              SELECT event_properties, user_properties, groups, group_properties FROM main.events
              WHERE project_id = \(source.project) AND flags & 4 = 0 ORDER BY seq DESC LIMIT \(Self.looked)
            )
            SELECT DISTINCT name FROM (
              SELECT 'event.' || unnest(json_keys(event_properties)) AS name FROM newest
              UNION ALL SELECT 'user.' || unnest(json_keys(user_properties)) FROM newest
              UNION ALL SELECT 'group:' || unnest(json_keys(groups)) FROM newest
              UNION ALL SELECT 'group.' || type || '.' || unnest(json_keys(properties)) FROM (
                SELECT key AS type, value AS properties FROM newest, json_each(group_properties)
              )
            )
            """
        return Set(await texts(Statement(sql, label: log.label + ": names", timeLimit: .seconds(20))) ?? [])
    }

    /// The rows of an explore know their types themselves.
    private func notesOnEvents() async -> [String] {
        guard !names.missedEvents.isEmpty, let type = try? log.source.property(.eventType) else { return [] }
        let source = log.source
        var select = SelectStatement(columns: [.init(type.text, as: "name")], from: source.from)
        select.joins = source.joinsWithoutPerson
        select.conditions = source.conditions + ["\(type.text) IS NOT NULL"]
        select.grouping = .columns([1])
        select.limit = Self.mostTypes
        var statement = ChartStatement(select, dialect: log.warehouse.dialect, label: log.label).statement
        statement.timeLimit = .seconds(20)
        // Whoever sees no rows learns nothing of names.
        guard let known = await texts(statement), !known.isEmpty, known.count < Self.mostTypes else { return [] }
        return names.missedEvents.subtracting(known).sorted().map { name in
            "\(source.name) has no event \"\(name)\"." + NearestWord.question(name, among: known)
        }
    }

    private static let mostTypes = 2_000

    private func texts(_ statement: Statement) async -> [String]? {
        guard let rows = try? await log.warehouse.rows(statement) else { return nil }
        return rows.texts(0).compactMap { $0 }
    }
}
