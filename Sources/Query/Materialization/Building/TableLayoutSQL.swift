internal import SQL
internal import SemanticModel

/// The statements that lay a built table out as its author wants, where the database has such a thing.
struct TableLayoutSQL {
    let layout: TableLayout
    let dialect: Dialect

    /// Databases in which an index makes reading faster. DuckDB has indexes too, and reads its columns faster without.
    private static let indexed: Set<String> = ["postgresql", "postgres"]

    private var usesIndexes: Bool { Self.indexed.contains(dialect.name) }

    func statements(on table: String) -> [String] {
        guard usesIndexes else { return [] }
        return layout.indexes.map { "CREATE INDEX ON \(table) (\(dialect.quoted($0)))" }
    }

    /// What has no effect, in sentences.
    var notes: [String] {
        var unused: [String] = []
        if !layout.indexes.isEmpty, !usesIndexes { unused.append("indexes") }
        let others: [(String, Bool)] = [
            ("partition_keys", !layout.partitionKeys.isEmpty), ("cluster_keys", !layout.clusterKeys.isEmpty),
            ("sortkeys", !layout.sortKeys.isEmpty), ("distribution", layout.distribution != nil),
            ("distribution_style", layout.distributionStyle != nil), ("table_compression", layout.compression != nil),
            ("table_format", layout.format != nil),
        ]
        unused += others.filter(\.1).map(\.0)
        return unused.map { "`\($0)` has no effect on this database." }
    }
}
