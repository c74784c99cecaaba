internal import Content
internal import JSON
internal import SQL
internal import Warehouse

/// What came of the events of a project: how many of each type, and what the newest of them are like.
struct ObservedEvents: Sendable {
    let warehouse: any Warehouse
    let project: Int
    /// Microseconds since 1970.
    let now: Int64
    let label: String

    /// Days of UTC that are counted, today among them.
    static let days = 30
    /// How many of the newest events of each type are looked at.
    static let looked = 1_000

    struct EventType: Sendable {
        var number: Int64
        /// Bookkeeping of the senders.
        var isSystem: Bool
        /// Of each day, the oldest first.
        var daily = [Int](repeating: 0, count: ObservedEvents.days)
        var first: Int64?
        var last: Int64?

        var count: Int { daily.reduce(0, +) }
    }

    /// A property as it came with the newest events of a type.
    struct Property: Sendable {
        var name: String
        /// How often each type of value was seen: string, number, boolean, list, object.
        var types: [(name: String, count: Int)]
        /// The most frequent values, as JSON.
        var values: [JSONValue]

        var count: Int { types.reduce(0) { $0 + $1.count } }
    }

    /// Properties that the SDKs add by themselves.
    static let ownPrefix = "[Amplitude] "

    private var today: Int64 { now / 86_400_000_000 }

    /// All types by name.
    func types() async throws -> [String: EventType] {
        let rows = try await rows(
            """
            SELECT t.name, t.ev, epoch_us(e.first), epoch_us(e.last), coalesce(e.is_system, FALSE)
            FROM main.event_types AS t LEFT JOIN (
              SELECT ev, min(event_time) AS first, max(event_time) AS last, bool_and(is_system) AS is_system
              FROM main.events WHERE project_id = \(project) AND flags & 4 = 0 GROUP BY ev
            ) AS e ON e.ev = t.ev
            WHERE t.project_id = \(project)
            """)
        var types: [String: EventType] = [:]
        var names: [Int64: String] = [:]
        for (batch, row) in rows {
            guard let name = batch.columns[0].text(row), let number = batch.columns[1].integer(row) else { continue }
            var type = EventType(number: number, isSystem: batch.columns[4].flag(row))
            type.first = batch.columns[2].integer(row)
            type.last = batch.columns[3].integer(row)
            types[name] = type
            names[number] = name
        }
        let counts = try await self.rows(
            """
            SELECT ev, CAST(day - DATE '1970-01-01' AS BIGINT) - ?, count(*) FROM main.events
            WHERE project_id = \(project) AND flags & 4 = 0 AND day BETWEEN ? AND ? GROUP BY 1, 2
            """,
            [
                .int(today - Int64(Self.days) + 1), .date(Int32(clamping: today) - Int32(Self.days) + 1),
                .date(Int32(clamping: today)),
            ])
        for (batch, row) in counts {
            guard let name = batch.columns[0].integer(row).flatMap({ names[$0] }),
                let day = batch.columns[1].integer(row).map({ Int(clamping: $0) }), 0..<Self.days ~= day
            else { continue }
            types[name]?.daily[day] = Int(clamping: batch.columns[2].integer(row) ?? 0)
        }
        return types
    }

    /// The properties of the newest events of types, by the type's number; the most frequent first.
    func properties(of numbers: [Int64]) async throws -> [Int64: [Property]] {
        guard !numbers.isEmpty else { return [:] }
        let rows = try await rows(
            """
            WITH \(Self.sample(project)), \(Self.seen)
            SELECT ev, key, \(Self.typeName("type")), count(*),
              to_json(approx_top_k(left(CAST(value AS VARCHAR), 100), 5))::VARCHAR
            FROM seen GROUP BY 1, 2, 3 ORDER BY 1, 2, 4 DESC, 3
            """, [.text(Self.list(numbers)), .date(since)])
        var found: [Int64: [Property]] = [:]
        for (batch, row) in rows {
            guard let number = batch.columns[0].integer(row), let name = batch.columns[1].text(row),
                let type = batch.columns[2].text(row), let count = batch.columns[3].integer(row)
            else { continue }
            let texts = batch.columns[4].text(row).flatMap { try? JSONValue.parse($0) }?.arrayValue ?? []
            let values = texts.compactMap { text in text.stringValue.map { (try? JSONValue.parse($0)) ?? text } }
            let part = (name: type, count: Int(clamping: count))
            if let last = found[number]?.indices.last, found[number]?[last].name == name {
                found[number]?[last].types.append(part)
            } else {
                found[number, default: []].append(Property(name: name, types: [part], values: values))
            }
        }
        return found.mapValues { $0.sorted { ($1.count, $0.name) < ($0.count, $1.name) } }
    }

    private var since: Int32 { Int32(clamping: today) - Int32(Self.days) + 1 }

    /// The newest events of the types whose numbers are the first parameter, from the day on that is the second. First only
    /// narrow columns are read, then the properties of those that were found.
    static func sample(_ project: Int) -> String {
        """
        wanted AS (SELECT CAST(unnest(from_json(?, '["INTEGER"]')) AS USMALLINT) AS ev),
        newest AS (
          SELECT unnest(max(seq, \(looked))) AS seq FROM main.events
          WHERE project_id = \(project) AND day >= ? AND flags & 4 = 0 AND ev IN (FROM wanted) GROUP BY ev),
        sample AS MATERIALIZED (
          SELECT e.ev, e.seq, e.event_uuid, e.event_time, e.event_properties
          FROM main.events AS e JOIN newest AS n ON n.seq = e.seq WHERE e.project_id = \(project))
        """
    }

    /// What the events of the sample have, one row for each property. A null is as if it were absent.
    static let seen = """
        seen AS MATERIALIZED (
          SELECT s.ev, s.seq, j.key, j.type, j.value, j.value ->> '$' AS atom
          FROM sample AS s, json_each(s.event_properties) AS j WHERE j.type <> 'NULL')
        """

    static func typeName(_ type: String) -> String {
        """
        CASE \(type) WHEN 'VARCHAR' THEN 'string' WHEN 'BOOLEAN' THEN 'boolean' WHEN 'ARRAY' THEN 'list'
        WHEN 'OBJECT' THEN 'object' ELSE 'number' END
        """
    }

    static func list(_ numbers: [Int64]) -> String { "[" + numbers.map { String($0) }.joined(separator: ",") + "]" }

    func rows(_ sql: String, _ parameters: [SQLValue] = []) async throws -> [(ColumnBatch, Int)] {
        let statement = Statement(sql, parameters: parameters, label: label, timeLimit: .seconds(60))
        return try await warehouse.rows(statement).batches.flatMap { batch in
            (0..<batch.rowCount).map { (batch, $0) }
        }
    }
}

extension ObservedEvents.Property {
    /// A plan that all that was seen of it keeps.
    var planned: PlannedProperty {
        var property = PlannedProperty(name: name)
        guard types.count == 1, let type = types.first?.name else { return property }
        property.isList = type == "list"
        property.kind = PlannedProperty.Kind(rawValue: type) ?? .any
        return property
    }
}
