/// The persistent derived tables and aggregate tables that exist in the warehouse: what a query may read in place of
/// computing them. A value at one moment; a table that is replaced later stays until nobody reads it.
package struct BuiltTables: Sendable, Hashable {
    /// By the key of their definition, which tells apart whatever gives different rows.
    package var tables: [String: BuiltTable]

    package init(_ tables: [String: BuiltTable] = [:]) {
        self.tables = tables
    }
}

package struct BuiltTable: Sendable, Hashable {
    /// As it stands in FROM, quoted where it has to be.
    package var name: String
    /// Rows when it was built.
    package var rows: Int
    /// When its rows were computed, microseconds since 1970-01-01 00:00:00 UTC.
    package var builtAt: Int64

    package init(name: String, rows: Int, builtAt: Int64) {
        self.name = name
        self.rows = rows
        self.builtAt = builtAt
    }
}
