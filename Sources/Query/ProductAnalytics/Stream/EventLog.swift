package import Warehouse

/// Runs passes over the events of a source.
package struct EventLog: Sendable {
    package let source: any EventSource
    package let warehouse: any Warehouse
    /// On whose behalf, for logs and the list of running queries.
    package let label: String

    /// The numbers of units whose names are texts: the same ones in all that is read through this log.
    package let names = UnitNames()

    /// Whether the tables beside the events may answer.
    package var readsSteps = true

    /// Whether the lists of steps lie packed beside the warehouse.
    package var readsPacks: Bool { readsSteps && (source as? CanonicalEvents)?.derived?.packed != nil }

    /// Step lists that stay in memory; `nil` reads all from the tables.
    package var resident: ResidentSteps?

    /// For whom events are read where it is not the chart itself, such as `cohort buyers`.
    var purpose = ""

    /// What was read, and from which tables.
    package let reads = ChartReads()

    /// The names that were asked for.
    package let asked = AskedNames()

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
        package var strategy: ChartStrategy
    }

    /// Reads the events once, in order, and folds them.
    /// - Parameters:
    ///   - known: Why nothing faster can answer, if the chart knows.
    ///   - make: Makes the pass from the dictionaries that the codes in its events stand for.
    package func run<Pass: UnitPass>(
        _ request: EventRequest, because known: String = "", _ make: (_ dictionaries: [ValueDictionary]) -> Pass
    ) async throws(ChartError) -> Outcome<Pass> {
        asked.add(request)
        var request = request
        for (place, condition) in request.conditions.enumerated() {
            guard case .member(let members) = condition else { continue }
            let workedOut = try await members.workedOut(from: request.firstCounted, to: request.to)
            request.conditions[place] = .member(workedOut)
        }
        var dictionaries: [ValueDictionary] = []
        for reference in request.breakdowns {
            if let name = reference.cohort {
                guard request.cohorts[name] != nil else { throw .unknown([name], "There is no cohort \"\(name)\".") }
                dictionaries.append(ValueDictionary(isJSON: false))
                continue
            }
            let property = try source.property(reference)
            dictionaries.append(ValueDictionary(isJSON: property.breakdownIsJSON, names: property.breakdownNames))
        }
        var reason = ""
        if readsSteps, let source = source as? CanonicalEvents {
            if let derived = source.derived, let plan = DaysPlan(request, for: source, derived) {
                let found = try await days(plan, of: source, derived, make(dictionaries), make(dictionaries))
                if let found { return found }
                return try await events(request, dictionaries, because: Self.sortedMeanwhile, make)
            }
            let found = StepsPlan.plan(request, for: source)
            warehouse.packs?.wanted.add(found.wanted)
            if let plan = found.plan, let derived = source.derived {
                // Packed steps are in memory for one part of the people after the other.
                let isInParts = derived.packed != nil && derived.waitingSteps == 0 && resident == nil
                if derived.steps <= Self.mostSteps || plan.types.count < 4 || isInParts {
                    if let found = try await steps(plan, of: source, derived, dictionaries, make) { return found }
                    return try await events(request, dictionaries, because: Self.sortedMeanwhile, make)
                }
                reason = "too many events of too many types"
            } else {
                reason = found.reason
            }
        }
        return try await events(request, dictionaries, because: known.isEmpty ? reason : known, make)
    }

    private static let sortedMeanwhile = "the tables beside the events were sorted meanwhile"

    private func events<Pass: UnitPass>(
        _ request: EventRequest, _ dictionaries: [ValueDictionary], because reason: String,
        _ make: (_ dictionaries: [ValueDictionary]) -> Pass
    ) async throws(ChartError) -> Outcome<Pass> {
        reads.add(.events, because: reason, for: purpose)
        let statement = try EventRequestSQL(source: source, dialect: warehouse.dialect).statement(request, label: label)
        let isNumber = if case .person = request.unit { source.personIsNumber } else { false }
        let names = isNumber ? nil : self.names
        var reader = EventReader(request, dictionaries: dictionaries, names: names, into: make(dictionaries))
        do {
            reader = try await warehouse.scan(statement.statement, reader)
        } catch {
            throw ChartError(error)
        }
        reader.finish()
        asked.add(reader.found, by: request, dictionaries)
        return Outcome(
            pass: reader.pass, dictionaries: dictionaries, names: names, sql: statement.sql, strategy: .events)
    }

    /// Steps that are read into memory for one chart at most; with more, events are read in the order of people instead.
    static let mostSteps = 40_000_000
}

/// Which tables a chart was answered from.
package enum ChartStrategy: String, Sendable {
    /// One pass over the events.
    case events
    /// The lists of each event type, sorted by person.
    case steps
    /// The same lists, all of them in memory from charts before.
    case memory
    /// The days on which people were active.
    case days
    /// The types of the events of recorded sessions.
    case sessions
}
