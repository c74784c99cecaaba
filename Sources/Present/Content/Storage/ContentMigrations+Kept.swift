extension ContentMigrations {
    /// What clients of the Looker API keep here as data: schedules, alerts, themes. JSON by kind; the columns are what they
    /// are looked for by.
    static let kept = """
        CREATE TABLE kept_objects (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL,
            user_id TEXT,
            subject TEXT,                           -- what it is about: look/12, dashboard/409
            name TEXT,                              -- where names are unique in the kind
            body TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            UNIQUE (kind, name)
        ) STRICT;
        CREATE INDEX kept_objects_by_user ON kept_objects (kind, user_id);
        CREATE INDEX kept_objects_by_subject ON kept_objects (kind, subject);
        """
}
