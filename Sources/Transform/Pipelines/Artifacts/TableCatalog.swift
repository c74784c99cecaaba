package import JSON
internal import Warehouse

/// `catalog.json`, in the shape of dbt's schema version 1: the columns that the relations really have.
package struct TableCatalog: Sendable {
    private let environment: RunEnvironment

    package init(_ environment: RunEnvironment) { self.environment = environment }

    /// - Throws: `WarehouseError`
    package func json(invocation: String) async throws -> JSONValue {
        let tables = Dictionary(
            try await environment.warehouse.tables().map { (Self.key($0.name), $0) }, uniquingKeysWith: { $1 })
        var nodes: [String: JSONValue] = [:]
        for model in environment.project.models.values {
            guard let table = tables[Self.key(model.relation)] else { continue }
            nodes[model.id.text] = entry(model.id, table, model.properties.description, model.properties.columns)
        }
        var sources: [String: JSONValue] = [:]
        for source in environment.project.sources.values {
            guard let table = tables[Self.key(source.relation)] else { continue }
            sources[source.id.text] = entry(source.id, table, source.description, source.columns)
        }
        return .object(
            JSONObject([
                ("metadata", ArtifactValues.metadata("catalog/v1", now: environment.now(), invocation: invocation)),
                ("nodes", ArtifactValues.object(nodes)), ("sources", ArtifactValues.object(sources)),
                ("errors", .null),
            ]))
    }

    private static func key(_ name: TableName) -> String { "\(name.schema ?? "main").\(name.name)".lowercased() }

    private func entry(
        _ id: NodeID, _ table: TableDescription, _ comment: String, _ properties: [ColumnProperties]
    ) -> JSONValue {
        let comments = Dictionary(properties.map { ($0.name.lowercased(), $0.description) }) { first, _ in first }
        let columns = table.columns.enumerated().map { index, column -> (String, JSONValue) in
            (
                column.name,
                [
                    "type": .string(column.type), "index": JSONValue(index + 1), "name": .string(column.name),
                    "comment": JSONValue(comments[column.name.lowercased()]),
                ]
            )
        }
        return [
            "metadata": [
                "type": .string(table.isView ? "VIEW" : "BASE TABLE"), "schema": JSONValue(table.name.schema),
                "name": .string(table.name.name), "database": .null, "comment": .string(comment), "owner": .null,
            ],
            "columns": .object(JSONObject(columns)), "stats": .object(JSONObject()),
            "unique_id": .string(id.text),
        ]
    }
}
