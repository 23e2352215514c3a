//! WhatsApp: webhooks of the Cloud API in, its `messages` calls out.
//!
//! Everything here is a pure function of bytes and values; see [`tertulia_core::Adapter`].
//!
//! - [`WhatsApp`], [`Number`]: the adapter, and the phone numbers it serves
//! - [`WhatsAppReply`], [`Template`], [`Parameter`]: what can be said on WhatsApp alone
//! - [`limits`]: what WhatsApp can show and how fast it may be called, with the source of every number
//! - [`markup`]: a rich text with WhatsApp's signs
//! - [`webhook_fields`]: what a business account has to be subscribed to
//! - [`BSUID`], [`PARENT_BSUID`], [`WA_ID`]: the names WhatsApp has for a person
//! - [`ERRORS`], [`STATUS`]: the names of events that start no turn
//! - [`GRAPH_URL`]: the address of the Graph API
//!
//! Its parts are `parse` (a body to events and receipts; over `message`, `attachment`, `deed`, `preference`,
//! `status` and `person`), `render` (a part of a reply to a call, a file for each form of message; texts by `markup`)
//! and `interpret` (an answer to what became of the call).

mod attachment;
mod deed;
mod echo;
mod file;
mod interpret;
pub mod limits;
mod markup;
mod message;
mod parse;
mod person;
mod preference;
mod profile;
mod render;
mod reply;
mod status;
mod subscription;
mod template;
mod whatsapp;

pub use markup::markup;
pub use parse::ERRORS;
pub use person::{BSUID, PARENT_BSUID, WA_ID};
pub use reply::WhatsAppReply;
pub use status::STATUS;
pub use subscription::webhook_fields;
pub use template::{Parameter, Template, one_line};
pub use tertulia_graph::GRAPH_URL;
pub use whatsapp::{Number, WhatsApp};
