//! What is copied: every table of a bot with its columns, as each engine calls them.
//!
//! A table comes after those that it refers to. Before anything is copied both databases are held against this list
//! (`shape.rs`), so that a migration which forgets it is noticed at once, and nothing is left behind silently.

use sha2::{Digest as _, Sha256};

/// A table.
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) columns: &'static [Column],
    /// How many columns, the first ones, tell a row from every other. Rows are read in their order.
    pub(crate) key: usize,
    /// Whether it gives its rows numbers.
    pub(crate) numbers: Numbers,
    /// Which rows are copied, if not all are.
    pub(crate) only: Option<&'static str>,
    /// How many rows are read and written together, so that they fit into memory.
    pub(crate) page: usize,
}

/// Whether a table gives its rows numbers.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Numbers {
    /// Others do.
    None,
    /// It does, and one whose row is gone may come again.
    Rising,
    /// It does, and none comes twice.
    NeverTwice,
}

/// A column.
#[derive(Clone, Copy)]
#[cfg_attr(
    not(all(feature = "postgres", feature = "sqlite")),
    allow(dead_code, reason = "each engine has its own words")
)]
pub(crate) struct Column {
    pub(crate) sqlite: &'static str,
    pub(crate) postgres: &'static str,
    pub(crate) kind: Kind,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Kind {
    Integer,
    Text,
    Blob,
    /// Yes or no: a truth value in PostgreSQL, 1 or 0 in SQLite.
    Flag,
}

/// What is left out, as a column of a table or, without one, all of it; and why.
pub(crate) const LEFT_OUT: &[(&str, &str)] = &[
    ("processes", "who is alive is of the database that they live on"),
    ("senders", "which living process sends for an account, likewise"),
    // Of `meta` only the key of payloads is copied (`only`): the versions are those of the tables, `run` counts the processes
    // that had the file, and `copy` is the note of a copy itself.
];

/// What is copied, in order.
pub(crate) const TABLES: &[Table] = &[
    Table { only: Some("key = 'payload_key'"), ..table("meta", 1, &[text("key"), text("value")]) },
    table("accounts", 1, &[integer("id"), text("platform"), text("native")]).numbered(Numbers::Rising),
    // Who turned out to be somebody else names somebody older, who is there already.
    table(
        "users",
        1,
        &[
            integer("id"),
            integer("account"),
            text("profile"),
            flag("reachable"),
            integer("delivered_until"),
            integer("read_until"),
            integer("merged_into"),
            flag("met"),
            flag("stopped"),
            text("locale"),
            integer("memory_version"),
            text("memory"),
        ],
    )
    .numbered(Numbers::NeverTwice),
    table(
        "aliases",
        3,
        &[
            integer("account"),
            text("kind"),
            text("value"),
            integer("user").in_postgres("person"),
            integer("place"),
        ],
    ),
    table("chats", 1, &[integer("id"), integer("account"), text("native"), integer("heard_at")])
        .numbered(Numbers::NeverTwice),
    table(
        "conversations",
        1,
        &[
            integer("id"),
            integer("account"),
            integer("chat"),
            integer("user").in_postgres("person"),
            text("thread"),
            text("business"),
            integer("in_seq"),
            integer("wake_at"),
            integer("held_until"),
            integer("owner"),
            integer("fence"),
            text("last_message_id"),
            integer("last_message_sort"),
        ],
    )
    .numbered(Numbers::NeverTwice),
    table("conversation_state", 1, &[integer("conversation"), text("state"), text("state_aside")]),
    table(
        "inbox",
        1,
        &[
            integer("id"),
            integer("conversation"),
            integer("sort"),
            integer("due_at"),
            integer("attempts"),
            integer("errors"),
            text("last_error"),
            blob("token"),
            flag("own"),
            text("event"),
            text("timer"),
            integer("user").in_postgres("sender"),
            text("album"),
            integer("taken_with"),
        ],
    )
    .numbered(Numbers::NeverTwice),
    table("once", 2, &[integer("inbox"), text("name"), text("value")]),
    table(
        "outbox",
        1,
        &[
            integer("id"),
            integer("account"),
            integer("chat"),
            integer("conversation"),
            integer("state"),
            flag("uncertain"),
            text("reference"),
            flag("ambiguity").in_postgres("never_twice"),
            flag("silent"),
            integer("wait"),
            integer("not_before"),
            integer("attempts"),
            text("last_error"),
            integer("created_at"),
            text("endpoint"),
            text("body"),
            flag("named"),
            text("about"),
            text("files"),
            text("instead_endpoint"),
            text("instead_body"),
        ],
    )
    .numbered(Numbers::NeverTwice),
    table(
        "sent",
        1,
        &[
            integer("id"),
            integer("account"),
            integer("chat"),
            integer("conversation"),
            text("platform_id"),
            integer("sent_at"),
            integer("status"),
            flag("silent"),
            text("reference"),
        ],
    ),
    // Among what was set aside are whole webhooks.
    Table {
        page: 20,
        ..table(
            "dead",
            1,
            &[
                integer("id"),
                integer("died_at"),
                text("kind"),
                text("platform"),
                integer("account"),
                integer("conversation"),
                integer("number"),
                integer("attempts"),
                text("reason"),
                blob("body"),
            ],
        )
        .numbered(Numbers::NeverTwice)
    },
    table("dedupe", 3, &[integer("account"), integer("bucket"), blob("key")]),
    table("dedupe_bucket", 2, &[integer("account"), integer("bucket"), integer("written_at")]),
    table(
        "payloads",
        1,
        &[
            integer("number"),
            blob("id"),
            text("content"),
            text("audience"),
            integer("chat"),
            integer("created_at"),
            integer("user").in_postgres("person"),
            integer("expires_at"),
            flag("once"),
            flag("used"),
        ],
    )
    .numbered(Numbers::Rising),
    // Files are large.
    Table { page: 1, ..table("files", 1, &[blob("hash"), integer("kept_at"), blob("bytes")]) },
    table(
        "uploads",
        5,
        &[
            integer("account"),
            blob("hash"),
            text("kind"),
            text("name"),
            text("mime_type"),
            text("platform_id"),
            integer("uploaded_at"),
            integer("expires_at"),
        ],
    ),
    table("traces", 1, &[integer("event"), text("trace")]),
    table(
        "chat_log",
        1,
        &[
            integer("id"),
            integer("conversation"),
            integer("user").in_postgres("person"),
            integer("said_at"),
            integer("kept_at"),
            flag("by_bot"),
            text("remarks"),
        ],
    )
    .numbered(Numbers::Rising),
];

/// How many rows are read and written together.
const PAGE: usize = 500;

const fn table(name: &'static str, key: usize, columns: &'static [Column]) -> Table {
    Table { name, columns, key, numbers: Numbers::None, only: None, page: PAGE }
}

impl Table {
    const fn numbered(self, numbers: Numbers) -> Self {
        Self { numbers, ..self }
    }

    /// Whether the number of a row that is gone does not come again.
    #[cfg(feature = "sqlite")]
    pub(crate) fn never_twice(&self) -> bool {
        self.numbers == Numbers::NeverTwice
    }

    /// The place of a column, by its name in SQLite.
    pub(crate) fn place(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|known| known.sqlite == column)
    }
}

const fn integer(name: &'static str) -> Column {
    Column { sqlite: name, postgres: name, kind: Kind::Integer }
}

const fn text(name: &'static str) -> Column {
    Column { sqlite: name, postgres: name, kind: Kind::Text }
}

const fn blob(name: &'static str) -> Column {
    Column { sqlite: name, postgres: name, kind: Kind::Blob }
}

const fn flag(name: &'static str) -> Column {
    Column { sqlite: name, postgres: name, kind: Kind::Flag }
}

impl Column {
    /// What PostgreSQL has other words for.
    const fn in_postgres(self, postgres: &'static str) -> Self {
        Self { postgres, ..self }
    }
}

/// What tells this list from that of another version: a copy that one begins the other cannot go on with.
pub(crate) fn fingerprint() -> String {
    let mut hash = Sha256::new();
    for table in TABLES {
        hash.update(table.name);
        for column in table.columns {
            hash.update([0]);
            hash.update(column.sqlite);
        }
        hash.update([1]);
    }
    hash.finalize()[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}
