internal import ExploreEvents
package import JSON
package import ProductAnalytics
package import QueryCompiler
package import QueryRunner
package import SemanticModel
package import Warehouse

/// Answers charts: finds their source, waits for a place among the queries, and runs them.
package struct ChartDesk: Sendable {
    package let warehouse: any Warehouse
    /// The project whose events are read where a chart names none.
    package let number: Int
    package let calendar: ChartCalendar
    /// Shared with all other queries.
    package let admission: AdmissionQueue
    private let project: @Sendable () -> Project?
    private let context: @Sendable (_ attributes: [String: String]) -> QueryContext
    private let cache: ChartCache?
    private let now: @Sendable () -> Int64

    /// - Parameters:
    ///   - project: The model that charts of explores read; `nil` where there is none.
    ///   - context: What the queries of a user with these attributes compile against.
    package init(
        warehouse: any Warehouse, number: Int, calendar: ChartCalendar, admission: AdmissionQueue,
        project: @escaping @Sendable () -> Project?,
        context: @escaping @Sendable (_ attributes: [String: String]) -> QueryContext, cache: ChartCache?,
        now: @escaping @Sendable () -> Int64
    ) {
        self.warehouse = warehouse
        self.number = number
        self.calendar = calendar
        self.admission = admission
        self.project = project
        self.context = context
        self.cache = cache
        self.now = now
    }

    /// The numbers of a chart as one JSON object.
    /// - Throws: ``ChartError``, ``QueryFailure/busy``, or `CancellationError` when the task is cancelled while it waits.
    package func numbers(_ ask: ChartAsk, for reader: ChartReader) async throws -> [UInt8] {
        let definition = try ChartDefinition(ask.definition)
        let key = await cache?.key(ask, of: definition.source, showsSQL: reader.seesSQL)
        if let key, let kept = cache?.answer(to: key, now: now()) { return kept }
        let asOf = ask.asOf ?? now()
        let answer = try await admission.run(.interactive) {
            let runner = try await runner(of: definition, ask, for: reader)
            let outcome = try await runner.run(definition, asOf: asOf, label: reader.label)
            var writer = JSONWriter(capacity: 16 * 1_024)
            outcome.write(to: &writer, showsSQL: reader.seesSQL)
            return writer.bytes
        }
        if let key { cache?.keep(answer, for: key, at: now()) }
        return answer
    }

    /// The people or groups behind one number: how many, and the first of them by name.
    /// - Throws: as ``numbers(_:for:)``.
    package func units(behind point: JSONValue, _ ask: ChartAsk, for reader: ChartReader) async throws -> JSONValue {
        let definition = try ChartDefinition(ask.definition)
        let asOf = ask.asOf ?? now()
        return try await admission.run(.interactive) {
            let runner = try await runner(of: definition, ask, for: reader)
            let found = try await runner.units(behind: point, of: definition, asOf: asOf, label: reader.label)
            let names = ChartUnitNames(warehouse: warehouse, limit: ask.limit, label: reader.label)
            let unit = if case .group(let type) = definition.unit { type } else { "users" }
            return [
                "unit": .string(unit), "count": JSONValue(found.units.count),
                "units": .array(try await names.describe(found)),
                "as_of": .string(ChartTime.iso(asOf, in: calendar)),
            ]
        }
    }

    private func runner(
        of definition: ChartDefinition, _ ask: ChartAsk, for reader: ChartReader
    ) async throws -> ChartRunner {
        let source: any EventSource
        switch definition.source {
        case .events(let project):
            guard reader.seesAllEvents else {
                throw ChartError.invalid(
                    "source",
                    "The collected events are not open to you. Name an explore: {\"model\": …, \"explore\": …}.")
            }
            source = try await CanonicalEvents.read(project: project ?? number, from: warehouse)
        case .explore(let model, let explore):
            guard let project = project() else {
                throw ChartError.invalid("source", "There is no model here. Name the project's folder.")
            }
            source = try ExploreEvents(
                model: model, explore: explore, for: ask.definition, project: project,
                context: context(reader.attributes), zone: definition.zone ?? calendar.zone.identifier,
                dialect: warehouse.dialect)
        }
        var runner = ChartRunner(source: source, warehouse: warehouse, calendar: calendar)
        runner.readsDerived = !ask.readsEventsOnly
        return runner
    }
}
