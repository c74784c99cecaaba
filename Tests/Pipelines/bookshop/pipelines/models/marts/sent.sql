select customer_id, sum(paid_cents) as paid_cents, count(*) as orders
from {{ ref('int_sent') }}
group by 1
