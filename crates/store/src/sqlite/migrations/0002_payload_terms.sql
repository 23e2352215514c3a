-- Who made a payload, until when it may be pressed, and how often.

ALTER TABLE payloads ADD COLUMN user INTEGER NOT NULL DEFAULT 0;
ALTER TABLE payloads ADD COLUMN expires_at INTEGER;
-- Whether it may be pressed once only, and was.
ALTER TABLE payloads ADD COLUMN once INTEGER NOT NULL DEFAULT 0;
ALTER TABLE payloads ADD COLUMN used INTEGER NOT NULL DEFAULT 0;
