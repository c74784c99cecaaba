{{ config(materialized='incremental', incremental_strategy='append', on_schema_change='append_new_columns') }}
select * from {{ ref('stg_visits') }}
{% if is_incremental() %}
where visit_id > (select coalesce(max(visit_id), 0) from {{ this }})
{% endif %}
