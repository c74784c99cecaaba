import Foundation
import Testing

@testable import Pipelines

/// A project that is read again after edits has to be what a reader that sees it for the first time makes of it.
@Suite struct ProjectReadingTests {
    private static let files = [
        "clean/orders.sql": "-- kind: table\nselect 1 as id, 2 as amount\n",
        "clean/totals.sql": "-- kind: table\nselect sum(amount) as amount from clean.orders\n",
        "clean/templated.sql": "{{ config(kind='table') }}\nselect id from {{ ref('orders') }}\n",
        "clean/part.sql": "-- kind: ephemeral\nselect 1 as x\n",
        "clean/whole.sql": "{{ config(kind='table') }}\nselect * from {{ ref('part') }}\n",
        "macros/money.sql": "{% macro money(x) %}{{ x }} / 100{% endmacro %}",
        "clean/priced.sql": "{{ config(kind='table') }}\nselect {{ money('amount') }} as a from {{ ref('orders') }}\n",
        "clean/properties.yml": """
        models:
          - name: orders
            columns: [{name: id, data_tests: [unique, not_null]}]
        """,
    ]

    /// What can be told apart of a project, as text.
    private func description(_ project: PipelineProject) -> String {
        var lines: [String] = []
        for model in project.models.values.sorted(by: { $0.id < $1.id }) {
            let references = model.references.map { "\($0.target) \($0.position) \($0.resolved?.text ?? "")" }
            let settings = model.settings.values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            lines.append(
                "\(model.id) \(model.kind) \(model.relation) \(model.text) \(model.checksum) \(references) "
                    + "\(settings) \(model.macros) \(model.template == nil)")
        }
        for test in project.tests.values.sorted(by: { $0.id < $1.id }) {
            lines.append("\(test.id) \(test.name) \(test.references.map { $0.resolved?.text ?? "" })")
        }
        lines += project.macros.values.sorted { $0.id < $1.id }.map { "\($0.id) \($0.checksum)" }
        lines += project.problems.map(\.description)
        let graph = NodeGraph(project)
        lines.append("\(graph.order) \(graph.leftOut)")
        return lines.joined(separator: "\n")
    }

    private struct Edit: Sendable, CustomTestStringConvertible {
        var path: String
        var text: String?
        /// Whether the project is assembled anew.
        var isAssembled: Bool
        var testDescription: String { "\(path): \(text ?? "gone")" }
    }

    private static let edits = [
        Edit(path: "clean/orders.sql", text: "-- kind: table\nselect 2 as id, 3 as amount\n", isAssembled: false),
        Edit(
            path: "clean/totals.sql",
            text: "-- kind: table\n-- more words\nselect max(amount) as amount\nfrom clean.orders where amount > 1\n",
            isAssembled: false),
        Edit(
            path: "clean/templated.sql",
            text: "{{ config(kind='table') }}\n\nselect id + 1 as id\nfrom {{ ref('orders') }}\n", isAssembled: false),
        Edit(
            path: "clean/priced.sql",
            text: "{{ config(kind='table') }}\nselect {{ money('amount + 1') }} as a from {{ ref('orders') }}\n",
            isAssembled: false),
        Edit(path: "clean/part.sql", text: "-- kind: ephemeral\nselect 2 as x\n", isAssembled: true),
        Edit(path: "clean/orders.sql", text: "-- kind: view\nselect 1 as id, 2 as amount\n", isAssembled: true),
        Edit(path: "clean/totals.sql", text: "-- kind: table\nselect 1 as amount\n", isAssembled: true),
        Edit(
            path: "clean/totals.sql", text: "-- kind: table\nselect amount from clean.templated, clean.orders\n",
            isAssembled: true),
        Edit(path: "clean/totals.sql", text: "-- kind: table\nselect sum( from\n", isAssembled: true),
        Edit(
            path: "clean/templated.sql", text: "{{ config(kind='table') }}\nselect 1 from {{ ref('totals') }}\n",
            isAssembled: true),
        Edit(path: "clean/templated.sql", text: "{{ config(kind='table'\n", isAssembled: true),
        Edit(
            path: "clean/priced.sql", text: "{{ config(kind='table') }}\nselect 1 as a from {{ ref('orders') }}\n",
            isAssembled: true),
        Edit(
            path: "clean/templated.sql",
            text: "{{ config(kind='table') }}\nselect {{ graph.nodes | length }} from {{ ref('orders') }}\n",
            isAssembled: true),
        Edit(
            path: "macros/money.sql", text: "{% macro money(x) %}{{ x }} / 1000{% endmacro %}", isAssembled: true),
        Edit(path: "clean/properties.yml", text: "models: [{name: orders}]\n", isAssembled: true),
        Edit(path: "clean/totals.sql", text: nil, isAssembled: true),
        Edit(path: "clean/more.sql", text: "-- kind: table\nselect 1 as x\n", isAssembled: true),
    ]

    @Test(arguments: Self.edits) private func anEditIsReadLikeTheWholeProject(_ edit: Edit) async throws {
        try await withHouse(Self.files) { house in
            let reader = PipelineProjectReader()
            let options = PipelineProjectReader.Options(root: house.root)
            let before = await reader.read(options, parsedBy: house.warehouse)
            #expect(before.problems.isEmpty, "\(before.problems)")
            if let text = edit.text {
                try house.write(edit.path, text)
            } else {
                try FileManager.default.removeItem(atPath: house.root + "/pipelines/" + edit.path)
            }
            let after = await reader.read(options, parsedBy: house.warehouse)
            let fresh = await PipelineProjectReader().read(options, parsedBy: house.warehouse)
            #expect((after.assembly === before.assembly) != edit.isAssembled)
            #expect(description(after) == description(fresh))
            #expect(description(after) != description(before))
        }
    }

    @Test func aFileThatIsWrittenAsItWasIsNoEdit() async throws {
        try await withHouse(Self.files) { house in
            let reader = PipelineProjectReader()
            let options = PipelineProjectReader.Options(root: house.root)
            let before = await reader.read(options, parsedBy: house.warehouse)
            try house.write("clean/orders.sql", Self.files["clean/orders.sql"] ?? "")
            let after = await reader.read(options, parsedBy: house.warehouse)
            #expect(after.assembly === before.assembly && after.edited.isEmpty)
        }
    }

    @Test func nodesThatWereEditedAndOthersHaveTheDefinitionsOfAFreshLook() async throws {
        try await withHouse(Self.files) { house in
            let cache = NodeDefinitionCache()
            let reader = PipelineProjectReader()
            let options = PipelineProjectReader.Options(root: house.root)
            func definitions(_ project: PipelineProject, _ cache: NodeDefinitionCache?) async -> [String] {
                let definitions = NodeDefinitions(project: project, context: CompilationContext(), cache: cache)
                var found: [String] = []
                for id in project.models.keys.sorted() {
                    found.append("\(id) \(String(describing: await definitions.definition(of: id)))")
                }
                return found
            }
            let before = await definitions(await reader.read(options, parsedBy: house.warehouse), cache)
            for amount in 1...3 {
                try house.write("clean/orders.sql", "-- kind: table\nselect \(amount) as id, 0 as amount\n")
                let project = await reader.read(options, parsedBy: house.warehouse)
                let kept = await definitions(project, cache)
                #expect(kept == (await definitions(project, nil)))
                #expect(kept != before)
            }
        }
    }
}
