import LookML
import Testing

@Suite struct LosslessTests {
    @Test(arguments: Fixture.correct + Fixture.broken + Fixture.demo, Fixture.Editor.allCases)
    func `a document gives its file back byte for byte`(_ fixture: Fixture, _ editor: Fixture.Editor) {
        let text = fixture.written(by: editor).text
        let document = LookMLParser.parse(text, file: fixture.path)
        #expect(Array(document.text.utf8) == Array(text.utf8))
    }

    @Test(arguments: Fixture.correct + Fixture.broken + Fixture.demo, Fixture.Editor.allCases)
    func `every token stands where it says`(_ fixture: Fixture, _ editor: Fixture.Editor) {
        let text = fixture.written(by: editor).text
        // Lines end with LF; a column is a scalar, and the mark at the start of a file is none.
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        for token in LookMLParser.parse(text, file: fixture.path).tokens where !token.text.isEmpty {
            #expect(token.location.file == fixture.path)
            let mark = token.location.line == 1 && text.unicodeScalars.first == "\u{FEFF}" ? 1 : 0
            let line = lines[token.location.line - 1].dropFirst(token.location.column - 1 + mark)
            let first = token.text.unicodeScalars.prefix { $0 != "\n" }
            #expect(line.starts(with: first), "\(token)")
        }
    }

    @Test func `a comment belongs to the token after it`() throws {
        let document = LookMLParser.parse("# first\nview: a { # second\n}\n# last", file: "a.lkml")
        let view = try #require(document.blocks("view").first)
        #expect(view.item.key.leadingTrivia == "# first\n")
        #expect(view.block.close.leadingTrivia == " # second\n")
        #expect(document.trailingTrivia == "\n# last")
    }

    @Test func `a minus that stands apart keeps its blank in the text and not in the value`() throws {
        let document = LookMLParser.parse("a: - 5", file: "a.lkml")
        #expect(document.text("a") == "-5")
        #expect(document.text == "a: - 5")
    }
}
