{{ config(materialized='incremental', unique_key=['customer_id', 'day']) }}
select customer_id, cast(ordered_at as date) as day, count(*) as orders, max(updated_at) as updated_at
from {{ ref('stg_orders') }}
{% if is_incremental() %}
where cast(ordered_at as date) in (
    select cast(ordered_at as date) from {{ ref('stg_orders') }}
    where updated_at > (select max(updated_at) from {{ this }})
)
{% endif %}
group by all
