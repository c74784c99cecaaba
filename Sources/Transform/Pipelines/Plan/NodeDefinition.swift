internal import Crypto
internal import Foundation
internal import JSON

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
    private let surroundings: DefinitionInputs.Surroundings
    private let cache: NodeDefinitionCache?
    private var known: [NodeID: NodeDefinition]

    /// - Parameters:
    ///   - context: That of the runs; what differs from run to run is fixed for definitions.
    ///   - cache: Has what was found for other readings of the project.
    package init(project: PipelineProject, context: CompilationContext, cache: NodeDefinitionCache? = nil) {
        var context = context
        context.isExecuting = false
        context.isIncremental = false
        context.isFullRefresh = false
        context.interval = nil
        context.warehouse = nil
        context.runStartedAt = Date(timeIntervalSince1970: 0)
        context.invocationID = ""
        compiler = NodeCompiler(project: project, context: context)
        surroundings = DefinitionInputs.Surroundings(project, context)
        self.cache = cache
        cache?.keep(only: project.models.keys)
        known = cache?.known(project, surroundings) ?? [:]
    }

    package func definition(of id: NodeID) async -> NodeDefinition? {
        if let definition = known[id] { return definition }
        guard let model = compiler.project.models[id] else { return nil }
        let inputs = cache == nil ? nil : DefinitionInputs(model, in: compiler.project, surroundings)
        if let inputs, let definition = cache?.definition(of: id, inputs, surroundings, in: compiler.project) {
            known[id] = definition
            return definition
        }
        let definition = await define(model)
        known[id] = definition
        if let inputs { cache?.keep(definition, of: id, inputs, surroundings, in: compiler.project) }
        return definition
    }

    private func define(_ model: ModelNode) async -> NodeDefinition {
        let project = compiler.project
        let variables = compiler.context.variables
        var fingerprint = NodeFingerprint(model, in: project).definition + model.relation.description
        // Variables of the command line, which the project does not know.
        if !variables.isEmpty, model.text.contains("var(") || !model.macros.isEmpty {
            fingerprint += JSONValue.object(variables).text
        }
        fingerprint = Self.hash([fingerprint])
        guard model.kind != .seed else {
            return NodeDefinition(fingerprint: fingerprint, sql: model.checksum, asksForTime: false)
        }
        do throws(CompilationError) {
            let sql = model.settings.snapshotOf == nil ? try await compiler.compile(model.id).sql : model.text
            return NodeDefinition(
                fingerprint: fingerprint, sql: sql,
                asksForTime: Self.asksForTime(sql) || model.text.contains("run_started_at"))
        } catch {
            // What can only be compiled against the warehouse is known by its text.
            return NodeDefinition(
                fingerprint: fingerprint, sql: model.text, asksForTime: Self.asksForTime(model.text),
                problem: error.description)
        }
    }

    private static func asksForTime(_ sql: String) -> Bool {
        SQLNormalizer.normalize(sql).split(separator: " ").contains { timeWords.contains($0) }
    }

    private static let timeWords: Set<Substring> = [
        "now", "today", "current_date", "current_timestamp", "current_localtimestamp", "get_current_timestamp",
        "localtimestamp", "transaction_timestamp",
    ]

    static func hash(_ parts: [String]) -> String {
        var hash = SHA256()
        for part in parts { hash.update(data: Data((part + "\u{0}").utf8)) }
        return hash.finalize().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
