//! Calls through proxies.

use std::process::{Child, Command, Stdio};

use hyper_util::client::proxy::matcher::Matcher;
use tertulia_core::Http as _;
use tokio::io::AsyncReadExt as _;

use super::{Network, not_sent, peer::Peer, request, through};

/// `ana:hola`, in lower case as heads are read here.
const CREDENTIALS: &str = "proxy-authorization: basic yw5homhvbge=";

#[tokio::test]
async fn a_proxy_opens_a_tunnel_and_hears_nothing_of_what_goes_through() {
    let proxy = Peer::new().await;
    let url = proxy.url("http").replace("//", "//ana:hola@");
    let network = through(Matcher::builder().https(url).build());
    let (answer, (asked, (head, _))) = tokio::join!(network.send(request("https://api.example")), async {
        let mut line = proxy.accept().await;
        let (asked, _) = line.read().await;
        line.write("HTTP/1.1 200 Connected", b"").await;
        (asked, line.secure(&["http/1.1"]).await.answer("1").await)
    });
    assert_eq!(answer.unwrap().body, b"1");
    assert!(asked.starts_with("connect api.example:443 http/1.1\r\n"), "{asked}");
    assert!(asked.contains(CREDENTIALS), "{asked}");
    assert!(!asked.contains("secret"), "{asked}");
    assert!(head.starts_with("post /bot1:secret/sendmessage http/1.1\r\n"), "{head}");
    assert!(!head.contains("proxy-authorization"), "{head}");
}

#[tokio::test]
async fn without_a_tunnel_nothing_is_sent() {
    let proxy = Peer::new().await;
    let network = through(Matcher::builder().all(proxy.url("http")).build());
    let (answer, ()) = tokio::join!(network.send(request("https://api.example")), async {
        let mut line = proxy.accept().await;
        line.read().await;
        line.write("HTTP/1.1 407 Who are you?", b"").await;
    });
    let told = not_sent(answer);
    assert!(told.contains("authorization required"), "{told}");
}

#[tokio::test]
async fn without_tls_the_proxy_reads_the_request() {
    let proxy = Peer::new().await;
    let url = proxy.url("http").replace("//", "//ana:hola@");
    let network = through(Matcher::builder().http(url).build());
    let (answer, (head, _)) = tokio::join!(network.send(request("http://api.example")), async {
        proxy.accept().await.answer("1").await
    });
    assert_eq!(answer.unwrap().body, b"1");
    assert!(head.starts_with("post http://api.example/bot1:secret/sendmessage http/1.1\r\n"), "{head}");
    assert!(head.contains(CREDENTIALS), "{head}");
}

#[tokio::test]
async fn a_proxy_may_want_tls_itself() {
    let proxy = Peer::new().await;
    let network = through(Matcher::builder().all(proxy.url("https")).build());
    let (answer, asked) = tokio::join!(network.send(request("https://api.example")), async {
        let mut line = proxy.accept().await.secure(&["h2", "http/1.1"]).await;
        let (asked, _) = line.read().await;
        line.write("HTTP/1.1 200 Connected", b"").await;
        line.secure(&["http/1.1"]).await.answer("1").await;
        asked
    });
    assert_eq!(answer.unwrap().body, b"1");
    assert!(asked.starts_with("connect api.example:443 http/1.1\r\n"), "{asked}");
}

#[tokio::test]
async fn hosts_can_be_excepted() {
    let (proxy, peer) = (Peer::new().await, Peer::new().await);
    let network = through(Matcher::builder().all(proxy.url("http")).no("example, 127.0.0.0/8").build());
    let (answer, _) = tokio::join!(network.send(request(peer.url("http"))), async {
        peer.accept().await.answer("1").await
    });
    assert_eq!(answer.unwrap().body, b"1");
}

#[tokio::test]
async fn the_environment_names_proxies_and_exceptions() {
    let (proxy, peer) = (Peer::new().await, Peer::new().await);
    let begin = |excepted: &str| -> Child {
        Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "network::tests::proxies::a_call_as_the_environment_says"])
            .env("HTTPS_PROXY", proxy.url("http"))
            .env("NO_PROXY", excepted)
            .env("CALLED", peer.url("https"))
            .stdout(Stdio::null())
            .spawn()
            .unwrap()
    };
    let mut child = begin("");
    let (asked, _) = proxy.accept().await.read().await; // and gone
    assert!(asked.starts_with(&format!("connect {} http/1.1\r\n", peer.address())), "{asked}");
    assert!(child.wait().unwrap().success());

    let mut child = begin("127.0.0.1");
    assert_eq!(peer.accept().await.0.read_u8().await.unwrap(), 22, "TLS begins with a handshake"); // and gone
    assert!(child.wait().unwrap().success());
}

/// The test above runs it in a process of its own, and sees who is called.
#[tokio::test]
#[ignore = "it needs an environment"]
async fn a_call_as_the_environment_says() {
    let url = std::env::var("CALLED").unwrap();
    not_sent(Network::new().unwrap().send(request(url)).await);
}
