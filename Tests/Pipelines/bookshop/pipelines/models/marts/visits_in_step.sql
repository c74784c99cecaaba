{{ config(materialized='incremental', unique_key='visit_id', on_schema_change='sync_all_columns') }}
select * from {{ ref('stg_visits') }}
