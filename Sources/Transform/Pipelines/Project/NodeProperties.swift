package import JSON

/// What property files say of a node.
package struct NodeProperties: Sendable, Hashable {
    package var description = ""
    package var owner: String?
    package var columns: [ColumnProperties] = []
    package var expect: Expectation?
    /// Where the node stands in a property file, if in any.
    package var position: FilePosition?

    package init() {}
}

/// What property files say of a column.
package struct ColumnProperties: Sendable, Hashable {
    package var name: String
    package var description = ""
    /// The declared SQL type.
    package var dataType: String?
    package var isQuoted = false
    package var tags: [String] = []
    package var meta = JSONObject()
    /// Constraints as written (`type`, `expression` …).
    package var constraints: [JSONValue] = []
    package var position: FilePosition?

    package init(name: String) { self.name = name }
}

/// The promise made of a model: shown, and watched.
package struct Expectation: Sendable, Hashable {
    /// Local time of day by which yesterday has to be there, `07:00`.
    package var completeBy: String?
    /// How far behind now the model may be.
    package var lag: Duration?
}
