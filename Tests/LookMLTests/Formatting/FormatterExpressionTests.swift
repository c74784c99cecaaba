import LookML
import Testing

/// Expressions, whose text is not the formatter's: only the indentation of whole lines changes.
@Suite struct FormatterExpressionTests {
    @Test func `one line stands behind its key, unless it had a line of its own and is too long for that`() {
        check("sql:1;;", "sql: 1 ;;\n")
        check("sql:;;", "sql: ;;\n")
        check("sql:\n\n  1\n\n;;", "sql: 1 ;;\n")
        check("sql: # no comment ;;", "sql: # no comment ;;\n")
        let fits = String(repeating: "x", count: 92)
        check("sql:\n\(fits)\n;;", "sql: \(fits) ;;\n")
        check("sql:\n\(fits)x\n;;", "sql:\n  \(fits)x ;;\n")
        check("sql: \(fits)x\n;;", "sql: \(fits)x ;;\n")
    }

    @Test func `lines that begin below their key are indented by one level, and keep their distances`() {
        check(
            "view: a { derived_table: { sql:\nSELECT a,\n    b \n\n   \t\n  FROM c\n;; } }",
            "view: a {\n  derived_table: {\n    sql:\n      SELECT a,\n          b \n\n\n        FROM c\n    ;;\n  }\n}\n"
        )
        check("sql:\n\t\tSELECT\n\t\t\ta\n\t\tFROM b ;;", "sql:\n  SELECT\n  \ta\n  FROM b ;;\n")
        check("sql:\n \tSELECT\n\t a ;;", "sql:\n   \tSELECT\n  \t a ;;\n")
    }

    @Test func `lines that begin behind their key move together`() {
        check("a: { sql: SELECT 1\nFROM a\n  WHERE b ;; }", "a: {\n  sql: SELECT 1\n    FROM a\n      WHERE b ;;\n}\n")
        check("sql: CASE\n          WHEN a\n        END ;;", "sql: CASE\n    WHEN a\n  END ;;\n")
    }

    @Test func `lines that stand below the first word stay there`() {
        check(
            "      sql_on: ${a.x} = 1\n              AND b\n                OR c ;;",
            "sql_on: ${a.x} = 1\n        AND b\n          OR c ;;\n")
        check("a: { sql: f(a,\n            b) ;; }", "a: {\n  sql: f(a,\n    b) ;;\n}\n")
    }

    /// Each would become another value, or could in some database, if its second line moved.
    static let kept = [
        ("sql", "'a\n b'"), ("sql", "\"a\n b\""), ("sql", "`a\n b`"), ("sql", "1 /* a\n b */"), ("sql", "$$ a\n b $$"),
        ("sql", "$tag$ a\n b $tag$"), ("sql", "'it''s\n x'"), ("sql", "'a\\'\n b'"), ("sql", "'a\\'\n b"),
        ("sql", "/* /* */\n x */"), ("sql", "1 # don't\n + 2"), ("sql", "'''a'\n b'''"), ("sql", "/* a */ '\n b'"),
        ("sql", "'/*' '\n b'"), ("sql", "'{% if a %}\n b{% endif %}'"), ("sql", "'--\n b'"),
        ("html", "<pre>a\n b</pre>"), ("html", "<p style=\"white-space: PRE\">a\n b</p>"), ("html", "<!-- a\n b -->"),
        ("html", "<TEXTAREA>\n b"), ("html", "a -- '\n b'"), ("html", "<a title='a\n b'>"), ("expression", "\"a\n b\""),
        ("expression", "1 -- \"\n b\""),
    ]

    @Test(arguments: kept) func `lines stay where they are when their blanks may count`(_ key: String, _ text: String) {
        check("\(key): \(text) ;;", "\(key): \(text) ;;\n")
        check("\(key):\n        \(text) ;;", "\(key):\n        \(text) ;;\n")
        check("a: { \(key): \(text)\n\n   c\n ;; }", "a: {\n  \(key): \(text)\n\n   c\n  ;;\n}\n")
    }

    static let moved = [
        ("sql", "'a' -- it's\n b"), ("sql", "a /* it's */\n b"), ("sql", "'/*'\n b"), ("sql", "'--' || \"'\"\n b"),
        ("sql", "a #> 'b'\n c"), ("sql", "${a} + ${b}\n c"), ("sql", "$1 + $2\n c"), ("html", "<b class='a'>\n c</b>"),
        ("sql", "'a\\d'\n c"), ("expression", "${a} + \"b\"\n c"), ("sql", "{% if a == 'b' %}\n c {% endif %}"),
    ]

    @Test(arguments: moved) func `quotes that end where they begin hold no line`(_ key: String, _ text: String) {
        let (first, second) = (text.prefix { $0 != "\n" }, text.drop { $0 != "\n" }.dropFirst(2))
        check("\(key): \(text) ;;", "\(key): \(first)\n  \(second) ;;\n")
    }

    private func check(_ text: String, _ formatted: String, at place: Testing.SourceLocation = #_sourceLocation) {
        guard let pair = FormattedPair(text) else {
            Issue.record("no LookML: \(text)", sourceLocation: place)
            return
        }
        #expect(pair.formatted == formatted, sourceLocation: place)
        #expect(pair.fault == nil, sourceLocation: place)
    }
}
