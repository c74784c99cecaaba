internal import Foundation
internal import LookML

/// Reads the LookML below a folder.
struct FolderReader {
    let root: String
    /// Files as they were read before, by path.
    let known: [String: ProjectCache.ReadFile]
    /// Those whose text will be the same the next time if their stamps are.
    private(set) var found: [String: ProjectCache.ReadFile] = [:]
    private(set) var files: [SourceFile] = []
    private(set) var problems: [Diagnostic] = []
    private var bytes = 0
    private var isFull = false

    /// - Parameter root: Without links in it.
    init(root: String, known: [String: ProjectCache.ReadFile] = [:]) {
        self.root = root
        self.known = known
    }

    mutating func readAll() {
        // Folders by their real paths: a link to a folder above would otherwise lead round in circles.
        var seen: Set<String> = [root]
        var folders = [(path: "", real: root)]
        while let folder = folders.popLast(), !isFull {
            guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder.real) else {
                report("unreadable-file", "The folder can't be read.", folder.path)
                continue
            }
            for name in names.sorted() where !name.hasPrefix(".") {
                let path = folder.path.isEmpty ? name : folder.path + "/" + name
                if path == "state" { continue }
                guard let (real, stamp) = target(path, at: folder.real + "/" + name) else { continue }
                if stamp.kind == .folder {
                    if seen.insert(real).inserted { folders.append((path, real)) }
                } else if Self.isLookML(path) {
                    add(path, at: real, stamp)
                }
                if isFull { return }
            }
        }
    }

    private static func isLookML(_ path: String) -> Bool { path.hasSuffix(".lkml") || path.hasSuffix(".lookml") }

    /// What a name stands for; `nil` when nothing is there, or it lies outside of the project.
    private mutating func target(_ path: String, at absolute: String) -> (real: String, stamp: FileStamp)? {
        guard let stamp = FileStamp(of: absolute, followsLinks: false) else { return nil }
        // Only a link can lead anywhere else.
        guard stamp.kind == .link else { return (absolute, stamp) }
        guard let real = ProjectLoader.realPath(absolute), let stamp = FileStamp(of: real, followsLinks: true) else {
            return nil
        }
        guard real == root || real.hasPrefix(root + "/") else {
            if Self.isLookML(path) {
                report("outside-project", "This link leads out of the project; it is not read.", path)
            }
            return nil
        }
        return (real, stamp)
    }

    private mutating func add(_ path: String, at real: String, _ stamp: FileStamp) {
        guard files.count < ProjectLoader.mostFiles else {
            isFull = true
            return report(
                "project-too-large", "The project has more than \(ProjectLoader.mostFiles) LookML files.", path)
        }
        guard stamp.kind == .file else {
            return report("unreadable-file", "This is not a regular file; it is not read.", path)
        }
        guard stamp.size <= ProjectLoader.largestFile else {
            return report(
                "file-too-large", "The file is larger than \(ProjectLoader.largestFile >> 20) MiB; it is not read.",
                path)
        }
        guard bytes + stamp.size <= ProjectLoader.largestProject else {
            isFull = true
            return report(
                "project-too-large",
                "The LookML of the project is larger than \(ProjectLoader.largestProject >> 20) MiB.", path)
        }
        if let before = known[path], before.stamp == stamp {
            bytes += before.stamp.size
            return take(before)
        }
        let moment = Int(Date.now.timeIntervalSince1970)
        guard let data = FileManager.default.contents(atPath: real) else {
            return report("unreadable-file", "The file can't be read.", path)
        }
        bytes += data.count
        var read = ProjectCache.ReadFile(
            stamp: stamp, file: SourceFile(path: path, text: String(decoding: data, as: UTF8.self)), problems: [])
        if String(data: data, encoding: .utf8) == nil {
            read.problems = [
                Diagnostic(
                    code: "syntax-encoding", message: "The file is not UTF-8.",
                    location: TextPosition.location(of: "\u{FFFD}", in: read.file.text, file: path),
                    suggestion: "Save it as UTF-8.")
            ]
        }
        take(read, isSettled: stamp.isSettled(at: moment))
    }

    private mutating func take(_ read: ProjectCache.ReadFile, isSettled: Bool = true) {
        files.append(read.file)
        problems += read.problems
        if isSettled { found[read.file.path] = read }
    }

    private mutating func report(_ code: String, _ message: String, _ path: String) {
        problems.append(
            Diagnostic(code: code, message: message, location: SourceLocation(file: path, line: 1, column: 1)))
    }
}
