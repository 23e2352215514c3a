//! Where the playground listens.

use std::{io, net::SocketAddr};

use tokio::net::TcpListener;

/// The playground was to listen where others could reach it.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error(
    "the playground listens on this machine only, and {0} can be reached from others: use 127.0.0.1, and `ssh -L` to \
     see the page from elsewhere"
)]
pub struct NotLoopback(pub SocketAddr);

/// Listens on an address of this machine.
///
/// # Errors
///
/// If others could reach the address (then the error holds a [`NotLoopback`]), or if it is taken.
pub async fn listen(addr: SocketAddr) -> io::Result<TcpListener> {
    if !addr.ip().is_loopback() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, NotLoopback(addr)));
    }
    TcpListener::bind(addr).await
}
