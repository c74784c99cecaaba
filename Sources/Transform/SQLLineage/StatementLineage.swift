package import Warehouse

/// Where the columns of a SELECT come from.
package struct StatementLineage: Sendable, Equatable {
    /// What it returns, in order. Empty where that can't be told (``problem`` says why).
    package var columns: [ColumnLineage]
    /// What decides which rows there are and how they are put together: columns in WHERE, join conditions, GROUP BY,
    /// HAVING, QUALIFY, ORDER BY, DISTINCT ON, and in the conditions of the queries it stands on. Each once, with the
    /// use ``LineageInput/Use/condition``.
    package var conditions: [LineageInput]
    /// Every table that is read, in the order in which they are met, each once.
    package var tables: [TableName]
    /// Why the columns are not known, or not all of them; `nil` where all is.
    package var problem: String?

    package init(
        columns: [ColumnLineage] = [], conditions: [LineageInput] = [], tables: [TableName] = [],
        problem: String? = nil
    ) {
        self.columns = columns
        self.conditions = conditions
        self.tables = tables
        self.problem = problem
    }
}

/// One column that a SELECT returns.
package struct ColumnLineage: Sendable, Equatable {
    /// As the database names it. `*` for what a star over a table with unknown columns gives.
    package var name: String
    /// What its values are made from, each table's column once, in the order in which they are met.
    package var inputs: [LineageInput]

    package init(name: String, inputs: [LineageInput]) {
        self.name = name
        self.inputs = inputs
    }
}

/// A column of a table, or all of a table, that something is made from.
package struct LineageInput: Sendable, Hashable {
    /// How an input gets into a column, from the least to the most that happens to it.
    package enum Use: String, Sendable, Hashable, CaseIterable {
        /// The same values under the same name.
        case copied
        /// The same values under another name.
        case renamed
        /// Part of an expression.
        case computed
        /// Values of several rows make one.
        case aggregated
        /// Decides which rows there are; no value comes from it.
        case condition
    }

    /// Which part of the table.
    package enum Part: Sendable, Hashable {
        case column(String)
        /// The number of its rows, as in `count(*)`.
        case rows
        /// Some or all of its columns: which ones can't be told, since the table's columns are not known.
        case unknown
    }

    package var table: TableName
    package var part: Part
    package var use: Use

    package init(table: TableName, part: Part, use: Use) {
        self.table = table
        self.part = part
        self.use = use
    }

    /// The column's name, where it is one.
    package var column: String? { if case .column(let name) = part { name } else { nil } }
}

/// A table whose columns are known, or some of them.
package struct KnownTable: Sendable, Equatable {
    /// The name under which it appears in the lineage, however a query writes it.
    package var name: TableName
    /// In order.
    package var columns: [String]
    /// Whether it has no others.
    package var isComplete: Bool

    package init(name: TableName, columns: [String], isComplete: Bool = true) {
        self.name = name
        self.columns = columns
        self.isComplete = isComplete
    }
}

/// Finds a table by the name that a query writes (catalogues left out, quotes taken off); `nil` for a table of which
/// nothing is known.
package typealias TableResolver = @Sendable (TableName) -> KnownTable?

extension LineageInput: CustomStringConvertible {
    package var description: String {
        switch part {
        case .column(let name): "\(table).\(name) \(use.rawValue)"
        case .rows: "rows of \(table) \(use.rawValue)"
        case .unknown: "\(table).? \(use.rawValue)"
        }
    }
}
