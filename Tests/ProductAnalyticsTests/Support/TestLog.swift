import Foundation
import JSON
import ProductAnalytics
import SQL
import Warehouse
import WarehouseDuckDB

/// A real DuckDB with event logs in the tables that the loader fills, each log a project of its own.
struct TestLog {
    let warehouse: any Warehouse

    /// How the tables beside the events stand.
    enum Beside: CaseIterable {
        /// The older half sorted, the rest waiting.
        case halfWaiting
        /// The same, and what is sorted is packed.
        case halfPacked
        /// All sorted and packed.
        case packed
    }

    /// - Parameters:
    ///   - logs: Numbered from 1 as projects.
    ///   - beside: By default one way after the other, as many events as there are.
    init(_ logs: [Log], beside: Beside? = nil) async throws {
        let count = logs.reduce(0) { $0 + $1.events.count }
        let beside = beside ?? Beside.allCases[count % Beside.allCases.count]
        let database = try DuckDBWarehouse.open(DuckDBConfiguration(path: nil, threads: 1))
        warehouse = beside == .halfWaiting ? database : PackingWarehouse(database)
        for sql in Self.tables { try await warehouse.execute(Statement(sql, label: "test")) }
        try await fill(logs)
        for sql in beside == .packed ? Self.sortedTables : Self.derivedTables {
            try await warehouse.execute(Statement(sql, label: "test"))
        }
        if beside != .halfWaiting { try await pack() }
    }

    init(_ log: Log) async throws { try await self.init([log], beside: .halfWaiting) }

    func source(
        project: Int = 1, currency: String? = nil, derived: [DerivedProperty] = []
    ) async throws -> CanonicalEvents {
        try await CanonicalEvents.read(
            project: project, currency: currency, from: warehouse, derivedProperties: derived)
    }

    func context(
        project: Int = 1, from: Int64, to: Int64, every interval: ChartInterval, asOf: Int64 = .max,
        calendar: ChartCalendar = ChartCalendar(), segments: [Segment] = [.everybody],
        unit: EventRequest.Unit = .person, cohorts: [String: Set<Int64>] = [:]
    ) async throws -> ChartContext {
        var log = EventLog(source: try await source(project: project), warehouse: warehouse, label: "test")
        // Every other log is answered from the events alone, so that both ways are held against the same expectations.
        log.readsSteps = project % 2 == 1
        return ChartContext(
            log: log,
            calendar: calendar, asOf: asOf, range: (from, to), interval: interval, segments: segments, unit: unit,
            cohorts: cohorts)
    }

    /// People of one project have numbers that no other project uses: there are at most 99 where there are several projects.
    /// The numbers lie close together, as real ones do. A count by numbers far apart takes ten times as long, since DuckDB
    /// makes a place for each number between the least and the highest.
    static func uid(_ person: Int, project: Int) -> Int64 { 10_000 + Int64(project - 1) * 100 + Int64(person) }

    private static let texts = [
        "user_id", "device_id", "insert_id", "source", "platform", "country", "page_path", "product_id", "revenue_type",
    ]

    private static let tables = [
        """
        CREATE TABLE main.events (project_id INTEGER, ev USMALLINT, event_time TIMESTAMP, uid INTEGER, seq BIGINT,
            session_id BIGINT, client_event_time TIMESTAMP, flags INTEGER, revenue DECIMAL(18,6), price DECIMAL(18,6), quantity DOUBLE,
            currency VARCHAR, revenue_project DECIMAL(18,6),
            event_properties JSON, user_properties JSON, groups JSON, group_properties JSON,
            \(texts.map { $0 + " VARCHAR" }.joined(separator: ", ")))
        """,
        "CREATE TABLE main.event_types (ev USMALLINT, project_id INTEGER, name VARCHAR, is_active BOOLEAN)",
        "CREATE TABLE main.usr (uid INTEGER, project_id INTEGER, user_id VARCHAR, first_seen TIMESTAMP, last_seen TIMESTAMP)",
        #"CREATE TABLE main.merges (old INTEGER, canonical INTEGER, "at" TIMESTAMP)"#,
    ]

    private func fill(_ logs: [Log]) async throws {
        var events: [String] = []
        var types: [String] = []
        var people: [String] = []
        var merges: [String] = []
        var number = 0
        for (index, log) in logs.enumerated() {
            let project = index + 1
            var numbers: [String: Int] = [:]
            for name in Set(log.events.map(\.type)).union(log.inactiveTypes).sorted() {
                number += 1
                numbers[name] = number
                types.append("(\(number), \(project), \(quoted(name)), \(!log.inactiveTypes.contains(name)))")
            }
            var firsts: [Int: Int64] = [:]
            for (seq, event) in log.events.enumerated() {
                firsts[event.person] = min(firsts[event.person] ?? .max, event.time)
                events.append(row(event, project: project, type: numbers[event.type] ?? 0, seq: seq + 1))
            }
            // The loader knows whoever somebody became, also without events under that name.
            for (old, canonical) in log.merges where firsts[canonical] == nil {
                if let first = firsts[old] { firsts[canonical] = first }
            }
            for (person, first) in firsts {
                let uid = Self.uid(person, project: project)
                people.append(
                    "(\(uid), \(project), 'user \(person)', make_timestamp(\(first)), make_timestamp(\(first)))")
            }
            for (old, canonical) in log.merges {
                merges.append(
                    "(\(Self.uid(old, project: project)), \(Self.uid(canonical, project: project)), make_timestamp(0))")
            }
        }
        try await insert(events, into: "main.events")
        try await insert(types, into: "main.event_types")
        try await insert(people, into: "main.usr")
        try await insert(merges, into: "main.merges")
    }

    private func row(_ event: LogEvent, project: Int, type: Int, seq: Int) -> String {
        let groups = JSONObject(event.groups.map { ($0.key, JSONValue.array($0.value.map { .string($0) })) })
        let money = [event.revenue, event.revenueInProject].map { amount in amount.map { "\($0)" } ?? "NULL" }
        let currency = event.currency.map(quoted) ?? "NULL"
        let values = [
            "\(project)", "\(type)", "make_timestamp(\(event.time))", "\(Self.uid(event.person, project: project))",
            "\(seq)", event.session.map { "\($0)" } ?? "NULL",
            event.clientTime.map { "make_timestamp(\($0))" } ?? "NULL", "0", money[0], "NULL", "NULL", currency,
            money[1],
            quoted(JSONValue.object(event.properties).text),
            quoted(JSONValue.object(event.userProperties).text),
            groups.isEmpty ? "NULL" : quoted(JSONValue.object(groups).text), "NULL",
        ]
        let texts = Self.texts.map { $0 == "country" ? event.country.map(quoted) ?? "NULL" : "NULL" }
        return "(" + (values + texts).joined(separator: ", ") + ")"
    }

    private func quoted(_ text: String) -> String { "'" + text.replacingOccurrences(of: "'", with: "''") + "'" }

    private func insert(_ rows: [String], into table: String) async throws {
        var rest = rows[...]
        while !rest.isEmpty {
            let part = rest.prefix(2_000)
            rest = rest.dropFirst(2_000)
            try await warehouse.execute(
                Statement("INSERT INTO \(table) VALUES " + part.joined(separator: ",\n"), label: "test"))
        }
    }
}
