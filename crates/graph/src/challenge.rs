//! The verification request, by which Meta asks whether a webhook is ours.

use secrecy::SecretString;
use tertulia_core::{adapter::Unverified, signature::same_secret};

/// The answer to `hub.mode=subscribe&hub.verify_token=…&hub.challenge=…`: the challenge.
///
/// Tokens are compared in constant time, and all of them, so that the time tells nothing.
/// Source: [Messenger webhooks, verification
/// requests](https://developers.facebook.com/docs/messenger-platform/webhooks).
///
/// # Errors
///
/// [`Unverified`] if a part is missing or doubled, or the token is none of ours.
pub fn challenge(query: &str, tokens: &[SecretString]) -> Result<String, Unverified> {
    let (mut mode, mut token, mut challenge) = (None, None, None);
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let slot = match name.as_ref() {
            "hub.mode" => &mut mode,
            "hub.verify_token" => &mut token,
            "hub.challenge" => &mut challenge,
            _ => continue,
        };
        if slot.replace(value).is_some() {
            return Err(Unverified);
        }
    }
    let (Some(mode), Some(token), Some(challenge)) = (mode, token, challenge) else {
        return Err(Unverified);
    };
    let ours = tokens.iter().fold(false, |found, ours| same_secret(ours, token.as_bytes()) | found);
    if mode == "subscribe" && ours { Ok(challenge.into_owned()) } else { Err(Unverified) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_given_for_a_token_of_ours() {
        let tokens = ["".into(), "old word".into(), "ñ&=".into()];
        for (query, answer) in [
            ("hub.mode=subscribe&hub.verify_token=old+word&hub.challenge=1158201444", Some("1158201444")),
            ("hub.challenge=a%2Bb&hub.verify_token=old%20word&hub.mode=subscribe&more=1", Some("a+b")),
            ("hub%2Emode=subscribe&hub.verify_token=%C3%B1%26%3D&hub.challenge=1", Some("1")),
            ("hub.mode=subscribe&hub.verify_token=Old+word&hub.challenge=1", None),
            ("hub.mode=subscribe&hub.verify_token=&hub.challenge=1", None),
            ("hub.mode=unsubscribe&hub.verify_token=old+word&hub.challenge=1", None),
            ("hub.verify_token=old+word&hub.challenge=1", None),
            ("hub.mode=subscribe&hub.challenge=1", None),
            ("hub.mode=subscribe&hub.verify_token=old+word", None),
            ("hub.mode=subscribe&hub.verify_token=x&hub.verify_token=old+word&hub.challenge=1", None),
            ("", None),
        ] {
            assert_eq!(challenge(query, &tokens).ok().as_deref(), answer, "{query}");
        }
        assert!(challenge("hub.mode=subscribe&hub.verify_token=&hub.challenge=1", &[]).is_err());
    }
}
