import Crypto
import Foundation

/// The files of a project that its pipelines are read from.
enum PipelineFiles {
    /// The same for the same files: SHA-256 of their names, sizes and times, as hex digits.
    static func digest(of root: String) -> String {
        var hash = SHA256()
        let keys: Set<URLResourceKey> = [.contentModificationDateKey, .fileSizeKey, .isRegularFileKey]
        let folder = URL(fileURLWithPath: root).appendingPathComponent("pipelines")
        let files = FileManager.default.enumerator(
            at: folder, includingPropertiesForKeys: Array(keys), options: [.skipsHiddenFiles])
        var stamps: [String] = []
        for case let file as URL in files ?? .init() {
            guard let values = try? file.resourceValues(forKeys: keys), values.isRegularFile == true else { continue }
            stamps.append(
                "\(file.path)\t\(values.fileSize ?? 0)\t\(values.contentModificationDate?.timeIntervalSince1970 ?? 0)\n"
            )
        }
        for stamp in stamps.sorted() { hash.update(data: Data(stamp.utf8)) }
        return hash.finalize().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
