//! Who may speak for a page.

use hmac::{Hmac, KeyInit as _, Mac as _};
use http::HeaderMap;
use sha2::Sha256;
use tertulia_core::{
    Adapter as _, Parsed,
    adapter::{Unverified, Verified},
};
use tertulia_messenger::{GRAPH_URL, Messenger, limits};

use crate::{PAGE, page};

const BODY: &[u8] = include_bytes!("../fixtures/postback.json");
const OTHER_PAGE: &str = "102030405060709";

fn signature(secret: &str, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(body);
    let hex: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256={hex}")
}

fn verify(messenger: &Messenger, signatures: &[&str], body: &[u8]) -> Result<Vec<String>, Unverified> {
    let mut headers = HeaderMap::new();
    for signature in signatures {
        headers.append("X-Hub-Signature-256", signature.parse().unwrap());
    }
    messenger.verify(&headers, body).map(|verified| verified.accounts)
}

fn two_apps() -> Messenger {
    let pages = [page(PAGE, &["NEW", "OLD"]), page(OTHER_PAGE, &["THEIRS"]), page("3", &[])];
    Messenger::new(pages, GRAPH_URL, limits::PACE)
}

#[test]
fn a_webhook_is_signed_once_and_wholly_by_a_secret_of_ours() {
    let messenger = two_apps();
    let signed = |secret| signature(secret, BODY);
    let (good, wrong, empty) = (&*signed("NEW"), &*signed("WRONG"), &*signed(""));
    assert_eq!(verify(&messenger, &[good], BODY), Ok(vec![PAGE.to_owned()]));
    let truncated = &good[..good.len() - 1];
    for signatures in [&[][..], &[wrong], &[empty], &[truncated], &[""], &[good, good], &[good, wrong]] {
        assert_eq!(verify(&messenger, signatures, BODY), Err(Unverified), "{signatures:?}");
    }
    assert_eq!(verify(&messenger, &[good], &BODY[..BODY.len() - 1]), Err(Unverified), "another body");
}

#[test]
fn every_secret_is_good_during_a_rotation() {
    let messenger = two_apps();
    for secret in ["NEW", "OLD"] {
        assert_eq!(verify(&messenger, &[&signature(secret, BODY)], BODY), Ok(vec![PAGE.to_owned()]));
    }
}

#[test]
fn an_app_cannot_speak_for_the_page_of_another() {
    let messenger = two_apps();
    let accounts = verify(&messenger, &[&signature("THEIRS", BODY)], BODY).unwrap();
    assert_eq!(accounts, [OTHER_PAGE]);
    let parsed = messenger.parse(&Verified { accounts }, BODY);
    assert!(matches!(parsed.as_slice(), [Parsed::Broken(_)]), "{parsed:?}");
}

#[test]
fn a_page_without_secret_refuses_every_webhook() {
    for secrets in [&[][..], &[""]] {
        let messenger = Messenger::new([page(PAGE, secrets)], GRAPH_URL, limits::PACE);
        assert_eq!(verify(&messenger, &[&signature("", BODY)], BODY), Err(Unverified));
    }
}

#[test]
fn the_body_is_signed_in_the_escaped_form_in_which_it_comes() {
    let body = include_bytes!("../fixtures/text.json");
    assert!(body.is_ascii() && body.windows(6).any(|part| part == br"\u00a1"), "the fixture is escaped");
    let messenger = two_apps();
    assert!(verify(&messenger, &[&signature("NEW", body)], body).is_ok());
    let rewritten: serde_json::Value = serde_json::from_slice(body).unwrap();
    assert!(verify(&messenger, &[&signature("NEW", body)], rewritten.to_string().as_bytes()).is_err());
}

#[test]
fn a_verification_request_needs_a_token_of_ours() {
    let query = |token: &str| format!("hub.mode=subscribe&hub.challenge=115&hub.verify_token={token}");
    assert_eq!(two_apps().challenge(&query("VERIFY-TOKEN")).as_deref(), Ok("115"));
    assert_eq!(two_apps().challenge(&query("GUESSED")), Err(Unverified));
}
