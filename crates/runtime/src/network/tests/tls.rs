//! Calls over TLS, in the version of HTTP that the server prefers.

use bytes::Bytes;
use h2::{Reason, server::Connection};
use hyper_util::client::proxy::matcher::Matcher;
use rustls::RootCertStore;
use tertulia_core::Http as _;
use tokio::net::TcpStream;
use tokio_rustls::server::TlsStream;

use super::{Network, network, no_answer, not_sent, peer::Peer, request, trusting};

/// A connection over which HTTP/2 is spoken.
async fn modern(peer: &Peer) -> Connection<TlsStream<TcpStream>, Bytes> {
    let stream = peer.accept().await.secure(&["h2", "http/1.1"]).await.0;
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
    h2::server::handshake(stream).await.unwrap()
}

#[tokio::test]
async fn http_1_is_spoken_to_who_speaks_nothing_else() {
    for protocols in [&["http/1.1"][..], &[]] {
        let (network, peer) = (network(), Peer::new().await);
        let (answer, (head, _)) = tokio::join!(network.send(request(peer.url("https"))), async {
            peer.accept().await.secure(protocols).await.answer("1").await
        });
        assert_eq!(answer.unwrap().body, b"1");
        assert!(head.starts_with("post /bot1:secret/sendmessage http/1.1\r\n"), "{head}");
    }
}

#[tokio::test]
async fn http_2_is_spoken_to_who_likes_it_better() {
    let (network, peer) = (network(), Peer::new().await);
    let calls = async {
        let url = || request(peer.url("https"));
        tokio::join!(network.send(url()), network.send(url()))
    };
    let server = async {
        let mut connection = modern(&peer).await;
        let mut paths = Vec::new();
        while let Some(Ok((request, mut answer))) = connection.accept().await {
            paths.push(request.uri().path().to_owned());
            answer.send_response(http::Response::new(()), true).unwrap();
            if paths.len() == 2 {
                connection.graceful_shutdown();
            }
        }
        paths
    };
    let ((first, second), paths) = tokio::join!(calls, server);
    assert_eq!((first.unwrap().status, second.unwrap().status), (200, 200));
    assert_eq!(paths, ["/bot1:secret/sendMessage", "/bot1:secret/sendMessage"], "over one connection");
}

#[tokio::test]
async fn what_a_server_did_not_begin_is_asked_again_but_not_for_ever() {
    for (refusals, answered) in [(2, true), (3, false)] {
        let (network, peer) = (network(), Peer::new().await);
        let server = async {
            let mut connection = modern(&peer).await;
            let mut calls = 0;
            while let Some(Ok((_, mut answer))) = connection.accept().await {
                calls += 1;
                match calls > refusals {
                    true => drop(answer.send_response(http::Response::new(()), true).unwrap()),
                    false => answer.send_reset(Reason::REFUSED_STREAM),
                }
                if calls == 3 {
                    connection.graceful_shutdown();
                }
            }
            calls
        };
        let (answer, calls) = tokio::join!(network.send(request(peer.url("https"))), server);
        assert_eq!(calls, 3);
        match answered {
            true => assert_eq!(answer.unwrap().status, 200),
            false => assert!(not_sent(answer).contains("refused")),
        }
    }
}

#[tokio::test]
async fn what_a_server_had_begun_is_not_asked_again() {
    let (network, peer) = (network(), Peer::new().await);
    let server = async {
        let mut connection = modern(&peer).await;
        let (_, _unanswered) = connection.accept().await.unwrap().unwrap();
        connection.abrupt_shutdown(Reason::NO_ERROR);
        while let Some(Ok(_)) = connection.accept().await {}
    };
    let (answer, ()) = tokio::join!(network.send(request(peer.url("https"))), server);
    no_answer(answer);
}

#[tokio::test]
async fn who_is_not_trusted_gets_nothing() {
    let (network, peer) =
        (Network::with(trusting(RootCertStore::empty()), Matcher::builder().build()), Peer::new().await);
    let (answer, ()) = tokio::join!(network.send(request(peer.url("https"))), async {
        assert!(peer.accept().await.try_secure(&[]).await.is_err(), "the caller gives up");
    });
    let told = not_sent(answer);
    assert!(told.contains("certificate"), "{told}");
}
