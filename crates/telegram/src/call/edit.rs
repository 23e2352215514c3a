//! Calls that change a message that is there, and those that delete it.

use serde_json::{Map, Value, json};
use tertulia_core::{Call, Destination, adapter::Envelope, plan::Part};

use super::{
    method::{DELETE_MESSAGE, EDIT_MEDIA, EDIT_TEXT, SEND_MESSAGE},
    render,
    target::Target,
};

/// Fields that only a new message has.
const NEW: [&str; 6] = [
    "allow_paid_broadcast",
    "disable_notification",
    "message_effect_id",
    "message_thread_id",
    "protect_content",
    "reply_parameters",
];

/// Fields that stand beside what a message shows.
const BESIDE: [&str; 3] = ["business_connection_id", "chat_id", "reply_markup"];

/// Methods whose files can take the place of others, with the field of the file, which is the name of its kind, too.
const FILES: [(&str, &str); 5] = [
    ("sendAnimation", "animation"),
    ("sendAudio", "audio"),
    ("sendDocument", "document"),
    ("sendPhoto", "photo"),
    ("sendVideo", "video"),
];

/// The call that makes a message show the part, without the id of the message: what would be sent, as an edit. `None` for what
/// stands in no other message's place: places, contacts, albums, voice messages, stickers, keyboards.
///
/// <https://core.telegram.org/bots/api#editmessagetext>, <https://core.telegram.org/bots/api#editmessagemedia>
pub(crate) fn edit(part: &Part, envelope: &Envelope<'_>) -> Option<Call> {
    if matches!(part, Part::Native(native) if native.filled().contains_key("chat_id")) {
        return None; // it is about another chat
    }
    let anew = render(part, envelope).ok()?;
    let mut content: Map<String, Value> = serde_json::from_str(anew.body.get()).ok()?;
    content.retain(|field, _| !NEW.contains(&field.as_str()));
    let mut body: Map<String, Value> =
        BESIDE.iter().filter_map(|field| content.remove_entry(*field)).collect();
    if body.get("reply_markup").is_some_and(|markup| markup.get("inline_keyboard").is_none()) {
        return None;
    }
    if anew.endpoint == SEND_MESSAGE {
        body.append(&mut content);
        return Some(Call::new(EDIT_TEXT, &body));
    }
    let (_, kind) = FILES.iter().find(|(method, _)| *method == anew.endpoint)?;
    let file = content.remove(*kind)?;
    content.insert("type".to_owned(), json!(kind));
    content.insert("media".to_owned(), file);
    body.insert("media".to_owned(), content.into());
    Some(Call::new(EDIT_MEDIA, &body))
}

/// The call that deletes a message, without its id. What was said for a business account stays.
///
/// <https://core.telegram.org/bots/api#deletemessage>
pub(crate) fn delete(to: &Destination) -> Option<Call> {
    let target = Target::of(to).ok().filter(|_| to.chat.business.is_none())?;
    Some(Call::new(DELETE_MESSAGE, &target.without_topic()))
}

#[cfg(test)]
mod tests {
    use tertulia_core::{
        Alias, Button, Chat, Location, Media, Native, Platform, Question, RichText, Source,
        message::MediaKind,
    };

    use crate::call::about;

    use super::*;

    fn there() -> Destination {
        Destination {
            aliases: vec![Alias::new(crate::TELEGRAM_ID, "42")],
            chat: Chat { thread: Some("3".into()), ..Chat::default() },
            ..Destination::default()
        }
    }

    fn written(part: &Part, extras: &[(&str, Value)]) -> Option<(String, Value)> {
        let to = there();
        let extras: Map<_, _> =
            extras.iter().map(|(field, value)| ((*field).into(), value.clone())).collect();
        let envelope = Envelope { quotes: Some("5"), extras: Some(&extras), ..Envelope::new(&to, "") };
        let call = about(&edit(part, &envelope)?, "17").unwrap();
        Some((call.endpoint.clone(), serde_json::from_str(call.body.get()).unwrap()))
    }

    fn question() -> Part {
        let buttons = vec![Button::carrying("More", "/more".to_owned())];
        Part::Buttons { question: Question { text: RichText::new().bold("2"), buttons }, vanish: false }
    }

    #[test]
    fn a_text_takes_the_place_of_a_message() {
        let extras = [("disable_notification", json!(true)), ("link_preview_options", json!({}))];
        let (method, body) = written(&question(), &extras).unwrap();
        let keyboard = json!({"inline_keyboard": [[{"text": "More", "callback_data": "/more"}]]});
        let expected = json!({
            "chat_id": 42, "message_id": 17, "text": "2", "reply_markup": keyboard,
            "entities": [{"type": "bold", "offset": 0, "length": 1}], "link_preview_options": {},
        });
        assert_eq!((method.as_str(), body), ("editMessageText", expected));
        let (_, body) = written(&Part::Text("Done.".into()), &[]).unwrap();
        assert_eq!(body, json!({"chat_id": 42, "message_id": 17, "text": "Done."}), "the buttons go");
    }

    #[test]
    fn a_file_takes_the_place_of_a_message() {
        let source = Source::from("https://example.com/rome.jpg");
        let caption = Some("Rome".into());
        let part = Part::Media(Media { kind: MediaKind::Image, source, caption, buttons: vec![] });
        let (method, body) = written(&part, &[("has_spoiler", json!(true))]).unwrap();
        let media = json!({
            "type": "photo", "media": "https://example.com/rome.jpg", "caption": "Rome", "has_spoiler": true,
        });
        let expected = json!({"chat_id": 42, "message_id": 17, "media": media});
        assert_eq!((method.as_str(), body), ("editMessageMedia", expected));
    }

    #[test]
    fn what_has_no_edit_is_said_anew() {
        let place = Part::Location(Location::new(41.9, 12.5).unwrap());
        assert_eq!(written(&place, &[]), None);
        assert_eq!(
            written(&question(), &[(super::super::KEYBOARD, json!(true))]),
            None,
            "a keyboard is no part of it"
        );
        let body = json!({"chat_id": 7, "text": "there"}).as_object().unwrap().clone();
        let native = Native {
            platform: Platform::TELEGRAM,
            endpoint: "sendMessage".into(),
            body,
            texts: vec![],
            payloads: vec![],
            elsewhere: None,
        };
        assert_eq!(written(&Part::Native(native), &[]), None);
    }

    #[test]
    fn a_message_is_deleted_unless_it_is_a_business_accounts() {
        let call = about(&delete(&there()).unwrap(), "17").unwrap();
        assert_eq!(
            (call.endpoint.as_str(), call.body.get()),
            ("deleteMessage", r#"{"chat_id":42,"message_id":17}"#)
        );
        let chat = Chat { business: Some("b".into()), ..Chat::default() };
        assert!(delete(&Destination { chat, ..there() }).is_none());
    }
}
