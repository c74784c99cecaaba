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

    @Test func `a backslash stays, except before a quote`() {
        let document = LookMLParser.parse(#"a: "x\"y\d\\z" b: "\""# + "\u{301}\"", file: "a.lkml")
        #expect(document.text("a") == #"x"y\d\\z"#)
        #expect(document.text("b")?.unicodeScalars.elementsEqual("\"\u{301}".unicodeScalars) == true)
    }

    @Test func `an expression ends at the first two semicolons, wherever they stand`() {
        let document = LookMLParser.parse("sql: 'a ;; label: \"b\" html:#fff;;", file: "a.lkml")
        #expect(document.diagnostics.isEmpty)
        #expect(document.text("sql") == "'a")
        #expect(document.text("label") == "b")
        #expect(document.text("html") == "#fff")
    }

    @Test(arguments: ["sql : x ;;", "sql_having: x ;;", "sql_whatever:x;;", "sql #c\n:\tx\r\n;;"])
    func `keys that begin with sql take expressions`(_ text: String) {
        let document = LookMLParser.parse(text, file: "a.lkml")
        #expect(document.diagnostics.isEmpty)
        #expect(document.items.first?.value.token?.value == "x")
    }
}
