import Testing

@testable import SemanticModel

@Suite struct LiquidLookerTests {
    static let values: [String: LiquidValue] = [
        "_filters.orders.status": .user("new,done"), "_user_attributes.region": .user("EU"),
        "_model._name": .author("shop"), "orders.created_date._in_query": .boolean(true),
        "orders._in_query": .boolean(false), "grain._parameter_value": .sql("'month'"),
        "_user_attributes.limit": .user("25"), "value": .integer(12_000), "row.orders.id": .integer(4),
    ]
    static let sql = [
        "orders.status": "'new'", "grain": "month", "orders.grain": "'week'",
        "start orders.created": "DATE '2024-01-01'",
    ]

    static let templates: [(template: String, result: String)] = [
        ("{% condition orders.status %} o.status {% endcondition %}", "( o.status ) = 'new' OR ( o.status ) IS NULL"),
        ("{% condition nobody %}x{% endcondition %}", "1=1"),
        (
            "{% condition 'orders.status' %}lower('{{ _user_attributes['region'] }}'){% endcondition %}",
            "(lower('EU')) = 'new' OR (lower('EU')) IS NULL"
        ),
        ("DATE_TRUNC('{% parameter grain %}', t)", "DATE_TRUNC('month', t)"),
        ("{%- parameter orders.grain -%} ", "'week'"),
        (
            "t >= {% date_start orders.created %} AND t < {% date_end orders.created %}",
            "t >= DATE '2024-01-01' AND t < NULL"
        ),
        ("{% incrementcondition %} t {% endincrementcondition %}", " t  > now"),
        ("{% if orders.created_date._in_query %}d{% elsif orders._in_query %}o{% endif %}", "d"),
        (#"{% if grain._parameter_value == "'month'" %}m{% else %}d{% endif %}"#, "m"),
        ("{% if _user_attributes['limit'] == 25 and _user_attributes['limit'] > 3 %}a{% endif %}", "a"),
        ("{% if value > 10000 %}big{% endif %} {{ row['orders.id'] }}", "big 4"),
        ("{{ _model._name }} {{ 'greeting' | localize }} {{ 'other' | localize }}", "shop Guten Tag other"),
        ("status IN ('{{ _filters['orders.status'] | replace: \",\", \"','\" }}')", "status IN ('new','done')"),
        ("{{ _filters['orders.status'] | sql_quote }} {{ 'a,b' | split: ',' | sql_quote }}", "'new,done' 'a', 'b'"),
        (
            "{{ _filters['orders.none'] | sql_null }} {{ orders._in_query | sql_boolean }} {{ 'Yes' | sql_boolean }}",
            "NULL FALSE TRUE"
        ),
        ("{{ grain._parameter_value | remove: \"'\" }}_table {{ grain._parameter_value }}", "month_table 'month'"),
        ("{% assign f = 'orders.' | append: 'status' %}'{{ _filters[f] }}'", "'new,done'"),
    ]

    @Test(arguments: templates)
    func `Looker's tags and variables write SQL`(_ template: String, _ result: String) {
        #expect(rendered(template, Self.values, as: LiquidSQLEscaper(), sql: Self.sql) == .success(result))
    }

    @Test func `values for URLs are encoded, and written as filters where asked`() {
        let values: [String: LiquidValue] = ["value": .user("AT&T, 50%"), "link": .author("/explore/shop/orders?f=1")]
        let template =
            "{{ link }}&v={{ value | encode_uri }}&w={{ value | url_encode }}&f={{ value | filterable_value }}"
        #expect(
            rendered(template, values, as: LiquidURLEscaper())
                == .success(
                    "/explore/shop/orders?f=1&v=AT%26T%2C%2050%25&w=AT%26T%2C+50%25&f=AT%26T%5E%2C%2050%5E%25"))
    }

    @Test func `placeholders pass through variables and bodies`() {
        let column = "\u{E000}12\u{E001}"
        #expect(
            rendered(
                "{% capture c %} {{ 'x' }} + \(column) {% endcapture %}{{ c | strip | append: '!' }}", [:],
                as: LiquidSQLEscaper()) == .success("x + \(column)!"))
        #expect(
            rendered(
                "{% condition orders.status %}\(column){% endcondition %}", [:], as: LiquidSQLEscaper(), sql: Self.sql)
                == .success("(\(column)) = 'new' OR (\(column)) IS NULL"))
    }

    @Test func `users can't bring placeholders`() {
        let forged = "\u{E000}12\u{E001}"
        let values: [String: LiquidValue] = [
            "u": .user(forged), "l": .list([.user(forged)]), "e": .user("%EE%80%8012%EE%80%81"),
        ]
        for template in [
            "'{{ u }}'", "'{{ l | first }}'", "{% assign v = u %}'{{ v }}'", "'{{ e | url_decode }}'",
            "{{ u | sql_quote }}",
        ] {
            #expect(rendered(template, values, as: LiquidSQLEscaper()) == .success("'12'"), "\(template)")
        }
        #expect(
            rendered("{% parameter p %}", [:], as: LiquidSQLEscaper(), sql: ["p": "'\(forged)'"]) == .success("'12'"))
        // What a context writes about a body may hold the body's placeholders and no others.
        for literal in ["'\u{E000}13\u{E001}'", "'\u{E000}'", "'\u{E001}'", "'\u{E000}12'"] {
            let result = rendered(
                "{% condition orders.status %}\(forged){% endcondition %}", [:], as: LiquidSQLEscaper(),
                sql: ["orders.status": literal])
            #expect(result.isFailure, "\(literal)")
        }
    }

    @Test func `a template lists what it reads`() throws {
        let template = try LiquidTemplate.parse(
            """
            é {% assign own = orders.total._value %}{{ own }}{% if view._in_query and created._is_selected %}
            {% condition orders.status %}{{ _filters['orders.city'] }}{% endcondition %}{% parameter grain %}
            {{ grain._parameter_value }}{{ _user_attributes['x'] | append: _user_attributes.y }}{{ _filters[own] }}
            {{ value }}{{ row['a.b'] }}{{ _model._name }}{% date_start f %}{% for i in (1..3) %}{{ i }}{% endfor %}
            {% raw %}{{ not.read }}{% endraw %}{% comment %}{{ nor.this }}{% endcomment %}{% endif %}
            """)
        let found = template.references.map { "\($0.kind) \($0.name)" }
        #expect(
            found == [
                "property(\"_value\") orders.total", "property(\"_in_query\") view",
                "property(\"_is_selected\") created",
                "condition orders.status", "filter orders.city", "parameter grain", "parameter grain",
                "userAttribute x",
                "userAttribute y", "filter ", "variable value", "row a.b", "builtIn _model._name", "dateBound f",
            ])
        #expect(template.references.first?.offset == 18)
    }
}
