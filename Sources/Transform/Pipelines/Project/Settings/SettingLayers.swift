import JSON

/// The settings of one node as they come together: layers from the most general to the file's own.
struct SettingLayers: Sendable {
    private(set) var values: [String: SettingValue] = [:]

    /// Puts a layer on those that are there.
    mutating func add(_ name: String, _ value: JSONValue, from origin: FilePosition) {
        let name = SettingName.canonical(name)
        guard let below = values[name] else {
            values[name] = SettingValue(value, from: origin)
            return
        }
        if SettingName.additive.contains(name) {
            var all = Self.list(below.value)
            for element in Self.list(value) where name != "tags" || !all.contains(element) { all.append(element) }
            values[name] = SettingValue(.array(all), from: origin)
        } else if SettingName.merged.contains(name), var object = below.value.objectValue,
            let over = value.objectValue
        {
            for (key, value) in over.members { object[key] = value }
            values[name] = SettingValue(.object(object), from: origin)
        } else {
            values[name] = SettingValue(value, from: origin)
        }
    }

    mutating func add(_ tree: PropertyTree, file: String) {
        for entry in tree.entries ?? [] {
            let key = entry.key.hasPrefix("+") ? String(entry.key.dropFirst()) : entry.key
            add(key, entry.value.json, from: entry.position(in: file))
        }
    }

    static func list(_ value: JSONValue) -> [JSONValue] {
        if value.isNull { return [] }
        return value.arrayValue ?? [value]
    }
}

/// A tree of settings by folder, as `models:` of `dbt_project.yml` has it.
struct SettingTree: Sendable {
    private let root: PropertyTree?
    private let file: String
    /// Whether the top of the tree stands for the project's own folder too, without its name.
    private let isRootOfProject: Bool

    init(_ root: PropertyTree?, file: String, isRootOfProject: Bool) {
        self.root = root
        self.file = file
        self.isRootOfProject = isRootOfProject
    }

    /// Adds what the tree says for a node: from its top down along the names of project, folders and file.
    func add(to layers: inout SettingLayers, fullName: [String]) {
        guard let root else { return }
        addLevel(root, to: &layers, next: fullName.first)
        if isRootOfProject { descend(root, fullName.dropFirst(), into: &layers) }
        descend(root, fullName[...], into: &layers)
    }

    private func descend(_ start: PropertyTree, _ names: ArraySlice<String>, into layers: inout SettingLayers) {
        var level = start
        var names = names
        while let name = names.popFirst(), let next = level[name], next.entries != nil {
            addLevel(next, to: &layers, next: names.first)
            level = next
        }
    }

    /// Names with `+` are settings; so are those without that hold no mapping, as dbt allows.
    private func addLevel(_ level: PropertyTree, to layers: inout SettingLayers, next: String?) {
        for entry in level.entries ?? [] {
            if entry.key.hasPrefix("+") {
                layers.add(String(entry.key.dropFirst()), entry.value.json, from: entry.position(in: file))
            } else if entry.value.entries == nil, entry.key != next {
                layers.add(entry.key, entry.value.json, from: entry.position(in: file))
            }
        }
    }

    /// Settings that nobody knows, anywhere in the tree.
    func unknownSettings(known: Set<String>) -> [(name: String, position: FilePosition)] {
        guard let root else { return [] }
        var found: [(String, FilePosition)] = []
        collect(root, known, &found)
        return found
    }

    private func collect(_ level: PropertyTree, _ known: Set<String>, _ found: inout [(String, FilePosition)]) {
        for entry in level.entries ?? [] {
            if entry.key.hasPrefix("+") {
                let name = String(entry.key.dropFirst())
                if !known.contains(SettingName.canonical(name)) { found.append((name, entry.position(in: file))) }
            } else if entry.value.entries != nil {
                collect(entry.value, known, &found)
            } else if !known.contains(SettingName.canonical(entry.key)) {
                found.append((entry.key, entry.position(in: file)))
            }
        }
    }
}
