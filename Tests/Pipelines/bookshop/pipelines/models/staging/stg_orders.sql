{%- set columns = ['status', 'cents'] -%}
select
    id as order_id,
    customer_id,
    {% for column in columns %}{{ column }},
    {% endfor -%}
    cast(ordered_at as {{ dbt.type_timestamp() }}) as ordered_at,
    cast(updated_at as {{ dbt.type_timestamp() }}) as updated_at
from {{ source('till', 'orders') }}
{% if var('since', none) is not none -%}
where ordered_at >= '{{ var("since") }}'
{%- endif %}
