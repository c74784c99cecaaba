package import Warehouse

/// A statement that may run.
package struct GatedStatement: Sendable, Hashable {
    package var sql: String
    /// The tables and views that it reads, each once.
    package var tables: [TableName]
    /// Named parameters (`$name`) in the order in which the engine numbers them.
    package var parameters: [String]
}
