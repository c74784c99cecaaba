import Jinja
import Testing

struct RenderingTests {
    private func render(_ text: String, _ globals: [String: JinjaValue] = [:]) async throws -> String {
        try await JinjaTemplate(text, name: "m.sql").render(JinjaContext(globals: globals))
    }

    @Test func returnEndsAMacroAndGivesItsValue() async throws {
        let text = """
            {%- macro columns() %}noise{{ return(['a', 'b']) }}never{% endmacro -%}
            {%- macro first() %}{% for c in columns() %}{% do return(c) %}{% endfor %}{% endmacro -%}
            {{ columns()|join(',') }} {{ first() }}
            """
        #expect(try await render(text) == "a,b a")
        await #expect(throws: JinjaError.self) { try await render("{{ return(1) }}") }
    }

    @Test func aMacroOfAFileSeesItsFileAndTheGlobalsOfTheRendering() async throws {
        let file = try JinjaTemplate(
            "{% set unit = 'kg' %}{% macro a(x) %}{{ b(x) }} {{ unit }} {{ this }}{% endmacro %}"
                + "{% macro b(x) %}<{{ x }}>{% endmacro %}", name: "macros/m.sql")
        let text = try await render("{{ a(1) }}", ["a": .macro(file.macros[0]), "this": "t"])
        #expect(text == "<1> kg t")
    }

    @Test func functionsGetTheirArgumentsTheirPlaceAndTheCallBlock() async throws {
        let statement = JinjaValue.function("statement") { call in
            let body = try await call.invoke(call[keyword: "caller"] ?? .none)
            return .string("\(try call.requiredText(0, "name"))@\(call.site): \(body.text)")
        }
        let text = try await render("\n{% call statement('x') %}select {{ 1 }}{% endcall %}", ["statement": statement])
        #expect(text == "\nx@m.sql:2:9: select 1")
    }

    @Test func anErrorOfAFunctionIsKeptWithThePlaceOfTheCallAndTheMacros() async throws {
        struct Lost: Error {}
        let globals: [String: JinjaValue] = ["query": .function("query") { _ in throw Lost() }]
        let text = "{% macro m() %}\n  {{ query() }}{% endmacro %}\n{{ m() }}"
        let error = await #expect(throws: JinjaError.self) { try await render(text, globals) }
        #expect(error?.underlying is Lost)
        #expect(error?.site?.description == "m.sql:2:6")
        #expect(error?.frames.map(\.call.description) == ["m.sql:3:4"])
    }

    @Test func linesOfTheTextAreFoundInTheSource() async throws {
        let template = try JinjaTemplate(
            """
            {% macro m() %}
            x
            y
            {% endmacro %}
            {%- if true %}
            select
              {{ m() }}
            from t
            {%- endif %}
            where {{ 'a\nb' }}
            """, name: "m.sql")
        let rendered = try await template.renderWithLines(JinjaContext())
        let lines = rendered.text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines == ["", "select", "  ", "x", "y", "", "from t", "where a", "b"])
        #expect((1...lines.count).map { rendered.sourceLine(ofLine: $0) } == [5, 6, 7, 7, 7, 7, 8, 10, 10])
    }

    @Test func whatOneRenderingDoesToAListOfTheContextNoOtherSees() async throws {
        let template = try JinjaTemplate("{% do l.append(1) %}{% do d.update(k=1) %}{{ l }}{{ d }}", name: "m.sql")
        let context = JinjaContext(globals: ["l": [0], "d": ["a": [1]]])
        let first = try await template.render(context)
        #expect(first == "[0, 1]{'a': [1], 'k': 1}")
        #expect(try await template.render(context) == first)
    }

    @Test func aLoneExpressionKeepsItsType() async throws {
        let context = JinjaContext()
        #expect(try await JinjaTemplate(" {{ [1, 2] }} ", name: "c").value(context).listValue?.count == 2)
        #expect(try await JinjaTemplate("{{ 1 }}{{ 2 }}", name: "c").value(context).stringValue == "12")
    }

    @Test func theContextCanAddRemoveAndForbid() async throws {
        var context = JinjaContext(removed: ["range"], unknownNamesAreErrors: true)
        context.filters["hash"] = JinjaFunction("hash") { call in .string("#" + (call.positional.first?.text ?? "")) }
        context.tests["small"] = JinjaFunction("small") { call in .bool((call.positional.first?.intValue ?? 9) < 5) }
        let text =
            "{{ 'a'|hash }} {{ ['x']|map('hash')|list }} {{ [1, 7]|select('small')|list }} {{ range is defined }}"
        #expect(try await JinjaTemplate(text, name: "c").render(context) == "#a ['#x'] [1] False")
        let missing = try JinjaTemplate("{{ typo }}", name: "c")
        let fixed = context
        let error = await #expect(throws: JinjaError.self) { try await missing.render(fixed) }
        #expect(error?.kind == .undefined)
    }

    @Test func otherTemplatesAreImportedAndIncluded() async throws {
        let other = try JinjaTemplate(
            "{% set n = 3 %}{% macro m(x) %}[{{ x }}{{ n }}]{% endmacro %}in {{ y }}", name: "o")
        var context = JinjaContext(globals: ["y": "Y"])
        context.template = { $0 == "o.sql" ? other : nil }
        let text =
            "{% import 'o.sql' as o %}{{ o.m(1) }} {% from 'o.sql' import m as q with context %}{{ q(2) }} "
            + "{% include 'o.sql' %}{% include 'zz' ignore missing %}"
        #expect(try await JinjaTemplate(text, name: "c").render(context) == "[13] [23] in Y")
    }

    @Test func datesAndPatternsWorkAsInPython() async throws {
        // Expected values from Python 3.11.
        let text = """
            {%- set dt = modules.datetime.datetime -%}
            {{ dt.strptime('2024-03-10', '%Y-%m-%d') + modules.datetime.timedelta(days=30) }}
            {{ (dt(2024, 3, 1) - dt(2024, 2, 1)).days }} {{ dt(2021, 1, 3, 15).strftime('%V %G %U %W %j %I%p') }}
            {{ modules.datetime.date(2024, 2, 28) + modules.datetime.timedelta(days=2) }}
            {{ modules.re.sub('[^a-z]+', '_', 'a  b12c') }} {{ modules.re.findall('<.*?>', '<a><b>') }}
            {{ modules.re.match('(?P<y>[0-9]{4})', '2024-05').group('y') }} {{ modules.re.sub('x*', '-', 'abxd') }}
            """
        #expect(
            try await render(text) == """
                2024-04-09 00:00:00
                29 53 2020 01 00 003 03PM
                2024-03-01
                a_b_c ['<a>', '<b>']
                2024 -a-b--d-
                """)
    }
}
