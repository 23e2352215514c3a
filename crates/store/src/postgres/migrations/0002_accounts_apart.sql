-- What waits is looked for account by account: processes need not work for the same accounts, and none is to look through what
-- is another's. Few rows wait at any time, so a program that does not know of this yet finds them all the same.
DROP INDEX conversations_wake;
CREATE INDEX conversations_wake ON conversations (account, wake_at, id) WHERE owner IS NULL AND wake_at IS NOT NULL;
