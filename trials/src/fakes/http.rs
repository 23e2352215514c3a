//! As much of HTTP/1.1 as the fakes need, so that they can also break it.

use std::{io, time::Duration};

use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpStream,
    time::sleep,
};

use super::answer::{Answer, Manner};

/// A request.
#[derive(Debug, Default)]
pub(super) struct Request {
    pub(super) path: String,
    pub(super) authorization: String,
    pub(super) body: Vec<u8>,
}

/// Reads the next request. `None` at the end of the connection.
pub(super) async fn read(stream: &mut BufReader<TcpStream>) -> io::Result<Option<Request>> {
    let (mut request, mut length) = (Request::default(), 0);
    let mut line = String::new();
    if stream.read_line(&mut line).await? == 0 {
        return Ok(None);
    }
    request.path = line.split(' ').nth(1).unwrap_or_default().to_owned();
    loop {
        line.clear();
        stream.read_line(&mut line).await?;
        let Some((name, value)) = line.trim().split_once(':') else { break };
        match name.to_ascii_lowercase().as_str() {
            "authorization" => value.trim().clone_into(&mut request.authorization),
            "content-length" => length = value.trim().parse().map_err(io::Error::other)?,
            _ => {}
        }
    }
    request.body = vec![0; length];
    stream.read_exact(&mut request.body).await?;
    Ok(Some(request))
}

/// Writes an answer in the manner it has.
pub(super) async fn write(stream: &mut TcpStream, answer: &Answer) -> io::Result<()> {
    let Answer { status, retry_after, body, manner, .. } = answer;
    let retry_after = retry_after.map(|seconds| format!("retry-after: {seconds}\r\n")).unwrap_or_default();
    let head = format!(
        "HTTP/1.1 {status} Whatever\r\ncontent-type: application/json\r\n{retry_after}content-length: {}\r\n\r\n",
        body.len()
    );
    let whole = [head.as_bytes(), body.as_bytes()].concat();
    match *manner {
        Manner::Whole => stream.write_all(&whole).await,
        Manner::Half => stream.write_all(&whole[..head.len() + body.len() / 2]).await,
        Manner::Reset => Ok(()),
        Manner::Drip(time) => drip(stream, &whole, time).await,
    }
}

async fn drip(stream: &mut TcpStream, whole: &[u8], time: Duration) -> io::Result<()> {
    let drops = whole.chunks(whole.len().div_ceil(40));
    let pause = time / u32::try_from(drops.len()).unwrap_or(u32::MAX);
    for drop in drops {
        stream.write_all(drop).await?;
        sleep(pause).await;
    }
    Ok(())
}
