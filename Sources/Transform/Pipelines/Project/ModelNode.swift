package import Warehouse

/// A node that makes a table or view: a model, a seed or a snapshot. An analysis is one too, which only compiles.
package struct ModelNode: Sendable {
    package var id: NodeID
    package var type: ResourceType
    package var name: String
    /// The project or installed package that it belongs to.
    package var project: String
    /// The version of a versioned model, as `ref(…, v=2)` names it.
    package var version: String?
    package var kind: ModelKind
    /// The table or view that it makes for the readers. Ephemeral models and analyses have a name and make nothing.
    package var relation: TableName
    /// The file's path below the `pipelines/` folder.
    package var path: String
    /// The names of folders and file that settings are inherited by, dbt's `fqn`: `["shop", "staging", "stg_orders"]`.
    package var fullName: [String]
    package var position: FilePosition
    /// The file's text as it stands; of a `{% snapshot %}` block its inside; of a seed empty.
    package var text: String
    /// SHA-256 of the file's bytes.
    package var checksum: String
    /// The text, parsed. `nil` for seeds, and where the text can't be parsed.
    package var template: NodeTemplate?
    package var settings: NodeSettings
    package var properties: NodeProperties
    /// What it reads, in the order of the text, each place once.
    package var references: [NodeReference]
    /// Macros of projects that it calls, directly or through other macros.
    package var macros: [NodeID]
    package var snapshot: SnapshotDefinition?
    package var seed: Seed?

    /// The nodes that it reads, each once, in the order of the text.
    package var inputs: [NodeID] {
        var seen: Set<NodeID> = []
        return references.compactMap(\.resolved).filter { seen.insert($0).inserted }
    }
}

/// How a model is kept.
package enum ModelKind: String, Sendable, Hashable, CaseIterable {
    case view, table, incremental, ephemeral, snapshot, seed
    /// A view onto a table of an attached database or a file.
    case live
    /// A table that others fill: tested, and never built.
    case external
}

/// A place where a node names another one.
package struct NodeReference: Sendable, Hashable {
    package enum Target: Sendable, Hashable {
        case ref(package: String?, name: String, version: String?)
        case source(String, table: String)
        /// A table that plain SQL reads.
        case table(TableName)
    }

    package var target: Target
    package var position: FilePosition
    /// Whether it stands in a branch that may not run: an edge all the same.
    package var isConditional: Bool
    /// `ref('dim', all=true)`: read whole, also by a model that is built interval by interval.
    package var readsAll: Bool
    /// The node meant; `nil` when there is none, and for tables that no node describes.
    package var resolved: NodeID?

    package init(
        _ target: Target, at position: FilePosition, isConditional: Bool = false, readsAll: Bool = false,
        resolved: NodeID? = nil
    ) {
        self.target = target
        self.position = position
        self.isConditional = isConditional
        self.readsAll = readsAll
        self.resolved = resolved
    }
}

/// A CSV file that becomes a table.
package struct Seed: Sendable, Hashable {
    /// The file's path on disk.
    package var file: String
    package var delimiter: String
    /// Types by column that are not inferred.
    package var columnTypes: [String: String]
    package var quotesColumns: Bool?
}

/// How the history of a relation is kept.
package struct SnapshotDefinition: Sendable, Hashable {
    package enum Strategy: String, Sendable, Hashable { case timestamp, check }
    package enum CheckedColumns: Sendable, Hashable { case all, columns([String]) }
    package enum HardDeletes: String, Sendable, Hashable {
        case ignore, invalidate
        case newRecord = "new_record"
    }
    /// The names of the columns that a snapshot adds.
    package struct ColumnNames: Sendable, Hashable {
        package var validFrom: String
        package var validTo: String
        /// `nil` where the layout has no such column.
        package var isCurrent: String?
        package var id: String?
        package var updatedAt: String?
        package var isDeleted: String
    }

    package var strategy: Strategy
    /// The column or expression that says when a row changed; of strategy `timestamp`.
    package var updatedAt: String?
    package var checked: CheckedColumns
    package var hardDeletes: HardDeletes
    /// SQL for the end of a version that is current; `nil` means NULL.
    package var validToCurrent: String?
    package var columns: ColumnNames
}
