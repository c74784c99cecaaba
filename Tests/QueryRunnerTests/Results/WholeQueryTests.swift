import LookML
import QueryCompiler
import SemanticModel
import Testing
import Warehouse
import WarehouseDuckDB

@testable import QueryRunner

/// Queries on a model, from their names to the rows that people see.
///
///     id  day         country  city  status  price
///      1  2024-01-30  IT       Rome  new        10
///      2  2024-01-30  IT       Rome  paid       20
///      3  2024-02-02  IT       Bari  paid       30
///      4  2024-02-02  NO       Oslo  new        40
///      5  2024-04-01  NO       Oslo  new         5
@Suite struct WholeQueryTests {
    private static let model = """
        view: orders {
          derived_table: { sql: SELECT * FROM (VALUES (1, DATE '2024-01-30', 'IT', 'Rome', 'new', 10),
            (2, DATE '2024-01-30', 'IT', 'Rome', 'paid', 20), (3, DATE '2024-02-02', 'IT', 'Bari', 'paid', 30),
            (4, DATE '2024-02-02', 'NO', 'Oslo', 'new', 40), (5, DATE '2024-04-01', 'NO', 'Oslo', 'new', 5))
            AS t(id, day, country, city, status, price) ;; }
          dimension: id { primary_key: yes type: number }
          dimension_group: made { type: time datatype: date timeframes: [date, week, month, day_of_week, year]
            sql: ${TABLE}.day ;; convert_tz: no }
          dimension: country {}
          dimension: city {}
          dimension: status {}
          dimension: price { type: number }
          dimension: size { type: tier tiers: [10, 20, 30] style: integer sql: ${price} ;; }
          dimension: is_paid { type: yesno sql: ${status} = 'paid' ;; }
          measure: count { type: count }
          measure: total { type: sum sql: ${price} ;; }
          measure: share { type: percent_of_total sql: ${total} ;; }
          measure: running { type: running_total sql: ${total} ;; }
        }
        explore: orders {}
        """

    private func run(_ query: ExploreQuery) async throws -> QueryAnswer {
        let project = ProjectResolver.resolve(
            name: "test", files: [SourceFile(path: "test.model.lkml", text: Self.model)])
        for problem in project.diagnostics where problem.severity == .error { Issue.record("\(problem)") }
        let warehouse = try DuckDBWarehouse.open(DuckDBConfiguration(path: nil, threads: 1))
        let runner = QueryRunner(warehouse: warehouse, concurrency: 1)
        do {
            let answer = try await runner.run(
                query, on: project, context: QueryContext(now: 0, projectTimezone: "UTC"), label: "test")
            try await warehouse.close()
            return answer
        } catch {
            try? await warehouse.close()
            throw error
        }
    }

    private func ask(_ fields: [String], sorts: [String] = [], pivots: [String] = []) -> ExploreQuery {
        ExploreQuery(
            model: "test", explore: "orders", fields: fields.map { "orders." + $0 },
            pivots: pivots.map { "orders." + $0 }, sorts: sorts.map { "orders." + $0 })
    }

    @Test func `months without orders are filled, and calculations see them`() async throws {
        var query = ask(["made_month", "total"], sorts: ["made_month"])
        query.fillFields = ["orders.made_month"]
        query.dynamicFields = try DynamicFieldReader.read(
            """
            [{"category": "table_calculation", "table_calculation": "sum", "calculation_type": "running_total",
              "args": ["orders.total"]},
             {"table_calculation": "next", "expression": "add_months(1, ${orders.made_month})"}]
            """)
        let answer = try await run(query)
        #expect(
            answer.table == [
                ["2024-01", "30", "30", "2024-02-01"], ["2024-02", "70", "100", "2024-03-01"],
                ["2024-03", nil, "100", "2024-04-01"], ["2024-04", "5", "105", "2024-05-01"],
            ])
        #expect(answer.remarks.isEmpty)
    }

    @Test func `a filter's range is filled to its ends`() async throws {
        var query = ask(["made_date", "count"], sorts: ["made_date desc"])
        query.filters = ["orders.made_date": "2024-01-29 to 2024-02-01"]
        query.fillFields = ["orders.made_date"]
        let answer = try await run(query)
        #expect(answer.table == [["2024-01-31", nil], ["2024-01-30", "2"], ["2024-01-29", nil]])
    }

    @Test func `week days, tiers and yesno are filled in their order, whatever helper columns there are`()
        async throws
    {
        var days = ask(["made_day_of_week", "count"], sorts: ["made_day_of_week"])
        days.fillFields = ["orders.made_day_of_week"]
        let week = try await run(days)
        #expect(
            week.column("orders.made_day_of_week") == [
                "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
            ])
        #expect(week.column("orders.count") == ["1", "2", nil, nil, "2", nil, nil])
        var sizes = ask(["size", "count"], sorts: ["size desc"])
        sizes.fillFields = ["orders.size"]
        #expect(
            try await run(sizes).column("orders.size") == ["30 or Above", "20 to 29", "10 to 19", "Below 10"])
        var paid = ask(["is_paid", "count"], sorts: ["is_paid"])
        paid.filters = ["orders.status": "paid"]
        paid.fillFields = ["orders.is_paid"]
        #expect(try await run(paid).table == [["No", nil], ["Yes", "2"]])
    }

    @Test func `a pivoted query has totals of columns, of rows and of both`() async throws {
        var query = ask(["country", "status", "total"], sorts: ["country"], pivots: ["status"])
        query.total = true
        query.rowTotal = true
        let answer = try await run(query)
        #expect(answer.pivot?.keys.map(\.text) == ["new", "paid"])
        #expect(answer.cells("orders.total") == [["10", "50"], ["45", nil]])
        let totals = try #require(answer.totals)
        let sums = ["new", "paid"].map { key in
            totals.row(of: RowKey([key])).flatMap { totals.columns[2]?.scalarText(row: $0) }
        }
        #expect(sums == ["55", "50"])
        let rows = try #require(answer.rowTotals)
        let rowSums = ["IT", "NO"].map { key in
            rows.row(of: RowKey([key])).flatMap { rows.columns[2]?.scalarText(row: $0) }
        }
        #expect(rowSums == ["60", "45"])
        #expect(answer.grandTotals?.columns[2]?.scalarText(row: 0) == "105")
    }

    @Test func `subtotals come for each group of the leading dimensions`() async throws {
        var query = ask(["country", "city", "total"], sorts: ["country", "city"])
        query.subtotals = ["orders.country"]
        let answer = try await run(query)
        let set = try #require(answer.subtotals.first)
        var found: [String: String] = [:]
        for group in set.groups {
            guard let row = group[0], let name = set.totals.columns[0]?.scalarText(row: row) else { continue }
            found[name] = set.totals.columns[2]?.scalarText(row: row)
        }
        #expect(found == ["IT": "60", "NO": "45"])
    }

    @Test func `shares and running totals of a model are over the rows that are shown`() async throws {
        var query = ask(["city", "total", "share", "running"], sorts: ["total desc"])
        query.limit = 2
        query.total = true
        let answer = try await run(query)
        // Oslo 45 and Rome or Bari with 30 each; two rows are shown.
        #expect(answer.column("orders.total") == ["45", "30"])
        #expect(answer.column("orders.share") == ["60", "40"])
        #expect(answer.column("orders.running") == ["45", "75"])
        #expect(answer.totals?.columns.keys.sorted() == [1])
        #expect(answer.totals?.columns[1]?.scalarText(row: 0) == "105")
    }

    @Test func `custom fields and calculations stand on one another`() async throws {
        var query = ask([])
        query.fields = ["region", "band", "spent", "rate"]
        query.sorts = ["rate desc"]
        query.dynamicFields = try DynamicFieldReader.read(
            """
            [{"category": "dimension", "dimension": "region", "calculation_type": "group_by",
              "args": ["orders.country", [{"label": "South", "filter": "IT,ES"}], "Elsewhere"]},
             {"category": "dimension", "dimension": "band", "calculation_type": "bin",
              "args": ["orders.price", "20", "0", "40", null, "integer"]},
             {"category": "measure", "measure": "spent", "based_on": "orders.price", "type": "sum"},
             {"category": "table_calculation", "table_calculation": "rate", "expression": "${spent} / sum(${spent})"}]
            """)
        let answer = try await run(query)
        #expect(
            answer.table.map { Array($0.prefix(4)) } == [
                ["South", "20 to 39", "50", "0.47619047619047616"],
                ["Elsewhere", "40 or Above", "40", "0.38095238095238093"],
                ["South", "0 to 19", "10", "0.09523809523809523"],
                ["Elsewhere", "0 to 19", "5", "0.047619047619047616"],
            ])
    }

    @Test func `custom fields can be pivots, and calculations look to the column on their left`() async throws {
        var query = ask(["country", "total"], sorts: ["country"])
        query.fields.append("paid")
        query.pivots = ["paid"]
        query.dynamicFields = try DynamicFieldReader.read(
            """
            [{"dimension": "paid", "calculation_type": "group_by",
              "args": ["orders.status", [{"label": "P", "filter": "paid"}], "N"]},
             {"table_calculation": "change", "calculation_type": "percent_change_from_previous_column",
              "args": ["orders.total"]}]
            """)
        let answer = try await run(query)
        #expect(answer.pivot?.keys.map(\.text) == ["N", "P"])
        #expect(answer.cells("orders.total") == [["10", "50"], ["45", nil]])
        #expect(answer.cells("change") == [[nil, "4"], [nil, nil]])
    }
}
