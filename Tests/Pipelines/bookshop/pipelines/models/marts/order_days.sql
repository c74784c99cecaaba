{{ config(materialized='incremental', incremental_strategy='delete+insert', unique_key='day') }}
-- depends_on: {{ ref('countries') }}
select
    {{ dbt.date_trunc('day', 'ordered_at') }} as day,
    count(*) as orders,
    sum(cents) as cents,
    {%- set wanted = ['open', 'paid', 'sent'] %}
    {%- for status in wanted %}
    count(*) filter (where status = '{{ status }}') as {{ status }}_orders{% if not loop.last %},{% endif %}
    {%- endfor %}
from {{ ref('stg_orders') }}
{% if is_incremental() %}
where ordered_at >= (select max(day) from {{ this }})
{% endif %}
group by 1
