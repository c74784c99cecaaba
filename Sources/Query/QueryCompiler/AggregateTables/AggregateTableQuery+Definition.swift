internal import SQL
internal import SemanticModel

extension AggregateTableQuery {
    /// `source` with nothing built, so that a text holds everything it stands on.
    static func computing(_ source: QuerySource, at moment: Int64) -> QuerySource {
        var source = source
        source.context.built = BuiltTables()
        source.context.increment = nil
        source.context.now = moment
        source.readsKeptTables = false
        source.kept = KeptTableLog()
        return source
    }

    /// By what ``BuiltTables`` know the table.
    func key() throws(QueryError) -> String {
        var texts: [String] = []
        for moment in KeptTableFinder.moments {
            let statement = try statement(
                try resolved(at: moment), from: Self.computing(source, at: moment)
            ).statement
            let text = SQLRenderer.selfContained(statement, dialect: source.dialect)
            if text != texts.last { texts.append(text) }
        }
        return KeptTableFinder.key(model + "." + explore + "." + table.name, texts)
    }

    func definition() throws(QueryError) -> TableDefinition {
        var definition = TableDefinition(
            model: model, subject: .aggregateTable(explore: explore, name: table.name), explore: explore,
            key: try key(), sql: "", storage: table.storage)
        var reading = source
        reading.kept = KeptTableLog()
        let statement = try statement(try resolved(at: source.context.now), from: reading).statement
        definition.sql = SQLRenderer.selfContained(statement, dialect: source.dialect)
        let kept = reading.kept.tables
        definition.dependsOn = (kept.read.keys + kept.wanted.map(\.key)).sorted()
        return definition
    }
}
