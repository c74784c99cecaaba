import QueryCompiler
import SemanticModel
import Testing
import Warehouse

@testable import QueryRunner

@Suite struct SubtotalTests {
    private static let rows = """
        SELECT * FROM (VALUES ('IT', 'Rome', 'new', 1), ('IT', 'Rome', 'paid', 2), ('IT', 'Bari', 'paid', 4),
            ('NO', 'Oslo', 'new', 8)) AS t(country, city, status, n)
        """

    private static func subtotal(_ dimensions: [String], by pivots: [String] = []) -> Subtotal {
        let columns = (dimensions + pivots).joined(separator: ", ")
        return Subtotal(
            dimensions: dimensions.map { dimension($0) },
            statement: CompiledStatement(
                sql: "SELECT \(columns), sum(n) AS n FROM (\(rows)) GROUP BY ALL ORDER BY ALL", parameters: []))
    }

    private func values(_ set: SubtotalSet, _ column: Int, cell: Int = 0) -> [String?] {
        set.groups.map { group in group[cell].flatMap { set.totals.columns[column]?.scalarText(row: $0) } }
    }

    @Test func `subtotals have the dimensions that their groups share, and the measures`() async throws {
        var query = query(
            "SELECT country, city, sum(n) AS n FROM (\(Self.rows)) GROUP BY ALL ORDER BY ALL",
            [dimension("country"), dimension("city"), field("n")])
        query.subtotals = [Self.subtotal(["country"])]
        let answer = try await answer(query)
        let set = try #require(answer.subtotals.first)
        #expect(set.dimensions == [0])
        #expect(values(set, 0) == ["IT", "NO"])
        #expect(values(set, 2) == ["7", "8"])
        #expect(set.totals.columns[1] == nil)
    }

    @Test func `under pivots each group has a value for each pivot column`() async throws {
        var query = query(
            Self.rows, [dimension("country"), dimension("city"), dimension("status"), field("n")],
            pivots: ["status"])
        query.subtotals = [Self.subtotal(["country"], by: ["status"])]
        let answer = try await answer(query)
        let set = try #require(answer.subtotals.first)
        #expect(answer.pivot?.keys.map(\.text) == ["new", "paid"])
        #expect(values(set, 3, cell: 0) == ["1", "8"])
        #expect(values(set, 3, cell: 1) == ["6", nil])
    }

    @Test func `pivot columns that are not shown have no subtotals`() async throws {
        var query = query(
            Self.rows, [dimension("country"), dimension("city"), dimension("status"), field("n")],
            pivots: ["status"])
        query.subtotals = [Self.subtotal(["country"], by: ["status"])]
        query.columnLimit = 1
        let set = try #require(try await answer(query).subtotals.first)
        #expect(values(set, 3, cell: 0) == ["1", "8"])
        #expect(set.groups.allSatisfy { Set($0.keys) == [0] })
    }
}
