//! Ids, each of which is the one before and one more.

/// The last ids that were given.
pub(super) struct Numbers {
    update: i64,
    message: i64,
    other: u64,
}

impl Default for Numbers {
    fn default() -> Self {
        Self { update: 880_000_000, message: 0, other: 5_100_000_000_000_000_000 }
    }
}

impl Numbers {
    pub(super) fn update(&mut self) -> i64 {
        self.update += 1;
        self.update
    }

    /// Of a message in a private chat: Telegram counts them all together.
    pub(super) fn message(&mut self) -> i64 {
        self.message += 1;
        self.message
    }

    /// Of a query, a poll, or an album.
    pub(super) fn other(&mut self) -> String {
        self.other += 1;
        self.other.to_string()
    }
}
