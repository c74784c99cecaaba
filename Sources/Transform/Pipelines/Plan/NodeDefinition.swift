internal import Crypto
internal import Foundation

/// What a node is built by: its SQL, as it would be for a build from scratch, and the settings that change the result.
package struct NodeDefinition: Sendable, Hashable {
    /// Equal when a rebuild would make the same of the same inputs.
    package var fingerprint: String
    /// The compiled SQL; of a seed the checksum of its file.
    package var sql: String
    /// Whether another day gives other rows.
    package var asksForTime: Bool
    /// Why the node can't be compiled.
    package var problem: String?
}

/// The definitions of a project's nodes, each found once.
package actor NodeDefinitions {
    private let compiler: NodeCompiler
    private var known: [NodeID: NodeDefinition] = [:]

    /// - Parameter context: That of the runs; what differs from run to run is fixed for fingerprints.
    package init(project: PipelineProject, context: CompilationContext) {
        var context = context
        context.isExecuting = false
        context.isIncremental = false
        context.isFullRefresh = false
        context.interval = nil
        context.warehouse = nil
        context.runStartedAt = Date(timeIntervalSince1970: 0)
        context.invocationID = ""
        compiler = NodeCompiler(project: project, context: context)
    }

    package func definition(of id: NodeID) async -> NodeDefinition? {
        if let definition = known[id] { return definition }
        guard let model = compiler.project.models[id] else { return nil }
        let definition = await define(model)
        known[id] = definition
        return definition
    }

    private func define(_ model: ModelNode) async -> NodeDefinition {
        if model.kind == .seed {
            return NodeDefinition(
                fingerprint: Self.hash([model.checksum, Self.settings(of: model)]), sql: model.checksum,
                asksForTime: false)
        }
        do throws(CompilationError) {
            let sql = model.settings.snapshotOf == nil ? try await compiler.compile(model.id).sql : model.text
            let normalized = NormalizedSQL.text(sql)
            return NodeDefinition(
                fingerprint: Self.hash([normalized, Self.settings(of: model)]), sql: sql,
                asksForTime: NormalizedSQL.asksForTime(normalized) || model.text.contains("run_started_at"))
        } catch {
            // What can only be compiled against the warehouse is told apart by its text.
            return NodeDefinition(
                fingerprint: Self.hash([model.checksum, Self.settings(of: model)]), sql: model.text,
                asksForTime: NormalizedSQL.asksForTime(NormalizedSQL.text(model.text)),
                problem: error.description)
        }
    }

    private static func settings(of model: ModelNode) -> String {
        let settings = model.settings
        var parts = [
            model.kind.rawValue, model.relation.description, settings.key.joined(separator: ","), settings.time ?? "",
            settings.step.rawValue, settings.timezone ?? "", settings.strategy?.rawValue ?? "",
            settings.sort.joined(separator: ","), settings.snapshotOf ?? "", settings.snapshotAt ?? "",
            (settings.preHooks + settings.postHooks).map(\.sql).joined(separator: ";"),
        ]
        parts += settings.inputs.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }
        if let partition = settings.values["partition_by"]?.value { parts.append(partition.text) }
        if let snapshot = model.snapshot { parts.append("\(snapshot)") }
        if let seed = model.seed {
            parts += seed.columnTypes.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" } + [seed.delimiter]
        }
        return parts.joined(separator: "\u{0}")
    }

    static func hash(_ parts: [String]) -> String {
        var hash = SHA256()
        for part in parts { hash.update(data: Data((part + "\u{0}").utf8)) }
        return hash.finalize().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
