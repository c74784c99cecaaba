select count(*) as returns, sum(cents) as cents from {{ ref('returns') }}
