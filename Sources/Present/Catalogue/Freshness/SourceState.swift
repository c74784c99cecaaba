package import Warehouse

/// How a table that comes from outside stands, at a moment. Instants are microseconds since 1970-01-01 UTC.
package struct SourceState: Sendable, Equatable {
    package enum Standing: String, Sendable, Hashable {
        case fresh
        /// Older than it should be; people are warned.
        case warn
        /// So old that what stands on it is wrong.
        case error
        /// There are no rows yet.
        case empty
        /// Nobody has said how to see its age, or the question failed.
        case unknown
    }

    package var table: TableName
    package var label: String
    package var owner: String?
    package var isKeptByHand: Bool
    /// Up to when it is complete; of what is kept by hand, when it was changed last.
    package var completeTo: Int64?
    package var standing: Standing
    /// Since when it is older than it should be.
    package var lateSince: Int64?
    /// Why nothing can be told, for ``Standing/unknown``.
    package var problem: String?

    /// Whether it should have more by now.
    package var isLate: Bool { standing == .warn || standing == .error }

    /// - Parameters:
    ///   - newest: Up to when it is complete, by its query or the newest of its rows; `nil` where nothing has come.
    init(_ flow: TableFlow, newest: Int64?, now: Int64) {
        table = flow.table
        label = flow.label
        owner = flow.owner
        isKeptByHand = flow.isKeptByHand
        completeTo = newest
        guard let newest else {
            standing = .empty
            return
        }
        func limit(_ duration: Duration?) -> Int64? {
            duration.map { newest + $0.components.seconds * 1_000_000 }
        }
        let (warn, error) = (limit(flow.promise.warnAfter), limit(flow.promise.errorAfter))
        if let error, error < now {
            standing = .error
        } else if let warn, warn < now {
            standing = .warn
        } else {
            standing = .fresh
        }
        lateSince = standing == .fresh ? nil : [warn, error].compactMap(\.self).min()
    }

    init(_ flow: TableFlow, unknownBecause problem: String) {
        table = flow.table
        label = flow.label
        owner = flow.owner
        isKeptByHand = flow.isKeptByHand
        standing = .unknown
        self.problem = problem
    }
}

/// What the runs of the pipelines have left behind about one table.
package struct BuiltState: Sendable, Equatable {
    /// When the table was built last.
    package var builtAt: Int64?
    /// The end of the last interval before the first gap, for tables that are built interval by interval.
    package var builtTo: Int64?
    /// Up to when its inputs were complete when it was built.
    package var completeTo: Int64?

    package init(builtAt: Int64? = nil, builtTo: Int64? = nil, completeTo: Int64? = nil) {
        self.builtAt = builtAt
        self.builtTo = builtTo
        self.completeTo = completeTo
    }

    /// The earliest of what limits the table.
    var limit: Int64? { [builtTo ?? builtAt, completeTo].compactMap(\.self).min() }
}
