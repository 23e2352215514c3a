//! Calls that are answered.

use std::time::Duration;

use tertulia_core::Http as _;

use super::{network, no_answer, peer::Peer, request};

#[tokio::test]
async fn a_request_arrives_as_it_was_meant() {
    let (network, peer) = (network(), Peer::new().await);
    let (answer, (head, body)) = tokio::join!(network.send(request(peer.url("http"))), async {
        let mut line = peer.accept().await;
        let request = line.read().await;
        line.write("HTTP/1.1 429 Too Many Requests\nretry-after: 7\ncontent-length: 2", b"{}").await;
        request
    });
    assert!(head.starts_with("post /bot1:secret/sendmessage http/1.1\r\n"), "{head}");
    for line in [
        &format!("host: {}", peer.address()),
        &format!("user-agent: tertulia/{}", env!("CARGO_PKG_VERSION")),
        "content-type: application/json",
        "authorization: bearer secret",
    ] {
        assert!(head.lines().any(|told| told == line), "{line} in {head}");
    }
    assert_eq!(body, r#"{"text":"hola"}"#);
    let answer = answer.unwrap();
    assert_eq!((answer.status, answer.body.as_slice()), (429, &b"{}"[..]));
    assert_eq!(answer.retry_after, Some(Duration::from_secs(7)));
}

#[tokio::test]
async fn a_connection_is_used_again() {
    let (network, peer) = (network(), Peer::new().await);
    let calls = async {
        network.send(request(peer.url("http"))).await.unwrap();
        network.send(request(peer.url("http"))).await.unwrap()
    };
    let (second, ()) = tokio::join!(calls, async {
        let mut line = peer.accept().await;
        line.answer("1").await;
        line.answer("2").await;
    });
    assert_eq!(second.body, b"2");
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_was_closed_meanwhile_is_not_used() {
    let (network, peer) = (network(), Peer::new().await);
    let calls = async {
        network.send(request(peer.url("http"))).await.unwrap();
        // The time goes on when there is nothing left to do: then its end was noticed.
        tokio::time::sleep(Duration::from_secs(1)).await;
        network.send(request(peer.url("http"))).await.unwrap()
    };
    let (second, ()) = tokio::join!(calls, async {
        peer.accept().await.answer("1").await;
        peer.accept().await.answer("2").await;
    });
    assert_eq!(second.body, b"2");
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let (network, peer) = (network(), Peer::new().await);
    let (answer, ()) = tokio::join!(network.send(request(peer.url("http"))), async {
        let mut line = peer.accept().await;
        line.read().await;
        let elsewhere = peer.url("http");
        line.write(&format!("HTTP/1.1 307 Elsewhere\nlocation: {elsewhere}\ncontent-length: 0"), b"").await;
    });
    assert_eq!(answer.unwrap().status, 307);
}

#[tokio::test]
async fn an_answer_has_a_longest_length() {
    for (length, fits) in [(1 << 20, true), ((1 << 20) + 1, false)] {
        let (network, peer) = (network(), Peer::new().await);
        let (answer, ()) = tokio::join!(network.send(request(peer.url("http"))), async {
            let mut line = peer.accept().await;
            line.read().await;
            // It does not tell how long it is, and ends when the connection does.
            line.write("HTTP/1.1 200 OK", &vec![b' '; length]).await;
        });
        match fits {
            true => assert_eq!(answer.unwrap().body.len(), length),
            false => assert_eq!(no_answer(answer), "the answer is too long"),
        }
    }
}
