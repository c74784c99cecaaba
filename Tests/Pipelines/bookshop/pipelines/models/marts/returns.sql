select order_id, cents from {{ ref('stg_orders') }} where status = 'returned'
