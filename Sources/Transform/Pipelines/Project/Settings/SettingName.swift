/// The names of settings: each of ours, and how dbt spells it.
package enum SettingName {
    private static let ours: [String: String] = [
        "materialized": "kind", "unique_key": "key", "event_time": "time", "batch_size": "step", "begin": "start",
        "incremental_strategy": "strategy", "concurrent_batches": "concurrency",
        "name": "alias", "cluster_by": "sort", "data_tests": "tests", "target_database": "database",
    ]

    private static let theirs: [String: String] = [
        "kind": "materialized", "key": "unique_key", "time": "event_time", "step": "batch_size", "start": "begin",
        "strategy": "incremental_strategy", "concurrency": "concurrent_batches", "sort": "cluster_by",
    ]

    /// Our name of a setting that may be spelled dbt's way (`unique_key`, `pre-hook`).
    package static func canonical(_ name: String) -> String {
        let name = name.utf8.contains(UInt8(ascii: "-")) ? name.replacing("-", with: "_") : name
        return ours[name] ?? name
    }

    /// dbt's name of one of our settings, for artifacts.
    package static func dbt(_ name: String) -> String { theirs[name] ?? name }

    /// Settings of models, seeds and snapshots that mean something here or to another warehouse.
    static let known: Set<String> = [
        "kind", "alias", "schema", "database", "key", "time", "step", "start", "lookback", "strategy",
        "on_schema_change", "full_refresh", "protected", "schedule", "timezone", "timeout", "retries", "retry_delay",
        "partition_by", "sort", "indexes", "grants", "persist_docs", "tags", "meta", "enabled", "docs", "group",
        "access", "contract", "pre_hook", "post_hook", "concurrency", "publish", "snapshot_of", "snapshot_at",
        "merge_update_columns", "merge_exclude_columns", "incremental_predicates", "predicates", "inputs", "chunk",
        "partial", "late", "wait", "catch_up", "forward_only", "owner", "description", "expect",
        "quoting", "packages", "loaded_at_field", "loaded_at_query", "on_configuration_change", "freshness",
        "static_analysis", "sql_header", "dialect",
        // Snapshots
        "target_schema", "updated_at", "check_cols", "hard_deletes", "invalidate_hard_deletes",
        "dbt_valid_to_current", "valid_to_current", "snapshot_meta_column_names",
        // Seeds
        "column_types", "delimiter", "quote_columns",
        // External files and live tables
        "location", "format", "options", "parquet_read_options", "plugin", "glue_register", "table", "path",
        // Microbatch and others of dbt's warehouses, passed over
        "unlogged", "partitioned_by", "partitions", "require_partition_filter", "labels", "hours_to_expiration",
        "copy_grants", "transient", "query_tag", "secure", "automatic_clustering", "auto_refresh", "backup", "dist",
        "distkey", "sortkey", "sort_type", "bind", "file_format", "ttl", "tests",
    ]

    /// Settings whose lower places add to the higher ones instead of replacing them.
    static let additive: Set<String> = ["tags", "pre_hook", "post_hook"]

    /// Settings that are mappings and merged key by key.
    static let merged: Set<String> = ["meta", "grants", "column_types", "inputs"]

    /// Settings of tests.
    static let ofTests: Set<String> = [
        "enabled", "severity", "warn_if", "error_if", "fail_calc", "where", "limit", "store_failures",
        "store_failures_as", "scope", "tags", "meta", "schema", "alias", "database", "group", "docs", "sql_header",
        "static_analysis", "description",
    ]
}
