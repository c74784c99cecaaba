import Testing

@testable import SemanticModel

/// Standard Liquid. The results are worked out by hand from Shopify's reference, and python-liquid 2.3.6 agrees with them
/// wherever it follows the reference. ⏎ stands for a line's end.
@Suite struct LiquidLanguageTests {
    static let context = LiquidTestContext(values: [
        "user": .author("O'Brien"), "n": .integer(7), "price": .number(LiquidNumber(19.99) ?? LiquidNumber(0)),
        "tags": .list([.author("b"), .author("a"), .author("B"), .author("a")]), "empty_list": .list([]), "none": .null,
        "yes": .boolean(true), "no": .boolean(false), "orders.status.name": .author("done"),
        "people": .list([
            .record(["name": .author("Ann"), "age": .integer(31), "vip": .boolean(true)]),
            .record(["name": .author("Bob"), "age": .null, "vip": .boolean(false)]),
            .record(["name": .author("Cy"), "age": .integer(24), "vip": .boolean(true)]),
        ]),
    ])

    static let syntax: [(template: String, result: String)] = [
        (#"plain"#, #"plain"#),
        (#"{{ user }}"#, #"O'Brien"#),
        (#"{{user}}{{n}}"#, #"O'Brien7"#),
        (#"{{ price }}"#, #"19.99"#),
        (#"{{ orders.status.name }}"#, #"done"#),
        (#"{{ orders['status'].name }}"#, #"done"#),
        (#"{{ none }}|"#, #"|"#),
        (#"{{ yes }} {{ no }}"#, #"true false"#),
        (#"{{ "double" }} {{ 'single' }}"#, #"double single"#),
        (#"{{ -5 }} {{ 1.50 }}"#, #"-5 1.5"#),
        (#"{{ tags[0] }}{{ tags[-1] }}{{ tags.first }}{{ tags.last }}{{ tags.size }}"#, #"baba4"#),
        (#"{{ tags[9] }}|"#, #"|"#),
        (#"a  {{- user -}}  b"#, #"aO'Brienb"#),
        (#"a {%- if yes -%} x {%- endif -%} b"#, #"axb"#),
        (#"⏎{%- assign x = 1 %}⏎x"#, #"⏎x"#),
        (#"{% assign x = 'a' | append: 'b' %}{{ x }}"#, #"ab"#),
        (#"{% capture x %}n={{ n }}{% endcapture %}[{{ x }}]"#, #"[n=7]"#),
        (#"{% if n == 7 %}a{% else %}b{% endif %}"#, #"a"#),
        (#"{% if n > 7 %}a{% elsif n >= 7 %}b{% else %}c{% endif %}"#, #"b"#),
        (#"{% unless n == 7 %}a{% else %}b{% endunless %}"#, #"b"#),
        (#"{% unless no %}a{% endunless %}"#, #"a"#),
        (#"{% if none %}a{% else %}b{% endif %}"#, #"b"#),
        (#"{% if '' %}a{% else %}b{% endif %}"#, #"a"#),
        (#"{% if 0 %}a{% endif %}"#, #"a"#),
        (#"{% if user contains "Bri" %}a{% endif %}"#, #"a"#),
        (#"{% if tags contains 'a' %}a{% endif %}"#, #"a"#),
        (#"{% if tags contains 'z' %}a{% endif %}"#, #""#),
        (
            #"{% if none == blank %}a{% endif %}{% if '  ' == blank %}b{% endif %}{% if '' == empty %}c{% endif %}"#,
            #"abc"#
        ),
        (#"{% if ' ' == empty %}a{% endif %}"#, #""#),
        (#"{% if empty_list == empty %}a{% endif %}{% if none == nil %}b{% endif %}"#, #"ab"#),
        (#"{% if yes and no or yes %}a{% else %}b{% endif %}"#, #"a"#),
        (#"{% if no and no or yes %}a{% else %}b{% endif %}"#, #"b"#),
        (#"{% if yes or no and no %}a{% else %}b{% endif %}"#, #"a"#),
        (#"{% if n != 8 and n <> 9 %}a{% endif %}"#, #"a"#),
        (#"{% if 1 == 1.0 %}a{% endif %}"#, #"a"#),
        (#"{% if 'a' < 'b' %}a{% endif %}"#, #"a"#),
        (#"{% case n %}{% when 1 %}a{% when 6, 7 %}b{% else %}c{% endcase %}"#, #"b"#),
        (#"{% case n %} x {% when 1 or 7 %}b{% endcase %}"#, #"b"#),
        (#"{% case user %}{% when 'x' %}a{% else %}c{% endcase %}"#, #"c"#),
        (#"{% for t in tags %}{{ t }}{% endfor %}"#, #"baBa"#),
        (#"{% for t in tags limit: 2 offset: 1 %}{{ t }}{% endfor %}"#, #"aB"#),
        (#"{% for t in tags reversed %}{{ t }}{% endfor %}"#, #"aBab"#),
        (#"{% for t in tags limit: 2 reversed %}{{ t }}{% endfor %}"#, #"ab"#),
        (
            #"{% for t in tags limit: 1 %}{{ t }}{% endfor %}{% for t in tags limit: 2 offset: continue %}{{ t }}{% endfor %}"#,
            #"baB"#
        ),
        (#"{% for i in (1..3) %}{{ i }}{% unless forloop.last %},{% endunless %}{% endfor %}"#, #"1,2,3"#),
        (
            #"{% for i in (1..n) %}{% if i == 2 %}{% continue %}{% endif %}{% if i == 4 %}{% break %}{% endif %}{{ i }}{% endfor %}"#,
            #"13"#
        ),
        (
            #"{% for t in tags %}{{ forloop.index }}{{ forloop.index0 }}{{ forloop.rindex }}{{ forloop.rindex0 }}{{ forloop.length }} {% endfor %}"#,
            #"10434 21324 32214 43104 "#
        ),
        (
            #"{% for t in tags %}{% if forloop.first %}F{% endif %}{% if forloop.last %}L{% endif %}{% endfor %}"#,
            #"FL"#
        ),
        (
            #"{% for i in (1..2) %}{% for j in (1..2) %}{{ forloop.parentloop.index }}{{ forloop.index }} {% endfor %}{% endfor %}"#,
            #"11 12 21 22 "#
        ),
        (#"{% for t in empty_list %}a{% else %}b{% endfor %}"#, #"b"#),
        (#"{% for t in none %}a{% else %}b{% endfor %}"#, #"b"#),
        (#"{% for t in tags %}{% assign last = t %}{% endfor %}{{ last }}{{ t }}"#, #"a"#),
        (#"{% for p in people %}{{ p.name }}:{{ p.age }} {% endfor %}"#, #"Ann:31 Bob: Cy:24 "#),
        (#"{% comment %}{% if %}{{ {% endcomment %}a"#, #"a"#),
        (#"{% comment %}{% comment %}x{% endcomment %}y{% endcomment %}a"#, #"a"#),
        (#"{% # note %}a"#, #"a"#),
        (#"{% raw %}{{ user }}{% if %}{% endraw %}a"#, #"{{ user }}{% if %}a"#),
        (#"{% increment c %}{% increment c %}{% decrement d %}{% decrement d %}"#, #"01-1-2"#),
        (#"{% cycle 'a', 'b' %}{% cycle 'a', 'b' %}{% cycle 'a', 'b' %}"#, #"aba"#),
        (#"{% cycle 'g': 'a', 'b' %}{% cycle 'h': 'a', 'b' %}{% cycle 'g': 'a', 'b' %}"#, #"aab"#),
        (#"{% liquid⏎assign x = 3⏎if x > 2⏎echo 'big'⏎else⏎echo 'small'⏎endif %}"#, #"big"#),
        (#"{% echo user | upcase %}"#, #"O'BRIEN"#),
        (#"[{{ '  a ' | strip }}][{{ '  a ' | lstrip }}][{{ '  a ' | rstrip }}]"#, #"[a][a ][  a]"#),
    ]

    static let filters: [(template: String, result: String)] = [
        (#"{{ user | append: '!' | prepend: '<' }}"#, #"<O'Brien!"#),
        (#"{{ 'hELLO wORLD' | capitalize }}"#, #"Hello world"#),
        (#"{{ 'éa' | upcase }}{{ 'ÉA' | downcase }}"#, #"ÉAéa"#),
        (
            #"{{ 'a,b,a' | replace: 'a', 'x' }} {{ 'a,b,a' | replace_first: 'a', 'x' }} {{ 'a,b,a' | replace_last: 'a', 'x' }}"#,
            #"x,b,x x,b,a a,b,x"#
        ),
        (
            #"{{ 'a,b,a' | remove: 'a' }} {{ 'a,b,a' | remove_first: 'a' }} {{ 'a,b,a' | remove_last: 'a' }}"#,
            #",b, ,b,a a,b,"#
        ),
        (
            #"{{ 'a,b,,c,,' | split: ',' | size }} {{ 'a  b c ' | split: ' ' | join: '/' }} {{ 'abc' | split: '' | join: '-' }}"#,
            #"4 a/b/c a-b-c"#
        ),
        (
            #"{{ 'Liquid' | slice: 0 }} {{ 'Liquid' | slice: 2, 3 }} {{ 'Liquid' | slice: -3, 2 }} {{ 'Liquid' | slice: 9 }}|"#,
            #"L qui ui |"#
        ),
        (
            #"{{ 'Ground control to Major Tom.' | truncate: 20 }} {{ 'Ground control' | truncate: 10, '' }} {{ 'abc' | truncate: 5 }}"#,
            #"Ground control to... Ground con abc"#
        ),
        (
            #"{{ 'Ground control to Major Tom.' | truncatewords: 3 }} {{ 'a b' | truncatewords: 2 }}"#,
            #"Ground control to... a b"#
        ),
        (#"{{ 'a⏎b' | strip_newlines }} {{ 'a⏎b' | newline_to_br }}"#, #"ab a<br />⏎b"#),
        (#"{{ 'Have <em>you</em> <!-- x > y -->read<script>alert(1)</script>' | strip_html }}"#, #"Have you read"#),
        (#"{{ '<a>&"' | escape }} {{ '1 &lt; 2 & 3' | escape_once }}"#, #"&lt;a&gt;&amp;&quot; 1 &lt; 2 &amp; 3"#),
        (
            #"{{ 'john@liquid.com a/b' | url_encode }} {{ '%27x+y%27' | url_decode }}"#,
            #"john%40liquid.com+a%2Fb 'x y'"#
        ),
        (
            #"{{ tags | join }} {{ tags | join: ', ' }} {{ tags | sort | join }} {{ tags | sort_natural | join }}"#,
            #"b a B a b, a, B, a B a a b a a b B"#
        ),
        (
            #"{{ tags | uniq | join }} {{ tags | reverse | join }} {{ tags | concat: people | size }}"#,
            #"b a B a B a b 7"#
        ),
        (
            #"{{ people | map: 'name' | join: ',' }} {{ people | where: 'vip' | map: 'name' | join }} {{ people | where: 'name', 'Bob' | size }}"#,
            #"Ann,Bob,Cy Ann Cy 1"#
        ),
        (
            #"{{ people | reject: 'vip' | map: 'name' | join }} {{ people | map: 'age' | compact | join }} {{ people | sort: 'age' | map: 'name' | join }}"#,
            #"Bob 31 24 Cy Ann Bob"#
        ),
        (#"{{ people | sum: 'age' }} {{ (1..4) | sum }} {{ (1..4) | join: '+' }}"#, #"55 10 1+2+3+4"#),
        (#"{{ tags | first }}{{ tags | last }}{{ tags | size }}{{ 'héé' | size }}"#, #"ba43"#),
        (#"{{ 4 | plus: 2 }} {{ 183.357 | plus: 12 }} {{ '3' | plus: '4' }} {{ 'x' | plus: 1 }}"#, #"6 195.357 7 1"#),
        (#"{{ 4 | minus: 6 }} {{ 183.357 | minus: 12 }} {{ 3 | times: 2.5 }}"#, #"-2 171.357 7.5"#),
        (
            #"{{ 16 | divided_by: 4 }} {{ 5 | divided_by: 3 }} {{ -7 | divided_by: 2 }} {{ 20 | divided_by: 7.0 }} {{ 10 | divided_by: 4.0 }}"#,
            #"4 1 -4 2.857142857142857 2.5"#
        ),
        (#"{{ 24 | modulo: 7 }} {{ -7 | modulo: 3 }} {{ 183.357 | modulo: 12 }}"#, #"3 2 3.357"#),
        (#"{{ 1.2 | round }} {{ 2.7 | round }} {{ 183.357 | round: 2 }} {{ -2.5 | round }}"#, #"1 3 183.36 -3"#),
        (
            #"{{ 1.2 | ceil }} {{ -1.2 | ceil }} {{ 1.8 | floor }} {{ -1.2 | floor }} {{ '3.5' | ceil }}"#,
            #"2 -1 1 -2 4"#
        ),
        (#"{{ -17 | abs }} {{ '-19.86' | abs }} {{ 4 | at_least: 5 }} {{ 4 | at_most: 3 }}"#, #"17 19.86 5 3"#),
        (
            #"{{ none | default: 'x' }} {{ '' | default: 'x' }} {{ no | default: 'x' }} {{ no | default: 'x', allow_false: true }} {{ n | default: 1 }}"#,
            #"x x x false 7"#
        ),
        (
            #"{{ '2024-03-05 17:06:09' | date: '%Y-%m-%d %H:%M:%S %y %b %B %a %A %e %j %-d/%-m %I:%M %p' }}"#,
            #"2024-03-05 17:06:09 24 Mar March Tue Tuesday  5 065 5/3 05:06 PM"#
        ),
        (
            #"{{ '2021-01-03' | date: '%G-W%V %u %w %U %W %F' }} {{ 'no date' | date: '%Y' }} {{ 1709658369 | date: '%s' }}"#,
            #"2020-W53 7 0 01 00 2021-01-03 no date 1709658369"#
        ),
        (#"{{ 0.1 | plus: 0.2 }} {{ 5.0 | plus: 1 }}"#, #"0.3 6.0"#),
    ]

    @Test(arguments: syntax + filters)
    func `each template gives the text beside it`(_ template: String, _ result: String) throws {
        let text = template.replacing("⏎", with: "\n")
        #expect(try LiquidTemplate.parse(text).render(Self.context) == result.replacing("⏎", with: "\n"))
    }

    @Test func `text without Liquid comes back as it is`() throws {
        for text in ["", "{", "a { b } % {", "SELECT '{\u{301}{' || x%2", "${orders.id} }} %}"] {
            let template = try LiquidTemplate.parse(text)
            #expect(!template.hasLiquid)
            #expect(try template.render(Self.context) == text)
        }
    }
}
