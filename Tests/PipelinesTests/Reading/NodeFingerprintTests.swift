import Testing

@testable import Pipelines

@Suite struct NodeFingerprintTests {
    private let base = [
        "clean/a.sql": "{{ config(kind='table', schedule='manual') }}\nselect a, {{ half('b') }} as b -- why\nfrom t",
        "macros/m.sql": "{% macro half(x) %}{{ x }} / 2{% endmacro %}\n{% macro other() %}1{% endmacro %}",
    ]

    private func change(_ edit: (inout [String: String]) -> Void) async throws -> DefinitionChange {
        var files = base
        let old = try await read(files)
        edit(&files)
        let new = try await read(files)
        let before = try #require(old.models[id("model.project.a")])
        let after = try #require(new.models[id("model.project.a")])
        return NodeFingerprint(after, in: new).change(from: NodeFingerprint(before, in: old))
    }

    @Test func onlyWhatChangesTheTableChangesTheDefinition() async throws {
        #expect(try await change { _ in } == .none)
        #expect(
            try await change {
                $0["clean/a.sql"] =
                    "{{ config(kind='table', schedule='06:00') }}\nSELECT a, {{ half('b') }} AS b\n\n/* x */ FROM t;"
            } == .metadata)
        #expect(
            try await change {
                $0["clean/a.sql"] =
                    "{{ config(kind='table', schedule='manual') }}\nselect a, {{ half('c') }} as b from t"
            } == .breaking)
        #expect(try await change { $0["clean/a.sql"]?.replace("'table'", with: "'view'") } == .breaking)
        #expect(try await change { $0["macros/m.sql"]?.replace("/ 2", with: "/ 3") } == .breaking)
        #expect(try await change { $0["macros/m.sql"]?.replace("1{%", with: "2{%") } == .none)
    }
}
