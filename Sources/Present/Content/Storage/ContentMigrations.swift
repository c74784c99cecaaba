import GRDB

/// The tables of `soundings.sqlite`, as the steps that made them. A step that has been released is never edited: the next
/// change is the next step. Each runs in one transaction together with the row that says it has run.
enum ContentMigrations {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 people") { try $0.execute(sql: people) }
        migrator.registerMigration("2 content") { try $0.execute(sql: content) }
        migrator.registerMigration("3 cohorts") { try $0.execute(sql: cohorts) }
        migrator.registerMigration("4 projects") { try $0.execute(sql: projects) }
        migrator.registerMigration("5 erasing secrets") { try $0.execute(sql: erasingSecrets) }
        migrator.registerMigration("6 access") { try addAccess($0) }
        migrator.registerMigration("saved content") { try $0.execute(sql: saved) }
        migrator.registerMigration("kept objects") { try $0.execute(sql: kept) }
        migrator.registerMigration("7 sign-in") { try $0.execute(sql: signIn) }
        migrator.registerMigration("8 audit") { try $0.execute(sql: audit) }
        migrator.registerMigration("query history") { try $0.execute(sql: queryHistory) }
        migrator.registerMigration("acting sessions") { try $0.execute(sql: acting) }
        migrator.registerMigration("saved statements") { try $0.execute(sql: statements) }
        return migrator
    }

    /// Times are milliseconds since 1970 (UTC). Secrets are kept as SHA-256 only.
    private static let people = """
        CREATE TABLE users (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            email TEXT,
            email_key TEXT UNIQUE,                  -- the address folded for comparison
            first_name TEXT NOT NULL DEFAULT '',
            last_name TEXT NOT NULL DEFAULT '',
            display_name TEXT,
            role TEXT NOT NULL,
            is_disabled INTEGER NOT NULL DEFAULT 0,
            is_service_account INTEGER NOT NULL DEFAULT 0,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            version INTEGER NOT NULL DEFAULT 1
        ) STRICT;
        CREATE TABLE sign_in_links (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
            token_hash BLOB NOT NULL UNIQUE,
            created_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            used_at INTEGER
        ) STRICT;
        CREATE INDEX sign_in_links_by_user ON sign_in_links (user_id);
        CREATE TABLE sessions (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            token_hash BLOB NOT NULL UNIQUE,
            user_id INTEGER REFERENCES users (id) ON DELETE CASCADE,     -- null: a visitor
            created_at INTEGER NOT NULL,
            last_seen_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX sessions_by_user ON sessions (user_id);
        CREATE TABLE credentials_api3 (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
            client_id TEXT NOT NULL UNIQUE,
            secret_hash BLOB NOT NULL,
            is_disabled INTEGER NOT NULL DEFAULT 0,
            created_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX credentials_api3_by_user ON credentials_api3 (user_id);
        CREATE TABLE access_tokens (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            token_hash BLOB NOT NULL UNIQUE,
            user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
            credentials_id INTEGER REFERENCES credentials_api3 (id) ON DELETE CASCADE,
            workspace TEXT NOT NULL DEFAULT 'production',
            created_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX access_tokens_by_user ON access_tokens (user_id);
        CREATE INDEX access_tokens_by_credentials ON access_tokens (credentials_id);
        CREATE TABLE ingestion_keys (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE,
            project_id INTEGER NOT NULL,
            key_hash BLOB NOT NULL UNIQUE,
            prefix TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            revoked_at INTEGER
        ) STRICT;
        """

    /// `source` is the project file that an object comes from, null for one made here. `fingerprint` is the SHA-256 of what
    /// was read, so that reading the same again changes nothing. Users and Looks are named without a foreign key where
    /// what refers to them outlives them.
    private static let content = """
        CREATE TABLE folders (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            parent_id TEXT REFERENCES folders (id) DEFERRABLE INITIALLY DEFERRED,
            description TEXT NOT NULL DEFAULT '',
            creator_id INTEGER,
            source TEXT,
            fingerprint BLOB,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            version INTEGER NOT NULL DEFAULT 1
        ) STRICT;
        CREATE INDEX folders_by_parent ON folders (parent_id, name);
        CREATE TABLE queries (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            slug TEXT NOT NULL UNIQUE,
            fingerprint BLOB NOT NULL UNIQUE,       -- equal queries have equal fingerprints
            model TEXT NOT NULL,
            explore TEXT NOT NULL,
            definition TEXT NOT NULL,               -- JSON, the writable properties of the API's Query
            created_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE query_slugs (                  -- further names, chosen by clients
            slug TEXT PRIMARY KEY,
            query_id INTEGER NOT NULL REFERENCES queries (id) ON DELETE CASCADE
        ) STRICT;
        CREATE INDEX query_slugs_by_query ON query_slugs (query_id);
        CREATE TABLE looks (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            slug TEXT UNIQUE,
            title TEXT NOT NULL,
            title_key TEXT NOT NULL,                -- the title folded for search
            description TEXT NOT NULL DEFAULT '',
            folder_id TEXT NOT NULL REFERENCES folders (id) DEFERRABLE INITIALLY DEFERRED,
            query_id INTEGER NOT NULL REFERENCES queries (id),
            user_id INTEGER,
            last_updater_id INTEGER,
            source TEXT,
            fingerprint BLOB,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            deleted_at INTEGER,
            deleter_id INTEGER,
            version INTEGER NOT NULL DEFAULT 1,
            view_count INTEGER NOT NULL DEFAULT 0,
            last_viewed_at INTEGER
        ) STRICT;
        CREATE INDEX looks_by_folder ON looks (folder_id);
        CREATE INDEX looks_by_source ON looks (source);
        CREATE TABLE dashboards (
            id TEXT PRIMARY KEY,                    -- a number, or model::name
            slug TEXT UNIQUE,
            title TEXT NOT NULL,
            title_key TEXT NOT NULL,
            description TEXT NOT NULL DEFAULT '',
            folder_id TEXT NOT NULL REFERENCES folders (id) DEFERRABLE INITIALLY DEFERRED,
            model TEXT,                             -- of a LookML dashboard
            definition TEXT NOT NULL,               -- JSON, all but filters and elements
            user_id INTEGER,
            last_updater_id INTEGER,
            source TEXT,
            fingerprint BLOB,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            deleted_at INTEGER,
            deleter_id INTEGER,
            version INTEGER NOT NULL DEFAULT 1,
            view_count INTEGER NOT NULL DEFAULT 0,
            last_viewed_at INTEGER
        ) STRICT;
        CREATE INDEX dashboards_by_folder ON dashboards (folder_id);
        CREATE INDEX dashboards_by_source ON dashboards (source);
        CREATE TABLE dashboard_filters (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            dashboard_id TEXT NOT NULL REFERENCES dashboards (id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            position INTEGER NOT NULL,
            definition TEXT NOT NULL,
            UNIQUE (dashboard_id, name)
        ) STRICT;
        CREATE TABLE dashboard_elements (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            dashboard_id TEXT NOT NULL REFERENCES dashboards (id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            position INTEGER NOT NULL,
            query_id INTEGER REFERENCES queries (id),
            look_id INTEGER,
            definition TEXT NOT NULL,
            UNIQUE (dashboard_id, name)
        ) STRICT;
        CREATE INDEX dashboard_elements_by_look ON dashboard_elements (look_id);
        CREATE TABLE dashboard_layouts (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            dashboard_id TEXT NOT NULL REFERENCES dashboards (id) ON DELETE CASCADE,
            type TEXT NOT NULL,
            active INTEGER NOT NULL DEFAULT 1,
            position INTEGER NOT NULL DEFAULT 0,
            UNIQUE (dashboard_id, position)
        ) STRICT;
        CREATE TABLE dashboard_layout_components (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            layout_id INTEGER NOT NULL REFERENCES dashboard_layouts (id) ON DELETE CASCADE,
            element_id INTEGER NOT NULL REFERENCES dashboard_elements (id) ON DELETE CASCADE,
            grid_row INTEGER NOT NULL,
            grid_column INTEGER NOT NULL,
            width INTEGER NOT NULL,
            height INTEGER NOT NULL,
            UNIQUE (layout_id, element_id)
        ) STRICT;
        INSERT INTO folders (id, name, parent_id, created_at, updated_at) VALUES
            ('1', 'Shared', NULL, 0, 0), ('2', 'Users', NULL, 0, 0), ('lookml', 'LookML Dashboards', NULL, 0, 0);
        """

    /// Cohorts of product analytics. Versions are added and never changed. Cohorts are known by their names; of those in the
    /// trash several may have had one name.
    private static let cohorts = """
        CREATE TABLE cohorts (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL,
            source TEXT,
            user_id INTEGER,
            created_at INTEGER NOT NULL,
            deleted_at INTEGER,
            deleter_id INTEGER,
            version INTEGER NOT NULL                -- the newest
        ) STRICT;
        CREATE UNIQUE INDEX cohorts_by_name ON cohorts (name) WHERE deleted_at IS NULL;
        CREATE TABLE cohort_versions (
            cohort_id INTEGER NOT NULL REFERENCES cohorts (id) ON DELETE CASCADE,
            version INTEGER NOT NULL,
            description TEXT NOT NULL,
            definition TEXT NOT NULL,               -- JSON, as charts read it
            note TEXT NOT NULL,
            user_id INTEGER,
            created_at INTEGER NOT NULL,
            PRIMARY KEY (cohort_id, version)
        ) STRICT;
        """
}
