import SQL
import Testing

@Suite struct RendererTests {
    private func text(_ select: SelectStatement, _ dialect: Dialect) -> String {
        SQLRenderer.selfContained(QueryStatement(commonTables: [], select: select), dialect: dialect)
    }

    private func named(_ aliases: [String]) -> SelectStatement {
        SelectStatement(columns: aliases.map { .init("1", as: $0) }, from: nil)
    }

    @Test func `columns are called what the database allows`() {
        let select = named(["orders.id"])
        #expect(text(select, .duckDB) == "SELECT\n  1 AS \"orders.id\"")
        #expect(text(select, .postgreSQL) == "SELECT\n  1 AS \"orders.id\"")
        #expect(text(select, .bigQuery) == "SELECT\n  1 AS `orders_id`")
        #expect(text(select, .clickHouse).hasPrefix("SELECT\n  1 AS \"orders:id\"\nSETTINGS "))
    }

    @Test func `two columns never share a name`() {
        // A view `order` with a field `item_id`, and a view `order_item` with a field `id`.
        #expect(
            text(named(["order.item_id", "order_item.id"]), .bigQuery)
                == "SELECT\n  1 AS `order_item_id`,\n  1 AS `order_item_id_2`")
        // PostgreSQL reads 63 bytes of a name.
        let long = String(repeating: "x", count: 62)
        #expect(
            text(named([long + "aa", long + "ab"]), .postgreSQL)
                == "SELECT\n  1 AS \"\(long)a\",\n  1 AS \"\(String(repeating: "x", count: 61))_2\"")
    }

    @Test func `a name is not cut within a character`() {
        let name = String(repeating: "x", count: 62) + "é"
        #expect(text(named([name]), .postgreSQL) == "SELECT\n  1 AS \"\(String(repeating: "x", count: 62))\"")
    }

    @Test func `a column is called the same wherever it is used`() {
        var select = named(["order.item_id", "order_item.id"])
        select.order = [.init("\(column: "order_item.id")", descending: true, nullsFirst: false)]
        #expect(text(select, .bigQuery).hasSuffix("ORDER BY `order_item_id_2` DESC"))
    }

    @Test func `equal texts have one place where the dialect wants it`() {
        let select = SelectStatement(
            columns: [
                .init("\(value: .text("a"))", as: "x"), .init("\(value: .text("b"))", as: "y"),
                .init("\(value: .text("a"))", as: "z"),
            ], from: nil)
        let statement = QueryStatement(commonTables: [], select: select)
        let shared = SQLRenderer.render(statement, dialect: .bigQuery)
        #expect(shared.sql == "SELECT\n  @p1 AS `x`,\n  @p2 AS `y`,\n  @p1 AS `z`")
        #expect(shared.parameters == [.text("a"), .text("b")])
        let own = SQLRenderer.render(statement, dialect: .postgreSQL)
        #expect(own.sql == "SELECT\n  $1 AS \"x\",\n  $2 AS \"y\",\n  $3 AS \"z\"")
        #expect(own.parameters == [.text("a"), .text("b"), .text("a")])
    }

    @Test func `the place of NULL is said so that every database puts it there`() {
        func order(_ dialect: Dialect) -> [String] {
            [(false, true), (false, false), (true, true), (true, false)].map { descending, nullsFirst in
                var select = named(["a"])
                select.order = [.init("\(column: "a")", descending: descending, nullsFirst: nullsFirst)]
                let line = text(select, dialect).split(separator: "\n").first { $0.hasPrefix("ORDER BY ") }
                return String(line?.dropFirst(9) ?? "")
            }
        }
        let said = ["\"a\" ASC NULLS FIRST", "\"a\" ASC NULLS LAST", "\"a\" DESC NULLS FIRST", "\"a\" DESC NULLS LAST"]
        for dialect in [Dialect.duckDB, .postgreSQL, .clickHouse] { #expect(order(dialect) == said) }
        #expect(order(.bigQuery) == ["`a` ASC", "`a` IS NULL ASC, `a` ASC", "`a` IS NULL DESC, `a` DESC", "`a` DESC"])
    }

    @Test func `a quoted text with a backslash is put into parentheses`() {
        // To a database with backslash escapes this is a text and an addition, to others two texts.
        let written = SQLExpression(raw: #"'\'' || x || '\''"#)
        #expect(!written.isAtomic)
        #expect(SQLExpression(raw: "'a b'").isAtomic)
    }
}
