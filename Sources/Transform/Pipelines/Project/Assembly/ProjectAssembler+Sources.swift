import JSON
import Jinja
import Warehouse

extension ProjectAssembler {
    private static let sourceKeys: Set<String> = [
        "name", "description", "schema", "database", "loader", "loaded_at_field", "loaded_at_query", "freshness",
        "tables",
        "meta", "tags", "config", "quoting", "overrides", "owner", "tests", "data_tests",
    ]
    private static let tableKeys: Set<String> = [
        "name", "description", "identifier", "loader", "loaded_at_field", "loaded_at_query", "freshness", "columns",
        "meta",
        "tags", "config", "quoting", "external", "tests", "data_tests", "owner", "time", "event_time", "schema",
    ]

    mutating func addSources(_ package: Package) {
        for item in package.properties.sources {
            guard let name = item.tree["name"]?.text else { continue }
            checkNames(item.tree, known: Self.sourceKeys, word: "property", file: item.file.shown, node: nil)
            for table in item.tree["tables"]?.elements ?? [] { addTable(table, of: name, item, package) }
        }
        for item in package.properties.exposures { addExposure(item, package) }
    }

    private mutating func addTable(
        _ table: PropertyTree, of source: String, _ item: PropertyIndex.Item, _ package: Package
    ) {
        let file = item.file.shown
        let owner = package.config.name
        let position = table.position(in: file)
        guard let name = table["name"]?.text ?? table.text else {
            return report("bad-properties", at: position, "This table of the source `\(source)` has no `name`.")
        }
        let id = NodeID(.source, project: owner, "\(source).\(name)")
        checkNames(table, known: Self.tableKeys, word: "property", file: file, node: id)
        let folders = item.file.path.split(separator: "/").dropFirst().dropLast().map(String.init)
        var layers = self.layers(.source, fullName: [owner] + folders + [source, name], package)
        for config in [item.tree["config"], table["config"]] {
            if let config { layers.add(config, file: file) }
        }
        if layers.values["enabled"]?.value.boolValue == false {
            project.disabled.insert(id)
            return
        }
        if let first = project.sources[id] {
            return report(
                "duplicate-source", at: position,
                "The table `\(name)` of the source `\(source)` is described twice; first at \(first.position).",
                node: id)
        }
        func text(_ key: String) -> String? {
            table[key]?.text ?? layers.values[SettingName.canonical(key)]?.value.stringValue ?? item.tree[key]?.text
        }
        var meta = item.tree["meta"]?.json.objectValue ?? JSONObject()
        for source in [layers.values["meta"]?.value.objectValue, table["meta"]?.json.objectValue] {
            for (key, value) in source?.members ?? [] { meta[key] = value }
        }
        let ownTags = SettingLayers.list(layers.values["tags"]?.value ?? .null).compactMap(\.stringValue)
        let node = SourceTable(
            id: id, source: source, name: name, project: owner, database: text("database"),
            relation: TableName(schema: text("schema") ?? source, table["identifier"]?.text ?? name),
            description: describe(table["description"]?.text, owner),
            sourceDescription: describe(item.tree["description"]?.text, owner), loader: text("loader"),
            owner: Self.owner(table["owner"]) ?? Self.owner(item.tree["owner"]),
            loadedAtField: text("loaded_at_field"), loadedAtQuery: text("loaded_at_query"),
            freshness: freshness(table, item, layers),
            time: text("time") ?? text("event_time"), columns: columns(table, file: file, project: owner),
            tags: (item.tree["tags"]?.texts ?? []) + ownTags + (table["tags"]?.texts ?? []), meta: meta,
            path: item.file.path, position: position)
        project.sources[id] = node
        project.index.add(node)
    }

    /// A name, or a mapping with `name` and `email`.
    private static func owner(_ tree: PropertyTree?) -> String? {
        tree?.text ?? tree?["name"]?.text ?? tree?["email"]?.text
    }

    /// The table's rule over the source's; `freshness: null` at a table switches the source's off.
    private mutating func freshness(
        _ table: PropertyTree, _ item: PropertyIndex.Item, _ layers: SettingLayers
    ) -> FreshnessRule? {
        let own = table["freshness"] ?? table["config"]?["freshness"]
        if let own, own.isNull { return nil }
        let shared = item.tree["freshness"] ?? item.tree["config"]?["freshness"]
        let warn = limit(own?["warn_after"] ?? shared?["warn_after"], item)
        let error = limit(own?["error_after"] ?? shared?["error_after"], item)
        guard warn != nil || error != nil else { return nil }
        return FreshnessRule(
            warnAfter: warn, errorAfter: error, filter: own?["filter"]?.text ?? shared?["filter"]?.text)
    }

    private mutating func limit(_ tree: PropertyTree?, _ item: PropertyIndex.Item) -> FreshnessRule.Limit? {
        guard let tree, !tree.isNull, tree.entries?.isEmpty != true else { return nil }
        guard let count = tree["count"]?.int, count > 0, count < 1_000_000,
            let period = tree["period"]?.text.flatMap(FreshnessRule.Limit.Period.init)
        else {
            report(
                "bad-freshness", at: tree.position(in: item.file.shown),
                "This must be `{count: 6, period: hour}`; a period is minute, hour or day.")
            return nil
        }
        return FreshnessRule.Limit(count: count, period: period)
    }

    // MARK: Exposures

    private mutating func addExposure(_ item: PropertyIndex.Item, _ package: Package) {
        guard let name = item.tree["name"]?.text else { return }
        let owner = package.config.name
        let id = NodeID(.exposure, project: owner, name)
        if let first = project.exposures[id] {
            return report(
                "duplicate-exposure", at: item.position,
                "The exposure `\(name)` is described twice; first at \(first.position).", node: id)
        }
        guard item.tree["config"]?["enabled"]?.bool != false, item.tree["enabled"]?.bool != false else {
            project.disabled.insert(id)
            return
        }
        var references: [NodeReference] = []
        for element in item.tree["depends_on"]?.elements ?? [] {
            let position = element.position(in: item.file.shown)
            if let reference = element.text.flatMap({ Self.reference($0, at: position) }) {
                references.append(reference)
            } else {
                report(
                    "bad-reference", at: position, "This must be ref('model') or source('source', 'table').", node: id)
            }
        }
        project.exposures[id] = Exposure(
            id: id, name: name, label: item.tree["label"]?.text, project: owner,
            type: item.tree["type"]?.text ?? "dashboard", url: item.tree["url"]?.text,
            maturity: item.tree["maturity"]?.text,
            ownerName: item.tree["owner"]?["name"]?.text ?? item.tree["owner"]?.text,
            ownerEmail: item.tree["owner"]?["email"]?.text,
            description: describe(item.tree["description"]?.text, owner), references: references,
            tags: item.tree["tags"]?.texts ?? item.tree["config"]?["tags"]?.texts ?? [],
            meta: (item.tree["meta"] ?? item.tree["config"]?["meta"])?.json.objectValue ?? JSONObject(),
            path: item.file.path, position: item.position)
    }

    /// `ref('m')` or `source('s', 't')` written as a text, with or without braces.
    static func reference(_ text: String, at position: FilePosition) -> NodeReference? {
        let text = text.trimmed
        guard text.contains("ref") || text.contains("source") else { return nil }
        let template = text.hasPrefix("{{") ? text : "{{ \(text) }}"
        guard let calls = try? JinjaTemplate(template, name: position.file).calls else { return nil }
        guard var reference = StaticReading(calls, file: position.file).references.first else { return nil }
        reference.position = position
        return reference
    }
}
