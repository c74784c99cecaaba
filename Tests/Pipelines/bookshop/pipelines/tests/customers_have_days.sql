-- Whoever has ordered has a day on which.
select distinct customer_id from {{ ref('orders') }}
where customer_id not in (select customer_id from {{ ref('customer_days') }})
