import Foundation

/// The parsed files of one folder. A file is read again when its stamp differs.
struct FileCache: Sendable {
    private var files: [String: (stamp: FolderListing.Stamp, file: ParsedFile)] = [:]

    /// Everything in the folder as it is now; new and changed files are parsed on all cores.
    /// - Parameter shownPrefix: What stands before a path when people read it, `pipelines/`.
    mutating func refresh(folder: String, shownPrefix: String) async -> [ParsedFile] {
        let listing = FolderListing(folder: folder).files
        files = files.filter { listing[$0.key] == $0.value.stamp }
        let changed = listing.keys.filter { files[$0] == nil }.sorted()
        let share = max(8, changed.count / max(1, 4 * ProcessInfo.processInfo.activeProcessorCount))
        await withTaskGroup(of: [ParsedFile].self) { group in
            var start = 0
            while start < changed.count {
                let slice = changed[start..<min(start + share, changed.count)]
                group.addTask {
                    slice.map { ParsedFile(path: $0, shownPath: shownPrefix + $0, folder: folder) }
                }
                start += share
            }
            for await parsed in group {
                for file in parsed {
                    guard let stamp = listing[file.path] else { continue }
                    files[file.path] = (stamp, file)
                }
            }
        }
        return files.values.map(\.file).sorted { $0.path < $1.path }
    }
}
