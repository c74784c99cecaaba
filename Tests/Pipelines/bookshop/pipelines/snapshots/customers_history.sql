{% snapshot customers_history %}
{{ config(unique_key='customer_id', strategy='check', check_cols=['name', 'email'], hard_deletes='invalidate') }}
select * from {{ ref('stg_customers') }}
{% endsnapshot %}
