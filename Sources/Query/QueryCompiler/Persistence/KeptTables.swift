internal import SemanticModel

/// What a query had to do with tables that are kept.
package struct KeptTables: Sendable {
    /// Those that it reads, by the keys of their definitions.
    package var read: [String: BuiltTable] = [:]
    /// Those that it computes because they are not built.
    package var wanted: [TableRequest] = []
}

/// A table that a query would read if it were built, with all that its definition depends on.
package struct TableRequest: Sendable, Hashable {
    package var model: String
    package var subject: TableDefinition.Subject
    package var explore: String
    package var userAttributes: [String: String]
    /// The zone of the query.
    package var timezone: String
    /// The key of the definition.
    package var key: String

    package init(
        model: String, subject: TableDefinition.Subject, explore: String, userAttributes: [String: String],
        timezone: String, key: String
    ) {
        self.model = model
        self.subject = subject
        self.explore = explore
        self.userAttributes = userAttributes
        self.timezone = timezone
        self.key = key
    }
}

/// Collects ``KeptTables`` over all parts of one query.
///
/// A class, since those parts share it; it never leaves one compilation.
final class KeptTableLog {
    private(set) var tables = KeptTables()
    /// In sentences, for whoever asks how the query was done.
    private(set) var remarks: [String] = []

    func noteRead(_ name: String, _ key: String, _ table: BuiltTable) {
        guard tables.read.updateValue(table, forKey: key) == nil else { return }
        remark("The table of `\(name)` was built before; it is read.")
    }

    func noteMissing(_ name: String, _ request: TableRequest) {
        if !tables.wanted.contains(where: { $0.key == request.key }) { tables.wanted.append(request) }
        remark("The table of `\(name)` is not built yet, so it is computed in this query.")
    }

    func noteDependence(_ name: String) {
        remark(
            "The table of `\(name)` depends on what this query filters or selects, so it is computed in this query.")
    }

    private func remark(_ text: String) {
        if !remarks.contains(text) { remarks.append(text) }
    }
}
