extension ContentMigrations {
    /// Statements of the SQL page that people have saved. The settings are JSON, as the page made them.
    static let statements = """
        CREATE TABLE statements (
            id INTEGER PRIMARY KEY,
            title TEXT NOT NULL,
            title_key TEXT NOT NULL,
            description TEXT NOT NULL DEFAULT '',
            folder_id TEXT NOT NULL REFERENCES folders (id) DEFERRABLE INITIALLY DEFERRED,
            connection TEXT NOT NULL,
            sql TEXT NOT NULL,
            parameter_values TEXT NOT NULL DEFAULT '{}',
            chart TEXT NOT NULL DEFAULT '{}',
            user_id INTEGER,
            last_updater_id INTEGER,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            deleted_at INTEGER,
            deleter_id INTEGER,
            version INTEGER NOT NULL DEFAULT 1
        ) STRICT;
        CREATE INDEX statements_by_folder ON statements (folder_id);
        """
}
