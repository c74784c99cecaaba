package import Catalogue
package import Pipelines

/// What the API needs of whoever runs the pipelines.
package protocol PipelineControl: Sendable {
    /// The project as it is, with all that runs of it need.
    func environment() async throws -> RunEnvironment
    /// Begins a run, or joins one that does the same.
    /// - Throws: `RunRefusal`
    func start(_ request: RunRequest) async throws -> PipelineEngine.Handle
    /// Names what shows the tables of a project's nodes.
    /// - Parameter isOpen: What of it whoever asks may know of.
    func dependents(
        in project: PipelineProject, seeing isOpen: @escaping @Sendable (LineageNode) -> Bool
    ) -> DependentsReader
    var engine: PipelineEngine { get }
    var backfills: BackfillRunner { get async }
}
