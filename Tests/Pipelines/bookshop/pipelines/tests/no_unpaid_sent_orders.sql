{{ config(severity='warn') }}
select order_id from {{ ref('orders') }} where status = 'sent' and paid_cents = 0
