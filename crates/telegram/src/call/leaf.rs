//! Cards that take each other's place in one message.

use serde::Serialize;
use tertulia_core::{
    Call, Source,
    adapter::{Envelope, Undeliverable},
    plan::Leaf,
};

use super::{
    entities::{Entity, Formatted, formatted},
    keyboard::InlineKeyboard,
    target::Target,
};

const SEND_PHOTO: &str = "sendPhoto";
const SEND_MESSAGE: &str = "sendMessage";
const EDIT_MEDIA: &str = "editMessageMedia";
const EDIT_TEXT: &str = "editMessageText";

/// A card: a new message, or what an earlier one shows from now on.
///
/// <https://core.telegram.org/bots/api#editmessagemedia>, <https://core.telegram.org/bots/api#editmessagetext>
pub(super) fn leaf(leaf: &Leaf<String>, envelope: &Envelope<'_>) -> Result<Call, Undeliverable> {
    let target = Target::of(envelope.to)?;
    let reply_markup = InlineKeyboard::new(&leaf.buttons).and(&leaf.turns);
    let Formatted { text, entities } = formatted(&leaf.text);
    let words = |name| Words { name, text, entities };
    // An id that is none of Telegram's is of a message that nothing here can change.
    let message_id: Option<i64> = envelope.replaces.and_then(|id| id.parse().ok());
    let photo = leaf.image.as_ref().map(source).transpose()?;
    let (method, content) = match (photo, message_id) {
        (Some(photo), None) => (SEND_PHOTO, Content::Photo { photo, caption: words(Name::Caption) }),
        (Some(media), Some(_)) => {
            let media = Media { kind: "photo", media, caption: words(Name::Caption) };
            (EDIT_MEDIA, Content::Media { media })
        }
        (None, None) => (SEND_MESSAGE, Content::Text { text: words(Name::Text) }),
        (None, Some(_)) => (EDIT_TEXT, Content::Text { text: words(Name::Text) }),
    };
    let target = if message_id.is_some() { target.without_topic() } else { target };
    Ok(Call::new(method, &Body { target, message_id, content, reply_markup }))
}

fn source(source: &Source) -> Result<&str, Undeliverable> {
    match source {
        Source::Url(place) | Source::Id(place) => Ok(place),
        _ => Err(Undeliverable("Telegram fetches pictures by address, or knows them by id".to_owned())),
    }
}

#[derive(Serialize)]
struct Body<'a> {
    #[serde(flatten)]
    target: Target<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message_id: Option<i64>,
    #[serde(flatten)]
    content: Content<'a>,
    reply_markup: InlineKeyboard<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Content<'a> {
    Photo {
        photo: &'a str,
        #[serde(flatten)]
        caption: Words,
    },
    Media {
        media: Media<'a>,
    },
    Text {
        #[serde(flatten)]
        text: Words,
    },
}

/// <https://core.telegram.org/bots/api#inputmediaphoto>
#[derive(Serialize)]
struct Media<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    media: &'a str,
    #[serde(flatten)]
    caption: Words,
}

/// A text with its entities, under the names that they have beside a picture, or alone.
struct Words {
    name: Name,
    text: String,
    entities: Vec<Entity>,
}

#[derive(Clone, Copy)]
enum Name {
    Text,
    Caption,
}

impl Serialize for Words {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap as _;
        let (text, entities) = match self.name {
            Name::Text => ("text", "entities"),
            Name::Caption => ("caption", "caption_entities"),
        };
        let mut fields = serializer.serialize_map(None)?;
        fields.serialize_entry(text, &self.text)?;
        if !self.entities.is_empty() {
            fields.serialize_entry(entities, &self.entities)?;
        }
        fields.end()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use tertulia_core::{Alias, Button, Chat, Destination, RichText};

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
        let envelope = Envelope { replaces, ..Envelope::new(&to, "") };
        let call = leaf(&card, &envelope).unwrap();
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

    #[test]
    fn what_cannot_be_replaced_is_said_anew() {
        assert_eq!(call(None, Some("mid.17")).0, "sendMessage");
    }
}
