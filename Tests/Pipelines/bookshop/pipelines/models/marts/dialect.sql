{% set parts = ['hour', 'day', 'week', 'month', 'quarter', 'year'] %}
{% set early = "cast('2025-01-31 22:30:00' as " ~ dbt.type_timestamp() ~ ")" %}
{% set late = "cast('2026-03-01 01:15:00' as " ~ dbt.type_timestamp() ~ ")" %}
with numbers as (
    select 3 as n, 'c' as letter, true as yes union all select 1, 'a', false union all select 2, 'b', false
),
folded as (
    select
        {{ dbt.listagg('letter', "'; '", 'order by n') }} as letters,
        {{ dbt.listagg('letter', "','", 'order by n desc', 2) }} as two_letters,
        {{ dbt.bool_or('yes') }} as any_yes,
        {{ dbt.any_value("'x'") }} as some_value
    from numbers
)
select
    folded.*,
    {%- for part in parts %}
    {{ dbt.datediff(early, late, part) }} as {{ part }}s_between,
    {{ dbt.dateadd(part, 1, early) }} as one_{{ part }}_later,
    {{ dbt.date_trunc(part, late) }} as {{ part }}_begin,
    {%- endfor %}
    {{ dbt.last_day(early, 'month') }} as month_end,
    {{ dbt.last_day(early, 'quarter') }} as quarter_end,
    {{ dbt.last_day(early, 'year') }} as year_end,
    {{ dbt.dateadd('day', -3, "cast('2025-03-02' as date)") }} as three_days_earlier,
    {{ dbt.concat(["'a'", "'b'", "cast(3 as " ~ dbt.type_string() ~ ")"]) }} as joined,
    {{ dbt.hash("'abc'") }} as hashed,
    {{ dbt.length("'häuser'") }} as letters_in_word,
    {{ dbt.position("'u'", "'häuser'") }} as place,
    {{ dbt.replace("'a-b-c'", "'-'", "'+'") }} as replaced,
    {{ dbt.right("'abcdef'", 2) }} as last_two,
    {{ dbt.split_part("'a,b,c'", "','", 2) }} as second_part,
    {{ dbt.split_part("'a,b,c'", "','", -1) }} as last_part,
    {{ dbt.safe_cast("'12'", dbt.type_int()) }} as twelve,
    {{ dbt.cast("'12.5'", dbt.type_numeric()) }} as twelve_and_a_half,
    {{ dbt.cast_bool_to_text('1 = 1') }} as yes_as_text,
    {{ dbt.string_literal(dbt.escape_single_quotes("it's")) }} as quoted,
    cast(1 as {{ dbt.type_bigint() }}) as a_bigint,
    cast(1 as {{ dbt.type_float() }}) as a_float,
    cast(1 as {{ dbt.type_boolean() }}) as a_boolean,
    {{ dbt.array_construct([1, 2, 3]) }} as three,
    {{ dbt.array_concat(dbt.array_construct([1]), dbt.array_construct([2])) }} as one_and_two,
    {{ dbt.array_append(dbt.array_construct([1]), 5) }} as one_and_five,
    {{ dbt.current_timestamp() }} is not null as has_a_clock,
    (select count(*) from (select n from numbers {{ dbt.except() }} select 1)) as without_one,
    (select count(*) from (select n from numbers {{ dbt.intersect() }} select 1)) as only_one,
    '{{ local_md5("abc") }}' as md5_of_template,
    '{{ tojson({"a": [1, none, true]}) }}' as as_json,
    {{ fromjson('[1, 2]') | sum }} as summed,
    '{{ (zip([1, 2], ["a", "b"]) | list)[1][1] }}' as zipped,
    '{{ ["b", "a"] | sort | join("-") }}' as sorted,
    '{{ modules.datetime.date(2025, 1, 31).strftime("%d.%m.%y") }}' as a_day,
    '{{ this.identifier }}/{{ this.schema }}/{{ model.name }}/{{ target.type }}' as place_of_this,
    {{ 7 // 2 }} + {{ 7 % 4 }} + {{ 2 ** 3 }} as arithmetic
from folded
