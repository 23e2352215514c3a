//! The wire form of a payload: `route[@version][:{json object}][~seal]`, `#token`, or `#token.page`.

use jiff::Timestamp;

use crate::{RichText, message::Carried};

use super::{
    Audience, Terms,
    keyring::{Keyring, SEAL, TokenId, split_token},
    page::split_page,
};

/// A payload whose route says where it leads: what a button carries once its maker is known.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct QualifiedPayload {
    /// The whole route: `/yes`, `shop/buy`; with a version from the second on: `shop/buy@2`.
    pub route: String,
    /// The parameters, as a JSON object.
    pub params: Option<String>,
    /// Who may press it, until when, how often.
    pub terms: Terms,
}

impl Carried for QualifiedPayload {
    type Title = String;
    type Text = RichText;
}

/// A payload kept in the store because it did not fit its place, or because of its terms.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct StoredPayload {
    /// The id in its token.
    pub id: TokenId,
    /// The payload without seal: `route[:{json object}]`.
    pub content: String,
    /// Who may press it.
    pub audience: Audience,
    /// Our number of the chat it was made for.
    pub chat: i64,
    /// Our number of the person whose turn made it.
    pub user: i64,
    /// From when on it is too old.
    pub expires_at: Option<Timestamp>,
    /// Whether it may be pressed once only.
    pub once: bool,
    /// Whether that has happened.
    pub used: bool,
}

impl StoredPayload {
    /// A payload for whoever is in the chat, without further terms.
    pub fn new(id: TokenId, content: impl Into<String>, chat: i64) -> Self {
        Self {
            id,
            content: content.into(),
            audience: Audience::Chat,
            chat,
            user: 0,
            expires_at: None,
            once: false,
            used: false,
        }
    }
}

/// What a payload is sealed with: the keys, and the turn it is made in.
#[derive(Debug)]
pub struct Sealing<'a> {
    keyring: &'a Keyring,
    maker: Maker<'a>,
    stored: Vec<StoredPayload>,
}

/// The turn in which payloads are made.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_structs, reason = "made by whoever seals")]
pub struct Maker<'a> {
    /// Our number of the chat.
    pub chat: i64,
    /// Our number of the person.
    pub user: i64,
    /// The turn: the same whenever it runs again.
    pub turn: &'a str,
    /// The time.
    pub now: Timestamp,
}

impl<'a> Sealing<'a> {
    /// Seals what is made in a turn.
    pub fn new(keyring: &'a Keyring, maker: Maker<'a>) -> Self {
        Self { keyring, maker, stored: Vec::new() }
    }

    /// The wire form, in at most `limit` bytes.
    pub fn write(&mut self, payload: &QualifiedPayload, limit: usize) -> String {
        let content = match &payload.params {
            Some(params) => format!("{}:{params}", payload.route),
            None => payload.route.clone(),
        };
        let sealed = content.len() + if payload.params.is_some() { SEAL } else { 0 };
        if sealed > limit || payload.terms.are_kept() {
            return self.store(&payload.terms, content);
        }
        match payload.params {
            Some(_) => {
                format!("{content}{}", self.keyring.seal(payload.terms.audience, self.maker.chat, &content))
            }
            None => content,
        }
    }

    /// A token for it, whether or not it would fit: no two buttons of a turn get the same.
    pub fn write_token(&mut self, payload: &QualifiedPayload) -> String {
        let content = match &payload.params {
            Some(params) => format!("{}:{params}", payload.route),
            None => payload.route.clone(),
        };
        self.store(&payload.terms, content)
    }

    /// The token of what is stored next.
    pub(crate) fn next_token(&self) -> String {
        self.keyring.token(&self.keyring.token_id(self.maker.turn, self.stored.len()))
    }

    pub(super) fn store(&mut self, terms: &Terms, content: String) -> String {
        let Maker { chat, user, turn, now } = self.maker;
        let id = self.keyring.token_id(turn, self.stored.len());
        self.stored.push(StoredPayload {
            id,
            content,
            audience: terms.audience,
            chat,
            user,
            expires_at: terms.expiry(now),
            once: terms.once,
            used: false,
        });
        self.keyring.token(&id)
    }

    /// What has to be kept in the store, so that the tokens lead somewhere.
    pub fn into_stored(self) -> Vec<StoredPayload> {
        self.stored
    }
}

/// A payload as read off the wire.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum WirePayload<'a> {
    /// A route, with parameters or without.
    Plain {
        /// The route, as it stands.
        route: &'a str,
        /// The parameters: a JSON object.
        params: Option<&'a str>,
        /// Whether it has a seal that fits. Names alone need none.
        sealed: bool,
    },
    /// The token of a payload in the store.
    Token(TokenId),
    /// The token of pages in the store, and the number of one of them.
    Page(TokenId, usize),
}

/// The payload was changed, or made for another chat, or by someone else.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the payload's seal does not fit")]
pub struct Tampered;

impl<'a> WirePayload<'a> {
    /// Reads a payload that came from a chat.
    ///
    /// # Errors
    ///
    /// [`Tampered`] if it has a seal or tag that does not fit, or parameters that are no JSON object.
    pub fn read(wire: &'a str, keyring: &Keyring, chat: i64) -> Result<Self, Tampered> {
        if wire.starts_with('#') {
            let (token, number) = split_page(wire);
            let id = keyring.read_token(&token[1..]).ok_or(Tampered)?;
            return match number.map(str::parse) {
                None => Ok(Self::Token(id)),
                Some(Ok(number)) => Ok(Self::Page(id, number)),
                Some(Err(_)) => Err(Tampered),
            };
        }
        let seal = wire.len().checked_sub(SEAL).and_then(|at| wire.split_at_checked(at));
        if let Some((content, seal)) = seal
            && let Some(seal) = seal.strip_prefix('~')
        {
            if !keyring.opens(seal, chat, content) {
                return Err(Tampered);
            }
            let (route, params) = split_params(content);
            return Ok(Self::Plain { route, params, sealed: true });
        }
        let (route, params) = split_params(wire);
        // Something that begins like parameters and is none has lost a part of itself.
        if params.is_none() && wire.split_once(':').is_some_and(|(_, rest)| rest.starts_with('{')) {
            return Err(Tampered);
        }
        Ok(Self::Plain { route, params, sealed: false })
    }

    /// Reads what the store kept for a token.
    pub fn read_stored(content: &'a str) -> Self {
        let (route, params) = split_params(content);
        Self::Plain { route, params, sealed: true }
    }
}

/// The id in a token, unchecked: what the store has to look up for an event with this payload.
pub fn token_of(wire: &str) -> Option<TokenId> {
    Some(split_token(split_page(wire).0.strip_prefix('#')?)?.0)
}

/// Splits `route:{json object}`. Anything else is a route as a whole.
pub(super) fn split_params(written: &str) -> (&str, Option<&str>) {
    match written.split_once(':') {
        Some((route, json)) if is_object(json) => (route, Some(json)),
        _ => (written, None),
    }
}

fn is_object(json: &str) -> bool {
    json.starts_with('{') && serde_json::from_str::<serde::de::IgnoredAny>(json).is_ok()
}
