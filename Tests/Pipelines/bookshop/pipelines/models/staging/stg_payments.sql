select id as payment_id, order_id, method, cents from {{ source('till', 'payments') }}
