import Catalogue
import Foundation
import JSON
import Pipelines
import Warehouse

/// The tables of a project and how they come to be: what its pipelines say, and what Soundings itself collects.
struct ProjectFlows {
    let root: String
    let settings: ProjectSettings
    /// Parses SQL; nothing is run.
    let warehouse: any Warehouse
    /// Keeps what it has parsed for the next time.
    var reader = PipelineProjectReader()

    func read() async -> [TableFlow] {
        let project = await reader.read(.init(root: root, settings), parsedBy: warehouse)
        var flows = await flows(of: project)
        var known = Set(flows.map { $0.table.description.lowercased() })
        for flow in Self.collected where known.insert(flow.table.description.lowercased()).inserted {
            flows.append(flow)
        }
        return flows
    }

    /// What comes in through our own doors. Pings come at least daily and events all the time.
    private static let collected = [
        TableFlow(
            table: TableName(schema: "raw", "pings"), kind: .source, label: "Pings",
            promise: FreshnessPromise(loadedAt: "received_at", warnAfter: .seconds(2 * 86_400))),
        TableFlow(
            table: TableName(schema: "main", "events"), kind: .source, label: "Events",
            promise: FreshnessPromise(loadedAt: "event_time", warnAfter: .seconds(2 * 86_400))),
    ]

    /// - Parameter only: These nodes; `nil` for all.
    func flows(of project: PipelineProject, only: Set<NodeID>? = nil) async -> [TableFlow] {
        let isWanted: (NodeID) -> Bool = { only?.contains($0) ?? true }
        var context = CompilationContext()
        context.isExecuting = false
        context.target.schema = project.settings.schema
        let compiler = NodeCompiler(project: project, context: context)
        var flows: [TableFlow] = []
        for source in project.sources.values.sorted(by: { $0.id < $1.id }) where isWanted(source.id) {
            flows.append(await flow(source, compiler))
        }
        for model in project.models.values.sorted(by: { $0.id < $1.id })
        where model.type != .analysis && model.kind != .ephemeral && isWanted(model.id) {
            if let table = model.external {
                flows.append(await flow(table, compiler))
            } else {
                flows.append(await flow(model, of: project, compiler))
            }
        }
        return flows
    }

    /// `meta: {label: …}`, or source and table in words: `crm account` for `crm.crm_account`.
    private static func label(_ source: SourceTable) -> String {
        if let label = source.meta["label"]?.stringValue { return label }
        // A table of the kind external stands for itself.
        guard source.id.text.hasPrefix("source.") else { return source.relation.description }
        let prefix = source.source + "_"
        let table = source.name.hasPrefix(prefix) ? String(source.name.dropFirst(prefix.count)) : source.name
        return "\(source.source) \(table)".replacing("_", with: " ")
    }

    private func flow(_ source: SourceTable, _ compiler: NodeCompiler) async -> TableFlow {
        func rendered(_ text: String?) async -> String? {
            guard let text, text.contains("{") else { return text }
            return try? await compiler.render(text, at: source.position, for: source.id)
        }
        let loadedAt = await rendered(source.loadedAtField ?? source.time)
        let filter = await rendered(source.freshness?.filter)
        let query = await rendered(source.loadedAtQuery)
        return TableFlow(
            table: source.relation, kind: .source, label: Self.label(source),
            columns: source.columns.map(\.name), path: "pipelines/" + source.path,
            owner: source.owner ?? source.meta["owner"]?.stringValue,
            promise: FreshnessPromise(
                loadedAt: loadedAt, loadedAtQuery: query, filter: filter,
                warnAfter: source.freshness?.warnAfter?.duration,
                errorAfter: source.freshness?.errorAfter?.duration),
            isKeptByHand: source.meta["kept_by_hand"]?.boolValue ?? false)
    }

    private func flow(_ model: ModelNode, of project: PipelineProject, _ compiler: NodeCompiler) async -> TableFlow {
        let kind: TableFlow.Kind =
            switch model.type {
            case .seed: .seed
            case .snapshot: .snapshot
            default: .model
            }
        let inputs = model.references.compactMap { reference -> TableName? in
            if case .table(let table) = reference.target, reference.resolved == nil { return table }
            guard let id = reference.resolved else { return nil }
            return project.sources[id]?.relation ?? project.models[id].flatMap { Self.isKept($0) ? $0.relation : nil }
        }
        let sql = kind == .seed ? nil : try? await compiler.compile(model.id).sql
        return TableFlow(
            table: model.relation, kind: kind, sql: sql, inputs: inputs,
            columns: model.properties.columns.map(\.name), path: "pipelines/" + model.path,
            owner: model.properties.owner ?? model.settings.meta["owner"]?.stringValue,
            isKeptByHand: model.settings.meta["kept_by_hand"]?.boolValue ?? false,
            changedAt: model.seed.flatMap { Self.changed($0.file) })
    }

    private static func isKept(_ model: ModelNode) -> Bool { model.kind != .ephemeral && model.type != .analysis }

    private static func changed(_ file: String) -> Int64? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: file)
        return (attributes?[.modificationDate] as? Date).map { Int64($0.timeIntervalSince1970 * 1_000_000) }
    }
}
