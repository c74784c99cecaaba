internal import SQL
internal import Warehouse

/// Names of what was collected of a project. Properties are looked for among the newest events and people.
struct ObservedNames: Sendable {
    let warehouse: any Warehouse
    let project: Int

    /// Events or people that are looked at.
    private static let looked = 20_000

    /// In order.
    /// - Parameter scope: The event type or the group type; `nil` is all of them.
    func names(of kind: TaxonomyKind, in scope: String?) async throws -> [String] {
        switch kind.path {
        case "event":
            return try await read("SELECT name FROM main.event_types WHERE project_id = \(project) ORDER BY name")
        case "event-property":
            let type = scope.map { name in
                (" AND ev = (SELECT ev FROM main.event_types WHERE project_id = \(project) AND name = \(mark))", name)
            }
            return try await read(
                keys("event_properties", "main.events", "project_id = \(project)" + (type?.0 ?? ""), "seq"), type?.1)
        case "user-property":
            return try await read(keys("properties", "main.usr", "project_id = \(project)", "last_seen"))
        case "group-property":
            let type = scope.map { (" AND group_type = \(mark)", $0) }
            return try await read(
                keys("properties", "main.groups", "project_id = \(project)" + (type?.0 ?? ""), "last_seen"), type?.1)
        default: return []
        }
    }

    private var mark: String { warehouse.dialect.placeholder(1) }

    private func keys(_ column: String, _ table: String, _ condition: String, _ order: String) -> String {
        """
        SELECT DISTINCT unnest(json_keys(\(column))) AS name FROM (
          SELECT \(column) FROM \(table) WHERE \(condition) ORDER BY \(order) DESC LIMIT \(Self.looked)
        ) ORDER BY 1
        """
    }

    private func read(_ sql: String, _ value: String? = nil) async throws -> [String] {
        let statement = Statement(
            sql, parameters: value.map { [.text($0)] } ?? [], label: "amplitude: taxonomy", timeLimit: .seconds(60))
        return try await warehouse.rows(statement).rows.compactMap { $0.text(0) }
    }
}
