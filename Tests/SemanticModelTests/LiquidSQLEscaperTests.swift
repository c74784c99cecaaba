import Testing

@testable import SemanticModel

@Suite struct LiquidSQLEscaperTests {
    static let written: [(template: String, user: String, result: String)] = [
        ("x = '{{ u }}'", "O'Brien", "x = 'O''Brien'"),
        (
            "x = '{{ u }}' AND y = '{{ u }}'", "'; DROP TABLE t; --",
            "x = '''; DROP TABLE t; --' AND y = '''; DROP TABLE t; --'"
        ),
        ("'it''s {{ u }}'", "a'b", "'it''s a''b'"),
        ("'{{ u }}'", #"\"#, #"'\'"#),
        ("'{{ u }}'", "'\u{301}", "'''\u{301}'"),
        ("E'{{ u }}'", #"\'"#, #"E'\\'''"#),
        ("e'a''{{ u }}'", #"\'"#, #"e'a''\\'''"#),
        (#""{{ u }}""#, #"a"b'c"#, #""a""b'c""#),
        ("`db.{{ u }}.t`", "my-set", "`db.my-set.t`"),
        ("t_{{ u }}", "eu", "t_eu"),
        ("{{ u }}.orders", "prod_1", "prod_1.orders"),
        ("{{ u }}", "", ""),
        ("{{ u }}", " -12.5e3 ", "-12.5e3"),
        ("5 -{{ u }}", "-1", "5 - -1"),
        ("5 -{{ u | plus: 0 }}", "-1", "5 - -1"),
        ("x IN ({{ u }})", "1, 2,-3", "x IN (1, 2,-3)"),
        ("x IN ({{ u }})", "'US','it''s'", "x IN ('US','it''s')"),
        ("{{ u | sql_quote }}", "a' OR 1=1 --", "'a'' OR 1=1 --'"),
        ("'{{ u | sql_quote }}'", "a", "'''a'''"),
        ("-- by {{ u }}\nx", "ann@example.com", "-- by ann@example.com\nx"),
        ("/* '{{ u }} */ '{{ u }}'", "ann", "/* 'ann */ 'ann'"),
        ("-- it's\n'{{ u }}'", "a'b", "-- it's\n'a''b'"),
        ("/* /* ' */ ' */'{{ u }}'", "a'b", "/* /* ' */ ' */'a''b'"),
        (#""it's" || '{{ u }}'"#, "a'b", #""it's" || 'a''b'"#),
        ("$$ it's {{ u }} $$ || '{{ u }}'", "a'b", "$$ it's a'b $$ || 'a''b'"),
        ("$q$ $$ ' $q$ || '{{ u }}'", "a'b", "$q$ $$ ' $q$ || 'a''b'"),
        ("x$1 '{{ u }}'", "a'b", "x$1 'a''b'"),
        ("5/*/ ' */'{{ u }}'", "a'b", "5/*/ ' */'a''b'"),
        ("{% assign v = u | upcase %}{{ v | sql_quote | downcase | sql_quote }}", "a'b", "'''a''''b'''"),
    ]

    @Test(arguments: written)
    func `a user's text stays within its place`(_ template: String, _ user: String, _ result: String) {
        #expect(rendered(template, ["u": .user(user)], as: LiquidSQLEscaper()) == .success(result))
    }

    static let hostile = [
        "1 OR 1=1", "x; DROP TABLE t", "x--", "a b", "(SELECT 1)", "1/*", "'a' OR 'a'='a'", "'a", "a'", "''a", "1,",
        ",1",
        "1e", "1.", "--1", "x()", "a.b", "\"a\"", "`a`", "$$a$$", "1;", "é", "1\u{0}", "x\u{301}", "ｘ", "'a'--", "@x",
        "a\\",
    ]
    static let ways = [
        "{{ u }}", "x = {{ u }}", "{{ u | append: '' }}", "{% assign v = u %}{{ v }}", "{{ u | upcase | downcase }}",
        "{% capture v %}{{ u }}{% endcapture %}{{ v }}", "{{ u | split: '§' | join: '§' }}", "{{ l | first }}",
        "{{ l | join }}",
        "{{ u | replace: '§', 'x' }}", "{{ u | default: 'x' }}", "{% for i in l %}{{ i }}{% endfor %}",
        "{{ u | slice: 0, 99 }}",
        "{{ r | map: 'n' | last }}", "{{ u | url_encode | url_decode }}", "{{ u | truncate: 99 }}",
        "{{ nobody | default: u }}",
        "{% cycle u, u %}", "{% liquid echo u %}", "{{ 'x' | date: u }}{{ '2024-01-01' | date: u }}",
        "{{ r | where: 'n', u | map: 'n' }}",
        "{{ 'x' | replace: 'x', u }}", "{{ l | sort | uniq | reverse | compact | concat: l | first }}", "{{ l }}",
        "{{ u | escape | replace: '&#39;', \"'\" }}",
        "{% capture v %}{{ u }}{% endcapture %}{% capture w %}{{ v | strip }}{% endcapture %}{{ w }}", "{{ r[0].n }}",
        "{{ u | sql_null }}",
    ]

    @Test(arguments: ways)
    func `outside of quotes only numbers, names and literals pass, by whatever way they come`(_ template: String) {
        for text in Self.hostile {
            let values: [String: LiquidValue] = [
                "u": .user(text), "l": .list([.user(text)]), "r": .list([.record(["n": .user(text)])]),
            ]
            let result = rendered(template, values, as: LiquidSQLEscaper())
            #expect(result.isFailure, "\(template) with \(text): \(result)")
        }
    }

    static let refused: [(template: String, user: String)] = [
        ("{{ u }}'a'", "E"), ("E{{ u }}", "'a'"), ("'a'{{ u }}", "'b'"), ("'a'{{ u }}", "1"), ("{{ u }}{{ u }}", "'a'"),
        ("${{ u }}$", "q"), ("$${{ u }}$$", "$$"), ("-- {{ u }}", "a\nb"), ("-- {{ u }}", "a\u{2028}b"),
        ("/* {{ u }} */", "*/"),
        ("/* {{ u }} */", "/*"), ("`{{ u }}`", "a`b"), ("`{{ u }}`", "a.b"), (#""{{ u }}""#, "a\nb"),
        ("'{{ u }}'", "a\u{0}"),
        (#"E'\{{ u }}'"#, "'"), ("{{ u | sql_quote | remove: \"'\" }}", "a b"),
        ("{{ u | sql_quote | slice: 0, 3 }}", "abc"),
        ("{{ u | sql_quote | append: u }}", "a"), ("{{ \"'a b'\" | remove: u }}", "'"), ("{{ u | url_encode }}", "a b"),
        ("{{ u | escape }}", "a<b"), ("{{ p }}'", "1"),
        ("{{ u | replace: 'x', \"'\" }}", "x OR 1"),
    ]

    @Test(arguments: refused)
    func `what would leave its place is refused`(_ template: String, _ user: String) {
        let result = rendered(template, ["u": .user(user), "p": .sql("'\(user)'")], as: LiquidSQLEscaper())
        #expect(result.isFailure, "\(result)")
    }

    @Test func `what the author wrote around a user's text stays the author's`() {
        #expect(
            rendered(
                "{% capture c %}name = '{{ u }}' {% endcapture %}{{ c | strip | append: ' AND x' | replace: 'AND', 'OR' }}",
                ["u": .user("a' AND 'b")], as: LiquidSQLEscaper()) == .success("name = 'a'' OR ''b' OR x"))
    }

    @Test func `backslashes count where the database says so`() {
        let style = LiquidSQLEscaper.Style(hasBackslashEscapes: true, doubleQuotesAreText: true, hasHashComments: true)
        func written(_ template: String, _ user: String) -> String? {
            try? rendered(template, ["u": .user(user)], as: LiquidSQLEscaper(style: style)).get()
        }
        #expect(written("'{{ u }}'", #"\' OR 1=1"#) == #"'\\\' OR 1=1'"#)
        #expect(written(#"'\'' || "{{ u }}""#, #"a"b"#) == #"'\'' || "a\"b""#)
        #expect(written("# it's\n'{{ u }}'", "a'b") == "# it's\n'a\\'b'")
        #expect(written("{{ u }}", #"'\'"#) == nil)
    }

    /// A reader of its own kind: SQL with each literal blotted out must not depend on what the user says.
    @Test func `in random SQL no text changes anything but its own literal`() {
        var random = LiquidRandom(state: 4)
        let pieces = [
            "'", "''", "a", " ", "--", "\n", "/*", "*/", "\"", "$$", "$t$", "E", ";", "1", "-", "{{ u }}", "{{ u }}",
            "'{{ u }}'",
        ]
        let users = [
            "'", "''", "a", "'; x --", "\\", "\\'", "*/", "a\nb", "\"", "$$", "1", "E", "'a'", "--", "$t$", "`",
        ]
        var passed = 0
        for _ in 0..<4_000 {
            let template = (0..<Int.random(in: 1...9, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }
            .joined()
            let user = users.randomElement(using: &random) ?? ""
            let plain = rendered(template, ["u": .user("a")], as: LiquidSQLEscaper())
            let other = rendered(template, ["u": .user(user)], as: LiquidSQLEscaper())
            guard case .success(let first) = plain, case .success(let second) = other, template.contains("{{") else {
                continue
            }
            passed += 1
            #expect(SQLOutline.of(first) == SQLOutline.of(second), "\(template) with \(user): \(second)")
        }
        #expect(passed > 300)
    }
}

/// SplitMix64: the same texts in every run.
struct LiquidRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// SQL without the contents of literals, names and comments, and with one word for every value: read by looking for the
/// end of each, not byte by byte as the escaper does.
enum SQLOutline {
    static func of(_ sql: String) -> String {
        var rest = Substring(sql)[...]
        var outline = ""
        func skip(_ end: String) {
            rest = rest.firstRange(of: end).map { rest[$0.upperBound...] } ?? ""
        }
        while let first = rest.unicodeScalars.first {
            if rest.hasPrefix("--") {
                rest = rest.drop { $0 != "\n" }
                outline += "-"
            } else if rest.hasPrefix("/*") {
                var depth = 0
                repeat {
                    if rest.hasPrefix("/*") { depth += 1 }
                    if rest.hasPrefix("*/") { depth -= 1 }
                    rest = rest.dropFirst(rest.hasPrefix("/*") || rest.hasPrefix("*/") ? 2 : 1)
                } while depth > 0 && !rest.isEmpty
                outline += "*"
            } else if rest.hasPrefix("$$") || rest.hasPrefix("$t$"), outline.last.map({ !$0.isLetter }) ?? true {
                let end = rest.hasPrefix("$$") ? "$$" : "$t$"
                rest = rest.dropFirst(end.count)
                skip(end)
                outline += "$"
            } else if first == "'" || first == "\"" {
                let escapes = first == "'" && outline.last == "E"
                rest = rest.dropFirst()
                while let next = rest.first {
                    if escapes, next == "\\" {
                        rest = rest.dropFirst(2)
                    } else if next == Character(first) {
                        rest = rest.dropFirst()
                        guard rest.first == Character(first) else { break }
                        rest = rest.dropFirst()
                    } else {
                        rest = rest.dropFirst()
                    }
                }
                outline += "q"
            } else if first.properties.isAlphabetic || first.isASCIIDigit {
                let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "$" }
                outline += word.count == 1 && word == "E" && rest.dropFirst().first == "'" ? "E" : "v"
                rest = rest.dropFirst(word.count)
            } else {
                outline.unicodeScalars.append(first)
                rest = rest.dropFirst()
            }
        }
        // One value stands for another, and a literal beside a word for a word.
        outline = outline.replacing("E", with: "v").replacing("q", with: "v")
        while outline.contains("vv") { outline = outline.replacing("vv", with: "v") }
        return outline
    }
}
