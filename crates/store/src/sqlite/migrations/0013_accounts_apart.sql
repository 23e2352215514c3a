-- What waits is looked for account by account, so that an account that is no longer configured holds nobody up.
DROP INDEX conversations_wake;
CREATE INDEX conversations_wake ON conversations (account, wake_at) WHERE owner IS NULL AND wake_at IS NOT NULL;
