//! Cards that take each other's place in one message.

use serde::Serialize;
use tertulia_core::{Call, adapter::Undeliverable, plan::Leaf};

use super::{
    entities::{Caption, Entity, Formatted, formatted},
    keyboard::InlineKeyboard,
    markup::Markup,
    media::source,
    method::SEND_MESSAGE,
    sending::Sending,
};

const SEND_PHOTO: &str = "sendPhoto";

/// A card as a message of its own. In the place of another it is an [edit](super::edit).
pub(super) fn leaf(leaf: &Leaf<String>, sending: &Sending<'_>) -> Result<Call, Undeliverable> {
    let private = sending.target.is_private();
    let columns = sending.manner.columns();
    let keyboard = InlineKeyboard::new(&leaf.buttons, columns, private).and(&leaf.turns, private);
    let (method, content) = match &leaf.image {
        Some(image) => {
            let photo = Content::Photo { photo: source(image)?, caption: Caption::of(Some(&leaf.text)) };
            (SEND_PHOTO, photo)
        }
        None => {
            let Formatted { text, entities } = formatted(&leaf.text);
            (SEND_MESSAGE, Content::Text { text, entities })
        }
    };
    Ok(sending.call(method, &content, Some(Markup::Inline(keyboard))))
}

#[derive(Serialize)]
#[serde(untagged)]
enum Content<'a> {
    Photo {
        photo: &'a str,
        #[serde(flatten)]
        caption: Caption,
    },
    Text {
        text: String,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        entities: Vec<Entity>,
    },
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use tertulia_core::{Alias, Button, Chat, Destination, RichText, Source, adapter::Envelope, plan::Part};

    use crate::call::{about, edit, render};

    use super::*;

    fn call(image: Option<&str>, replaces: Option<&str>) -> (String, Value) {
        let card = Leaf {
            image: image.map(Source::from),
            text: RichText::new().bold("Rome").text("\nfrom 29 €"),
            buttons: vec![Button::carrying("Book a flight to Rome", "/book".to_owned())],
            turns: ["◀", "1/2", "▶"].map(|title| Button::carrying(title, "#t.1".to_owned())).into(),
        };
        let to = Destination {
            aliases: vec![Alias::new(crate::TELEGRAM_ID, "42")],
            chat: Chat { thread: Some("3".into()), ..Chat::default() },
            ..Destination::default()
        };
        let (part, envelope) = (Part::Leaf(card), Envelope::new(&to, ""));
        let call = match replaces {
            Some(id) => about(&edit(&part, &envelope).unwrap(), id).unwrap(),
            None => render(&part, &envelope).unwrap(),
        };
        (call.endpoint.clone(), serde_json::from_str(call.body.get()).unwrap())
    }

    fn keyboard() -> Value {
        json!({"inline_keyboard": [
            [{"text": "Book a flight to Rome", "callback_data": "/book"}],
            [
                {"text": "◀", "callback_data": "#t.1"},
                {"text": "1/2", "callback_data": "#t.1"},
                {"text": "▶", "callback_data": "#t.1"},
            ],
        ]})
    }

    fn bold() -> Value {
        json!([{"type": "bold", "offset": 0, "length": 4}])
    }

    #[test]
    fn the_first_card_is_a_message() {
        let (caption, photo) = ("Rome\nfrom 29 €", "https://example.com/rome.jpg");
        let (method, body) = call(Some(photo), None);
        let expected = json!({
            "chat_id": 42, "message_thread_id": 3, "photo": photo,
            "caption": caption, "caption_entities": bold(), "reply_markup": keyboard(),
        });
        assert_eq!((method.as_str(), body), ("sendPhoto", expected));
        let (method, body) = call(None, None);
        let expected = json!({
            "chat_id": 42, "message_thread_id": 3,
            "text": caption, "entities": bold(), "reply_markup": keyboard(),
        });
        assert_eq!((method.as_str(), body), ("sendMessage", expected));
    }

    #[test]
    fn another_card_takes_its_place() {
        let (caption, photo) = ("Rome\nfrom 29 €", "https://example.com/rome.jpg");
        let (method, body) = call(Some(photo), Some("17"));
        let media = json!({"type": "photo", "media": photo, "caption": caption, "caption_entities": bold()});
        let expected = json!({"chat_id": 42, "message_id": 17, "media": media, "reply_markup": keyboard()});
        assert_eq!((method.as_str(), body), ("editMessageMedia", expected));
        let (method, body) = call(None, Some("17"));
        let expected = json!({
            "chat_id": 42, "message_id": 17,
            "text": caption, "entities": bold(), "reply_markup": keyboard(),
        });
        assert_eq!((method.as_str(), body), ("editMessageText", expected));
    }
}
