/// Picks nodes by dbt's selection syntax: `+orders`, `tag:nightly,path:models/marts`, `2+orders+1`, `@orders`.
package struct NodeSelector: Sendable {
    /// What the methods `state:` and `result:` speak of; empty sets where nothing is known.
    package struct History: Sendable {
        /// Nodes that differ from the state compared with (`state:modified`), and those that it does not have
        /// (`state:new`).
        package var modified: Set<NodeID> = []
        package var new: Set<NodeID> = []
        /// The result of each node in the last run, by dbt's word (`error`, `fail`, `skipped`, `success`, `warn`).
        package var results: [NodeID: String] = [:]

        package init() {}
    }

    private let project: PipelineProject
    private let graph: NodeGraph
    private let history: History

    package init(project: PipelineProject, graph: NodeGraph, history: History = History()) {
        self.project = project
        self.graph = graph
        self.history = history
    }

    /// The nodes that `select` names without those that `exclude` names, tests and unit tests too.
    /// - Parameters:
    ///   - select: Criteria, as words of a command line; each may hold several, between spaces. None means everything.
    ///   - exclude: Criteria of the same form. None means nothing.
    /// - Throws: ``SelectionError`` for an unknown method. A name that matches nothing gives no nodes.
    package func nodes(select: [String], exclude: [String] = []) throws(SelectionError) -> Set<NodeID> { [] }
}

/// Why a selection can't be read.
package struct SelectionError: Error, Sendable, Hashable, CustomStringConvertible {
    package var description: String

    package init(_ description: String) { self.description = description }
}
