-- Files that calls show, and how platforms name them.

-- The files that a call shows, as JSON.
ALTER TABLE outbox ADD COLUMN files TEXT;
CREATE INDEX outbox_files ON outbox (id) WHERE files IS NOT NULL;

CREATE TABLE files (
    -- SHA-256 of the bytes.
    hash BLOB PRIMARY KEY,
    -- When a call was last made that shows it.
    kept_at INTEGER NOT NULL,
    bytes BLOB NOT NULL
);
CREATE INDEX files_age ON files (kept_at, hash);

CREATE TABLE uploads (
    account INTEGER NOT NULL REFERENCES accounts (id),
    hash BLOB NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    mime_type TEXT NOT NULL,
    platform_id TEXT NOT NULL,
    uploaded_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (account, hash, kind, name, mime_type)
) WITHOUT ROWID;
CREATE INDEX uploads_age ON uploads (expires_at);
