{{ config(materialized='incremental', incremental_strategy='merge', unique_key='order_id', merge_exclude_columns=['first_cents']) }}
select order_id, cents as first_cents, cents from {{ ref('stg_orders') }}
