//! Who is called.

use std::{io, net::SocketAddr, sync::Arc};

use rustls::{
    ServerConfig,
    crypto::ring,
    pki_types::{CertificateDer, PrivatePkcs8KeyDer},
};
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::{TlsAcceptor, server::TlsStream};

/// For `api.example` and 127.0.0.1, signed by itself, and good for nothing but these tests.
pub(super) const CERTIFICATE: CertificateDer<'_> =
    CertificateDer::from_slice(include_bytes!("certificate.der"));
const KEY: &[u8] = include_bytes!("key.der");

/// Waits for calls, at an address of this machine.
pub(super) struct Peer(TcpListener);

impl Peer {
    pub(super) async fn new() -> Self {
        Self(TcpListener::bind("127.0.0.1:0").await.unwrap())
    }

    /// Where it is found.
    pub(super) fn address(&self) -> SocketAddr {
        self.0.local_addr().unwrap()
    }

    pub(super) fn url(&self, scheme: &str) -> String {
        format!("{scheme}://{}", self.address())
    }

    /// The next connection.
    pub(super) async fn accept(&self) -> Line<TcpStream> {
        Line(self.0.accept().await.unwrap().0)
    }
}

/// A connection, from the side of who is called.
pub(super) struct Line<S>(pub(super) S);

impl<S: AsyncRead + AsyncWrite + Unpin> Line<S> {
    /// Reads a request: its head in lower case, and its body.
    pub(super) async fn read(&mut self) -> (String, String) {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(self.0.read_u8().await.unwrap());
        }
        let head = String::from_utf8(head).unwrap().to_lowercase();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
        self.0.read_exact(&mut body).await.unwrap();
        (head, String::from_utf8(body).unwrap())
    }

    /// Writes these lines and an empty one, then the body.
    pub(super) async fn write(&mut self, head: &str, body: &[u8]) {
        self.0.write_all(format!("{}\r\n\r\n", head.replace('\n', "\r\n")).as_bytes()).await.unwrap();
        self.0.write_all(body).await.unwrap();
    }

    /// Reads a request, and answers it with 200.
    pub(super) async fn answer(&mut self, body: &str) -> (String, String) {
        let request = self.read().await;
        self.write(&format!("HTTP/1.1 200 OK\ncontent-length: {}", body.len()), body.as_bytes()).await;
        request
    }

    /// Begins TLS, with these protocols to choose from.
    pub(super) async fn secure(self, protocols: &[&str]) -> Line<TlsStream<S>> {
        self.try_secure(protocols).await.unwrap()
    }

    /// The same, with somebody who may not want it.
    pub(super) async fn try_secure(self, protocols: &[&str]) -> io::Result<Line<TlsStream<S>>> {
        let mut config = ServerConfig::builder_with_provider(ring::default_provider().into())
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![CERTIFICATE], PrivatePkcs8KeyDer::from(KEY).into())
            .unwrap();
        config.alpn_protocols = protocols.iter().map(|protocol| protocol.as_bytes().to_vec()).collect();
        Ok(Line(TlsAcceptor::from(Arc::new(config)).accept(self.0).await?))
    }
}
