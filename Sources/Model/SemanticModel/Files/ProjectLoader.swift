internal import Foundation
package import LookML

/// Why a folder can't be read as a project at all. Everything smaller is a diagnostic of the project.
package struct ProjectLoadError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Code: String, Sendable { case notFound = "not-found", notAFolder = "not-a-folder" }

    package var code: Code
    package var message: String

    package var description: String { message }
}

/// Reads the files of a project folder and resolves them.
package enum ProjectLoader {
    /// Files with LookML in them that a project may have.
    package static let mostFiles = 20_000
    /// Bytes of one file.
    package static let largestFile = 16 << 20
    /// Bytes of all files together.
    package static let largestProject = 256 << 20

    /// Any folder with LookML in it is a project. Hidden folders, the state directory at the root, and links that lead
    /// out of the folder are not looked into.
    ///
    /// - Parameter cache: Of the same folder: what did not change since is taken from it.
    /// - Throws: ``ProjectLoadError`` when there is no such folder. Problems of its files are in the project.
    package static func load(
        root: String, name: String, reusing cache: ProjectCache? = nil
    ) throws(ProjectLoadError) -> Project {
        let (files, problems) = try readFiles(root: root, reusing: cache)
        return ProjectResolver.resolve(name: name, files: files, problems: problems, reusing: cache)
    }

    /// The LookML files and LookML dashboards below `root`, in order of their paths, and what could not be read.
    package static func readFiles(
        root: String, reusing cache: ProjectCache? = nil
    ) throws(ProjectLoadError) -> (files: [SourceFile], problems: [Diagnostic]) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: root, isDirectory: &isFolder) else {
            throw ProjectLoadError(code: .notFound, message: "There is no folder \(root).")
        }
        guard isFolder.boolValue, let realRoot = realPath(root) else {
            throw ProjectLoadError(code: .notAFolder, message: "\(root) is not a folder.")
        }
        var reader = FolderReader(root: realRoot, known: cache?.files ?? [:])
        reader.readAll()
        cache?.files = reader.found
        return (reader.files.sorted { $0.path < $1.path }, reader.problems)
    }

    /// The path without links; `nil` when nothing is there.
    static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
