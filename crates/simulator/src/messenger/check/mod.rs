//! Whether calls are as Messenger's documentation says. Where two of its pages differ, the stricter one counts.

mod attachment;
mod button;
mod feedback;
mod grid;
mod menu;
mod message;
mod profile;
mod quick_reply;
mod receipt;
mod send;
mod template;

pub(super) use attachment::upload;
pub(super) use profile::{deletion, profile};
pub(super) use send::{Action, Leave, Recipient, Send, send};
