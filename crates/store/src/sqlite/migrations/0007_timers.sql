-- Timers: rows of the inbox that become events when they are due.

-- What it is called in its conversation; NULL for what came in.
ALTER TABLE inbox ADD COLUMN timer TEXT;

-- Neither is looked through in search of the other.
DROP INDEX inbox_order;
CREATE INDEX inbox_order ON inbox (conversation, sort) WHERE timer IS NULL;
CREATE INDEX inbox_due ON inbox (conversation, due_at) WHERE timer IS NOT NULL;
CREATE UNIQUE INDEX inbox_timer ON inbox (conversation, timer) WHERE timer IS NOT NULL;
