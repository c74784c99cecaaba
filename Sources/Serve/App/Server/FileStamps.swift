import Crypto
import Foundation

/// Names, sizes and times of the files of a folder: other ones whenever a file may be another.
struct FileStamps: Equatable {
    private struct Stamp: Equatable {
        var time: Date?
        var size: Int?
    }

    private var stamps: [String: Stamp] = [:]

    /// - Parameters:
    ///   - folder: Looked through with all folders below it, but for hidden files.
    ///   - extensions: Of the names of the files that count; `nil` for all files.
    init(of folder: URL, extensions: Set<String>? = nil) {
        let keys: [URLResourceKey] = [.contentModificationDateKey, .fileSizeKey, .isRegularFileKey]
        let files = FileManager.default.enumerator(
            at: folder, includingPropertiesForKeys: keys, options: [.skipsHiddenFiles])
        for case let file as URL in files ?? .init() where extensions?.contains(file.pathExtension) ?? true {
            let values = try? file.resourceValues(forKeys: Set(keys))
            guard extensions != nil || values?.isRegularFile == true else { continue }
            stamps[file.path] = Stamp(time: values?.contentModificationDate, size: values?.fileSize)
        }
    }

    /// The files that make up a project.
    static func project(_ root: String) -> FileStamps {
        FileStamps(
            of: URL(fileURLWithPath: root), extensions: ["lkml", "lookml", "yaml", "yml", "json", "sql"])
    }

    /// The files that a project's pipelines are read from.
    static func pipelines(_ root: String) -> FileStamps {
        FileStamps(of: URL(fileURLWithPath: root).appendingPathComponent("pipelines"))
    }

    /// SHA-256 of them all, as hex digits.
    var digest: String {
        var hash = SHA256()
        for (path, stamp) in stamps.sorted(by: { $0.key < $1.key }) {
            let text = "\(path)\t\(stamp.size ?? 0)\t\(stamp.time?.timeIntervalSince1970 ?? 0)\n"
            hash.update(data: Data(text.utf8))
        }
        return hash.finalize().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
