//! What is the same in every engine.

pub(crate) mod album;
pub(crate) mod answer;
pub(crate) mod arrival;
pub(crate) mod flood;
pub(crate) mod handover;
pub(crate) mod key;
pub(crate) mod mailbox;
pub(crate) mod person;
pub(crate) mod retention;
pub(crate) mod time;
