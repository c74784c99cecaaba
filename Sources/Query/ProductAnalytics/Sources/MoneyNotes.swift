internal import SQL
internal import Warehouse

/// What to say of amounts that a chart leaves out, since nobody knows what they are worth in the project's currency. It is
/// looked up only where a chart reads amounts, and costs nothing where no event has a currency.
struct MoneyNotes: Sendable {
    private let log: EventLog
    private let readings: Set<AskedNames.MoneyReading>

    init(_ log: EventLog) {
        self.log = log
        readings = log.asked.all.money
    }

    /// None where the look-up fails: the numbers are there without it.
    func notes() async -> [String] {
        guard !readings.isEmpty, let source = log.source as? CanonicalEvents else { return [] }
        var statement = ChartStatement(query(source), dialect: source.dialect, label: log.label + ": amounts").statement
        statement.timeLimit = .seconds(20)
        guard let rows = try? await log.warehouse.rows(statement) else { return [] }
        let found = zip(rows.texts(0), rows.integers(1)).map { (currency: $0 ?? "", events: $1) }
        guard !found.isEmpty else { return [] }
        var parts = found.prefix(Self.mostNamed).map { "\($0.events) in \($0.currency.prefix(16))" }
        let others = found.dropFirst(Self.mostNamed)
        if !others.isEmpty { parts.append("\(others.reduce(0) { $0 + $1.events }) in \(others.count) others") }
        let events = found.reduce(0) { $0 + $1.events }
        let count = events == 1 ? "The amount of 1 event is" : "The amounts of \(events) events are"
        let reason =
            source.currency.map { "there is no exchange rate of their day into \($0)" }
            ?? "the project has no currency (analytics.currency in soundings.yaml) and theirs may differ"
        return ["\(count) left out, since \(reason): \(parts.joined(separator: ", "))."]
    }

    private static let mostNamed = 5

    /// Currencies with the number of events whose amounts are left out, most first.
    private func query(_ source: CanonicalEvents) -> SelectStatement {
        var select = SelectStatement(
            columns: [.init("upper(e.currency)", as: "currency"), .init("COUNT(*)", as: "events")], from: source.from)
        select.conditions =
            ["e.currency IS NOT NULL", "coalesce(e.revenue, e.price) IS NOT NULL"] + source.conditions
        if let currency = source.currency {
            select.conditions += ["upper(e.currency) <> \(value: .text(currency))", "e.revenue_project IS NULL"]
        }
        let readings = readings.sorted { ($0.from ?? .min, $0.to ?? .max) < ($1.from ?? .min, $1.to ?? .max) }
        select.conditions.append(SQLExpression.any(readings.map { condition($0, source) }) ?? "TRUE")
        select.grouping = .columns([1])
        select.order = [
            .init("\(column: "events")", descending: true, nullsFirst: false),
            .init("\(column: "currency")", descending: false, nullsFirst: false),
        ]
        return select
    }

    private func condition(_ reading: AskedNames.MoneyReading, _ source: CanonicalEvents) -> SQLExpression {
        var conditions: [SQLExpression] = []
        let time = source.dialect.time
        if let from = reading.from { conditions.append("\(source.time) >= \(time.constant(from))") }
        if let to = reading.to { conditions.append("\(source.time) < \(time.constant(to))") }
        if let types = reading.types {
            let numbers = types.compactMap { source.types[$0]?.number }.sorted()
            conditions.append(
                numbers.isEmpty ? "FALSE" : "e.ev IN (\(list: numbers.map { SQLExpression(raw: String($0)) }))")
        }
        return SQLExpression.all(conditions) ?? "TRUE"
    }
}

extension AskedNames {
    /// Events whose amounts were read.
    struct MoneyReading: Hashable, Sendable {
        /// Half open, in microseconds; `nil` is no bound.
        var from: Int64?
        var to: Int64?
        /// `nil` is any type.
        var types: Set<String>?
    }
}

extension EventRequest {
    /// What of the events' amounts it reads; `nil` if it reads none.
    var money: AskedNames.MoneyReading? {
        let isRead = numbers.contains(.amount) || conditions.contains { $0.properties.contains(.amount) }
        return isRead ? AskedNames.MoneyReading(from: from, to: to, types: typesOfMoney) : nil
    }

    /// The types of the events that it selects by name. What selects others beside them, those who were active or what gave
    /// rise to an event, has no amounts that count.
    private var typesOfMoney: Set<String>? {
        var names: Set<String> = []
        for place in wanted ?? Array(conditions.indices) {
            guard conditions.indices.contains(place), case .event(let selection) = conditions[place] else { continue }
            let types = selection.branches.compactMap { branch -> String? in
                if case .named(let name) = branch.types { name } else { nil }
            }
            if types.count == selection.branches.count { names.formUnion(types) }
        }
        return names.isEmpty ? nil : names
    }
}
