package import JSON
import Jinja

extension NodeCompiler {
    /// The arguments of a generic test, their templates rendered: `model` is what to select from (with the test's
    /// filter), `column_name` the column, quoted where its properties say so; `ref('m')` has become a relation.
    package func arguments(of test: DataTest) async throws(CompilationError) -> JSONObject {
        try await prepared(test).arguments
    }

    /// The same, and the ephemeral models among what the arguments name.
    func prepared(
        _ test: DataTest
    ) async throws(CompilationError) -> (arguments: JSONObject, ephemeral: [NodeID]) {
        guard case .generic(let generic) = test.definition else { return (JSONObject(), []) }
        let scope = TemplateScope(project: project, context: context, subject: CompilationSubject(test))
        let values = try await values(of: test, generic, scope)
        return (JSONObject(values.map { ($0.name, $0.value.json) }), scope.recorder.value.ephemeral)
    }

    /// The query of a generic test that a macro of the project or of a package defines.
    func record(_ test: DataTest, _ generic: DataTest.Generic) async throws(CompilationError) -> RenderRecord {
        guard let id = generic.macro, let definition = project.macros[id],
            let entry = project.library.entry(definition.name, package: definition.project)
        else {
            throw CompilationError("The test `\(generic.name)` is built in and has no template.", at: test.position)
        }
        let scope = TemplateScope(project: project, context: context, subject: CompilationSubject(test))
        var jinja = scope.jinja()
        var words: [String] = []
        for (place, argument) in try await values(of: test, generic, scope).enumerated() {
            jinja.globals["__a\(place)"] = argument.value
            words.append("\(argument.name)=__a\(place)")
        }
        jinja.globals["__test"] = .macro(entry.macro)
        do throws(JinjaError) {
            let template = try JinjaTemplate(
                "{{ __test(\(words.joined(separator: ", "))) }}", name: definition.position.file)
            var record = scope.recorder.value
            record.text = try await template.render(jinja)
            record = merged(scope.recorder.value, text: record.text, line: definition.position.line)
            return record
        } catch {
            throw CompilationError(error, in: test.position)
        }
    }

    private func merged(_ record: RenderRecord, text: String, line: Int) -> RenderRecord {
        var record = record
        record.text = text
        let count = text.utf8.reduce(1) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
        record.sourceLines = Array(repeating: line, count: count)
        return record
    }

    private func values(
        of test: DataTest, _ generic: DataTest.Generic, _ scope: TemplateScope
    ) async throws(CompilationError) -> [(name: String, value: JinjaValue)] {
        var values: [(name: String, value: JinjaValue)] = []
        if let id = test.attachedTo, let relation = scope.relation(of: id) {
            if relation.type == "cte" { scope.recorder.note(ephemeral: id) }
            if let filter = test.settings.filter {
                let condition = try await render(filter, at: test.position, for: test.id)
                values.append(
                    ("model", .string("(select * from \(relation.jinjaText) where \(condition)) dbt_subquery")))
            } else {
                values.append(("model", .object(relation)))
            }
        }
        if let column = generic.column {
            let properties =
                test.attachedTo.flatMap { project.models[$0]?.properties.columns ?? project.sources[$0]?.columns } ?? []
            let isQuoted = properties.first { $0.name == column }?.isQuoted ?? false
            values.append(("column_name", .string(isQuoted ? RelationValue.quote(column) : column)))
        }
        let jinja = scope.jinja()
        for (name, value) in generic.arguments.members {
            values.append((name, try await evaluated(value, jinja, at: test.position)))
        }
        return values
    }

    /// An argument with its templates rendered, and `ref('m')` as a relation.
    private func evaluated(
        _ value: JSONValue, _ jinja: JinjaContext, at position: FilePosition
    ) async throws(CompilationError) -> JinjaValue {
        if let text = value.stringValue {
            let isCall =
                text.trimmed.hasSuffix(")") && (text.trimmed.hasPrefix("ref(") || text.trimmed.hasPrefix("source("))
            guard isCall || text.contains("{{") || text.contains("{%") else { return .string(text) }
            do throws(JinjaError) {
                return try await JinjaTemplate(isCall ? "{{ \(text) }}" : text, name: position.file).value(jinja)
            } catch {
                throw CompilationError(error.message, at: position)
            }
        }
        if let elements = value.arrayValue {
            var list: [JinjaValue] = []
            for element in elements { list.append(try await evaluated(element, jinja, at: position)) }
            return .list(list)
        }
        if let object = value.objectValue {
            var entries: [(String, JinjaValue)] = []
            for (key, value) in object.members {
                entries.append((key, try await evaluated(value, jinja, at: position)))
            }
            return .dict(entries)
        }
        return JinjaValue(value)
    }
}
