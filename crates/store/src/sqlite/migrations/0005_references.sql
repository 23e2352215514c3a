-- Calls about messages that were sent before.

-- Whether a later call may be about this one.
ALTER TABLE outbox ADD COLUMN named INTEGER NOT NULL DEFAULT 0;
-- The reference of the earlier call that this one is about.
ALTER TABLE outbox ADD COLUMN about TEXT;
-- Of messages that a later call may be about.
ALTER TABLE sent ADD COLUMN reference TEXT;
CREATE INDEX sent_reference ON sent (account, reference) WHERE reference IS NOT NULL;
