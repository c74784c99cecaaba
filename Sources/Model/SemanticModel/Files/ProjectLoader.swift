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
    /// - Throws: ``ProjectLoadError`` when there is no such folder. Problems of its files are in the project.
    package static func load(root: String, name: String) throws(ProjectLoadError) -> Project {
        let (files, problems) = try readFiles(root: root)
        return ProjectResolver.resolve(name: name, files: files, problems: problems)
    }

    /// The LookML files and LookML dashboards below `root`, in order of their paths, and what could not be read.
    package static func readFiles(root: String) throws(ProjectLoadError) -> (
        files: [SourceFile], problems: [Diagnostic]
    ) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: root, isDirectory: &isFolder) else {
            throw ProjectLoadError(code: .notFound, message: "There is no folder \(root).")
        }
        guard isFolder.boolValue, let realRoot = realPath(root) else {
            throw ProjectLoadError(code: .notAFolder, message: "\(root) is not a folder.")
        }
        var reader = FolderReader(root: realRoot)
        reader.read()
        return (reader.files.sorted { $0.path < $1.path }, reader.problems)
    }

    /// The path without links; `nil` when nothing is there.
    fileprivate static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}

private struct FolderReader {
    let root: String
    var files: [SourceFile] = []
    var problems: [Diagnostic] = []
    private var bytes = 0
    private var isFull = false

    init(root: String) { self.root = root }

    mutating func read() {
        // Folders by their real paths: a link to a folder above would otherwise lead round in circles.
        var seen: Set<String> = [root]
        var folders = [""]
        while let folder = folders.popLast(), !isFull {
            let absolute = folder.isEmpty ? root : root + "/" + folder
            guard let names = try? FileManager.default.contentsOfDirectory(atPath: absolute) else {
                report("unreadable-file", "The folder can't be read.", folder)
                continue
            }
            for name in names.sorted() where !name.hasPrefix(".") {
                let path = folder.isEmpty ? name : folder + "/" + name
                if path == "state" { continue }
                guard let real = ProjectLoader.realPath(root + "/" + path) else { continue }
                let isLookML = name.hasSuffix(".lkml") || name.hasSuffix(".lookml")
                guard real == root || real.hasPrefix(root + "/") else {
                    if isLookML {
                        report("outside-project", "This link leads out of the project; it is not read.", path)
                    }
                    continue
                }
                var isFolder: ObjCBool = false
                guard FileManager.default.fileExists(atPath: real, isDirectory: &isFolder) else { continue }
                if isFolder.boolValue {
                    if seen.insert(real).inserted { folders.append(path) }
                } else if isLookML {
                    add(path, at: real)
                }
                if isFull { return }
            }
        }
    }

    private mutating func add(_ path: String, at real: String) {
        guard files.count < ProjectLoader.mostFiles else {
            isFull = true
            return report(
                "project-too-large", "The project has more than \(ProjectLoader.mostFiles) LookML files.", path)
        }
        let attributes = try? FileManager.default.attributesOfItem(atPath: real)
        guard (attributes?[.type] as? FileAttributeType) == .typeRegular else {
            return report("unreadable-file", "This is not a regular file; it is not read.", path)
        }
        let size = (attributes?[.size] as? NSNumber)?.intValue ?? 0
        guard size <= ProjectLoader.largestFile else {
            return report(
                "file-too-large", "The file is larger than \(ProjectLoader.largestFile >> 20) MiB; it is not read.",
                path)
        }
        guard bytes + size <= ProjectLoader.largestProject else {
            isFull = true
            return report(
                "project-too-large",
                "The LookML of the project is larger than \(ProjectLoader.largestProject >> 20) MiB.", path)
        }
        guard let data = FileManager.default.contents(atPath: real) else {
            return report("unreadable-file", "The file can't be read.", path)
        }
        bytes += data.count
        if let text = String(data: data, encoding: .utf8) {
            files.append(SourceFile(path: path, text: text))
        } else {
            let text = String(decoding: data, as: UTF8.self)
            files.append(SourceFile(path: path, text: text))
            problems.append(
                Diagnostic(
                    code: "syntax-encoding", message: "The file is not UTF-8.",
                    location: TextPosition.location(of: "\u{FFFD}", in: text, file: path),
                    suggestion: "Save it as UTF-8."))
        }
    }

    private mutating func report(_ code: String, _ message: String, _ path: String) {
        problems.append(
            Diagnostic(code: code, message: message, location: SourceLocation(file: path, line: 1, column: 1)))
    }
}
