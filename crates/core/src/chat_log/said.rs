//! What the bot said, as its author said it and in the person's language: before it became what one platform can show.

use crate::{
    Message,
    adapter::Notice,
    file::AppFile,
    message::{Action, Button, Row, Source},
    payload::{Unsealed, split_version},
};

use super::{Choice, Remark, readable};

/// What a message says. `None` for a mere sign.
pub(crate) fn said(message: &Message<Unsealed>) -> Option<Remark> {
    let mut words: Vec<_> = message.texts().map(|text| text.plain().into_owned()).collect();
    let (kind, name) = match message {
        Message::Typing(_) => return None,
        Message::Text(_) | Message::Buttons(_) => ("text", None),
        Message::QuickReplies(_) => ("quick_reply", None),
        Message::List(_) => ("list", None),
        Message::Media(media) => (media.kind.name(), name(&media.source)),
        Message::Album(album) => {
            let names: Vec<_> = album.items.iter().filter_map(|(_, source)| name(source)).collect();
            ("album", Some(names.join("\n")))
        }
        Message::Carousel(carousel) => {
            words.extend(carousel.cards.iter().map(|card| card.title.clone()));
            ("cards", None)
        }
        Message::Link(link) => {
            words.push(link.title.clone());
            ("url", Some(link.url.clone()))
        }
        Message::Location(place) => ("location", Some(format!("{} {}", place.latitude, place.longitude))),
        Message::Contact(card) => ("contact", card.name.clone()),
        Message::LocationRequest(_) => ("location_request", None),
        Message::ContactRequest(_) => ("contact_request", None),
        Message::Native(native) => {
            words.extend(native.texts.iter().map(|text| text.text.clone()));
            ("native", None)
        }
    };
    let remark = Remark::new(kind, words.join("\n")).named(name.unwrap_or_default());
    Some(Remark { choices: choices(message), ..remark })
}

/// What is shown over the chat in answer to a press.
pub(crate) fn notice(notice: &Notice) -> Remark {
    Remark::new(if notice.alert { "alert" } else { "toast" }, notice.text.as_str())
}

/// Another page of what was said earlier.
pub(crate) fn turned(titles: impl Iterator<Item = String>) -> Remark {
    let choices = titles.map(|title| Choice { title, payload: String::new() });
    Remark { choices: choices.collect(), ..Remark::new("page", "") }
}

fn choices(message: &Message<Unsealed>) -> Vec<Choice> {
    let buttons: Vec<&Button<Unsealed>> = match message {
        Message::Buttons(question) | Message::QuickReplies(question) => question.buttons.iter().collect(),
        Message::Media(media) => media.buttons.iter().collect(),
        Message::Carousel(carousel) => carousel.cards.iter().flat_map(|card| &card.buttons).collect(),
        _ => Vec::new(),
    };
    let buttons = buttons.into_iter().map(|Button { title, action, .. }| Choice {
        title: title.clone(),
        payload: match action {
            Action::Postback(carried) => payload(carried),
            Action::Link(url) | Action::WebApp(url) => url.clone(),
            Action::Call(number) => number.clone(),
            Action::Copy(text) => text.clone(),
        },
    });
    let sections = match message {
        Message::List(list) => &list.sections[..],
        _ => &[],
    };
    let rows = sections.iter().flat_map(|section| &section.rows);
    let rows = rows.map(|Row { title, payload: carried, .. }| Choice {
        title: title.clone(),
        payload: payload(carried),
    });
    buttons.chain(rows).collect()
}

fn payload(carried: &Unsealed) -> String {
    match carried {
        Unsealed::Payload(payload) => readable(split_version(&payload.route).0, payload.params.as_deref()),
        Unsealed::Sealed(_) => String::new(),
    }
}

/// What a file is called. What the platform has under an id, or comes from memory, may have no name.
fn name(source: &Source) -> Option<String> {
    match source {
        Source::Url(url) => Some(url.clone()),
        Source::Id(_) => None,
        Source::File(AppFile::Path(path)) => Some(path.file_name()?.to_string_lossy().into_owned()),
        Source::File(AppFile::Bytes(file)) => Some(file.name.clone()),
    }
}
