{{ config(contract={'enforced': true}) }}
select country, cast(count(*) as bigint) as customers, cast(sum(amount) as decimal(18, 2)) as amount
from {{ ref('customers') }}
where country is not null
group by 1
