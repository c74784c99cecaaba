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
