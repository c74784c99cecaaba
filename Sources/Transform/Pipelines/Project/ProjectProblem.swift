/// Something wrong with a project's files, and where.
package struct ProjectProblem: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Severity: String, Sendable, Hashable {
        /// The node can't be built.
        case error
        /// Everything can be built, but probably not as meant.
        case warning
    }

    /// A stable name of the kind of problem, such as `unknown-setting`.
    package var code: String
    package var severity: Severity
    package var position: FilePosition
    package var message: String
    /// The nearest known name or another way out, where there is one; already part of no sentence in `message`.
    package var suggestion: String?
    /// The node that is left out or meant otherwise, where the problem is one node's.
    package var node: NodeID?

    package init(
        _ code: String, _ severity: Severity = .error, at position: FilePosition, _ message: String,
        suggestion: String? = nil, node: NodeID? = nil
    ) {
        self.code = code
        self.severity = severity
        self.position = position
        self.message = message
        self.suggestion = suggestion
        self.node = node
    }

    package var description: String {
        "\(position): \(severity.rawValue): \(message)" + (suggestion.map { " " + $0 } ?? "")
    }
}
