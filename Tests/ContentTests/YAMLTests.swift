import Foundation
import JSON
import Testing

@testable import Content

@Suite struct YAMLTests {
    private func read(_ text: String) -> (node: ContentNode?, codes: [String], problems: Problems) {
        let problems = Problems()
        let node = YAMLReader.read(text, file: "a.yaml", problems: problems)
        return (node, problems.diagnostics.map(\.code), problems)
    }

    @Test func `plain values take the types of YAML 1 1, quoted ones are text`() {
        let text = """
            a: [1, -2, 1.5, 1e3, true, no, On, ~, "", 'No', "12", 012, 0x1F, 12:30, 2024-01-02, .5, +3, 1e400]
            b:
            """
        let json = read(text).node?.json
        #expect(
            json?["a"] == [
                1, -2, 1.5, 1000.0, true, false, true, nil, "", "No", "12", "012", "0x1F", "12:30", "2024-01-02", ".5",
                3,
                "1e400",
            ])
        #expect(json?["b"] == .null)
    }

    @Test func `a syntax error names line and column`() throws {
        let problem = try #require(read("a: 1\nb: [1, 2\nc: 3\n").problems.diagnostics.first)
        #expect(problem.code == "syntax-yaml")
        #expect(problem.location.file == "a.yaml" && problem.location.line == 3)
        #expect(problem.location.column == 2)
    }

    @Test(arguments: [
        ("a: 1\nb: 2\na: 3\n", 3, 1), ("a:\n  b: 1\n  c:\n    b: 0\n\n  # b: 9\n  \"b\": 2\n", 7, 3),
        ("- x: {b: 1,\n  c: {d: 2}, b : 3}\n", 2, 14), ("é: {a: 1, a: 2}\n", 1, 11), ("- a: 1\n  a: 2\n- a: 3\n", 2, 3),
        ("a: 1\r\nb: 2\r\na: 3\r\n", 3, 1),
    ])
    func `a repeated key is reported where it is repeated`(_ text: String, _ line: Int, _ column: Int) throws {
        let problem = try #require(read(text).problems.diagnostics.first)
        #expect(problem.code == "syntax-yaml-duplicate-key")
        #expect(problem.location.line == line && problem.location.column == column)
        #expect(!problem.message.contains("\n"))
    }

    @Test func `keys may look like anything`() {
        let json = read("2024-01-02: 1\n=: 2\n12: 3\nno: 4\n1.5: 5\n'<<': 6\n~: 7\n").node?.json
        #expect(json == ["2024-01-02": 1, "=": 2, "12": 3, "no": 4, "1.5": 5, "<<": 6, "~": 7])
    }

    @Test func `aliases unfold`() {
        let json = read("base: &base [1, 2]\nfirst: *base\nsecond: *base\n").node?.json
        #expect(json == ["base": [1, 2], "first": [1, 2], "second": [1, 2]])
    }

    // Without the limits these take hours, or end the process.
    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            "a bomb of lists", "a bomb of keys", "a bomb of empty lists", "a deep list", "deep blocks",
            "a deep run of dashes",
            "deep mappings", "many aliases", "a wide mapping",
        ])
    func `a hostile file is refused at once`(_ name: String) {
        let letters = Array("abcdefghijklmnopqrstuvwxyz")
        func bomb(_ first: String, _ key: Bool) -> String {
            var text = "a: &a \(first)\n"
            for (place, letter) in letters.dropFirst().enumerated() {
                let ten = Array(repeating: "*\(letters[place])", count: 10).joined(separator: ",")
                text += key ? "\(letter): &\(letter) {? [\(ten)] : 1}\n" : "\(letter): &\(letter) [\(ten)]\n"
            }
            return text
        }
        let text =
            switch name {
            case "a bomb of lists": bomb("[lol,lol,lol]", false)
            case "a bomb of keys": bomb("[lol,lol,lol]", true)
            case "a bomb of empty lists": bomb("[" + String(repeating: "[],", count: 1000) + "]", false)
            case "a deep list": String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
            case "deep blocks":
                (0..<1500).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
            case "a deep run of dashes": String(repeating: "- ", count: 100_000) + "a"
            case "deep mappings": String(repeating: "{a: ", count: 500) + String(repeating: "}", count: 500)
            case "a wide mapping": (0..<20_000).map { "a\($0): 1\n" }.joined()
            default: "a: &a [1, 2, 3]\nb: [" + Array(repeating: "*a", count: 5000).joined(separator: ", ") + "]"
            }
        let codes = read(text).codes
        #expect(codes.count == 1 && codes[0].hasPrefix("syntax-yaml"))
    }

    @Test(arguments: [
        ("a: !!python/object:os.system ls\n", "syntax-yaml-tag"), ("a: !Ref b\n", "syntax-yaml-tag"),
        ("a: &a {b: 1}\nc:\n  <<: *a\n", "syntax-yaml-merge-key"), ("a: 1\na: 2\n", "syntax-yaml-duplicate-key"),
        ("a: *b\n", "syntax-yaml"), ("a: &a [*a]\n", "syntax-yaml"), ("? [a, b]\n: c\n", "syntax-yaml"),
        ("a: 1\n---\nb: 2\n", "syntax-yaml"), ("a: \u{0}\n", "syntax-yaml"), (#"a: "\0""#, "syntax-yaml"),
        ("\ta: 1\n", "syntax-yaml"),
        ("a: &a 1\nb: &a 2\nc: *a\n", "syntax-yaml-aliases"),
    ])
    func `what a content file has no use for is refused`(_ text: String, _ code: String) {
        #expect(read(text).codes == [code])
    }

    @Test(arguments: ["", "\n", "# nothing\n", "---\n", "~\n"])
    func `an empty file is no problem`(_ text: String) {
        #expect(read(text).codes.isEmpty)
    }

    @Test func `a file over the limit is refused`() {
        let text = "a: \"" + String(repeating: "x", count: YAMLLimits.fileSize) + "\"\n"
        #expect(read(text).codes == ["syntax-yaml-size"])
    }

    @Test func `windows line ends and a byte order mark are taken`() {
        #expect(read("\u{FEFF}a: 1\r\nb: two\r\n").node?.json == ["a": 1, "b": "two"])
    }

    @Test func `every text survives being written and read`() throws {
        let texts = [
            "", " ", "a", "a b", "a ", " a", "yes", "No", "null", "~", "12", "-1", "1e3", "a: b", "a #b", "# a", "- a",
            "[a]", "{a}", "*a", "&a", "!a", "|", ">", "'", "\"", "\\", "%a", "@a", "`a`", "a\nb", "a\nb\n",
            "a\n\nb\n\n",
            "\na", "  a\nb", "a \nb", "a\tb", "a\r\nb", "\u{7}", "\u{85}", "\u{2028}", "a\u{FEFF}b", "é", "e\u{301}",
            "日本",
            "🙂", "?", "? a", "a:", ":a", ",a", "2024-01-02", "0x1F", "<<", "=", "---", "...", "a\n---\nb", "y", "n",
            "{{ _user_attributes['x'] }}", "a\n b\n  c", "x\n\ty", String(repeating: "long ", count: 100),
        ]
        for text in texts {
            let value = JSONValue.object(
                JSONObject([("key", .string(text)), ("list", [.string(text), [.string(text)]]), (text, 1), ("z", [:])]))
            let (node, codes, _) = read(YAMLText.document(value))
            #expect(codes.isEmpty && node?.json.text == value.text, "\(text.debugDescription)")
        }
    }
}
