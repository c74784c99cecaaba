internal import JSON
internal import SQL
package import Warehouse

/// Finds the groups (accounts, companies and so on) that events were collected for.
package struct GroupNames: Sendable {
    private let people: PersonIDs

    package init(source: CanonicalEvents, warehouse: any Warehouse, label: String) {
        people = PersonIDs(source: source, warehouse: warehouse, label: label)
    }

    /// Those of some names that a type of groups has; `nil` where nobody keeps the groups.
    package func known(_ names: [String], of type: String) async throws(ChartError) -> Set<String>? {
        guard try await areKept() else { return nil }
        let list = JSONValue.array(names.map(JSONValue.string)).text
        let rows = try await people.rows(
            """
            SELECT g.group_name FROM main.groups AS g WHERE g.project_id = \(people.source.project) AND g.group_type = ?
            AND g.group_name IN (SELECT unnest(from_json(?, '["VARCHAR"]')))
            """, [.text(type), .text(list)])
        return Set(rows.texts(0).compactMap { $0 })
    }

    /// Every type of groups; `nil` where nobody keeps the groups.
    package func types() async throws(ChartError) -> [String]? {
        guard try await areKept() else { return nil }
        let rows = try await people.rows(
            "SELECT DISTINCT group_type FROM main.groups WHERE project_id = \(people.source.project) ORDER BY 1")
        return rows.texts(0).compactMap { $0 }
    }

    private func areKept() async throws(ChartError) -> Bool {
        let rows = try await people.rows(
            """
            SELECT count(*) FROM information_schema.tables WHERE table_schema = 'main' AND table_name = 'groups'
            """)
        return rows.integers(0).first == 1
    }
}
