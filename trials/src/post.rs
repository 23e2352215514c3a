//! What a platform's webhook sender does: a POST, and a look at the status.

use std::{io, net::SocketAddr, time::Duration};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

use crate::{
    ledger::{Entry, Ledger},
    webhook::Mail,
};

/// How long Messenger waits for an answer; WhatsApp and Telegram wait longer.
const PATIENCE: Duration = Duration::from_secs(20);

/// Posts a webhook on a connection of its own, noted as that entry. `None` if nobody listens, or no answer came.
pub(crate) async fn post(
    addr: SocketAddr,
    mail: &Mail,
    entry: impl FnOnce(u64) -> Entry,
    ledger: &Ledger,
) -> Option<u16> {
    let mut stream = TcpStream::connect(addr).await.ok()?;
    let post = ledger.number();
    ledger.write(entry(post));
    match timeout(PATIENCE, exchange(&mut stream, mail)).await {
        Ok(Ok((status, retry_after))) => {
            ledger.write(Entry::Acknowledged { post, status, retry_after });
            Some(status)
        }
        Ok(Err(_)) | Err(_) => {
            ledger.write(Entry::Unanswered { post });
            None
        }
    }
}

/// Status, and `Retry-After` in seconds.
async fn exchange(stream: &mut TcpStream, mail: &Mail) -> io::Result<(u16, Option<u64>)> {
    let (name, value) = &mail.header;
    let head = format!(
        "POST {} HTTP/1.1\r\nhost: bot\r\nconnection: close\r\ncontent-type: application/json\r\n\
         {name}: {value}\r\ncontent-length: {}\r\n\r\n",
        mail.route,
        mail.body.len()
    );
    let request = [head.as_bytes(), &mail.body].concat();
    let (mut from, mut to) = stream.split();
    let mut answer = Vec::new();
    // Who refuses a long body may answer before it was written, and read no more of it.
    let (_, read) = tokio::join!(to.write_all(&request), from.read_to_end(&mut answer));
    let answer = String::from_utf8_lossy(&answer).to_ascii_lowercase();
    let status = answer.strip_prefix("http/1.1 ").and_then(|rest| rest.get(..3)?.parse().ok());
    let retry_after = answer.lines().find_map(|line| line.strip_prefix("retry-after:")?.trim().parse().ok());
    match status {
        Some(status) => Ok((status, retry_after)),
        None => Err(read.err().unwrap_or_else(|| io::Error::other("no status"))),
    }
}
