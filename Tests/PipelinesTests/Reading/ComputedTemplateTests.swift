import Testing
import Warehouse
import WarehouseDuckDB

@testable import Pipelines

/// Templates of which only rendering tells what they read, and those that ask the warehouse.
@Suite struct ComputedTemplateTests {
    @Test func computedReferencesAndSettingsAreFoundByRendering() async throws {
        let project = try await read([
            "clean/a.sql": "select 1 as x", "clean/b.sql": "select 2 as x",
            "clean/both.sql": """
            {% set how = 'view' if var('light', true) else 'table' %}
            {{ config(kind=how, tags=['a' ~ 'b']) }}
            {% for name in ['a', 'b'] %}
            select * from {{ ref(name) }}{% if not loop.last %} union all{% endif %}
            {% endfor %}
            """,
            "clean/macro.sql": "select * from {{ first_of('a') }}",
            "macros/m.sql": "{% macro first_of(name) %}(select * from {{ ref(name) }} limit 1){% endmacro %}",
        ])
        #expect(project.problems == [])
        let both = try #require(project.models[id("model.project.both")])
        #expect(both.kind == .view)
        #expect(both.settings.tags == ["ab"])
        #expect(both.inputs == [id("model.project.a"), id("model.project.b")])
        #expect(project.models[id("model.project.macro")]?.inputs == [id("model.project.a")])
        #expect(
            tokens(try await project.compiled("model.project.both") { $0.target.database = nil })
                == tokens(#"select * from "clean"."a" union all select * from "clean"."b""#))
    }

    @Test func branchesThatDoNotRunAreEdgesToo() async throws {
        let project = try await read([
            "clean/a.sql": "select 1 as x", "clean/b.sql": "select 2 as x",
            "clean/c.sql": "select * from {{ ref('a') if not is_incremental() else ref('b') }}",
        ])
        let node = try #require(project.models[id("model.project.c")])
        #expect(node.inputs == [id("model.project.a"), id("model.project.b")])
        #expect(node.references.map(\.isConditional) == [true, true])
    }

    @Test func aProjectsOwnRulesForNamesAreFollowed() async throws {
        let project = try await read([
            "dbt_project.yml": "name: shop\nmodels: {shop: {marts: {+schema: finance}}}\n",
            "models/marts/sales.sql": "select 1 as x",
            "models/other.sql": "select * from {{ ref('sales') }}",
            "macros/names.sql": """
            {% macro generate_schema_name(custom_schema_name, node) -%}
              {%- if custom_schema_name is none -%}{{ target.schema }}
              {%- else -%}{{ custom_schema_name | trim }}_{{ node.name }}{%- endif -%}
            {%- endmacro %}
            {% macro generate_alias_name(custom_alias_name=none, node=none) -%}t_{{ node.name }}{%- endmacro %}
            """,
        ])
        #expect(project.problems == [])
        #expect(project.models[id("model.shop.sales")]?.relation == TableName(schema: "finance_sales", "t_sales"))
        #expect(project.models[id("model.shop.other")]?.relation == TableName(schema: "clean", "t_other"))
    }

    @Test func macrosOfInstalledPackagesAreCalledAndOverridden() async throws {
        let project = try await read([
            "dbt_project.yml": "name: shop\n",
            "models/a.sql": "select {{ tools.shout('x') }} as x, {{ tools.quiet('y') }} as y",
            "macros/m.sql": "{% macro default__quiet(c) %}ours({{ c }}){% endmacro %}",
            "dbt_packages/tools/dbt_project.yml": "name: tools\n",
            "dbt_packages/tools/models/shipped.sql": "select 1 as x",
            "dbt_packages/tools/macros/m.sql": """
            {% macro shout(c) %}{{ return(adapter.dispatch('shout', 'tools')(c)) }}{% endmacro %}
            {% macro default__shout(c) %}upper({{ wrap(c) }}){% endmacro %}
            {% macro quiet(c) %}{{ return(adapter.dispatch('quiet', 'tools')(c)) }}{% endmacro %}
            {% macro default__quiet(c) %}lower({{ c }}){% endmacro %}
            """,
            "dbt_packages/tools/macros/wrap.sql": "{% macro wrap(c) %}trim({{ c }}){% endmacro %}",
        ])
        #expect(project.problems == [])
        #expect(project.models[id("model.tools.shipped")] != nil)
        #expect(try await project.compiled("model.shop.a") == "select upper(trim(x)) as x, ours(y) as y")
    }

    @Test func theWarehouseIsAskedOnlyWhenCompiling() async throws {
        try await withWarehouse { warehouse in
            for sql in [
                "create schema clean", "create table clean.t (id integer, name varchar, kind varchar)",
                "insert into clean.t values (1, 'a', 'x'), (2, 'b', 'y'), (3, 'c', 'y')",
            ] {
                try await warehouse.execute(Statement(sql, label: "test"))
            }
            let project = try await read(
                [
                    "clean/t.sql": "select 1 as id, 'a' as name, 'x' as kind",
                    "clean/star.sql": "select {{ dbt_utils.star(ref('t'), except=['name']) }} from {{ ref('t') }}",
                    "clean/ask.sql": """
                    {% set kinds = dbt_utils.get_column_values(ref('t'), 'kind') %}
                    {% set most = run_query('select max(id) as m from clean.t') %}
                    select {% for kind in kinds %}'{{ kind }}',{% endfor %}
                    {% if execute %}{{ most.columns[0].values()[0] }}{% endif %} as m
                    from {{ ref('t') }}
                    """,
                ], warehouse: warehouse)
            #expect(project.problems == [])
            var context = CompilationContext()
            context.warehouse = warehouse
            let compiler = NodeCompiler(project: project, context: context)
            let star = try await compiler.compile(id("model.project.star"))
            #expect(tokens(star.sql) == tokens(#"select "id", "kind" from "clean"."t""#))
            #expect(star.hasAskedWarehouse)
            let ask = try await compiler.compile(id("model.project.ask"))
            #expect(tokens(ask.sql) == tokens(#"select 'y', 'x', 3 as m from "clean"."t""#))
        }
    }

    @Test func builtInSQLRuns() async throws {
        try await withWarehouse { warehouse in
            let project = try await read(
                [
                    "clean/days.sql":
                        "{{ dbt_utils.date_spine('day', \"date '2026-01-30'\", \"date '2026-02-02'\") }}",
                    "clean/key.sql": "select {{ dbt_utils.generate_surrogate_key(['1', 'null']) }} as k",
                ], warehouse: warehouse)
            var context = CompilationContext()
            context.warehouse = warehouse
            let compiler = NodeCompiler(project: project, context: context)
            let days = try await compiler.compile(id("model.project.days"))
            let rows = try await warehouse.rows(
                Statement(
                    "select string_agg(date_day::date::varchar, ' ' order by 1) from (\(days.sql))", label: "test"))
            guard case .text(let texts) = rows.batches.first?.columns.first?.values else {
                Issue.record("no text")
                return
            }
            #expect(texts == ["2026-01-30 2026-01-31 2026-02-01"])
            let key = try await compiler.compile(id("model.project.key"))
            let hash = try await warehouse.rows(Statement(key.sql, label: "test"))
            guard case .text(let keys) = hash.batches.first?.columns.first?.values else {
                Issue.record("no text")
                return
            }
            // md5 of `1-_dbt_utils_surrogate_key_null_`, by Python's hashlib.
            #expect(keys == ["9902a3dc3ffe71035ef18229afae9987"])
        }
    }
}
