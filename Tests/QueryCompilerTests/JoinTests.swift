import QueryCompiler
import Testing

/// Which joins a query makes. Orders by the region of their user: west 1 and 2, east 3; of no region are 4 (Cy has
/// none), 5 (no user) and 6 (the user does not exist).
@Suite struct JoinTests {
    private func explore(_ join: String, _ more: String = "") -> String {
        Shop.with("explore: orders { \(more) join: users { \(join) } }")
    }

    private static let byRegion = ask(["orders.count", "users.region"])

    @Test func `a left join keeps rows without a partner`() async throws {
        let model = explore("sql_on: ${orders.user_id} = ${users.id} ;;")
        try await withBench(model, tables: Shop.tables) { bench async throws in
            try await bench.check(Self.byRegion, gives: [["2", "west"], ["1", "east"], ["3", nil]])
        }
    }

    @Test func `an inner join drops rows without a partner, but only where it is needed`() async throws {
        let model = explore("type: inner sql_on: ${orders.user_id} = ${users.id} ;;")
        try await withBench(model, tables: Shop.tables) { bench async throws in
            try await bench.check(Self.byRegion, gives: [["2", "west"], ["1", "east"], ["1", nil]])
            try await bench.check(ask(["orders.count"]), gives: [["6"]])
        }
    }

    @Test func `a full join adds partners without a row, which count as no row`() async throws {
        let model = explore("type: full_outer sql_on: ${orders.user_id} = ${users.id} ;;")
        try await withBench(model, tables: Shop.tables) { bench async throws in
            try await bench.check(
                ask(["users.name", "orders.count", "orders.total"], of: "orders"),
                gives: [
                    ["Ann", "2", "30"], ["Bob", "1", "40"], ["Cy", "1", "80"], ["Dan", "0", "0"], [nil, "2", "160"],
                ])
        }
    }

    @Test func `a cross join pairs everything with everything`() async throws {
        let model = explore("type: cross relationship: many_to_many")
        try await withBench(model, tables: Shop.tables) { bench async throws in
            try await bench.check(
                ask(["users.name", "orders.count"], of: "orders"),
                gives: [["Ann", "6"], ["Bob", "6"], ["Cy", "6"], ["Dan", "6"]])
            // 24 pairs of 6 orders and 4 users.
            try await bench.check(
                ask(["orders.count", "orders.total", "users.count"]), gives: [["6", "310", "4"]])
        }
    }

    @Test func `a foreign key joins to the primary key`() async throws {
        try await withBench(explore("foreign_key: user_id"), tables: Shop.tables) { bench async throws in
            try await bench.check(Self.byRegion, gives: [["2", "west"], ["1", "east"], ["3", nil]])
        }
    }

    @Test func `a join that nobody needs is not made`() throws {
        let compiled = try compile(ask(["orders.status", "orders.count"]), on: Shop.model)
        for word in ["JOIN", "users", "items", "payments"] { #expect(!compiled.sql.contains(word)) }
    }

    @Test func `a filter needs its join`() async throws {
        try await withBench(Shop.model, tables: Shop.tables) { bench async throws in
            try await bench.check(ask(["orders.count"], where: ["users.region": "west"]), gives: [["2"]])
        }
    }

    @Test func `the joins on the way are made too`() async throws {
        let model = Shop.with(
            """
            explore: items {
              join: orders { sql_on: ${items.order_id} = ${orders.id} ;; }
              join: users { sql_on: ${orders.user_id} = ${users.id} ;; }
            }
            """)
        try await withBench(model, tables: Shop.tables) { bench async throws in
            // west: items 1, 2, 3; east: 4, 5, 6; item 7 has no order.
            try await bench.check(
                ask(["items.quantity", "users.region"]), gives: [["7", "west"], ["56", "east"], ["64", nil]])
        }
    }

    @Test func `a required join comes first and does its work`() async throws {
        let model = Shop.with(
            """
            explore: orders {
              join: users { type: inner sql_on: ${orders.user_id} = ${users.id} ;; }
              join: payments { relationship: one_to_many required_joins: [users]
                sql_on: ${orders.id} = ${payments.order_id} ;; }
            }
            """)
        try await withBench(model, tables: Shop.tables) { bench async throws in
            // Users drop orders 5 and 6. By card were paid 1, 2, 3; in cash 1; not at all 4.
            try await bench.check(
                ask(["payments.method", "orders.count"], of: "orders"),
                gives: [["card", "3"], ["cash", "1"], [nil, "1"]])
        }
    }

    @Test func `what is always joined is joined for every query`() async throws {
        let model = explore("type: inner sql_on: ${orders.user_id} = ${users.id} ;;", "always_join: [users]")
        try await withBench(model, tables: Shop.tables) { bench async throws in
            // Orders 1 to 4 have a user.
            try await bench.check(ask(["orders.count"]), gives: [["4"]])
        }
    }

    @Test func `a join's condition on rows holds whenever the join is made, and only then`() async throws {
        let model = explore("sql_on: ${orders.user_id} = ${users.id} ;; sql_where: ${users.region} = 'west' ;;")
        try await withBench(model, tables: Shop.tables) { bench async throws in
            try await bench.check(ask(["orders.count"]), gives: [["6"]])
            try await bench.check(Self.byRegion, gives: [["2", "west"]])
            try await bench.check(ask(["orders.count"], where: ["users.age": "NOT NULL"]), gives: [["2"]])
        }
    }

    @Test func `a view can be joined twice under two names`() async throws {
        let model = Shop.with(
            """
            explore: orders {
              join: users { sql_on: ${orders.user_id} = ${users.id} ;; }
              join: next_users { from: users sql_on: ${orders.user_id} + 1 = ${next_users.id} ;; }
            }
            """)
        try await withBench(model, tables: Shop.tables) { bench async throws in
            // Ann's two orders lie beside Bob, Bob's beside Cy, Cy's beside Dan.
            try await bench.check(
                ask(["users.name", "next_users.name", "orders.count"], of: "orders"),
                gives: [["Ann", "Bob", "2"], ["Bob", "Cy", "1"], ["Cy", "Dan", "1"], [nil, nil, "2"]])
        }
    }

    @Test func `a join written as a whole clause stays as it is`() async throws {
        let model = Shop.with(
            """
            view: tags { dimension: tag {} }
            explore: orders {
              join: tags {
                relationship: one_to_many
                sql: LEFT JOIN (VALUES (1, 'x'), (1, 'y'), (3, 'z')) AS tags(order_id, tag)
                  ON tags.order_id = ${orders.id} ;;
              }
            }
            """)
        try await withBench(model, tables: Shop.tables) { bench async throws in
            try await bench.check(
                ask(["tags.tag", "orders.count"], of: "orders"),
                gives: [["x", "1"], ["y", "1"], ["z", "1"], [nil, "4"]])
            // Order 1 has two tags and counts once.
            try await bench.check(
                ask(["orders.count", "orders.total"], where: ["tags.tag": "-NULL"]), gives: [["2", "50"]])
        }
    }

    @Test func `the base view can have another name`() async throws {
        let model = Shop.with(
            """
            explore: sales { from: orders join: users { sql_on: ${sales.user_id} = ${users.id} ;; } }
            explore: purchases { view_name: orders sql_always_where: ${orders.amount} > 10 ;; }
            """)
        try await withBench(model, tables: Shop.tables) { bench async throws in
            try await bench.check(
                ask(["sales.count", "users.region"]), gives: [["2", "west"], ["1", "east"], ["3", nil]])
            try await bench.check(ask(["orders.count"], of: "purchases"), gives: [["4"]])
        }
    }

    @Test func `an explore or a join can put another table in place`() async throws {
        let more = ["CREATE TABLE vips AS SELECT 1 AS id, 'Ada' AS name", "CREATE SCHEMA old"]
        let archive = ["CREATE TABLE old.orders AS SELECT 7 AS id, 1 AS user_id, 'done' AS status"]
        let model = Shop.with(
            """
            explore: orders {
              sql_table_name: old.orders ;;
              join: users { sql_table_name: vips ;; sql_on: ${orders.user_id} = ${users.id} ;; }
            }
            """)
        try await withBench(model, tables: more + archive) { bench async throws in
            try await bench.check(ask(["orders.id", "users.name"]), gives: [["7", "Ada"]])
        }
    }
}
