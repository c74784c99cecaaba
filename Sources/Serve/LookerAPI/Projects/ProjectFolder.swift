internal import Foundation

/// The files of the project's folder, and the Git repository that it may be.
struct ProjectFolder: Sendable {
    let root: String

    struct File: Sendable {
        /// Below the root.
        var path: String
        /// As Looker names it: `model`, `view`, `explore`, `dashboard`, `manifest`, `document` …
        var type: String
        var ending: String
    }

    private static let mostFiles = 20_000
    private static let endings: Set<String> = ["lkml", "lookml", "yaml", "yml", "sql", "json", "md", "csv"]

    /// By path; hidden files and folders are left out.
    func files() -> [File] {
        let base = URL(fileURLWithPath: root, isDirectory: true)
        let found = FileManager.default.enumerator(
            at: base, includingPropertiesForKeys: [.isRegularFileKey], options: [.skipsHiddenFiles])
        var files: [File] = []
        let prefix = base.standardizedFileURL.path
        while files.count < Self.mostFiles, let url = found?.nextObject() as? URL {
            guard Self.endings.contains(url.pathExtension),
                (try? url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true
            else { continue }
            let whole = url.standardizedFileURL.path
            guard whole.hasPrefix(prefix) else { continue }
            let path = String(whole.dropFirst(prefix.count).drop { $0 == "/" })
            files.append(File(path: path, type: Self.type(of: path), ending: "." + url.pathExtension))
        }
        return files.sorted { $0.path < $1.path }
    }

    private static func type(of path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        if name == "manifest.lkml" { return "manifest" }
        for type in ["model", "view", "explore", "dashboard"] where name.contains(".\(type).") { return type }
        return name.hasSuffix(".md") ? "document" : "other"
    }
}
