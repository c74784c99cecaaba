import Testing

@testable import SemanticModel

@Suite struct LiquidErrorTests {
    /// The mark « stands before what is complained about.
    static let unreadable: [(template: String, message: String, suggestion: String?)] = [
        ("a «{{ b", "This {{ is never closed.", "Add the missing }}."),
        ("é «{% if b", "This {% is never closed.", "Add the missing %}."),
        ("«{% if a %}b", "This {% if %} is never closed.", "{% endif %}"),
        ("{% if a %}«{% for b in c %}x", "This {% for %} is never closed.", "{% endfor %}"),
        ("«{% raw %}{{ a }}", "This {% raw %} is never closed.", "{% endraw %}"),
        ("«{% comment %}{% if %}", "This {% comment %} is never closed.", "{% endcomment %}"),
        ("a «{% endif %}", "No block is open that {% endif %} could belong to.", nil),
        ("{% if a %}«{% endfor %}", "{% endfor %} does not belong to {% if %}, which is still open.", "{% endif %}"),
        (
            "{% if a %}{% else %}«{% else %}{% endif %}",
            "{% else %} does not belong to {% if %}, which is still open.", "{% endif %}"
        ),
        ("«{% parametr x %}", "There is no tag {% parametr %}.", "parameter"),
        ("«{% endconditon %}", "There is no tag {% endconditon %}.", "endcondition"),
        ("«{% %}", "This tag has no name.", nil),
        ("{{ a | «captalize }}", "There is no filter `captalize`.", "capitalize"),
        ("{{ a | «frobnicate }}", "There is no filter `frobnicate`.", nil),
        ("{{ a | «append }}", "`append` takes 1 argument, not 0.", nil),
        ("{{ a | «replace: 'a', 'b', 'c' }}", "`replace` takes 1 to 2 arguments, not 3.", nil),
        ("{{ a | «upcase: x: 1 }}", "`upcase` has no option `x`.", nil),
        ("{% if a «= 'b' %}{% endif %}", "Expected the end, found `=`.", "=="),
        ("{% if a «&& b %}{% endif %}", "Expected the end, found `&&`.", "and"),
        ("{% if a «|| b %}{% endif %}", "Expected the end, found `||`.", "or"),
        (
            "{% if a «| size > 1 %}{% endif %}", "A filter can't stand here.",
            "{% assign name = value | filter %} before it"
        ),
        (
            "{% if «(a or b) and c %}{% endif %}", "Only a range (1..5) can stand in parentheses.",
            "Conditions are read from right to left; nest {% if %} for another order."
        ),
        ("{{ «'abc }}", "This quote is never closed.", nil),
        ("{{ a «b }}", "Expected `|` and a filter, found `b`.", nil),
        ("{% if a %}{% else «if b %}{% endif %}", "Expected the end, found `if`.", "elsif"),
        ("{% for a «of b %}{% endfor %}", "Expected `in`, found `of`.", nil),
        ("{% assign «= 1 %}", "Expected the name of a variable, found `=`.", nil),
        ("{{ a.«%x }}", "Expected a name after the point, found `%x`.", nil),
        ("{{ a[1 «}}", "Expected `]`.", nil),
    ]

    @Test(arguments: unreadable)
    func `what can't be read says where and what to do`(_ marked: String, _ message: String, _ suggestion: String?) {
        let offset = marked.unicodeScalars.prefix { $0 != "«" }.count
        let result = Result { () throws(LiquidError) in try LiquidTemplate.parse(marked.replacing("«", with: "")) }
        guard case .failure(let error) = result else {
            Issue.record("\(marked) was read")
            return
        }
        #expect(error == LiquidError(message: message, offset: offset, suggestion: suggestion))
    }

    @Test func `errors while rendering have their place too`() {
        #expect(
            rendered("é {{ 1 | divided_by: 0 }}", [:], as: LiquidPlainText())
                == .failure(LiquidError(message: "A number is divided by 0.", offset: 9)))
        #expect(
            rendered("é {% parameter x %}", [:], as: LiquidPlainText())
                == .failure(LiquidError(message: "There is no parameter `x`.", offset: 2, suggestion: "grain")))
    }

    @Test func `unknown variables are nil and reported once, with their place`() throws {
        let context = LiquidTestContext(values: ["orders.status": .author("new")])
        let template = try LiquidTemplate.parse(
            "{% for i in (1..3) %}{{ nobody }}{% endfor %}{{ orders.statu }}{{ orders.status.size }}{{ i }}")
        #expect(try template.render(context) == "3")
        #expect(context.unknown.names == ["nobody@24", "orders.statu@48", "i@90"])
    }
}

@Suite struct LiquidLimitTests {
    @Test(arguments: [
        "{% for i in (1..100001) %}{% endfor %}",
        "{% for i in (1..1000) %}{% for j in (1..1000) %}{% endfor %}{% endfor %}",
        "{% for i in (-9223372036854775807..9223372036854775807) %}{% endfor %}",
        "{% assign a = 'x' %}{% for i in (1..100) %}{% assign a = a | append: a %}{% endfor %}",
        "{% for i in (1..100000) %}{{ text }}{% endfor %}",
        "{% capture a %}{% for i in (1..100000) %}{{ text }}{% endfor %}{% endcapture %}",
        "{% for i in (1..90000) %}{% assign a = text | upcase | downcase | split: 'b' %}{% endfor %}",
        "{{ text | replace: 'a', text | replace: 'a', text | replace: 'a', text }}",
        "{{ (1..100001) | join }}",
        "{{ 99999999999999999999 | times: 99999999999999999999 }}",
        "{{ 999999999999999999999999999999999999999 }}",
        "{% assign l = text | split: '' %}{% for i in (1..99) %}{% assign l = l | concat: l %}{% endfor %}",
    ])
    func `what grows without end is stopped`(_ template: String) {
        let text = String(repeating: "a", count: 2_000)
        #expect(rendered(template, ["text": .author(text)], as: LiquidPlainText()).isFailure)
    }

    @Test func `what stays within the limits runs`() {
        let result = rendered("{% for i in (1..100000) %}a{% endfor %}", [:], as: LiquidPlainText())
        #expect(result == .success(String(repeating: "a", count: 100_000)))
        #expect(
            rendered("{% for i in (1..9223372036854775807) limit: 2 %}{{ i }}{% endfor %}", [:], as: LiquidPlainText())
                == .success("12"))
    }

    @Test func `deep nesting is an error and long chains are none`() {
        func nested(_ count: Int) -> String {
            String(repeating: "{% if true %}", count: count) + "x" + String(repeating: "{% endif %}", count: count)
        }
        #expect(rendered(nested(64), [:], as: LiquidPlainText()) == .success("x"))
        #expect(rendered(nested(65), [:], as: LiquidPlainText()).isFailure)
        #expect(rendered(nested(100_000), [:], as: LiquidPlainText()).isFailure)
        let brackets = String(repeating: "a[", count: 50_000) + "1" + String(repeating: "]", count: 50_000)
        #expect(rendered("{{ \(brackets) }}", [:], as: LiquidPlainText()).isFailure)
        #expect(rendered("{{ \(String(repeating: "(", count: 50_000)) }}", [:], as: LiquidPlainText()).isFailure)
        let chain = String(repeating: "false or ", count: 20_000) + "true"
        #expect(rendered("{% if \(chain) %}x{% endif %}", [:], as: LiquidPlainText()) == .success("x"))
        let branches = String(repeating: "{% elsif false %}a", count: 20_000)
        #expect(
            rendered("{% if false %}\(branches){% else %}x{% endif %}", [:], as: LiquidPlainText()) == .success("x"))
        let filters = String(repeating: "| upcase", count: 20_000)
        #expect(rendered("{{ 'x' \(filters) }}", [:], as: LiquidPlainText()) == .success("X"))
    }
}
