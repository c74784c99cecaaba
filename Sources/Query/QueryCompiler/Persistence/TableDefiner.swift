internal import SQL
internal import SemanticModel

/// Puts together what kept tables are made from.
struct TableDefiner {
    let model: String
    let source: QuerySource

    func definition(ofDerivedTable view: String, explore name: String?) throws(QueryError) -> TableDefinition {
        let model = try resolvedModel()
        guard let table = model.derivedTables[view], let storage = table.storage, storage.persistence != nil else {
            throw QueryError(
                .unsupported, "The model `\(model.name)` has no view `\(view)` whose table is kept.", field: view)
        }
        let query = try emptyQuery(on: name ?? standardExplore(of: view, in: model))
        return try definition(of: view, storage, in: query)
    }

    private func definition(
        of view: String, _ storage: TableStorage, in query: ResolvedQuery
    ) throws(QueryError) -> TableDefinition {
        var definition = TableDefinition(
            model: model, subject: .derivedTable(view: view), explore: query.explore.name,
            key: try KeptTableFinder(query: query, source: source).key(of: view), sql: "", storage: storage)
        var reading = source
        reading.kept = KeptTableLog()
        let statement = try DerivedTables(query: query, source: reading).statement(of: view)
        definition.sql = SQLRenderer.selfContained(statement, dialect: source.dialect)
        let kept = reading.kept.tables
        definition.dependsOn = (kept.read.keys + kept.wanted.map(\.key)).sorted()
        if let increment = storage.increment {
            definition.increment = try IncrementReader(
                view: view, increment: increment, query: query, source: source
            ).read()
        }
        return definition
    }

    func all() -> (definitions: [TableDefinition], problems: [TableProblem]) {
        guard let model = source.project.model(model) else { return ([], []) }
        let kept = model.derivedTables.filter { $0.value.storage?.persistence != nil }
        guard !kept.isEmpty else { return ([], []) }
        var definitions: [TableDefinition] = []
        var problems: [TableProblem] = []
        var unreached = Set(kept.keys)
        func add(_ view: String, _ explore: String) {
            do {
                let definition = try definition(ofDerivedTable: view, explore: explore)
                if !definitions.contains(where: { $0.key == definition.key }) { definitions.append(definition) }
            } catch {
                let problem = TableProblem(
                    model: model.name, subject: .derivedTable(view: view), message: error.message)
                if !problems.contains(problem) { problems.append(problem) }
            }
        }
        for explore in model.explores {
            for view in views(under: explore, in: model) where kept[view] != nil {
                unreached.remove(view)
                add(view, explore.name)
            }
        }
        for view in unreached.sorted() { add(view, standardExplore(of: view, in: model)) }
        return (definitions, problems)
    }

    /// The views of an explore, and those on whose tables their SQL stands. What a native derived table stands on belongs to
    /// its own explore.
    private func views(under explore: Explore, in model: Model) -> [String] {
        var found: [String] = []
        var waiting = explore.views.map(\.view)
        while let view = waiting.popLast() {
            guard !found.contains(view) else { continue }
            found.append(view)
            switch model.viewSources[view] {
            case .derivedSQL(let template), .table(let template):
                for case .tableName(let name) in template.parts where name != view { waiting.append(name) }
            case nil: break
            }
        }
        return found.sorted()
    }

    func statement(_ template: SQLTemplate) throws(QueryError) -> String {
        let model = try resolvedModel()
        let query = try emptyQuery(on: model.explores.first?.name ?? "")
        return try DerivedTables(query: query, source: source).statement(template)
    }

    private func emptyQuery(on explore: String) throws(QueryError) -> ResolvedQuery {
        try QueryResolver(
            query: ExploreQuery(model: model, explore: explore, fields: []), project: source.project,
            context: source.context
        ).resolveWithoutFields()
    }

    private func resolvedModel() throws(QueryError) -> Model {
        guard let model = source.project.model(model) else {
            throw QueryError(.unknownModel, "The project has no model `\(model)`.", field: model)
        }
        return model
    }

    private func standardExplore(of view: String, in model: Model) -> String {
        let explore =
            model.explore(view) ?? model.explores.first { $0.views.contains { $0.view == view } }
            ?? model.explores.first
        return explore?.name ?? view
    }
}
