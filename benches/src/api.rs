//! A fake of the Bot API: it counts each message, and answers at once.

use std::{cell::RefCell, fmt::Write as _, rc::Rc};

use tokio::net::{TcpListener, TcpStream};

use crate::{
    ledger::{Ledger, Message},
    press::FIRST_PERSON,
    wire::Wire,
};

/// Answers calls for as long as it is polled.
pub(crate) async fn serve(listener: TcpListener, ledger: Rc<RefCell<Ledger>>) {
    loop {
        if let Ok((stream, _)) = listener.accept().await {
            let ledger = Rc::clone(&ledger);
            // A connection that breaks leaves lost messages behind, which the ledger sees.
            tokio::task::spawn_local(async move { drop(answer(stream, ledger).await) });
        }
    }
}

async fn answer(stream: TcpStream, ledger: Rc<RefCell<Ledger>>) -> std::io::Result<()> {
    let mut wire = Wire::new(stream)?;
    let (mut body, mut response, mut number) = (String::new(), String::new(), 1000);
    while let Some(message) = wire.receive(read).await? {
        body.clear();
        response.clear();
        number += 1;
        let written = match message {
            Some(message) => {
                ledger.borrow_mut().arrived(message);
                let chat = FIRST_PERSON + message.person as u64;
                write!(
                    body,
                    r#"{{"ok":true,"result":{{"message_id":{number},"date":1790000000,"chat":{{"id":{chat},"type":"private"}},"text":"Press"}}}}"#
                )
            }
            None => {
                ledger.borrow_mut().other_calls += 1;
                write!(body, r#"{{"ok":true,"result":true}}"#)
            }
        };
        let written = written.and_then(|()| {
            let length = body.len();
            write!(
                response,
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
            )
        });
        written.map_err(std::io::Error::other)?;
        wire.send(response.as_bytes()).await?;
    }
    Ok(())
}

/// The message of a call; `None` of one that sends none.
fn read(line: &str, body: &[u8]) -> Option<Message> {
    if !line.contains("/sendMessage ") {
        return None;
    }
    let body = std::str::from_utf8(body).ok()?;
    let (person, _) = number(body.split_once(r#""chat_id":"#)?.1)?;
    let (press, rest) = number(body.split_once(r#""text":"Press "#)?.1)?;
    let person = usize::try_from(person.checked_sub(FIRST_PERSON)?).ok()?;
    Some(Message { person, press, second: rest.starts_with(':') })
}

/// The number something begins with, and the rest.
fn number(text: &str) -> Option<(u64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    Some((text[..end].parse().ok()?, &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_known_by_its_text() {
        let line = "POST /bot1:x/sendMessage HTTP/1.1";
        let first = br#"{"chat_id":100000003,"text":"Press 17."}"#;
        let second = br#"{"text":"Press 17: again?","reply_markup":{},"chat_id":100000003}"#;
        let message = Message { person: 2, press: 17, second: false };
        assert_eq!(read(line, first), Some(message));
        assert_eq!(read(line, second), Some(Message { second: true, ..message }));
    }

    #[test]
    fn everything_else_is_no_message() {
        let body = br#"{"chat_id":100000003,"text":"Press 17."}"#;
        assert_eq!(read("POST /bot1:x/answerCallbackQuery HTTP/1.1", body), None);
        assert_eq!(read("POST /bot1:x/sendMessage HTTP/1.1", br#"{"chat_id":7,"text":"Press 17."}"#), None);
        assert_eq!(read("POST /bot1:x/sendMessage HTTP/1.1", br#"{"chat_id":100000003,"text":"x"}"#), None);
        assert_eq!(read("POST /bot1:x/sendMessage HTTP/1.1", b"\xff"), None);
    }
}
