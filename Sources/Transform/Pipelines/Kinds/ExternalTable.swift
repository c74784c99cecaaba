internal import Warehouse

/// A table that others fill: nothing is made, it is only looked whether it is there and has the columns that the project
/// names.
struct ExternalTable: Sendable {
    let relation: Relation
    let model: ModelNode
    /// What stands in its file, if it has one.
    let sql: String

    /// - Throws: ``NodeFailure`` that says what is not there.
    func check() async throws(NodeFailure) -> BuildOutcome {
        guard SQLNormalizer.normalize(sql).isEmpty else {
            throw NodeFailure(
                "\(model.position): a table of the kind external is filled by others, so that its SQL would never run, "
                    + "and files are not written. Use table or incremental, or take the SQL away.")
        }
        guard try await relation.form() != .missing else {
            throw NodeFailure(
                "\(model.position): there is no table \(model.relation). Others have to fill it, as its kind is external; if "
                    + "it has another name, say so by `schema` and `alias`.")
        }
        let found = try await relation.columns().map(\.name)
        let known = Set(found.map { $0.lowercased() })
        let missing = model.properties.columns.map(\.name).filter { !known.contains($0.lowercased()) }
        guard missing.isEmpty else {
            let list = missing.map { name in
                NearestName.to(name, among: Set(found)).map { "\(name) (there is \($0))" } ?? name
            }
            let position = model.properties.position ?? model.position
            throw NodeFailure(
                "\(position): \(model.relation) has no \(missing.count == 1 ? "column" : "columns") "
                    + "\(list.joined(separator: ", ")).")
        }
        return BuildOutcome(rows: try await relation.count())
    }
}

extension ModelNode {
    /// A table of the kind external as the source that it is, for whoever asks how fresh it is; `nil` for other kinds.
    package var external: SourceTable? {
        guard kind == .external else { return nil }
        return SourceTable(
            id: id, source: project, name: name, project: project, database: settings.database, relation: relation,
            description: properties.description, sourceDescription: "",
            owner: properties.owner ?? settings.meta["owner"]?.stringValue,
            loadedAtField: settings.values["loaded_at_field"]?.value.stringValue,
            loadedAtQuery: settings.values["loaded_at_query"]?.value.stringValue,
            freshness: settings.values["freshness"].flatMap { FreshnessRule($0.value) }, time: settings.time,
            columns: properties.columns, tags: settings.tags, meta: settings.meta, path: path, position: position)
    }
}
