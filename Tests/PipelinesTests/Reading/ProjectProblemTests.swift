import Testing

@testable import Pipelines

@Suite struct ProjectProblemTests {
    @Test func whatIsMisspeltIsNamedWithItsPlaceAndTheNearestName() async throws {
        let project = try await read([
            "clean/account.sql": "select 1 as id",
            "clean/a.sql": "select *\nfrom {{ ref('acount') }}",
            "clean/b.sql": "{{ config(shedule='manual') }} select * from {{ source('crm', 'x') }}",
            "clean/c.sql": "-- kind: tabel\nselect 1 as id",
            "schema.yml": "version: 2\nmodels:\n  - name: accounts\n    colums: []\n",
        ])
        let lines = project.problems.map(\.description)
        #expect(
            lines
                == [
                    "pipelines/clean/a.sql:2:9: error: There is no model, seed or snapshot `acount`. Did you mean `account`?",
                    "pipelines/clean/b.sql:1:19: warning: There is no setting `shedule`. Did you mean `schedule`?",
                    "pipelines/clean/b.sql:1:49: error: There is no source `crm`.",
                    "pipelines/clean/c.sql:1:4: error: There is no kind `tabel`. Did you mean `table`?",
                    "pipelines/schema.yml:3:5: warning: There is no model `accounts` that these properties are of. Did you mean "
                        + "`account`?",
                ].sorted(), "\(lines)")
        let graph = NodeGraph(project)
        #expect(graph.order.map(\.text) == ["model.project.account"])
    }

    @Test func cyclesPrintTheLoop() async throws {
        let project = try await read([
            "clean/a.sql": "select * from {{ ref('c') }}", "clean/b.sql": "select * from {{ ref('a') }}",
            "clean/c.sql": "select * from {{ ref('b') }}", "clean/d.sql": "select * from {{ ref('c') }}",
            "clean/self.sql": "select * from {{ ref('self') }}", "clean/fine.sql": "select 1 as x",
        ])
        let graph = NodeGraph(project)
        #expect(graph.order.map(\.text) == ["model.project.fine"])
        let messages = graph.problems.map(\.description)
        #expect(
            messages.contains("pipelines/clean/a.sql:1:18: error: a reads itself: a → c → b → a."), "\(messages)")
        #expect(
            messages.contains("pipelines/clean/self.sql:1:18: error: self reads itself: self → self."), "\(messages)")
        #expect(graph.leftOut[id("model.project.d")] != nil)
    }

    @Test func brokenFilesAreNamedAndTheOthersStay() async throws {
        let project = try await read([
            "clean/a.sql": "select {{ 1 +",
            "clean/b.sql": "select 1 as x",
            "clean/bad name.sql": "select 1",
            "clean/c.sql": "selec 1",
            "x.yml": "models:\n  - name: b\n   description: x\n",
            "y.yml": "exposures:\n  - {name: e, depends_on: [source('a', 'b')]}\n",
        ])
        let codes = Set(project.problems.map { "\($0.position.file) \($0.code)" })
        #expect(
            codes == [
                "pipelines/clean/a.sql syntax-template", "pipelines/clean/bad name.sql bad-model-name",
                "pipelines/clean/c.sql sql-error", "pipelines/x.yml syntax-yaml", "pipelines/y.yml syntax-yaml",
            ], "\(project.problems)")
        #expect(project.problems.contains { $0.suggestion?.contains("put quotes around") == true })
        #expect(project.models[id("model.project.b")] != nil)
    }

    @Test func twoOfOneNameAreAnError() async throws {
        let project = try await read(["a/x.sql": "select 1 as x", "b/x.sql": "select 1 as x"])
        #expect(project.problems.map(\.code) == ["duplicate-model"])
        #expect(project.models.count == 1)
    }

    @Test func errorsOfCompilingHaveThePlaceInTheFile() async throws {
        let project = try await read([
            "clean/a.sql": "select 1,\n  {{ var('missing') }} as x",
            "clean/b.sql": "select {{ boom() }}",
            "macros/m.sql": "{% macro boom() %}\n{{ exceptions.raise_compiler_error('No.') }}\n{% endmacro %}",
        ])
        let compiler = NodeCompiler(project: project, context: CompilationContext())
        let first = await #expect(throws: CompilationError.self) { try await compiler.compile(id("model.project.a")) }
        #expect(first?.position?.file == "pipelines/clean/a.sql")
        #expect(first?.position?.line == 2)
        let second = await #expect(throws: CompilationError.self) { try await compiler.compile(id("model.project.b")) }
        #expect(second?.message == "No.")
        #expect(second?.position?.file == "pipelines/macros/m.sql")
        #expect(second?.position?.line == 2)
        #expect(second?.trail.first?.file == "pipelines/clean/b.sql")
    }
}
