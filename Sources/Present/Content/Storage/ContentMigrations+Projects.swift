extension ContentMigrations {
    /// Keys to read the events of a project with, and what programs keep about a project: JSON by kind and key.
    static let projects = """
        CREATE TABLE project_secrets (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE,
            project_id INTEGER NOT NULL,
            secret_hash BLOB NOT NULL UNIQUE,
            prefix TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            revoked_at INTEGER
        ) STRICT;
        CREATE TABLE project_records (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            project_id INTEGER NOT NULL,
            kind TEXT NOT NULL,
            key TEXT NOT NULL,
            body TEXT NOT NULL,
            is_deleted INTEGER NOT NULL DEFAULT 0,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            UNIQUE (project_id, kind, key)
        ) STRICT;
        """

    static let erasingSecrets = "ALTER TABLE project_secrets ADD COLUMN may_erase INTEGER NOT NULL DEFAULT 0"
}
