select * from {{ ref('nothing_of_this_name') }}
