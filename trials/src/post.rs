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
        Ok(Ok(status)) => {
            ledger.write(Entry::Acknowledged { post, status });
            Some(status)
        }
        Ok(Err(_)) | Err(_) => {
            ledger.write(Entry::Unanswered { post });
            None
        }
    }
}

async fn exchange(stream: &mut TcpStream, mail: &Mail) -> io::Result<u16> {
    let (name, value) = &mail.header;
    let head = format!(
        "POST {} HTTP/1.1\r\nhost: bot\r\nconnection: close\r\ncontent-type: application/json\r\n\
         {name}: {value}\r\ncontent-length: {}\r\n\r\n",
        mail.route,
        mail.body.len()
    );
    stream.write_all(&[head.as_bytes(), &mail.body].concat()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    let status = answer.strip_prefix(b"HTTP/1.1 ").and_then(|rest| rest.get(..3));
    let status = status.and_then(|digits| std::str::from_utf8(digits).ok()?.parse().ok());
    status.ok_or_else(|| io::Error::other("no status"))
}
