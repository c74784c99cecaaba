extension ContentMigrations {
    /// What people make: versions of it, boards, favourites, who looked at what. Ids that were given once are never given
    /// again: `content_sequences` has the last of each kind.
    static let saved = """
        ALTER TABLE folders ADD COLUMN deleted_at INTEGER;
        ALTER TABLE folders ADD COLUMN deleter_id INTEGER;
        ALTER TABLE looks ADD COLUMN settings TEXT NOT NULL DEFAULT '{}';
        ALTER TABLE looks ADD COLUMN marks TEXT NOT NULL DEFAULT '{}';       -- JSON: tags, verified, deprecated
        ALTER TABLE dashboards ADD COLUMN marks TEXT NOT NULL DEFAULT '{}';
        ALTER TABLE dashboard_layouts ADD COLUMN name TEXT NOT NULL DEFAULT '';
        CREATE TABLE content_sequences (
            kind TEXT PRIMARY KEY,
            last INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE content_versions (             -- added and never changed
            kind TEXT NOT NULL,
            object_id TEXT NOT NULL,
            version INTEGER NOT NULL,
            user_id INTEGER,
            created_at INTEGER NOT NULL,
            summary TEXT NOT NULL,
            body TEXT NOT NULL,                     -- JSON: the object in the shape of content files
            PRIMARY KEY (kind, object_id, version)
        ) STRICT;
        CREATE TABLE boards (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            title TEXT NOT NULL,
            description TEXT NOT NULL DEFAULT '',
            user_id INTEGER,
            section_order TEXT NOT NULL DEFAULT '[]',
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            deleted_at INTEGER
        ) STRICT;
        CREATE TABLE board_sections (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            board_id INTEGER NOT NULL REFERENCES boards (id) ON DELETE CASCADE,
            title TEXT,
            description TEXT,
            item_order TEXT NOT NULL DEFAULT '[]',
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            deleted_at INTEGER
        ) STRICT;
        CREATE INDEX board_sections_by_board ON board_sections (board_id);
        CREATE TABLE board_items (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            section_id INTEGER NOT NULL REFERENCES board_sections (id) ON DELETE CASCADE,
            look_id TEXT,
            dashboard_id TEXT,
            settings TEXT NOT NULL DEFAULT '{}',    -- JSON: custom_title, custom_url …
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX board_items_by_section ON board_items (section_id);
        CREATE TABLE favorites (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
            kind TEXT NOT NULL,
            object_id TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            UNIQUE (user_id, kind, object_id)
        ) STRICT;
        CREATE INDEX favorites_by_object ON favorites (kind, object_id);
        CREATE TABLE content_views (
            kind TEXT NOT NULL,
            object_id TEXT NOT NULL,
            user_id INTEGER NOT NULL,               -- 0: a visitor or nobody known
            week INTEGER NOT NULL,                  -- its Monday, in days since 1970-01-01 UTC
            view_count INTEGER NOT NULL,
            last_viewed_at INTEGER NOT NULL,
            PRIMARY KEY (kind, object_id, user_id, week)
        ) STRICT;
        CREATE TRIGGER boards_metadata AFTER INSERT ON boards BEGIN
            INSERT OR IGNORE INTO content_metadata (content_type, content_id) VALUES ('board', CAST(NEW.id AS TEXT));
        END;
        CREATE TRIGGER boards_without_metadata AFTER DELETE ON boards BEGIN
            DELETE FROM content_metadata WHERE content_type = 'board' AND content_id = CAST(OLD.id AS TEXT);
        END;
        CREATE INDEX content_views_by_user ON content_views (user_id, last_viewed_at);
        """
}
