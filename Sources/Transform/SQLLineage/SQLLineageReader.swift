internal import JSON
internal import SQL
package import Warehouse

/// Reads where the columns of a SELECT come from, using the syntax tree of DuckDB's own parser. Nothing is looked up in
/// the database, so the tables need not exist; what their columns are is for the caller to say.
package final class SQLLineageReader: Sendable {
    private let parser: any Warehouse

    /// - Parameter parser: A DuckDB; what it holds doesn't matter.
    package init(parser: any Warehouse) {
        self.parser = parser
    }

    /// The lineage of `sql`. Never fails: what can't be read is told as whole tables, with a
    /// ``StatementLineage/problem``.
    package func lineage(of sql: String, tables: TableResolver) async -> StatementLineage {
        StatementLineage(problem: "not read")
    }

    /// What replacing `old` by `new` means for readers of the table that it makes.
    package func changeClass(old: String, new: String, tables: TableResolver) async -> ChangeClass {
        .breaking(ChangeClass.Difference(columns: [], rowsDiffer: true))
    }
}
