import SQL
import Testing
import Warehouse
import WarehouseDuckDB

@Suite struct CheckTests {
    private func message(of sql: String, _ parameters: [SQLValue] = []) async throws -> String? {
        try await withWarehouse { warehouse in
            try await warehouse.run("CREATE TABLE orders (id INTEGER, status VARCHAR, created TIMESTAMP)")
            try await warehouse.run("INSERT INTO orders VALUES (1, 'open', TIMESTAMP '2024-05-29')")
            do throws(WarehouseError) {
                try await warehouse.check(Statement(sql, parameters: parameters, label: "check"))
                return nil
            } catch .rejected("check", let message, sql) {
                return message
            }
        }
    }

    @Test(arguments: [
        ("SELECT total FROM orders", "\"total\" not found"),
        ("SELECT id FROM order_items", "order_items does not exist"),
        ("SELECT nonsense(id) FROM orders", "nonsense does not exist"),
        ("SELECT sum(status) FROM orders", "sum(VARCHAR)"),
        ("SELECT id, count(*) FROM orders", "GROUP BY"),
        ("SELECT id FROM orders o JOIN orders p ON o.id = p.id", "Ambiguous"),
        ("SELECT id FROM", "syntax error"),
    ])
    func `what the engine would refuse is refused with its words`(sql: String, words: String) async throws {
        let message = try #require(try await message(of: sql))
        #expect(message.contains(words), "\(message)")
    }

    @Test func `the values of a statement count for its types`() async throws {
        #expect(try await message(of: "SELECT id FROM orders WHERE created > ?", [.text("2024-01-01")]) == nil)
        #expect(
            try await message(of: "SELECT CASE WHEN id > 0 THEN ? ELSE ? END FROM orders", [.text("a"), .null]) == nil)
        let unknown = try await message(of: "SELECT CASE WHEN ? = ? THEN total END FROM orders", [.int(1), .int(1)])
        #expect(unknown?.contains("total") == true)
        let sum = try await message(of: "SELECT sum(?) FROM orders", [.text("a")])
        #expect(sum?.contains("sum(VARCHAR)") == true, "\(sum ?? "")")
        let missing = try await message(of: "SELECT ? FROM orders")
        #expect(missing?.contains("takes 1 values and was given 0") == true, "\(missing ?? "")")
    }

    @Test func `nothing is run`() async throws {
        try await withWarehouse { warehouse in
            try await warehouse.run("CREATE TABLE t (a INTEGER)")
            try await warehouse.run("CREATE SEQUENCE s")
            for sql in ["INSERT INTO t VALUES (1)", "DROP TABLE t", "SELECT nextval('s')", "DELETE FROM t"] {
                try await warehouse.check(Statement(sql, label: "check"))
            }
            try await warehouse.check(Statement("INSERT INTO t VALUES (?)", parameters: [.int(1)], label: "check"))
            // Would fail in the row, which is not read.
            try await warehouse.check(Statement("SELECT error('read') FROM range(1)", label: "check"))
            for sql in ["SELECT 1; DROP TABLE t", "ANALYZE SELECT nextval('s')", "(ANALYZE) SELECT nextval('s')"] {
                let error = await warehouseError { try await warehouse.check(Statement(sql, label: "check")) }
                #expect(error != nil, "\(sql)")
            }
            #expect(try await warehouse.number("SELECT count(*) FROM t") == 0)
            #expect(try await warehouse.number("SELECT nextval('s')") == 1)
        }
    }
}
