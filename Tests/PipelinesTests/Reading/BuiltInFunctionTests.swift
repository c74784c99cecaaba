import Testing

@testable import Pipelines

/// What the SQL of built-in functions comes to, beside values that were worked out by hand.
@Suite struct BuiltInFunctionTests {
    private func lines(_ sql: String) async throws -> [String] {
        try await withWarehouse { warehouse in
            let project = try await read(["dbt_project.yml": "name: p\n", "models/m.sql": sql], warehouse: warehouse)
            return try await warehouse.lines(try await project.compiled("model.p.m"))
        }
    }

    /// 6 January 2024 is a Saturday. Sundays begin weeks, and a week is over after seven days.
    @Test func weeksBetweenDatesAreCountedAsDBTDoes() async throws {
        func weeks(_ first: String, _ second: String) -> String {
            "{{ dbt.datediff(\"date '\(first)'\", \"date '\(second)'\", 'week') }}"
        }
        let sql = """
            select \(weeks("2024-01-06", "2024-01-07")) || ' ' || \(weeks("2024-01-07", "2024-01-08")) || ' '
                || \(weeks("2024-01-07", "2024-01-14")) || ' ' || \(weeks("2024-01-06", "2024-01-15")) || ' '
                || \(weeks("2024-01-08", "2024-01-06")) || ' ' || {{ dbt.datediff("date '2024-01-07'", "date '2024-01-09'", 'day') }}
            """
        #expect(try await lines(sql) == ["1 0 1 2 -1 2"])
    }

    @Test func timesOfSnapshotsHaveNoZone() async throws {
        #expect(try await lines("select typeof({{ dbt.snapshot_get_time() }})") == ["TIMESTAMP"])
    }

    @Test func bucketsAreNumberedFromTheLeastValue() async throws {
        let sql = """
            select string_agg(coalesce(({{ dbt_utils.width_bucket('v', 0, 10, 2) }})::int::varchar, 'none'), ' ' order by n)
            from (values (1, -7), (2, -5), (3, 0), (4, 4), (5, 5), (6, 9), (7, 10), (8, 15), (9, null)) as t(n, v)
            """
        #expect(try await lines(sql) == ["0 0 1 1 2 2 3 3 none"])
    }

    @Test func slugsKeepUnderscores() async throws {
        let sql = "select '{{ dbt_utils.slugify('3 a_ b') }} {{ dbt_utils.slugify('What is - new?') }}'"
        #expect(try await lines(sql) == ["_3_a__b what_is_new"])
    }
}
