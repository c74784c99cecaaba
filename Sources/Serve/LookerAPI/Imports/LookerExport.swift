internal import Content
package import JSON

/// What was read from a Looker instance with its API: objects as the API answers them, sorted by what they are.
///
/// Each file is one object or a list of objects. What it holds is said by the name of the file or of a folder that it is in,
/// by how that begins: `looks.json`, `looks/12.json`, `Look_12_Title.json`, `dashboards/`, `folders` (or `spaces`), `boards`,
/// `users`, `groups`, `content_metadata_access`.
package struct LookerExport: Sendable {
    var users: [JSONObject] = []
    var groups: [JSONObject] = []
    var folders: [JSONObject] = []
    var looks: [JSONObject] = []
    var dashboards: [JSONObject] = []
    var boards: [JSONObject] = []
    var accesses: [JSONObject] = []
    /// Files of which nobody knows what they hold, or that hold something else.
    var strange: [(path: String, why: String)] = []

    /// - Parameter files: Contents by path below the export's folder.
    package init(files: [(path: String, json: JSONValue)]) {
        for (path, json) in files.sorted(by: { $0.path < $1.path }) {
            guard let kind = Self.kind(of: path) else {
                strange.append((path, "its name doesn't say what it holds"))
                continue
            }
            let objects = json.arrayValue ?? [json]
            for object in objects {
                guard let object = object.objectValue else {
                    strange.append((path, "it holds something that is no object"))
                    continue
                }
                self[keyPath: kind].append(object)
            }
        }
    }

    private static func kind(of path: String) -> WritableKeyPath<LookerExport, [JSONObject]>? {
        let kinds: [(String, WritableKeyPath<LookerExport, [JSONObject]>)] = [
            ("content_metadata_access", \.accesses), ("look", \.looks), ("dashboard", \.dashboards),
            ("folder", \.folders), ("space", \.folders), ("board", \.boards), ("user", \.users), ("group", \.groups),
        ]
        // The file's own name goes before those of the folders around it.
        for name in path.lowercased().split(separator: "/").reversed() {
            if let kind = kinds.first(where: { name.hasPrefix($0.0) }) { return kind.1 }
        }
        return nil
    }
}
