package import SQL
package import SemanticModel

/// Turns explore queries into SQL.
package enum QueryCompiler {
    /// Names → fields → plan → SQL. Pure: the same arguments give the same text.
    ///
    /// - Throws: ``QueryError`` for whatever the query or the user's attributes do not allow.
    package static func compile(
        _ query: ExploreQuery, project: Project, context: QueryContext, dialect: Dialect
    ) throws(QueryError) -> CompiledQuery {
        let resolved = try QueryResolver(query: query, project: project, context: context).resolve()
        let source = QuerySource(project: project, context: context, dialect: dialect)
        let answer = try AggregateTableChoice(query, resolved, from: source).made()
        return try answer.described(try Compilation(answer.resolved, from: source).compile(query))
    }
}

/// What all parts of one query compile against.
struct QuerySource {
    let project: Project
    var context: QueryContext
    let dialect: Dialect
    /// The derived tables by queries on explores that are being put together, from the outside in.
    var open: [String] = []
    /// Whether tables that are kept are read where they are built; if not, every table is computed.
    var readsKeptTables = true
    var kept = KeptTableLog()
}
