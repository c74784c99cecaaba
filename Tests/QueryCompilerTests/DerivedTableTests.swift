import QueryCompiler
import Testing

@Suite struct DerivedTableTests {
    @Test func `a derived table is computed from other views' tables`() async throws {
        let model = Shop.with(
            """
            view: facts {
              derived_table: { sql:
                SELECT o.user_id, COUNT(*) AS n, SUM(o.amount) AS spent -- per user
                FROM ${orders.SQL_TABLE_NAME} AS o GROUP BY 1 -- no more ;; }
              dimension: user_id { primary_key: yes type: number }
              dimension: n { type: number }
              measure: spent { type: sum sql: ${TABLE}.spent ;; }
            }
            view: ranks {
              derived_table: { sql:
                SELECT user_id, n, rank() OVER (ORDER BY n DESC) AS place FROM ${facts.SQL_TABLE_NAME}
                WHERE user_id IS NOT NULL ;; }
              dimension: user_id { primary_key: yes type: number }
              dimension: place { type: number }
              measure: count { type: count }
            }
            explore: ranks {
              join: facts { relationship: one_to_one sql_on: ${ranks.user_id} = ${facts.user_id} ;; }
              join: again { from: facts relationship: one_to_one sql_on: ${ranks.user_id} = ${again.user_id} ;; }
            }
            explore: users {
              join: facts { relationship: one_to_one sql_on: ${users.id} = ${facts.user_id} ;; }
            }
            """)
        try await withBench(model, tables: Shop.tables) { bench async throws in
            // User 1 has two orders and the first place; 2, 3 and 9 have one.
            try await bench.check(ask(["ranks.place", "ranks.count"]), gives: [["1", "1"], ["2", "3"]])
            try await bench.check(
                ask(["ranks.user_id", "facts.n", "again.spent"]),
                gives: [["1", "2", "30"], ["2", "1", "40"], ["3", "1", "80"], ["9", "1", "0"]])
            try await bench.check(
                ask(["users.name", "facts.n", "facts.spent"]),
                gives: [["Ann", "2", "30"], ["Bob", "1", "40"], ["Cy", "1", "80"], ["Dan", nil, "0"]])
        }
    }

    @Test func `a derived table that no part of the query needs is not computed`() throws {
        let model = Shop.with(
            """
            view: broken { derived_table: { sql: SELECT * FROM nowhere ;; } dimension: id { primary_key: yes } }
            explore: orders { join: broken { sql_on: ${orders.id} = ${broken.id} ;; } }
            """)
        let compiled = try compile(ask(["orders.count"]), on: model)
        #expect(!compiled.sql.contains("nowhere"))
    }

    @Test func `a derived table may have a WITH of its own, and a name that a table has too`() async throws {
        let model = """
            view: users {
              derived_table: { sql: WITH a AS (SELECT 1 AS id, 'Zoe' AS name) SELECT * FROM a ;; }
              dimension: id { primary_key: yes type: number }
              dimension: name {}
            }
            view: order { derived_table: { sql: SELECT 5 AS id ;; } dimension: id { primary_key: yes type: number } }
            explore: users { join: order { type: cross relationship: one_to_one } }
            """
        try await withBench(model, tables: Shop.tables) { bench async throws in
            try await bench.check(ask(["users.name", "order.id"]), gives: [["Zoe", "5"]])
        }
    }

    @Test func `a table name can stand in a join's own clause and in a table's place`() async throws {
        let model = Shop.with(
            """
            view: copies { sql_table_name: ${orders.SQL_TABLE_NAME} ;; extends: [orders] }
            view: lines { dimension: sku {} }
            explore: copies {
              join: lines {
                relationship: one_to_many
                sql: LEFT JOIN ${items.SQL_TABLE_NAME} AS lines ON lines.order_id = ${copies.id} ;;
              }
            }
            """)
        try await withBench(model, tables: Shop.tables) { bench async throws in
            try await bench.check(
                ask(["lines.sku", "copies.count"], of: "copies"),
                gives: [["a", "3"], ["b", "1"], ["c", "1"], [nil, "3"]])
        }
    }
}
