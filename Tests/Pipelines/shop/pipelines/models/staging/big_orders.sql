{{ config(materialized='ephemeral') }}
with a as (select * from {{ ref('doubled') }}) select id, doubled from a where doubled > 100
