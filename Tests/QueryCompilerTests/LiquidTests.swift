import QueryCompiler
import Testing

/// Liquid in the SQL of a model, evaluated for each query.
@Suite struct LiquidTests {
    private static let model =
        Shop.views + """
            view: +orders {
              dimension: chosen { sql: {% if orders.status._in_query %} ${status} {% else %} ${users.name} {% endif %} ;; }
              dimension: scaled { type: number sql: ${amount} * {% parameter factor %} ;; }
              dimension: column { sql: CAST(${TABLE}.{% parameter what %} AS VARCHAR) ;; }
              dimension: mine { sql: '{{ _user_attributes['name'] }}' ;; }
              dimension: of_attribute { type: yesno sql: ${user_id} = {{ _user_attributes['number'] }} ;; }
              dimension: is_wanted { type: yesno sql: {% condition wanted %} ${status} {% endcondition %} ;; }
              measure: wanted_total { type: sum sql: CASE WHEN {% condition wanted %} ${status} {% endcondition %}
                THEN ${amount} END ;; }
              measure: since { type: date sql: MIN({% date_start period %}) ;; }
              filter: wanted { type: string }
              filter: period { type: date }
              parameter: factor { type: number default_value: "1" }
              parameter: what { type: unquoted allowed_value: { value: "id" } allowed_value: { value: "amount" } }
            }
            view: busy {
              derived_table: {
                sql: SELECT user_id, COUNT(*) AS n FROM orders
                  WHERE {% condition busy.at %} created {% endcondition %} GROUP BY 1 ;;
              }
              dimension: user_id { primary_key: yes type: number }
              dimension: n { type: number sql: ${TABLE}.n ;; }
              filter: at { type: date }
            }
            explore: busy {}
            explore: orders {
              join: users { relationship: many_to_one sql_on: ${orders.user_id} = ${users.id} ;; }
            }
            explore: guarded {
              view_name: payments
              sql_always_where: ${payments.method} = '{{ _user_attributes["method"] }}' ;;
            }
            explore: defaulted {
              view_name: payments
              always_filter: { filters: [method: "{{ _user_attributes['method'] }}"] }
            }
            """

    private func check(
        _ query: ExploreQuery, as attributes: [String: String] = [:], gives expected: [[String?]],
        at place: Testing.SourceLocation = #_sourceLocation
    ) async throws {
        try await withBench(Self.model, tables: Shop.tables, attributes: attributes) { bench async throws in
            try await bench.check(query, gives: expected, at: place)
        }
    }

    @Test func `a branch that is not taken needs no join`() throws {
        let withStatus = try compile(ask(["orders.status", "orders.chosen"]), on: Self.model)
        #expect(!withStatus.sql.contains("JOIN"))
        let without = try compile(ask(["orders.chosen"]), on: Self.model)
        #expect(without.sql.contains("LEFT JOIN users"))
    }

    @Test func `a parameter's value stands in the SQL, its default without one`() async throws {
        let query = ask(["orders.scaled"], where: ["orders.id": "1"])
        try await check(query, gives: [["10"]])
        var scaled = query
        scaled.filters["orders.factor"] = "3"
        try await check(scaled, gives: [["30"]])
    }

    @Test func `an unquoted parameter takes only what may be chosen, the first by itself`() async throws {
        let query = ask(["orders.column"], where: ["orders.id": "3"])
        try await check(query, gives: [["3"]])
        var amount = query
        amount.filters["orders.what"] = "amount"
        try await check(amount, gives: [["40"]])
        amount.filters["orders.what"] = "status"
        #expect(compileError(amount, on: Self.model)?.code == .badLiquid)
    }

    @Test(arguments: ["1; DROP TABLE orders", "1 OR 1=1", "(SELECT 1)", "1e", "x"])
    func `a number's parameter takes only a number`(_ value: String) {
        let error = compileError(ask(["orders.scaled"], where: ["orders.factor": value]), on: Self.model)
        #expect(error?.code == .badLiquid)
        #expect(error?.message.contains(value) == true)
    }

    @Test func `a condition is the filter's, and always true without one`() async throws {
        // Orders 1, 2 and 6 are done: 10 + 20; 3 and 5 are open: 40 + 160; all of them make 310.
        try await check(ask(["orders.wanted_total"]), gives: [["310"]])
        try await check(ask(["orders.wanted_total"], where: ["orders.wanted": "done"]), gives: [["30"]])
        try await check(ask(["orders.wanted_total"], where: ["orders.wanted": "-done"]), gives: [["280"]])
        try await check(
            ask(["orders.count"], where: ["orders.wanted": "%n%", "orders.is_wanted": "Yes"]), gives: [["5"]])
    }

    @Test(arguments: ["x' OR '1'='1", "x\u{0}'", "a\u{E000}0\u{E001}b", "\\' --", "{{ 1 }}' OR TRUE --"])
    func `a hostile value is only a value`(_ value: String) async throws {
        let expression = "\"" + value.replacing("\"", with: "") + "\""
        try await withBench(Self.model, tables: Shop.tables, attributes: ["name": value]) { bench async throws in
            let query = ask(["orders.wanted_total"], where: ["orders.wanted": expression])
            // What holds Liquid of its own is refused, everything else is compared as it is and found nowhere.
            if let rows = try? await bench.rows(query) { #expect(rows == [["0"]]) }
            if let rows = try? await bench.rows(ask(["orders.mine"], of: "orders")) { #expect(rows.count == 1) }
        }
    }

    @Test func `a date's condition reads the column in the database's zone`() async throws {
        // On 18 May order 2 came from user 1 and order 3 from user 2.
        try await check(
            ask(["busy.user_id", "busy.n"], where: ["busy.at": "2018/05/18"]), gives: [["1", "1"], ["2", "1"]])
        try await check(ask(["orders.since"], where: ["orders.period": "2018-05"]), gives: [["2018-05-01"]])
        try await check(ask(["orders.since"], where: ["orders.period": "before 2018-05"]), gives: [[nil]])
        try await check(ask(["orders.since"]), gives: [[nil]])
    }

    @Test func `an attribute stands where its quotes are, or bare as a number`() async throws {
        try await check(ask(["orders.mine"]), as: ["name": "O'Hara"], gives: [["O'Hara"]])
        try await check(
            ask(["orders.id"], where: ["orders.of_attribute": "Yes"]), as: ["number": "1"], gives: [["1"], ["2"]])
        let context = testContext(attributes: ["number": "1 OR TRUE"])
        #expect(compileError(ask(["orders.of_attribute"]), on: Self.model, context: context)?.code == .badLiquid)
    }

    @Test func `an attribute in the explore's own condition lets through what it names`() async throws {
        try await check(ask(["payments.count"], of: "guarded"), as: ["method": "cash"], gives: [["1"]])
        try await check(ask(["payments.count"], of: "guarded"), gives: [["0"]])
    }

    @Test func `Liquid in a filter of the model names one exact value of the user, or none`() async throws {
        let query = ask(["payments.count"], of: "defaulted")
        try await check(query, as: ["method": "cash"], gives: [["1"]])
        try await check(query, as: ["method": "%"], gives: [["0"]])
        try await check(query, as: ["method": "cash,card"], gives: [["0"]])
        try await check(query, gives: [["5"]])
    }

    @Test func `a filter of the query may name the user as well`() async throws {
        let query = ask(["payments.count"], where: ["payments.method": "{{ _user_attributes['method'] }}"])
        try await withBench(Shop.with("explore: payments {}"), tables: Shop.tables, attributes: ["method": "card"]) {
            bench async throws in try await bench.check(query, gives: [["4"]])
        }
        let error = compileError(
            ask(["payments.count"], where: ["payments.method": "{{ _user_attributes"]),
            on: Shop.with("explore: payments {}"))
        #expect(error?.code == .badLiquid)
    }

    @Test func `Liquid that is wrong says where and what`() {
        let model = "view: a { dimension: id { type: number sql: {% if %} 1 {% endif %} ;; } }\nexplore: a {}"
        let error = compileError(ask(["a.id"]), on: model)
        #expect(error?.code == .badLiquid)
        #expect(error?.message.contains("test.model.lkml:1:") == true)
    }
}
