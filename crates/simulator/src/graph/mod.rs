//! What Messenger and WhatsApp have in common: the Graph API's paths, tokens, errors and signatures, and chats between a
//! business and one person.

mod address;
mod field;
mod ids;
mod people;
mod rate;
mod refusal;
mod signature;
#[cfg(test)]
mod tests;
mod thread;

pub(crate) use address::{ADDRESS, Path, authorized};
pub(crate) use field::{Checked, Fault, Field, Kind};
pub(crate) use ids::Ids;
pub(crate) use people::{bubble, email, phone};
pub(crate) use rate::Rate;
pub(crate) use refusal::Refusal;
pub(crate) use signature::webhook;
pub(crate) use thread::{PEOPLE, Said, Thread, Threads};
