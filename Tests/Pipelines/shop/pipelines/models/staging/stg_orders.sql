select id, customer_id, cast(ordered_at as {{ dbt.type_timestamp() }}) as ordered_at, amount
from {{ source('crm', 'orders') }}
{% if var('since') %}
where ordered_at >= '{{ var("since") }}'
{% endif %}
