import LookML
import LookMLGenerator
import SQL
import SemanticModel
import Synchronization
import Testing
import Warehouse
import WarehouseDuckDB

/// Warehouses that hold little, answer late or not at all, or hold very much.
@Suite struct GeneratorTests {
    private static let pair = [
        "CREATE TABLE users AS SELECT i::INTEGER AS id FROM range(10) AS t(i)",
        "CREATE TABLE orders AS SELECT i::INTEGER AS id, (i % 10)::INTEGER AS user_id FROM range(100) AS t(i)",
    ]

    @Test func `a warehouse without tables says what to do`() async throws {
        try await withWarehouse([]) { warehouse in
            let error = await failure { try await LookMLGenerator.generate(from: warehouse) }
            #expect(
                error
                    == .noTables(
                        "The warehouse has no tables yet, so there is nothing to make views of. Load some data, "
                            + "then try again."))
        }
    }

    @Test func `a schema without tables names those that have some`() async throws {
        try await withWarehouse(Self.pair + ["CREATE SCHEMA crm", "CREATE TABLE crm.a (id INTEGER)"]) { warehouse in
            let error = await failure {
                try await LookMLGenerator.generate(from: warehouse, options: GeneratorOptions(schemas: ["sales"]))
            }
            #expect(error == .noTables("There are no tables in `sales`. Schemas with tables: `crm`, `main`."))
            let project = try await LookMLGenerator.generate(
                from: warehouse, options: GeneratorOptions(schemas: ["CRM"]))
            #expect(project.files.map(\.path) == ["warehouse.model.lkml", "views/a.view.lkml"])
        }
    }

    @Test func `tables are chosen by their names, and one that is not there ends it`() async throws {
        let tables = [
            "CREATE SCHEMA other", "CREATE TABLE orders (id INTEGER)", "CREATE TABLE users (id INTEGER)",
            "CREATE TABLE other.users (id INTEGER)",
        ]
        try await withWarehouse(tables) { warehouse in
            let one = try await views(in: warehouse, ["ORDERS"])
            #expect(one == ["views/orders.view.lkml"])
            let qualified = try await views(in: warehouse, ["other.users", "orders"])
            #expect(qualified.count == 2)
            let everySchema = try await views(in: warehouse, ["users"])
            #expect(everySchema.count == 2)
            let error = await failure {
                try await LookMLGenerator.generate(
                    from: warehouse, options: GeneratorOptions(tables: ["orders", "usres"]))
            }
            #expect(
                error
                    == .noTables(
                        "There is no table `usres`. Tables: `main.orders`, `main.users`, `other.users`."))
        }
    }

    private func views(in warehouse: DuckDBWarehouse, _ names: [String]) async throws -> [String] {
        let project = try await LookMLGenerator.generate(from: warehouse, options: GeneratorOptions(tables: names))
        return project.files.dropFirst().map(\.path)
    }

    @Test func `the same tables give the same files, and every step is told before it is made`() async throws {
        try await withWarehouse(Self.pair) { warehouse in
            let steps = Mutex<[GeneratorProgress]>([])
            let first = try await LookMLGenerator.generate(from: warehouse) { step in steps.withLock { $0.append(step) }
            }
            let second = try await LookMLGenerator.generate(from: warehouse)
            #expect(first.files == second.files)
            #expect(
                steps.withLock { $0.map(\.description) } == [
                    "2 tables", "[1/2] main.orders", "[2/2] main.users", "[1/1] orders.user_id = users.id",
                ])
        }
    }

    @Test func `a key that can't be checked in time is not claimed, nor is a join to it`() async throws {
        try await withWarehouse(Self.pair) { base in
            let warehouse = HinderedWarehouse(base: base) { statement in
                statement.sql.contains("FROM main.users")
                    ? .timedOut(label: statement.label, after: statement.timeLimit ?? .zero) : nil
            }
            let project = try await LookMLGenerator.generate(from: warehouse)
            #expect(project.joins == [])
            #expect(
                project.refusedJoins == [
                    "orders.user_id = users.id: whether main.users.id is unique could not be found out in time."
                ])
            #expect(
                project.remarks == [
                    "main.users has no primary key: whether main.users.id is unique could not be found out in time."
                ])
            #expect(resolve(project).diagnostics == [])
        }
    }

    @Test func `a foreign key that is too long to look up whole is looked up in part`() async throws {
        try await withWarehouse(Self.pair) { base in
            let warehouse = HinderedWarehouse(base: base) { statement in
                statement.sql.contains("LEFT JOIN") && !statement.sql.contains("LIMIT 20")
                    ? .timedOut(label: statement.label, after: .seconds(1)) : nil
            }
            let project = try await LookMLGenerator.generate(
                from: warehouse, options: GeneratorOptions(sampleRows: 20))
            #expect(project.joins == ["orders.user_id = users.id (many_to_one)"])
            #expect(
                project.files.first?.text.contains(
                    "# 100 % of a sample of 20 values of main.orders.user_id are in main.users.id.\n") == true)
            let never = HinderedWarehouse(base: base) { statement in
                statement.sql.contains("LEFT JOIN") ? .timedOut(label: statement.label, after: .seconds(1)) : nil
            }
            let other = try await LookMLGenerator.generate(from: never)
            #expect(
                other.refusedJoins == ["orders.user_id = users.id: its values could not be looked up in time."])
        }
    }

    @Test func `every question has a limit`() async throws {
        try await withWarehouse(Self.pair) { base in
            let limits = Mutex<[Duration?]>([])
            let warehouse = HinderedWarehouse(base: base) { statement in
                limits.withLock { $0.append(statement.timeLimit) }
                return nil
            }
            _ = try await LookMLGenerator.generate(
                from: warehouse, options: GeneratorOptions(queryTimeLimit: .seconds(3)))
            #expect(limits.withLock { $0 } == [.seconds(3), .seconds(3), .seconds(3)])
        }
    }

    @Test func `a table that can't be read still has a view, and the reason in it`() async throws {
        try await withWarehouse(Self.pair) { base in
            let warehouse = HinderedWarehouse(base: base) { statement in
                statement.sql.contains("FROM main.users")
                    ? .rejected(label: statement.label, message: "no\npermission", sql: statement.sql) : nil
            }
            let view = try await LookMLGenerator.generate(from: warehouse).files.last
            #expect(
                view?.text.contains(
                    "# No primary key: whether main.users.id is unique could not be found out: no permission.\n")
                    == true)
        }
    }

    @Test func `a warehouse that is gone, and a task that is cancelled, end it`() async throws {
        try await withWarehouse(Self.pair) { base in
            let gone = HinderedWarehouse(base: base) { _ in .unreachable("gone") }
            #expect(
                await failure { try await LookMLGenerator.generate(from: gone) } == .warehouse(.unreachable("gone")))
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return await failure { try await LookMLGenerator.generate(from: base) }
            }
            guard case .warehouse(.cancelled)? = await task.value else {
                Issue.record("not cancelled: \(String(describing: await task.value))")
                return
            }
        }
    }

    @Test func `tables of one name lead to the one in their own schema`() async throws {
        let other = ["a", "b"].flatMap { schema in
            [
                "CREATE SCHEMA \(schema)",
                "CREATE TABLE \(schema).users AS SELECT i::INTEGER AS id FROM range(10) AS t(i)",
                "CREATE TABLE \(schema).visits AS SELECT i::INTEGER AS id, i % 10 AS user_id FROM range(30) AS t(i)",
            ]
        }
        try await withWarehouse(other) { warehouse in
            let project = try await LookMLGenerator.generate(from: warehouse)
            #expect(
                project.joins == [
                    "a_visits.user_id = a_users.id (many_to_one)", "b_visits.user_id = b_users.id (many_to_one)",
                ])
            #expect(resolve(project).diagnostics == [])
        }
    }

    @Test func `tables that share a key are joined once in each explore, without going round in circles`() async throws
    {
        let sameKey = ["accounts", "account_now", "account_then"].map {
            "CREATE TABLE \($0) AS SELECT 'k' || i AS account_key FROM range(10) AS t(i)"
        }
        try await withWarehouse(sameKey) { warehouse in
            let project = try await LookMLGenerator.generate(from: warehouse)
            #expect(
                project.joins == [
                    "account_now.account_key = accounts.account_key (one_to_one)",
                    "account_then.account_key = accounts.account_key (one_to_one)",
                    "accounts.account_key = account_now.account_key (one_to_one)",
                ])
            #expect(resolve(project).diagnostics == [])
        }
    }

    @Test func `codes lead to the table whose first column they are, names and numbers don't`() async throws {
        let tables = [
            "CREATE TABLE airlines AS SELECT 'A' || i AS carrier, 'x' || i AS name FROM range(5) AS t(i)",
            "CREATE TABLE planes AS SELECT 'N' || i AS tailnum, 'x' || i AS name FROM range(5) AS t(i)",
            "CREATE TABLE levels AS SELECT i AS seats, 'x' || i AS name FROM range(9) AS t(i)",
            "CREATE TABLE brands AS SELECT 'x' || i AS name FROM range(9) AS t(i)",
            """
            CREATE TABLE flights AS
            SELECT i AS flight_id, 'A' || i % 5 AS carrier, 'N' || i AS tailnum, i % 9 AS seats FROM range(10) AS t(i)
            """,
        ]
        try await withWarehouse(tables) { warehouse in
            let project = try await LookMLGenerator.generate(from: warehouse)
            #expect(project.joins == ["flights.carrier = airlines.carrier (many_to_one)"])
            #expect(
                project.refusedJoins == [
                    "flights.tailnum = planes.tailnum: 50 % of 10 values of main.flights.tailnum are in "
                        + "main.planes.tailnum, and at least 95 % should."
                ])
            #expect(
                project.remarks == [
                    "main.airlines.carrier does not look like a key; it is the key since it is unique in 5 rows so far.",
                    "main.brands has no primary key: no column of main.brands is named like its key.",
                    "main.levels has no primary key: no column of main.levels is named like its key.",
                    "main.planes.tailnum does not look like a key; it is the key since it is unique in 5 rows so far.",
                ])
        }
    }

    @Test func `a table leads to its own family first`() async throws {
        let tables = ["accounts", "crm_accounts"].map { "CREATE TABLE \($0) AS SELECT i AS id FROM range(5) AS t(i)" }
        let deals = "CREATE TABLE crm_deals AS SELECT i AS id, i % 5 AS account_id FROM range(9) AS t(i)"
        try await withWarehouse(tables + [deals]) { warehouse in
            let project = try await LookMLGenerator.generate(from: warehouse)
            #expect(project.joins == ["crm_deals.account_id = crm_accounts.id (many_to_one)"])
        }
    }

    @Test func `numbers of documents are keys too`() async throws {
        let tables = [
            "CREATE TABLE invoices AS SELECT 100 + i AS invoice_no, 1 AS amount FROM range(5) AS t(i)",
            "CREATE TABLE lines AS SELECT i AS seq, 100 + i % 5 AS invoice_no, 2 AS unique_items FROM range(9) AS t(i)",
        ]
        try await withWarehouse(tables) { warehouse in
            let project = try await LookMLGenerator.generate(from: warehouse)
            #expect(project.joins == ["lines.invoice_no = invoices.invoice_no (many_to_one)"])
            #expect(project.remarks == [])
            let lines = project.files.last?.text ?? ""
            #expect(lines.contains("  dimension: seq {\n    primary_key: yes\n    hidden: yes\n"))
            #expect(lines.contains("  dimension: invoice_no {\n    hidden: yes\n") && !lines.contains("total_"))
        }
    }

    @Test func `a second way to one table has a name that SQL leaves free`() async throws {
        let tables = [
            "CREATE TABLE orders AS SELECT i AS id, 'k' || i AS order_key FROM range(5) AS t(i)",
            "CREATE TABLE lines AS SELECT i AS id, i % 5 AS order_id, 'k' || i % 5 AS order_key FROM range(9) AS t(i)",
        ]
        try await withWarehouse(tables) { warehouse in
            let project = try await LookMLGenerator.generate(from: warehouse)
            #expect(
                project.joins == [
                    "lines.order_id = orders.id (many_to_one)", "lines.order_key = orders.order_key (many_to_one)",
                ])
            #expect(project.files.first?.text.contains("join: orders_by_order_key {\n    from: orders\n") == true)
            #expect(resolve(project).diagnostics == [])
        }
    }

    @Test func `a view whose table is gone ends nothing`() async throws {
        let broken = ["CREATE TABLE t (id INTEGER)", "CREATE VIEW v AS SELECT * FROM t", "DROP TABLE t"]
        try await withWarehouse(Self.pair + broken) { warehouse in
            let project = try await LookMLGenerator.generate(from: warehouse)
            #expect(project.joins == ["orders.user_id = users.id (many_to_one)"])
            let view = project.files.first { $0.path == "views/v.view.lkml" }?.text
            #expect(view?.contains("# No primary key: whether main.v.id is unique could not be found out: ") == true)
            #expect(resolve(project).diagnostics == [])
        }
    }

    @Test(.timeLimit(.minutes(2))) func `four hundred tables are no trouble`() async throws {
        let tables = (0..<400).map { index in
            "CREATE TABLE thing_\(index) AS SELECT i AS id, i AS thing_\((index + 1) % 400)_id FROM range(3) AS t(i)"
        }
        try await withWarehouse(tables) { warehouse in
            let project = try await LookMLGenerator.generate(from: warehouse)
            #expect(project.files.count == 401)
            #expect(project.joins.count == 400)
        }
    }

    @Test func `the name of the model and the connection are made valid`() async throws {
        try await withWarehouse(Self.pair) { warehouse in
            let project = try await LookMLGenerator.generate(
                from: warehouse, options: GeneratorOptions(model: "My Shop!", connection: "a \"b\"\\"))
            #expect(project.files.first?.path == "my_shop.model.lkml")
            #expect(resolve(project).models.first?.connection == "a \"b\"")
        }
    }

    private func failure(_ body: () async throws -> GeneratedProject) async -> GeneratorError? {
        do {
            let project = try await body()
            Issue.record("generated \(project.files.map(\.path))")
            return nil
        } catch {
            return error as? GeneratorError
        }
    }
}
