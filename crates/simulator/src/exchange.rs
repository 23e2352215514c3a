//! Everything that went over the wire.

use std::{collections::VecDeque, sync::Arc};

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

/// One request and its answer, without credentials.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Exchange {
    /// Counted from 1, in the order in which they began.
    pub number: u64,
    /// When it began.
    pub at: Timestamp,
    /// The platform.
    pub platform: &'static str,
    /// Who asked whom.
    pub direction: Direction,
    /// The path and the query, with `…` for a token.
    pub path: String,
    /// The method: `POST`, mostly.
    pub method: String,
    /// The body, as JSON; of a form with files the fields, with the length of each file.
    pub body: Value,
    /// The status of the answer; 0 if none came.
    pub status: u16,
    /// The answer.
    pub answer: Value,
}

impl Exchange {
    /// Whether the bot called the platform.
    pub fn is_call(&self) -> bool {
        self.direction == Direction::Call
    }
}

/// Who asked whom.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Direction {
    /// The bot called the platform.
    Call,
    /// The platform told the bot.
    Webhook,
}

/// How many requests are remembered.
const REMEMBERED: usize = 5_000;

/// The last requests.
#[derive(Default)]
pub(crate) struct Log {
    exchanges: VecDeque<Arc<Exchange>>,
    count: u64,
}

impl Log {
    /// Remembers a request under the next number.
    pub(crate) fn add(&mut self, exchange: Exchange) -> Arc<Exchange> {
        self.count += 1;
        let exchange = Arc::new(Exchange { number: self.count, ..exchange });
        if self.exchanges.len() == REMEMBERED {
            self.exchanges.pop_front();
        }
        self.exchanges.push_back(Arc::clone(&exchange));
        exchange
    }

    pub(crate) fn all(&self) -> Vec<Arc<Exchange>> {
        self.exchanges.iter().cloned().collect()
    }
}
