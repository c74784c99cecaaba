import JSON
import Jinja

/// `model` in templates, and what `graph.nodes` holds: read-only, the part that templates use.
struct NodeValue: JinjaObject {
    let model: ModelNode
    let target: CompilationContext.Target

    init(_ model: ModelNode, target: CompilationContext.Target) {
        self.model = model
        self.target = target
    }

    let jinjaTypeName = "node"
    var jinjaText: String { "<node \(model.id)>" }

    func jinjaItem(_ key: JinjaValue) -> JinjaValue? { key.stringValue.flatMap(jinjaAttribute) }

    func jinjaAttribute(_ name: String) -> JinjaValue? {
        switch name {
        case "unique_id": return .string(model.id.text)
        case "name": return .string(model.name)
        case "alias": return .string(model.relation.name)
        case "schema": return .string(model.relation.schema ?? target.schema)
        case "database": return target.database.map { .string($0) } ?? JinjaValue.none
        case "resource_type": return .string(model.type.rawValue)
        case "package_name": return .string(model.project)
        case "version": return model.version.map { Int64($0).map(JinjaValue.int) ?? .string($0) } ?? JinjaValue.none
        case "path", "original_file_path": return .string(model.path)
        case "raw_code", "raw_sql": return .string(model.text)
        case "fqn": return .list(model.fullName.map { .string($0) })
        case "description": return .string(model.properties.description)
        case "tags": return .list(model.settings.tags.map { .string($0) })
        case "meta": return JinjaValue(.object(model.settings.meta))
        case "config": return config
        case "columns":
            return .dict(
                model.properties.columns.map { column in
                    (
                        column.name,
                        .dict([
                            ("name", .string(column.name)), ("description", .string(column.description)),
                            ("data_type", column.dataType.map { .string($0) } ?? JinjaValue.none),
                            ("meta", JinjaValue(.object(column.meta))),
                            ("tags", .list(column.tags.map { .string($0) })),
                        ])
                    )
                })
        case "depends_on":
            return .dict([
                ("nodes", .list(model.inputs.map { .string($0.text) })),
                ("macros", .list(model.macros.map { .string($0.text) })),
            ])
        case "get":
            return .function(name) { [self] call in
                jinjaAttribute(try call.requiredText(0, "name")) ?? call.argument(1, "default") ?? .none
            }
        default: return nil
        }
    }

    private var config: JinjaValue {
        var entries: [(String, JinjaValue)] = [
            ("materialized", .string(model.kind.rawValue)), ("enabled", true),
            ("tags", .list(model.settings.tags.map { .string($0) })),
            ("meta", JinjaValue(.object(model.settings.meta))),
        ]
        for (name, value) in model.settings.values.sorted(by: { $0.key < $1.key })
        where !["kind", "enabled", "tags", "meta"].contains(name) {
            entries.append((SettingName.dbt(name), JinjaValue(value.value)))
        }
        return .dict(entries)
    }
}

/// `graph` in templates: `graph.nodes.values()`, `graph.sources`.
struct GraphValue: JinjaObject {
    let project: PipelineProject
    let target: CompilationContext.Target

    let jinjaTypeName = "graph"
    var jinjaText: String { "<graph>" }

    func jinjaItem(_ key: JinjaValue) -> JinjaValue? { key.stringValue.flatMap(jinjaAttribute) }

    func jinjaAttribute(_ name: String) -> JinjaValue? {
        switch name {
        case "nodes":
            return .dict(
                project.models.values.sorted { $0.id < $1.id }.map {
                    ($0.id.text, .object(NodeValue($0, target: target)))
                })
        case "sources":
            return .dict(
                project.sources.values.sorted { $0.id < $1.id }.map { source in
                    (
                        source.id.text,
                        .dict([
                            ("unique_id", .string(source.id.text)), ("source_name", .string(source.source)),
                            ("name", .string(source.name)), ("schema", .string(source.relation.schema ?? "")),
                            ("identifier", .string(source.relation.name)), ("resource_type", "source"),
                            ("package_name", .string(source.project)), ("description", .string(source.description)),
                            ("tags", .list(source.tags.map { .string($0) })),
                            ("meta", JinjaValue(.object(source.meta))),
                        ])
                    )
                })
        case "exposures", "metrics", "groups": return .dict([])
        default: return nil
        }
    }
}
