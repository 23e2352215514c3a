//! What belongs to a person, by our numbers.

/// What belongs to a person, by our numbers.
#[derive(Default)]
pub(crate) struct Belongings {
    pub(crate) platform: String,
    /// The user, and those who turned out to be the same.
    pub(crate) users: Vec<i64>,
    pub(crate) conversations: Vec<i64>,
    /// Private chats alone: groups are everybody's.
    pub(crate) chats: Vec<i64>,
    pub(crate) inbox: Vec<i64>,
    pub(crate) outbox: Vec<i64>,
    pub(crate) sent: Vec<i64>,
    pub(crate) dead: Vec<i64>,
    pub(crate) payloads: Vec<i64>,
    pub(crate) chat_log: Vec<i64>,
    pub(crate) traces: Vec<i64>,
}

/// The tables that hold something of people, but the files that calls show and the users themselves, with the column that
/// tells whose row it is. Whatever refers to a row goes before it.
pub(crate) fn erased(person: &'static str) -> [(&'static str, &'static str); 12] {
    [
        ("chat_log", "id"),
        ("traces", "event"),
        ("payloads", "number"),
        ("dead", "id"),
        ("sent", "id"),
        ("outbox", "id"),
        ("once", "inbox"),
        ("inbox", "id"),
        ("conversation_state", "conversation"),
        ("conversations", "id"),
        ("chats", "id"),
        ("aliases", person),
    ]
}

impl Belongings {
    /// What tells the person's rows of that table.
    pub(crate) fn rows(&self, table: &str) -> &Vec<i64> {
        match table {
            "conversations" | "conversation_state" => &self.conversations,
            "chats" => &self.chats,
            "inbox" | "once" => &self.inbox,
            "outbox" => &self.outbox,
            "sent" => &self.sent,
            "dead" => &self.dead,
            "payloads" => &self.payloads,
            "chat_log" => &self.chat_log,
            "traces" => &self.traces,
            _ => &self.users,
        }
    }
}
