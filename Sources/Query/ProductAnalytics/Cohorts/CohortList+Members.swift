extension CohortList {
    /// Who is on the list now: people after all merges, each once.
    /// - Parameter unit: Of groups, their type.
    /// - Returns: The members, and the ids that nobody has.
    /// - Throws: ``ChartError/invalid(_:)`` for ids that the source doesn't know at all.
    package func members(
        of unit: EventRequest.Unit = .person, in log: EventLog, asOf: Int64
    ) async throws(ChartError) -> CohortMembers {
        var members = CohortMembers(units: [], asOf: asOf)
        switch kind {
        case .groups:
            var known: Set<String>?
            if let source = log.source as? CanonicalEvents, case .group(let type) = unit {
                let groups = GroupNames(source: source, warehouse: log.warehouse, label: log.label)
                known = try await groups.known(ids, of: type)
            }
            members.unknown = ids.filter { known?.contains($0) == false }
            members.units = Set(ids.filter { known?.contains($0) != false }.map { log.names.number(of: $0) })
        case .people where !log.source.personIsNumber: members.units = Set(ids.map { log.names.number(of: $0) })
        case .people:
            guard let source = log.source as? CanonicalEvents else {
                members.units = Set(ids.compactMap { Int64($0) })
                members.unknown = ids.filter { Int64($0) == nil }
                break
            }
            let people = PersonIDs(source: source, warehouse: log.warehouse, label: log.label)
            let found = try await people.people(numbers: ids.compactMap { Int64($0) })
            members.units = Set(found.values)
            members.unknown = ids.filter { id in Int64(id).flatMap { found[$0] } == nil }
        case .users:
            guard let source = log.source as? CanonicalEvents else {
                throw .invalid("user_ids", "\(log.source.name) knows people by one id only; list them as people.")
            }
            let people = PersonIDs(source: source, warehouse: log.warehouse, label: log.label)
            let found = try await people.people(userIDs: ids)
            members.units = Set(found.values)
            members.unknown = ids.filter { found[$0] == nil }
        }
        return members
    }
}
