import QueryCompiler
import Testing

/// Derived tables by a query on an explore.
@Suite struct NativeDerivedTableTests {
    private static let model = Shop.with(
        """
        explore: orders {
          \(Shop.joins)
          join: facts { relationship: many_to_one sql_on: ${orders.user_id} = ${facts.user} ;; }
        }
        view: facts {
          derived_table: {
            explore_source: orders {
              column: user { field: orders.user_id }
              column: total { field: orders.total }
              column: quantity { field: items.quantity }
              column: first_day { field: orders.created_date }
              column: first_moment { field: orders.created_time }
              column: finished { field: orders.is_done }
              derived_column: place { sql: RANK() OVER (ORDER BY total DESC) ;; }
              filters: [orders.user_id: "NOT NULL"]
              bind_filters: { from_field: facts.wanted to_field: users.region }
            }
          }
          filter: wanted { type: string }
          dimension: user { primary_key: yes type: number }
          dimension: place { type: number }
          dimension: finished { type: yesno }
          dimension_group: first { type: time sql: ${TABLE}.first_day ;; datatype: date }
          dimension_group: moment { type: time sql: ${TABLE}.first_moment ;; }
          measure: total_of_totals { type: sum sql: ${TABLE}.total ;; }
          measure: quantity { type: sum sql: ${TABLE}.quantity ;; }
        }
        explore: facts {}
        view: top {
          derived_table: {
            explore_source: orders {
              column: id { field: orders.id }
              column: total { field: orders.total }
              sorts: [orders.total: desc]
              limit: 2
            }
          }
          dimension: id { type: number }
          measure: total { type: sum sql: ${TABLE}.total ;; }
        }
        explore: top {}
        view: above { derived_table: { explore_source: top { column: id {} } } dimension: id { type: number } }
        explore: above {}
        """)

    @Test func `columns come from fields, and legs are aggregated inside`() async throws {
        try await withBench(Self.model, tables: Shop.tables) { bench async throws in
            // User 1 has orders 1 and 2 of different days: 10 with items 1 + 2, 20 with item 4.
            try await bench.check(
                ask(["facts.user", "facts.first_date", "facts.total_of_totals", "facts.quantity"]),
                gives: [
                    ["1", "2018-05-14", "10", "3"], ["1", "2018-05-18", "20", "4"], ["2", "2018-05-18", "40", "56"],
                    ["3", "2018-04-30", "80", "0"], ["9", nil, "0", "0"],
                ])
        }
    }

    @Test func `a date is a date, a time is a time, and a yesno is a condition`() async throws {
        try await withBench(Self.model, tables: Shop.tables) { bench async throws in
            try await bench.check(
                ask(
                    ["facts.user", "facts.finished", "facts.moment_hour", "facts.first_month"],
                    where: ["facts.finished": "No", "facts.first_date": "after 2018-05-01"]),
                gives: [["2", "No", "2018-05-18 23", "2018-05"]])
        }
    }

    @Test func `columns may be derived from the columns`() async throws {
        try await withBench(Self.model, tables: Shop.tables) { bench async throws in
            try await bench.check(
                ask(["facts.place", "facts.user"], sort: ["facts.place"]),
                givesInOrder: [["1", "3"], ["2", "2"], ["3", "1"], ["4", "1"], ["5", "9"]])
        }
    }

    @Test func `filters of the query are handed on`() async throws {
        try await withBench(Self.model, tables: Shop.tables) { bench async throws in
            try await bench.check(
                ask(["facts.user", "facts.total_of_totals"], where: ["facts.wanted": "east"]), gives: [["2", "40"]])
            try await bench.check(
                ask(["facts.user"], where: ["facts.wanted": "'; DROP TABLE orders; --"]), gives: [])
        }
    }

    @Test func `sorts and a limit hold inside`() async throws {
        try await withBench(Self.model, tables: Shop.tables) { bench async throws in
            try await bench.check(ask(["top.id", "top.total"]), gives: [["5", "160"], ["4", "80"]])
            try await bench.check(ask(["above.id"]), gives: [["5"], ["4"]])
        }
    }

    @Test func `it can be joined to the explore that it comes from`() async throws {
        try await withBench(Self.model, tables: Shop.tables) { bench async throws in
            try await bench.check(
                ask(["orders.id", "facts.place"], of: "orders", where: ["orders.user_id": "2,3"]),
                gives: [["3", "2"], ["4", "1"]])
        }
    }

    @Test func `times are read in the database's zone inside and converted once`() async throws {
        try await withBench(Self.model, tables: Shop.tables, zone: "America/Los_Angeles") { bench async throws in
            try await bench.check(
                ask(["facts.user", "facts.moment_time"], where: ["facts.user": "2"]),
                gives: [["2", "2018-05-18 16:30:00"]])
        }
    }

    @Test func `one that stands on itself is left out and reported`() {
        let project = testProject(
            """
            view: own { derived_table: { explore_source: own { column: id {} } } dimension: id { type: number } }
            explore: own {}
            """, mayHaveErrors: true)
        #expect(project.diagnostics.contains { $0.code == "circular-reference" })
        let context = testContext()
        #expect(throws: QueryError.self) {
            try QueryCompiler.compile(ask(["own.id"]), project: project, context: context, dialect: .duckDB)
        }
    }
}
