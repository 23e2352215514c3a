//! From the bytes of a press webhook to the event: signature, body, payload.
#![allow(clippy::unwrap_used, reason = "a benchmark may panic")]

use hmac::{Hmac, KeyInit as _, Mac as _};
use http::HeaderMap;
use sha2::Sha256;
use tertulia_core::Adapter as _;
use tertulia_messenger::{GRAPH_URL, Messenger, Page, limits};

const BODY: &[u8] = include_bytes!("../tests/fixtures/postback.json");

fn main() {
    divan::main();
}

fn messenger() -> Messenger {
    let page = Page {
        id: "102030405060708".into(),
        token: "PAGE-TOKEN".into(),
        app_secrets: vec!["APP-SECRET".into()],
        verify_tokens: vec![],
    };
    Messenger::new([page], GRAPH_URL, limits::PACE)
}

fn signed(body: &[u8]) -> HeaderMap {
    let mut mac = Hmac::<Sha256>::new_from_slice(b"APP-SECRET").unwrap();
    mac.update(body);
    let hex: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    HeaderMap::from_iter([("x-hub-signature-256".parse().unwrap(), format!("sha256={hex}").parse().unwrap())])
}

#[divan::bench]
fn verify(bencher: divan::Bencher<'_, '_>) {
    let (messenger, headers) = (messenger(), signed(BODY));
    bencher.bench_local(|| messenger.verify(&headers, BODY).unwrap());
}

#[divan::bench]
fn verify_and_parse(bencher: divan::Bencher<'_, '_>) {
    let (messenger, headers) = (messenger(), signed(BODY));
    bencher.bench_local(|| {
        let verified = messenger.verify(&headers, BODY).unwrap();
        let parsed = messenger.parse(&verified, BODY);
        assert!(matches!(parsed.as_slice(), [tertulia_core::Parsed::Event(_)]));
        parsed
    });
}
