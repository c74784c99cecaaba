{{ config(materialized='ephemeral') }}
select p.*, o.customer_id, o.ordered_at
from {{ ref('int_order_payments') }} p
join {{ ref('stg_orders') }} o using (order_id)
where o.status = 'sent'
