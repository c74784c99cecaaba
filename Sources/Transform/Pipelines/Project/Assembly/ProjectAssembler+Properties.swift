import JSON

extension ProjectAssembler {
    static let modelProperties: Set<String> = [
        "name", "description", "owner", "config", "columns", "data_tests", "tests", "expect", "meta", "tags", "docs",
        "group", "access", "latest_version", "versions", "deprecation_date", "constraints", "time_spine", "freshness",
        "relation", "kind", "schedule", "agg_time_dimension", "primary_entity", "metrics", "semantic_model",
    ]

    /// Adds what the property files say of the node: settings to `layers`, everything else to the node.
    mutating func addProperties(
        _ item: PropertyIndex.Item, to layers: inout SettingLayers, node: inout ModelNode
    ) {
        let file = item.file.shown
        checkNames(
            item.tree,
            known: root.layout == .native ? Self.modelProperties.union(SettingName.known) : Self.modelProperties,
            word: "property", file: file, node: node.id)
        for entry in item.tree.entries ?? [] {
            switch entry.key {
            case "meta", "tags", "group", "access", "kind", "schedule":
                layers.add(entry.key, entry.value.json, from: entry.position(in: file))
            case "name", "description", "owner", "columns", "config", "data_tests", "tests", "expect", "versions":
                break
            default:
                if root.layout == .native, SettingName.known.contains(SettingName.canonical(entry.key)) {
                    layers.add(entry.key, entry.value.json, from: entry.position(in: file))
                }
            }
        }
        if let config = item.tree["config"] {
            checkNames(config, known: SettingName.known, word: "setting", file: file, node: node.id)
            layers.add(config, file: file)
        }
        if let number = node.version,
            let version = item.tree["versions"]?.elements?.first(where: { $0["v"]?.text == number }),
            let config = version["config"]
        {
            layers.add(config, file: file)
        }
        var item = item
        if let version = node.version { item.tree = item.tree.ofVersion(version) }
        node.properties = nodeProperties(item, project: node.project)
    }

    func nodeProperties(_ item: PropertyIndex.Item, project owner: String) -> NodeProperties {
        var properties = NodeProperties()
        properties.position = item.position
        properties.description = describe(item.tree["description"]?.text, owner)
        properties.owner =
            item.tree["owner"]?.text ?? item.tree["owner"]?["name"]?.text
            ?? item.tree["config"]?["meta"]?["owner"]?.text ?? item.tree["meta"]?["owner"]?.text
        properties.columns = columns(item.tree, file: item.file.shown, project: owner)
        if let expect = item.tree["expect"] {
            properties.expect = Expectation(
                completeBy: expect["complete_by"]?.text, lag: expect["lag"]?.text.flatMap(DurationText.parse(_:)))
        }
        return properties
    }

    func columns(_ tree: PropertyTree, file: String, project owner: String) -> [ColumnProperties] {
        (tree["columns"]?.elements ?? []).compactMap { element in
            guard let name = element["name"]?.text else { return nil }
            var column = ColumnProperties(name: name)
            column.description = describe(element["description"]?.text, owner)
            column.dataType = element["data_type"]?.text
            column.isQuoted = element["quote"]?.bool ?? false
            column.tags = element["tags"]?.texts ?? element["config"]?["tags"]?.texts ?? []
            column.meta = (element["meta"] ?? element["config"]?["meta"])?.json.objectValue ?? JSONObject()
            column.constraints = element["constraints"]?.json.arrayValue ?? []
            column.position = element.position(in: file)
            return column
        }
    }
}
