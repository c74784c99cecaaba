import Foundation

/// The files of a folder that can belong to a project, with what tells a changed file.
struct FolderListing {
    struct Stamp: Hashable, Sendable {
        var modifiedSeconds: Int
        var modifiedNanoseconds: Int
        var size: Int64
        var inode: UInt64
    }

    /// Path below the folder → stamp.
    private(set) var files: [String: Stamp] = [:]

    private static let endings = [".sql", ".yml", ".yaml", ".md", ".csv"]
    private static let skipped: Set<String> = ["target", "logs", "dbt_modules", "node_modules", "venv", "env"]

    init(folder: String) { walk(folder, below: "", depth: 0) }

    private mutating func walk(_ folder: String, below prefix: String, depth: Int) {
        guard depth < 32, let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return }
        for name in names where !name.hasPrefix(".") {
            var status = stat()
            guard stat(folder + "/" + name, &status) == 0 else { continue }
            let kind = status.st_mode & S_IFMT
            if kind == S_IFDIR {
                guard !Self.skipped.contains(name) else { continue }
                walk(folder + "/" + name, below: prefix + name + "/", depth: depth + 1)
            } else if kind == S_IFREG, Self.endings.contains(where: name.hasSuffix) {
                #if os(Linux)
                    let modified = status.st_mtim
                #else
                    let modified = status.st_mtimespec
                #endif
                files[prefix + name] = Stamp(
                    modifiedSeconds: Int(modified.tv_sec), modifiedNanoseconds: Int(modified.tv_nsec),
                    size: Int64(status.st_size), inode: UInt64(status.st_ino))
            }
        }
    }
}
