//! The webhook of a press.

use std::io::Write as _;

use crate::server::SECRET;

/// The Telegram id of the first person; the others follow.
pub(crate) const FIRST_PERSON: u64 = 100_000_001;

/// Writes the whole request: one `callback_query`, as Telegram sends it.
///
/// <https://core.telegram.org/bots/api#callbackquery>
pub(crate) fn write(request: &mut Vec<u8>, update: u64, person: u64) {
    let body = format!(
        r#"{{"update_id":{update},"callback_query":{{"id":"{query}","from":{{"id":{person},"is_bot":false,"first_name":"Ana","last_name":"Pérez","username":"ana_{person}","language_code":"es"}},"message":{{"message_id":{message},"from":{{"id":123456789,"is_bot":true,"first_name":"Bench","username":"bench_bot"}},"chat":{{"id":{person},"first_name":"Ana","last_name":"Pérez","username":"ana_{person}","type":"private"}},"date":1790000000,"text":"Press 1: again?","reply_markup":{{"inline_keyboard":[[{{"text":"Again!","callback_data":"/press"}},{{"text":"Enough","callback_data":"/enough"}}]]}}}},"chat_instance":"{instance}","data":"/press"}}}}"#,
        query = 4_000_000_000_000_000_000 + update,
        message = 1000 + update % 100_000,
        instance = 7_000_000_000_000_000 + person,
    );
    request.clear();
    write!(
        request,
        "POST /webhook_telegram HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n\
         x-telegram-bot-api-secret-token: {SECRET}\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .expect("a vector takes everything");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_body_is_json_of_the_length_it_says() {
        let mut request = vec![];
        write(&mut request, 17, FIRST_PERSON + 5);
        let request = String::from_utf8(request).unwrap();
        let (head, body) = request.split_once("\r\n\r\n").unwrap();
        assert!(head.ends_with(&format!("content-length: {}", body.len())));
        let update: serde_json::Value = serde_json::from_str(body).unwrap();
        assert_eq!(update["update_id"], 17);
        assert_eq!(update["callback_query"]["from"]["id"], 100_000_006);
        assert_eq!(update["callback_query"]["message"]["chat"]["id"], 100_000_006);
    }
}
