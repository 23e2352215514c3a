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

#[cfg(any(feature = "postgres", feature = "sqlite"))]
pub(crate) mod audience;
#[cfg(any(feature = "postgres", feature = "sqlite"))]
pub(crate) mod belongings;
#[cfg(any(feature = "postgres", feature = "sqlite"))]
pub(crate) mod chat;
#[cfg(any(feature = "postgres", feature = "sqlite"))]
pub(crate) mod export;
#[cfg(any(feature = "postgres", feature = "sqlite"))]
pub(crate) mod json;
#[cfg(any(feature = "postgres", feature = "sqlite"))]
pub(crate) mod mail;
#[cfg(any(feature = "postgres", feature = "sqlite"))]
pub(crate) mod naming;
#[cfg(any(feature = "postgres", feature = "sqlite"))]
pub(crate) mod platforms;
#[cfg(any(feature = "postgres", feature = "sqlite"))]
pub(crate) mod record;
#[cfg(any(feature = "postgres", feature = "sqlite"))]
pub(crate) mod revive;
#[cfg(feature = "postgres")]
pub(crate) mod trace;
#[cfg(any(feature = "postgres", feature = "sqlite"))]
pub(crate) mod waiting;
