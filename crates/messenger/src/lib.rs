//! Messenger: webhooks of Facebook pages in, Send API calls out.
//!
//! Everything here is a pure function of bytes and values; see [`tertulia_core::Adapter`].
//!
//! - [`Messenger`], [`Page`]: the adapter, and the pages it serves
//! - [`limits`]: what Messenger can show and how fast it may be called, with the source of every number
//! - [`reply`]: what can be said on Messenger alone, and how; [`MessengerReply`] adds it to a reply
//! - [`webhook_fields`]: what a page has to be subscribed to
//! - [`PSID`], [`ECHO`], [`STANDBY`]: the names it gives to people and to events that start no turn
//! - [`GRAPH_URL`]: the address of the Graph API
//!
//! Its parts are `parse` (a body to events and receipts; over `happening`, `comment`, `receipt`, `key` and the
//! wire types in `item`, `attachment`, `detail` and `opt_in`), `render` (a part of a reply to a call; a file for each kind) and `interpret` (an answer to what became of
//! the call).

mod attachment;
mod comment;
mod detail;
mod file;
mod happening;
mod interpret;
mod item;
mod key;
pub mod limits;
mod messenger;
mod opt_in;
mod parse;
mod profile;
mod receipt;
mod render;
pub mod reply;
mod subscription;

pub use messenger::{Messenger, Page};
pub use parse::{ECHO, PSID, STANDBY};
pub use reply::MessengerReply;
pub use subscription::webhook_fields;
pub use tertulia_graph::GRAPH_URL;
