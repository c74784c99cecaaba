internal import SemanticModel

extension LookerServices {
    /// The names under which models call the warehouse, in order; all of them are the same database.
    var connectionNames: [String] {
        let names = Set(project.current.models.compactMap(\.connection)).sorted()
        return names.isEmpty ? ["warehouse"] : names
    }

    /// The first of them.
    var connectionName: String { connectionNames.first ?? "warehouse" }
}
