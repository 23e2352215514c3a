//! Calls to peers on this machine, who answer, hang up, or stay silent.

mod broken;
mod calls;
mod peer;
mod proxies;
mod tls;

use std::time::Duration;

use hyper_util::client::proxy::matcher::Matcher;
use rustls::{ClientConfig, RootCertStore, crypto::ring};
use tertulia_core::{Request, TransportError};

use super::Network;

/// A request whose address and credentials are secret.
fn request(url: impl AsRef<str>) -> Request {
    let url = format!("{}/bot1:secret/sendMessage", url.as_ref());
    let authorization = Some("Bearer secret".to_owned().into());
    Request { authorization, timeout: Duration::from_secs(30), ..Request::json(url, br#"{"text":"hola"}"#) }
}

/// No proxies, and nobody is trusted but who shows the certificate of these tests.
fn network() -> Network {
    through(Matcher::builder().build())
}

fn through(proxies: Matcher) -> Network {
    let mut roots = RootCertStore::empty();
    roots.add(peer::CERTIFICATE).unwrap();
    Network::with(trusting(roots), proxies)
}

fn trusting(roots: RootCertStore) -> ClientConfig {
    ClientConfig::builder_with_provider(ring::default_provider().into())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth()
}

/// What is told when the request was certainly not taken.
#[track_caller]
fn not_sent(answer: Result<tertulia_core::Response, TransportError>) -> String {
    match answer {
        Err(TransportError::NotSent(text)) => harmless(text),
        other => panic!("it should not have been sent: {other:?}"),
    }
}

/// What is told when the request may have been taken.
#[track_caller]
fn no_answer(answer: Result<tertulia_core::Response, TransportError>) -> String {
    match answer {
        Err(TransportError::NoAnswer(text)) => harmless(text),
        other => panic!("there should be no answer: {other:?}"),
    }
}

#[track_caller]
fn harmless(text: String) -> String {
    assert!(!text.contains("secret"), "{text}");
    text
}
