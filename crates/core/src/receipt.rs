//! What a platform tells later about a message that was sent.

use jiff::Timestamp;

use crate::Alias;

/// News of messages that were sent. It starts no turn by itself.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Receipt {
    /// The platform's id of the account that sent them.
    pub account: String,
    /// Which messages.
    pub about: About,
    /// What became of them.
    pub status: Status,
    /// When.
    pub at: Timestamp,
    /// What kind of message the platform takes it for when it comes to its price, if it tells: `service`, `utility`.
    pub price: Option<String>,
}

/// Which messages a receipt is about.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum About {
    /// One message.
    Message {
        /// The platform's id of it.
        id: String,
        /// Our name for it, if the platform gave it back.
        reference: Option<String>,
    },
    /// Everything that was sent to that person up to the time of the receipt.
    Everything(Alias),
}

/// What became of a message. A later one never takes back an earlier one: they may arrive in any order.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Status {
    /// The platform has it.
    Sent,
    /// It is on the person's device.
    Delivered,
    /// The person has seen it.
    Read,
    /// It will not arrive. Holds the platform's reason.
    Failed(String),
}

impl Status {
    /// Its place in the order in which statuses follow each other. The highest seen counts; a failure is final
    /// unless the message was delivered after all.
    pub fn rank(&self) -> u8 {
        match self {
            Self::Sent => 1,
            Self::Failed(_) => 2,
            Self::Delivered => 3,
            Self::Read => 4,
        }
    }
}
