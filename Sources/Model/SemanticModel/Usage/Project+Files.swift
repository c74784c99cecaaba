extension Project {
    /// The explores in which something of a file can be seen, those first that are mostly about it: which the file declares,
    /// whose base view has fields from it, which join such a view.
    /// - Parameter path: As the places of problems name it.
    package func explores(showing path: String) -> [Explore] {
        var ranked: [(rank: Int, explore: Explore)] = []
        for explore in models.flatMap(\.explores) {
            if explore.location.file == path {
                ranked.append((0, explore))
                continue
            }
            let views = Set(explore.fields.lazy.filter { $0.location.file == path }.map(\.view))
            guard !views.isEmpty else { continue }
            ranked.append((views.contains(explore.views.first?.alias ?? "") ? 1 : 2, explore))
        }
        // Equal ones stay in the order of the files.
        return (0...2).flatMap { rank in ranked.filter { $0.rank == rank }.map(\.explore) }
    }
}
