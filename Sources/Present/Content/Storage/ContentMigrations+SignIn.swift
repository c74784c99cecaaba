extension ContentMigrations {
    /// Passwords, accounts at identity providers, and what is known of sessions.
    static let signIn = """
        ALTER TABLE users ADD COLUMN home_folder_id TEXT;
        ALTER TABLE users ADD COLUMN ui_state TEXT;
        ALTER TABLE users ADD COLUMN manages_credentials INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE users ADD COLUMN logged_in_at INTEGER;
        CREATE TABLE passwords (
            user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
            hash TEXT NOT NULL,                         -- $scrypt$ln=…,r=…,p=…$salt$hash
            must_change INTEGER NOT NULL DEFAULT 0,
            created_at INTEGER NOT NULL,
            changed_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE identities (                       -- who the issuer says that somebody is; never by address
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
            issuer TEXT NOT NULL,
            subject TEXT NOT NULL,
            email TEXT,
            created_at INTEGER NOT NULL,
            logged_in_at INTEGER,
            UNIQUE (issuer, subject)
        ) STRICT;
        CREATE INDEX identities_by_user ON identities (user_id);
        ALTER TABLE sign_in_links ADD COLUMN purpose TEXT NOT NULL DEFAULT 'sign-in';   -- or password
        ALTER TABLE sessions ADD COLUMN address TEXT;
        ALTER TABLE sessions ADD COLUMN browser TEXT;
        ALTER TABLE sessions ADD COLUMN workspace TEXT NOT NULL DEFAULT 'production';
        ALTER TABLE access_tokens ADD COLUMN sudo_user_id INTEGER;                      -- who acts as the user
        ALTER TABLE credentials_api3 ADD COLUMN purpose TEXT;
        """

    /// Whom somebody who is signed in acts as.
    static let acting = """
        ALTER TABLE sessions ADD COLUMN acting_user_id INTEGER REFERENCES users (id) ON DELETE SET NULL;
        CREATE INDEX sessions_by_acting_user ON sessions (acting_user_id) WHERE acting_user_id IS NOT NULL;
        """
}
