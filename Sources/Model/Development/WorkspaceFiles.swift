internal import Crypto
internal import Foundation

/// Reads and writes the files of a folder, and nothing beside it.
struct WorkspaceFiles: Sendable {
    let root: String
    let git: Git

    private static let largestText = 2 * 1_024 * 1_024
    private static let mostFiles = 20_000

    /// Those that the repository has or would take in, by path.
    func all() throws(DevelopmentError) -> [ProjectPath] {
        let text = try git.text(
            "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate", "--", ".")
        return text.split(separator: "\0").lazy.compactMap { try? ProjectPath(String($0)) }.filter { isFile($0) }
            .prefix(Self.mostFiles).sorted { $0.text < $1.text }
    }

    /// - Throws: `noFile`; `invalid` for what is no text.
    func read(_ path: ProjectPath) throws(DevelopmentError) -> ProjectFile {
        try refuseLinks(path)
        guard isFile(path) else { throw DevelopmentError(.noFile, "There is no file \(path.text).") }
        guard let data = FileManager.default.contents(atPath: place(path)) else {
            throw DevelopmentError(.noFile, "\(path.text) can't be read.")
        }
        guard data.count <= Self.largestText, let text = String(data: data, encoding: .utf8) else {
            throw DevelopmentError(.invalid, "\(path.text) is no text of up to 2 MB in UTF-8.")
        }
        return ProjectFile(path: path, text: text, version: Self.version(of: data))
    }

    /// - Parameter version: What the writer has seen; `nil` for a file that is new.
    /// - Throws: `changed` when the file is another by now.
    func write(_ path: ProjectPath, _ text: String, over version: String?) throws(DevelopmentError) -> ProjectFile {
        try refuseLinks(path)
        let data = Data(text.utf8)
        guard data.count <= Self.largestText, !text.unicodeScalars.contains("\0") else {
            throw DevelopmentError(.invalid, "A file takes up to 2 MB of text, without zero bytes.")
        }
        let present = isFile(path) ? try read(path) : nil
        guard present?.version == version else {
            throw DevelopmentError(
                .changed,
                version == nil
                    ? "There is a file \(path.text) already."
                    : present == nil
                        ? "\(path.text) was removed meanwhile."
                        : "\(path.text) was changed meanwhile, perhaps in another window.",
                files: [path.text])
        }
        do {
            try FileManager.default.createDirectory(
                atPath: (place(path) as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try data.write(to: URL(fileURLWithPath: place(path)), options: .atomic)
        } catch {
            throw DevelopmentError(.invalid, "\(path.text) can't be written: \(error.localizedDescription)")
        }
        return ProjectFile(path: path, text: text, version: Self.version(of: data))
    }

    func remove(_ path: ProjectPath) throws(DevelopmentError) {
        try refuseLinks(path)
        guard isFile(path) else { return }
        do { try FileManager.default.removeItem(atPath: place(path)) } catch {
            throw DevelopmentError(.invalid, "\(path.text) can't be removed: \(error.localizedDescription)")
        }
    }

    func rename(_ path: ProjectPath, to other: ProjectPath) throws(DevelopmentError) {
        let file = try read(path)
        _ = try write(other, file.text, over: nil)
        try remove(path)
    }

    private func place(_ path: ProjectPath) -> String { root + "/" + path.text }

    private func isFile(_ path: ProjectPath) -> Bool { kind(place(path)) == .typeRegular }

    private func kind(_ place: String) -> FileAttributeType? {
        (try? FileManager.default.attributesOfItem(atPath: place))?[.type] as? FileAttributeType
    }

    /// A link in a folder could lead anywhere.
    private func refuseLinks(_ path: ProjectPath) throws(DevelopmentError) {
        var place = root
        let parts = path.text.split(separator: "/")
        for (number, part) in parts.enumerated() {
            place += "/" + part
            switch kind(place) {
            case nil: return
            case .typeDirectory? where number < parts.count - 1, .typeRegular? where number == parts.count - 1: continue
            default:
                throw DevelopmentError(.invalid, "\(path.text) leads over something that is neither folder nor file.")
            }
        }
    }

    private static func version(of data: Data) -> String {
        SHA256.hash(data: data).prefix(12).map { byte in
            let text = String(byte, radix: 16)
            return text.utf8.count == 1 ? "0" + text : text
        }.joined()
    }
}
