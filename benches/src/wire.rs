//! HTTP/1.1 messages whose length is given, and no more of HTTP than that.

use std::{io, net::SocketAddr};

use bytes::{Buf as _, BytesMut};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// How much is read at once, which is more than any message here has.
const ROOM: usize = 4096;

/// A connection, from either side.
pub(crate) struct Wire {
    stream: TcpStream,
    buffer: BytesMut,
}

impl Wire {
    pub(crate) async fn connect(addr: SocketAddr) -> io::Result<Self> {
        Self::new(TcpStream::connect(addr).await?)
    }

    pub(crate) fn new(stream: TcpStream) -> io::Result<Self> {
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: BytesMut::new() })
    }

    pub(crate) async fn send(&mut self, message: &[u8]) -> io::Result<()> {
        self.stream.write_all(message).await
    }

    /// What `read` makes of the first line and the body of the next message. `None` when the other side is done.
    pub(crate) async fn receive<T>(&mut self, read: impl FnOnce(&str, &[u8]) -> T) -> io::Result<Option<T>> {
        loop {
            if let Some((line, body, end)) = parts(&self.buffer)? {
                let line = std::str::from_utf8(&self.buffer[..line]).map_err(io::Error::other)?;
                let made = read(line, &self.buffer[body..end]);
                self.buffer.advance(end);
                return Ok(Some(made));
            }
            self.buffer.reserve(ROOM);
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                let whole = self.buffer.is_empty();
                return if whole { Ok(None) } else { Err(io::ErrorKind::UnexpectedEof.into()) };
            }
        }
    }
}

/// Where the first line ends, where the body begins and where it ends; `None` if that is still to come.
fn parts(bytes: &[u8]) -> io::Result<Option<(usize, usize, usize)>> {
    let Some(head) = bytes.windows(4).position(|end| end == b"\r\n\r\n") else { return Ok(None) };
    let text = std::str::from_utf8(&bytes[..head]).map_err(io::Error::other)?;
    let mut lines = text.split("\r\n");
    let first = lines.next().map_or(0, str::len);
    let mut length = 0;
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().map_err(io::Error::other)?;
        } else if name.eq_ignore_ascii_case("transfer-encoding") {
            return Err(io::Error::other("a message whose length is not given"));
        }
    }
    let (body, end) = (head + 4, head + 4 + length);
    Ok((bytes.len() >= end).then_some((first, body, end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_whole_when_its_body_is() {
        let message = b"HTTP/1.1 200 OK\r\ndate: x\r\nContent-Length: 2\r\n\r\nokHTTP";
        assert_eq!(parts(message).unwrap(), Some((15, 47, 49)));
        for short in 0..49 {
            assert_eq!(parts(&message[..short]).unwrap(), None, "{short}");
        }
        assert_eq!(parts(b"GET / HTTP/1.1\r\n\r\n").unwrap(), Some((14, 18, 18)), "no body");
    }

    #[test]
    fn what_is_not_understood_is_an_error() {
        assert!(parts(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").is_err());
        assert!(parts(b"HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\n").is_err());
    }
}
