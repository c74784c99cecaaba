internal import Content
internal import JSON
internal import ProductAnalytics

/// Saved cohorts as one chart, or one cohort, sees them.
struct SavedCohorts: CohortBook {
    let shelf: CohortShelf
    let sources: ChartSources
    /// What the chart reads, with the number of the project.
    let source: ChartDefinition.SourceName
    let reader: ChartReader

    func cohort(named name: String) async throws(ChartError) -> Cohort? {
        try await saved(name)?.cohort()
    }

    func names() async throws(ChartError) -> [String] {
        // Whose events somebody must not see, their cohorts are none of theirs.
        guard reader.seesAllEvents else { return [] }
        do throws(ContentError) {
            return try await shelf.all().map(\.name)
        } catch {
            return []
        }
    }

    private func saved(_ name: String) async throws(ChartError) -> SavedCohort? {
        do throws(ContentError) {
            return try await shelf.cohort(CohortReference(name))
        } catch {
            throw .invalid("", error.message)
        }
    }

    /// A cohort of the collected events holds for a chart of an explore by all user ids of its members.
    func keptMembers(
        of cohort: Cohort, in log: EventLog, asOf: Int64
    ) async throws(ChartError) -> CohortMembers? {
        let own = sources.whole(cohort.source)
        guard own != source else { return nil }
        guard case .events = own, case .explore = source else {
            throw .unknown(
                [cohort.name],
                "The cohort \"\(cohort.name)\" is about \(own.words), and \(source.words) are read here. Make a cohort of those."
            )
        }
        guard reader.seesAllEvents else {
            throw .unknown(
                [cohort.name], "The cohort \"\(cohort.name)\" is about the collected events, which are not open to you."
            )
        }
        let found = try await members(of: cohort, asOf: asOf)
        guard case .person = cohort.unit else {
            let names = found.members.units.compactMap { found.log.names.name(of: $0) }
            return CohortMembers(units: Set(names.map { log.names.number(of: $0) }), asOf: asOf)
        }
        let ids = PersonIDs(
            source: try await sources.events(of: own.project), warehouse: sources.warehouse, label: reader.label)
        let users = try await ids.userIDs(of: found.members.units.sorted())
        return CohortMembers(
            units: Set(users.values.joined().map { log.names.number(of: $0) }), asOf: asOf,
            unknown: found.members.unknown)
    }

    /// Works a cohort out of its own events.
    func members(
        of cohort: Cohort, asOf: Int64
    ) async throws(ChartError) -> (members: CohortMembers, log: EventLog) {
        let own = sources.whole(cohort.source)
        let events = try await sources.source(
            own, for: try await definitions(behind: cohort), zone: nil, reader)
        let log = EventLog(source: events, warehouse: sources.warehouse, label: reader.label)
        let book = SavedCohorts(shelf: shelf, sources: sources, source: own, reader: reader)
        let evaluator = CohortEvaluator(log: log, book: book, calendar: sources.calendar, asOf: asOf)
        return (try await evaluator.members(of: cohort), log)
    }

    /// The definitions of cohorts by name and of all that they stand on: they may name fields of an explore.
    func definitions(of names: [String]) async throws(ChartError) -> JSONValue {
        var found: [JSONValue] = []
        var seen: Set<String> = []
        var waiting = names
        while let name = waiting.popLast() {
            guard seen.insert(name).inserted, let saved = try await saved(name) else { continue }
            found.append(.object(saved.definition))
            if case .dynamic(let definition) = try saved.cohort().content { waiting += definition.cohorts }
        }
        return .array(found)
    }

    private func definitions(behind cohort: Cohort) async throws(ChartError) -> JSONValue {
        guard case .dynamic(let definition) = cohort.content else { return .null }
        return .array([definition.properties, try await definitions(of: definition.cohorts)])
    }
}

extension ChartDefinition.SourceName {
    /// `nil` for an explore.
    var project: Int? { if case .events(let project) = self { project } else { nil } }

    var words: String {
        switch self {
        case .events(let project): "the collected events" + (project.map { " of project \($0)" } ?? "")
        case .explore(let model, let explore): "the events of \(model).\(explore)"
        }
    }
}
