package import SQL
package import SemanticModel

extension QueryCompiler {
    /// What an aggregate table is made from. Its columns are called as the fields of its query; times are typed, and of a
    /// measure of type `average` there are two columns, `…__sum` and `…__count`.
    ///
    /// - Parameter context: `now` is the moment as of which relative dates are meant; it has to become the table's
    ///   ``BuiltTable/builtAt``. `built` says which tables the SQL may read.
    /// - Throws: ``QueryError`` when there is no such table, and when its query can't be compiled.
    package static func definition(
        ofAggregateTable name: String, explore: String, model: String, project: Project, context: QueryContext,
        dialect: Dialect
    ) throws(QueryError) -> TableDefinition {
        let found = project.model(model)?.explore(explore, attributes: context.userAttributes)
        guard let table = found?.aggregateTables.first(where: { $0.name == name }) else {
            throw QueryError(
                .unsupported, "The explore `\(explore)` has no aggregate table `\(name)`.", field: name,
                suggestion: Suggestion.nearest(to: name, in: found?.aggregateTables.map(\.name) ?? []))
        }
        let source = QuerySource(project: project, context: context, dialect: dialect)
        return try AggregateTableQuery(table: table, model: model, explore: explore, source: source).definition()
    }

    /// All aggregate tables of a model.
    package static func aggregateTables(
        ofModel model: String, project: Project, context: QueryContext, dialect: Dialect
    ) -> (definitions: [TableDefinition], problems: [TableProblem]) {
        var definitions: [TableDefinition] = []
        var problems: [TableProblem] = []
        for explore in project.model(model)?.opened(to: context.userAttributes).explores ?? [] {
            for table in explore.aggregateTables {
                do {
                    definitions.append(
                        try definition(
                            ofAggregateTable: table.name, explore: explore.name, model: model, project: project,
                            context: context, dialect: dialect))
                } catch {
                    problems.append(
                        TableProblem(
                            model: model, subject: .aggregateTable(explore: explore.name, name: table.name),
                            message: error.message))
                }
            }
        }
        return (definitions, problems)
    }
}
