import Testing

@testable import SemanticModel

@Suite struct LiquidHTMLEscaperTests {
    static let written: [(template: String, value: String, result: String)] = [
        ("<b>{{ v }}</b>", "<script>alert(1)</script>", "<b>&lt;script&gt;alert(1)&lt;/script&gt;</b>"),
        ("<b>{{ v }}</b>", "Tom & 'Ann'", "<b>Tom &amp; &#39;Ann&#39;</b>"),
        (#"<p title="{{ v }}">"#, #"" onload="x"#, #"<p title="&quot; onload=&quot;x">"#),
        ("<p title='{{ v }}'>", "' onload='x", "<p title='&#39; onload=&#39;x'>"),
        ("<p title={{ v }}>", "a onload=x", "<p title=a&#32;onload&#61;x>"),
        ("<p title=x{{ v }}y>{{ v }}", "a>b", "<p title=xa&gt;by>a&gt;b"),
        (#"<a href="{{ v }}">"#, "https://example.com/?a=1&b=2", #"<a href="https://example.com/?a=1&amp;b=2">"#),
        (#"<a href="{{ v }}">"#, "javascript:alert(1)", #"<a href="about:invalid">"#),
        (#"<a href=" {{ v }}">"#, "JaVa\tscript:alert(1)", #"<a href=" about:invalid">"#),
        (#"<a href="{{ v }}">"#, "\u{1}javascript:alert(1)", #"<a href="about:invalid">"#),
        (#"<a href="{{ v }}">"#, "data:text/html,x", #"<a href="about:invalid">"#),
        (#"<A HREF='{{ v }}'>"#, "vbscript:x", "<A HREF='about:invalid'>"),
        (#"<a href={{ v }}>"#, "javascript:x", "<a href=about:invalid>"),
        (#"<img src="https://x.org/{{ v }}.png">"#, "a b/\"c", #"<img src="https://x.org/a%20b/%22c.png">"#),
        (#"<a href="/q?s={{ v }}&t=1">"#, "AT&T #1", #"<a href="/q?s=AT%26T%20%231&t=1">"#),
        (#"<a href="/q?s={{ v | url_encode }}">"#, "AT&T #1", #"<a href="/q?s=AT%26T+%231">"#),
        (#"<a href="/{{ v }}">"#, "/evil.org", #"<a href="/%2Fevil.org">"#),
        (#"<a href="java{{ v }}">"#, "script:x", #"<a href="javascript%3Ax">"#),
        (#"<a href="{{ v | escape_once }}">"#, "javascript&#58;x", #"<a href="javascript&amp;#58;x">"#),
        (#"<a href="{{ v | escape }}">"#, "/a?b=1&c=2", #"<a href="/a?b=1&amp;c=2">"#),
        (#"<p style="color: {{ v }}">"#, "#ff0 ", #"<p style="color: #ff0 ">"#),
        ("{{ v | escape }}", "<b>", "&lt;b&gt;"),
        ("{{ v | newline_to_br }}", "a<\nb", "a&lt;<br />\nb"),
        ("{{ v | replace: ',', '<br>' }}", "<i>,b", "&lt;i&gt;<br>b"),
        ("<!-- {{ v }} -->{{ v }}", "ab", "<!-- ab -->ab"),
        ("<!-- ' > {{ v }} --><p x=\"{{ v }}\">", "ab", "<!-- ' > ab --><p x=\"ab\">"),
        ("a < b {{ v }}", "<i>", "a < b &lt;i&gt;"),
        ("<svg width='{{ v }}'><text>{{ v }}</text></svg>", "1'", "<svg width='1&#39;'><text>1&#39;</text></svg>"),
        ("<script>x='<b>'</script>{{ v }}", "<i>", "<script>x='<b>'</script>&lt;i&gt;"),
    ]

    @Test(arguments: written)
    func `a value is escaped for the place where it lands`(_ template: String, _ value: String, _ result: String) {
        #expect(rendered(template, ["v": .user(value)], as: LiquidHTMLEscaper()) == .success(result))
    }

    @Test(arguments: [
        "<script>{{ v }}</script>", "<SCRIPT >var a = '{{ v }}'</SCRIPT>", "<style>{{ v }}</style>",
        "<p onclick=\"f('{{ v }}')\">",
        "<p OnClick={{ v }}>", "<p {{ v }}>", "<{{ v }}>", "<p {{ v }}=1>", "<p a{{ v }}=1>", "</{{ v }}>",
        "<iframe srcdoc='{{ v }}'>",
        "<textarea>{{ v }}</textarea>", "<a href='javascript:f({{ v }})'>", "<script></script x>{{ v }}<script>{{ v }}",
        "<!-- --{{ v }}", "<img srcset='{{ v }}'>", "<p/onclick='{{ v }}'>",
    ])
    func `where nothing can be escaped nothing may stand`(_ template: String) {
        let result = rendered(template, ["v": .user(">")], as: LiquidHTMLEscaper())
        #expect(result.isFailure, "\(result)")
    }

    @Test func `style takes plain words only`() {
        for value in ["url(x)", "red; x: y", "expression(1)", "\\75rl", "a\"b", "/**/"] {
            #expect(rendered("<p style='color:{{ v }}'>", ["v": .user(value)], as: LiquidHTMLEscaper()).isFailure)
        }
    }

    @Test func `markup that is complete stays so in text and is a text elsewhere`() {
        let values: [String: LiquidValue] = ["m": .html("<a href=\"/x\">a &amp; b</a>")]
        #expect(
            rendered("<b>{{ m }}</b>", values, as: LiquidHTMLEscaper())
                == .success("<b><a href=\"/x\">a &amp; b</a></b>"))
        #expect(
            rendered("<b title=\"{{ m }}\">", values, as: LiquidHTMLEscaper())
                == .success("<b title=\"&lt;a href=&quot;/x&quot;&gt;a &amp; b&lt;/a&gt;\">"))
        // Once changed it is a user's text again.
        #expect(
            rendered("{{ m | remove: 'a &amp; ' }}", values, as: LiquidHTMLEscaper())
                == .success("&lt;a href=&quot;/x&quot;&gt;b&lt;/a&gt;"))
    }

    @Test func `a link is a URL from its start`() {
        func link(_ template: String, _ value: String) -> String? {
            try? rendered(template, ["v": .user(value)], as: LiquidURLEscaper()).get()
        }
        #expect(link("{{ v }}", "https://example.com/a b") == "https://example.com/a%20b")
        #expect(link("{{ v }}", "javascript:alert(1)") == "about:invalid")
        #expect(link("\n {{ v }}", " java\nscript:alert(1)") == "\n about:invalid")
        #expect(link("https://example.com/{{ v }}", "javascript:x?y#z") == "https://example.com/javascript%3Ax%3Fy%23z")
        #expect(link("/d/1?a={{ v }}&b=2", "x&c=3#") == "/d/1?a=x%26c%3D3%23&b=2")
        #expect(link("{{ v }}:alert(1)", "a") == "a:alert(1)")
        #expect(link("javascript:f('{{ v }}')", "a") == nil)
        #expect(link("{{ v }}{{ v }}", "mailto") == "mailtomailto")
        #expect(link("java{{ v | encode_uri }}", "script:x") == "javascript%3Ax")
        #expect(link("/x?{{ v | url_encode }}", "a b") == "/x?a+b")
    }
}
