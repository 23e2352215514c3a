//! `health`: asks the bot that runs here how it is, for containers that hold nothing else that could ask.

use std::{
    io::{Error, Read as _, Write as _},
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream},
    time::Duration,
};

use crate::{Exit, config::Config};

use super::print::print;

/// How long the bot may take to connect, and to answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// The longest answer that is read, in bytes.
const LONGEST: u64 = 16 << 10;

pub(super) fn run(config: &Config) -> Exit {
    let addr = reached(config.http.addr);
    let explain = |error: Error| {
        Error::new(error.kind(), format!("the bot does not answer on {addr} (`http.addr`): {error}"))
    };
    print(ask(addr).map_err(explain).and_then(judge).map_err(Into::into))
}

/// Where a listener of this machine is reached from here.
fn reached(addr: SocketAddr) -> SocketAddr {
    let ip = match addr.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, addr.port())
}

/// Without a proxy, whatever the environment says.
fn ask(addr: SocketAddr) -> Result<String, Error> {
    let mut stream = TcpStream::connect_timeout(&addr, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream
        .write_all(format!("GET /readyz HTTP/1.1\r\nhost: {addr}\r\nconnection: close\r\n\r\n").as_bytes())?;
    let mut answer = String::new();
    stream.take(LONGEST).read_to_string(&mut answer)?;
    Ok(answer)
}

/// What the bot says of itself, or what is wrong.
fn judge(answer: String) -> Result<String, Error> {
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    let status = head.split(' ').nth(1).unwrap_or_default();
    if status == "200" {
        return Ok(body.to_owned());
    }
    Err(Error::other(format!("the bot answers with status {status}: {body}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listener_on_all_addresses_is_asked_on_this_machine() {
        for (listens, asked) in
            [("0.0.0.0:80", "127.0.0.1:80"), ("[::]:80", "[::1]:80"), ("10.0.0.7:80", "10.0.0.7:80")]
        {
            assert_eq!(reached(listens.parse().unwrap()), asked.parse().unwrap());
        }
    }

    #[test]
    fn only_a_success_is_well() {
        let answer = |status: &str| format!("HTTP/1.1 {status}\r\ncontent-length: 5\r\n\r\nready");
        assert_eq!(judge(answer("200 OK")).unwrap(), "ready");
        judge(answer("503 Service Unavailable")).unwrap_err();
        judge(String::new()).unwrap_err();
    }
}
