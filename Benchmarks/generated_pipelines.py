"""A dbt project of any size, of the kind that companies have: staging, intermediate, marts, and four tests for each."""

import pathlib

STATUSES = ["open", "paid", "sent", "returned"]
SOURCES = 50
MODELS_A_FILE = 10

PROJECT = """
name: generated
version: "1.0"
profile: generated
vars: {since: "2020-01-01", statuses: [open, paid, sent, returned]}
models:
  generated:
    staging: {+materialized: view, +schema: staging, +tags: [staging]}
    intermediate: {+materialized: view, +schema: intermediate}
    marts: {+materialized: table, +tags: [mart]}
"""
MODEL = """
connection: "warehouse"
view: mart_0000 {
  sql_table_name: clean.mart_0000 ;;
  dimension: id { primary_key: yes type: number }
  dimension: status {}
  measure: count { type: count }
}
explore: mart_0000 {}
"""
PROFILES = """
generated:
  target: dev
  outputs:
    dev: {type: duckdb, path: ":memory:", schema: clean, threads: 2}
"""
MACROS = """
{# Amounts come in cents. #}
{% macro money_NUMBER(column, digits=2) -%}
  cast({{ column }} / 100.0 as decimal(18, {{ digits }}))
{%- endmacro %}

{% macro counted_NUMBER(statuses, prefix='') %}
  {%- for status in statuses %}
  sum(case when status = '{{ status }}' then 1 else 0 end) as {{ prefix }}{{ status }}_rows
  {%- if not loop.last %},{% endif -%}
  {% endfor %}
{% endmacro %}
"""
STAGING = """
with source as (
    select * from {{ source('app_SCHEMA', 'table_TABLE') }}
)

select
    id,
    parent_id,
    lower(status) as status,
    {{ money_MACRO('amount_cents') }} as amount,
    cast(created_at as {{ dbt.type_timestamp() }}) as created_at,
    coalesce(name, 'nameless NUMBER') as name
from source
{% if var('since') -%}
where created_at >= '{{ var("since") }}'
{%- endif %}
"""
INTERMEDIATE = """
{{ config(materialized='KIND') }}

{% set fields = ['status', 'amount', 'created_at'] %}

with base as (
    select * from {{ ref('FIRST') }}
),

other as (
    select * from {{ ref('SECOND') }}
)

select
    base.id,
    base.parent_id,
    {%- for field in fields %}
    base.{{ field }},
    {%- endfor %}
    other.amount as other_amount,
    {{ dbt.datediff('other.created_at', 'base.created_at', 'day') }} as days_between,
    base.name
from base
left join other using (id)
"""
MART = """
{{ config(tags=['group_GROUP']CONFIG) }}

with base as (
    select * from {{ ref('FIRST') }}
    {% if is_incremental() %}
    where created_at > (select max(created_at) from {{ this }})
    {% endif %}
),

counted as (
    select parent_id, {{ counted_MACRO(var('statuses')) }}
    from {{ ref('SECOND') }}
    group by 1
)

select
    base.id,
    base.parent_id,
    base.status,
    base.amount,
    base.created_at,
    base.name,
    counted.* exclude (parent_id),
    {{ dbt.date_trunc('month', 'base.created_at') }} as month
from base
left join counted on counted.parent_id = base.id
"""


class GeneratedPipelines:
    """A folder with the project in `pipelines/`: a quarter staging, two fifths intermediate, the rest marts."""

    def __init__(self, root, models):
        self.root = pathlib.Path(root)
        self.folder = self.root / "pipelines"
        self.count = models
        self.files = self.bytes = self.edits = 0

    def write(self):
        (self.root / "soundings.yaml").parent.mkdir(parents=True, exist_ok=True)
        (self.root / "soundings.yaml").write_text("name: generated\n")
        (self.root / "generated.model.lkml").write_text(MODEL)
        self.file("dbt_project.yml", PROJECT)
        self.file("profiles.yml", PROFILES)
        for number in range(20):
            self.file(f"macros/macros_{number:02}.sql", MACROS.replace("NUMBER", f"{number:02}"))
        self.file("models/sources.yml", self.sources())
        staging, intermediate = self.count // 4, self.count * 2 // 5
        layers = [
            ("staging", "stg", staging), ("intermediate", "int", intermediate),
            ("marts", "mart", self.count - staging - intermediate),
        ]
        above = []
        for layer, prefix, size in layers:
            names = [f"{prefix}_{number:04}" for number in range(size)]
            for number, name in enumerate(names):
                self.file(f"models/{layer}/area_{number % 10}/{name}.sql", self.model(layer, number, above))
            for start in range(0, size, MODELS_A_FILE):
                self.file(
                    f"models/{layer}/{prefix}_{start:04}.yml",
                    self.properties(names[start:start + MODELS_A_FILE], start, above))
            above = names
        self.last = above

    def file(self, path, text):
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text.lstrip("\n"))
        self.files += 1
        self.bytes += len(text)

    def model(self, layer, number, above):
        first, second = self.parents(number, above)
        macro = f"{number % 20:02}"
        if layer == "staging":
            return STAGING.replace("SCHEMA", str(number % 5)).replace("TABLE", f"{number % SOURCES:02}").replace(
                "MACRO", macro).replace("NUMBER", str(number))
        if layer == "intermediate":
            text = INTERMEDIATE.replace("KIND", "table" if number % 4 == 3 else "view")
        else:
            incremental = ", materialized='incremental', unique_key='id'"
            text = MART.replace("GROUP", str(number % 7)).replace("MACRO", macro).replace(
                "CONFIG", incremental if number % 5 == 4 else "")
        return text.replace("FIRST", first).replace("SECOND", second)

    @staticmethod
    def parents(number, above):
        if not above:
            return "", ""
        return above[number % len(above)], above[(number * 7 + 3) % len(above)]

    def properties(self, names, start, above):
        lines = ["version: 2", "models:"]
        for offset, name in enumerate(names):
            first, _ = self.parents(start + offset, above)
            parent = f"ref('{first}')" if above else f"ref('{name}')"
            lines += [
                f"  - name: {name}",
                f"    description: What {name} holds, one row for each thing.",
                f"    config: {{meta: {{owner: team_{(start + offset) % 6}}}}}",
                "    columns:",
                "      - name: id",
                "        description: The key.",
                "        data_tests:",
                "          - unique",
                "          - not_null",
                f"          - relationships: {{arguments: {{to: {parent}, field: id}}}}",
                "      - name: status",
                "        description: Where it stands.",
                "        data_tests:",
                f"          - accepted_values: {{arguments: {{values: [{', '.join(STATUSES)}]}}}}",
                "      - {name: amount, description: In the currency of the company.}",
                "      - {name: created_at, description: When it began, in UTC.}",
            ]
        return "\n".join(lines) + "\n"

    def sources(self):
        lines = ["version: 2", "sources:"]
        for schema in range(5):
            lines += [f"  - name: app_{schema}", f"    schema: raw_app_{schema}", "    tables:"]
            for table in range(SOURCES):
                if table % 5 == schema:
                    lines.append(f"      - {{name: table_{table:02}, description: What app {schema} exports.}}")
        return "\n".join(lines) + "\n"

    def make_raw_tables(self, state, rows=100):
        import duckdb

        state.mkdir(parents=True)
        with duckdb.connect(str(state / "warehouse.duckdb")) as connection:
            for table in range(SOURCES):
                schema = f"raw_app_{table % 5}"
                connection.execute(f"create schema if not exists {schema}")
                connection.execute(
                    f"create table {schema}.table_{table:02} as select i as id, i % 10 as parent_id, "
                    f"['open', 'paid', 'sent', 'returned'][1 + i % 4] as status, i * 100 as amount_cents, "
                    f"timestamp '2025-01-01' + to_hours(i) as created_at, 'thing ' || i as name "
                    f"from range({rows}) as t(i)"
                )

    def edit(self):
        """Changes one mart, another one each time, and gives its name."""
        name = self.last[(self.edits * 37 + 1) % len(self.last)]
        (path,) = (self.folder / "models" / "marts").rglob(f"{name}.sql")
        path.write_text(path.read_text().replace("as month\n", f"as month, {self.edits} as edition\n"))
        self.edits += 1
        return name
