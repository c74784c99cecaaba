extension ContentMigrations {
    /// What happened, by whom. Rows are added and never changed; they may be deleted only once they are older than
    /// `audit_horizon` says.
    static let audit = """
        CREATE TABLE audit_log (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            action TEXT NOT NULL,                       -- change, query, download, sign-in, sign-out, command …
            what TEXT NOT NULL,                         -- the method and path, or the command
            object TEXT,                                -- what it was about, such as user/12
            user_id TEXT,
            user_name TEXT,
            sudo_user_id TEXT,
            address TEXT,
            door TEXT NOT NULL,                         -- browser, api, shell …
            outcome TEXT NOT NULL,                      -- done, refused, failed
            status INTEGER,
            details TEXT,                               -- JSON
            hash BLOB NOT NULL                          -- SHA-256 of the row and of the hash before it
        ) STRICT;
        CREATE INDEX audit_log_by_time ON audit_log (at);
        CREATE INDEX audit_log_by_user ON audit_log (user_id, id);
        CREATE INDEX audit_log_by_action ON audit_log (action, id);
        CREATE TABLE audit_horizon (before INTEGER NOT NULL) STRICT;
        INSERT INTO audit_horizon VALUES (0);
        CREATE TRIGGER audit_log_is_kept BEFORE UPDATE ON audit_log BEGIN
            SELECT RAISE(ABORT, 'the audit log is never changed');
        END;
        CREATE TRIGGER audit_log_is_not_cut BEFORE DELETE ON audit_log
        WHEN OLD.at >= (SELECT before FROM audit_horizon) BEGIN
            SELECT RAISE(ABORT, 'the audit log is only cut at its horizon');
        END;
        """
}
