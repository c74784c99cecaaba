internal import SQL
package import Warehouse

/// Finds people by what is known of them. People who were merged are found under any of their ids, as who they are now.
package struct PersonSearch: Sendable {
    private let source: CanonicalEvents
    private let warehouse: any Warehouse
    private let label: String
    private var ids: PersonIDs { PersonIDs(source: source, warehouse: warehouse, label: label) }

    package init(source: CanonicalEvents, warehouse: any Warehouse, label: String) {
        self.source = source
        self.warehouse = warehouse
        self.label = label
    }

    /// Somebody who was found, and by what.
    package struct Match: Sendable, Equatable {
        package enum Key: String, Sendable {
            case person, user = "user_id", device = "device_id", property, similar, recent
        }

        /// After all merges.
        package var person: Int64
        package var userID: String?
        package var key: Key
        /// When their newest event happened, microseconds since 1970.
        package var lastSeen: Int64?

        package init(person: Int64, userID: String?, key: Key, lastSeen: Int64? = nil) {
            self.person = person
            self.userID = userID
            self.key = key
            self.lastSeen = lastSeen
        }
    }

    /// People whose user id, device id or number is exactly this, each once: by user id first, then by device, then by number.
    package func find(_ text: String) async throws(ChartError) -> [Match] {
        let project = source.project
        let mark = warehouse.dialect.placeholder
        let number = Int64(text)
        var parameters: [SQLValue] = [.text(text), .text(text)]
        var parts = [
            "SELECT 0, u.uid FROM main.usr AS u WHERE u.project_id = \(project) AND u.user_id = \(mark(1))",
            """
            SELECT 1, coalesce(d.last_uid, d.uid) FROM main.devices AS d
            WHERE d.project_id = \(project) AND d.device_id = \(mark(2))
            """,
        ]
        if let number {
            parts.append("SELECT 2, \(mark(3))")
            parameters.append(.int(number))
        }
        let rows = try await ids.rows(
            """
            SELECT f.how, c.uid, c.user_id, epoch_us(c.last_seen) FROM (\(parts.joined(separator: " UNION ALL "))) AS f(how, uid)
            LEFT JOIN main.merges AS m ON m.old = f.uid
            JOIN main.usr AS c ON c.uid = coalesce(m.canonical, f.uid) AND c.project_id = \(project)
            ORDER BY 1, 2
            """, parameters)
        let keys: [Match.Key] = [.user, .device, .person]
        return matches(
            rows.integers(1), rows.texts(2), rows.optionalIntegers(3), rows.integers(0).map { keys[Int($0)] })
    }

    /// People whose user id, or e-mail address in the property `email`, contains this, whatever the case; those seen last first.
    package func find(containing text: String, limit: Int = 20) async throws(ChartError) -> [Match] {
        let dialect = warehouse.dialect
        let part = SQLExpression.bound(.text(text.lowercased()))
        let id = dialect.text.contains(dialect.text.lower("u.user_id"), part)
        let mail = EventProperty.member("email", of: "u.properties", in: dialect).matches {
            dialect.text.contains(dialect.text.lower($0), part)
        }
        return try await people("coalesce(\(bare: id), FALSE) OR \(bare: mail)", limit, by: .similar)
    }

    /// Those whose newest events happened last, the last one first.
    package func recent(limit: Int = 50) async throws(ChartError) -> [Match] {
        try await people("u.last_seen IS NOT NULL", limit, by: .recent)
    }

    /// People whose newest value of a user property is this, those seen last first.
    /// - Parameter property: `user.NAME`, or a column of people such as `country`.
    /// - Throws: ``ChartError/invalid(_:)`` for what is no property of people.
    package func find(
        _ property: PropertyReference, is value: String, limit: Int = 100
    ) async throws(ChartError) -> [Match] {
        let dialect = warehouse.dialect
        let condition: SQLExpression
        switch property {
        case .user(let name):
            condition = EventProperty.member(name, of: "u.properties", in: dialect).matches {
                "\($0) = \(value: .text(value))"
            }
        case .column(let name) where Self.columns.contains(name):
            condition = "u.\(raw: name) = \(value: .text(value))"
        default:
            throw .invalid(
                "property", "People are found by user.NAME or by \(Self.columns.sorted().joined(separator: ", ")).")
        }
        return try await people(condition, limit, by: .property)
    }

    /// The people of whom a condition on `u` holds, those seen last first.
    private func people(
        _ condition: SQLExpression, _ limit: Int, by key: Match.Key
    ) async throws(ChartError) -> [Match] {
        var select = SelectStatement(
            columns: [
                .init("u.uid", as: "uid"), .init("u.user_id", as: "user_id"),
                .init("epoch_us(u.last_seen)", as: "last"),
            ],
            from: .table("main.usr", alias: "u"))
        select.joins = [.on(.left, .table("main.merges", alias: "m"), "m.old = u.uid")]
        select.conditions = ["u.project_id = \(source.project)", "m.canonical IS NULL", "(\(bare: condition))"]
        select.order = [
            .init("u.last_seen", descending: true, nullsFirst: false),
            .init("u.uid", descending: false, nullsFirst: false),
        ]
        select.limit = max(1, limit)
        let (sql, parameters) = SQLRenderer.render(
            QueryStatement(commonTables: [], select: select), dialect: warehouse.dialect)
        let rows = try await ids.rows(sql, parameters)
        return matches(
            rows.integers(0), rows.texts(1), rows.optionalIntegers(2), Array(repeating: key, count: rows.rowCount))
    }

    private func matches(
        _ people: [Int64], _ users: [String?], _ seenLast: [Int64?], _ keys: [Match.Key]
    ) -> [Match] {
        var seen: Set<Int64> = []
        return people.indices.compactMap { row in
            seen.insert(people[row]).inserted
                ? Match(person: people[row], userID: users[row], key: keys[row], lastSeen: seenLast[row]) : nil
        }
    }

    /// Newest values that the table of people keeps beside its properties.
    private static let columns: Set<String> = [
        "user_id", "device_id", "country", "region", "city", "dma", "platform", "os_name", "os_version", "device_brand",
        "device_manufacturer", "device_model", "carrier", "language", "app_version", "start_version",
    ]
}
