package import SQL
package import Warehouse

/// The events that were collected: `main.events` with its dictionaries, for one project.
package struct CanonicalEvents: EventSource {
    /// A type of events and whether it counts as activity.
    struct EventType: Sendable {
        var number: Int
        var isActive: Bool
    }

    /// The number of the project.
    package let project: Int
    let types: [String: EventType]
    let dialect: Dialect
    /// The ISO code of the project's currency, in capitals; `nil`: only amounts without a currency are the project's.
    let currency: String?
    /// The tables beside the events; `nil` where there are none.
    let derived: DerivedState?
    /// By name.
    let derivedProperties: [String: DerivedProperty]

    init(
        project: Int, types: [String: EventType], dialect: Dialect, currency: String? = nil,
        derived: DerivedState? = nil, derivedProperties: [DerivedProperty] = []
    ) {
        self.project = project
        self.types = types
        self.dialect = dialect
        self.currency = currency
        self.derived = derived
        self.derivedProperties = Dictionary(
            derivedProperties.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Reads the dictionary of event types, and what is derived from the events.
    /// - Parameter currency: The ISO code of the project's currency, in capitals.
    package static func read(
        project: Int, currency: String? = nil, from warehouse: any Warehouse,
        derivedProperties: [DerivedProperty] = []
    ) async throws(ChartError) -> CanonicalEvents {
        do {
            let rows = try await warehouse.rows(
                Statement(
                    "SELECT name, ev, is_active FROM main.event_types WHERE project_id = \(project)",
                    label: "chart: event types"))
            var types: [String: EventType] = [:]
            for batch in rows.batches {
                guard case .text(let names) = batch.columns[0].values, case .int(let numbers) = batch.columns[1].values,
                    case .bool(let active) = batch.columns[2].values
                else { continue }
                for row in 0..<batch.rowCount {
                    types[names[row]] = EventType(number: Int(numbers[row]), isActive: active[row])
                }
            }
            return CanonicalEvents(
                project: project, types: types, dialect: warehouse.dialect, currency: currency,
                derived: try await DerivedState.read(from: warehouse), derivedProperties: derivedProperties)
        } catch {
            throw ChartError(error)
        }
    }

    /// The names of all types.
    package var eventNames: [String] { types.keys.sorted() }

    package var name: String { "events" }
    package var from: SelectStatement.Source { .table("main.events", alias: "e") }
    package var joins: [SelectStatement.Join] {
        [.on(.left, .table("main.merges", alias: "m"), "m.old = e.uid")]
    }
    /// Merges say whose an event is.
    package var joinsWithoutPerson: [SelectStatement.Join] { [] }
    /// Events of this project whose clock didn't run ahead (bit 4 of the flags).
    package var conditions: [SQLExpression] { ["e.project_id = \(project)", "e.flags & 4 = 0"] }
    package var person: SQLExpression { "coalesce(m.canonical, e.uid)" }
    package var personIsNumber: Bool { true }
    package var time: SQLExpression { "e.event_time" }
    package var clientTime: SQLExpression? { "e.client_event_time" }
    package var sequence: SQLExpression { "e.seq" }
    package var session: SQLExpression? { "CASE WHEN e.session_id >= 0 THEN e.session_id END" }

    package var isActive: SQLExpression {
        let inactive = types.values.filter { !$0.isActive }.map { SQLExpression(raw: String($0.number)) }
        return inactive.isEmpty ? "TRUE" : "e.ev NOT IN (\(list: inactive))"
    }

    package func isType(_ name: String) -> SQLExpression {
        types[name].map { "e.ev = \($0.number)" } ?? "FALSE"
    }

    package func property(_ reference: PropertyReference) throws(ChartError) -> EventProperty {
        switch reference {
        case .event(let name): return .member(name, of: "e.event_properties", in: dialect)
        case .user(let name): return .member(name, of: "e.user_properties", in: dialect)
        case .group(let type, let name):
            return .member(name, of: dialect.json.value("e.group_properties", type), in: dialect)
        case .membership(let type): return .member(type, of: "e.groups", in: dialect)
        case .derived(let name): return try derivedProperty(name)
        case .eventType: return eventType
        case .amount: return .number(amount, in: dialect)
        case .column("revenue"): return .number(revenue, in: dialect)
        case .column(let name) where Self.numberColumns.contains(name):
            return .number("e.\(raw: name)", in: dialect)
        case .column(let name) where Self.textColumns.contains(name):
            return .column("e.\(raw: name)", in: dialect)
        case .column(let name):
            let known = Self.textColumns.union(Self.numberColumns).union(["event_type", "revenue"])
            throw .unknown(
                [name],
                "The events have no column \(name). A property is written event.NAME or user.NAME."
                    + NearestWord.question(name, among: known))
        }
    }

    /// The amount that was sent, whatever its currency.
    private var revenue: SQLExpression {
        // Price times quantity counts, where both are there, whatever was sent as revenue; with the digits that money has in
        // the table, since 3.54 × 3 is 10.620000000000001 otherwise.
        let product = dialect.math.round("CAST(e.price AS DOUBLE) * e.quantity", "6", false)
        return "coalesce(\(bare: product), CAST(e.revenue AS DOUBLE), CAST(e.price AS DOUBLE))"
    }

    /// What an event is worth in the project's currency; NULL where nobody knows.
    private var amount: SQLExpression {
        guard let currency else { return "CASE WHEN e.currency IS NULL THEN \(bare: revenue) END" }
        return """
            CASE WHEN e.currency IS NULL OR upper(e.currency) = \(value: .text(currency)) THEN \(bare: revenue) \
            ELSE CAST(e.revenue_project AS DOUBLE) END
            """
    }

    /// The name of an event's type. Breakdowns read the number, since there are few types and many events.
    private var eventType: EventProperty {
        let known = types.sorted { $0.value.number < $1.value.number }
        var name: SQLExpression = "CASE e.ev"
        for (text, type) in known { name.append(" WHEN \(raw: String(type.number)) THEN \(value: .text(text))") }
        name.append(" END")
        if known.isEmpty { name = "CAST(NULL AS VARCHAR)" }
        var property = EventProperty.column(name, in: dialect)
        property.breakdown = "e.ev"
        property.breakdownNames = Dictionary(
            known.map { (Int64($0.value.number), $0.key) }, uniquingKeysWith: { first, _ in first })
        return property
    }

    package func groups(of type: String, alias: String) throws(ChartError) -> SelectStatement.Join {
        .clause("CROSS JOIN \(bare: dialect.json.elements("e.groups", type, alias))")
    }

    package var firstEvents: SelectStatement {
        var select = SelectStatement(
            columns: [
                .init("coalesce(fm.canonical, u.uid)", as: "person"), .init("MIN(u.first_seen)", as: "first"),
            ], from: .table("main.usr", alias: "u"))
        select.joins = [.on(.left, .table("main.merges", alias: "fm"), "fm.old = u.uid")]
        select.conditions = ["u.project_id = \(project)"]
        select.grouping = .columns([1])
        return select
    }

    static let numberColumns: Set<String> = ["price", "quantity", "location_lat", "location_lng", "revenue_project"]
    static let textColumns: Set<String> = [
        "user_id", "device_id", "session_id", "insert_id", "source",
        "library", "platform", "os_name", "os_version", "browser", "browser_version",
        "device_family", "device_type", "device_brand", "device_manufacturer", "device_model", "carrier",
        "app_version", "start_version", "language", "ip", "country", "region", "city", "dma",
        "page_url", "page_host", "page_path", "page_title", "referrer", "referring_domain",
        "utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "click_id",
        "product_id", "revenue_type", "currency",
    ]
}
