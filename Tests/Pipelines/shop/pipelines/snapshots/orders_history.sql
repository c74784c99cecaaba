{% snapshot orders_history %}
{{ config(target_schema='hist', unique_key='id', strategy='timestamp', updated_at='ordered_at') }}
select * from {{ ref('stg_orders') }}
{% endsnapshot %}
