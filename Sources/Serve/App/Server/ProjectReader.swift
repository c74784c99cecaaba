import Content
import Foundation
import LookML
import Pipelines
import SemanticModel

/// A project folder as read from disk: settings, model, content and SQL models, with every problem of all of them.
struct ProjectReader: Sendable {
    var settings: ProjectSettings
    var project: Project
    var contentFiles: [ContentFile]
    var pipelines: PipelineFolder

    /// Problems of settings, LookML, content and SQL models, by place.
    var diagnostics: [Diagnostic]

    /// - Throws: ``CommandFailure`` when there is no such folder, or nothing of a project in it.
    static func read(root: String) throws -> ProjectReader {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: root, isDirectory: &isDirectory) else {
            throw CommandFailure("There is no folder \(root). Name the folder of a project.")
        }
        guard isDirectory.boolValue else {
            throw CommandFailure("\(root) is a file. Name the folder of a project.")
        }
        let settings = SettingsReader(projectRoot: root)
        let project = try ProjectLoader.load(root: root, name: settings.settings.name)
        let pipelines = PipelineFolder(projectRoot: root)
        let contentFiles = ContentFolder.read(projectRoot: root)
        let sqlProblems = pipelines.problems.map {
            Diagnostic(code: $0.code, message: $0.message, location: SourceLocation(file: $0.path, line: 1, column: 1))
        }
        let contentProblems = ContentFiles.read(project: project, files: contentFiles).diagnostics
        let diagnostics = (settings.diagnostics + project.diagnostics + contentProblems + sqlProblems).sorted {
            ($0.location, $0.code) < ($1.location, $1.code)
        }
        return ProjectReader(
            settings: settings.settings, project: project, contentFiles: contentFiles, pipelines: pipelines,
            diagnostics: diagnostics)
    }

    var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}
