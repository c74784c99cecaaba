with days as (
    select {{ dbt.date_trunc('day', 'ordered_at') }} as day, * from {{ ref('doubled') }} join {{ ref('stg_orders') }} using (id)
)
select
    {{ dbt_utils.generate_surrogate_key(['day', 'customer_id']) }} as day_key,
    {% for tier in ['gold', 'silver'] %}
    sum(case when tier = '{{ tier }}' then doubled end) as {{ tier }}_doubled{% if not loop.last %},{% endif %}
    {% endfor %}
from days
{{ dbt_utils.group_by(1) }}
