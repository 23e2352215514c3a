//! Secrets: they can be used, but not printed.

use secrecy::SecretString;

use super::value::Parsed;

/// A secret of any form.
pub(super) fn any(text: &str) -> Parsed<SecretString> {
    Ok(text.into())
}

/// A secret that is sent in a header or signs requests: printable ASCII without spaces.
///
/// Nothing else can be one of Meta's, and a stray line break would make every request fail.
pub(super) fn token(text: &str) -> Parsed<SecretString> {
    match text.bytes().all(|byte| byte.is_ascii_graphic()) {
        true => Ok(text.into()),
        false => Err("has a space, a line break or another character that no such secret has"),
    }
}
