import Foundation
import SQL
import Testing
import Warehouse
import WarehouseDuckDB

@testable import SQLRunner

/// Statements that people write: what passes, and that nothing else does.
@Suite struct StatementGateTests {
    @Test func `ordinary analytic statements pass and run`() async throws {
        try await GateFixture.with { fixture async throws in
            #expect(OrdinaryStatements.all.count >= 50)
            for sql in OrdinaryStatements.all {
                if let refusal = try await fixture.refusal(sql) {
                    Issue.record("refused: \(sql): \(refusal)")
                    continue
                }
                var statement = Statement(sql, label: "test")
                statement.isReadOnly = true
                do {
                    _ = try await fixture.warehouse.rows(statement)
                } catch {
                    Issue.record("\(sql): \(error)")
                }
            }
        }
    }

    @Test func `hostile statements don't pass, wherever in a query they hide`() async throws {
        let isWhole = ProcessInfo.processInfo.environment["SOUNDINGS_SOAK"] != nil
        let seed = isWhole ? UInt64.random(in: 1 ... .max) : 1
        let statements = HostileStatements.generated(seed: seed, places: isWhole ? 24 : 3)
        #expect(statements.count >= 300)
        try await GateFixture.with { fixture async throws in
            for written in statements {
                let sql = written.replacing("FILE", with: fixture.path)
                if try await fixture.refusal(sql) == nil { Issue.record("seed \(seed) let through: \(sql)") }
            }
            let names = try await fixture.warehouse.tables().map(\.name.description)
            #expect(names == ["clean.account", "hidden.secrets", "main.orders", "main.people", "main.salaries"])
        }
    }

    @Test func `what is absurdly long or deep is refused at once`() async throws {
        try await GateFixture.with { fixture async throws in
            let bombs = [
                "SELECT " + String(repeating: "(", count: 20_000) + "1" + String(repeating: ")", count: 20_000),
                "SELECT 1" + String(repeating: " + 1", count: 50_000),
                "SELECT 1" + String(repeating: "+1", count: 120_000),
                "SELECT " + String(repeating: "NOT ", count: 60_000) + "TRUE",
                "SELECT 1" + String(repeating: " UNION ALL SELECT 1", count: 12_000),
                "SELECT " + String(repeating: "[", count: 5_000) + "1" + String(repeating: "]", count: 5_000),
                "SELECT " + String(repeating: "CASE WHEN TRUE THEN ", count: 5_000) + "1"
                    + String(repeating: " END", count: 5_000),
                "SELECT '" + String(repeating: "x", count: 10 << 20) + "'",
                "SELECT " + String(repeating: "- ", count: 100_000) + "1",
            ]
            for bomb in bombs {
                let refusal = try await fixture.refusal(bomb)
                #expect(refusal != nil, "\(bomb.prefix(60)) … passed")
            }
            #expect(try await fixture.refusal("SELECT 1") == nil)
        }
    }

    @Test func `what is as deep and long as may be runs`() async throws {
        func nested(_ open: String, _ middle: String, _ close: String, _ count: Int) -> String {
            String(repeating: open, count: count) + middle + String(repeating: close, count: count)
        }
        try await GateFixture.with { fixture async throws in
            let statements = [
                nested("SELECT * FROM (", "SELECT 1 AS n", ") AS t", 180), "SELECT " + nested("abs(", "1", ")", 190),
                "SELECT " + nested("CASE WHEN TRUE THEN (", "1", ") END", 180),
                "SELECT 1" + String(repeating: " UNION ALL SELECT 1", count: 280),
                "SELECT 1" + String(repeating: " + 1", count: 900), "SELECT " + nested("[", "1", "]", 190),
                "SELECT 1 WHERE 1 IN (" + (0..<20_000).map(String.init).joined(separator: ",") + ")",
                (0..<140).reduce("WITH t0 AS (SELECT 1 AS n)") { "\($0), t\($1 + 1) AS (SELECT * FROM t\($1))" }
                    + " SELECT * FROM t140",
                "SELECT " + (0..<5_000).map { "\($0) AS c\($0)" }.joined(separator: ", "),
            ]
            for sql in statements {
                if let refusal = try await fixture.refusal(sql) {
                    // What the engine or the gate finds too deep is refused; what passes has to run.
                    #expect(refusal.reason == .tooLarge || refusal.reason == .syntax, "\(sql.prefix(60)): \(refusal)")
                    continue
                }
                var statement = Statement(sql, label: "test")
                statement.isReadOnly = true
                do {
                    _ = try await fixture.warehouse.rows(statement)
                } catch {
                    guard case .rejected = error as? WarehouseError else {
                        Issue.record("\(sql.prefix(60)) …: \(error)")
                        continue
                    }
                }
            }
            _ = try await fixture.warehouse.rows(Statement("SELECT 1", label: "test"))
        }
    }

    @Test func `a refusal says why`() async throws {
        try await GateFixture.with { fixture async throws in
            let expected: [(String, StatementRefusal.Reason)] = [
                ("DROP TABLE orders", .statementKind), ("SELECT 1; SELECT 2", .statementCount), ("SELEC 1", .syntax),
                ("SELECT * FROM 'x.csv'", .table), ("SELECT * FROM hidden.secrets", .table),
                ("SELECT getenv('x')", .function), ("SELECT * FROM read_text('x')", .function),
                ("SELECT * FROM (DESCRIBE orders)", .clause),
                (String(repeating: "(", count: 300), .tooLarge),
            ]
            for (sql, reason) in expected {
                let refusal = try await fixture.refusal(sql)
                #expect(refusal?.reason == reason, "\(sql)")
            }
        }
    }

    @Test func `the tables and parameters of a statement are known`() async throws {
        try await GateFixture.with { fixture async throws in
            let gated = try await fixture.gate.examine(
                """
                WITH people AS (SELECT * FROM clean.account) SELECT * FROM people, Orders
                WHERE id = $Low AND state = $state AND id < $low
                """, fixture.rules)
            #expect(gated.tables == [TableName(schema: "clean", "account"), TableName(schema: "main", "Orders")])
            #expect(gated.parameters.map { $0.lowercased() } == ["low", "state"])
            let numbered = try await fixture.gate.examine("SELECT ? + ?", fixture.rules)
            #expect(numbered.parameters == ["1", "2"])
        }
    }

    @Test func `unbounded calls are for those who may make them`() async throws {
        try await GateFixture.with { fixture async throws in
            var fixture = fixture
            fixture.rules.allowsUnbounded = true
            #expect(try await fixture.refusal("SELECT levenshtein('a', 'b'), repeat('x', id) FROM orders") == nil)
            #expect(try await fixture.refusal("SELECT getenv('x')")?.reason == .function)
        }
    }

    @Test func `every function of the engine is on one of the lists`() async throws {
        try await GateFixture.with { fixture async throws in
            let rows = try await fixture.warehouse.rows(
                Statement(
                    "SELECT DISTINCT lower(function_name), function_type FROM duckdb_functions() WHERE function_type <> 'pragma'",
                    label: "test"))
            for batch in rows.batches {
                guard case .text(let names) = batch.columns[0].values, case .text(let types) = batch.columns[1].values
                else { continue }
                for (name, type) in zip(names, types) {
                    let isKnown =
                        type.hasPrefix("table")
                        ? TableFunctions.allowed.contains(name) || TableFunctions.refused.contains(name)
                        : ScalarFunctions.allowed.contains(name) || ScalarFunctions.refused.contains(name)
                            || ScalarFunctions.isInternal(name)
                    // What this build of the engine lacks is no matter.
                    #expect(isKnown, "the \(type) function \(name) is on no list")
                }
            }
            #expect(ScalarFunctions.allowed.isDisjoint(with: ScalarFunctions.refused))
        }
    }

    @Test func `what passes can't write, even if the gate were wrong`() async throws {
        try await GateFixture.with { fixture async throws in
            for sql in ["DELETE FROM orders", "CREATE TABLE x AS SELECT 1", "DROP TABLE people"] {
                var statement = Statement(sql, label: "test")
                statement.isReadOnly = true
                await #expect(throws: WarehouseError.self) { _ = try await fixture.warehouse.rows(statement) }
            }
            // The connection is out of the transaction again.
            try await fixture.warehouse.execute(Statement("INSERT INTO people VALUES (7, 'x')", label: "test"))
            var first = Statement("SELECT * FROM range(100000000)", label: "test")
            first.isReadOnly = true
            var iterator = try await fixture.warehouse.query(first).makeAsyncIterator()
            #expect(try await iterator.next() != nil)
        }
    }
}
