/// What a statement may read and call.
package struct GateRules: Sendable {
    /// The tables and views that may be read, as ``key(schema:name:)`` writes them.
    package var tables: Set<String>
    /// The schema of names without one.
    package var defaultSchema: String
    /// Whether functions may be called whose result can be as large as somebody likes.
    package var allowsUnbounded = false

    package init(tables: Set<String>, defaultSchema: String = "main") {
        self.tables = tables
        self.defaultSchema = defaultSchema.lowercased()
    }

    /// Names are compared without case, as the engine does.
    package static func key(schema: String, name: String) -> String {
        schema.lowercased() + "\u{0}" + name.lowercased()
    }

    func allows(schema: String, name: String) -> Bool {
        tables.contains(Self.key(schema: schema.isEmpty ? defaultSchema : schema, name: name))
    }
}
