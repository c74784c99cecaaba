select cast(date_day as date) as day
from ({{ dbt.date_spine('day', "cast('2025-02-26' as date)", "cast('2025-03-03' as date)") }})
