import LookML
import Pipelines
import WarehouseDuckDB

/// What is wrong with a project's pipelines, as far as their files tell.
struct PipelineProblems: Sendable {
    let root: String
    let settings: ProjectSettings

    /// By place. Problems of templates and of SQL that does not parse are among them.
    func read() async -> [Diagnostic] {
        guard let (project, graph) = await project() else { return [] }
        let timetable = PipelineTimetable(project: project, graph: graph)
        return (project.problems + graph.problems + timetable.problems).map { problem in
            Diagnostic(
                code: problem.code, severity: problem.severity == .error ? .error : .warning,
                message: problem.message,
                location: SourceLocation(
                    file: problem.position.file, line: problem.position.line, column: problem.position.column),
                suggestion: problem.suggestion)
        }
    }

    /// How many models, seeds and snapshots there are.
    func modelCount() async -> Int { await project()?.0.models.count ?? 0 }

    private func project() async -> (PipelineProject, NodeGraph)? {
        guard let parser = try? DuckDBWarehouse.open(DuckDBConfiguration(path: nil, threads: 1)) else { return nil }
        let project = await PipelineProjectReader().read(.init(root: root, settings), parsedBy: parser)
        try? await parser.close()
        return (project, NodeGraph(project))
    }
}

extension PipelineProjectReader.Options {
    /// Those of a project with its own name and what its settings say of pipelines.
    init(root: String, _ project: ProjectSettings) {
        self.init(root: root)
        projectName = project.name
        settings = project.pipelines
    }
}
