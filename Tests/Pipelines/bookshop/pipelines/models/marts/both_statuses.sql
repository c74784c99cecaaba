{{ config(pre_hook="create or replace table {{ target.schema }}.hooked as select '{{ this.name }}' as name") }}
select status, old.orders, new.cents, hooked.name
from {{ ref('statuses', v=1) }} old
join {{ ref('statuses') }} new using (status)
cross join {{ target.schema }}.hooked
