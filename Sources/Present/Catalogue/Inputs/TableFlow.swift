package import Warehouse

/// A table and how it comes to be: from outside, or by a query of the project's pipelines.
package struct TableFlow: Sendable, Equatable {
    package enum Kind: String, Sendable, Hashable {
        /// Comes from outside the pipelines.
        case source
        case model, seed, snapshot
    }

    package var table: TableName
    package var kind: Kind
    /// What people call it, as `pings` or `HubSpot contacts`; the table's name where nobody has said.
    package var label: String
    /// The SELECT that makes it, for models.
    package var sql: String?
    /// The tables that it reads as far as they are known without reading its SQL.
    package var inputs: [TableName]
    /// Columns that its files speak of; it may have others.
    package var columns: [String]
    /// The file that defines it, below the project's root.
    package var path: String?
    package var owner: String?
    package var promise: FreshnessPromise
    /// Whether people keep it up by hand: then it has an age instead of a moment up to which it is complete.
    package var isKeptByHand: Bool
    /// When it was changed last, where that is known without asking the warehouse (the file of a seed): microseconds
    /// since 1970-01-01 UTC.
    package var changedAt: Int64?

    package init(
        table: TableName, kind: Kind, label: String? = nil, sql: String? = nil, inputs: [TableName] = [],
        columns: [String] = [], path: String? = nil, owner: String? = nil,
        promise: FreshnessPromise = FreshnessPromise(), isKeptByHand: Bool = false, changedAt: Int64? = nil
    ) {
        self.table = table
        self.kind = kind
        self.label = label ?? table.description
        self.sql = sql
        self.inputs = inputs
        self.columns = columns
        self.path = path
        self.owner = owner
        self.promise = promise
        self.isKeptByHand = isKeptByHand
        self.changedAt = changedAt
    }
}

/// How one sees up to when a source is complete, and how old it may be.
package struct FreshnessPromise: Sendable, Equatable {
    /// A column or SQL expression over the table whose greatest value says up to when it is complete (for what is kept
    /// by hand: when it was changed last). `nil` means that nobody can tell.
    package var loadedAt: String?
    /// A SELECT with one value that says so instead, as what a sync writes down: it knows "nothing new" from "not read".
    package var loadedAtQuery: String?
    /// SQL that rows must satisfy to count.
    package var filter: String?
    package var warnAfter: Duration?
    package var errorAfter: Duration?

    package init(
        loadedAt: String? = nil, loadedAtQuery: String? = nil, filter: String? = nil, warnAfter: Duration? = nil,
        errorAfter: Duration? = nil
    ) {
        self.loadedAt = loadedAt
        self.loadedAtQuery = loadedAtQuery
        self.filter = filter
        self.warnAfter = warnAfter
        self.errorAfter = errorAfter
    }
}
