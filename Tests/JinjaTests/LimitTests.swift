import Jinja
import Testing

struct LimitTests {
    private static let nested = "{% for i in range(60) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}"

    @Test(arguments: [
        "{% for i in range(100000) %}{% for j in range(100000) %}x{% endfor %}{% endfor %}",
        "{{ range(10**15) }}", "{{ 'a' * 10**12 }}", "{{ [[]] * 10**18 }}", "{{ 'a'.zfill(9223372036854775807) }}",
        "{{ '%999999999d' % 1 }}", "{{ 'a\nb'|indent(10**12) }}", "{{ [1]|batch(10**15, 'x')|list }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% set l = [] %}{% do l.append(l) %}{{ l }}", "{% set d = {} %}{% do d.update({'a': d}) %}{{ d|tojson }}",
        "{% set ns = namespace(l=[1]) %}\(nested){{ ns.l }}",
        "{% set ns = namespace(l=(1,)) %}{% for i in range(60) %}{% set ns.l = (ns.l, ns.l) %}{% endfor %}{{ {ns.l: 1} }}",
        "{% set ns = namespace(s='aaaa') %}{% for i in range(60) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}",
        "{{ modules.re.match('(a|aa)+$', 'a' * 60 ~ 'b') }}",
        "{{ ('[' * 100000)|fromjson }}",
    ])
    func aTemplateThatDoesTooMuchEndsInAnErrorOfThatKind(template: String) async throws {
        var limits = JinjaLimits()
        limits.steps = 100_000
        limits.totalBytes = 16 << 20
        let parsed = try JinjaTemplate(template, name: "m.sql")
        let error = await #expect(throws: JinjaError.self) { try await parsed.render(JinjaContext(limits: limits)) }
        #expect(error?.kind == .limit, "\(String(describing: error))")
        #expect(error?.site != nil)
    }

    @Test(arguments: [
        "{{ " + String(repeating: "(", count: 100_000), "{{ 1" + String(repeating: "+1", count: 100_000) + " }}",
        "{{ " + String(repeating: "-", count: 100_000) + "1 }}", String(repeating: "{% if 1 %}", count: 100_000),
        "{{ a" + String(repeating: ".b", count: 100_000) + " }}",
        "{{ " + String(repeating: "not ", count: 100_000) + "1 }}",
    ])
    func aTemplateNestedWithoutEndIsASyntaxError(template: String) {
        let error = #expect(throws: JinjaError.self) { _ = try JinjaTemplate(template, name: "m.sql") }
        #expect(error?.kind == .syntax)
    }

    @Test(arguments: [
        "9223372036854775807 + 1", "-9223372036854775807 - 2", "(-9223372036854775807 - 1) // -1",
        "(-9223372036854775807 - 1)|abs", "-(-9223372036854775807 - 1)", "10 ** 100", "1e30|int",
        "modules.datetime.datetime(9999, 12, 31) + modules.datetime.timedelta(days=1)",
    ])
    func whatIsTooLargeIsAnError(expression: String) async throws {
        let template = try JinjaTemplate("{{ \(expression) }}", name: "m.sql")
        await #expect(throws: JinjaError.self) { try await template.render(JinjaContext()) }
    }
}
