internal import JSON
internal import SQL
internal import Warehouse

/// Reads the events that arrived in some hours, in the order in which they did.
struct EventExport: Sendable {
    /// One hour with events.
    struct Hour: Sendable, Equatable {
        /// Microseconds, UTC.
        var start: Int64
        var events: Int64
    }

    let warehouse: any Warehouse
    let project: Int

    private static let length: Int64 = 3_600_000_000

    /// The hours with events from one until before another, rising.
    func hours(from: Int64, until: Int64) async throws -> [Hour] {
        let rows = try await warehouse.rows(
            Statement(
                """
                SELECT epoch_us(date_trunc('hour', server_received_time)) AS hour, count(*) FROM main.events
                WHERE project_id = \(project) AND server_received_time >= \(Self.moment(from))
                  AND server_received_time < \(Self.moment(until))
                GROUP BY 1 ORDER BY 1
                """, label: "amplitude: hours of an export", timeLimit: .seconds(120)))
        return rows.rows.map { Hour(start: $0.integer(0) ?? 0, events: $0.integer(1) ?? 0) }
    }

    /// The rows of an hour, with who each is now and since when, by arrival.
    func rows(of hour: Hour) async throws -> ResultStream {
        try await rows(
            """
            e.server_received_time >= \(Self.moment(hour.start))
            AND e.server_received_time < \(Self.moment(hour.start + Self.length))
            """)
    }

    /// What a person did in a time, whoever they were then.
    func rows(of person: Int64, from: Int64, until: Int64) async throws -> ResultStream {
        try await rows(
            """
            e.uid IN (SELECT \(person) UNION ALL SELECT old FROM main.merges WHERE canonical = \(person))
            AND e.event_time >= \(Self.moment(from)) AND e.event_time < \(Self.moment(until))
            """)
    }

    private func rows(_ condition: String) async throws -> ResultStream {
        try await warehouse.query(
            Statement(
                """
                SELECT e.*, coalesce(m.canonical, e.uid) AS person, u.first_seen AS user_creation_time
                FROM main.events AS e LEFT JOIN main.merges AS m ON m.old = e.uid
                LEFT JOIN main.usr AS u ON u.uid = coalesce(m.canonical, e.uid)
                WHERE e.project_id = \(project) AND \(condition)
                ORDER BY e.seq
                """, label: "amplitude: export", timeLimit: .seconds(3_600)))
    }

    /// Writes the rows of a batch as lines of JSON.
    /// - Parameters:
    ///   - places: The places of columns by name.
    ///   - types: The names of event types by their numbers.
    static func write(
        _ batch: ColumnBatch, places: [String: Int], types: [Int64: String], to lines: inout [UInt8]
    ) {
        for row in 0..<batch.rowCount {
            var writer = JSONWriter(capacity: 2_048)
            ExportedEvent.write(to: &writer) { name in
                if name == "event_type" {
                    guard let place = places["ev"], let type = batch.columns[place].number(row) else { return nil }
                    return types[type].map { .value(.string($0)) }
                }
                return places[name].flatMap { batch.columns[$0].cell(row, isJSON: jsonColumns.contains(name)) }
            }
            lines += writer.bytes
            lines.append(UInt8(ascii: "\n"))
        }
    }

    private static let jsonColumns: Set<String> = [
        "event_properties", "user_properties", "group_properties", "groups", "extra",
    ]

    /// The names of event types by their numbers.
    func names() async throws -> [Int64: String] {
        let rows = try await warehouse.rows(
            Statement(
                "SELECT ev, name FROM main.event_types WHERE project_id = \(project)",
                label: "amplitude: event types"))
        return Dictionary(
            rows.rows.compactMap { row in row.integer(0).map { ($0, row.text(1) ?? "") } },
            uniquingKeysWith: { first, _ in first })
    }

    private static func moment(_ microseconds: Int64) -> String {
        "TIMESTAMP '\(CivilText.timestamp(microseconds: microseconds))'"
    }
}

extension Column {
    fileprivate func number(_ row: Int) -> Int64? {
        switch values {
        case .int(let values): isNull(row) ? nil : values[row]
        case .uint(let values): isNull(row) ? nil : Int64(exactly: values[row])
        default: nil
        }
    }

    fileprivate func cell(_ row: Int, isJSON: Bool) -> ExportedEvent.Cell? {
        guard !isNull(row) else { return nil }
        switch values {
        case .bool(let values): return .value(.bool(values[row]))
        case .int(let values): return .value(.int(values[row]))
        case .uint(let values): return Int64(exactly: values[row]).map { .value(.int($0)) }
        case .hugeInt(let values): return Int64(exactly: values[row]).map { .value(.int($0)) }
        case .double(let values): return values[row].isFinite ? .value(.double(values[row])) : nil
        case .decimal(let values, let scale):
            return .value(.double(Double(unscaled: values[row], scale: scale)))
        case .timestamp(let values), .timestampTZ(let values):
            return .value(.string(ExportTime.text(values[row])))
        case .uuid(let values): return .value(.string(ExportTime.uuid(values[row])))
        case .text(let values): return isJSON ? .raw(values[row]) : .value(.string(values[row]))
        case .date, .uhugeInt, .time, .interval, .blob, .nested: return nil
        }
    }
}
