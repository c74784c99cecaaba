select
    id as customer_id,
    trim(name) as name,
    lower(email) as email,
    country,
    cast(updated_at as {{ dbt.type_timestamp() }}) as updated_at
from {{ source('till', 'customers') }}
