package import LookML
package import QueryCompiler
package import SemanticModel
package import Warehouse

/// Finds out which SQL of a project a warehouse would refuse, without running any: tables, joins, conditions and every
/// field of every explore are compiled as queries are and put before the engine.
///
/// Many fields share one statement; only where the engine refuses one is it halved until the culprits stand alone. So
/// thousands of good fields take some hundred statements.
package struct ModelCheck: Sendable {
    private let warehouse: any Warehouse
    private let context: QueryContext
    private let timeLimit: Duration

    /// How far a check has come.
    package struct Progress: Sendable, Hashable {
        /// Explores that are done, of those there are.
        package var done: Int
        package var of: Int
        /// The explore that is looked at now.
        package var explore: String
    }

    /// What a check found.
    package struct Report: Sendable {
        /// By place.
        package var problems: [Diagnostic] = []
        package var explores = 0
        package var fields = 0
        /// Statements that the warehouse was asked about.
        package var statements = 0
        /// Whether everything was looked at before the time was over.
        package var isComplete = true
    }

    /// - Parameters:
    ///   - context: The zone and the moment for which queries are compiled.
    ///   - timeLimit: For the whole check. What has not been looked at by then is named in a warning.
    package init(warehouse: any Warehouse, context: QueryContext, timeLimit: Duration = .seconds(300)) {
        self.warehouse = warehouse
        self.context = context
        self.timeLimit = timeLimit
    }

    /// - Parameter progress: Called before each explore.
    /// - Throws: ``WarehouseError`` when the warehouse is away. What it refuses is in the report.
    package func run(
        _ project: Project, progress: @Sendable (Progress) -> Void = { _ in }
    ) async throws(WarehouseError) -> Report {
        let models = project.openedWhole().models
        let total = models.reduce(0) { $0 + $1.explores.count }
        let prober = Prober(warehouse: warehouse, context: context, timeLimit: timeLimit)
        let findings = Findings(namesModels: models.count > 1)
        var report = Report()
        do throws(Prober.Stop) {
            for model in models {
                for explore in model.explores {
                    progress(Progress(done: report.explores, of: total, explore: explore.name))
                    report.fields += explore.fields.count
                    try await ExploreCheck(explore, in: model, prober: prober, findings: findings).run()
                    report.explores += 1
                }
                try await checkUnusedTables(of: model, prober, findings)
            }
        } catch {
            switch error {
            case .warehouse(let error): throw error
            case .timeIsOver:
                report.isComplete = false
                findings.addIncomplete(
                    "The check took longer than \(timeLimit.components.seconds) s; "
                        + "\(total - report.explores) of \(total) explores were not looked at to the end.",
                    at: Self.location(after: report.explores, in: models))
            }
        }
        // What the model's own errors keep from being compiled has been told.
        let told = Set(project.diagnostics.filter { $0.severity == .error }.map(\.location))
        report.problems = findings.diagnostics.filter { !($0.code.hasPrefix("query-") && told.contains($0.location)) }
        report.statements = prober.statements
        return report
    }

    /// Tables on which nothing but other tables stand, or nothing at all.
    private func checkUnusedTables(
        of model: Model, _ prober: Prober, _ findings: Findings
    ) async throws(Prober.Stop) {
        let used = Set(model.explores.flatMap { $0.views.map(\.view) })
        let tables = model.derivedTables.filter { !used.contains($0.key) }
        for (name, table) in tables.sorted(by: { $0.key < $1.key }) {
            // As for a view that an explore joins: what the compiler makes itself has the view's own name.
            let source =
                model.viewSources[name]
                ?? .table(SQLTemplate(parts: [.tableName(name)], view: nil, location: table.location))
            let view = JoinedView(alias: name, view: name, label: name, source: source, primaryKey: nil, join: nil)
            let explore = Explore(
                name: name, model: model.name, label: name, description: nil, groupLabel: nil, hidden: true, tags: [],
                views: [view], fields: [], alwaysFilters: [], accessFilters: [], sqlAlwaysWhere: nil,
                sqlAlwaysHaving: nil, alwaysJoin: [], caseSensitive: true, location: source.sql.location,
                fieldsByName: [:])
            try await ExploreCheck(explore, in: model, prober: prober, findings: findings, isMadeUp: true)
                .checkTables()
        }
    }

    private static func location(after done: Int, in models: [Model]) -> SourceLocation {
        let explores = models.flatMap(\.explores)
        if done < explores.count { return explores[done].location }
        return models.first?.location ?? SourceLocation(file: "", line: 1, column: 1)
    }
}

extension ViewSource {
    var sql: SQLTemplate {
        switch self {
        case .table(let sql), .derivedSQL(let sql): sql
        }
    }
}
