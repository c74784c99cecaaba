package import SQL
package import SemanticModel

extension QueryCompiler {
    /// What the table of a view is made from that is kept.
    ///
    /// Liquid in its SQL sees a query on `explore` that asks for nothing.
    ///
    /// - Parameters:
    ///   - explore: By default the explore of the view's name, else the first that has the view in it, else the first.
    ///   - context: Its zone is that of the query; `built` says which tables its SQL may read.
    /// - Throws: ``QueryError`` when there is no such view, when its table is not kept, and when its SQL can't be put
    ///   together without the values of a query.
    package static func definition(
        ofDerivedTable view: String, explore: String? = nil, model: String, project: Project, context: QueryContext,
        dialect: Dialect
    ) throws(QueryError) -> TableDefinition {
        try TableDefiner(
            model: model, source: QuerySource(project: project, context: context, dialect: dialect)
        ).definition(ofDerivedTable: view, explore: explore)
    }

    /// All tables of a model that are kept, each once: a view whose SQL depends on the explore has several.
    ///
    /// - Parameter context: As for one of them. What depends on attributes that it lacks is defined for users who lack
    ///   them too.
    package static func keptTables(
        ofModel model: String, project: Project, context: QueryContext, dialect: Dialect
    ) -> (definitions: [TableDefinition], problems: [TableProblem]) {
        TableDefiner(
            model: model, source: QuerySource(project: project, context: context, dialect: dialect)
        ).all()
    }

    /// The SELECT of the rows of a growing table from a moment on: microseconds since 1970-01-01 00:00:00 of the
    /// database's own times.
    ///
    /// - Throws: as ``definition(ofDerivedTable:explore:model:project:context:dialect:)``.
    package static func growth(
        of definition: TableDefinition, since: Int64, project: Project, context: QueryContext, dialect: Dialect
    ) throws(QueryError) -> String {
        guard case .derivedTable(let view) = definition.subject, let increment = definition.increment else {
            throw QueryError(.unsupported, "The table `\(definition.name)` does not grow by increments.")
        }
        var context = context
        context.increment = TableGrowth(view: view, since: since)
        let grown = try Self.definition(
            ofDerivedTable: view, explore: definition.explore, model: definition.model, project: project,
            context: context, dialect: dialect)
        return """
            SELECT \(increment.alias).* FROM (
            \(grown.sql)
            ) AS \(increment.alias)
            WHERE \(increment.time) >= \(dialect.literal(.timestamp(since)))
            """
    }

    /// A statement of the model that is no query on an explore, such as a trigger, as SQL without bound values.
    package static func statement(
        _ template: SQLTemplate, model: String, project: Project, context: QueryContext, dialect: Dialect
    ) throws(QueryError) -> String {
        try TableDefiner(
            model: model, source: QuerySource(project: project, context: context, dialect: dialect)
        ).statement(template)
    }
}

/// Why a table that is to be kept has no definition.
package struct TableProblem: Sendable, Hashable {
    package var model: String
    package var subject: TableDefinition.Subject
    package var message: String
}
