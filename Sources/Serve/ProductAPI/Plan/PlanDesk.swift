package import Content
internal import JSON
package import Landing
internal import ProductAnalytics
internal import QueryRunner
internal import SQL
internal import Warehouse

/// The tracking plan of a project beside what came of it.
package struct PlanDesk: Sendable {
    let charts: ChartDesk
    let store: ContentStore
    let queue: DurableQueue
    /// Has the loader follow the plan.
    let changed: @Sendable () async throws -> Void
    private let comparison = PlanComparison()

    package init(
        charts: ChartDesk, store: ContentStore, queue: DurableQueue,
        changed: @escaping @Sendable () async throws -> Void
    ) {
        self.charts = charts
        self.store = store
        self.queue = queue
        self.changed = changed
    }

    /// After so many days without an event a live type has gone silent.
    static let silentDays = 7

    /// The whole plan, and what came without being planned.
    func list(_ project: Int, label: String) async throws -> JSONValue {
        let compared = try await compared(project, label: label)
        let held = try await held(project)
        let planned = Set(compared.plan.events.map(\.name))
        let others = compared.types.keys.filter { !planned.contains($0) }.sorted()
        let blocked = held.keys.filter { !planned.contains($0) && compared.types[$0] == nil }.sorted()
        let names = compared.plan.events.map(\.name) + others + blocked
        let head = PlannedEventHead(compared: compared, held: held, calendar: charts.calendar)
        return [
            "project": JSONValue(project), "compared_at": .string(ChartTime.iso(compared.at, in: charts.calendar)),
            "days": JSONValue(ObservedEvents.days), "silent_days": JSONValue(Self.silentDays),
            "looked_at": JSONValue(ObservedEvents.looked),
            "categories": .array(compared.plan.categories.map(JSONValue.string)),
            "events": .array(names.map { .object(head.json($0)) }),
        ]
    }

    /// One event with its properties.
    /// - Returns: `nil` if it is neither planned nor ever came.
    func event(_ name: String, _ project: Int, label: String) async throws -> JSONValue? {
        let compared = try await compared(project, label: label)
        let held = try await held(project)
        let (plan, type) = (compared.plan.event(name), compared.types[name])
        let renamed = compared.plan.event(formerly: name)?.name
        guard plan != nil || type != nil || held[name] != nil || renamed != nil else { return nil }
        let numbers = type.map { [$0.number] } ?? []
        let events = observed(project, label: label)
        let observed = try await charts.admission.run(.interactive) { try await events.properties(of: numbers) }
        let head = PlannedEventHead(compared: compared, held: held, calendar: charts.calendar)
        var json = head.json(name)
        json["former_names"] = .array((plan?.formerNames ?? []).map(JSONValue.string))
        json["renamed_to"] = JSONValue(renamed)
        json["project"] = JSONValue(project)
        json["compared_at"] = .string(ChartTime.iso(compared.at, in: charts.calendar))
        json["days"] = JSONValue(ObservedEvents.days)
        json["silent_days"] = JSONValue(Self.silentDays)
        json["categories"] = .array(compared.plan.categories.map(JSONValue.string))
        let page = PlannedProperties(
            plan: plan, shared: compared.plan.shared, observed: type.flatMap { observed[$0.number] } ?? [],
            deviations: compared.deviations(of: name), calendar: charts.calendar)
        json["properties"] = page.json
        let looked = type.flatMap { compared.found.looked[$0.number] }
        json["looked_at"] = JSONValue(looked ?? min(type?.count ?? 0, ObservedEvents.looked))
        return .object(json)
    }

    /// Takes events that came into the plan, each with the properties of its newest events that are not planned yet.
    /// - Returns: Those that were accepted; who never came is left out.
    func accept(_ names: [String], _ project: Int, label: String) async throws -> [String] {
        let plan = try await store.trackingPlan(of: project)
        let events = observed(project, label: label)
        let types = try await events.types()
        let numbers = names.compactMap { types[$0]?.number }
        let observed = try await charts.admission.run(.interactive) { try await events.properties(of: numbers) }
        var accepted: [PlannedEvent] = []
        for name in names {
            guard let type = types[name], !accepted.contains(where: { $0.name == name }) else { continue }
            var event = plan.event(name) ?? PlannedEvent(name: name)
            let known = Set((event.properties + plan.shared).map(\.name))
            event.properties += (observed[type.number] ?? [])
                .filter { !known.contains($0.name) && !$0.name.hasPrefix(ObservedEvents.ownPrefix) }
                .prefix(500).map(\.planned)
            accepted.append(event)
        }
        try await store.plan(accepted, of: project)
        try await changed()
        return accepted.map(\.name)
    }

    private func compared(_ project: Int, label: String) async throws -> ComparedPlan {
        let plan = try await store.trackingPlan(of: project)
        let events = observed(project, label: label)
        let charts = charts
        let question = PlanComparison.Question(plan: plan, loaded: await queue.confirmedThrough)
        return try await comparison.compare(question, of: project, now: charts.now) { plan in
            try await charts.admission.run(.interactive) {
                let types = try await events.types()
                var plans: [Int64: PlannedEvent] = [:]
                for event in plan.events where event.status != .blocked && !event.properties.isEmpty {
                    if let type = types[event.name], type.count > 0 { plans[type.number] = event }
                }
                let found = try await PlanDeviations(events: events).find(plans, shared: plan.shared)
                return ComparedPlan(plan: plan, types: types, found: found, at: events.now)
            }
        }
    }

    private func observed(_ project: Int, label: String) -> ObservedEvents {
        ObservedEvents(warehouse: charts.warehouse, project: project, now: charts.now(), label: label)
    }

    /// How many events of each type are in quarantine.
    private func held(_ project: Int) async throws -> [String: Int] {
        var held: [String: Int] = [:]
        for part in try await queue.quarantineSummary().parts where part.project.number == project {
            if let type = part.eventType { held[type, default: 0] += part.count }
        }
        return held
    }
}
