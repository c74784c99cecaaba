internal import QueryCompiler
package import QueryRunner
package import Warehouse

/// What is said of a query that failed, in the same words wherever it was asked.
package enum FailureText {
    /// What the database said, for those who may see SQL; others get the kind of failure only, since the text of an
    /// error can hold values of rows that they may not see.
    package static func description(of error: WarehouseError, showsDetails: Bool) -> String {
        // Labels of statements are for those who read logs: on a page they are ids that nobody knows.
        switch error {
        case .unreachable: error.description
        case .timedOut(_, let limit):
            "This query stopped after \(limit.components.seconds) s. Narrow the dates, or run it in the background."
        case .cancelled: "This query was cancelled."
        case .rejected(_, let message, _):
            showsDetails
                ? "The warehouse refused this query: \(message)"
                : "The warehouse could not run this query. Someone who may see SQL can look at it."
        case .exhausted(_, let message):
            showsDetails
                ? "The warehouse ran out of memory or disk for this query: \(message)"
                : "The warehouse ran out of memory for this query. Narrow the dates or take fewer fields."
        case .unusable:
            showsDetails ? error.description : "The warehouse is not available. An administrator has to look at it."
        }
    }

    package static func description(of failure: QueryFailure, showsDetails: Bool) -> String {
        switch failure {
        case .invalid(let error): error.message + (error.suggestion.map { " Did you mean '\($0)'?" } ?? "")
        case .failed(let error, _): description(of: error, showsDetails: showsDetails)
        default: failure.description
        }
    }

    /// A word for programs.
    static func code(of failure: QueryFailure) -> String {
        switch failure {
        case .invalid: "invalid"
        case .failed(.timedOut, _): "timed_out"
        case .failed(.cancelled, _), .cancelled: "cancelled"
        case .failed: "warehouse"
        case .tooLarge: "too_large"
        case .busy: "busy"
        case .notCached: "not_cached"
        }
    }
}
