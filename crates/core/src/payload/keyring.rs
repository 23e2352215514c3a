//! The keys that seal payloads, and what is made with them.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use secrecy::{ExposeSecret as _, SecretString};
use sha2::{Digest as _, Sha256};

use super::Audience;

/// The keys of payloads: the first seals, all are tried when a seal is checked, so keys can be changed.
#[derive(Debug)]
pub struct Keyring {
    keys: Vec<Key>,
}

struct Key {
    id: u8,
    mac: Hmac<Sha256>,
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Key").finish_non_exhaustive()
    }
}

/// The id of a payload kept in the store.
pub type TokenId = [u8; 12];

/// The length of a seal with its `~`.
pub(super) const SEAL: usize = 14;
const SEAL_BYTES: usize = 8;
const TAG_BYTES: usize = 4;
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

impl Keyring {
    /// A ring of these keys. `None` if there is none, or one is shorter than 16 bytes.
    pub fn new(keys: &[SecretString]) -> Option<Self> {
        let keys: Option<Vec<_>> = keys.iter().map(Key::new).collect();
        keys.filter(|keys| !keys.is_empty()).map(|keys| Self { keys })
    }

    /// The seal of these bytes: `~`, kind, key id and 11 characters of base64url.
    pub(super) fn seal(&self, audience: Audience, chat: i64, bytes: &str) -> String {
        let key = &self.keys[0]; // `new` lets no empty ring through
        let kind = kind(audience);
        let sum = key.sum(&[b"v1", &[kind], &chat_bytes(audience, chat), bytes.as_bytes()]);
        let sum = URL_SAFE_NO_PAD.encode(&sum[..SEAL_BYTES]);
        format!("~{}{}{sum}", kind as char, key.id as char)
    }

    /// Whether a seal (without its `~`) is that of these bytes, for this chat or for anyone.
    pub(super) fn opens(&self, seal: &str, chat: i64, bytes: &str) -> bool {
        let [kind, id, ..] = *seal.as_bytes() else { return false };
        let Some(audience) = audience(kind) else { return false };
        let Some(sum) = seal.get(2..).and_then(|sum| URL_SAFE_NO_PAD.decode(sum).ok()) else { return false };
        sum.len() == SEAL_BYTES
            && self
                .keys
                .iter()
                .filter(|key| key.id == id)
                .any(|key| key.opens(&[b"v1", &[kind], &chat_bytes(audience, chat), bytes.as_bytes()], &sum))
    }

    /// The id of the payload of that turn and place: the same whenever the turn runs again.
    pub(super) fn token_id(&self, turn: &str, ordinal: usize) -> TokenId {
        let sum = self.keys[0].sum(&[b"token", &(ordinal as u64).to_be_bytes(), turn.as_bytes()]);
        let mut id = [0; 12];
        id.copy_from_slice(&sum[..12]);
        id
    }

    /// Our name for a message of that turn: 16 characters of base64url, the same whenever the turn runs again, that
    /// nobody else's installation gives to a message.
    pub(crate) fn reference(&self, turn: &str, ordinal: usize) -> String {
        let sum = self.keys[0].sum(&[b"reference", &(ordinal as u64).to_be_bytes(), turn.as_bytes()]);
        URL_SAFE_NO_PAD.encode(&sum[..12])
    }

    /// The token of an id, as it stands on the wire: `#` and 22 characters of base64url.
    pub(super) fn token(&self, id: &TokenId) -> String {
        let mut bytes = id.to_vec();
        bytes.extend_from_slice(&self.keys[0].sum(&[b"tag", id])[..TAG_BYTES]);
        format!("#{}", URL_SAFE_NO_PAD.encode(bytes))
    }

    /// The id in a token (without its `#`), if one of the keys made it.
    pub(super) fn read_token(&self, token: &str) -> Option<TokenId> {
        let (id, tag) = split_token(token)?;
        self.keys.iter().any(|key| key.opens(&[b"tag", &id], &tag)).then_some(id)
    }
}

impl Key {
    fn new(secret: &SecretString) -> Option<Self> {
        let bytes = secret.expose_secret().as_bytes();
        if bytes.len() < 16 {
            return None;
        }
        let id = ALPHABET[usize::from(Sha256::digest(bytes)[0] & 63)];
        Some(Self { id, mac: Hmac::new_from_slice(bytes).ok()? })
    }

    fn sum(&self, parts: &[&[u8]]) -> [u8; 32] {
        self.mac_of(parts).finalize().into_bytes().into()
    }

    fn opens(&self, parts: &[&[u8]], sum: &[u8]) -> bool {
        self.mac_of(parts).verify_truncated_left(sum).is_ok()
    }

    fn mac_of(&self, parts: &[&[u8]]) -> Hmac<Sha256> {
        let mut mac = self.mac.clone();
        for part in parts {
            mac.update(part);
        }
        mac
    }
}

/// The id and tag in a token (without its `#`), unchecked.
pub(super) fn split_token(token: &str) -> Option<(TokenId, [u8; TAG_BYTES])> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (id, tag) = bytes.split_first_chunk::<12>()?;
    Some((*id, tag.try_into().ok()?))
}

fn kind(audience: Audience) -> u8 {
    match audience {
        // One for the person alone is kept in the store, where its row says so.
        Audience::Chat | Audience::User => b'c',
        Audience::Anyone => b'a',
    }
}

fn audience(kind: u8) -> Option<Audience> {
    match kind {
        b'c' => Some(Audience::Chat),
        b'a' => Some(Audience::Anyone),
        _ => None,
    }
}

/// What binds a seal to a chat: its number, or nothing where anyone may press.
fn chat_bytes(audience: Audience, chat: i64) -> [u8; 8] {
    match audience {
        Audience::Chat | Audience::User => chat.to_be_bytes(),
        Audience::Anyone => [0; 8],
    }
}
