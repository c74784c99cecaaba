import QueryCompiler
import SQL
import Testing

/// Parameters of fields and explores that change a query: what is selected, sorted, filtered and grouped beside what was
/// asked for.
@Suite struct FieldParameterTests {
    private static let model = """
        view: tasks {
          derived_table: { sql: SELECT * FROM (VALUES (1, 'low', 3, 'Anna', 10), (2, 'high', 1, 'anna', 20),
            (3, 'mid', 2, 'Bert', 40), (4, 'high', 1, 'Anna', 80)) AS t(id, level, rank, owner, cost) ;; }
          dimension: id { primary_key: yes type: number }
          dimension: level { order_by_field: rank }
          dimension: rank { type: number order_by_field: level }
          dimension: owner { case_sensitive: no }
          dimension: label { sql: ${id} || '-' || ${level} ;; required_fields: [id] }
          dimension: size {
            case: { when: { sql: ${TABLE}.cost > 30 ;; label: "big" } when: { sql: ${TABLE}.cost > 15 ;; label: "average" }
                    else: "small" }
          }
          dimension: size_by_name {
            alpha_sort: yes
            case: { when: { sql: ${TABLE}.cost > 30 ;; label: "big" } when: { sql: ${TABLE}.cost > 15 ;; label: "average" }
                    else: "small" }
          }
          measure: count { type: count }
          measure: owners { type: count_distinct sql: ${owner} ;; approximate: yes }
          measure: cost { type: sum sql: ${TABLE}.cost ;; }
        }
        view: notes {
          derived_table: { sql: SELECT * FROM (VALUES (1, 1), (2, 1), (3, 2)) AS t(id, task) ;; }
          dimension: id { primary_key: yes type: number }
          dimension: task { type: number }
        }
        explore: tasks {}
        explore: defaults {
          view_name: tasks
          conditionally_filter: { filters: [tasks.level: "high", tasks.owner: "Anna"] unless: [tasks.id] }
        }
        explore: plain { view_name: tasks cancel_grouping_fields: [tasks.owner] }
        explore: naive {
          view_name: tasks
          symmetric_aggregates: no
          join: notes { relationship: one_to_many sql_on: ${tasks.id} = ${notes.task} ;; }
        }
        """

    private func check(
        _ query: ExploreQuery, givesInOrder rows: [[String?]], at place: Testing.SourceLocation = #_sourceLocation
    ) async throws {
        try await withBench(Self.model) { bench async throws in
            try await bench.check(query, givesInOrder: rows, at: place)
        }
    }

    private func check(
        _ query: ExploreQuery, gives rows: [[String?]], at place: Testing.SourceLocation = #_sourceLocation
    ) async throws {
        try await withBench(Self.model) { bench async throws in try await bench.check(query, gives: rows, at: place) }
    }

    @Test func `a field sorts by another, also when that one sorts by it`() async throws {
        try await check(
            ask(["tasks.level", "tasks.count"], sort: ["tasks.level"]),
            givesInOrder: [["high", "2"], ["mid", "1"], ["low", "1"]])
        try await check(ask(["tasks.rank"], sort: ["tasks.rank"]), givesInOrder: [["1"], ["3"], ["2"]])
    }

    @Test func `cases sort in their order, or by label`() async throws {
        try await check(
            ask(["tasks.size"], sort: ["tasks.size"]), givesInOrder: [["big"], ["average"], ["small"]])
        try await check(
            ask(["tasks.size_by_name"], sort: ["tasks.size_by_name"]), givesInOrder: [["average"], ["big"], ["small"]])
    }

    @Test func `what a field requires is selected with it`() async throws {
        try await check(
            ask(["tasks.label", "tasks.count"], where: ["tasks.id": "1"]), gives: [["1-low", "1", "1"]])
        let compiled = try compile(ask(["tasks.label", "tasks.count"]), on: Self.model)
        #expect(compiled.fields.map(\.name) == ["tasks.label", "tasks.id", "tasks.count"])
    }

    @Test func `a field may ignore case where its explore does not`() async throws {
        try await check(ask(["tasks.count"], where: ["tasks.owner": "ANNA"]), gives: [["3"]])
        try await check(ask(["tasks.count"], where: ["tasks.level": "HIGH"]), gives: [["0"]])
    }

    @Test func `conditional filters hold unless one of certain fields is filtered`() async throws {
        let all = ask(["tasks.count"], of: "defaults")
        // High, and of anybody called Anna in any case.
        try await check(all, gives: [["2"]])
        try await check(ask(["tasks.count"], of: "defaults", where: ["tasks.id": ">0"]), gives: [["4"]])
        try await check(ask(["tasks.count"], of: "defaults", where: ["tasks.level": "low,mid"]), gives: [["2"]])
        try await check(ask(["tasks.count"], of: "defaults", where: ["tasks.rank": "1"]), gives: [["2"]])
    }

    @Test func `rows are left as they are when a field says that they are single`() async throws {
        try await check(ask(["tasks.owner"], of: "plain"), gives: [["Anna"], ["anna"], ["Bert"], ["Anna"]])
        try await check(
            ask(["tasks.owner", "tasks.count"], of: "plain"), gives: [["Anna", "2"], ["anna", "1"], ["Bert", "1"]])
        try await check(ask(["tasks.level"], of: "plain"), gives: [["low"], ["high"], ["mid"]])
    }

    @Test func `without symmetric aggregates repeated rows count as often as they come`() async throws {
        // Task 1 has two notes, 2 has one: 10 twice.
        try await check(
            ask(["tasks.cost"], of: "naive", where: ["notes.id": "NOT NULL"]), gives: [["40"]])
    }

    @Test func `distinct values may be estimated`() async throws {
        try await check(ask(["tasks.owners"]), gives: [["3"]])
        let sql = try compile(ask(["tasks.owners"]), on: Self.model).sql
        #expect(sql.contains("approx_count_distinct("))
    }
}
