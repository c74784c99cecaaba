/// Tells one definition of a node from another: equal when a rebuild would make the same table of the same inputs.
package struct NodeFingerprint: Hashable, Sendable, CustomStringConvertible {
    /// SHA-256 of the normalised SQL, the settings that matter and the macros used, in hexadecimal.
    package var definition: String
    /// The first eight digits, as names of physical tables carry them.
    package var short: String { String(definition.prefix(8)) }

    package var description: String { definition }
}

/// What a change of a definition asks for.
package enum ChangeClass: String, Sendable, Hashable {
    /// Comments, formatting, descriptions: nothing.
    case none
    /// Columns at the end: the model is built anew, not what reads it.
    case additive
    /// Anything else in the SQL: the model, and what reads it.
    case breaking
    /// Schedule, retries, grants: nothing.
    case metadata
}
