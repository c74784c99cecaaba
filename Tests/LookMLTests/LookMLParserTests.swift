import LookML
import Testing

@Suite struct LookMLParserTests {
    @Test func `blocks, literals, strings, expressions and lists are read`() throws {
        let document = LookMLParser.parse(
            """
            # a comment
            view: +orders {
              dimension: id { primary_key: yes type: number sql: ${TABLE}.id # not a comment ;; }
              measure: count { type: count filters: [status: "a \\"b\\"", users.state: "x",] }
              set: detail { fields: [id, -users.email, ALL_FIELDS*] }
            }
            """, file: "orders.view.lkml")
        #expect(document.diagnostics.isEmpty)
        let view = try #require(document.blocks("view").first)
        #expect(view.block.name?.value == "+orders")
        let dimension = try #require(view.block.blocks("dimension").first)
        #expect(dimension.block.flag("primary_key") == true)
        #expect(dimension.block.text("sql") == "${TABLE}.id # not a comment")
        let set = try #require(view.block.blocks("set").first)
        #expect(set.block.strings("fields")?.map(\.value) == ["id", "-users.email", "ALL_FIELDS*"])
        let measure = try #require(view.block.blocks("measure").first)
        guard case .list(let filters) = measure.block.item("filters")?.value else {
            Issue.record("filters are a list")
            return
        }
        #expect(filters.elements.count == 2)
        guard case .pair(let key, _, let value) = filters.elements[0].content else {
            Issue.record("an element is a pair")
            return
        }
        #expect(key.value == "status")
        #expect(value.value == "a \"b\"")
    }

    /// Text, and the code, line and column of what is wrong with it.
    static let broken: [(String, String, Int, Int)] = [
        ("view: a {", "syntax-missing-brace", 1, 9),
        ("view: a { dimension: b { sql: x }\n", "syntax-unterminated-expression", 1, 26),
        ("view: a { label: \"x }", "syntax-unterminated-string", 1, 18),
        ("}\nview: a {}", "syntax-unexpected-token", 1, 1),
        ("view a {}", "syntax-missing-colon", 1, 1),
        ("fields: [a b]", "syntax-missing-comma", 1, 12),
        ("fields: [a,,b]", "syntax-unexpected-token", 1, 12),
        ("é: [\n  ü", "syntax-missing-bracket", 2, 4),
    ]

    @Test(arguments: broken)
    func `a problem is reported where it is`(_ text: String, _ code: String, _ line: Int, _ column: Int) {
        let diagnostics = LookMLParser.parse(text, file: "a.lkml").diagnostics
        #expect(
            diagnostics.contains {
                $0.code == code && $0.location == SourceLocation(file: "a.lkml", line: line, column: column)
            }, "\(diagnostics)")
    }

    @Test func `what follows a broken item is still read`() {
        let document = LookMLParser.parse("view: a { label } explore: b {}", file: "a.lkml")
        #expect(document.blocks("explore").map { $0.block.name?.value } == ["b"])
        #expect(!document.diagnostics.isEmpty)
    }

    @Test func `deep nesting is refused without using up the stack`() {
        let text = String(repeating: "a: {", count: 100_000)
        #expect(LookMLParser.parse(text, file: "a.lkml").diagnostics.contains { $0.code == "syntax-too-deep" })
    }

    @Test func `every prefix of a file ends in a document`() {
        let text = "view: a { filters: [x.y: \"1\"] sql_on: ${a} = 1 ;; # c\n t: - 5 }"
        for end in text.indices { _ = LookMLParser.parse(String(text[..<end]), file: "a.lkml") }
    }
}
