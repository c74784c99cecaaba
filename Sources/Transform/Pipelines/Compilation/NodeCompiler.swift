package import JSON

/// Turns nodes into SQL.
package struct NodeCompiler: Sendable {
    package let project: PipelineProject
    package var context: CompilationContext

    package init(project: PipelineProject, context: CompilationContext) {
        self.project = project
        self.context = context
    }

    /// The SQL of a model, snapshot, analysis, singular test or generic test that a macro of the project defines. Ephemeral
    /// models that it reads stand before it as common table expressions, named `__dbt__cte__<name>`.
    /// - Throws: ``CompilationError``, with the place in the source.
    package func compile(_ id: NodeID) async throws(CompilationError) -> CompiledNode {
        throw CompilationError("There is no node \(id).", at: nil)
    }

    /// The text of a template that belongs to `node`, such as a hook, a source's `loaded_at_field` or a test's argument.
    package func render(
        _ text: String, at position: FilePosition, for node: NodeID?
    ) async throws(CompilationError) -> String { text }

    /// The relation that a node is read from, quoted, as templates write it.
    package func relation(of id: NodeID) -> String? { nil }

    /// The arguments of a generic test, their templates rendered: `model` is what to select from (with the test's
    /// filter), `column_name` the column, quoted where its properties say so; `ref('m')` has become a relation.
    package func arguments(of test: DataTest) async throws(CompilationError) -> JSONObject { JSONObject() }
}

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
    /// The place in the source of a line and column of `sql` (from 1), the nearest where it was made by a template.
    package func position(line: Int, column: Int = 1) -> FilePosition? { nil }
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
