{{ config(
    materialized='incremental', incremental_strategy='microbatch', event_time='checked_at', batch_size='month',
    begin='2025-01-01', meta={'why': 'by month'}, partial=true) }}
select shelf, checked_at, capacity * 2 as books from {{ ref('shelves') }}
