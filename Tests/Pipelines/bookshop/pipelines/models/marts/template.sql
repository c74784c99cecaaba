{#- What Jinja does, in one row. -#}
{%- set block %}a {{- ' b' -}} {% endset -%}
{%- set found = namespace(total=0) -%}
{%- for number in range(1, 6) if number is odd -%}
  {%- set found.total = found.total + number -%}
{%- endfor -%}
{%- set fields = {'id': 'int', 'name': 'text'} -%}
select
    '{{ block | trim }}' as block,
    {{ found.total }} as total,
    {%- for name, type in fields.items() %}
    {{ nothing(name, type, 1, x=2) }} {{- ',' }}
    {%- endfor %}
    {% filter upper %}'loud'{% endfilter %} as loud,
    '{% raw %}{{ raw }}{% endraw %}' as raw,
    '{{ fields | tojson }}' as fields,
    '{{ ["x", "y", "z"][1:] | join("+") }}{{ "%03d" | format(7) }}{{ "a_b".split("_")[1] }}' as texts,
    {% for pair in ['a', 'b', 'c'] | batch(2) -%}
    '{{ pair | join }}' as pair_{{ loop.index }}{% if not loop.last %}, {% endif %}
    {%- else %}1{% endfor %},
    '{{ 1 if none is none else 2 }}{{ var("nothing", "default") }}{{ true and not false }}' as tests,
    '{{ env_var("BOOKSHOP_UNSET", "unset") }}' as environment,
    '{{ flags.FULL_REFRESH }}/{{ is_incremental() }}/{{ config.get("materialized") }}' as how
