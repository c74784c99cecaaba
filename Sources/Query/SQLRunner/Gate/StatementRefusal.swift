/// Why a statement may not run, in a sentence that says what to do about it.
package struct StatementRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Reason: String, Sendable, Hashable, CaseIterable {
        /// Longer, or nested more deeply, than is read.
        case tooLarge = "too_large"
        case syntax
        /// More than one, or none.
        case statementCount = "statement_count"
        /// Anything but a SELECT.
        case statementKind = "statement_kind"
        case table, function
        /// A part of a SELECT that nobody has looked at yet.
        case clause
        case parameter
    }

    package var reason: Reason
    package var message: String

    package init(_ reason: Reason, _ message: String) {
        self.reason = reason
        self.message = message
    }

    package var description: String { message }
}
