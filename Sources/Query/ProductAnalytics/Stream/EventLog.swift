package import Warehouse

/// Runs passes over the events of a source.
package struct EventLog: Sendable {
    package let source: any EventSource
    package let warehouse: any Warehouse
    /// On whose behalf, for logs and the list of running queries.
    package let label: String

    package init(source: any EventSource, warehouse: any Warehouse, label: String) {
        self.source = source
        self.warehouse = warehouse
        self.label = label
    }

    /// What a pass returns, with what its numbers stand for.
    package struct Outcome<Pass: UnitPass>: Sendable {
        package var pass: Pass
        /// The values of each breakdown of the request.
        package var dictionaries: [ValueDictionary]
        /// The units' names if they are texts.
        package var names: UnitNames?
        /// What was asked of the warehouse.
        package var sql: String
    }

    /// Reads the events once, in order, and folds them.
    /// - Parameter make: Makes the pass from the dictionaries that the codes in its events stand for.
    package func run<Pass: UnitPass>(
        _ request: EventRequest, _ make: (_ dictionaries: [ValueDictionary]) -> Pass
    ) async throws(ChartError) -> Outcome<Pass> {
        let statement = try EventRequestSQL(source: source, dialect: warehouse.dialect).statement(request, label: label)
        var dictionaries: [ValueDictionary] = []
        for reference in request.breakdowns {
            let property = try source.property(reference)
            dictionaries.append(ValueDictionary(isJSON: property.breakdownIsJSON, names: property.breakdownNames))
        }
        let isNumber = if case .person = request.unit { source.personIsNumber } else { false }
        let names = isNumber ? nil : UnitNames()
        var reader = EventReader(request, dictionaries: dictionaries, names: names, into: make(dictionaries))
        do {
            reader = try await warehouse.scan(statement, reader)
        } catch {
            throw ChartError(error)
        }
        reader.finish()
        return Outcome(pass: reader.pass, dictionaries: dictionaries, names: names, sql: statement.sql)
    }
}
