//! The key of payloads.

use base64::{Engine as _, engine::general_purpose::STANDARD};

/// How many bytes it has.
pub(crate) const BYTES: usize = 32;

/// A new key.
pub(crate) fn random() -> Result<String, getrandom::Error> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes)?;
    Ok(encode(&bytes))
}

/// A key as it is kept: in base64.
pub(crate) fn encode(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}
