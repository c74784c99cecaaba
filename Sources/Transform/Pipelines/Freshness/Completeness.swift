/// Up to when every node is complete, and who holds it back.
package struct Completeness: Sendable {
    package struct Entry: Sendable, Hashable {
        /// Microseconds since 1970.
        package var completeTo: Int64
        /// The source or table whose data ends first.
        package var heldBackBy: String
    }

    private let versions: DataVersions

    init(_ versions: DataVersions) { self.versions = versions }

    /// Reads what is built and how far the sources have come.
    package init(_ environment: RunEnvironment) async throws {
        versions = try await environment.dataVersions(needsVersions: false)
    }

    /// `nil` where nobody knows.
    package subscript(node: NodeID) -> Entry? {
        guard let completeTo = versions.completeTo(of: node) else { return nil }
        return Entry(completeTo: completeTo, heldBackBy: blamed(node, []))
    }

    private func blamed(_ node: NodeID, _ path: Set<NodeID>) -> String {
        guard let model = versions.project.models[node], !path.contains(node) else { return node.text }
        var least: (Int64, String)?
        for reference in model.references {
            var found: (Int64, String)?
            if let input = reference.resolved, input != node {
                found = versions.completeTo(of: input).map { ($0, blamed(input, path.union([node]))) }
            } else if case .table(let table) = reference.target {
                found = versions.watermarks[table.description]?.completeTo.map { ($0, table.description) }
            }
            if let found, found.0 < least?.0 ?? .max { least = found }
        }
        return least?.1 ?? node.text
    }
}
