import QueryCompiler
import SemanticModel
import Testing

@Suite struct QueryErrorTests {
    private func error(_ query: ExploreQuery, on model: String = Shop.model) -> QueryError? {
        compileError(query, on: model)
    }

    @Test func `an unknown model or explore is named, with the one that was meant`() {
        let model = error(ExploreQuery(model: "tset", explore: "orders", fields: ["orders.count"]))
        #expect(model?.code == .unknownModel)
        #expect(model?.message.contains("tset") == true)
        #expect(model?.suggestion == "test")
        let explore = error(ask(["orders.count"], of: "ordres"))
        #expect(explore?.code == .unknownExplore)
        #expect(explore?.message.contains("ordres") == true)
        #expect(explore?.suggestion == "orders")
    }

    @Test func `an unknown field is named, with the one that was meant`() {
        let shown = error(ask(["orders.count", "orders.totl"]))
        #expect(shown?.code == .unknownField)
        #expect(shown?.field == "orders.totl")
        #expect(shown?.message.contains("orders.totl") == true)
        #expect(shown?.suggestion == "orders.total")
        let filtered = error(ask(["orders.count"], where: ["orders.sttaus": "done"]))
        #expect(filtered?.code == .unknownField)
        #expect(filtered?.field == "orders.sttaus")
        #expect(filtered?.suggestion == "orders.status")
        let pivoted = error(ask(["orders.count"], pivots: ["orders.statsu"]))
        #expect(pivoted?.code == .unknownField)
        #expect(pivoted?.field == "orders.statsu")
    }

    @Test func `a field needs its view, and a view its join`() {
        #expect(error(ask(["count"], of: "orders"))?.code == .unknownField)
        #expect(error(ask(["items.count", "orders.count"], of: "items"))?.field == "orders.count")
        // Names are compared with their case.
        #expect(error(ask(["orders.Count"], of: "orders"))?.code == .unknownField)
        #expect(error(ask([""], of: "orders"))?.code == .unknownField)
    }

    @Test func `a field that the explore leaves out is unknown`() {
        let model = Shop.with("explore: orders { fields: [ALL_FIELDS*, -orders.amount] }")
        #expect(error(ask(["orders.amount"]), on: model)?.code == .unknownField)
        #expect(error(ask(["orders.count"], where: ["orders.amount": "5"]), on: model)?.code == .unknownField)
    }

    @Test func `a query without fields is refused`() {
        #expect(error(ask([], of: "orders"))?.code == .noFields)
    }

    @Test func `what only filters can't be shown`() {
        let model = Shop.views + "view: +orders { filter: note { type: string } }\nexplore: orders {}"
        #expect(error(ask(["orders.note"]), on: model) != nil)
    }

    @Test(arguments: [
        ("orders.amount", "lots"), ("orders.amount", ">5 AND >6"), ("orders.created_date", "someday"),
        ("orders.created_date", "2018/13/45"), ("orders.is_done", "perhaps"), ("orders.total", "[5"),
        ("orders.created_month_num", "May"),
    ])
    func `a filter that can't be read is named with its text`(_ field: String, _ expression: String) {
        let error = error(ask(["orders.count"], where: [field: expression]))
        #expect(error?.code == .badFilter)
        #expect(error?.field == field)
        #expect(error?.message.contains(expression) == true)
    }

    @Test func `a default that can't be read does not open the explore`() {
        let model = Shop.with("explore: orders { always_filter: { filters: [amount: \"lots\"] } }")
        do {
            let compiled = try QueryCompiler.compile(
                ask(["orders.count"]), project: testProject(model, mayHaveErrors: true), context: testContext(),
                dialect: .duckDB)
            Issue.record("compiled: \(compiled.sql)")
        } catch {
            #expect(error.code == .badFilter)
            #expect(error.field == "orders.amount")
        }
    }

    @Test(arguments: [
        "orders.count sideways", "orders.count desc desc", "orders.count desc 0 1", "orders.count desc -1",
        "orders.count;",
    ])
    func `a sort that can't be read is refused`(_ sort: String) {
        let code = error(ask(["orders.status", "orders.count"], sort: [sort]))?.code
        #expect(code == .badSort || code == .unknownField, "\(String(describing: code))")
    }

    @Test func `an unknown field in a sort is named`() {
        let error = error(ask(["orders.count"], sort: ["orders.cuont desc"]))
        #expect(error?.code == .badSort || error?.code == .unknownField)
        #expect(error?.message.contains("orders.cuont") == true)
    }

    @Test(arguments: ["Mars/Olympus", "America", "UTC'", "../../etc/passwd", "+25:00"])
    func `a zone that does not exist is refused`(_ zone: String) {
        let error = error(ask(["orders.created_date"], zone: zone))
        #expect(error?.code == .badTimezone)
        #expect(error?.message.contains(zone) == true)
        // Also where nothing needs it.
        #expect(self.error(ask(["orders.count"], zone: zone))?.code == .badTimezone)
    }

    @Test func `fields that stand on themselves are refused`() {
        let model = """
            view: circles {
              dimension: id { primary_key: yes type: number }
              dimension: a { sql: ${b} ;; }
              dimension: b { sql: ${a} ;; }
              measure: x { type: number sql: ${y} + 1 ;; }
              measure: y { type: number sql: ${x} + 1 ;; }
              measure: count { type: count }
            }
            explore: circles {}
            """
        let project = testProject(model, mayHaveErrors: true)
        for field in ["circles.a", "circles.b", "circles.x"] {
            do {
                let compiled = try QueryCompiler.compile(
                    ask([field]), project: project, context: testContext(), dialect: .duckDB)
                Issue.record("compiled: \(compiled.sql)")
            } catch {
                #expect(error.code == .circularReference)
                #expect(error.message.contains("circles."))
            }
        }
        // The rest of the view can still be asked.
        #expect(throws: Never.self) {
            try QueryCompiler.compile(
                ask(["circles.count"]), project: project, context: testContext(), dialect: .duckDB)
        }
    }
}

/// Liquid is not run yet. What it would have said is unknown, so SQL that holds some is refused, and never sent as if it
/// were not there.
@Suite struct LiquidTests {
    private static let model =
        Shop.views + """
            view: +orders {
              dimension: chosen { sql: {% if orders.id._is_selected %} ${id} {% else %} ${status} {% endif %} ;; }
              dimension: named { sql: {{ _user_attributes['column'] }} ;; }
              dimension: above { sql: ${named} || '!' ;; }
              dimension: branch { case: { when: { sql: {% condition note %} ${status} {% endcondition %} ;; label: "x" } } }
              dimension: step { type: tier tiers: [10] sql: {% parameter size %} * ${amount} ;; }
              dimension_group: liquid { type: time sql: {{ _filters['orders.note'] }} ;; }
              measure: chosen_total { type: sum sql: {% if true %} ${amount} {% endif %} ;; }
              measure: filtered { type: count filters: [status: "{{ _user_attributes['status'] }}"] }
              filter: note { type: string sql: {% condition note %} ${status} {% endcondition %} ;; }
              parameter: size { type: number }
            }
            view: dynamic {
              derived_table: { sql: SELECT 1 AS id {% if true %} WHERE false {% endif %} ;; }
              dimension: id { primary_key: yes type: number }
            }
            view: elsewhere {
              sql_table_name: {{ _user_attributes['schema'] }}.orders ;;
              dimension: id { primary_key: yes type: number }
            }
            explore: orders {
              join: dynamic { sql_on: ${orders.id} = ${dynamic.id} ;; }
              join: elsewhere { sql_on: ${orders.id} = ${elsewhere.id} ;; }
              join: users { sql_on: ${orders.user_id} = ${users.id} {% if true %} AND false {% endif %} ;; }
              join: items { relationship: one_to_many sql_on: ${orders.id} = ${items.order_id} ;;
                sql_where: ${items.sku} = {{ _user_attributes['sku'] }} ;; }
            }
            explore: guarded {
              view_name: payments
              sql_always_where: ${payments.method} = '{{ _user_attributes["method"] }}' ;;
            }
            explore: counted {
              view_name: payments
              sql_always_having: ${payments.count} > {{ _user_attributes["least"] }} ;;
            }
            explore: defaulted {
              view_name: payments
              always_filter: { filters: [method: "{{ _user_attributes['method'] }}"] }
            }
            """

    @Test(arguments: [
        "orders.chosen", "orders.named", "orders.above", "orders.branch", "orders.step", "orders.liquid_date",
        "orders.chosen_total", "orders.filtered", "dynamic.id", "elsewhere.id", "users.name", "items.sku",
    ])
    func `a field whose SQL holds Liquid, or whose join does, is refused`(_ field: String) {
        let error = compileError(ask([field], of: "orders"), on: Self.model)
        #expect(error?.code == .unsupported)
        #expect(error?.message.contains("Liquid") == true)
    }

    @Test(arguments: ["orders.named", "orders.chosen", "orders.note", "users.name"])
    func `a filter on such a field is refused too`(_ field: String) {
        #expect(
            compileError(ask(["orders.count"], where: [field: "done"]), on: Self.model)?.code == .unsupported)
    }

    @Test(arguments: ["guarded", "counted", "defaulted"])
    func `a rule of the explore that holds Liquid closes it`(_ explore: String) {
        #expect(compileError(ask(["payments.count"], of: explore), on: Self.model)?.code == .unsupported)
    }

    @Test func `what has no Liquid is not touched by what has`() async throws {
        try await withBench(Self.model, tables: Shop.tables) { bench async throws in
            try await bench.check(
                ask(["orders.status", "orders.count"], where: ["orders.id": "1,2"]), gives: [["done", "2"]])
        }
    }
}
