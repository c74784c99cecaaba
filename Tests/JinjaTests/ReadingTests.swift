import Jinja
import Testing

struct ReadingTests {
    @Test func callsAreFoundInEveryBranchWithTheirConstantArguments() throws {
        let template = try JinjaTemplate(
            """
            {{ config(materialized='table', tags=['a', 'b'], meta={'k': -1}) }}
            -- depends_on: {{ ref('hidden') }}
            select * from {{ ref('pkg', 'm', v=2) }}
            {% if is_incremental() %}join {{ source('s', 't') }}{% else %}{{ ref(var('name')) }}{% endif %}
            {{ dbt_utils.star(from=ref('x')) }}
            {% for i in [1] %}{{ var('y', 5) }}{% endfor %}
            {% macro m(a=ref('d')) %}{{ ref('inside') }}{% endmacro %}
            {% raw %}{{ ref('raw') }}{% endraw %}{# {{ ref('comment') }} #}
            """, name: "m.sql")
        let names = template.calls.map(\.name)
        #expect(
            names == [
                "config", "ref", "ref", "is_incremental", "source", "ref", "var", "dbt_utils.star", "ref", "var", "ref",
                "ref",
            ])
        let config = template.calls[0]
        #expect(config[keyword: "tags"]?.value?.listValue?.count == 2)
        #expect(config[keyword: "meta"]?.value?.dictValue?["k"]?.intValue == -1)
        #expect(!config.isConditional && !config.hasComputedArguments)
        #expect(template.calls[1].site.position == JinjaPosition(line: 2, column: 19))
        #expect(template.calls[2].positional.map { $0.value?.stringValue } == ["pkg", "m"])
        #expect(template.calls[2][keyword: "v"]?.value?.intValue == 2)
        #expect(template.calls[4].isConditional)
        #expect(template.calls[5].hasComputedArguments && template.calls[5].isConditional)
        #expect(template.calls[9].isConditional)
        #expect(template.calls[10].macro == "m" && template.calls[11].macro == "m")
        #expect(template.macros.map(\.name) == ["m"])
        #expect(template.macros[0].calls.count == 2)
    }

    @Test func blocksAndTestsAndMaterializationsAreFound() async throws {
        let template = try JinjaTemplate(
            """
            {% test not_empty(model, column_name, n=1) %}select {{ column_name }}{% endtest %}
            {% snapshot orders_snapshot %}{{ config(x=1) }}select {{ 1 + 1 }}{%- endsnapshot %}
            {% docs orders %}
            About *orders*.
            {% enddocs %}
            {% materialization mine, adapter='duckdb' %}{{ return(1) }}{% endmaterialization %}
            """, name: "m.sql")
        #expect(template.macros.map(\.kind) == [.test])
        #expect(template.macros[0].parameters == ["model", "column_name", "n"])
        #expect(template.macros[0].optionalParameters == ["n"])
        #expect(template.blocks.map(\.name) == ["orders_snapshot", "orders"])
        #expect(template.blocks[1].text == "\nAbout *orders*.\n")
        #expect(template.notes.count == 1 && template.notes[0].position.line == 6)
        let context = JinjaContext(globals: ["config": .function("config") { _ in "" }])
        #expect(try await template.blocks[0].template.render(context) == "select 2")
        #expect(template.blocks[0].template.calls.map(\.name) == ["config"])
    }
}
