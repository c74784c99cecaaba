{# Columns that the till gets later flow through. #}
select * from {{ source('till', 'visits') }}
