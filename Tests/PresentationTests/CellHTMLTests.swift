import SemanticModel
import Testing

@testable import Presentation

@Suite struct CellHTMLTests {
    private func cell(
        _ html: String, _ value: (any Sendable)?, type: String = "string", filters: [String: String] = [:],
        attributes: [String: String] = [:]
    ) throws -> String? {
        let fixture = try CellFixture(
            """
            view: v {
              dimension: a { type: \(type) value_format: "#,##0.0" html: \(html) ;; }
              dimension: b {}
              parameter: grain { type: string allowed_value: { value: "day" } allowed_value: { value: "month" } }
            }
            explore: e { view_name: v }
            """, fields: ["v.a", "v.b"], filters: filters, attributes: attributes)
        return fixture.html(0, CellFixture.row(value, "B <2>"))
    }

    @Test func `a cell's HTML has the value, as it is and as people read it`() throws {
        #expect(try cell("<b>{{ value }}</b> {{ rendered_value }}", 1234, type: "number") == "<b>1234</b> 1,234.0")
        #expect(try cell("{{ value | times: 2 }}", 21, type: "number") == "42")
        #expect(try cell("{% if value > 5 %}<b>high</b>{% else %}low{% endif %}", 6, type: "number") == "<b>high</b>")
        #expect(try cell("{% if value == nil %}none{% endif %}", nil) == "none")
        #expect(try cell("{{ v.a._value }}/{{ a._rendered_value }}", 7, type: "number") == "7/7.0")
    }

    @Test func `other fields of the row are known, and those that the query has not are nothing`() throws {
        #expect(
            try cell("{{ v.b._value }} {{ b._rendered_value }} {{ row['v.b'] }}", "x")
                == "B &lt;2&gt; B &lt;2&gt; B &lt;2&gt;")
        #expect(try cell("[{{ v.c._value }}{{ row['v.c'] }}]", "x") == "[]")
    }

    @Test func `text of rows and users is escaped where it lands`() throws {
        #expect(
            try cell("<i>{{ value }}</i>", "<script>alert(1)</script>")
                == "<i>&lt;script&gt;alert(1)&lt;/script&gt;</i>")
        #expect(try cell("<a href=\"{{ value }}\">x</a>", "javascript:alert(1)") == "<a>x</a>")
        #expect(
            try cell("<a href=\"/d/1?Name={{ filterable_value }}\">x</a>", "a,b & c")
                == "<a href=\"/d/1?Name=a%5E%2Cb%20%26%20c\">x</a>")
        #expect(
            try cell("<p title=\"{{ _user_attributes['team'] }}\">x</p>", "", attributes: ["team": "\"onload=x"])
                == "<p title=\"&quot;onload=x\">x</p>")
        #expect(try cell("<script>x = '{{ value }}'</script>", "y") == nil)
        #expect(try cell("<img src=x onerror='alert(1)'>", "y") == "<img src=\"x\">")
    }

    @Test func `the query and the names around a cell are known`() throws {
        #expect(
            try cell(
                "{{ _filters['v.b'] }}|{{ v.b._is_filtered }}|{{ v.a._is_selected }}|{{ v._in_query }}", "x",
                filters: ["v.b": "%<y>%"]) == "%&lt;y&gt;%|true|true|true")
        #expect(
            try cell(
                "{{ _model._name }} {{ _explore._name }} {{ _view._name }} {{ _field._name }} {{ _query._query_timezone }} {{ _dialect._name }}",
                "x")
                == "shop e v v.a UTC duckdb")
        #expect(try cell("{% if grain._parameter_value == \"'day'\" %}D{% else %}M{% endif %}", "x") == "D")
        #expect(
            try cell(
                "{% if grain._parameter_value == \"'day'\" %}D{% else %}M{% endif %}", "x",
                filters: ["v.grain": "month"]) == "M")
    }

    @Test func `a linked value leads where a click leads`() throws {
        let fixture = try CellFixture(
            """
            view: v {
              dimension: a {}
              measure: n { type: count drill_fields: [a] html: <b>{{ linked_value }}</b> {{ link }} ;; }
              measure: m { type: max sql: ${TABLE}.x ;; html: {{ linked_value }}{{ link }} ;; }
            }
            explore: v {}
            """, fields: ["v.a", "v.n", "v.m"])
        let row = CellFixture.row("x & y", 5, 6)
        #expect(
            fixture.html(1, row)
                == "<b><a href=\"/explore/shop/v?fields=v.a&amp;f[v.a]=x%20%26%20y&amp;limit=500\">5</a></b> "
                + "/explore/shop/v?fields=v.a&amp;f[v.a]=x%20%26%20y&amp;limit=500")
        #expect(fixture.html(2, row) == "6")
    }
}
