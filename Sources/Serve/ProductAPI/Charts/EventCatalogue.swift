internal import Content
internal import JSON
internal import ProductAnalytics
internal import SQL
internal import Warehouse

/// What was collected: the types of events, and the properties that they were seen with, with what is planned of them.
struct EventCatalogue: Sendable {
    let sources: ChartSources
    /// The project whose events are looked at.
    let number: Int
    let words: PlannedWords
    let calendar: ChartCalendar
    let label: String

    var warehouse: any Warehouse { sources.warehouse }

    /// Properties are looked for among so many of the newest events.
    private static let looked = 20_000
    /// What charts write before the properties of the event itself; of other properties nothing is planned.
    private static let ownPrefix = "event."

    /// Every type with how many events there are, the first and the last time, whether they count as activity, and what is
    /// planned of it; the most frequent first.
    func types() async throws -> JSONValue {
        let rows = try await rows(
            """
            SELECT t.name, t.is_active, coalesce(e.n, 0), epoch_us(e.first), epoch_us(e.last), coalesce(e.people, 0)
            FROM main.event_types AS t LEFT JOIN (
              SELECT ev, count(*) AS n, min(event_time) AS first, max(event_time) AS last,
                approx_count_distinct(uid) AS people
              FROM main.events WHERE project_id = \(number) AND flags & 4 = 0 GROUP BY ev
            ) AS e ON e.ev = t.ev
            WHERE t.project_id = \(number) ORDER BY 3 DESC, 1
            """)
        return .array(rows.map { batch, row in describe(batch, row) })
    }

    private func describe(_ batch: ColumnBatch, _ row: Int) -> JSONValue {
        let name = batch.columns[0].text(row) ?? ""
        let last = batch.columns[4].integer(row)
        let planned = words.event(name)
        return [
            "name": .string(name), "active": .bool(batch.columns[1].flag(row)),
            "count": .int(batch.columns[2].integer(row) ?? 0),
            "first_seen": time(batch.columns[3].integer(row)), "last_seen": time(last),
            "people_about": .int(batch.columns[5].integer(row) ?? 0),
            "display_name": .string(planned?.displayName ?? ""),
            "description": .string(planned?.description ?? ""),
            "category": .string(planned?.category ?? ""),
            "status": .string(PlannedWords.status(of: planned, hasCome: last != nil)),
        ]
    }

    /// Properties among the newest events, of one type or all, by how often they were seen, with what is planned of them; and
    /// the whole plan of the type.
    /// - Returns: `nil` if there is no such type.
    func properties(of type: String?) async throws -> JSONValue? {
        var condition = "project_id = \(number)"
        if let type {
            let types = try await rows(
                "SELECT ev FROM main.event_types WHERE project_id = \(number) AND name = ?", [.text(type)])
            guard let (batch, row) = types.first, let ev = batch.columns[0].integer(row) else { return nil }
            condition += " AND ev = \(ev)"
        }
        func keys(_ column: String, _ prefix: String) -> String {
            """
            SELECT '\(prefix)' || k AS name, count(*) AS n FROM (
              SELECT unnest(json_keys(\(column))) AS k FROM newest
            ) GROUP BY k
            """
        }
        let objects = [
            keys("event_properties", Self.ownPrefix), keys("user_properties", "user."), keys("groups", "group:"),
        ]
        let columns = Self.columns.map { column in
            "SELECT '\(column)' AS name, count(\(column)) AS n FROM newest"
        }
        let derived = try await derivedCounts()
        let sql = """
            WITH newest AS (
              SELECT * FROM main.events WHERE \(condition) ORDER BY seq DESC LIMIT \(Self.looked)
            )
            SELECT name, n, (SELECT count(*) FROM newest) FROM (
            \((objects + columns + derived).joined(separator: "\nUNION ALL\n"))
            ) WHERE n > 0 ORDER BY n DESC, name LIMIT 1000
            """
        let found = try await rows(sql)
        let looked = found.first.flatMap { $0.0.columns[2].integer($0.1) } ?? 0
        let descriptions = words.descriptions(of: type)
        let plan = type.flatMap { words.event($0) }.map { JSONValue.object(PlanJSON.write($0)) }
        return [
            "looked_at": .int(looked),
            "properties": .array(
                found.map { batch, row in
                    property(batch.columns[0].text(row) ?? "", batch.columns[1].integer(row) ?? 0, descriptions)
                }),
            "plan": plan ?? .null,
        ]
    }

    /// Queries of the name of each derived property, and of how many of `newest` have it.
    private func derivedCounts() async throws -> [String] {
        guard !sources.derivedProperties.isEmpty else { return [] }
        let events = try await sources.events(of: number)
        return sources.derivedProperties.compactMap { property in
            // What fails says so in the chart that asks for it.
            guard let value = try? events.property(property.reference).text else { return nil }
            let name = SQLExpression.bound(.text(property.reference.description))
            let select = SelectStatement(
                columns: [.init(name, as: "name"), .init("count(\(bare: value))", as: "n")],
                from: .table("newest", alias: "e"))
            return SQLRenderer.selfContained(
                QueryStatement(commonTables: [], select: select), dialect: warehouse.dialect)
        }
    }

    /// - Parameter descriptions: Of properties of events, by the bytes of their names.
    private func property(_ name: String, _ count: Int64, _ descriptions: [[UInt8]: String]) -> JSONValue {
        var description: String?
        if name.hasPrefix(Self.ownPrefix) {
            description = descriptions[Array(name.utf8.dropFirst(Self.ownPrefix.utf8.count))]
        } else if let derived = sources.derivedProperties.first(where: { $0.reference.description == name }) {
            description = derived.description
        }
        return ["name": .string(name), "count": .int(count), "description": .string(description ?? "")]
    }

    /// Columns that people break down by.
    private static let columns = [
        "platform", "os_name", "os_version", "browser", "device_family", "device_type", "app_version", "language",
        "country", "region", "city", "page_url", "page_path", "page_title", "referrer", "referring_domain",
        "utm_source",
        "utm_medium", "utm_campaign", "utm_term", "utm_content", "product_id", "price", "quantity", "revenue_type",
        "currency", "source", "library",
    ]

    private func time(_ microseconds: Int64?) -> JSONValue {
        JSONValue(microseconds.map { ChartTime.iso($0, in: calendar) })
    }

    private func rows(_ sql: String, _ parameters: [SQLValue] = []) async throws -> [(ColumnBatch, Int)] {
        let statement = Statement(sql, parameters: parameters, label: label, timeLimit: .seconds(60))
        return try await warehouse.rows(statement).batches.flatMap { batch in
            (0..<batch.rowCount).map { (batch, $0) }
        }
    }
}

extension Column {
    func flag(_ row: Int) -> Bool {
        guard case .bool(let values) = self.values, !isNull(row) else { return false }
        return values[row]
    }
}
