import GRDB

extension ContentMigrations {
    /// Who may do what: groups, roles, user attributes, and who sees which folder.
    ///
    /// A `key` marks what the program itself refers to, whatever people name it. The sets that are built in keep their
    /// permissions in code. The role that stood in `users` becomes a membership: explorers and developers are members of
    /// groups of that name, admins and viewers hold their role themselves.
    static func addAccess(_ db: Database) throws {
        try db.execute(sql: access)
        try db.execute(sql: accessDefaults)
        try db.execute(sql: usersBecomeMembers)
        try db.execute(sql: contentMetadata)
        for row in try Row.fetchAll(db, sql: "SELECT * FROM users ORDER BY id") {
            try PersonalFolder.make(db, for: row["id"], name: PersonalFolder.name(row), now: row["created_at"])
        }
    }

    private static let access = """
        CREATE TABLE user_groups (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            key TEXT UNIQUE,                            -- all, explorers, developers
            name TEXT NOT NULL,
            name_key TEXT NOT NULL UNIQUE,              -- the name folded for comparison
            external_group_id TEXT,
            externally_managed INTEGER NOT NULL DEFAULT 0,
            can_add_to_content_metadata INTEGER NOT NULL DEFAULT 1,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX user_groups_by_external_id ON user_groups (external_group_id);
        CREATE TABLE group_users (
            group_id INTEGER NOT NULL REFERENCES user_groups (id) ON DELETE CASCADE,
            user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
            is_external INTEGER NOT NULL DEFAULT 0,     -- kept by the identity provider
            PRIMARY KEY (group_id, user_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX group_users_by_user ON group_users (user_id);
        CREATE TABLE group_groups (
            group_id INTEGER NOT NULL REFERENCES user_groups (id) ON DELETE CASCADE,
            member_id INTEGER NOT NULL REFERENCES user_groups (id) ON DELETE CASCADE,
            PRIMARY KEY (group_id, member_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX group_groups_by_member ON group_groups (member_id);
        CREATE TABLE permission_sets (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            key TEXT UNIQUE,
            name TEXT NOT NULL,
            name_key TEXT NOT NULL UNIQUE,
            permissions TEXT NOT NULL DEFAULT ''        -- separated by commas; of a set without key
        ) STRICT;
        CREATE TABLE model_sets (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            key TEXT UNIQUE,                            -- all
            name TEXT NOT NULL,
            name_key TEXT NOT NULL UNIQUE
        ) STRICT;
        CREATE TABLE model_set_models (
            model_set_id INTEGER NOT NULL REFERENCES model_sets (id) ON DELETE CASCADE,
            model TEXT NOT NULL,
            PRIMARY KEY (model_set_id, model)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE roles (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            key TEXT UNIQUE,                            -- admin, developer, explorer, viewer
            name TEXT NOT NULL,
            name_key TEXT NOT NULL UNIQUE,
            permission_set_id INTEGER NOT NULL REFERENCES permission_sets (id),
            model_set_id INTEGER NOT NULL REFERENCES model_sets (id)
        ) STRICT;
        CREATE TABLE role_users (
            role_id INTEGER NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
            user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
            PRIMARY KEY (role_id, user_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX role_users_by_user ON role_users (user_id);
        CREATE TABLE role_groups (
            role_id INTEGER NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
            group_id INTEGER NOT NULL REFERENCES user_groups (id) ON DELETE CASCADE,
            PRIMARY KEY (role_id, group_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX role_groups_by_group ON role_groups (group_id);
        CREATE TABLE user_attributes (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE,
            label TEXT NOT NULL,
            type TEXT NOT NULL,
            default_value TEXT,
            is_system INTEGER NOT NULL DEFAULT 0,
            value_is_hidden INTEGER NOT NULL DEFAULT 0,
            user_can_view INTEGER NOT NULL DEFAULT 1,
            user_can_edit INTEGER NOT NULL DEFAULT 0,
            hidden_value_domain_whitelist TEXT
        ) STRICT;
        CREATE TABLE user_attribute_user_values (
            user_attribute_id INTEGER NOT NULL REFERENCES user_attributes (id) ON DELETE CASCADE,
            user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
            value TEXT NOT NULL,
            PRIMARY KEY (user_id, user_attribute_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX user_values_by_attribute ON user_attribute_user_values (user_attribute_id);
        CREATE TABLE user_attribute_group_values (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            user_attribute_id INTEGER NOT NULL REFERENCES user_attributes (id) ON DELETE CASCADE,
            group_id INTEGER NOT NULL REFERENCES user_groups (id) ON DELETE CASCADE,
            rank INTEGER NOT NULL,                      -- of several groups' values the one of the lowest rank counts
            value TEXT NOT NULL,
            UNIQUE (user_attribute_id, group_id)
        ) STRICT;
        CREATE INDEX group_values_by_group ON user_attribute_group_values (group_id);
        """

    private static let accessDefaults = """
        INSERT INTO user_groups (id, key, name, name_key, can_add_to_content_metadata, created_at, updated_at) VALUES
            (1, 'all', 'All Users', 'all users', 1, 0, 0), (2, 'explorers', 'Explorers', 'explorers', 1, 0, 0),
            (3, 'developers', 'Developers', 'developers', 1, 0, 0);
        INSERT INTO permission_sets (id, key, name, name_key) VALUES
            (1, 'admin', 'Admin', 'admin'), (2, 'developer', 'Developer', 'developer'), (3, 'user', 'User', 'user'),
            (4, 'viewer', 'Viewer', 'viewer'),
            (5, 'lookml_dashboard_user', 'LookML Dashboard User', 'lookml dashboard user'),
            (6, 'user_without_lookml', 'User who can''t view LookML', 'user who can''t view lookml');
        INSERT INTO model_sets (id, key, name, name_key) VALUES (1, 'all', 'All', 'all');
        INSERT INTO roles (id, key, name, name_key, permission_set_id, model_set_id) VALUES
            (1, 'admin', 'Admin', 'admin', 1, 1), (2, 'developer', 'Developer', 'developer', 2, 1),
            (3, 'explorer', 'Explorer', 'explorer', 3, 1), (4, 'viewer', 'Viewer', 'viewer', 4, 1);
        INSERT INTO role_groups (role_id, group_id) VALUES (4, 1), (3, 2), (2, 3);
        INSERT INTO user_attributes (id, name, label, type, is_system, user_can_edit) VALUES
            (1, 'id', 'ID', 'number', 1, 0), (2, 'email', 'Email', 'string', 1, 0),
            (3, 'first_name', 'First Name', 'string', 1, 0), (4, 'last_name', 'Last Name', 'string', 1, 0),
            (5, 'full_name', 'Full Name', 'string', 1, 0), (6, 'locale', 'Locale', 'string', 1, 1),
            (7, 'timezone', 'Timezone', 'string', 1, 1), (8, 'number_format', 'Number Format', 'string', 1, 1),
            (9, 'landing_page', 'Landing Page', 'relative_url', 1, 1);
        """

    private static let usersBecomeMembers = """
        INSERT INTO role_users (role_id, user_id) SELECT r.id, u.id FROM users u JOIN roles r ON r.key = u.role
            WHERE u.role IN ('admin', 'viewer');
        INSERT INTO group_users (group_id, user_id) SELECT g.id, u.id FROM users u
            JOIN user_groups g ON g.key = u.role || 's' WHERE u.role IN ('explorer', 'developer');
        ALTER TABLE users DROP COLUMN role;
        """

    /// Every folder, Look and dashboard has a number by which the API speaks of who may see it; triggers give it, so that
    /// nothing is ever without one.
    private static let contentMetadata = """
        CREATE TABLE content_metadata (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            content_type TEXT NOT NULL,                 -- folder, look, dashboard, board
            content_id TEXT NOT NULL,
            inherits INTEGER NOT NULL DEFAULT 1,
            UNIQUE (content_type, content_id)
        ) STRICT;
        CREATE TABLE content_metadata_access (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            content_metadata_id INTEGER NOT NULL REFERENCES content_metadata (id) ON DELETE CASCADE,
            group_id INTEGER REFERENCES user_groups (id) ON DELETE CASCADE,
            user_id INTEGER REFERENCES users (id) ON DELETE CASCADE,
            permission_type TEXT NOT NULL CHECK (permission_type IN ('view', 'edit')),
            CHECK ((group_id IS NULL) <> (user_id IS NULL)),
            UNIQUE (content_metadata_id, group_id), UNIQUE (content_metadata_id, user_id)
        ) STRICT;
        CREATE INDEX content_access_by_group ON content_metadata_access (group_id);
        CREATE INDEX content_access_by_user ON content_metadata_access (user_id);
        INSERT INTO content_metadata (content_type, content_id, inherits)
            SELECT 'folder', id, parent_id IS NOT NULL FROM folders ORDER BY parent_id IS NOT NULL, length(id), id;
        INSERT INTO content_metadata (content_type, content_id) SELECT 'look', CAST(id AS TEXT) FROM looks ORDER BY id;
        INSERT INTO content_metadata (content_type, content_id) SELECT 'dashboard', id FROM dashboards ORDER BY id;
        CREATE TRIGGER folders_metadata AFTER INSERT ON folders BEGIN
            INSERT OR IGNORE INTO content_metadata (content_type, content_id, inherits)
            VALUES ('folder', NEW.id, NEW.parent_id IS NOT NULL);
        END;
        CREATE TRIGGER looks_metadata AFTER INSERT ON looks BEGIN
            INSERT OR IGNORE INTO content_metadata (content_type, content_id) VALUES ('look', CAST(NEW.id AS TEXT));
        END;
        CREATE TRIGGER dashboards_metadata AFTER INSERT ON dashboards BEGIN
            INSERT OR IGNORE INTO content_metadata (content_type, content_id) VALUES ('dashboard', NEW.id);
        END;
        CREATE TRIGGER folders_without_metadata AFTER DELETE ON folders BEGIN
            DELETE FROM content_metadata WHERE content_type = 'folder' AND content_id = OLD.id;
        END;
        CREATE TRIGGER looks_without_metadata AFTER DELETE ON looks BEGIN
            DELETE FROM content_metadata WHERE content_type = 'look' AND content_id = CAST(OLD.id AS TEXT);
        END;
        CREATE TRIGGER dashboards_without_metadata AFTER DELETE ON dashboards BEGIN
            DELETE FROM content_metadata WHERE content_type = 'dashboard' AND content_id = OLD.id;
        END;
        INSERT INTO content_metadata_access (content_metadata_id, group_id, permission_type)
            SELECT m.id, g.id, CASE g.key WHEN 'all' THEN 'view' ELSE 'edit' END
            FROM content_metadata m JOIN user_groups g
            WHERE m.content_type = 'folder'
                AND (m.content_id = '1' OR m.content_id = 'lookml' AND g.key = 'all') ORDER BY m.id, g.id;
        """
}
