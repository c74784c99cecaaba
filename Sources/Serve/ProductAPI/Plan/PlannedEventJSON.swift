internal import Content
internal import JSON
internal import ProductAnalytics

/// An event of the plan, or one that came without being planned, with all that is to be said of it as a whole.
struct PlannedEventHead: Sendable {
    let compared: ComparedPlan
    /// Events in quarantine by type.
    let held: [String: Int]
    let calendar: ChartCalendar

    func json(_ name: String) -> JSONObject {
        let (plan, type) = (compared.plan.event(name), compared.types[name])
        let deviations = compared.deviations(of: name)
        var json = PlanJSON.write(plan ?? PlannedEvent(name: name))
        json["status"] = .string(PlannedWords.status(of: plan, hasCome: type?.last != nil))
        json["is_planned"] = .bool(plan != nil)
        json["is_system"] = .bool(isSystem(name, type))
        json["version"] = JSONValue(plan?.version ?? 0)
        json["properties"] = JSONValue(plan?.properties.count ?? 0)
        json["count"] = JSONValue(type?.count ?? 0)
        json["daily"] = .array((type?.daily ?? []).map { .int(Int64($0)) })
        json["first_seen"] = time(type?.first)
        json["last_seen"] = time(type?.last)
        json["held"] = JSONValue(held[name] ?? 0)
        json["deviating_properties"] = JSONValue(Set(deviations.map(\.property)).count)
        json["findings"] = .array(findings(name, plan, type, deviations).map(JSONValue.string))
        return json
    }

    /// What somebody should look at.
    private func findings(
        _ name: String, _ plan: PlannedEvent?, _ type: ObservedEvents.EventType?,
        _ deviations: [PlanDeviations.Deviation]
    ) -> [String] {
        guard let plan else { return type == nil || isSystem(name, type) ? [] : ["unplanned"] }
        var findings: [String] = []
        if type?.last == nil, plan.status == .live { findings.append("never_seen") }
        if plan.status == .live, let last = type?.last,
            compared.at - last > Int64(PlanDesk.silentDays) * 86_400_000_000
        {
            findings.append("silent")
        }
        if !deviations.isEmpty { findings.append("violates") }
        if plan.status == .deprecated, (type?.count ?? 0) > 0 { findings.append("still_sent") }
        return findings
    }

    private func isSystem(_ name: String, _ type: ObservedEvents.EventType?) -> Bool {
        type?.isSystem ?? PlannedEvent.systemTypes.contains(name)
    }

    private func time(_ microseconds: Int64?) -> JSONValue {
        JSONValue(microseconds.map { ChartTime.iso($0, in: calendar) })
    }
}

/// The properties of an event as they are planned beside those that came.
struct PlannedProperties: Sendable {
    let plan: PlannedEvent?
    let shared: [PlannedProperty]
    let observed: [ObservedEvents.Property]
    let deviations: [PlanDeviations.Deviation]
    let calendar: ChartCalendar

    /// Those of the event as planned, then those that any event may have and that came, then those that nobody planned.
    var json: JSONValue {
        let own = plan?.properties ?? []
        let names = Set(own.map(\.name))
        let came = Set(observed.map(\.name))
        let general = shared.filter { !names.contains($0.name) && came.contains($0.name) }
        let planned = names.union(general.map(\.name))
        let others = observed.filter { !planned.contains($0.name) }.map { PlannedProperty(name: $0.name) }
        return .array(
            own.map { .object(json($0, "event")) } + general.map { .object(json($0, "all")) }
                + others.map { property in
                    .object(
                        json(property, property.name.hasPrefix(ObservedEvents.ownPrefix) ? "sdk" : "nobody"))
                })
    }

    /// - Parameter planner: For what it is planned: `event`, `all`; `sdk` and `nobody` where it isn't.
    private func json(_ property: PlannedProperty, _ planner: String) -> JSONObject {
        var json = PlanJSON.write(property)
        let seen = observed.first { $0.name == property.name }
        json["planned_for"] = .string(planner)
        json["seen"] = JSONValue(seen?.count ?? 0)
        json["seen_types"] = .object(JSONObject((seen?.types ?? []).map { ($0.name, JSONValue($0.count)) }))
        json["seen_values"] = .array(seen?.values ?? [])
        json["deviations"] = .array(deviations.filter { $0.property == property.name }.map(deviation))
        return json
    }

    private func deviation(_ deviation: PlanDeviations.Deviation) -> JSONValue {
        [
            "code": .string(deviation.code.rawValue), "count": JSONValue(deviation.count),
            "found": JSONValue(deviation.found),
            "example": [
                "event": .string(deviation.exampleID),
                "time": .string(ChartTime.iso(deviation.exampleTime, in: calendar)),
                "value": JSONValue(deviation.exampleValue),
            ],
        ]
    }
}
