import QueryCompiler
import SQL
import Testing

/// Text from outside is a value or a name that has to exist. It is never part of the SQL.
@Suite struct InjectionTests {
    static let hostile = [
        "x' OR 'a'='a", "'; DROP TABLE users; --", "\" OR 1=1 --", "\\'; DROP TABLE users; --", "') UNION SELECT 1 --",
        "1; DELETE FROM users", "$$; DROP TABLE users; $$", "*/ DROP TABLE users /*", "x\u{0}' OR 1=1 --",
        "ʼ OR 1=1 --", "${users.name}' OR 1=1", "E'\\x27 OR 1=1",
    ]

    /// The text as an exact value of the filter language.
    private func quoted(_ text: String) -> String { "\"" + text.replacing("\"", with: "\\\"") + "\"" }

    @Test(arguments: hostile)
    func `a filter's text is bound`(_ text: String) async throws {
        let model = Shop.with("explore: orders { case_sensitive: no \(Shop.joins) }\nexplore: users {}")
        for model in [Shop.model, model] {
            for expression in [quoted(text), "-" + quoted(text), "%" + text + "%", text] {
                let compiled = try compile(
                    ask(["orders.count"], where: ["users.name": expression, "orders.done_total": "NOT 5"]), on: model)
                #expect(!compiled.sql.contains(text))
                #expect(!compiled.sql.contains("DROP") && !compiled.sql.contains("UNION"))
            }
        }
        try await withBench(Shop.model, tables: Shop.tables) { bench async throws in
            guard !text.unicodeScalars.contains("\u{0}") else { return }
            try await bench.check(ask(["users.count"], where: ["users.name": quoted(text)]), gives: [["0"]])
            try await bench.check(ask(["users.count"], where: ["users.name": "-" + quoted(text)]), gives: [["4"]])
            // Still there
            try await bench.check(ask(["users.count"]), gives: [["4"]])
        }
    }

    @Test func `rows are found by any text that they hold`() async throws {
        let texts = Self.hostile.filter { !$0.unicodeScalars.contains("\u{0}") }
        let rows = texts.map { "('" + $0.replacing("'", with: "''") + "')" }.joined(separator: ", ")
        let model = "view: notes { dimension: text {} }\nexplore: notes {}"
        try await withBench(model, tables: ["CREATE TABLE notes AS SELECT * FROM (VALUES \(rows)) AS t(text)"]) {
            bench in
            for text in texts {
                try await bench.check(ask(["notes.text"], where: ["notes.text": quoted(text)]), gives: [[text]])
            }
        }
    }

    @Test(arguments: hostile)
    func `numbers, dates and conditions are read before they are used`(_ text: String) {
        for field in ["orders.amount", "orders.created_date", "orders.is_done", "orders.total"] {
            #expect(compileError(ask(["orders.count"], where: [field: text]), on: Shop.model)?.code == .badFilter)
            #expect(
                compileError(ask(["orders.count"], where: [field: "5, " + text]), on: Shop.model)?.code == .badFilter)
        }
    }

    @Test(arguments: hostile)
    func `names have to exist`(_ text: String) {
        for name in [text, "orders." + text, "orders.count" + text, "orders.count\", (SELECT 1) AS \"x"] {
            #expect(compileError(ask([name], of: "orders"), on: Shop.model)?.code == .unknownField)
            #expect(
                compileError(ask(["orders.count"], where: [name: "1"]), on: Shop.model)?.code == .unknownField)
            #expect(compileError(ask(["orders.count"], pivots: [name]), on: Shop.model) != nil)
            #expect(compileError(ask(["orders.count"], sort: [name]), on: Shop.model) != nil)
        }
        #expect(compileError(ask(["orders.count"], of: text), on: Shop.model)?.code == .unknownExplore)
        let query = ExploreQuery(model: text, explore: "orders", fields: ["orders.count"])
        #expect(compileError(query, on: Shop.model)?.code == .unknownModel)
    }

    @Test(arguments: hostile)
    func `sorts and zones hold nothing else`(_ text: String) {
        for sort in ["orders.count " + text, "orders.count desc " + text, "orders.count desc; " + text] {
            #expect(compileError(ask(["orders.count"], sort: [sort]), on: Shop.model) != nil)
        }
        for zone in [text, "UTC" + text, "Europe/Berlin'" + text] {
            #expect(
                compileError(ask(["orders.created_date"], zone: zone), on: Shop.model)?.code == .badTimezone)
        }
    }

    @Test(arguments: hostile)
    func `an attribute of the user is bound`(_ text: String) throws {
        let model = Shop.with(
            "explore: users { access_filter: { field: name user_attribute: who } }")
        let compiled = try compile(
            ask(["users.count"]), on: model, context: testContext(attributes: ["who": text]))
        #expect(!compiled.sql.contains(text) && !compiled.sql.contains("DROP") && !compiled.sql.contains("UNION"))
    }

    @Test func `labels of a model are text too`() async throws {
        let model =
            Shop.views + """
                view: +users {
                  dimension: kind { case: {
                    when: { sql: ${name} = 'Ann' ;; label: "'; DROP TABLE users; --" }
                    else: "x' OR 'a'='a" } }
                }
                explore: users {}
                """
        try await withBench(model, tables: Shop.tables) { bench async throws in
            try await bench.check(
                ask(["users.kind", "users.count"]), gives: [["'; DROP TABLE users; --", "1"], ["x' OR 'a'='a", "3"]])
        }
    }
}
