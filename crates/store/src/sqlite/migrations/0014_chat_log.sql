-- What people and the bot said, if that is to be kept: a row for each side of a turn. The oldest rows come first.
CREATE TABLE chat_log (
  id INTEGER PRIMARY KEY,
  conversation INTEGER NOT NULL,
  user INTEGER NOT NULL,
  -- By the platform's clock for what a person said; it is kept from `kept_at` on, by ours.
  said_at INTEGER NOT NULL,
  kept_at INTEGER NOT NULL,
  by_bot INTEGER NOT NULL,
  -- JSON: a list.
  remarks TEXT NOT NULL
) STRICT;
CREATE INDEX chat_log_user ON chat_log (user, id);
