import JSON
import Warehouse

extension ProjectAssembler {
    /// Gives a node its settings, and what follows from them: kind, place, history.
    mutating func apply(_ layers: SettingLayers, to node: inout ModelNode) {
        var reader = SettingReader(layers.values, node: node.id)
        node.settings = reader.settings(layout: root.layout)
        node.kind = kind(of: node)
        if node.kind == .snapshot { node.snapshot = snapshot(&reader, node: node) }
        if node.kind == .seed { node.seed = seed(&reader, node: node) }
        project.problems += reader.problems
        checkCombination(node)
        place(&node)
    }

    private mutating func kind(of node: ModelNode) -> ModelKind {
        switch node.type {
        case .seed: return .seed
        case .snapshot: return .snapshot
        case .analysis: return .ephemeral
        default: break
        }
        guard let setting = node.settings.values["kind"] else { return root.layout == .dbt ? .view : .table }
        let text = setting.value.stringValue ?? PythonText.of(setting.value)
        if let kind = ModelKind(rawValue: text) { return kind }
        if text == "materialized_view" {
            report(
                "unsupported-kind", .warning, at: setting.origin,
                "This database has no materialized views; `\(node.name)` is built as a table.", node: node.id)
            return .table
        }
        report(
            "unknown-kind", at: setting.origin, "There is no kind `\(text)`.",
            suggestion: NearestName.to(text, among: ModelKind.allCases.map(\.rawValue)).map { "Did you mean `\($0)`?" }
                ?? "It can be \(ModelKind.allCases.map(\.rawValue).joined(separator: ", ")).", node: node.id)
        return .table
    }

    private mutating func snapshot(_ reader: inout SettingReader, node: ModelNode) -> SnapshotDefinition? {
        guard node.settings.snapshotOf == nil else { return nil }
        let isDBT = root.layout == .dbt
        let origin = reader.values["strategy"]?.origin ?? node.position
        let updatedAt = reader.text("updated_at")
        let written = reader.text("strategy") ?? (updatedAt == nil ? "check" : "timestamp")
        guard let strategy = SnapshotDefinition.Strategy(rawValue: written) else {
            report(
                "bad-setting", at: origin, "A snapshot's strategy is timestamp or check, not `\(written)`.",
                node: node.id)
            return nil
        }
        if strategy == .timestamp, updatedAt == nil {
            report("bad-setting", at: origin, "The strategy timestamp needs `updated_at`.", node: node.id)
        }
        if node.settings.key.isEmpty {
            report(
                "bad-setting", at: node.position, "A snapshot needs `key`: what makes a row the same.", node: node.id)
        }
        var hardDeletes = SnapshotDefinition.HardDeletes.ignore
        if let text = reader.text("hard_deletes") {
            if let known = SnapshotDefinition.HardDeletes(rawValue: text) {
                hardDeletes = known
            } else {
                reader.report("hard_deletes", "`hard_deletes` can be ignore, invalidate or new_record.")
            }
        } else if reader.flag("invalidate_hard_deletes") == true {
            hardDeletes = .invalidate
        }
        let checked = reader.texts("check_cols") ?? ["all"]
        let names = reader.object("snapshot_meta_column_names")
        func name(_ theirs: String, _ ours: String) -> String { names?[theirs]?.stringValue ?? (isDBT ? theirs : ours) }
        return SnapshotDefinition(
            strategy: strategy, updatedAt: updatedAt, checked: checked == ["all"] ? .all : .columns(checked),
            hardDeletes: hardDeletes,
            validToCurrent: reader.text("dbt_valid_to_current") ?? reader.text("valid_to_current"),
            columns: .init(
                validFrom: name("dbt_valid_from", "valid_from"), validTo: name("dbt_valid_to", "valid_to"),
                isCurrent: isDBT ? nil : "is_current", id: isDBT ? name("dbt_scd_id", "") : nil,
                updatedAt: isDBT ? name("dbt_updated_at", "") : nil, isDeleted: name("dbt_is_deleted", "is_deleted")))
    }

    private mutating func seed(_ reader: inout SettingReader, node: ModelNode) -> Seed {
        var types: [String: String] = [:]
        for (column, type) in reader.object("column_types")?.members ?? [] {
            if let text = type.stringValue {
                types[column] = text
            } else {
                reader.report("column_types", "The type of `\(column)` must be text.")
            }
        }
        return Seed(
            file: project.folder + "/" + node.path, delimiter: reader.text("delimiter") ?? ",", columnTypes: types,
            quotesColumns: reader.flag("quote_columns"))
    }

    private mutating func checkCombination(_ node: ModelNode) {
        let settings = node.settings
        guard node.kind == .incremental else { return }
        if settings.strategy == .microbatch, settings.time == nil {
            report(
                "bad-setting", at: settings.origin(of: "strategy") ?? node.position,
                "The strategy microbatch needs `event_time`.", node: node.id)
        }
        if settings.strategy == .merge || settings.strategy == .deleteInsert, settings.key.isEmpty, settings.time == nil
        {
            report(
                "bad-setting", .warning, at: settings.origin(of: "strategy") ?? node.position,
                "Without `key`, rows are only added.", node: node.id)
        }
    }

    /// The table's name, by the layout's rule. What `generate_schema_name` and `generate_alias_name` of a project say comes
    /// later.
    private func place(_ node: inout ModelNode) {
        let settings = node.settings
        let custom = settings.values["target_schema"]?.value.stringValue
        let own = node.version.map { "\(node.name)_v\($0)" } ?? node.name
        node.relation = TableName(
            schema: custom ?? NodePlace.schema(of: node, folder: folderSchemas[node.id], project: root),
            settings.alias ?? own)
    }
}

/// Where a node's table goes when the project does not decide by macros of its own.
enum NodePlace {
    static func schema(of node: ModelNode, folder: String?, project: ProjectConfig) -> String {
        let base = project.settings.schema
        guard let custom = node.settings.schema?.trimmed, !custom.isEmpty else { return folder ?? base }
        // What others fill is where they say.
        if node.kind == .external { return custom }
        return project.layout == .dbt ? base + "_" + custom : custom
    }
}
