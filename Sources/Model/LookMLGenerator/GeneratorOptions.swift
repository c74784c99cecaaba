/// What is generated, and how much work it may make.
package struct GeneratorOptions: Sendable {
    /// The model's name, which is put into snake case.
    package var model: String
    /// What the model's `connection` says.
    package var connection: String
    /// The schemas whose tables are read; `nil` for all but those of the engine itself.
    package var schemas: [String]?
    /// The tables that are read, as `table` or `schema.table`; `nil` for all.
    package var tables: [String]?
    /// The limit of each query on the data. What can't be found out within it is not claimed.
    package var queryTimeLimit: Duration
    /// How many values of a foreign key are looked up when looking up all takes too long.
    package var sampleRows: Int

    package init(
        model: String = "warehouse", connection: String = "warehouse", schemas: [String]? = nil,
        tables: [String]? = nil, queryTimeLimit: Duration = .seconds(10), sampleRows: Int = 100_000
    ) {
        self.model = model
        self.connection = connection
        self.schemas = schemas
        self.tables = tables
        self.queryTimeLimit = queryTimeLimit
        self.sampleRows = sampleRows
    }
}
