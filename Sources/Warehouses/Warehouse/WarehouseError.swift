/// Why a warehouse did not answer. `label` is the statement's; `message` is the engine's own.
package enum WarehouseError: Error, Sendable, Equatable {
    /// The database can't be opened or reached: what, and what to do about it.
    case unreachable(String)
    /// The engine refused the statement; it will refuse it again.
    case rejected(label: String, message: String, sql: String)
    /// The statement ran longer than its limit and was interrupted.
    case timedOut(label: String, after: Duration)
    /// The caller went away, or somebody stopped the statement.
    case cancelled(label: String)
    /// The engine ran out of memory or disk for this statement.
    case exhausted(label: String, message: String)
    /// The database is locked by another process, or the file is damaged: nothing can be done until somebody acts.
    case unusable(String)
}

extension WarehouseError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreachable(let message), .unusable(let message):
            message
        case .rejected(let label, let message, _):
            "The warehouse refused \(label): \(message)"
        case .timedOut(let label, let limit):
            "\(label) stopped after \(limit.components.seconds) s. Narrow the dates, or run it in the background."
        case .cancelled(let label):
            "\(label) was cancelled."
        case .exhausted(let label, let message):
            "The warehouse ran out of memory or disk for \(label): \(message)"
        }
    }
}
