package import Content
package import JSON
package import ProductAnalytics
package import QueryRunner
package import Warehouse

/// Answers charts: finds their source, waits for a place among the queries, and runs them.
package struct ChartDesk: Sendable {
    package let sources: ChartSources
    /// The cohorts that charts may name.
    package let shelf: CohortShelf
    /// Shared with all other queries.
    package let admission: AdmissionQueue
    private let coverage: CoverageReader
    private let cache: ChartCache?
    let now: @Sendable () -> Int64

    package var warehouse: any Warehouse { sources.warehouse }
    package var number: Int { sources.number }
    package var calendar: ChartCalendar { sources.calendar }
    package var currency: String? { sources.currency }

    package init(
        sources: ChartSources, shelf: CohortShelf, admission: AdmissionQueue, coverage: CoverageReader,
        cache: ChartCache?, now: @escaping @Sendable () -> Int64
    ) {
        self.sources = sources
        self.shelf = shelf
        self.admission = admission
        self.coverage = coverage
        self.cache = cache
        self.now = now
    }

    /// The numbers of a chart as one JSON object.
    /// - Throws: ``ChartError``, ``QueryFailure/busy``, or `CancellationError` when the task is cancelled while it waits.
    package func numbers(_ ask: ChartAsk, for reader: ChartReader) async throws -> [UInt8] {
        let definition = try ChartDefinition(ask.definition)
        let stamp = try await shelf.stamp()
        let showsSQL = reader.seesSQL(of: definition.source)
        // Only answers on the collected events are kept, so only who may see those is given one.
        let key =
            reader.seesAllEvents
            ? await cache?.key(ask, of: definition.source, cohorts: stamp, showsSQL: showsSQL) : nil
        if let key, let kept = cache?.answer(to: key, now: now()) { return kept }
        let asOf = ask.asOf ?? now()
        let answer = try await admission.run(.interactive) {
            let runner = try await runner(of: definition, ask, for: reader)
            var outcome = try await runner.run(definition, asOf: asOf, label: reader.label)
            // The end of today stands for today.
            if asOf - ChartCalendar.day > now() {
                let moment = ChartTime.iso(asOf, in: outcome.context.calendar)
                outcome.remarks.append("\(moment) lies ahead: only what was collected up to now is counted.")
            }
            let covered = await coverage.coverage(of: sources.whole(definition.source), label: reader.label)
            var writer = JSONWriter(capacity: 16 * 1_024)
            outcome.write(to: &writer, showsSQL: showsSQL, coverage: covered)
            return writer.bytes
        }
        if let key { cache?.keep(answer, for: key, at: now()) }
        return answer
    }

    /// The people or groups behind one number: how many, the first of them by name, and where the chart reads an explore and
    /// they are not too many, that explore filtered to them (`explores`).
    /// - Throws: as ``numbers(_:for:)``.
    package func units(behind point: JSONValue, _ ask: ChartAsk, for reader: ChartReader) async throws -> JSONValue {
        let definition = try ChartDefinition(ask.definition)
        let asOf = ask.asOf ?? now()
        return try await admission.run(.interactive) {
            let runner = try await runner(of: definition, ask, for: reader)
            let found = try await runner.units(behind: point, of: definition, asOf: asOf, label: reader.label)
            let names = ChartUnitNames(warehouse: warehouse, limit: ask.limit, label: reader.label)
            let unit = if case .group(let type) = definition.unit { type } else { "users" }
            var answer = JSONObject([
                ("unit", .string(unit)), ("count", JSONValue(found.units.count)),
                ("units", .array(try await names.describe(found))),
                ("as_of", .string(ChartTime.iso(asOf, in: calendar))),
            ])
            if let names = found.names, found.units.count <= ExploreLinks.mostIDs,
                let link = links(for: reader)?.link(
                    to: definition.source, unit: definition.unit, names: found.units.compactMap { names.name(of: $0) })
            {
                answer["explores"] = [link]
            }
            return .object(answer)
        }
    }

    /// `nil` where there is no model.
    func links(for reader: ChartReader) -> ExploreLinks? {
        sources.project().map { ExploreLinks(project: reader.visible($0), attributes: reader.attributes) }
    }

    /// A list that holds the people or groups behind one number, as a cohort's definition, and how many they are.
    /// - Throws: as ``numbers(_:for:)``.
    package func list(
        behind point: JSONValue, _ ask: ChartAsk, for reader: ChartReader
    ) async throws -> (definition: JSONObject, size: Int, asOf: Int64) {
        let definition = try ChartDefinition(ask.definition)
        let asOf = ask.asOf ?? now()
        return try await admission.run(.interactive) {
            let runner = try await runner(of: definition, ask, for: reader)
            let found = try await runner.cohort(
                named: "list", behind: point, of: definition, asOf: asOf, label: reader.label)
            guard case .list(let list) = found.content else { return (JSONObject(), 0, asOf) }
            // Where parts of people count, somebody may stand behind several of them.
            let ids = Set(list.ids).sorted { ($0.count, $0) < ($1.count, $1) }
            var members = JSONObject([(list.kind.rawValue, .array(ids.map(JSONValue.string)))])
            if case .group(let type) = definition.unit { members["count_by"] = .string(type) }
            members["source"] = sources.whole(definition.source).json
            return (members, ids.count, asOf)
        }
    }

    private func runner(
        of definition: ChartDefinition, _ ask: ChartAsk, for reader: ChartReader
    ) async throws(ChartError) -> ChartRunner {
        let name = sources.whole(definition.source)
        let book = SavedCohorts(shelf: shelf, sources: sources, source: name, reader: reader)
        let names = definition.cohorts + definition.segments.flatMap { $0.who?.cohorts ?? [] }
        var asked = ask.definition
        if case .explore = name, !names.isEmpty { asked = .array([asked, try await book.definitions(of: names)]) }
        let source = try await sources.source(name, for: asked, zone: definition.zone, reader)
        var runner = ChartRunner(source: source, warehouse: warehouse, calendar: calendar, book: book)
        runner.resident = sources.resident
        runner.readsDerived = !ask.readsEventsOnly
        return runner
    }
}

extension ChartDefinition.SourceName {
    /// As definitions write it.
    var json: JSONValue {
        switch self {
        case .events(let project): project.map { ["project": .int(Int64($0))] } ?? [:]
        case .explore(let model, let explore): ["model": .string(model), "explore": .string(explore)]
        }
    }
}
