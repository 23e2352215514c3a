//! The contexts: the rooms of the conversation.

pub mod main;
pub mod profile;
