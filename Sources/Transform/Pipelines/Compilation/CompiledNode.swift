/// A node's SQL.
package struct CompiledNode: Sendable {
    package var id: NodeID
    package var sql: String
    /// Nodes that the template asked for as it ran: fewer than the node's references when a branch did not run.
    package var references: [NodeID]
    /// Messages of `exceptions.warn` and `log(…, info=true)`.
    package var messages: [String]
    /// Whether the SQL depends on what was in the warehouse when it was compiled.
    package var hasAskedWarehouse: Bool
    /// The place in the source of each line of `sql`.
    var lines: [FilePosition]

    /// The place in the source of a line of `sql` (from 1). What a macro wrote belongs to the line that calls it.
    package func position(line: Int) -> FilePosition? { lines.indices.contains(line - 1) ? lines[line - 1] : nil }
}

/// Why a node can't be compiled, and where in its source.
package struct CompilationError: Error, Sendable, Hashable, CustomStringConvertible {
    package var message: String
    package var position: FilePosition?
    /// The places from the node's file to the macro where it happened, outermost first.
    package var trail: [FilePosition]

    package init(_ message: String, at position: FilePosition?, trail: [FilePosition] = []) {
        self.message = message
        self.position = position
        self.trail = trail
    }

    package var description: String { (position.map { "\($0): " } ?? "") + message }
}
