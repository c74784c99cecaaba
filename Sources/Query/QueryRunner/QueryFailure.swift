package import QueryCompiler
package import Warehouse

/// Why a query gave no answer.
package enum QueryFailure: Error, Sendable {
    /// The query can't be compiled: the caller's to mend.
    case invalid(QueryError)
    /// The warehouse refused it, stopped it or is away. `sql` is the statement as sent.
    case failed(WarehouseError, sql: String)
    /// The result has more values than may be held in memory at once.
    case tooLarge(limit: Int)
    /// Too many queries wait already.
    case busy
    case cancelled
    /// Only a result that was kept was asked for, and there is none.
    case notCached
}

extension QueryFailure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .invalid(let error): error.message
        case .failed(let error, _): error.description
        case .tooLarge(let limit):
            "The result has more than \(limit) values. Lower the limit, or download it as CSV, which has no limit."
        case .busy: "Too many queries are waiting. Try again in a moment."
        case .cancelled: "The query was cancelled."
        case .notCached: "There is no kept result for this query. Ask without `cache_only` to run it."
        }
    }
}
