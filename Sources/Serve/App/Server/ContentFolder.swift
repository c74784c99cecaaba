import Foundation
import LookML

/// A text file of a project.
typealias ContentFile = (path: String, text: String)

/// The files of a project's `content/` folder.
struct ContentFolder: Sendable {
    private(set) var files: [ContentFile] = []
    /// Why further files could not be read.
    private(set) var problems: [Diagnostic] = []

    private static let largestFile = 4 << 20

    init(projectRoot root: String) {
        let folder = URL(fileURLWithPath: root).appendingPathComponent("content").path
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        // JSON is YAML, too; charts and cohorts are often at hand as that.
        for name in names.sorted()
        where name.hasSuffix(".yaml") || name.hasSuffix(".yml")
            || (name.hasSuffix(".json") && (name.hasPrefix("charts/") || name.hasPrefix("cohorts/")))
        {
            read("content/" + name, at: folder + "/" + name)
        }
    }

    private mutating func read(_ path: String, at file: String) {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: file, isDirectory: &isFolder), isFolder.boolValue { return }
        let start = SourceLocation(file: path, line: 1, column: 1)
        let attributes = try? FileManager.default.attributesOfItem(atPath: file)
        let size = (attributes?[.size] as? NSNumber)?.int64Value ?? 0
        guard size <= Self.largestFile else { return leaveOut("syntax-yaml-size", Self.tooLarge, start) }
        guard let data = FileManager.default.contents(atPath: file) else {
            return leaveOut("unreadable-file", "The file can't be read. Look at its owner and rights.", start)
        }
        guard data.count <= Self.largestFile else { return leaveOut("syntax-yaml-size", Self.tooLarge, start) }
        guard let text = String(data: data, encoding: .utf8) else {
            return leaveOut(
                "syntax-encoding", "The file is not UTF-8. Save it as UTF-8.", Self.firstDamage(in: data, of: path))
        }
        files.append((path, text))
    }

    private mutating func leaveOut(_ code: String, _ message: String, _ location: SourceLocation) {
        problems.append(Diagnostic(code: code, message: message, location: location))
    }

    private static let tooLarge = "The file is larger than \(largestFile >> 20) MiB; it is not read."

    /// Where the first bytes stand that are no UTF-8.
    private static func firstDamage(in data: Data, of path: String) -> SourceLocation {
        var location = SourceLocation(file: path, line: 1, column: 1)
        for scalar in String(decoding: data, as: UTF8.self).unicodeScalars {
            if scalar == "\u{FFFD}" { break }
            if scalar == "\n" {
                location.line += 1
                location.column = 1
            } else {
                location.column += 1
            }
        }
        return location
    }
}
