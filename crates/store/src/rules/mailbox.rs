//! Whose mailbox an event belongs into.

use tertulia_core::{Alias, Groups, Sender};

use crate::Arrival;

/// Whether it belongs into the mailbox that all people of its group share.
pub(crate) fn is_shared(arrival: &Arrival) -> bool {
    arrival.groups == Groups::Shared && arrival.incoming.chat.group.is_some()
}

/// Who stands for all people of an account's groups: shared conversations are this user's. No platform has names of that
/// kind, so nobody turns out to be this one.
pub(crate) fn everyone() -> Sender {
    Sender::new([Alias::new("everyone", "")])
}
