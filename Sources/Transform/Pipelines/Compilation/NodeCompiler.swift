import Foundation
import JSON
import Jinja

/// Turns nodes into SQL.
package struct NodeCompiler: Sendable {
    package let project: PipelineProject
    package var context: CompilationContext

    package init(project: PipelineProject, context: CompilationContext) {
        self.project = project
        self.context = context
    }

    /// The SQL of a model, snapshot, analysis, singular test or generic test that a macro of the project defines. Ephemeral
    /// models that it reads stand before it as common table expressions, named `__dbt__cte__<name>`.
    /// - Throws: ``CompilationError``, with the place in the source.
    package func compile(_ id: NodeID) async throws(CompilationError) -> CompiledNode {
        let record = try await record(id)
        var lines = SourceLines(record, file: project[id]?.file ?? "")
        let ephemeral = try await ephemeralText(record.ephemeral)
        lines.inject(ephemeral)
        var seen: Set<NodeID> = []
        return CompiledNode(
            id: id, sql: lines.text,
            references: record.references.compactMap(\.resolved).filter { seen.insert($0).inserted },
            messages: record.messages,
            hasAskedWarehouse: record.hasAskedWarehouse || ephemeral.contains { $0.hasAskedWarehouse },
            lines: lines.positions)
    }

    /// The text of a template that belongs to `node`, such as a hook, a source's `loaded_at_field` or a test's argument.
    package func render(
        _ text: String, at position: FilePosition, for node: NodeID?
    ) async throws(CompilationError) -> String {
        guard text.contains("{{") || text.contains("{%") || text.contains("{#") else { return text }
        let scope = TemplateScope(project: project, context: context, subject: subject(node))
        do throws(JinjaError) {
            return try await JinjaTemplate(text, name: position.file).render(scope.jinja())
        } catch {
            throw CompilationError(error, in: position)
        }
    }

    /// The relation that a node is read from, quoted, as templates write it.
    package func relation(of id: NodeID) -> String? {
        TemplateScope(project: project, context: context, subject: subject(id)).relation(of: id)?.jinjaText
    }

    /// What a macro of the project gives for constant arguments, as text. The last argument is the node.
    func call(_ macro: String, _ arguments: [JSONValue], node: ModelNode) async throws(CompilationError) -> String {
        guard let entry = project.library.find(macro, from: project.name) else {
            throw CompilationError("There is no macro `\(macro)`.", at: nil)
        }
        let scope = TemplateScope(project: project, context: context, subject: CompilationSubject(node))
        var jinja = scope.jinja()
        jinja.globals["__macro"] = .macro(entry.macro)
        jinja.globals["__node"] = .object(NodeValue(node, target: context.target))
        for (place, argument) in arguments.enumerated() { jinja.globals["__a\(place)"] = JinjaValue(argument) }
        let names = arguments.indices.map { "__a\($0)" } + ["__node"]
        do throws(JinjaError) {
            return try await JinjaTemplate("{{ __macro(\(names.joined(separator: ", "))) }}", name: node.position.file)
                .render(jinja)
        } catch {
            throw CompilationError(error, in: node.position)
        }
    }

    /// Renders a node, without the ephemeral models that it reads.
    func record(_ id: NodeID) async throws(CompilationError) -> RenderRecord {
        if let model = project.models[id] { return try await record(model) }
        guard let test = project.tests[id] else {
            throw CompilationError("There is no node \(id) to compile.", at: nil)
        }
        switch test.definition {
        case .singular(let text, let template):
            return try await record(
                text: text, template: template, subject: CompilationSubject(test), position: test.position)
        case .generic(let generic): return try await record(test, generic)
        }
    }

    private func record(_ model: ModelNode) async throws(CompilationError) -> RenderRecord {
        guard model.kind != .seed else { throw CompilationError("A seed has no SQL.", at: model.position) }
        return try await record(
            text: model.text, template: model.template, subject: CompilationSubject(model), position: model.position)
    }

    private func record(
        text: String, template: NodeTemplate?, subject: CompilationSubject, position: FilePosition
    ) async throws(CompilationError) -> RenderRecord {
        if let template, template.isPlain { return plainRecord(text, subject, position) }
        let scope = TemplateScope(project: project, context: context, subject: subject)
        do throws(JinjaError) {
            let template =
                if let parsed = template { parsed.jinja } else { try JinjaTemplate(text, name: position.file) }
            let rendered = try await template.renderWithLines(scope.jinja())
            var record = scope.recorder.value
            record.text = rendered.text
            let count = rendered.text.utf8.reduce(1) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
            record.sourceLines = (1...count).map(rendered.sourceLine(ofLine:))
            record.text = replaceTables(record.text, of: subject, recordingIn: &record)
            return record
        } catch {
            throw CompilationError(error, in: position)
        }
    }

    /// SQL without a template: only the names of tables that stand for nodes are put in.
    private func plainRecord(
        _ text: String, _ subject: CompilationSubject, _ position: FilePosition
    ) -> RenderRecord {
        var record = RenderRecord()
        let count = text.utf8.reduce(1) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
        record.sourceLines = Array(1...count)
        record.text = replaceTables(text, of: subject, recordingIn: &record)
        return record
    }

    /// Puts the relations of nodes where SQL names their tables without `ref`.
    private func replaceTables(
        _ text: String, of subject: CompilationSubject, recordingIn record: inout RenderRecord
    ) -> String {
        let references = subject.model?.references ?? subject.test?.references ?? []
        let scope = TemplateScope(project: project, context: context, subject: subject)
        var replacements: [PlainSQLTables.Replacement] = []
        for reference in references {
            guard case .table(let table) = reference.target, let id = reference.resolved else { continue }
            record.references.append(reference)
            guard let relation = scope.relation(of: id, reading: reference) else { continue }
            if project.models[id]?.kind == .ephemeral { record.ephemeral.append(id) }
            let isSame = relation.replacement == nil && relation.database == nil && table.schema != nil
            if !isSame { replacements.append(.init(table: table, sql: relation.jinjaText)) }
        }
        return replacements.isEmpty ? text : PlainSQLTables.replace(replacements, in: text)
    }

    func subject(_ id: NodeID?) -> CompilationSubject {
        if let id, let model = project.models[id] { return CompilationSubject(model) }
        if let id, let test = project.tests[id] { return CompilationSubject(test) }
        return CompilationSubject(package: project.name)
    }

    // MARK: Ephemeral models

    /// SQL with the ephemeral models that it names before it, as ``compile(_:)`` gives it.
    func sql(_ text: String, reading ephemeral: [NodeID]) async throws(CompilationError) -> String {
        guard !ephemeral.isEmpty else { return text }
        var record = RenderRecord()
        record.text = text
        record.sourceLines = [1]
        var lines = SourceLines(record, file: "")
        lines.inject(try await ephemeralText(ephemeral))
        return lines.text
    }

    /// The ephemeral models and those that they read themselves, each after all that it reads.
    private func ephemeralText(_ ids: [NodeID]) async throws(CompilationError) -> [EphemeralText] {
        var done: [EphemeralText] = []
        var running: [NodeID] = []
        for id in ids { try await addEphemeral(id, &running, &done) }
        return done
    }

    private func addEphemeral(
        _ id: NodeID, _ running: inout [NodeID], _ done: inout [EphemeralText]
    ) async throws(CompilationError) {
        guard !done.contains(where: { $0.id == id }), let model = project.models[id] else { return }
        guard !running.contains(id) else {
            throw CompilationError("\(model.name) reads itself.", at: model.position)
        }
        running.append(id)
        defer { running.removeLast() }
        let record = try await record(model)
        for other in record.ephemeral { try await addEphemeral(other, &running, &done) }
        let lines = SourceLines(record, file: model.position.file)
        done.append(
            EphemeralText(
                id: id, name: TemplateScope.ephemeralName(model), lines: lines,
                hasAskedWarehouse: record.hasAskedWarehouse))
    }
}

/// An ephemeral model, ready to stand in a `with` clause.
struct EphemeralText: Sendable {
    var id: NodeID
    var name: String
    var lines: SourceLines
    var hasAskedWarehouse: Bool
}

extension Node {
    /// The file that it stands in, as people know it.
    var file: String {
        switch self {
        case .model(let node): node.position.file
        case .test(let node): node.position.file
        case .unitTest(let node): node.position.file
        case .source(let node): node.position.file
        case .exposure(let node): node.position.file
        }
    }
}

extension CompilationError {
    init(_ error: JinjaError, in position: FilePosition) {
        var place = position
        if let site = error.site {
            place = FilePosition(
                file: site.template, line: max(1, site.position.line), column: max(1, site.position.column))
        }
        let trail = error.frames.reversed().map { frame in
            FilePosition(
                file: frame.call.template, line: frame.call.position.line, column: frame.call.position.column)
        }
        self.init((error.underlying as? CompilationError)?.message ?? error.message, at: place, trail: trail)
    }
}
