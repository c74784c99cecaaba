"""The functions of dbt_utils that are built in: a model for each, beside the rows that were worked out by hand."""

import decimal
import hashlib
import json
import pathlib
import subprocess
import tempfile

KEY = hashlib.md5(b"1-_dbt_utils_surrogate_key_null_").hexdigest()
OLD_KEY = hashlib.md5(b"1-").hexdigest()

# What the others read. Of the two rows with id 2 the later one is the one to keep.
INPUTS = {
    "sizes": "select * from (values (1, 'red', 'S', 3), (2, 'red', 'M', 5), (3, 'blue', 'S', 4), (4, '', 'L', null)) "
             "as t(id, colour, size, pieces)",
    "versions": "select * from (values (1, 'a', 1), (2, 'b', 1), (2, 'c', 2)) as t(id, name, version)",
    "part_one": "select 1 as id, 'x' as name",
    "part_two": "select 2 as id, true as is_new",
    "links": "select * from (values ('https://www.example.com/a/b?utm_source=mail&x=1'), ('http://example.org?x=2')) "
             "as t(link)",
}

CASES = {
    "surrogate_key": (
        "select {{ dbt_utils.generate_surrogate_key(['1', 'null']) }} as k, "
        "{{ dbt_utils.surrogate_key(['1', 'null']) }} as old",
        [(KEY, OLD_KEY)]),
    "star_of_all": (
        "select {{ dbt_utils.star(from=ref('sizes')) }} from {{ ref('sizes') }} where id = 1", [(1, "red", "S", 3)]),
    "star_of_some": (
        "select {{ dbt_utils.star(ref('sizes'), relation_alias='s', except=['SIZE', 'pieces'], prefix='a_') }} "
        "from {{ ref('sizes') }} s where s.id = 1",
        [("a_id", "a_colour"), (1, "red")]),
    "filtered_columns": (
        "select '{{ dbt_utils.get_filtered_columns_in_relation(ref('sizes'), except=['id']) | join('+') }}' as names",
        [("colour+size+pieces",)]),
    "grouped": (
        "select colour, size, sum(pieces) as pieces from {{ ref('sizes') }} where id < 4 {{ dbt_utils.group_by(n=2) }}",
        [("red", "S", 3), ("red", "M", 5), ("blue", "S", 4)]),
    "spine_of_weeks": (
        "select cast(date_week as date)::varchar as week from ({{ dbt_utils.date_spine(datepart='week', "
        "start_date=\"cast('2026-01-05' as date)\", end_date=\"cast('2026-01-26' as date)\") }})",
        [("2026-01-05",), ("2026-01-12",), ("2026-01-19",)]),
    "spine_of_months": (
        "select cast(date_month as date)::varchar as month from ({{ dbt_utils.date_spine('month', "
        "\"cast('2025-12-01' as date)\", \"cast('2026-02-01' as date)\") }})",
        [("2025-12-01",), ("2026-01-01",)]),
    "numbers": ("select * from ({{ dbt_utils.generate_series(3) }})", [(1,), (2,), (3,)]),
    "unpivoted": (
        "{{ dbt_utils.unpivot(relation=ref('sizes'), cast_to='varchar', exclude=['id'], remove=['pieces'], "
        "field_name='what', value_name='which') }}",
        [("id", "what", "which"), (1, "colour", "red"), (2, "colour", "red"), (3, "colour", "blue"), (4, "colour", ""),
         (1, "size", "S"), (2, "size", "M"), (3, "size", "S"), (4, "size", "L")]),
    "pivoted": (
        "select size, {{ dbt_utils.pivot('colour', ['red', 'blue']) }} from {{ ref('sizes') }} group by size",
        [("size", "red", "blue"), ("S", 1, 1), ("M", 1, 0), ("L", 0, 0)]),
    "pivoted_otherwise": (
        "select {{ dbt_utils.pivot('size', dbt_utils.get_column_values(ref('sizes'), 'size', order_by='size'), "
        "agg='max', then_value='pieces', else_value='-1', prefix='most_', suffix='!') }} from {{ ref('sizes') }}",
        [("most_L!", "most_M!", "most_S!"), (-1, 5, 4)]),
    "column_values": (
        "select '{{ dbt_utils.get_column_values(ref('sizes'), 'colour', where=\"colour <> ''\") | join('+') }}' as most, "
        "'{{ dbt_utils.get_column_values(ref('sizes'), 'size', order_by='max(pieces) desc nulls last', max_records=2) "
        "| join('+') }}' as two",
        [("red+blue", "M+S")]),
    "united": (
        "{{ dbt_utils.union_relations(relations=[ref('part_one'), ref('part_two')], source_column_name='came_from') }}",
        [("came_from", "id", "name", "is_new"), ("part_one", 1, "x", None), ("part_two", 2, None, True)]),
    "united_in_part": (
        "{{ dbt_utils.union_relations([ref('part_one'), ref('part_two')], exclude=['is_new'], source_column_name=none, "
        "where='id > 1') }}",
        [("id", "name"), (2, None)]),
    "deduplicated": (
        "{{ dbt_utils.deduplicate(relation=ref('versions'), partition_by='id', order_by='version desc') }}",
        [(1, "a", 1), (2, "c", 2)]),
    "divided": (
        "select {{ dbt_utils.safe_divide('6', '4') }} as some, {{ dbt_utils.safe_divide('6', '2 - 2') }} as nothing",
        [(1.5, None)]),
    "added": (
        "select {{ dbt_utils.safe_add(['1', 'null', '4']) }} as total, {{ dbt_utils.safe_subtract(['9', 'null', '4']) }} "
        "as rest",
        [(5, 5)]),
    # Below the least 0, from the greatest on one more than there are buckets.
    "buckets": (
        "select v, ({{ dbt_utils.width_bucket('v', 0, 10, 2) }})::int as bucket "
        "from (values (-7), (-5), (0), (4), (5), (9), (10), (12), (15)) as t(v)",
        [(-7, 0), (-5, 0), (0, 1), (4, 1), (5, 2), (9, 2), (10, 3), (12, 3), (15, 3)]),
    "slugs": (
        "select '{{ dbt_utils.slugify('What is new - in 2026?') }}' as a, '{{ dbt_utils.slugify('3 a_ b') }}' as b",
        [("what_is_new_in_2026", "_3_a__b")]),
    "without_empty_texts": (
        "{{ dbt_utils.nullcheck_table(ref('sizes')) }} where id in (3, 4)", [(3, "blue", "S", 4), (4, None, "L", None)]),
    "single_value": (
        "select {{ dbt_utils.get_single_value('select max(pieces) from ' ~ ref('sizes')) }} as most, "
        "'{{ dbt_utils.get_single_value('select pieces from ' ~ ref('sizes') ~ ' where false', default='none') }}' as no",
        [(5, "none")]),
    "results": (
        "{% set found = dbt_utils.get_query_results_as_dict('select id, colour from ' ~ ref('sizes') ~ ' order by id') %}"
        "select '{{ found['colour'][2] }}' as third, {{ found['id'] | sum }} as ids",
        [("blue", 10)]),
    "relations": (
        "-- depends_on: {{ ref('part_one') }} {{ ref('part_two') }}\n"
        "{% set found = dbt_utils.get_relations_by_prefix(target.schema, 'part_') %}"
        "{% set same = dbt_utils.get_relations_by_pattern(target.schema, 'part%', exclude='%two') %}"
        "select '{{ found | map(attribute='identifier') | join('+') }}' as found, "
        "'{{ same | map(attribute='name') | join('+') }}' as same",
        [("part_one+part_two", "part_one")]),
    "links_read": (
        "select {{ dbt_utils.get_url_host('link') }} as host, "
        "{{ dbt_utils.get_url_parameter(field='link', url_parameter='utm_source') }} as source from {{ ref('links') }}",
        [("www.example.com", "mail"), ("example.org", None)]),
}
# These begin with the names of their columns.
NAMED = {"star_of_some", "unpivoted", "pivoted", "pivoted_otherwise", "united", "united_in_part"}


def cell(value):
    if isinstance(value, decimal.Decimal):
        return float(value)
    return value


def test_functions_of_dbt_utils_give_what_was_worked_out_by_hand(options):
    import duckdb

    root = pathlib.Path(tempfile.mkdtemp(prefix="soundings-utils-"))
    models = root / "pipelines" / "models"
    models.mkdir(parents=True)
    (root / "state").mkdir()
    duckdb.connect(str(root / "state" / "warehouse.duckdb")).close()
    (root / "pipelines" / "dbt_project.yml").write_text("name: utils\nmodels: {+materialized: table}\n")
    for name, sql in (INPUTS | {name: sql for name, (sql, _) in CASES.items()}).items():
        (models / f"{name}.sql").write_text(sql + "\n")
    done = subprocess.run(
        [options.program, "build", "--format", "json", "--project", root, "--state", root / "state"],
        capture_output=True, text=True, timeout=120)
    assert done.stdout.startswith("{"), done
    states = {result["unique_id"]: result for result in json.loads(done.stdout)["results"]}
    wrong = [f"{name}: {result['message']}" for name, result in states.items() if result["status"] != "success"]
    with duckdb.connect(str(root / "state" / "warehouse.duckdb"), read_only=True) as database:
        for name, (_, expected) in CASES.items():
            try:
                found = database.execute(f"select * from clean.{name}")
            except duckdb.Error as error:
                wrong.append(f"{name}: {error}")
                continue
            names = [tuple(column[0] for column in found.description)]
            rows = [tuple(cell(value) for value in row) for row in found.fetchall()]
            if name == "united":
                rows = [(row[0].split(".")[-1].strip('"'), *row[1:]) for row in rows]
            if name in NAMED:
                expected, wanted = expected[1:], expected[:1]
                if names != wanted:
                    wrong.append(f"{name}: columns {names} instead of {wanted}")
            if sorted(map(repr, rows)) != sorted(map(repr, expected)):
                wrong.append(f"{name}: {sorted(rows, key=repr)} instead of {sorted(expected, key=repr)}")
    assert not wrong, "\n".join(wrong)
