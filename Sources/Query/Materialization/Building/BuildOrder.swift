internal import QueryCompiler

/// Definitions in the order in which they are built: each after those on which it stands.
enum BuildOrder {
    static func ordered(_ definitions: [TableDefinition]) -> [TableDefinition] {
        var waiting = definitions
        var placed: Set<String> = []
        var result: [TableDefinition] = []
        let known = Set(definitions.map(\.key))
        while !waiting.isEmpty {
            let ready = waiting.filter { $0.dependsOn.allSatisfy { !known.contains($0) || placed.contains($0) } }
            // No definition stands on itself: the compiler refuses that.
            guard !ready.isEmpty else { return result + waiting }
            result += ready
            placed.formUnion(ready.map(\.key))
            waiting.removeAll { placed.contains($0.key) }
        }
        return result
    }
}
