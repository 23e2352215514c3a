//! `[payload]`: what the buttons of the bot carry.

use std::time::Duration;

use secrecy::SecretString;

use super::fields::Fields;
use super::value::{self, Parsed};

/// How what the buttons carry is sealed and kept.
#[derive(Clone, Debug)]
pub(crate) struct Payload {
    /// The keys of the seal: the first seals, all verify. None: the one that is kept in the database.
    pub(crate) keys: Vec<SecretString>,
    /// How long payloads that are kept in the database work.
    pub(crate) keep: Duration,
    /// The platforms whose payloads need no seal for their parameters, by name, each once.
    pub(crate) accept_unsealed: Vec<String>,
}

impl Payload {
    pub(super) fn read(fields: &mut Fields<'_>) -> Self {
        let mut accept_unsealed = fields.all("payload.accept_unsealed", platform);
        accept_unsealed.sort();
        accept_unsealed.dedup();
        Self {
            keys: fields.all("payload.key", key),
            keep: fields.value("payload.keep", value::duration),
            accept_unsealed,
        }
    }
}

/// The shortest key, in bytes: what can be tried out is no seal.
const SHORTEST_KEY: usize = 16;

fn key(text: &str) -> Parsed<SecretString> {
    match text.len() >= SHORTEST_KEY {
        true => Ok(text.into()),
        false => Err("is shorter than 16 bytes; make one with `openssl rand -hex 32`"),
    }
}

fn platform(text: &str) -> Parsed<String> {
    match text {
        "messenger" | "telegram" | "whatsapp" => Ok(text.to_owned()),
        _ => Err("has a word that is none of messenger, telegram, whatsapp"),
    }
}
