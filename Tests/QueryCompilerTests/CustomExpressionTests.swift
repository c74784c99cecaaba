import QueryCompiler
import Testing

/// Custom dimensions, measures and filters by Looker expressions, in whole queries.
@Suite struct CustomExpressionTests {
    private func dimension(_ name: String, _ expression: String) -> DynamicField {
        DynamicField(name: name, kind: .dimension(expression: expression))
    }

    private func check(
        _ fields: [String], custom: [DynamicField] = [], filter: String? = nil, where filters: [String: String] = [:],
        sort: [String] = [], zone: String = "UTC", gives rows: [[String?]],
        at place: Testing.SourceLocation = #_sourceLocation
    ) async throws {
        try await withBench(Shop.model, tables: Shop.tables, zone: zone) { bench async throws in
            var query = ask(fields, of: "orders", where: filters, sort: sort)
            query.dynamicFields = custom
            query.filterExpression = filter
            try await bench.check(query, gives: rows, at: place)
        }
    }

    private func error(_ fields: [String], custom: [DynamicField] = [], filter: String? = nil) -> QueryError? {
        var query = ask(fields, of: "orders")
        query.dynamicFields = custom
        query.filterExpression = filter
        return compileError(query, on: Shop.model)
    }

    @Test func `a custom dimension groups, sorts and filters`() async throws {
        let size = dimension("size", "if(${orders.amount} >= 40, \"large\", \"small\")")
        try await check(["size", "orders.count"], custom: [size], gives: [["large", "3"], ["small", "3"]])
        try await check(["orders.id"], custom: [size], where: ["size": "large"], gives: [["3"], ["4"], ["5"]])
    }

    @Test func `it joins what it names and nothing else`() async throws {
        let place = dimension("place", "concat(${users.name}, \"/\", ${users.region})")
        try await check(
            ["place", "orders.total"], custom: [place], where: ["orders.status": "done,open", "users.name": "-NULL"],
            gives: [["Ann/west", "30"], ["Bob/east", "40"]])
        var query = ask(["orders.count"])
        query.dynamicFields = [place]
        let sql = try compile(query, on: Shop.model).sql
        #expect(!sql.contains("users"))
    }

    @Test func `a yesno is shown as such and may be combined`() async throws {
        let done = dimension("fine", "${orders.is_done} AND NOT is_null(${orders.amount})")
        try await check(["fine", "orders.count"], custom: [done], gives: [["Yes", "2"], ["No", "4"]])
        try await check(["orders.count"], custom: [done], where: ["fine": "Yes"], gives: [["2"]])
    }

    @Test func `dates are those of the query's clock, and their filters too`() async throws {
        let due = dimension("due", "add_days(1, ${orders.created_date})")
        try await check(
            ["orders.id", "due"], custom: [due], where: ["due": "after 2018-05-19"],
            gives: [["2", "2018-05-19"], ["3", "2018-05-19"]])
        // 2018-05-18 18:30 UTC is the evening of the 19th in Tokyo.
        try await check(
            ["due"], custom: [due], where: ["orders.id": "3"], zone: "Asia/Tokyo", gives: [["2018-05-20"]])
        let month = dimension("age", "diff_days(${orders.created_month}, ${orders.created_date})")
        try await check(["age"], custom: [month], where: ["orders.id": "1"], gives: [["13"]])
    }

    @Test func `a custom measure aggregates an expression, each row once`() async throws {
        let double = DynamicField(
            name: "double", kind: .measure(.init(basedOn: nil, expression: "${orders.amount} * 2", type: "sum")))
        try await check(
            ["items.sku", "double"], custom: [double],
            gives: [["a", "140"], ["b", "20"], ["c", "80"], [nil, "480"]])
        let filtered = DynamicField(
            name: "some",
            kind: .measure(
                .init(basedOn: "orders.amount", type: "sum", filterExpression: "${users.region} = \"west\"")))
        try await check(["some"], custom: [filtered], gives: [["30"]])
    }

    @Test func `a custom measure combines measures`() async throws {
        let share = DynamicField(
            name: "share",
            kind: .measure(.init(basedOn: nil, expression: "${orders.done} / ${orders.count}", type: nil)))
        let twice = DynamicField(
            name: "twice", kind: .measure(.init(basedOn: nil, expression: "${share} * 2", type: "number")))
        try await check(
            ["items.sku", "share", "twice"], custom: [twice, share],
            gives: [["a", "0.666667", "1.333333"], ["b", "1", "2"], ["c", "0", "0"], [nil, "0.333333", "0.666667"]])
        try await check(
            ["items.sku"], custom: [share], where: ["share": ">0.5"], gives: [["a"], ["b"]])
    }

    @Test func `a custom filter keeps the rows for which it is yes`() async throws {
        try await check(["orders.id"], filter: "${orders.amount} > 30 AND ${users.age} < 45", gives: [["3"]])
        try await check(
            ["orders.id"], filter: "matches_filter(${orders.status}, \"d%\") OR ${orders.amount} = 160",
            gives: [["1"], ["2"], ["5"], ["6"]])
        try await check(
            ["orders.id"], filter: "matches_filter(${orders.created_date}, \"2018-05-18\")", gives: [["2"], ["3"]])
    }

    @Test func `text of people is a value`() async throws {
        let hostile = "x' OR TRUE --\\\"; DROP TABLE orders; {{ _user_attributes['a'] }} {% if %}"
        try await check(["orders.id"], filter: "${orders.status} = \"\(hostile)\"", gives: [])
        try await check(
            ["shown"], custom: [dimension("shown", "concat(\"{{ 1 }}\", ${orders.status})")],
            where: ["orders.id": "1"], gives: [["{{ 1 }}done"]])
    }

    @Test func `what is wrong says where`() {
        let unknown = error(["a"], custom: [dimension("a", "${orders.amout} + 1")])
        #expect(unknown?.code == .unknownField)
        #expect(unknown?.suggestion == "orders.amount")
        let syntax = error(["a"], custom: [dimension("a", "1 +")])
        #expect(syntax?.code == .badExpression)
        #expect(syntax?.message.contains("`a`") == true)
        #expect(error(["orders.id"], filter: "${orders.amount} + 1")?.code == .badExpression)
        #expect(error(["orders.id"], filter: "${orders.total} > 1")?.code == .badExpression)
        #expect(error(["a"], custom: [dimension("a", "offset(${orders.amount}, 1)")])?.code == .badExpression)
        #expect(
            error(["a"], custom: [dimension("a", "${b}"), dimension("b", "${a}")])?.code == .circularReference)
    }
}
