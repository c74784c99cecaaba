{{ config(materialized='incremental', incremental_strategy='merge', unique_key='order_id', tags=['hourly']) }}
select
    o.order_id,
    o.customer_id,
    o.status,
    o.ordered_at,
    o.updated_at,
    {{ money('o.cents') }} as amount,
    coalesce(p.paid_cents, 0) as paid_cents,
    {%- for method in methods() %}
    coalesce(p.{{ method }}_cents, 0) as {{ method }}_cents{{ "," if not loop.last }}
    {%- endfor %}
from {{ ref('stg_orders') }} o
left join {{ ref('int_order_payments') }} p using (order_id)
{% if is_incremental() %}
where o.updated_at > (select max(updated_at) from {{ this }})
{% endif %}
