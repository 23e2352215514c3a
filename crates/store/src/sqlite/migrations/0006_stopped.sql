-- Whether the person wants no messages that answer nothing.
ALTER TABLE users ADD COLUMN stopped INTEGER NOT NULL DEFAULT 0;
