import Content
import Foundation
import LookML
import SemanticModel

/// A project folder as read from disk: settings, model and content, with every problem of all of them. What is wrong with
/// its pipelines takes a database to find out: ``PipelineProblems``.
struct ProjectReader: Sendable {
    var settings: ProjectSettings
    var project: Project
    var content: ContentFiles

    /// Problems of settings and LookML.
    private var problems: [Diagnostic]

    /// - Parameter cache: Of the same folder: what did not change since is taken from it.
    /// - Throws: ``CommandFailure`` when there is no such folder, or nothing of a project in it.
    static func read(root: String, reusing cache: ProjectCache? = nil) throws -> ProjectReader {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: root, isDirectory: &isDirectory) else {
            throw CommandFailure("There is no folder \(root). Name the folder of a project.")
        }
        guard isDirectory.boolValue else {
            throw CommandFailure("\(root) is a file. Name the folder of a project.")
        }
        let (files, fileProblems) = try ProjectLoader.readFiles(root: root, reusing: cache)
        guard !files.isEmpty || !fileProblems.isEmpty || hasPipelines(root) else {
            throw CommandFailure(
                "There is no LookML in \(root), and no folder pipelines. A project is a folder with at least one model, such as "
                    + "telemetry.model.lkml, which says what there is to explore; beside it may stand views, dashboards, "
                    + "content/, pipelines/ and soundings.yaml.")
        }
        let settings = SettingsReader(projectRoot: root)
        let project = ProjectResolver.resolve(
            name: settings.settings.name, files: files, problems: fileProblems, reusing: cache)
        let folder = ContentFolder(projectRoot: root)
        let content = ContentFiles.read(project: project, files: folder.files, unreadable: folder.problems)
        return ProjectReader(
            settings: settings.settings, project: project, content: content,
            problems: settings.diagnostics + project.diagnostics)
    }

    /// SQL models alone make a project, too: one without explores.
    private static func hasPipelines(_ root: String) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: root + "/pipelines", isDirectory: &isDirectory)
            && isDirectory.boolValue
    }

    /// The settings of a folder that need not hold anything else.
    /// - Throws: ``CommandFailure`` when there is no such folder.
    static func settings(root: String) throws(CommandFailure) -> ProjectSettings {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: root, isDirectory: &isDirectory), isDirectory.boolValue else {
            throw CommandFailure("There is no folder \(root). Name the folder of a project with --project.")
        }
        return SettingsReader(projectRoot: root).settings
    }

    /// Whether what `soundings.yaml` says may be another thing than what it was meant to say.
    var hasSettingsErrors: Bool {
        problems.contains { $0.severity == .error && $0.location.file == ProjectSettings.fileName }
    }

    /// Every problem of settings, LookML and content, and what breaks the rules of the settings, by place.
    func diagnostics() throws(ContentError) -> [Diagnostic] { diagnostics(content: try content.allProblems()) }

    /// The same where the content was taken into a database.
    /// - Parameter found: What the database said.
    func diagnostics(content found: [Diagnostic]) -> [Diagnostic] {
        (problems + project.diagnostics(of: settings.rules) + found).sorted {
            ($0.location, $0.code) < ($1.location, $1.code)
        }
    }
}
