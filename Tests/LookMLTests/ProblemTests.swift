import Foundation
import LookML
import Testing

@Suite struct ProblemTests {
    @Test(arguments: Fixture.broken)
    func `a broken file has the problems listed beside it, all at once`(_ fixture: Fixture) throws {
        let list = Fixture.root.appendingPathComponent(fixture.path.replacing(".lkml", with: ".problems"))
        let expected = try String(contentsOf: list, encoding: .utf8).split(separator: "\n").map(String.init)
        let problems = LookMLParser.parse(fixture.text, file: fixture.path).diagnostics
        #expect(problems.map { "\($0.location.line):\($0.location.column) \($0.code)" } == expected)
        #expect(problems.allSatisfy { $0.location.file == fixture.path && $0.suggestion != nil })
    }

    /// Text, and the code, line and column of all that is wrong with it.
    static let broken: [(String, [String])] = [
        ("view: a {", ["1:9 syntax-missing-brace"]),
        (
            "view: a { dimension: b { sql: x }\n",
            ["1:9 syntax-missing-brace", "1:24 syntax-missing-brace", "1:26 syntax-unterminated-expression"]
        ),
        ("view: a { label: \"x }", ["1:9 syntax-missing-brace", "1:18 syntax-unterminated-string"]),
        ("}\nview: a {}", ["1:1 syntax-unexpected-token"]),
        ("view a {}", ["1:1 syntax-missing-colon"]),
        ("fields: [a b]", ["1:12 syntax-missing-comma"]),
        ("fields: [a,,b]", ["1:12 syntax-unexpected-token"]),
        ("é: [\n  ü", ["2:4 syntax-missing-bracket"]),
        ("a: \"é🏔️\" b", ["1:10 syntax-missing-colon"]),
        ("type: number;;", ["1:13 syntax-unexpected-token"]),
        ("sql: x ;;;", ["1:10 syntax-unexpected-token"]),
        ("label: ;", ["1:1 syntax-missing-value", "1:8 syntax-unexpected-token"]),
        ("a: \"b", ["1:4 syntax-unterminated-string"]),
        ("a: \"b\\", ["1:4 syntax-unterminated-string"]),
        ("a:: b", ["1:1 syntax-missing-value", "1:3 syntax-unexpected-token"]),
        ("a: [", ["1:5 syntax-missing-bracket"]),
        ("a: [b,", ["1:7 syntax-missing-bracket"]),
        ("sql", ["1:1 syntax-missing-colon"]),
        ("sql:", ["1:1 syntax-unterminated-expression"]),
    ]

    @Test(arguments: broken)
    func `a problem is reported where it is`(_ text: String, _ expected: [String]) {
        let document = LookMLParser.parse(text, file: "a.lkml")
        #expect(document.diagnostics.map { "\($0.location.line):\($0.location.column) \($0.code)" } == expected)
        #expect(document.text == text)
    }

    @Test func `a message names what it is about, and not more of it than a line can hold`() throws {
        let long = String(repeating: "é", count: 100_000)
        let problem = try #require(LookMLParser.parse("\"a\n\(long)\" \(long)", file: "a.lkml").diagnostics.first)
        #expect(problem.message == "'\"a…' can't stand here: a parameter's name is expected.")
        let other = try #require(LookMLParser.parse(long, file: "a.lkml").diagnostics.first)
        #expect(other.message == "'\(String(repeating: "é", count: 40))…' is not followed by a colon.")
    }

    @Test func `what follows a broken item is still read`() {
        let document = LookMLParser.parse("view: a { label } explore: b {}", file: "a.lkml")
        #expect(document.blocks("explore").map { $0.block.name?.value } == ["b"])
        #expect(!document.diagnostics.isEmpty)
    }

    @Test func `SQL whose key has lost its colon doesn't end the block it stands in`() throws {
        let document = LookMLParser.parse("view: a { dimension: b { sql ${TABLE}.x ;; label: \"c\" } }", file: "a.lkml")
        #expect(document.diagnostics.map(\.code) == ["syntax-missing-colon"])
        let view = try #require(document.blocks("view").first)
        #expect(view.block.blocks("dimension").first?.block.text("label") == "c")
    }

    @Test func `what has plainly lost its colon is read all the same`() throws {
        let document = LookMLParser.parse("view orders { label \"a\" fields [b] }", file: "a.lkml")
        #expect(document.diagnostics.map(\.code) == Array(repeating: "syntax-missing-colon", count: 3))
        let view = try #require(document.blocks("view").first)
        #expect(view.block.name?.value == "orders")
        #expect(view.block.text("label") == "a")
        #expect(view.block.strings("fields")?.map(\.value) == ["b"])
    }

    @Test func `a list that lacks its bracket ends before the next parameter`() throws {
        let document = LookMLParser.parse("fields: [a, b\ndimension: c { sql: x ;; }\nlabel: \"d\"", file: "a.lkml")
        #expect(document.diagnostics.map(\.code) == ["syntax-missing-bracket"])
        #expect(document.strings("fields")?.map(\.value) == ["a", "b"])
        #expect(document.blocks("dimension").first?.block.text("sql") == "x")
        #expect(document.text("label") == "d")
    }
}
