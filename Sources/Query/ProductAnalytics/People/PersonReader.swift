internal import JSON
internal import SQL
package import Warehouse

/// Reads what is known of people, and what they did.
///
/// Where the tables beside the events answer, only a few blocks of each event type's list are looked at to find a
/// person's events, and then only the stretch of the events between the first and the last one wanted.
package struct PersonReader: Sendable {
    let source: CanonicalEvents
    let warehouse: any Warehouse
    let label: String
    /// Whether the tables beside the events may answer.
    package var readsSteps = true

    package init(source: CanonicalEvents, warehouse: any Warehouse, label: String) {
        self.source = source
        self.warehouse = warehouse
        self.label = label
    }

    /// - Parameter number: Any number that the person ever had.
    /// - Returns: `nil` if there is nobody of this number.
    package func page(of number: Int64) async throws(ChartError) -> PersonPage? {
        guard let person = try await ids.people(numbers: [number])[number] else { return nil }
        let merged = try await merged(into: person)
        let rows = try await ids.rows(
            "SELECT * FROM main.usr AS u WHERE u.project_id = \(source.project) AND u.uid = \(person)")
        var columns = rows.objects().first ?? JSONObject()
        let userID = columns["user_id"]?.stringValue
        let properties = columns["properties"]?.objectValue ?? JSONObject()
        let known = [
            "uid", "project_id", "user_id", "device_id", "first_seen", "last_seen", "properties", "initial_properties",
        ]
        for key in known { columns[key] = nil }
        let everybody = Self.list([person] + merged)
        let devices = try await ids.rows(
            """
            SELECT DISTINCT d.device_id FROM main.devices AS d
            WHERE d.project_id = \(source.project) AND (d.uid IN (\(everybody)) OR d.last_uid IN (\(everybody))) ORDER BY 1
            """)
        var page = PersonPage(
            person: person, merged: merged, userID: userID, devices: devices.texts(0).compactMap { $0 }, firstUsed: 0,
            lastUsed: 0, events: 0, activeEvents: 0, sessions: 0, sessionTime: 0, purchases: 0, revenue: 0,
            properties: properties, columns: columns, groups: JSONObject())
        try await count(of: [person] + merged, into: &page)
        return page
    }

    /// The cohorts of these that a person is in, by name.
    package func cohorts(
        of person: Int64, among names: [String], _ evaluator: CohortEvaluator
    ) async throws(ChartError) -> [String] {
        let members = try await evaluator.members(of: names, unit: .person)
        return members.filter { $0.value.units.contains(person) }.keys.sorted()
    }

    var ids: PersonIDs { PersonIDs(source: source, warehouse: warehouse, label: label) }

    func merged(into person: Int64) async throws(ChartError) -> [Int64] {
        try await ids.rows("SELECT m.old FROM main.merges AS m WHERE m.canonical = \(person) ORDER BY 1").integers(0)
    }

    static func list(_ numbers: [Int64]) -> String { numbers.map(String.init).joined(separator: ", ") }

    /// Types that count as no activity, as numbers.
    var inactiveTypes: [Int] { source.types.values.filter { !$0.isActive }.map(\.number).sorted() }

    /// By the clock of the device, where all events of the session came with its time.
    private static let sessionLength: SQLExpression = """
        CASE WHEN COUNT(client) = COUNT(*) THEN CAST(epoch_us(MAX(client)) AS HUGEINT) - epoch_us(MIN(client)) \
        ELSE epoch_us(MAX(happened)) - epoch_us(MIN(happened)) END
        """

    private func count(of people: [Int64], into page: inout PersonPage) async throws(ChartError) {
        var mine = SelectStatement(
            columns: [
                .init(source.time, as: "happened"), .init("e.client_event_time", as: "client"),
                .init("e.seq", as: "seq"),
                .init(source.session ?? "NULL", as: "session"),
                .init(source.isActive, as: "active"),
                .init(try source.property(.amount).number, as: "revenue"), .init("e.groups", as: "grp"),
            ], from: source.from)
        mine.conditions = source.conditions + ["e.uid IN (\(raw: Self.list(people)))"]
        if readsSteps, source.derived != nil {
            let rows = try await ids.rows(
                """
                SELECT min(time), max(time) FROM (SELECT time FROM main.steps WHERE uid = \(page.person)
                UNION ALL SELECT time FROM main.steps_tail WHERE uid = \(page.person))
                """)
            guard let from = rows.optionalIntegers(0).first ?? nil, let to = rows.optionalIntegers(1).first ?? nil
            else { return }
            let time = warehouse.dialect.time
            mine.conditions.append("e.event_time BETWEEN \(time.constant(from)) AND \(time.constant(to))")
        }
        var sessions = SelectStatement(
            columns: [.init(Self.sessionLength, as: "length")],
            from: .table("mine", alias: "s"))
        sessions.conditions = ["active", "session IS NOT NULL"]
        sessions.columns.append(.init("session", as: "session"))
        sessions.grouping = .columns([2])
        let totals = SelectStatement(
            columns: [
                .init("COUNT(*)", as: "events"), .init("COUNT(*) FILTER (WHERE active)", as: "active_events"),
                .init("MIN(happened)", as: "first_used"), .init("MAX(happened)", as: "last_used"),
                .init("COUNT(*) FILTER (WHERE revenue > 0)", as: "purchases"),
                .init("coalesce(SUM(revenue), 0.0)", as: "revenue"),
                .init("arg_max(grp, seq) FILTER (WHERE grp IS NOT NULL)", as: "groups"),
                .init("(SELECT COUNT(*) FROM cut)", as: "sessions"),
                .init(
                    // As in charts, sessions of more than 24 hours have no length.
                    """
                    (SELECT CAST(coalesce(SUM(length) FILTER (WHERE length <= \(raw: String(ChartCalendar.day))), 0) AS BIGINT) \
                    FROM cut)
                    """, as: "session_time"),
            ], from: .table("mine", alias: "x"))
        let query = QueryStatement(
            commonTables: [.init(name: "mine", body: .select(mine)), .init(name: "cut", body: .select(sessions))],
            select: totals)
        let (sql, parameters) = SQLRenderer.render(query, dialect: warehouse.dialect)
        let rows = try await ids.rows(sql, parameters)
        func integer(_ column: Int) -> Int64 { rows.integers(column).first ?? 0 }
        let values = rows.objects().first ?? JSONObject()
        page.events = Int(integer(0))
        guard page.events > 0 else { return }
        page.activeEvents = Int(integer(1))
        (page.firstUsed, page.lastUsed) = (integer(2), integer(3))
        page.purchases = Int(integer(4))
        page.revenue = values["revenue"]?.doubleValue ?? 0
        page.groups = values["groups"]?.objectValue ?? JSONObject()
        (page.sessions, page.sessionTime) = (Int(integer(7)), integer(8))
    }
}
