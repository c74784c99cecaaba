{%- set columns = adapter.get_columns_in_relation(ref('shelves')) -%}
{%- set largest = run_query('select max(capacity) as m from ' ~ ref('shelves')) -%}
{%- call statement('labels', fetch_result=True) -%}
select label from {{ ref('shelves') }} where label is not null order by 1
{%- endcall -%}
select
    '{% for column in columns %}{{ column.name }}{% if not loop.last %},{% endif %}{% endfor %}' as names,
    {% if execute %}{{ largest.columns[0].values()[0] }}{% else %}0{% endif %} as capacity,
    {% if execute %}{{ load_result('labels')['data'] | length }}{% else %}0{% endif %} as labels
