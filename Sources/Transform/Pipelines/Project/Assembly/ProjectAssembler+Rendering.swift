import JSON
import Warehouse

extension ProjectAssembler {
    /// Renders the files of which only rendering tells what they read and set, and asks a project's own
    /// `generate_schema_name` and `generate_alias_name` where its tables go.
    mutating func renderComputed(_ options: PipelineProjectReader.Options) async {
        let context = readingContext(options)
        for id in computed.sorted() { await render(id, context) }
        await placeByMacros(context)
    }

    func readingContext(_ options: PipelineProjectReader.Options) -> CompilationContext {
        var context = CompilationContext()
        context.isExecuting = false
        context.environment = options.environment
        context.variables = options.variables
        context.target.schema = root.settings.schema
        return context
    }

    private mutating func render(_ id: NodeID, _ context: CompilationContext) async {
        let compiler = NodeCompiler(project: project, context: context)
        let record: RenderRecord
        do throws(CompilationError) {
            record = try await compiler.record(id)
        } catch {
            report("compilation-error", at: error.position ?? FilePosition(file: id.text), error.message, node: id)
            return
        }
        if var test = project.tests[id] {
            test.references = Self.union(test.references, record.references)
            project.tests[id] = test
            return
        }
        guard var node = project.models[id] else { return }
        if !record.settings.isEmpty {
            var layers = SettingLayers()
            for (name, value) in node.settings.values { layers.add(name, value.value, from: value.origin) }
            for (name, value, position) in record.settings { layers.add(name, value, from: position) }
            apply(layers, to: &node)
        }
        node.references = Self.union(node.references, record.references)
        guard node.settings.isEnabled else {
            project.models[id] = nil
            project.disabled.insert(id)
            project.index.remove(node)
            return
        }
        project.models[id] = node
    }

    private static func union(_ first: [NodeReference], _ second: [NodeReference]) -> [NodeReference] {
        var seen = Set(first.map(\.target))
        return first + second.filter { seen.insert($0.target).inserted }
    }

    private mutating func placeByMacros(_ context: CompilationContext) async {
        let decidesSchema = project.library.find("generate_schema_name", from: project.name) != nil
        let decidesAlias = project.library.find("generate_alias_name", from: project.name) != nil
        guard decidesSchema || decidesAlias else { return }
        let compiler = NodeCompiler(project: project, context: context)
        for id in project.models.keys.sorted() {
            guard var node = project.models[id] else { continue }
            do throws(CompilationError) {
                if decidesSchema, node.settings.values["target_schema"] == nil {
                    let schema = try await compiler.call(
                        "generate_schema_name", [JSONValue(node.settings.schema)], node: node)
                    node.relation.schema = schema.trimmed
                }
                if decidesAlias {
                    let alias = try await compiler.call(
                        "generate_alias_name", [JSONValue(node.settings.alias)], node: node)
                    node.relation.name = alias.trimmed
                }
            } catch {
                report("compilation-error", at: error.position ?? node.position, error.message, node: id)
            }
            project.models[id] = node
        }
    }

    /// The SQL of a node that holds neither `ref` nor `source`, to be parsed by the warehouse.
    func plainSQL(
        of id: NodeID, _ options: PipelineProjectReader.Options
    ) async -> (sql: String, position: FilePosition)? {
        let text: String
        let isPlain: Bool
        let position: FilePosition
        if let node = project.models[id] {
            (text, isPlain, position) = (node.text, node.template?.isPlain ?? false, node.position)
            if node.settings.snapshotOf != nil, text.trimmed.isEmpty { return nil }
        } else if let test = project.tests[id], case .singular(let source, let template) = test.definition {
            (text, isPlain, position) = (source, template?.isPlain ?? false, test.position)
        } else {
            return nil
        }
        if isPlain { return (text.withoutSemicolon, position) }
        let compiler = NodeCompiler(project: project, context: readingContext(options))
        // What can't be rendered yet is reported when it is compiled.
        guard let record = try? await compiler.record(id), !record.text.trimmed.isEmpty else { return nil }
        return (record.text.withoutSemicolon, position)
    }

    mutating func add(_ references: [NodeReference], to id: NodeID) {
        project.models[id]?.references += references
        project.tests[id]?.references += references
    }
}

extension String {
    /// SQL without white space around it and semicolons at its end.
    var withoutSemicolon: String {
        var text = trimmed
        while text.hasSuffix(";") { text = String(text.dropLast()).trimmed }
        return text
    }
}
