internal import SQL
internal import SemanticModel

/// Finds out which kept table a derived table of a query is.
///
/// A table that is kept may not depend on the query that reads it. Whether it does shows when it is put together a second
/// time for a query on the same explore that asks for nothing: the text has to be the same.
struct KeptTableFinder {
    enum Finding {
        case built(key: String, BuiltTable)
        case missing(TableRequest)
        case dependsOnQuery
    }

    let query: ResolvedQuery
    let source: QuerySource

    /// Two moments that no model has in mind: what is relative to now differs between them, and what is not does not.
    static let moments: [Int64] = [981_173_106_789_012, 1_511_885_838_345_678]

    func find(_ view: String) throws(QueryError) -> Finding {
        let here: String
        let elsewhere: String
        let key: String
        here = try sql(of: view, in: query, at: source.context.now)
        do {
            elsewhere = try sql(of: view, in: try neutral(at: source.context.now), at: source.context.now)
            guard here.utf8.elementsEqual(elsewhere.utf8) else { return .dependsOnQuery }
            key = try self.key(of: view)
        } catch {
            // Without the query's own values it can't be put together at all.
            return .dependsOnQuery
        }
        if let table = source.context.built.tables[key] { return .built(key: key, table) }
        return .missing(
            TableRequest(
                model: query.model.name, subject: .derivedTable(view: view), explore: query.explore.name,
                userAttributes: source.context.userAttributes, timezone: query.zone.name, key: key))
    }

    /// The key of a derived table's definition in this explore, whatever a query asks for.
    func key(of view: String) throws(QueryError) -> String {
        var texts: [String] = []
        for moment in Self.moments {
            let text = try sql(of: view, in: try neutral(at: moment), at: moment)
            if text != texts.last { texts.append(text) }
        }
        return Self.key(query.model.name + "." + view, texts)
    }

    /// - Returns: Plain ASCII: to Swift two texts of other bytes may be equal, and to a database they are not.
    static func key(_ name: String, _ texts: [String]) -> String {
        let text = ([name] + texts).joined(separator: "\n")
        guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
        return text.utf8.map { $0 < 0x80 ? String(UnicodeScalar($0)) : "\\x" + String($0, radix: 16) }.joined()
    }

    /// A query on the same explore that asks for nothing.
    func neutral(at moment: Int64) throws(QueryError) -> ResolvedQuery {
        let empty = ExploreQuery(
            model: query.model.name, explore: query.explore.name, fields: [], timezone: query.zone.name)
        return try QueryResolver(query: empty, project: source.project, context: computing(at: moment).context)
            .resolveWithoutFields()
    }

    private func sql(of view: String, in query: ResolvedQuery, at moment: Int64) throws(QueryError) -> String {
        let source = computing(at: moment)
        let statement = try DerivedTables(query: query, source: source).statement(of: view)
        return SQLRenderer.selfContained(statement, dialect: source.dialect)
    }

    /// The same source with no table built, so that a text holds everything.
    private func computing(at moment: Int64) -> QuerySource {
        var source = source
        source.context.built = BuiltTables()
        source.context.increment = nil
        source.context.now = moment
        source.readsKeptTables = false
        return source
    }
}
