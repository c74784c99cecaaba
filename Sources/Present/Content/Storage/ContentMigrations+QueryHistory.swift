extension ContentMigrations {
    /// What has run, with the statements once each; statements of the SQL Runner; queries whose results are merged.
    /// `started_at` and the times of a record are microseconds.
    static let queryHistory = """
        CREATE TABLE query_texts (
            id INTEGER PRIMARY KEY,
            digest BLOB NOT NULL UNIQUE,
            sql TEXT NOT NULL
        ) STRICT;
        CREATE TABLE query_history (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            run TEXT NOT NULL,
            user_id TEXT NOT NULL,
            user_name TEXT NOT NULL,
            kind TEXT NOT NULL,
            origin TEXT NOT NULL,
            element TEXT NOT NULL,
            model TEXT NOT NULL,
            explore TEXT NOT NULL,
            format TEXT NOT NULL,
            text_id INTEGER,
            started_at INTEGER NOT NULL,
            compiling INTEGER NOT NULL,
            waiting INTEGER NOT NULL,
            running INTEGER NOT NULL,
            writing INTEGER NOT NULL,
            row_count INTEGER,
            bytes INTEGER NOT NULL,
            source TEXT NOT NULL,
            status TEXT NOT NULL,
            message TEXT
        ) STRICT;
        CREATE INDEX query_history_by_time ON query_history (started_at);
        CREATE INDEX query_history_by_user ON query_history (user_id, started_at);
        CREATE INDEX query_history_by_text ON query_history (text_id);
        CREATE TABLE sql_queries (
            slug TEXT PRIMARY KEY,
            digest BLOB NOT NULL UNIQUE,
            connection TEXT NOT NULL,
            model TEXT,
            sql TEXT NOT NULL,
            vis_config TEXT NOT NULL,
            user_id TEXT NOT NULL,
            user_name TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            last_run_at INTEGER,
            run_count INTEGER NOT NULL DEFAULT 0,
            last_runtime REAL
        ) STRICT;
        CREATE TABLE merge_queries (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            digest BLOB NOT NULL UNIQUE,
            definition TEXT NOT NULL,
            created_at INTEGER NOT NULL
        ) STRICT;
        """
}
