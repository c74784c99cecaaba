package import JSON

/// `manifest.json`, in the shape of dbt's schema version 12 as far as lineage and catalogue tools read it. What there
/// is nothing to say about is left empty.
package struct Manifest: Sendable {
    private let environment: RunEnvironment

    package init(_ environment: RunEnvironment) { self.environment = environment }

    /// - Parameter invocation: The id of the run that it is made for.
    package func json(invocation: String) async -> JSONValue {
        let project = environment.project
        var nodes: [String: JSONValue] = [:]
        for model in project.models.values { nodes[model.id.text] = await node(model) }
        for test in project.tests.values { nodes[test.id.text] = self.test(test) }
        var parents: [String: JSONValue] = [:]
        var children: [String: JSONValue] = [:]
        let all =
            Array(project.models.keys) + Array(project.tests.keys) + Array(project.sources.keys)
            + Array(project.exposures.keys) + Array(project.unitTests.keys)
        for id in all {
            parents[id.text] = ArtifactValues.texts(environment.graph.parents(of: id).map(\.text))
            children[id.text] = ArtifactValues.texts(environment.graph.children(of: id).map(\.text))
        }
        let empty = JSONValue.object(JSONObject())
        return .object(
            JSONObject([
                (
                    "metadata",
                    ArtifactValues.metadata(
                        "manifest/v12", now: environment.now(), invocation: invocation, project: project.name)
                ),
                ("nodes", ArtifactValues.object(nodes)),
                ("sources", ArtifactValues.object(dictionary(project.sources) { source($0) })),
                ("macros", ArtifactValues.object(dictionary(project.macros) { macro($0) })),
                ("docs", empty),
                ("exposures", ArtifactValues.object(dictionary(project.exposures) { exposure($0) })),
                ("metrics", empty), ("groups", empty), ("selectors", empty), ("disabled", empty),
                ("parent_map", ArtifactValues.object(parents)), ("child_map", ArtifactValues.object(children)),
                ("group_map", empty), ("saved_queries", empty), ("semantic_models", empty), ("unit_tests", empty),
            ]))
    }

    private func dictionary<Value>(_ values: [NodeID: Value], _ json: (Value) -> JSONValue) -> [String: JSONValue] {
        Dictionary(values.map { ($0.key.text, json($0.value)) }) { first, _ in first }
    }

    private func node(_ model: ModelNode) async -> JSONValue {
        let definition = await environment.definitions.definition(of: model.id)
        let compiler = NodeCompiler(project: environment.project, context: environment.context)
        return .object(
            JSONObject([
                ("unique_id", .string(model.id.text)), ("resource_type", .string(model.type.rawValue)),
                ("name", .string(model.name)), ("alias", .string(model.relation.name)),
                ("package_name", .string(model.project)), ("path", .string(model.path)),
                ("original_file_path", .string(model.path)), ("fqn", ArtifactValues.texts(model.fullName)),
                ("database", JSONValue(model.settings.database)), ("schema", JSONValue(model.relation.schema)),
                ("relation_name", JSONValue(compiler.relation(of: model.id))),
                ("checksum", ["name": "sha256", "checksum": .string(model.checksum)]),
                ("config", config(model)), ("tags", ArtifactValues.texts(model.settings.tags)),
                ("meta", .object(model.settings.meta)), ("description", .string(model.properties.description)),
                ("columns", columns(model.properties.columns)), ("raw_code", .string(model.text)),
                ("language", "sql"), ("compiled", .bool(definition?.problem == nil)),
                ("compiled_code", JSONValue(model.kind == .seed ? nil : definition?.sql)),
                ("depends_on", dependsOn(model.inputs, macros: model.macros)),
                ("refs", .array([])), ("sources", .array([])), ("metrics", .array([])),
            ]))
    }

    private func config(_ model: ModelNode) -> JSONValue {
        var config = JSONObject([
            ("enabled", .bool(model.settings.isEnabled)), ("materialized", .string(model.kind.rawValue)),
            ("tags", ArtifactValues.texts(model.settings.tags)), ("meta", .object(model.settings.meta)),
            ("unique_key", model.settings.key.isEmpty ? .null : ArtifactValues.texts(model.settings.key)),
            ("on_schema_change", .string(model.settings.onSchemaChange.rawValue)),
        ])
        for (name, value) in model.settings.values.sorted(by: { $0.key < $1.key }) where config[name] == nil {
            config[name] = value.value
        }
        return .object(config)
    }

    private func columns(_ columns: [ColumnProperties]) -> JSONValue {
        .object(
            JSONObject(
                columns.map { column in
                    let value: JSONValue = [
                        "name": .string(column.name), "description": .string(column.description),
                        "data_type": JSONValue(column.dataType), "tags": ArtifactValues.texts(column.tags),
                        "meta": .object(column.meta), "constraints": .array(column.constraints),
                    ]
                    return (column.name, value)
                }))
    }

    private func dependsOn(_ nodes: [NodeID], macros: [NodeID]) -> JSONValue {
        ["nodes": ArtifactValues.texts(nodes.map(\.text)), "macros": ArtifactValues.texts(macros.map(\.text))]
    }

    private func test(_ test: DataTest) -> JSONValue {
        var object = JSONObject([
            ("unique_id", .string(test.id.text)), ("resource_type", "test"), ("name", .string(test.name)),
            ("alias", .string(test.shortName)), ("package_name", .string(test.project)), ("path", .string(test.path)),
            ("original_file_path", .string(test.path)), ("description", .string(test.description)),
            (
                "config",
                [
                    "severity": .string(test.settings.severity.rawValue.uppercased()),
                    "fail_calc": .string(test.settings.failCalc), "warn_if": .string(test.settings.warnIf),
                    "error_if": .string(test.settings.errorIf), "where": JSONValue(test.settings.filter),
                    "limit": JSONValue(test.settings.limit), "enabled": .bool(test.settings.isEnabled),
                ]
            ),
            ("tags", ArtifactValues.texts(test.settings.tags)), ("attached_node", JSONValue(test.attachedTo?.text)),
            ("depends_on", dependsOn(test.inputs, macros: test.macros)),
        ])
        if case .generic(let generic) = test.definition {
            object["column_name"] = JSONValue(generic.column)
            object["test_metadata"] = [
                "name": .string(generic.name), "namespace": JSONValue(generic.namespace),
                "kwargs": .object(generic.arguments),
            ]
        }
        return .object(object)
    }

    private func source(_ source: SourceTable) -> JSONValue {
        .object(
            JSONObject([
                ("unique_id", .string(source.id.text)), ("resource_type", "source"), ("name", .string(source.name)),
                ("source_name", .string(source.source)), ("package_name", .string(source.project)),
                ("database", JSONValue(source.database)), ("schema", JSONValue(source.relation.schema)),
                ("identifier", .string(source.relation.name)), ("relation_name", .string(source.relation.quoted)),
                ("description", .string(source.description)),
                ("source_description", .string(source.sourceDescription)), ("loader", .string(source.loader ?? "")),
                ("loaded_at_field", JSONValue(source.loadedAtField)), ("columns", columns(source.columns)),
                ("tags", ArtifactValues.texts(source.tags)), ("meta", .object(source.meta)),
                ("path", .string(source.path)), ("original_file_path", .string(source.path)),
            ]))
    }

    private func macro(_ macro: MacroDefinition) -> JSONValue {
        .object(
            JSONObject([
                ("unique_id", .string(macro.id.text)), ("resource_type", "macro"), ("name", .string(macro.name)),
                ("package_name", .string(macro.project)), ("path", .string(macro.path)),
                ("original_file_path", .string(macro.path)), ("description", .string(macro.description)),
                ("depends_on", ["macros": ArtifactValues.texts(macro.macros.map(\.text))]),
            ]))
    }

    private func exposure(_ exposure: Exposure) -> JSONValue {
        .object(
            JSONObject([
                ("unique_id", .string(exposure.id.text)), ("resource_type", "exposure"),
                ("name", .string(exposure.name)), ("label", JSONValue(exposure.label)),
                ("package_name", .string(exposure.project)), ("type", .string(exposure.type)),
                ("url", JSONValue(exposure.url)), ("maturity", JSONValue(exposure.maturity)),
                ("owner", ["name": JSONValue(exposure.ownerName), "email": JSONValue(exposure.ownerEmail)]),
                ("description", .string(exposure.description)), ("tags", ArtifactValues.texts(exposure.tags)),
                ("meta", .object(exposure.meta)), ("path", .string(exposure.path)),
                ("original_file_path", .string(exposure.path)),
                ("depends_on", dependsOn(exposure.references.compactMap(\.resolved), macros: [])),
            ]))
    }
}
