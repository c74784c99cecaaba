import LookML
import Testing

/// Files as large and as strange as anybody may hand in. What would take hours if time grew with the square of the
/// length takes seconds; the limit is there to end a run that hangs, not to measure.
@Suite(.serialized) struct LargeFileTests {
    @Test(.timeLimit(.minutes(5))) func `megabytes of views are read and given back`() {
        let view = """
            view: orders {
              sql_table_name: analytics.orders ;;
              dimension: id { primary_key: yes type: number sql: ${TABLE}.id ;; } # the key
              measure: count { type: count filters: [status: "complete"] drill_fields: [id, name] }
            }

            """
        let count = Rounds.count(sample: 1, soak: 10) * 1_000_000 / view.utf8.count + 1
        let text = String(repeating: view, count: count)
        let document = LookMLParser.parse(text, file: "a.lkml")
        #expect(document.diagnostics.isEmpty)
        #expect(document.items.count == count)
        #expect(document.items.last?.location.line == (count - 1) * 5 + 1)
        #expect(document.text == text)
    }

    /// Each invites a parser to read the same text again and again.
    static let strange = [
        "a:", "a: b: ", "sql:", "sql: ;", "}", "{", "[", "a: [", "a: {", "[,", "a ", "\"", "\\\"", "a: \"\\", "a:[b c:",
        "sql\\\";;", "sql#;;", "a:[b sql:\\\"#;;", "a:[b,sql:x#{;;", "a:[b c:d{", "- ", "a: -", "#", "# \n", "a {",
        "\n",
        "a:[b:", "é", ",", ";", "a: {sql: ;;", "a \"b\"",
    ]

    @Test(.timeLimit(.minutes(5)), arguments: strange)
    func `a long file of the same few marks is read and given back`(_ piece: String) {
        let text = String(repeating: piece, count: 300_000 / piece.utf8.count) + "\nx"
        let document = LookMLParser.parse(text, file: "a.lkml")
        #expect(document.text == text)
        #expect(document.diagnostics.count <= 1_001)
    }

    @Test func `a file full of problems lists a thousand, then says that there are more`() {
        let text = String(repeating: "}\n", count: 1_500)
        let problems = LookMLParser.parse(text, file: "a.lkml").diagnostics
        #expect(problems.count == 1_001)
        #expect(problems.last?.code == "syntax-too-many-problems")
        #expect(problems.last?.location.line == 1_001)
    }

    @Test func `blocks may nest sixty-four deep`() {
        let text = String(repeating: "a: {", count: 64) + String(repeating: "}", count: 64)
        #expect(LookMLParser.parse(text, file: "a.lkml").diagnostics.isEmpty)
    }

    @Test func `a block that is nested too deep is left out, and what follows it is read`() {
        let deep = String(repeating: "a: {", count: 70) + " sql: } ;; \"}\" # }\n" + String(repeating: "}", count: 70)
        let text = deep + " explore: b { from: c }"
        let document = LookMLParser.parse(text, file: "a.lkml")
        #expect(document.diagnostics.map(\.code) == ["syntax-too-deep"])
        #expect(document.diagnostics.first?.location.column == 64 * 4 + 4)
        #expect(document.blocks("explore").first?.block.text("from") == "c")
        #expect(document.text == text)
    }

    @Test func `deep nesting is refused without using up the stack`() {
        let text = String(repeating: "a: {", count: 100_000)
        #expect(LookMLParser.parse(text, file: "a.lkml").diagnostics.contains { $0.code == "syntax-too-deep" })
    }
}
