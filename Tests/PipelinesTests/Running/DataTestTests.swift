import JSON
import Testing

@testable import Pipelines

/// Each test on rows of which one or some offend, and on the same without them.
@Suite struct DataTestTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var test: String
        var arguments: JSONObject
        /// Rows that pass, as SQL.
        var good: String
        /// Rows that don't.
        var bad: String
        /// How many rows the test returns for them.
        var failures: Int64
        var testDescription: String { "\(test) \(JSONValue.object(arguments).text)" }

        init(_ test: String, _ arguments: JSONValue, good: String, bad: String, failures: Int64 = 1) {
            self.test = test
            self.arguments = arguments.objectValue ?? JSONObject()
            self.good = good
            self.bad = bad
            self.failures = failures
        }
    }

    private static func values(_ text: String, _ columns: String) -> String {
        "SELECT * FROM (VALUES \(text)) AS t(\(columns))"
    }

    static let cases: [Case] = [
        // Two rows on the 1st, one on the 2nd; the source's 3rd is not over.
        Case(
            "matches_source",
            [
                "time": "day", "source_time": "at",
                "to":
                    "(SELECT unnest(['2026-01-01 09:00', '2026-01-01 10:00', '2026-01-02 09:00', '2026-01-03 09:00'])::TIMESTAMP AS at)",
            ],
            good: values("(DATE '2026-01-01'), (DATE '2026-01-01'), (DATE '2026-01-02')", "day"),
            bad: values("(DATE '2026-01-01'), (DATE '2026-01-03')", "day"), failures: 2),
        Case(
            "matches_source",
            [
                "time": "day", "column": "amount", "tolerance": "1%",
                "to": "(SELECT * FROM (VALUES (DATE '2026-01-01', 200), (DATE '2026-01-02', 0)) AS t(day, amount))",
            ],
            good: values("(DATE '2026-01-01', 199)", "day, amount"),
            bad: values("(DATE '2026-01-01', 197)", "day, amount")),
        Case("not_null", ["column_name": "a"], good: "SELECT 1 AS a", bad: "SELECT NULL AS a"),
        Case(
            "unique", ["column_name": "a"], good: values("(1), (2), (NULL), (NULL)", "a"), bad: values("(1), (1)", "a")),
        Case(
            "accepted_values", ["column_name": "a", "values": ["x", "y"]], good: values("('x'), (NULL)", "a"),
            bad: values("('x'), ('z'), ('z')", "a")),
        Case(
            "accepted_values", ["column_name": "a", "values": [1, 2], "quote": false], good: values("(1)", "a"),
            bad: values("(3)", "a")),
        Case(
            "not_accepted_values", ["column_name": "a", "values": ["x"]], good: values("('y')", "a"),
            bad: values("('x')", "a")),
        Case(
            "relationships", ["column_name": "a", "to": "(SELECT 1 AS id)", "field": "id"],
            good: values("(1), (NULL)", "a"), bad: values("(1), (2)", "a")),
        Case(
            "relationships_where",
            ["column_name": "a", "to": "(SELECT 1 AS id)", "field": "id", "from_condition": "a < 5"],
            good: values("(1), (7)", "a"), bad: values("(2), (7)", "a")),
        Case(
            "unique_combination_of_columns", ["combination_of_columns": ["a", "b"]],
            good: values("(1, 1), (1, 2)", "a, b"), bad: values("(1, 1), (1, 1)", "a, b")),
        Case(
            "expression_is_true", ["expression": "a < b"], good: "SELECT 1 AS a, 2 AS b", bad: "SELECT 2 AS a, 1 AS b"),
        Case(
            "expression_is_true", ["expression": "> 0", "column_name": "a"], good: "SELECT 1 AS a", bad: "SELECT 0 AS a"
        ),
        Case(
            "accepted_range", ["column_name": "a", "min_value": 0, "max_value": 10], good: values("(0), (10)", "a"),
            bad: values("(-1), (11)", "a"), failures: 2),
        Case(
            "accepted_range", ["column_name": "a", "min_value": 0, "inclusive": false], good: "SELECT 1 AS a",
            bad: "SELECT 0 AS a"),
        Case(
            "not_null_proportion", ["column_name": "a", "at_least": 0.5], good: values("(1), (NULL)", "a"),
            bad: values("(1), (NULL), (NULL)", "a")),
        Case("not_empty_string", ["column_name": "a"], good: "SELECT 'x' AS a", bad: "SELECT ' ' AS a"),
        Case(
            "mutually_exclusive_ranges", ["lower_bound_column": "a", "upper_bound_column": "b"],
            good: values("(1, 2), (2, 3), (5, 6)", "a, b"), bad: values("(1, 3), (2, 4)", "a, b")),
        Case(
            "mutually_exclusive_ranges",
            ["lower_bound_column": "a", "upper_bound_column": "b", "gaps": "not_allowed"],
            good: values("(1, 2), (2, 3)", "a, b"), bad: values("(1, 2), (3, 4)", "a, b")),
        Case(
            "equal_rowcount", ["compare_model": "(SELECT 1)"], good: "SELECT 1 AS a",
            bad: values("(1), (2)", "a")),
        Case(
            "fewer_rows_than", ["compare_model": "(SELECT 1 UNION ALL SELECT 2)"], good: "SELECT 1 AS a",
            bad: values("(1), (2)", "a")),
        Case(
            "at_least_one", ["column_name": "a"], good: values("(NULL), (1)", "a"), bad: "SELECT NULL::INTEGER AS a"),
        Case("not_constant", ["column_name": "a"], good: values("(1), (2)", "a"), bad: values("(1), (1)", "a")),
        Case(
            "cardinality_equality", ["column_name": "a", "to": "(SELECT 1 AS b)", "field": "b"],
            good: "SELECT 1 AS a", bad: values("(1), (1)", "a")),
        Case(
            "equality", ["compare_model": "(SELECT 1 AS a)"], good: "SELECT 1 AS a", bad: "SELECT 2 AS a", failures: 2),
        Case(
            "sequential_values", ["column_name": "a"], good: values("(1), (2), (3)", "a"),
            bad: values("(1), (3)", "a")),
        Case(
            "recency", ["datepart": "day", "field": "a", "interval": 1],
            good: "SELECT (now() AT TIME ZONE 'UTC') AS a", bad: "SELECT TIMESTAMP '2020-01-01' AS a"),
        Case(
            "freshness", ["column": "a", "max_age": "26h"],
            good: "SELECT (now() AT TIME ZONE 'UTC') - INTERVAL 25 HOUR AS a",
            bad: "SELECT (now() AT TIME ZONE 'UTC') - INTERVAL 27 HOUR AS a"),
        Case(
            "no_gaps", ["column": "a", "step": "day"],
            good: values("(DATE '2026-01-01'), (DATE '2026-01-02')", "a"),
            bad: values("(DATE '2026-01-01'), (DATE '2026-01-04')", "a"), failures: 2),
        // 100 rows on each of eight Mondays to Sundays; the last day has 100, or 10.
        Case(
            "volume_in_band", ["column": "a"],
            good: "SELECT DATE '2026-01-01' + i::INTEGER AS a FROM range(57) AS d(i), range(100)",
            bad: "SELECT DATE '2026-01-01' + i::INTEGER AS a FROM range(57) AS d(i), range(100) AS r(j) "
                + "WHERE i < 56 OR j < 10"),
        // Half of the rows are x until the last week; then still half, or three quarters: a distance of 0.25.
        Case(
            "distribution_change", ["column_name": "a", "time": "t", "max_change": 0.2],
            good: "SELECT CASE WHEN j < 2 THEN 'x' ELSE 'y' END AS a, DATE '2026-01-01' + i::INTEGER AS t "
                + "FROM range(35) AS d(i), range(4) AS r(j)",
            bad: "SELECT CASE WHEN j < (CASE WHEN i < 28 THEN 2 ELSE 3 END) THEN 'x' ELSE 'y' END AS a, "
                + "DATE '2026-01-01' + i::INTEGER AS t FROM range(35) AS d(i), range(4) AS r(j)"),
        Case(
            "sum_equals", ["column_name": "a", "to": "(SELECT 3 AS a)"], good: values("(1), (2)", "a"),
            bad: values("(1), (1)", "a")),
        Case(
            "sum_equals", ["query": "SELECT 5", "equals": "SELECT sum(a) FROM main.model", "tolerance": 1],
            good: values("(4)", "a"), bad: values("(3)", "a")),
        // There were 10 rows.
        Case(
            "row_count_change", ["max_drop": "20%"], good: "SELECT * FROM range(8)", bad: "SELECT * FROM range(7)"),
    ]

    private func count(_ item: Case, _ rows: String) async throws -> Int64 {
        try await withRelation { relation in
            try await relation.execute("CREATE TABLE main.model AS \(rows)")
            var arguments = item.arguments
            arguments["model"] = "main.model"
            let sql = try BuiltInTests(
                arguments: TestArguments(test: item.test, values: arguments), previousRows: 10
            ).sql()
            return try await relation.rows("SELECT count(*) FROM (\(sql))").int(0, 0) ?? -1
        }
    }

    @Test(arguments: cases) func rowsThatOffendAreReturned(item: Case) async throws {
        #expect(try await count(item, item.good) == 0)
        #expect(try await count(item, item.bad) == item.failures)
    }

    @Test func everyTestIsProved() {
        #expect(Set(Self.cases.map(\.test)) == Set(BuiltInTests.names))
    }

    @Test func anUnknownTestNamesThoseThatThereAre() {
        let arguments = TestArguments(test: "not_nul", values: JSONObject())
        #expect(throws: NodeFailure.self) { try BuiltInTests(arguments: arguments).sql() }
    }

    @Test func severityAndLimitsDecide() async throws {
        func files(_ config: String) -> [String: String] {
            [
                "clean/a.sql": "select unnest([1, null, null]) as x",
                "clean/a.yml": """
                version: 2
                models: [{name: a, columns: [{name: x, data_tests: [{not_null: {config: \(config)}}]}]}]
                """,
            ]
        }
        let expected = [
            ("{error_if: '> 2', warn_if: '> 1'}", "a warned"), ("{error_if: '> 2', warn_if: '> 2'}", "a ok"),
            ("{severity: warn}", "a warned"), ("{error_if: '> 1'}", "a failed"), ("{where: 'x is not null'}", "a ok"),
            ("{limit: 1, error_if: '> 1', warn_if: '> 1'}", "a ok"), ("{fail_calc: 'max(1)'}", "a failed"),
        ]
        for (config, state) in expected {
            try await withHouse(files(config)) { (house) async throws in
                let run = try await house.run()
                #expect(run.states == [state], "\(config): \(run.message("a"))")
            }
        }
    }

    @Test func singularAndOwnGenericTestsAndStoredFailures() async throws {
        let files = [
            "clean/a.sql": "select unnest([1, 2, 3]) as x",
            "clean/a.yml": "version: 2\nmodels: [{name: a, columns: [{name: x, data_tests: [is_small]}]}]\n",
            "macros/is_small.sql": """
            {% test is_small(model, column_name) %}
            select * from {{ model }} where {{ column_name }} >= 3
            {% endtest %}
            """,
            "tests/no_twos.sql": "select * from {{ ref('a') }} where x = 2",
        ]
        try await withHouse(files) { (house) async throws in
            let run = try await house.run(.run)
            #expect(run.states == ["a ok"])
            let tested = try await house.run(.test) { $0.storesFailures = true }
            let failed = tested.nodes.filter { $0.state == .failed }.map(\.failures)
            #expect(failed == [1, 1])
            #expect(
                try await house.lines(
                    "SELECT count(*) FROM information_schema.tables WHERE table_schema = '_tests'") == ["2"])
        }
    }

    @Test func unitTestsProveAModelBeforeItIsBuilt() async throws {
        func files(_ expected: Int) -> [String: String] {
            [
                "clean/instance_day.sql": """
                select instance_id, date_trunc('day', received_at)::date as day, max(active_users) as active_users
                from {{ source('raw', 'ping') }} group by all
                """,
                "clean/m.yml": """
                version: 2
                sources: [{name: raw, tables: [{name: ping}]}]
                unit_tests:
                  - name: counts_users_once
                    model: instance_day
                    given:
                      - input: source('raw', 'ping')
                        rows:
                          - {instance_id: a, received_at: "2026-01-01 10:00", active_users: 3}
                          - {instance_id: a, received_at: "2026-01-01 22:00", active_users: 5}
                    expect: {rows: [{instance_id: a, day: "2026-01-01", active_users: \(expected)}]}
                """,
            ]
        }
        let raw = [
            "CREATE SCHEMA raw",
            "CREATE TABLE raw.ping (instance_id VARCHAR, received_at TIMESTAMP, active_users INTEGER, other JSON)",
        ]
        try await withHouse(files(5), before: raw) { (house) async throws in
            let run = try await house.run()
            #expect(run.states == ["instance_day ok"], "\(run.message("instance_day"))")
        }
        try await withHouse(files(8), before: raw) { (house) async throws in
            let run = try await house.run()
            #expect(run.states == ["instance_day failed"])
            #expect(run.message("instance_day").contains("\"active_users\":8"))
        }
    }
}

/// What tests of models that are built by time look at.
@Suite struct TestScopeTests {
    private static func files(_ tests: String) -> [String: String] {
        [
            "sources.yml": "version: 2\nsources: [{name: raw, tables: [{name: ping, config: {event_time: moment}}]}]\n",
            "clean/day.sql": """
            {{ config(kind='incremental', time='moment', step='day', start='2026-01-01') }}
            select moment, v from {{ source('raw', 'ping') }}
            """,
            "clean/day.yml": "version: 2\nmodels: [{name: day, \(tests)}]\n",
        ]
    }
    private static let raw = [
        "CREATE SCHEMA raw",
        """
        CREATE TABLE raw.ping AS SELECT * FROM (VALUES (TIMESTAMP '2026-01-01 10:00', 1), ('2026-01-01 11:00', 1),
            ('2026-01-02 00:00', 1)) AS t(moment, v)
        """,
    ]

    /// Adds a day whose one row says what an old row is made to say, too.
    private func secondRun(_ tests: String) async throws -> [String] {
        var states: [String] = []
        try await withHouse(Self.files(tests), before: Self.raw) { (house) async throws in
            let first = try await house.run()
            #expect(first.states == ["day ok"], "\(first.message("day"))")
            try await house.execute("UPDATE clean.day SET v = NULL WHERE moment = TIMESTAMP '2026-01-01 10:00'")
            try await house.execute("INSERT INTO raw.ping VALUES ('2026-01-03 00:00', 1)")
            states = try await house.run().states
        }
        return states
    }

    @Test func newRowsOnlyUnlessAllAreMeant() async throws {
        #expect(try await secondRun("columns: [{name: v, data_tests: [not_null]}]") == ["day ok"])
        #expect(
            try await secondRun("columns: [{name: v, data_tests: [{not_null: {config: {scope: all}}}]}]")
                == ["day failed"])
    }

    /// Two rows were there, and one is new: beside the whole table nothing is missing.
    @Test func testsOfAWholeModelSeeAllOfIt() async throws {
        #expect(try await secondRun("data_tests: [{row_count_change: {max_drop: 10%}}]") == ["day ok"])
    }
}
