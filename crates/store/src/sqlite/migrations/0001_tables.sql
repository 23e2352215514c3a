-- Times are milliseconds since 1970. Numbers that leave the store are never used twice (AUTOINCREMENT).

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value ANY NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE accounts (
    id INTEGER PRIMARY KEY,
    platform TEXT NOT NULL,
    native TEXT NOT NULL,
    UNIQUE (platform, native)
) STRICT;

CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES accounts,
    profile TEXT NOT NULL,
    reachable INTEGER NOT NULL DEFAULT 1,
    -- Up to when everything sent was delivered, and read. They only grow.
    delivered_until INTEGER,
    read_until INTEGER,
    -- The older user that turned out to be the same person. Never a chain: it always names the last one.
    merged_into INTEGER REFERENCES users
) STRICT;
CREATE INDEX users_merged ON users (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE aliases (
    account INTEGER NOT NULL REFERENCES accounts,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    user INTEGER NOT NULL REFERENCES users,
    -- Its place among the aliases of the user: as last given by the platform, then older ones.
    place INTEGER NOT NULL,
    PRIMARY KEY (account, kind, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX aliases_user ON aliases (user, place);

CREATE TABLE chats (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES accounts,
    -- `u` and our number of the user for a private chat, `g` and the platform's id for a group.
    native TEXT NOT NULL,
    UNIQUE (account, native)
) STRICT;

-- Narrow, because it is written several times in every turn.
CREATE TABLE conversations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES accounts,
    chat INTEGER NOT NULL REFERENCES chats,
    user INTEGER NOT NULL REFERENCES users,
    thread TEXT NOT NULL,
    business TEXT NOT NULL,
    -- How many events it has had.
    in_seq INTEGER NOT NULL DEFAULT 0,
    -- When there is something to do; NULL for nothing. Means nothing while the conversation is owned.
    wake_at INTEGER,
    -- A failing event is tried again then, and later ones wait for it.
    held_until INTEGER,
    -- The run of the process that handles it; NULL for nobody.
    owner INTEGER,
    -- One more at every claim.
    fence INTEGER NOT NULL DEFAULT 0,
    last_message_id TEXT,
    last_message_sort INTEGER,
    UNIQUE (chat, user, thread, business)
) STRICT;
CREATE INDEX conversations_wake ON conversations (wake_at) WHERE owner IS NULL AND wake_at IS NOT NULL;

CREATE TABLE conversation_state (
    conversation INTEGER PRIMARY KEY,
    state TEXT NOT NULL,
    -- The last state that could not be read.
    state_aside TEXT
) STRICT;

CREATE TABLE inbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation INTEGER NOT NULL,
    sort INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    last_error TEXT,
    token BLOB,
    -- Whether it is of our own making: a message did not arrive.
    own INTEGER NOT NULL DEFAULT 0,
    event TEXT NOT NULL
) STRICT;
CREATE INDEX inbox_order ON inbox (conversation, sort);

-- What blocks did outside and must not do again, until their event is finished.
CREATE TABLE once (
    inbox INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (inbox, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL,
    chat INTEGER NOT NULL,
    conversation INTEGER NOT NULL,
    -- 0: waiting, 1: given out, 2: its call is under way, 3: nobody can tell whether it was made.
    state INTEGER NOT NULL DEFAULT 0,
    -- Whether the last process ended while it was in state 2 or 3.
    uncertain INTEGER NOT NULL DEFAULT 0,
    reference TEXT NOT NULL,
    -- 0: maybe twice, 1: maybe never.
    ambiguity INTEGER NOT NULL,
    -- Whether no event tells that it failed: it was itself said about a message that failed.
    silent INTEGER NOT NULL DEFAULT 0,
    wait INTEGER NOT NULL,
    not_before INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0,
    last_error TEXT,
    created_at INTEGER NOT NULL,
    endpoint TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX outbox_waiting ON outbox (account) WHERE state = 0;
CREATE INDEX outbox_chat ON outbox (chat);
CREATE INDEX outbox_reference ON outbox (account, reference);

-- The ids rise with time, so the oldest rows are the first.
CREATE TABLE sent (
    id INTEGER PRIMARY KEY,
    account INTEGER NOT NULL,
    chat INTEGER NOT NULL,
    conversation INTEGER NOT NULL,
    platform_id TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    -- How far it got: 1 sent, 2 failed, 3 delivered, 4 read. It only grows.
    status INTEGER NOT NULL DEFAULT 1,
    silent INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX sent_platform_id ON sent (account, platform_id);

CREATE TABLE dead (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    died_at INTEGER NOT NULL,
    -- `event`, `call`, or `letter` for what never was an event.
    kind TEXT NOT NULL,
    platform TEXT,
    account INTEGER,
    conversation INTEGER,
    -- Its number in the inbox or outbox.
    number INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0,
    reason TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT;

CREATE TABLE dedupe (
    account INTEGER NOT NULL,
    bucket INTEGER NOT NULL,
    key BLOB NOT NULL,
    PRIMARY KEY (account, bucket, key)
) STRICT, WITHOUT ROWID;

-- When a bucket last got a key, give or take an hour.
CREATE TABLE dedupe_bucket (
    account INTEGER NOT NULL REFERENCES accounts,
    bucket INTEGER NOT NULL,
    written_at INTEGER NOT NULL,
    PRIMARY KEY (account, bucket)
) STRICT, WITHOUT ROWID;

-- `number` rises with time, so the oldest rows are the first.
CREATE TABLE payloads (
    number INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    content TEXT NOT NULL,
    -- `chat` or `anyone`.
    audience TEXT NOT NULL,
    chat INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
