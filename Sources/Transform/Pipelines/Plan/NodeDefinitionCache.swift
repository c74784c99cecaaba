internal import JSON
internal import Synchronization
internal import Warehouse

/// Definitions of nodes from one reading of a project to the next: after an edit only what is another one is compiled.
package final class NodeDefinitionCache: Sendable {
    fileprivate struct Kept: Sendable {
        var surroundings: DefinitionInputs.Surroundings?
        var definitions: [NodeID: (inputs: DefinitionInputs, definition: NodeDefinition)] = [:]
        /// The assembly of files for which `unedited` holds.
        var assembly: PipelineProject.Assembly?
        /// Definitions of nodes whose SQL is that of the assembly.
        var unedited: [NodeID: NodeDefinition] = [:]
    }

    private let kept = Mutex(Kept())

    package init() {}

    /// What is known of a reading of the project without comparing what its nodes are made from.
    func known(_ project: PipelineProject, _ surroundings: DefinitionInputs.Surroundings) -> [NodeID: NodeDefinition] {
        kept.withLock { kept in
            guard kept.surroundings == surroundings, kept.assembly === project.assembly else {
                kept.assembly = project.assembly
                kept.unedited = [:]
                return [:]
            }
            guard !project.edited.isEmpty else { return kept.unedited }
            var known = kept.unedited
            for id in project.edited { known[id] = nil }
            return known
        }
    }

    func definition(
        of id: NodeID, _ inputs: DefinitionInputs, _ surroundings: DefinitionInputs.Surroundings,
        in project: PipelineProject
    ) -> NodeDefinition? {
        kept.withLock { kept in
            guard kept.surroundings == surroundings, let known = kept.definitions[id], known.inputs == inputs else {
                return nil
            }
            kept.note(known.definition, of: id, in: project)
            return known.definition
        }
    }

    func keep(
        _ definition: NodeDefinition, of id: NodeID, _ inputs: DefinitionInputs,
        _ surroundings: DefinitionInputs.Surroundings, in project: PipelineProject
    ) {
        kept.withLock { kept in
            if kept.surroundings != surroundings {
                kept.surroundings = surroundings
                kept.definitions = [:]
                kept.unedited = [:]
            }
            kept.definitions[id] = (inputs, definition)
            kept.note(definition, of: id, in: project)
        }
    }

    /// Forgets the nodes that there are no more.
    func keep(only nodes: some Collection<NodeID>) {
        kept.withLock { kept in
            guard kept.definitions.count > nodes.count else { return }
            let nodes = Set(nodes)
            kept.definitions = kept.definitions.filter { nodes.contains($0.key) }
        }
    }
}

extension NodeDefinitionCache.Kept {
    fileprivate mutating func note(_ definition: NodeDefinition, of id: NodeID, in project: PipelineProject) {
        guard assembly === project.assembly, !project.edited.contains(id) else { return }
        unedited[id] = definition
    }
}

/// All that a node's definition is made from: where it is the same, the definition is.
struct DefinitionInputs: Sendable, Hashable {
    /// What holds for all nodes of a project.
    struct Surroundings: Sendable, Hashable {
        private var name: String
        private var variables: JSONObject
        private var packageVariables: [String: JSONObject]
        private var macros: [NodeID: String]
        private var dispatch: [String: [String]]
        private var docs: [String: String]
        private var target: CompilationContext.Target
        private var given: JSONObject
        private var environment: [String: String]
        /// Whether a macro may look at all nodes.
        let readsGraph: Bool

        init(_ project: PipelineProject, _ context: CompilationContext) {
            name = project.name
            variables = project.settings.variables
            packageVariables = project.packageVariables
            macros = project.macros.mapValues(\.checksum)
            dispatch = project.library.dispatch
            docs = project.docs
            target = context.target
            given = context.variables
            environment = context.environment
            readsGraph = project.macros.values.contains(where: \.mentionsGraph)
        }
    }

    /// A node's own part.
    private struct Part: Sendable, Hashable {
        var checksum: String
        var kind: ModelKind
        var relation: TableName
        var settings: [String: SettingValue]
        var properties: NodeProperties
        var macros: [NodeID]
        var references: [NodeReference]

        init(_ model: ModelNode) {
            checksum = model.checksum
            kind = model.kind
            relation = model.relation
            settings = model.settings.values
            properties = model.properties
            macros = model.macros
            references = model.references
        }
    }

    private struct Input: Sendable, Hashable {
        var id: NodeID
        var relation: TableName
        var database: String?
        /// Of ephemeral models, which are part of the SQL.
        var part: Part?
    }

    private var own: Part
    private var inputs: [Input] = []

    /// - Returns: `nil` for a node whose template may look at all others.
    init?(_ model: ModelNode, in project: PipelineProject, _ surroundings: Surroundings) {
        own = Part(model)
        guard Self.isOfItsInputs(model, surroundings) else { return nil }
        var seen: Set<NodeID> = [model.id]
        var waiting = model.references
        var place = 0
        while place < waiting.count {
            defer { place += 1 }
            guard let id = waiting[place].resolved, seen.insert(id).inserted else { continue }
            if let source = project.sources[id] {
                inputs.append(Input(id: id, relation: source.relation, database: source.database))
            } else if let input = project.models[id] {
                let isPart = input.kind == .ephemeral
                inputs.append(
                    Input(
                        id: id, relation: input.relation, database: input.settings.database,
                        part: isPart ? Part(input) : nil))
                guard isPart else { continue }
                guard Self.isOfItsInputs(input, surroundings) else { return nil }
                waiting += input.references
            }
        }
    }

    private static func isOfItsInputs(_ model: ModelNode, _ surroundings: Surroundings) -> Bool {
        !(surroundings.readsGraph && !model.macros.isEmpty) && !MacroDefinition.mentionsGraph(model.text)
    }
}

extension MacroDefinition {
    /// Whether a template may use `graph`, the nodes of the whole project.
    static func mentionsGraph(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var place = 0
            while place + 5 <= bytes.count {
                if bytes[place] == UInt8(ascii: "g"), bytes[place + 1] == UInt8(ascii: "r"),
                    bytes[place + 2] == UInt8(ascii: "a"), bytes[place + 3] == UInt8(ascii: "p"),
                    bytes[place + 4] == UInt8(ascii: "h")
                {
                    return true
                }
                place += 1
            }
            return false
        }
    }
}
