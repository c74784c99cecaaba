import Jinja

/// The macros of a project and its packages, and how their names are looked up.
struct MacroLibrary: Sendable {
    struct Entry: Sendable {
        var id: NodeID
        var macro: JinjaMacro
    }

    /// The project that is built; its macros win over those of packages.
    let root: String
    private var byPackage: [String: [String: Entry]] = [:]
    var dispatch: [String: [String]] = [:]

    init(root: String) { self.root = root }

    var packages: [String] { byPackage.keys.sorted() }

    mutating func add(_ entry: Entry, package: String, name: String) { byPackage[package, default: [:]][name] = entry }

    func entry(_ name: String, package: String) -> Entry? { byPackage[package]?[name] }

    func macros(of package: String) -> [String: Entry] { byPackage[package] ?? [:] }

    /// The macro that a bare name means in a file of `package`.
    func find(_ name: String, from package: String) -> Entry? {
        if let entry = byPackage[package]?[name] ?? byPackage[root]?[name] { return entry }
        // A package's macro calls another one of its package, for a node of the project.
        for package in packages { if let entry = byPackage[package]?[name] { return entry } }
        return nil
    }

    /// The macro that `adapter.dispatch(name, namespace)` calls: for this database first, then for any.
    func dispatched(_ name: String, namespace: String?, from package: String) -> Entry? {
        let order: [String]
        if let namespace {
            order = dispatch[namespace] ?? [root, namespace]
        } else {
            order = [package, root] + packages
        }
        for candidate in ["duckdb__", "default__"] {
            for package in order {
                if let entry = byPackage[package]?[candidate + name] { return entry }
            }
        }
        return nil
    }
}
