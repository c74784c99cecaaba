internal import SQL
internal import Warehouse

/// What to say of amounts that a chart leaves out, since nobody knows what they are worth in the project's currency. It is
/// looked up only where a chart reads amounts, and costs nothing where no event has a currency. Only types and times are asked:
/// where something else decides which events count, there are at most so many.
struct MoneyNotes: Sendable {
    private let log: EventLog
    private let readings: Set<AskedNames.MoneyReading>
    /// Whether events may be among them that do not count.
    private let isAtMost: Bool

    init(_ context: ChartContext) {
        log = context.log
        readings = log.asked.all.money
        let isOfAll = context.unit == .person && context.segments.contains(where: \.isEverybody)
        isAtMost = !isOfAll || readings.contains(where: \.isAtMost)
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
        let number = isAtMost ? "up to \(events)" : "\(events)"
        let count = events == 1 ? "The amount of \(number) event is" : "The amounts of \(number) events are"
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
        /// Whether not all of these events count.
        var isAtMost = false
    }
}

extension Segment {
    /// Whether it asks nothing.
    fileprivate var isEverybody: Bool {
        filters.isEmpty && cohorts.isEmpty && excludedCohorts.isEmpty && !onlyNew && who == nil
    }
}

extension EventSelection {
    /// The types that it names; `nil` if it selects others as well.
    fileprivate var namedTypes: [String]? {
        let types = branches.compactMap { branch -> String? in
            if case .named(let name) = branch.types { name } else { nil }
        }
        return types.count == branches.count ? types : nil
    }

    /// Whether only some events of its types count. Whether there is an amount at all is looked at anyway.
    fileprivate var asksMoreThanTypes: Bool {
        occurrence != nil
            || (filters + branches.flatMap(\.filters)).contains { $0.property != .amount || $0.operation != .isSet }
    }
}

extension EventRequest {
    /// What of the events' amounts it reads; `nil` if it reads none.
    var money: AskedNames.MoneyReading? {
        guard numbers.contains(.amount) || conditions.contains(where: { $0.properties.contains(.amount) }) else {
            return nil
        }
        let selections = selectionsOfMoney
        let types = Set(selections.compactMap(\.namedTypes).joined())
        return AskedNames.MoneyReading(
            from: firstCounted, to: to, types: types.isEmpty ? nil : types,
            isAtMost: sample != nil || needsFirst || readsMore || selections.contains(where: \.asksMoreThanTypes))
    }

    /// The events that it selects by name, or else all that it selects. What selects others beside named ones, those who were
    /// active or what gave rise to an event, has no amounts that count.
    private var selectionsOfMoney: [EventSelection] {
        let all = (wanted ?? Array(conditions.indices)).compactMap { place -> EventSelection? in
            guard conditions.indices.contains(place), case .event(let selection) = conditions[place] else { return nil }
            return selection
        }
        let named = all.filter { $0.namedTypes != nil }
        return named.isEmpty ? all : named
    }
}
