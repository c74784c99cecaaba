{{ config(alias='customer', post_hook="comment on table {{ this }} is 'one row per customer'") }}
with orders as (
    select
        customer_id,
        count(*) as orders,
        sum(amount) as amount,
        min(ordered_at) as first_order_at,
        max(ordered_at) as last_order_at
    from {{ ref('orders') }}
    group by 1
)
select
    c.customer_id,
    c.name,
    c.email,
    countries.name as country,
    coalesce(orders.orders, 0) as orders,
    coalesce(orders.amount, 0) as amount,
    {{ dbt.datediff('first_order_at', 'last_order_at', 'day') }} as days_as_buyer,
    coalesce(amount >= {{ var('big_cents') }} / 100, false) as is_big,
    {% call labelled('customer') %}c.name{% endcall %} as label
from {{ ref('stg_customers') }} c
left join orders using (customer_id)
left join {{ ref('countries') }} countries on countries.code = c.country
