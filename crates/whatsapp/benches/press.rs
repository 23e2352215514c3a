//! From the bytes of a press webhook to the event: signature, body, payload.
#![allow(clippy::unwrap_used, reason = "a benchmark may panic")]

use hmac::{Hmac, KeyInit as _, Mac as _};
use http::HeaderMap;
use sha2::Sha256;
use tertulia_core::Adapter as _;
use tertulia_whatsapp::{GRAPH_URL, Number, WhatsApp, limits};

const BODY: &[u8] = include_bytes!("../tests/fixtures/button_reply.json");

fn main() {
    divan::main();
}

fn whatsapp() -> WhatsApp {
    let number = Number {
        phone_number_id: "110000000000001".into(),
        access_token: "ACCESS-TOKEN".into(),
        app_secrets: vec!["APP-SECRET".into()],
        verify_tokens: vec![],
    };
    WhatsApp::new([number], GRAPH_URL, limits::PACE)
}

fn signed(body: &[u8]) -> HeaderMap {
    let mut mac = Hmac::<Sha256>::new_from_slice(b"APP-SECRET").unwrap();
    mac.update(body);
    let hex: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    HeaderMap::from_iter([("x-hub-signature-256".parse().unwrap(), format!("sha256={hex}").parse().unwrap())])
}

#[divan::bench]
fn verify(bencher: divan::Bencher<'_, '_>) {
    let (whatsapp, headers) = (whatsapp(), signed(BODY));
    bencher.bench_local(|| whatsapp.verify(&headers, BODY).unwrap());
}

#[divan::bench]
fn verify_and_parse(bencher: divan::Bencher<'_, '_>) {
    let (whatsapp, headers) = (whatsapp(), signed(BODY));
    bencher.bench_local(|| {
        let verified = whatsapp.verify(&headers, BODY).unwrap();
        let parsed = whatsapp.parse(&verified, BODY);
        assert!(matches!(parsed.as_slice(), [tertulia_core::Parsed::Event(_)]));
        parsed
    });
}
