{{ config(materialized='incremental', unique_key='id', tags=['hourly']) }}
-- depends_on: {{ ref('countries') }}
select {{ cents('o.amount') }} as cents, o.*
from {{ ref('stg_orders') }} o
join {{ ref('big_orders') }} b using (id)
{% if is_incremental() %}
where ordered_at > (select max(ordered_at) from {{ this }})
{% endif %}
