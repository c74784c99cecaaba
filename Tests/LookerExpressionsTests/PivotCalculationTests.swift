import LookerExpressions
import Testing

/// Pivot columns new, paid, sent; counts 1 2 3 in the first row, 4 null 6 in the second.
@Suite struct PivotCalculationTests {
    /// - Parameter expected: Row after row.
    private func expectCells(
        _ expression: String, _ expected: [[ExpressionValue]], at place: Testing.SourceLocation = #_sourceLocation
    ) throws {
        let column = try Fixture.outcome(of: expression, over: Fixture.pivoted)
        #expect(column.isPivoted, sourceLocation: place)
        let cells = (0..<2).map { row in (0..<3).map { column.value(row: row, pivot: $0) } }
        #expect(cells == expected, sourceLocation: place)
    }

    /// A calculation that stands once at the end of the table.
    private func expectRows(
        _ expression: String, _ expected: [ExpressionValue], at place: Testing.SourceLocation = #_sourceLocation
    ) throws {
        let column = try Fixture.outcome(of: expression, over: Fixture.pivoted)
        #expect(!column.isPivoted, sourceLocation: place)
        #expect(column.values() == expected, sourceLocation: place)
    }

    @Test func `what depends on a pivoted measure stands beside every pivot column`() throws {
        try expectCells("${orders.count} * 10", [whole(10, 20, 30), whole(40, nil, 60)])
        try expectCells("sum(${orders.count})", [whole(5, 2, 9), whole(5, 2, 9)])
        try expectCells("running_total(${orders.count})", [whole(1, 2, 3), whole(5, 2, 9)])
        try expectCells(
            "concat(${users.city}, \"/\", ${orders.status})",
            [
                words("Rome/new", "Rome/paid", "Rome/sent"), words("Oslo/new", "Oslo/paid", "Oslo/sent"),
            ])
        try expectCells("offset(${orders.count}, 1)", [whole(4, nil, 6), whole(nil, nil, nil)])
        try expectCells("rank(${orders.count}, ${orders.count})", [whole(2, 1, 2), whole(1, nil, 1)])
        try expectCells("match(${orders.count}, ${orders.count})", [whole(1, 1, 1), whole(2, nil, 2)])
        try expectCells("lookup(\"Oslo\", ${users.city}, ${orders.count})", [whole(4, nil, 6), whole(4, nil, 6)])
    }

    @Test func `a row comes together as a list`() throws {
        try expectRows("sum(pivot_row(${orders.count}))", whole(6, 10))
        try expectRows("count(pivot_row(${orders.count}))", whole(3, 2))
        try expectRows("index(pivot_row(${orders.count}), 3)", whole(3, 6))
        try expectRows("max(pivot_row(${orders.status}))", words("sent", "sent"))
        try expectCells(
            "${orders.count} / sum(pivot_row(${orders.count})) * 60", [whole(10, 20, 30), whole(24, nil, 36)])
        try expectRows("sum(pivot_row(if(${orders.status} = \"paid\", 0, ${orders.count})))", whole(4, 10))
    }

    @Test func `pivot columns are found by number, distance and condition`() throws {
        try expectCells("pivot_column()", [whole(1, 2, 3), whole(1, 2, 3)])
        try expectRows("pivot_index(${orders.count}, 2)", whole(2, nil))
        try expectRows("pivot_index(${orders.count}, 4)", whole(nil, nil))
        try expectRows("pivot_index(${orders.count}, 1) + pivot_index(${orders.count}, 3)", whole(4, 10))
        try expectCells("pivot_offset(${orders.count}, -1)", [whole(nil, 1, 2), whole(nil, 4, nil)])
        try expectCells("pivot_offset(${orders.count}, 1)", [whole(2, 3, nil), whole(nil, 6, nil)])
        try expectRows("pivot_where(${orders.status} = \"sent\", ${orders.count})", whole(3, 6))
        try expectRows("pivot_where(${orders.status} != \"sent\", ${orders.count})", whole(nil, nil))
        try expectRows("pivot_where(${orders.count} = 4, ${orders.status})", words(nil, "new"))
    }

    @Test func `a running total goes along the row`() throws {
        try expectCells(
            QuickCalculation.runningRowTotal.expression(of: "orders.count"), [whole(1, 3, 6), whole(4, 4, 10)])
        try expectCells("index(pivot_offset_list(${orders.count}, -1, 2), 2)", [whole(1, 2, 3), whole(4, nil, 6)])
        try expectCells("sum(pivot_offset_list(${orders.count}, 0, 2))", [whole(3, 5, 3), whole(4, 6, 6)])
    }

    @Test func `totals follow their column and their row`() throws {
        try expectCells("${orders.count:total}", [whole(5, 2, 9), whole(5, 2, 9)])
        try expectRows("${orders.count:row_total}", whole(6, 10))
        try expectCells("${orders.count:row_total} - ${orders.count}", [whole(5, 4, 3), whole(6, nil, 4)])
    }

    @Test func `whether it is pivoted doesn't depend on rows`() throws {
        let empty = SmallTable(rowCount: 0, pivotCount: 3, columns: Fixture.pivoted.columns)
        #expect(try Fixture.outcome(of: "${orders.count}", over: empty).isPivoted)
        #expect(try !Fixture.outcome(of: "sum(pivot_row(${orders.count}))", over: empty).isPivoted)
    }

    @Test func `outside of the table there is null`() throws {
        let column = try Fixture.outcome(of: "${orders.count}", over: Fixture.pivoted)
        #expect(column.value(row: 2, pivot: 0) == .null)
        #expect(column.value(row: 0, pivot: 3) == .null)
        #expect(column.value(row: -1, pivot: -1) == .null)
    }
}
