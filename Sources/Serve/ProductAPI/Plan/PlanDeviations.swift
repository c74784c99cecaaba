internal import Content
internal import JSON
internal import SQL
internal import Warehouse

/// Where the newest events of planned types are not what the plan says.
struct PlanDeviations: Sendable {
    /// What is wrong with one property of one type, in how many events, with the newest of them.
    struct Deviation: Sendable {
        enum Code: String, Sendable {
            /// Required, and not there.
            case missing
            /// Of another type than planned.
            case type
            /// Not one of the values.
            case value
            /// Not planned, while others are.
            case unknown
        }

        var property: String
        var code: Code
        var count: Int
        /// What came instead.
        var found: String?
        var exampleID: String
        var exampleTime: Int64
        /// As JSON text.
        var exampleValue: String?
    }

    struct Found: Sendable {
        /// How many events were looked at, by the type's number.
        var looked: [Int64: Int] = [:]
        /// The most frequent first.
        var deviations: [Int64: [Deviation]] = [:]
    }

    let events: ObservedEvents

    /// - Parameter plans: Events with at least one property, by the number of their type.
    func find(_ plans: [Int64: PlannedEvent], shared: [PlannedProperty]) async throws -> Found {
        guard !plans.isEmpty else { return Found() }
        let rows = try await events.rows(
            Self.sql(events.project),
            [
                .text(ObservedEvents.list(plans.keys.sorted())),
                .date(Int32(clamping: events.now / 86_400_000_000) - Int32(ObservedEvents.days) + 1),
                .text(Self.parameter(plans, shared)),
            ])
        var found = Found()
        for (batch, row) in rows {
            guard let number = batch.columns[0].integer(row), let count = batch.columns[3].integer(row) else {
                continue
            }
            guard let code = batch.columns[2].text(row).flatMap(Deviation.Code.init) else {
                found.looked[number] = Int(clamping: count)
                continue
            }
            found.deviations[number, default: []].append(
                Deviation(
                    property: batch.columns[1].text(row) ?? "", code: code, count: Int(clamping: count),
                    found: batch.columns[4].text(row), exampleID: batch.columns[5].text(row) ?? "",
                    exampleTime: batch.columns[6].integer(row) ?? 0, exampleValue: batch.columns[7].text(row)))
        }
        return found
    }

    /// The plan as the query reads it. A property that any event may have is planned for each, unless the event says more.
    private static func parameter(_ plans: [Int64: PlannedEvent], _ shared: [PlannedProperty]) -> String {
        var rows: [JSONValue] = []
        for (number, event) in plans.sorted(by: { $0.key < $1.key }) {
            let own = Set(event.properties.map(\.name))
            for property in event.properties + shared.filter({ !own.contains($0.name) }) {
                rows.append([
                    "ev": .int(number), "key": .string(property.name), "type": .string(property.kind.rawValue),
                    "list": .bool(property.isList), "required": .bool(property.isRequired),
                    "vals": .array(property.values.map(JSONValue.string)),
                ])
            }
        }
        return JSONValue.array(rows).text
    }

    private static let shape =
        #"[{"ev":"INTEGER","key":"VARCHAR","type":"VARCHAR","list":"BOOLEAN","required":"BOOLEAN","vals":["VARCHAR"]}]"#

    private static func sql(_ project: Int) -> String {
        """
        WITH \(ObservedEvents.sample(project)), \(ObservedEvents.seen),
        planned AS (SELECT unnest(from_json(?, '\(shape)'), recursive := true)),
        judged AS (
          SELECT s.ev, s.seq, s.key, s.type, s.value, CASE
              WHEN p.key IS NULL THEN 'unknown'
              WHEN p.type = 'any' AND NOT p.list THEN NULL
              WHEN p.list <> (s.type = 'ARRAY') THEN 'type'
              WHEN p.list THEN NULL
              WHEN p.type = 'string' AND s.type <> 'VARCHAR' THEN 'type'
              WHEN p.type = 'boolean' AND s.type <> 'BOOLEAN' THEN 'type'
              WHEN p.type = 'number' AND s.type IN ('VARCHAR', 'BOOLEAN', 'OBJECT') THEN 'type'
              WHEN p.type = 'enum' AND s.type = 'OBJECT' THEN 'type'
              WHEN p.type = 'enum' AND NOT list_contains(p.vals, s.atom) THEN 'value' END AS code
          FROM seen AS s LEFT JOIN planned AS p ON p.ev = s.ev AND p.key = s.key
          WHERE p.key IS NOT NULL OR NOT starts_with(s.key, '\(ObservedEvents.ownPrefix)')
          UNION ALL
          SELECT m.ev, m.seq, p.key, NULL, NULL, 'missing' FROM planned AS p JOIN sample AS m ON m.ev = p.ev
          WHERE p.required AND NOT EXISTS (FROM seen AS s WHERE s.seq = m.seq AND s.key = p.key)),
        counted AS (
          SELECT ev, key, code, count(*) AS n, max(seq) AS seq, arg_max(type, seq) AS type, arg_max(value, seq) AS value
          FROM judged WHERE code IS NOT NULL GROUP BY ALL)
        SELECT ev, '', 'looked', count(*), NULL, NULL, NULL, NULL FROM sample GROUP BY ev
        UNION ALL
        SELECT c.ev, c.key, c.code, c.n, CASE WHEN c.type IS NOT NULL THEN \(ObservedEvents.typeName("c.type")) END,
          CAST(s.event_uuid AS VARCHAR), epoch_us(s.event_time), left(CAST(c.value AS VARCHAR), 200)
        FROM counted AS c JOIN sample AS s ON s.seq = c.seq ORDER BY 1, 4 DESC, 2, 3
        """
    }
}
