/// Why the queue did not take or give a body.
package enum QueueError: Error, Sendable, Equatable {
    /// More is waiting than the queue was allowed to hold. Trying again later helps.
    case overloaded(String)
    /// The disk is full, or nearly. Nothing was stored; it works again when there is space.
    case full(String)
    /// A write or sync failed, so what the file holds is unknown: nothing is acknowledged until it has been reopened.
    case broken(String)
    /// The file is damaged or not ours: somebody has to act. The message says what to do.
    case damaged(file: String, reason: String)
    /// The queue was closed.
    case closed
}

extension QueueError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .overloaded(let message), .full(let message), .broken(let message): message
        case .damaged(let file, let reason):
            """
            The queue \(file) can't be used: \(reason). It holds what was collected and not loaded yet. Keep a copy of \
            the file, then recover what is readable with `sqlite3 \(file) .recover | sqlite3 recovered.sqlite` and put \
            recovered.sqlite in its place.
            """
        case .closed: "The queue is closed."
        }
    }
}
