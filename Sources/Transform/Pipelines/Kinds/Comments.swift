internal import JSON
internal import Warehouse

/// Descriptions as comments in the warehouse, where `persist_docs` asks for them.
struct Comments: Sendable {
    let relation: Relation
    let model: ModelNode

    func write() async throws(NodeFailure) {
        guard let wanted = model.settings.values["persist_docs"]?.value else { return }
        let form = [.view, .live].contains(model.kind) ? "VIEW" : "TABLE"
        if wanted["relation"]?.boolValue == true, !model.properties.description.isEmpty {
            let text = SQLName.literal(model.properties.description)
            try await relation.execute("COMMENT ON \(form) \(relation.name.quoted) IS \(text)")
        }
        guard wanted["columns"]?.boolValue == true else { return }
        let present = Set(try await relation.columns().map { $0.name.lowercased() })
        for column in model.properties.columns
        where !column.description.isEmpty && present.contains(column.name.lowercased()) {
            let name = "\(relation.name.quoted).\(SQLName.quoted(column.name))"
            try await relation.execute("COMMENT ON COLUMN \(name) IS \(SQLName.literal(column.description))")
        }
    }
}
