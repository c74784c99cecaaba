internal import JSON
internal import Warehouse

/// The columns that a model promises: names, types, and which are never null.
struct Contract: Sendable {
    let relation: Relation
    let model: ModelNode

    /// - Throws: ``NodeFailure`` that names every column that is not as promised.
    func check() async throws(NodeFailure) {
        guard model.settings.isContractEnforced else { return }
        let declared = model.properties.columns
        guard !declared.isEmpty else {
            throw NodeFailure("The contract of \(model.name) is enforced, but no columns are declared.")
        }
        let found = try await relation.columns()
        let foundTypes = Dictionary(found.map { ($0.name.lowercased(), $0.type) }) { first, _ in first }
        let types = try await types(of: declared)
        var problems: [String] = []
        for column in declared {
            guard let type = foundTypes[column.name.lowercased()] else {
                problems.append("\(column.name) is missing")
                continue
            }
            if let wanted = types[column.name], wanted != type {
                problems.append("\(column.name) is \(type) and is declared as \(column.dataType ?? wanted)")
            }
            if column.constraints.contains(where: { $0["type"]?.stringValue == "not_null" }) {
                let nulls = try await relation.rows(
                    "SELECT count(*) FROM \(relation.name.quoted) WHERE \(SQLName.quoted(column.name)) IS NULL"
                ).int(0, 0)
                if let nulls, nulls > 0 { problems.append("\(column.name) is null in \(nulls) rows") }
            }
        }
        let names = Set(declared.map { $0.name.lowercased() })
        problems += found.filter { !names.contains($0.name.lowercased()) }.map { "\($0.name) is not declared" }
        guard problems.isEmpty else {
            throw NodeFailure("The contract of \(model.name) is broken: \(problems.joined(separator: "; ")).")
        }
    }

    /// The declared types as the engine spells them.
    private func types(of columns: [ColumnProperties]) async throws(NodeFailure) -> [String: String] {
        let typed = columns.filter { $0.dataType != nil }
        guard !typed.isEmpty else { return [:] }
        let list = typed.map { "CAST(NULL AS \($0.dataType ?? "VARCHAR")) AS \(SQLName.quoted($0.name))" }
        let found = try await relation.columns(ofQuery: "SELECT \(list.joined(separator: ", "))")
        return Dictionary(found.map { ($0.name, $0.type) }) { first, _ in first }
    }
}
