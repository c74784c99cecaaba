import Foundation

/// LookML files that somebody names on the command line.
enum LookMLFiles {
    /// Named files, and the LookML files of named folders at any depth, each once, in order of their paths within each
    /// folder.
    /// - Throws: ``CommandFailure`` for a path where nothing is, a file that is no LookML, and when none is found.
    static func find(_ paths: [String]) throws(CommandFailure) -> [String] {
        var files: [String] = []
        var seen: Set<String> = []
        func add(_ file: String) {
            if seen.insert(URL(fileURLWithPath: file).standardizedFileURL.path).inserted { files.append(file) }
        }
        for path in paths {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                throw CommandFailure("There is no file or folder \(path).")
            }
            if isFolder.boolValue {
                for file in below(path) { add(file) }
            } else if path.hasSuffix(".lkml") {
                add(path)
            } else {
                throw CommandFailure(
                    "\(path) is no LookML file: their names end with .lkml. LookML dashboards (.dashboard.lookml) are "
                        + "YAML and are not formatted.")
            }
        }
        guard !files.isEmpty else {
            throw CommandFailure("There is no LookML file (*.lkml) in \(paths.joined(separator: ", ")).")
        }
        return files
    }

    /// Links to folders are not followed.
    private static func below(_ folder: String) -> [String] {
        let root = folder.hasSuffix("/") && folder.count > 1 ? String(folder.dropLast()) : folder
        let keys: [URLResourceKey] = [.isRegularFileKey, .isSymbolicLinkKey]
        let found = FileManager.default.enumerator(atPath: root)
        var names: [String] = []
        while let name = found?.nextObject() as? String {
            let last = name.split(separator: "/").last ?? ""
            if last.hasPrefix(".") {
                found?.skipDescendants()
                continue
            }
            guard name.hasSuffix(".lkml") else { continue }
            let values = try? URL(fileURLWithPath: root + "/" + name).resourceValues(forKeys: Set(keys))
            if values?.isRegularFile == true || values?.isSymbolicLink == true { names.append(name) }
        }
        return names.sorted().map { root == "." ? $0 : root + "/" + $0 }
    }

    /// `nil` for a file that is not UTF-8.
    static func read(_ file: String) throws(CommandFailure) -> String? {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw CommandFailure("\(file) can't be read. Look at its owner and rights.")
        }
        return String(data: data, encoding: .utf8)
    }
}
