internal import ExploreEvents
internal import JSON
package import ProductAnalytics
package import QueryCompiler
package import SemanticModel
package import Warehouse

/// Finds what charts and cohorts read, with the rights of whoever asks.
package struct ChartSources: Sendable {
    package let warehouse: any Warehouse
    /// The project whose events are read where nothing else is named.
    package let number: Int
    package let calendar: ChartCalendar
    /// The ISO code of the currency in which amounts are added up; `nil`: none is said.
    package var currency: String?
    /// Step lists that stay in memory from chart to chart; `nil` reads all from the tables.
    package var resident: ResidentSteps?
    /// What the collected events have beside what came with them.
    package var derivedProperties: [DerivedProperty] = []
    let project: @Sendable () -> Project?
    private let context: @Sendable (_ attributes: [String: String]) -> QueryContext

    /// - Parameters:
    ///   - project: The model that explores are found in; `nil` where there is none.
    ///   - context: What the queries of a user with these attributes compile against.
    package init(
        warehouse: any Warehouse, number: Int, calendar: ChartCalendar, project: @escaping @Sendable () -> Project?,
        context: @escaping @Sendable (_ attributes: [String: String]) -> QueryContext
    ) {
        self.warehouse = warehouse
        self.number = number
        self.calendar = calendar
        self.project = project
        self.context = context
    }

    /// The same name with the number of the project in it.
    func whole(_ name: ChartDefinition.SourceName?) -> ChartDefinition.SourceName {
        switch name {
        case nil, .events(nil)?: .events(project: number)
        case let name?: name
        }
    }

    /// - Parameters:
    ///   - definition: What is asked: of an explore only the fields are read that it names.
    ///   - zone: In which dates among the properties are shown; `nil` is the project's.
    /// - Throws: ``ChartError/invalid(_:)`` for what is not there or not open to the reader.
    func source(
        _ name: ChartDefinition.SourceName, for definition: JSONValue, zone: String?, _ reader: ChartReader
    ) async throws(ChartError) -> any EventSource {
        switch name {
        case .events(let project):
            guard reader.seesAllEvents else {
                throw ChartError.invalid(
                    "source",
                    "The collected events are not open to you. Name an explore: {\"model\": …, \"explore\": …}.")
            }
            return try await events(of: project)
        case .explore(let model, let explore):
            guard let project = project().map(reader.visible) else {
                throw ChartError.invalid("source", "There is no model here. Name the project's folder.")
            }
            return try ExploreEvents(
                model: model, explore: explore, for: definition, project: project,
                context: context(reader.attributes), zone: zone ?? calendar.zone.identifier,
                dialect: warehouse.dialect)
        }
    }

    /// The collected events of a project, for whoever may see all of them.
    func events(of project: Int? = nil) async throws(ChartError) -> CanonicalEvents {
        try await CanonicalEvents.read(
            project: project ?? number, currency: currency, from: warehouse, derivedProperties: derivedProperties)
    }
}
