/// What a query was asked for.
package struct QueryOrigin: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case query, look, dashboard, task, merge, suggestions, comparison, alert
        case sqlRunner = "sql_runner"
    }

    package var kind: Kind
    /// Of the Look, dashboard or task; empty for a query that nothing of ours asked.
    package var id = ""
    /// Of the tile, for a dashboard.
    package var element = ""

    package init(_ kind: Kind, id: String = "", element: String = "") {
        self.kind = kind
        self.id = id
        self.element = element
    }

    /// For logs: "look 1519".
    package var label: String {
        let name = kind == .sqlRunner ? "SQL Runner" : kind.rawValue
        return [name, id, element.isEmpty ? "" : "tile \(element)"].filter { !$0.isEmpty }.joined(separator: " ")
    }
}
