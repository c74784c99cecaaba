import QueryCompiler
import SQL
import Testing
import Warehouse

/// Derived tables that are kept: which of them a query reads, and what tells them apart.
@Suite struct KeptTableTests {
    private static let model = Shop.with(
        """
        datagroup: nightly { max_cache_age: "24 hours" }
        view: facts {
          derived_table: {
            sql: SELECT user_id, SUM(amount) AS spent FROM orders GROUP BY 1 -- per user ;;
            datagroup_trigger: nightly
          }
          dimension: user_id { primary_key: yes type: number }
          measure: spent { type: sum sql: ${TABLE}.spent ;; }
        }
        view: ranks {
          derived_table: {
            sql: SELECT user_id, rank() OVER (ORDER BY spent DESC NULLS LAST) AS place FROM ${facts.SQL_TABLE_NAME} ;;
            datagroup_trigger: nightly
          }
          dimension: user_id { primary_key: yes type: number }
          dimension: place { type: number }
        }
        view: filtered {
          derived_table: {
            sql: SELECT * FROM orders WHERE {% condition wanted %} status {% endcondition %} ;;
            persist_for: "1 hour"
          }
          filter: wanted { type: string }
          dimension: id { primary_key: yes type: number }
        }
        view: own {
          derived_table: {
            sql: SELECT * FROM users WHERE region = {{ _user_attributes['region'] | sql_quote }} ;;
            datagroup_trigger: nightly
          }
          dimension: id { primary_key: yes type: number }
        }
        view: recent {
          derived_table: {
            explore_source: orders {
              column: id { field: orders.id }
              column: day { field: orders.created_date }
              filters: [orders.created_date: "1 days"]
            }
            sql_trigger_value: SELECT MAX(user_id) FROM ${facts.SQL_TABLE_NAME} ;;
            increment_key: "day_date"
            increment_offset: 2
          }
          dimension: id { primary_key: yes type: number }
          dimension_group: day { type: time datatype: date sql: ${TABLE}.day ;; }
        }
        explore: facts { persist_with: nightly }
        explore: ranks { join: facts { relationship: one_to_one sql_on: ${ranks.user_id} = ${facts.user_id} ;; } }
        explore: filtered {}
        explore: own {}
        explore: recent {}
        explore: orders {
          join: facts { relationship: many_to_one sql_on: ${orders.user_id} = ${facts.user_id} ;; }
        }
        """)

    private func definition(
        _ view: String, explore: String? = nil, of model: String = Self.model, context: QueryContext = testContext()
    ) throws -> TableDefinition {
        try QueryCompiler.definition(
            ofDerivedTable: view, explore: explore, model: "test", project: testProject(model), context: context,
            dialect: .duckDB)
    }

    private func built(_ tables: [String: String]) -> BuiltTables {
        BuiltTables(tables.mapValues { BuiltTable(name: $0, rows: 1, builtAt: 0) })
    }

    @Test func `a table that is built is read, and one that is not is computed`() async throws {
        try await withBench(Self.model, tables: Shop.tables) { bench async throws in
            var bench = bench
            let query = ask(["facts.user_id", "facts.spent"], where: ["facts.user_id": "1"])
            let before = try bench.compile(query)
            #expect(before.tables.wanted.map(\.subject) == [.derivedTable(view: "facts")])
            #expect(
                before.explanation.contains(
                    "The table of `facts` is not built yet, so it is computed in this query."))
            try await bench.check(query, gives: [["1", "30"]])

            // Rows that no query could compute show where they come from.
            try await bench.warehouse.execute(
                Statement("CREATE TABLE made AS SELECT 1 AS user_id, 99 AS spent", label: "test"))
            let key = try definition("facts").key
            #expect(before.tables.wanted.first?.key == key)
            bench.context.built = built([key: "made"])
            let after = try bench.compile(query)
            #expect(after.tables.wanted == [] && after.tables.read.keys.sorted() == [key])
            #expect(after.explanation.contains("The table of `facts` was built before; it is read."))
            #expect(!after.sql.contains("GROUP BY 1 -- per user"))
            try await bench.check(query, gives: [["1", "99"]])
            // In another explore it is the same table, and so it is for the tables that stand on it.
            try await bench.check(
                ask(["orders.id", "facts.spent"], of: "orders", where: ["orders.user_id": "1"]),
                gives: [["1", "99"], ["2", "99"]])
            try await bench.check(ask(["ranks.user_id", "ranks.place"]), gives: [["1", "1"]])
        }
    }

    @Test func `what gives different rows has a key of its own`() throws {
        let key = try definition("facts").key
        let changed = Self.model.replacing("SUM(amount)", with: "MAX(amount)")
        #expect(try definition("facts", of: changed).key != key)
        // What it stands on is part of it.
        #expect(try definition("ranks", of: changed).key != definition("ranks").key)
        #expect(try definition("facts", explore: "orders").key == key)
        func own(_ region: String) throws -> String {
            try definition("own", context: testContext(attributes: ["region": region])).key
        }
        #expect(try own("west") != own("east"))
        #expect(try own("west") == own("west"))
        // Two ways to write one word, which a database tells apart.
        #expect(try own("caf\u{E9}") != own("cafe\u{301}"))
        // How long it is kept plays no part.
        let kept = Self.model.replacing("persist_for: \"1 hour\"", with: "persist_for: \"2 hours\"")
        #expect(try definition("filtered", of: kept).key == definition("filtered").key)
    }

    @Test func `relative dates are the same tomorrow, and fixed dates are others`() throws {
        let today = try definition("recent")
        var context = testContext()
        context.now += 86_400_000_000
        let tomorrow = try definition("recent", context: context)
        #expect(today.key == tomorrow.key)
        #expect(today.sql != tomorrow.sql)
        #expect(today.sql.contains("2018-05-18") && tomorrow.sql.contains("2018-05-19"))
        func key(_ filter: String) throws -> String {
            try definition("recent", of: Self.model.replacing("\"1 days\"", with: "\"\(filter)\"")).key
        }
        // Fixed dates at which the relative ones are looked at.
        #expect(try key("today") != key("2001-02-03"))
        #expect(try key("today") != key("2017-11-28"))
        #expect(try key("2001-02-03") != key("2017-11-28"))
    }

    @Test func `a table that depends on the query's filters is computed in it`() async throws {
        try await withBench(Self.model, tables: Shop.tables) { bench async throws in
            var bench = bench
            try await bench.warehouse.execute(
                Statement("CREATE TABLE made AS SELECT * FROM orders", label: "test"))
            bench.context.built = built([try definition("filtered").key: "made"])
            let open = ask(["filtered.id"], where: ["filtered.wanted": "open"])
            let compiled = try bench.compile(open)
            #expect(compiled.tables.read.isEmpty && compiled.tables.wanted == [])
            #expect(
                compiled.explanation.contains(
                    "The table of `filtered` depends on what this query filters or selects, so it is computed in this query."
                ))
            try await bench.check(open, gives: [["3"], ["5"]])
            #expect(try bench.compile(ask(["filtered.id"])).tables.read.count == 1)
            try await bench.check(ask(["filtered.id"]), gives: [["1"], ["2"], ["3"], ["4"], ["5"], ["6"]])
        }
    }

    @Test func `a table of one user's attributes is not read for another`() async throws {
        try await withBench(Self.model, tables: Shop.tables, attributes: ["region": "east"]) { bench async throws in
            var bench = bench
            let west = try definition("own", context: testContext(attributes: ["region": "west"])).key
            bench.context.built = built([west: "users"])
            #expect(try bench.compile(ask(["own.id"])).tables.wanted.first?.userAttributes == ["region": "east"])
            try await bench.check(ask(["own.id"]), gives: [["2"]])
        }
    }

    @Test func `a definition names the tables under it, and reads those that are built`() async throws {
        try await withBench(Self.model, tables: Shop.tables) { bench async throws in
            let facts = try definition("facts")
            let ranks = try definition("ranks")
            #expect(facts.dependsOn == [] && ranks.dependsOn == [facts.key])
            #expect(ranks.sql.contains("SUM(amount)"))
            let rows = try await bench.warehouse.rows(Statement(ranks.sql, label: "test")).text(columns: 2)
            // Without an order: 160 of nobody, 80, 40, 30, and user 9 without an amount.
            #expect(unordered(rows) == unordered([[nil, "1"], ["3", "2"], ["2", "3"], ["1", "4"], ["9", "5"]]))

            var context = bench.context
            context.built = built([facts.key: "scratch.made"])
            let standing = try definition("ranks", context: context)
            #expect(standing.key == ranks.key && standing.dependsOn == [facts.key])
            #expect(standing.sql.contains("FROM scratch.made") && !standing.sql.contains("SUM(amount)"))
        }
    }

    @Test func `all tables of a model are found once`() throws {
        let found = QueryCompiler.keptTables(
            ofModel: "test", project: testProject(Self.model), context: testContext(), dialect: .duckDB)
        #expect(found.problems == [])
        #expect(
            found.definitions.map(\.name).sorted() == [
                "test.facts", "test.filtered", "test.own", "test.ranks", "test.recent",
            ])
        // A filter that the explore always has makes another table.
        let both = Self.model.replacing(
            "explore: filtered {}",
            with: """
                explore: filtered {}
                explore: done { view_name: filtered always_filter: { filters: [filtered.wanted: "done"] } }
                """)
        let more = QueryCompiler.keptTables(
            ofModel: "test", project: testProject(both), context: testContext(), dialect: .duckDB)
        #expect(more.definitions.filter { $0.name == "test.filtered" }.map(\.explore).sorted() == ["done", "filtered"])
    }

    @Test func `a table grows by the periods of its time`() async throws {
        try await withBench(Self.model, tables: Shop.tables) { bench async throws in
            let recent = try definition("recent")
            let increment = try #require(recent.increment)
            try await bench.warehouse.execute(
                Statement(
                    "CREATE TABLE made AS SELECT 1 AS id, DATE '2018-05-18' AS day UNION SELECT 2, NULL", label: "test")
            )
            // Two days before the day of the newest row.
            let start = try await bench.warehouse.rows(
                Statement("SELECT \(increment.start) FROM made AS \(increment.alias)", label: "test"))
            #expect(start.text(columns: 1) == [["2018-05-16 00:00:00"]])
        }
    }

    @Test func `only the rows of the increment are computed`() async throws {
        let model = Shop.with(
            """
            view: log {
              derived_table: {
                sql: SELECT id, created FROM orders WHERE {% incrementcondition %} created {% endincrementcondition %} ;;
                interval_trigger: "1 hour"
                increment_key: "created_date"
              }
              dimension: id { primary_key: yes type: number }
              dimension_group: created { type: time }
            }
            explore: log {}
            """)
        try await withBench(model, tables: Shop.tables) { bench async throws in
            try await bench.check(ask(["log.id"]), gives: [["1"], ["2"], ["3"], ["4"], ["5"], ["6"]])
            let log = try definition("log", of: model)
            // 2018-05-18 00:00:00
            let sql = try QueryCompiler.growth(
                of: log, since: 1_526_601_600_000_000, project: bench.project, context: bench.context,
                dialect: .duckDB)
            #expect(sql.contains("(CAST( created  AS TIMESTAMP) >= TIMESTAMP '2018-05-18 00:00:00')"))
            let rows = try await bench.warehouse.rows(Statement(sql, label: "test")).text(columns: 1)
            #expect(unordered(rows) == [["2"], ["3"]])
        }
    }

    @Test func `a key that is no time of the view can't be grown by`() {
        let model = Self.model.replacing("increment_key: \"day_date\"", with: "increment_key: \"id\"")
        let error = #expect(throws: QueryError.self) { try self.definition("recent", of: model) }
        #expect(
            error?.message == "`increment_key` of `recent` names `id`, which is no time of this view.")
    }

    @Test func `a trigger may read derived tables`() async throws {
        try await withBench(Self.model, tables: Shop.tables) { bench async throws in
            guard
                case .sqlTrigger(let trigger)? = bench.project.model("test")?.derivedTables["recent"]?.storage?
                    .persistence
            else {
                Issue.record("no trigger")
                return
            }
            let sql = try QueryCompiler.statement(
                trigger, model: "test", project: bench.project, context: bench.context, dialect: .duckDB)
            // The users that have orders; one is of nobody.
            let rows = try await bench.warehouse.rows(Statement(sql, label: "test")).text(columns: 1)
            #expect(rows == [["9"]])
        }
    }

    @Test func `a query says how long its result may be used`() throws {
        #expect(try compile(ask(["facts.spent"]), on: Self.model).cachePolicy == .datagroup("nightly"))
        #expect(try compile(ask(["ranks.place"]), on: Self.model).cachePolicy == .lifetime(3600))
    }
}
