internal import Warehouse

/// Brings the columns of a table and of rows that shall go into it together, by the rule of `on_schema_change`.
struct SchemaChange: Sendable {
    let relation: Relation
    let rule: NodeSettings.SchemaChange

    /// - Parameter staging: The relation that holds the new rows.
    /// - Returns: The columns to be written, and what was changed, in words.
    func apply(from staging: String) async throws(NodeFailure) -> (columns: [String], notes: [String]) {
        let old = try await relation.columns()
        let new = try await relation.columns(ofQuery: "SELECT * FROM \(staging)")
        let oldNames = Set(old.map { $0.name.lowercased() })
        let newNames = Set(new.map { $0.name.lowercased() })
        let oldTypes = Dictionary(old.map { ($0.name.lowercased(), $0.type) }) { first, _ in first }
        let added = new.filter { !oldNames.contains($0.name.lowercased()) }
        let gone = old.filter { !newNames.contains($0.name.lowercased()) }
        let retyped = new.filter { column in
            oldTypes[column.name.lowercased()].map { $0 != column.type } ?? false
        }
        var notes: [String] = []
        switch rule {
        case .fail:
            let differences =
                added.map { "\($0.name) is new" } + gone.map { "\($0.name) is gone" }
                + retyped.map { "\($0.name) was \(oldTypes[$0.name.lowercased()] ?? "") and is \($0.type)" }
            guard differences.isEmpty else {
                throw NodeFailure(
                    "The columns of \(relation.name) have changed: \(differences.joined(separator: ", ")). "
                        + "on_schema_change is fail; run with --full-refresh to make the table anew.")
            }
        case .ignore:
            if !added.isEmpty {
                notes.append("left out (on_schema_change: ignore): \(added.map(\.name).joined(separator: ", "))")
            }
        case .appendNewColumns: notes += try await add(added)
        case .syncAllColumns:
            notes += try await add(added)
            for column in gone {
                try await relation.execute(
                    "ALTER TABLE \(relation.name.quoted) DROP COLUMN \(SQLName.quoted(column.name))")
                notes.append("dropped column \(column.name)")
            }
            for column in retyped {
                notes.append(try await retype(column, from: oldTypes[column.name.lowercased()] ?? ""))
            }
        }
        let isKept: (String) -> Bool = {
            rule != .ignore || oldNames.contains($0.lowercased())
        }
        return (new.map(\.name).filter(isKept), notes)
    }

    private func add(_ columns: [ColumnDescription]) async throws(NodeFailure) -> [String] {
        var notes: [String] = []
        for column in columns {
            try await relation.execute(
                "ALTER TABLE \(relation.name.quoted) ADD COLUMN \(SQLName.quoted(column.name)) \(column.type)")
            notes.append("added column \(column.name) \(column.type)")
        }
        return notes
    }

    /// Changes a column's type if every value that it has comes back from the new type as it was.
    private func retype(_ column: ColumnDescription, from old: String) async throws(NodeFailure) -> String {
        let name = SQLName.quoted(column.name)
        let lost =
            try await relation.rows(
                """
                SELECT count(*) FROM \(relation.name.quoted)
                WHERE TRY_CAST(TRY_CAST(\(name) AS \(column.type)) AS \(old)) IS DISTINCT FROM \(name)
                """
            ).int(0, 0) ?? 0
        guard lost == 0 else {
            throw NodeFailure(
                "The column \(column.name) of \(relation.name) was \(old) and is \(column.type) now, which can't hold "
                    + "\(lost) of its values. Run with --full-refresh to make the table anew.")
        }
        try await relation.execute("ALTER TABLE \(relation.name.quoted) ALTER COLUMN \(name) TYPE \(column.type)")
        return "column \(column.name) is \(column.type) now, and was \(old)"
    }
}
