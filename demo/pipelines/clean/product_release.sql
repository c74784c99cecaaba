-- One row for each released version. `minor_number` counts the minor releases of a family from its first on, so that
-- two of them subtract to "versions behind"; patches have the number of their minor release.
WITH parsed AS (
    SELECT
        family,
        version,
        released_on,
        TRY_CAST(split_part(version, '.', 1) AS INTEGER) AS major,
        TRY_CAST(split_part(version, '.', 2) AS INTEGER) AS minor,
        TRY_CAST(split_part(version, '.', 3) AS INTEGER) AS patch
    FROM raw.releases
)

SELECT
    family,
    version,
    major,
    minor,
    patch,
    released_on,
    min(released_on) OVER (PARTITION BY family, major, minor) AS minor_released_on,
    CAST(dense_rank() OVER (PARTITION BY family ORDER BY major, minor) AS INTEGER) AS minor_number
FROM parsed
