//! Calls that are not answered, and whether they may have been taken.

use tertulia_core::{Http as _, Request};

use super::{network, no_answer, not_sent, peer::Peer, request};

#[tokio::test]
async fn where_nobody_listens_nothing_is_sent() {
    let url = Peer::new().await.url("http"); // and gone
    let told = not_sent(network().send(request(url)).await);
    assert!(told.contains("refused"), "{told}");
}

#[tokio::test]
async fn what_is_no_address_is_not_sent() {
    for url in ["", "secret", "http://secret secret", "ftp://secret"] {
        let url = url.to_owned().into();
        not_sent(network().send(Request { url, ..request("http://127.0.0.1") }).await);
    }
}

#[tokio::test]
async fn credentials_that_fit_no_header_are_not_sent() {
    let authorization = Some("secret\n".to_owned().into());
    not_sent(network().send(Request { authorization, ..request("http://127.0.0.1") }).await);
}

#[tokio::test]
async fn who_hangs_up_may_have_read_it() {
    let (network, peer) = (network(), Peer::new().await);
    let (answer, _) = tokio::join!(network.send(request(peer.url("http"))), async {
        peer.accept().await.read().await // and gone
    });
    no_answer(answer);
}

#[tokio::test]
async fn half_an_answer_is_none() {
    let (network, peer) = (network(), Peer::new().await);
    let (answer, ()) = tokio::join!(network.send(request(peer.url("http"))), async {
        let mut line = peer.accept().await;
        line.read().await;
        line.write("HTTP/1.1 200 OK\ncontent-length: 9", b"half").await;
    });
    no_answer(answer);
}

#[tokio::test(start_paused = true)]
async fn the_whole_answer_has_to_come_in_time() {
    for begun in ["", "HTTP/1.1 200 OK\ncontent-length: 9"] {
        let (network, peer) = (network(), Peer::new().await);
        let silent = async {
            let mut line = peer.accept().await;
            line.read().await;
            if !begun.is_empty() {
                line.write(begun, b"half").await;
            }
            std::future::pending::<()>().await;
        };
        let request = request(peer.url("http"));
        let (timeout, began) = (request.timeout, tokio::time::Instant::now());
        let answer = tokio::select! {
            answer = network.send(request) => answer,
            () = silent => unreachable!("it waits for ever"),
        };
        no_answer(answer);
        assert_eq!(began.elapsed().as_secs(), timeout.as_secs());
    }
}

#[tokio::test(start_paused = true)]
async fn connecting_has_a_shorter_limit_and_nothing_is_sent() {
    let (network, peer) = (network(), Peer::new().await);
    let began = tokio::time::Instant::now();
    let silent = async {
        let _line = peer.accept().await; // but TLS does not begin
        std::future::pending::<()>().await;
    };
    let answer = tokio::select! {
        answer = network.send(request(peer.url("https"))) => answer,
        () = silent => unreachable!("it waits for ever"),
    };
    not_sent(answer);
    assert_eq!(began.elapsed().as_secs(), 5);
}
