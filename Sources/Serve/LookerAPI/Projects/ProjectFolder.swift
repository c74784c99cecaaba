internal import Development
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

    /// By path; hidden files and folders are left out.
    func files() -> [File] {
        let base = URL(fileURLWithPath: root, isDirectory: true)
        let found = FileManager.default.enumerator(
            at: base, includingPropertiesForKeys: [.isRegularFileKey], options: [.skipsHiddenFiles])
        var files: [File] = []
        let prefix = base.standardizedFileURL.path
        while files.count < Self.mostFiles, let url = found?.nextObject() as? URL {
            guard ProjectPath.endings.contains(url.pathExtension),
                (try? url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true
            else { continue }
            let whole = url.standardizedFileURL.path
            guard whole.hasPrefix(prefix) else { continue }
            let path = String(whole.dropFirst(prefix.count).drop { $0 == "/" })
            files.append(File(path: path, type: ProjectPath.type(of: path), ending: "." + url.pathExtension))
        }
        return files.sorted { $0.path < $1.path }
    }
}
