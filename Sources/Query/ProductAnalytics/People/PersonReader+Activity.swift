internal import JSON
internal import SQL
internal import Warehouse

/// From which end a person's events are read.
package enum ActivityOrder: String, Sendable, CaseIterable { case latest, earliest }

extension PersonReader {
    /// A page of what a person did, by time and sequence.
    /// - Parameters:
    ///   - person: Who it is after all merges, as ``PersonSearch`` finds people.
    ///   - cursor: Where the page before ended; `nil` begins.
    ///   - offset: How many events to leave out before the page; costs more the higher it is, where a cursor doesn't.
    ///   - limit: The most events on the page, at least 1.
    ///   - types: Only events of these types, also inactive ones; `nil` shows all.
    ///   - includesInactive: Whether events are shown that count as no activity.
    package func activity(
        of person: Int64, after cursor: ActivityPage.Cursor? = nil, offset: Int = 0, limit: Int = 100,
        order: ActivityOrder = .latest, types: [String]? = nil, includesInactive: Bool = false
    ) async throws(ChartError) -> ActivityPage {
        let limit = min(max(1, limit), Self.mostEvents)
        let shownTypes = types.map { names in names.compactMap { source.types[$0]?.number }.sorted() }
        if let shownTypes, shownTypes.isEmpty { return ActivityPage([], next: nil) }
        let ofTypes = typeCondition(shownTypes, includesInactive)
        let people = [person] + (try await merged(into: person))
        var condition = "e.uid IN (\(Self.list(people)))"
        var isDone = true
        if readsSteps, source.derived != nil {
            let keys = try await keys(of: person, cursor, offset, limit + 1, order, ofTypes("ev"))
            guard let first = keys.first else { return ActivityPage([], next: nil) }
            let shown = keys.prefix(limit)
            let times = shown.map(\.time)
            let sequences = shown.map(\.sequence).sorted()
            condition += """
                 AND e.event_time BETWEEN make_timestamp(\(times.min() ?? first.time)) AND make_timestamp(\(times.max() ?? first.time))
                AND e.seq BETWEEN \(sequences.first ?? 0) AND \(sequences.last ?? 0) AND e.seq IN (\(Self.list(sequences)))
                """
            isDone = keys.count <= limit
            let events = try await events(condition, order, limit: limit, offset: 0)
            return ActivityPage(events, next: isDone ? nil : events.last.map(\.cursor))
        }
        condition += ofTypes("e.ev")
        if let cursor { condition += " AND " + Self.beyond(cursor, order, time: "e.event_time", sequence: "e.seq") }
        let events = try await events(condition, order, limit: limit + 1, offset: offset)
        isDone = events.count <= limit
        let shown = Array(events.prefix(limit))
        return ActivityPage(shown, next: isDone ? nil : shown.last.map(\.cursor))
    }

    /// The events that came in last, whosever they are, by their time.
    /// - Parameters:
    ///   - limit: The most events, at least 1.
    ///   - types: Only events of these types; `nil` shows all, also inactive ones. They are looked for among the newest
    ///     100,000.
    package func latest(limit: Int = 50, types: [String]? = nil) async throws(ChartError) -> ActivityPage {
        let shownTypes = types.map { names in names.compactMap { source.types[$0]?.number }.sorted() }
        if let shownTypes, shownTypes.isEmpty { return ActivityPage([], next: nil) }
        let newest = """
            e.seq > (SELECT coalesce(max(seq), 0) - \(Self.newest) FROM main.events WHERE project_id = \(source.project))
            """
        let condition = newest + typeCondition(shownTypes, true)("e.ev")
        let events = try await events(condition, .latest, limit: min(max(1, limit), Self.mostEvents), offset: 0)
        return ActivityPage(events, next: nil)
    }

    static let mostEvents = 1_000
    private static let newest = 100_000

    /// Times and sequences of the person's events, in order, from the lists of all event types.
    private func keys(
        of person: Int64, _ cursor: ActivityPage.Cursor?, _ offset: Int, _ limit: Int, _ order: ActivityOrder,
        _ types: String
    ) async throws(ChartError) -> [ActivityPage.Cursor] {
        var condition = "uid = \(person)" + types
        if let cursor { condition += " AND " + Self.beyond(cursor, order, time: "time", sequence: "seq") }
        let direction = order == .latest ? "DESC" : "ASC"
        let rows = try await ids.rows(
            """
            SELECT time, seq FROM (SELECT time, seq FROM main.steps WHERE \(condition)
            UNION ALL SELECT time, seq FROM main.steps_tail WHERE \(condition))
            ORDER BY time \(direction), seq \(direction) LIMIT \(limit) OFFSET \(max(0, offset))
            """)
        return zip(rows.integers(0), rows.integers(1)).map { ActivityPage.Cursor(time: $0, sequence: $1) }
    }

    /// What is asked of an event's type, to be added to other conditions.
    private func typeCondition(_ types: [Int]?, _ includesInactive: Bool) -> (_ column: String) -> String {
        let inactive = inactiveTypes
        return { column in
            if let types { return " AND \(column) IN (\(types.map(String.init).joined(separator: ", ")))" }
            guard !includesInactive, !inactive.isEmpty else { return "" }
            return " AND \(column) NOT IN (\(inactive.map(String.init).joined(separator: ", ")))"
        }
    }

    private static func beyond(
        _ cursor: ActivityPage.Cursor, _ order: ActivityOrder, time: String, sequence: String
    ) -> String {
        let sign = order == .latest ? "<" : ">"
        let moment = "make_timestamp(\(cursor.time))"
        // The first part alone lets whole blocks be left out.
        return """
            \(time) \(sign)= \(moment) AND (\(time) \(sign) \(moment) OR \(sequence) \(sign) \(cursor.sequence))
            """
    }

    private func events(
        _ condition: String, _ order: ActivityOrder, limit: Int, offset: Int
    ) async throws(ChartError) -> [ActivityPage.Event] {
        let direction = order == .latest ? "DESC" : "ASC"
        let rows = try await ids.rows(
            """
            SELECT e.* FROM main.events AS e WHERE e.project_id = \(source.project) AND e.flags & 4 = 0 AND \(condition)
            ORDER BY e.event_time \(direction), e.seq \(direction) LIMIT \(limit) OFFSET \(max(0, offset))
            """)
        guard let timeColumn = rows.columns.firstIndex(where: { $0.name == "event_time" }) else { return [] }
        let names = Dictionary(
            source.types.map { (Int64($0.value.number), (name: $0.key, isActive: $0.value.isActive)) },
            uniquingKeysWith: { first, _ in first })
        return zip(rows.integers(timeColumn), rows.objects()).map { time, object in
            var values = object
            let type = values["ev"]?.intValue.flatMap { names[$0] }
            for key in ["project_id", "ev", "day", "user_bucket", "batch_id"] { values[key] = nil }
            let session = values["session_id"]?.intValue
            return ActivityPage.Event(
                time: time, sequence: values["seq"]?.intValue ?? 0, type: type?.name ?? "",
                isActive: type?.isActive ?? true,
                session: session.flatMap { $0 >= 0 ? $0 : nil }, values: values)
        }
    }
}

extension ActivityPage.Event {
    var cursor: ActivityPage.Cursor { ActivityPage.Cursor(time: time, sequence: sequence) }
}
