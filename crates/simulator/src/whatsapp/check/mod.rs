//! Whether calls are as WhatsApp's documentation says. Where its pages and the OpenAPI file differ, the stricter one counts.

mod carousel;
mod commerce;
mod contact;
mod interactive;
mod list;
mod media;
mod profile;
mod send;
mod template;

pub(super) use media::upload as media;
pub(super) use profile::{automation, business};
pub(super) use send::{To, receipt, send};
