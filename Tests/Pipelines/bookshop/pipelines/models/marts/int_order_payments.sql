{{ config(materialized='ephemeral') }}
with payments as (
    select * from {{ ref('stg_payments') }}
)
select
    order_id,
    {% for method in methods() -%}
    sum(case when method = '{{ method }}' then cents else 0 end) as {{ method }}_cents,
    {% endfor -%}
    sum(cents) as paid_cents
from payments
group by 1
