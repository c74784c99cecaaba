import QueryCompiler
import SQL
import SemanticModel
import Warehouse

/// Asks the compiler and the warehouse about queries, each different statement once.
///
/// A class, since all parts of one check share what has been asked; it never leaves that check.
final class Prober {
    /// Why the check can't go on.
    enum Stop: Error {
        case timeIsOver
        case warehouse(WarehouseError)
    }

    /// What is wrong with a query.
    enum Refusal: Equatable {
        case compiler(QueryError)
        /// The engine's message.
        case warehouse(String)
        /// The engine could not tell in time, or for want of memory.
        case unknown(String)
    }

    private let warehouse: any Warehouse
    private let context: QueryContext
    private let deadline: ContinuousClock.Instant
    private var known: [String: Refusal?] = [:]
    private var models: [String: Model] = [:]
    private(set) var statements = 0

    private static let statementLimit = Duration.seconds(30)

    init(warehouse: any Warehouse, context: QueryContext, timeLimit: Duration) {
        self.warehouse = warehouse
        self.context = context
        deadline = .now.advanced(by: timeLimit)
    }

    /// `nil` for a query that the warehouse would run.
    /// - Parameter explore: The only one of the model that is asked.
    func refusal(
        of fields: [String], where filters: [String: String] = [:], on explore: Explore, in model: Model
    ) async throws(Stop) -> Refusal? {
        guard ContinuousClock.now < deadline else { throw .timeIsOver }
        var model = prepared(model)
        model.explores.append(explore)
        let project = Project(name: "check", models: [model], dashboardFiles: [], diagnostics: [])
        let query = ExploreQuery(
            model: model.name, explore: explore.name, fields: fields, filters: filters, sorts: [], limit: 1)
        let compiled: CompiledQuery
        do {
            compiled = try QueryCompiler.compile(query, project: project, context: context, dialect: warehouse.dialect)
        } catch {
            return .compiler(error)
        }
        return try await refusal(of: compiled)
    }

    /// The model without the explores that people ask, and with those that derived tables stand on under names of their
    /// own: so that an explore can be changed and asked while they stay as they are.
    private func prepared(_ model: Model) -> Model {
        if let known = models[model.name] { return known }
        var prepared = model
        prepared.explores = []
        for (view, var table) in model.derivedTables {
            guard case .explore(var source) = table.form, var explore = model.explore(source.explore) else { continue }
            explore.name += " (source)"
            source.explore = explore.name
            // Queries of the check have no filters to be handed on.
            source.bindsAllFilters = false
            table.form = .explore(source)
            prepared.derivedTables[view] = table
            if prepared.explore(explore.name) == nil { prepared.explores.append(explore) }
        }
        models[model.name] = prepared
        return prepared
    }

    private func refusal(of query: CompiledQuery) async throws(Stop) -> Refusal? {
        // Readable SQL has the values in it.
        if let answer = known[query.readableSQL] { return answer }
        statements += 1
        var answer: Refusal?
        do throws(WarehouseError) {
            try await warehouse.check(
                Statement(
                    query.sql, parameters: query.parameters, label: "the check of the model",
                    timeLimit: Self.statementLimit))
        } catch .rejected(_, let message, _) {
            answer = .warehouse(message)
        } catch .timedOut {
            answer = .unknown("it took too long to plan")
        } catch .exhausted(_, let message) {
            answer = .unknown(message)
        } catch {
            throw .warehouse(error)
        }
        known[query.readableSQL] = .some(answer)
        return answer
    }
}
