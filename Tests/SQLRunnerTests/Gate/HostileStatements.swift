/// What nobody may get through the gate: attacks that are known, and a grammar that puts each attack into every place
/// where a query can hide one.
enum HostileStatements {
    /// Whole statements. `FILE` is the warehouse's own file.
    static let whole = [
        "COPY orders TO '/tmp/out.csv'", "COPY (SELECT * FROM orders) TO 'FILE' (USE_TMP_FILE false)",
        "COPY orders FROM '/etc/passwd'", "EXPORT DATABASE '/tmp/x'", "IMPORT DATABASE '/tmp/x'",
        "ATTACH 'FILE' AS other", "ATTACH ':memory:' AS m", "DETACH warehouse", "USE main", "INSTALL httpfs",
        "LOAD httpfs", "LOAD '/tmp/x.duckdb_extension'", "PRAGMA database_list", "PRAGMA table_info('orders')",
        "PRAGMA enable_profiling", "CALL pragma_version()", "CALL enable_logging(storage='file')", "CHECKPOINT",
        "FORCE CHECKPOINT", "VACUUM", "ANALYZE", "SET memory_limit='1TB'", "SET GLOBAL enable_external_access=true",
        "RESET memory_limit", "SET VARIABLE x = 1", "INSERT INTO orders SELECT * FROM orders",
        "INSERT OR REPLACE INTO people VALUES (1, 'x')", "UPDATE people SET name = 'x'", "DELETE FROM orders",
        "TRUNCATE orders", "MERGE INTO people USING orders ON people.id = orders.id WHEN MATCHED THEN DELETE",
        "DROP TABLE orders", "DROP SCHEMA clean CASCADE", "ALTER TABLE orders ADD COLUMN x INTEGER",
        "ALTER TABLE orders RENAME TO stolen", "CREATE TABLE x AS SELECT 1",
        "CREATE OR REPLACE TABLE orders AS SELECT 1",
        "CREATE TEMP TABLE x AS SELECT * FROM hidden.secrets", "CREATE VIEW v AS SELECT * FROM hidden.secrets",
        "CREATE OR REPLACE MACRO lower(x) AS 'gone'", "CREATE MACRO f() AS TABLE SELECT * FROM hidden.secrets",
        "CREATE SCHEMA x", "CREATE SEQUENCE s", "CREATE TYPE t AS ENUM ('a')", "CREATE INDEX i ON orders (id)",
        "CREATE SECRET s (TYPE S3)", "DROP SECRET s", "CREATE UNIQUE INDEX i ON people (id)",
        "COMMENT ON TABLE orders IS 'x'",
        "BEGIN", "BEGIN TRANSACTION", "COMMIT", "ROLLBACK", "ABORT", "PREPARE p AS SELECT 1", "EXECUTE p",
        "DEALLOCATE p", "EXPLAIN SELECT * FROM orders", "EXPLAIN ANALYZE SELECT * FROM orders", "DESCRIBE orders",
        "SHOW TABLES", "SHOW ALL TABLES", "SHOW DATABASES", "SUMMARIZE orders",
        "PIVOT orders ON state USING SUM(price)",
        "SELECT 1; SELECT 2", "SELECT 1; DROP TABLE orders", "SELECT 1;; COPY orders TO 'x'", ";", "", "   ",
        "-- nothing",
        "SELECT * FROM (DESCRIBE orders)", "SELECT * FROM (SHOW TABLES)", "SELECT * FROM (SUMMARIZE orders)",
        "FROM (DESCRIBE hidden.secrets)", "WITH d AS (DELETE FROM orders RETURNING *) SELECT * FROM d",
        "WITH i AS (INSERT INTO people VALUES (9, 'x') RETURNING *) SELECT * FROM i",
        "WITH u AS (UPDATE people SET name = 'x' RETURNING *) SELECT * FROM u",
        "SELECT * FROM orders AT (VERSION => 1)", "SELECT * FROM orders AT (TIMESTAMP => NOW())",
        "/* SELECT */ DROP TABLE orders", "SELECT 1 \u{0} FROM orders", "sElEcT 1; aTtAcH 'x'",
        "SELECT * FROM orders INTO OUTFILE 'x'", "SELECT 1 INTO x", "DO $$ BEGIN END $$", "GRANT ALL ON orders TO x",
        "WITH \"FILE\" AS (SELECT 1) SELECT * FROM \"FILE\"",
        "WITH \"/etc/passwd\" AS (SELECT 1) SELECT * FROM (SELECT 1) t, \"/etc/passwd\"",
        "WITH a AS (SELECT * FROM b), b AS (SELECT 1) SELECT * FROM a",
        "WITH x AS (SELECT * FROM salaries) SELECT * FROM x",
    ]

    /// Things to read in FROM.
    static let sources = [
        "'/etc/passwd'", "'FILE'", "\"FILE\"", "'FILE.wal'", "'x.csv'", "\"x.parquet\"", "'https://example.com/x.csv'",
        "'s3://bucket/x.parquet'", "'*.json'", "hidden.secrets", "salaries", "main.salaries", "\"main\".\"salaries\"",
        "warehouse.main.orders", "warehouse.hidden.secrets", "memory.main.orders", "temp.main.orders",
        "system.main.orders",
        "information_schema.tables", "information_schema.columns", "pg_catalog.pg_tables", "pg_class", "duckdb_tables",
        "sqlite_master", "duckdb_settings", "pragma_database_list", "HIDDEN.SECRETS", "Salaries",
        "read_csv('/etc/passwd')", "read_csv_auto('FILE')", "read_text('/etc/passwd')", "read_blob('FILE')",
        "read_blob('FILE.wal')", "read_parquet('x.parquet')", "parquet_scan('x')", "parquet_metadata('x')",
        "parquet_schema('x')", "parquet_kv_metadata('x')", "parquet_file_metadata('x')", "read_json('x')",
        "read_json_auto('x')", "read_ndjson('x')", "read_json_objects('x')", "glob('*')", "glob('/**')",
        "sniff_csv('/etc/passwd')", "query('SELECT * FROM hidden.secrets')", "query_table('salaries')",
        "query_table(['orders', 'salaries'])", "json_execute_serialized_sql(json_serialize_sql('SELECT 1'))",
        "duckdb_tables()", "duckdb_columns()", "duckdb_settings()", "duckdb_databases()", "duckdb_secrets()",
        "duckdb_functions()", "duckdb_memory()", "duckdb_temporary_files()", "duckdb_logs()", "duckdb_views()",
        "duckdb_extensions()", "duckdb_variables()", "duckdb_prepared_statements()", "pragma_table_info('salaries')",
        "pragma_storage_info('salaries')", "pragma_database_size()", "pragma_show('salaries')", "pragma_version()",
        "pg_timezone_names()", "checkpoint()", "force_checkpoint()", "enable_logging()", "enable_profiling()",
        "truncate_duckdb_logs()", "which_secret('x', 's3')", "seq_scan('salaries')", "arrow_scan(1, 2, 3)",
        "pandas_scan(1)", "test_all_types()", "repeat('x', 1000000000)", "repeat_row(1, num_rows = 1000000000)",
        "summary(TABLE salaries)", "range(100000000000)", "generate_series(1, 1000000000)", "read_duckdb('FILE')",
        "range((SELECT COUNT(*) FROM orders))", "main.read_csv('x')", "hidden.range(3)",
        "histogram('salaries', 'amount')",
    ]

    /// Things to compute.
    static let expressions = [
        "getenv('HOME')", "current_setting('memory_limit')", "getvariable('x')", "nextval('s')", "currval('s')",
        "setseed(0.5)", "sleep_ms(100000)", "pg_sleep(1000)", "write_log('x')", "json_serialize_plan('SELECT 1')",
        "json_serialize_sql('SELECT 1')", "json_deserialize_sql('x')", "txid_current()", "current_query()",
        "pg_get_viewdef(1)", "obj_description(1, 'x')", "has_table_privilege('x', 'y')", "inet_server_addr()",
        "current_connection_id()", "version()", "in_search_path('a', 'b')", "stats(1)", "vector_type(1)",
        "repeat('x', 1000000000)", "repeat('x', n)", "lpad('x', 1000000000, 'y')", "rpad('x', id, 'y')",
        "range(1000000000)", "generate_series(1, 100000000)", "range(id)", "range((SELECT 10))",
        "repeat(repeat(repeat('x', 1000), 1000), 1000)", "list_transform(range(1000), x -> range(1000))",
        "levenshtein('a', 'b')", "damerau_levenshtein('a', 'b')", "editdist3('a', 'b')", "list_resize([1], 1000000000)",
        "array_resize([1], 1000000000)", "format('{:1000000000}', 1)", "printf('%1000000000d', 1)",
        "main.lower('x')::VARCHAR || hidden.f('x')", "hidden.lower('x')", "warehouse.main.lower('x')",
        "unknown_function(1)",
        "(SELECT word FROM hidden.secrets)", "(SELECT content FROM read_text('/etc/passwd'))",
        "EXISTS (SELECT 1 FROM salaries)", "1 IN (SELECT amount FROM salaries)", "ARRAY(SELECT amount FROM salaries)",
        "1 = ANY (SELECT amount FROM salaries)", "list_aggregate([1], current_setting('x'))",
        "COLUMNS(c -> getenv(c) IS NULL)", "CASE WHEN TRUE THEN getenv('x') END", "try(getenv('x'))",
    ]

    /// Places in a query where a source can stand.
    static let placesOfSources = [
        "SELECT * FROM ‹›", "FROM ‹›", "SELECT * FROM orders, ‹› AS x", "SELECT * FROM orders CROSS JOIN ‹› AS x",
        "SELECT * FROM orders LEFT JOIN ‹› AS x ON TRUE", "SELECT * FROM (SELECT * FROM ‹›) AS x",
        "WITH c AS (SELECT * FROM ‹›) SELECT * FROM c", "WITH c AS (SELECT 1), d AS (SELECT * FROM ‹›) SELECT * FROM c",
        "SELECT 1 UNION ALL SELECT 1 FROM ‹›", "SELECT (SELECT COUNT(*) FROM ‹›)",
        "SELECT * FROM orders WHERE EXISTS (SELECT 1 FROM ‹›)", "SELECT * FROM orders WHERE id IN (SELECT 1 FROM ‹›)",
        "SELECT 1 FROM orders GROUP BY 1 HAVING (SELECT COUNT(*) FROM ‹›) > 0",
        "SELECT 1 FROM orders ORDER BY (SELECT COUNT(*) FROM ‹›)", "SELECT 1 LIMIT (SELECT COUNT(*) FROM ‹›)",
        "SELECT * FROM orders, LATERAL (SELECT * FROM ‹›) AS x", "SELECT CASE WHEN 1 IN (SELECT 1 FROM ‹›) THEN 1 END",
        "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n FROM r, ‹› AS y) SELECT * FROM r",
        "SELECT SUM(id) OVER (ORDER BY (SELECT COUNT(*) FROM ‹›)) FROM orders",
        "SELECT SUM(id) FILTER (WHERE EXISTS (FROM ‹›)) FROM orders",
        "SELECT * FROM orders QUALIFY ROW_NUMBER() OVER () = (SELECT 1 FROM ‹›)",
        "SELECT [x FOR x IN (SELECT LIST(1) FROM ‹›)]",
        "SELECT * FROM orders PIVOT (SUM(price) FOR state IN (SELECT 'a' FROM ‹›))",
        "(SELECT 1 FROM ‹›) EXCEPT SELECT 2",
        "/* x */ SELECT /* y */ * -- z\n FROM ‹› --", "SELECT DISTINCT ON ((SELECT 1 FROM ‹›)) id FROM orders",
    ]

    static let placesOfExpressions = [
        "SELECT ‹›", "SELECT id FROM orders WHERE ‹› IS NULL", "SELECT COUNT(*) FROM orders GROUP BY ‹›",
        "SELECT id FROM orders ORDER BY ‹›", "SELECT COUNT(*) FROM orders HAVING MAX(‹›) IS NULL",
        "SELECT MAX(‹›) FROM orders",
        "SELECT SUM(id) OVER (PARTITION BY ‹›) FROM orders", "SELECT LAG(id, 1, ‹›) OVER () FROM orders",
        "SELECT list_transform([1], x -> ‹›)", "SELECT CASE WHEN TRUE THEN ‹› END", "SELECT CAST(‹› AS VARCHAR)",
        "WITH c AS (SELECT ‹› AS v) SELECT v FROM c", "SELECT (SELECT ‹›)", "VALUES (‹›)", "SELECT COALESCE(NULL, ‹›)",
        "SELECT 1 FROM orders JOIN people ON ‹› IS NULL", "SELECT {'a': ‹›}", "SELECT [‹›]", "SELECT 1 UNION SELECT ‹›",
        "SELECT * REPLACE (‹› AS id) FROM orders", "SELECT id FROM orders LIMIT ‹›", "SELECT * FROM unnest([‹›])",
        "SELECT STRING_AGG(state, ',' ORDER BY ‹›) FROM orders", "SELECT SUM(id) FILTER (WHERE ‹› IS NULL) FROM orders",
    ]

    /// All of them, made from the seed: each attack in `places` places, with its letters in any case and blanks or comments
    /// between.
    static func generated(seed: UInt64, places: Int) -> [String] {
        var random = SeededRandom(seed: seed)
        var statements = whole
        for (attacks, forms) in [(sources, placesOfSources), (expressions, placesOfExpressions)] {
            for attack in attacks {
                for _ in 0..<places {
                    let form = forms[Int(random.next() % UInt64(forms.count))]
                    statements.append(mutated(form.replacing("‹›", with: attack), &random))
                }
            }
        }
        return statements
    }

    private static func mutated(_ sql: String, _ random: inout SeededRandom) -> String {
        switch random.next() % 5 {
        case 0: sql + ";"
        case 1: sql.replacing(" FROM ", with: " /**/FROM\n\t")
        case 2: "  \n" + sql.replacing("SELECT", with: "sElEcT")
        case 3: sql + " -- " + "end"
        default: sql
        }
    }
}

/// Xorshift (Marsaglia 2003): the same numbers for the same seed.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed == 0 ? 1 : seed }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
