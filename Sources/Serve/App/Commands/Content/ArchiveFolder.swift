import Content
import Foundation

/// A folder with the files of a ``ContentArchive``.
struct ArchiveFolder {
    let path: String

    /// What stands in it, and the digests of the last pull.
    struct Contents {
        var archive: ContentArchive
        var base: [String: String]
    }

    init(_ path: String) { self.path = path }

    private static let folders = ["looks", "dashboards", "boards"]

    /// - Throws: ``CommandFailure`` for a file that can't be read. A folder that is missing is empty.
    func read() throws(CommandFailure) -> Contents {
        var files: [String: String] = [:]
        var names = ["folders.yaml"]
        for folder in Self.folders {
            let found = (try? FileManager.default.contentsOfDirectory(atPath: path + "/" + folder)) ?? []
            names += found.filter { ($0.hasSuffix(".yaml") || $0.hasSuffix(".yml")) && !$0.hasPrefix(".") }.map {
                folder + "/" + $0
            }
        }
        for name in names {
            guard FileManager.default.fileExists(atPath: path + "/" + name) else { continue }
            files[name] = try text(name)
        }
        var base: [String: String] = [:]
        if FileManager.default.fileExists(atPath: path + "/" + ContentArchive.baseName) {
            base = ContentArchive.readBase(try text(ContentArchive.baseName))
        }
        return Contents(archive: ContentArchive(files: files), base: base)
    }

    private func text(_ name: String) throws(CommandFailure) -> String {
        guard let data = FileManager.default.contents(atPath: path + "/" + name),
            let text = String(data: data, encoding: .utf8)
        else { throw CommandFailure("\(path)/\(name) can't be read as UTF-8 text.") }
        return text
    }

    /// Writes the files that are different, and removes those that an earlier pull has written and that are gone.
    func write(
        _ archive: ContentArchive, replacing old: Contents
    ) throws -> (changed: Int, removed: Int) {
        for folder in Self.folders {
            try FileManager.default.createDirectory(atPath: path + "/" + folder, withIntermediateDirectories: true)
        }
        var changed = 0
        for (name, text) in archive.files where old.archive.files[name] != text {
            try AtomicFile.replace(path + "/" + name, with: Data(text.utf8))
            changed += 1
        }
        var removed = 0
        for name in old.archive.files.keys where archive.files[name] == nil && old.base[name] != nil {
            try FileManager.default.removeItem(atPath: path + "/" + name)
            removed += 1
        }
        try write(base: archive.base)
        return (changed, removed)
    }

    /// Writes the files of a push as a pull would, and none that was not there.
    ///
    /// - Parameters:
    ///   - archive: What was made here after the push.
    ///   - pushed: What the folder held. What it holds no more keeps the digest of the last pull.
    func lay(out archive: ContentArchive, after pushed: Contents) throws {
        var digests = pushed.base.filter { archive.files[$0.key] != nil }
        for (name, old) in pushed.archive.files {
            guard let text = archive.files[name] else { continue }
            if text != old { try AtomicFile.replace(path + "/" + name, with: Data(text.utf8)) }
            digests[name] = ContentArchive.digest(text)
        }
        try write(base: ContentArchive.base(digests))
    }

    private func write(base text: String) throws {
        let file = path + "/" + ContentArchive.baseName
        guard FileManager.default.contents(atPath: file) != Data(text.utf8) else { return }
        try AtomicFile.replace(file, with: Data(text.utf8))
    }
}
