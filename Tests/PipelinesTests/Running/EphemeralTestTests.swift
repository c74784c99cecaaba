import Testing

@testable import Pipelines

/// Tests of models that are part of others' SQL, and of models in versions.
@Suite struct EphemeralTestTests {
    private static let files = [
        "dbt_project.yml": "name: p\n",
        "models/base.sql": "{{ config(materialized='table') }} select unnest([1, 1, 2]) as x",
        "models/middle.sql": "{{ config(materialized='ephemeral') }} select x, x * 2 as y from {{ ref('base') }}",
        "models/last.sql": "{{ config(materialized='table') }} select count(*) as n from {{ ref('middle') }}",
    ]

    private func house(_ properties: String, _ body: (House) async throws -> Void) async throws {
        try await withHouse(Self.files.merging(["models/p.yml": properties]) { $1 }, body)
    }

    private func tests(_ run: RunSummary) -> [String] {
        run.tests.map { "\($0.test.text.split(separator: ".")[2]) \($0.status.rawValue) \($0.failures)" }.sorted()
    }

    @Test func theirTestsReadThemAfterTheirInputs() async throws {
        let properties = """
            version: 2
            models:
              - name: middle
                columns:
                  - name: x
                    data_tests:
                      - not_null
                      - unique: {config: {severity: warn}}
                      - accepted_values: {arguments: {values: [1, 2], quote: false}, config: {limit: 1, where: "y < 9"}}
              - name: last
                columns: [{name: n, data_tests: [{relationships: {arguments: {to: ref('middle'), field: x}}}]}]
            """
        try await house(properties) { (house) async throws in
            let run = try await house.run()
            // Three rows are counted, and x is never 3: that test keeps `last` back.
            #expect(run.states == ["base ok", "last failed"])
            #expect(
                tests(run).map { $0.replacing("accepted_values_middle_x__False__1__2", with: "values") } == [
                    "values pass 0", "not_null_middle_x pass 0", "relationships_last_n__x__ref_middle_ fail 1",
                    "unique_middle_x warn 1",
                ])
            let order = run.nodes.map(\.node)
            let base = try #require(order.firstIndex(of: "model.p.base"))
            let last = try #require(order.firstIndex(of: "model.p.last"))
            let test = try #require(order.firstIndex { $0.hasPrefix("test.p.not_null_middle_x") })
            #expect(base < test && test < last)
        }
    }

    @Test func whatReadsThemWaitsForThem() async throws {
        let properties = """
            version: 2
            models: [{name: middle, columns: [{name: x, data_tests: [unique]}]}]
            """
        try await house(properties) { (house) async throws in
            let run = try await house.run()
            #expect(run.states == ["base ok", "last skipped"])
            // By themselves, too.
            #expect(tests(try await house.run(.test)) == ["unique_middle_x fail 1"])
        }
    }

    @Test func theirUnitTestsRun() async throws {
        func properties(_ y: Int) -> String {
            """
            version: 2
            unit_tests:
              - name: twice
                model: middle
                given: [{input: ref('base'), rows: [{x: 4}]}]
                expect: {rows: [{x: 4, y: \(y)}]}
            """
        }
        try await house(properties(8)) { (house) async throws in
            let run = try await house.run()
            #expect(tests(run) == ["middle pass 0"])
            #expect(run.states == ["base ok", "last ok", "twice ok"])
            #expect(tests(try await house.run(.test)) == ["middle pass 0"])
        }
        try await house(properties(7)) { (house) async throws in
            let run = try await house.run()
            #expect(run.states == ["base ok", "last skipped", "twice failed"])
        }
    }

    @Test func everyVersionHasTheTestsOfAllAndItsOwn() async throws {
        let properties = """
            version: 2
            models:
              - name: statuses
                latest_version: 2
                columns: [{name: status, data_tests: [unique]}, {name: old, data_tests: [not_null]}]
                data_tests: [{expression_is_true: {name: sane, arguments: {expression: "1 = 1"}}}]
                versions:
                  - v: 1
                  - v: 2
                    data_tests: []
                    columns: [{include: all, exclude: [old]}, {name: cents, data_tests: [not_null]}]
            """
        let files = [
            "dbt_project.yml": "name: p\n", "models/p.yml": properties,
            "models/statuses_v1.sql": "select 'a' as status, 1 as old",
            "models/statuses_v2.sql": "select unnest(['a', 'a']) as status, 5 as cents",
        ]
        try await withHouse(files) { (house) async throws in
            let project = try await house.environment().project
            #expect(project.problems.isEmpty)
            #expect(project.models[NodeID("model.p.statuses.v1")]?.properties.columns.map(\.name) == ["status", "old"])
            #expect(
                project.models[NodeID("model.p.statuses.v2")]?.properties.columns.map(\.name) == ["status", "cents"])
            let run = try await house.run()
            #expect(
                tests(run) == [
                    "not_null_statuses_v1_old pass 0", "not_null_statuses_v2_cents pass 0", "sane pass 0",
                    "unique_statuses_v1_status pass 0", "unique_statuses_v2_status fail 1",
                ])
            // The hash of dbt for the same test of the same project.
            #expect(run.tests.contains { $0.test.text == "test.p.unique_statuses_v1_status.00f075c736" })
        }
    }

    @Test func aTestThatCanOnlyWarnHasItsOwnCondition() async throws {
        let expected = [
            ("{severity: warn, fail_calc: sum(x), warn_if: '>1000'}", "base ok"),
            ("{severity: warn, fail_calc: sum(x), warn_if: '>1'}", "base warned"),
            ("{severity: warn, error_if: '>1000'}", "base warned"),
            ("{fail_calc: sum(x), warn_if: '>1000'}", "base failed"),
        ]
        for (config, state) in expected {
            let properties = """
                version: 2
                models: [{name: base, columns: [{name: x, data_tests: [{small: {config: \(config)}}]}]}]
                """
            let files = [
                "dbt_project.yml": "name: p\n", "models/base.sql": Self.files["models/base.sql"] ?? "",
                "models/p.yml": properties,
                "tests/generic/small.sql": "{% test small(model, column_name) %}select * from {{ model }}{% endtest %}",
            ]
            try await withHouse(files) { (house) async throws in
                #expect(try await house.run().states == [state], "\(config)")
            }
        }
    }
}
