import LookerExpressions
import QueryCompiler
import SemanticModel
import Testing

@testable import QueryRunner

@Suite struct MergedQueryTests {
    /// Orders by day: two days have some.
    private func orders() async throws -> QueryAnswer {
        try await answer(
            query(
                "SELECT * FROM (VALUES ('2024-01-01', 10), ('2024-01-02', 20), (NULL, 5)) AS t(day, n)",
                [timeframe("orders.day", .date), field("orders.count")]))
    }

    /// Visits by day and device.
    private func visits() async throws -> QueryAnswer {
        try await answer(
            query(
                """
                SELECT * FROM (VALUES ('2024-01-02', 'phone', 40::DECIMAL(9, 2)), ('2024-01-02', 'desk', 60),
                    ('2024-01-05', 'desk', 7), (NULL, 'desk', 9)) AS t(day, device, n)
                """, [timeframe("visits.day", .date), dimension("visits.device"), field("visits.count")]))
    }

    private func merged(
        _ rules: [MergedQuery.MergeField], calculations: [(String, String)] = [], sorts: [AppliedSort] = [],
        limit: Int? = nil
    ) async throws -> QueryAnswer {
        try MergedQuery(
            [
                .init(name: "q0", answer: try await orders()),
                .init(name: "q1", answer: try await visits(), mergeFields: rules),
            ], calculations: calculations.map { DynamicField(name: $0.0, kind: .tableCalculation(expression: $0.1)) },
            sorts: sorts, limit: limit, now: 0
        ).answer()
    }

    private static let byDay = [MergedQuery.MergeField(name: "visits.day", primary: "orders.day")]

    @Test func `rows of the first query stay, those of the second come where the merge fields agree`() async throws {
        let answer = try await merged(Self.byDay)
        #expect(answer.query.fields.map(\.name) == ["orders.day", "orders.count", "visits.device", "visits.count"])
        #expect(
            answer.table == [
                ["2024-01-01", "10", nil, nil], ["2024-01-02", "20", "phone", "40.00"],
                ["2024-01-02", "20", "desk", "60.00"], [nil, "5", "desk", "9.00"],
            ])
    }

    @Test func `calculations run over the merged rows and may name fields of all queries`() async throws {
        let answer = try await merged(
            Self.byDay,
            calculations: [("rate", "${orders.count} / ${visits.count}"), ("all", "sum(${visits.count})")])
        #expect(answer.column("rate") == [nil, "0.5", "0.3333333333333333", "0.5555555555555556"])
        #expect(answer.column("all") == ["109", "109", "109", "109"])
        #expect(answer.query.fields.suffix(2).map(\.label) == ["rate", "all"])
    }

    @Test func `merged rows are sorted, cut, and sorted by calculations at last`() async throws {
        let sorted = try await merged(
            Self.byDay, sorts: [.init(field: "visits.count", descending: true)], limit: 2)
        #expect(sorted.column("visits.count") == ["60.00", "40.00"])
        let byCalculation = try await merged(
            Self.byDay, calculations: [("rank", "0 - coalesce(${visits.count}, 0)")],
            sorts: [.init(field: "rank", descending: false)])
        #expect(byCalculation.column("rank") == ["-60", "-40", "-9", "0"])
    }

    @Test func `several merge fields have to agree all, numbers by what they are worth`() async throws {
        func source(_ values: String) async throws -> QueryAnswer {
            try await answer(
                query(
                    "SELECT * FROM (VALUES \(values)) AS t(year, city, n)",
                    [dimension("year", .number), dimension("city"), field("n")]))
        }
        let merged = try MergedQuery(
            [
                .init(name: "q0", answer: try await source("(2023, 'Rome', 1), (2024, 'Rome', 2)")),
                .init(
                    name: "q1", answer: try await source("(2024.0::DOUBLE, 'Rome', 3), (2023.0, 'Oslo', 4)"),
                    mergeFields: [.init(name: "year", primary: "year"), .init(name: "city", primary: "city")]),
            ], now: 0
        ).answer()
        #expect(merged.query.fields.map(\.name) == ["year", "city", "n", "q1_n"])
        #expect(merged.table == [["2023", "Rome", "1", nil], ["2024", "Rome", "2", "3"]])
    }

    @Test func `a query without rows adds empty columns, an empty first query leaves nothing`() async throws {
        let empty = try await answer(
            query("SELECT 'a' AS day, 1 AS n WHERE false", [timeframe("e.day", .date), field("e.n")]))
        let behind = try MergedQuery(
            [
                .init(name: "q0", answer: try await orders()),
                .init(name: "q1", answer: empty, mergeFields: [.init(name: "e.day", primary: "orders.day")]),
            ], now: 0
        ).answer()
        #expect(behind.table.map { $0[2] } == [nil, nil, nil])
        let before = try MergedQuery(
            [
                .init(name: "q0", answer: empty),
                .init(
                    name: "q1", answer: try await orders(), mergeFields: [.init(name: "orders.day", primary: "e.day")]),
            ], now: 0
        ).answer()
        #expect(before.rows.rowCount == 0 && before.query.fields.map(\.name) == ["e.day", "e.n", "orders.count"])
    }

    @Test func `what can't be merged is an error that says why`() async throws {
        await #expect(throws: MergedQuery.Failure.noMergeFields(source: "q1")) { try await merged([]) }
        await #expect(throws: MergedQuery.Failure.unknownField("visits.date", source: "q1")) {
            try await merged([.init(name: "visits.date", primary: "orders.day")])
        }
        await #expect(throws: MergedQuery.Failure.unknownField("orders.date", source: "q1")) {
            try await merged([.init(name: "visits.day", primary: "orders.date")])
        }
        await #expect(throws: MergedQuery.Failure.notADimension("visits.count", source: "q1")) {
            try await merged([.init(name: "visits.count", primary: "orders.count")])
        }
        #expect(throws: MergedQuery.Failure.noSources) { try MergedQuery([], now: 0).answer() }
        let pivoted = try await answer(
            query("SELECT 'a' AS x, 1 AS n", [dimension("x"), field("n")], pivots: ["x"]))
        #expect(throws: MergedQuery.Failure.pivoted(source: "q0")) {
            try MergedQuery([.init(name: "q0", answer: pivoted)], now: 0).answer()
        }
    }

    @Test func `rows that multiply are stopped before they fill the memory`() async throws {
        let many = try await answer(
            query("SELECT 1 AS k, i AS n FROM range(3000) AS t(i)", [dimension("k", .number), field("n")]))
        let query = MergedQuery(
            [
                .init(name: "q0", answer: many),
                .init(name: "q1", answer: many, mergeFields: [.init(name: "k", primary: "k")]),
            ], now: 0)
        #expect(throws: MergedQuery.Failure.tooLarge(5_000_000)) { try query.answer() }
    }
}
