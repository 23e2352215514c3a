//! What no platform could show.

use crate::{
    Message, RichText,
    file::AppFile,
    message::{Action, Button, Media, Planned, Question, Source},
    rich::Url,
};

/// What makes a message one that no platform could show.
pub(super) fn of<P: Planned>(message: &Message<P>) -> Option<String> {
    fault(message).err()
}

fn fault<P: Planned>(message: &Message<P>) -> Result<(), String> {
    match message {
        Message::Text(text) => said(text, "a text"),
        Message::Buttons(question) | Message::QuickReplies(question) => self::question(question),
        Message::List(list) => {
            let rows: Vec<_> = list.sections.iter().flat_map(|section| &section.rows).collect();
            said(&list.text, "the text above the list")?;
            titled(&list.button, "the button that opens the list")?;
            wanted(!rows.is_empty(), "the list has no rows")?;
            rows.iter().try_for_each(|row| titled(&row.title, "a row of the list"))
        }
        Message::Media(Media { source, caption, buttons, .. }) => {
            self::source(source)?;
            caption.iter().try_for_each(|caption| said(caption, "the caption"))?;
            buttons.iter().try_for_each(button)
        }
        Message::Album(album) => {
            wanted(!album.items.is_empty(), "the album has no pictures")?;
            album.caption.iter().try_for_each(|caption| said(caption, "the caption"))?;
            album.items.iter().try_for_each(|(_, source)| self::source(source))
        }
        Message::Carousel(carousel) => {
            wanted(!carousel.cards.is_empty(), "the carousel has no cards")?;
            carousel.text.iter().try_for_each(|text| said(text, "the text before the carousel"))?;
            carousel.cards.iter().try_for_each(|card| {
                titled(&card.title, "a card")?;
                card.image.iter().try_for_each(source)?;
                card.url.iter().try_for_each(|url| page(url))?;
                card.buttons.iter().try_for_each(button)
            })
        }
        Message::Link(link) => {
            titled(&link.title, "the link")?;
            titled(&link.button, "the button of the link")?;
            link.image.iter().try_for_each(source)?;
            page(&link.url)
        }
        Message::Contact(card) => {
            let named = card.name.as_deref().is_some_and(|name| !is_blank(name));
            wanted(named, "the contact has no name")?;
            wanted(!card.phones.is_empty(), "the contact has no phone number")?;
            wanted(card.phones.iter().all(|phone| !is_blank(phone)), "a phone number of the contact is empty")
        }
        Message::LocationRequest(text) => said(text, "the text that asks for the location"),
        Message::ContactRequest(text) => said(text, "the text that asks for the phone number"),
        Message::Native(native) => native.elsewhere.iter().try_for_each(|message| fault(message)),
        Message::Location(_) | Message::Typing(_) => Ok(()),
    }
}

fn question<P: Planned>(question: &Question<P>) -> Result<(), String> {
    said(&question.text, "the text above the buttons")?;
    wanted(!question.buttons.is_empty(), "there are no buttons to press")?;
    question.buttons.iter().try_for_each(button)
}

fn button<P: Planned>(button: &Button<P>) -> Result<(), String> {
    titled(&button.title, "a button")?;
    match &button.action {
        Action::Link(url) => page(url),
        Action::WebApp(url) => {
            wanted(url.starts_with("https://"), "a web app has an `https` address").and_then(|()| page(url))
        }
        Action::Call(phone) => {
            let digits = phone.strip_prefix('+').unwrap_or_default();
            let number =
                (5..=15).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit());
            match number {
                true => Ok(()),
                false => Err(format!("`{phone}` is no phone number: `+`, country and number, digits only")),
            }
        }
        Action::Copy(text) => {
            let fits = (1..=256).contains(&text.chars().count());
            wanted(fits, "a button copies 1 to 256 characters")
        }
        Action::Postback(_) => Ok(()),
    }
}

fn source(source: &Source) -> Result<(), String> {
    match source {
        Source::Url(url) => page(url),
        Source::Id(id) => wanted(!id.is_empty(), "the id of a file is empty"),
        Source::File(AppFile::Bytes(file)) => wanted(!file.bytes.is_empty(), "the file is empty"),
        Source::File(AppFile::Path(_)) => Ok(()), // what is on the disk was read before
    }
}

fn page(url: &str) -> Result<(), String> {
    let is_page = url.starts_with("https://") || url.starts_with("http://");
    match is_page && Url::new(url).is_ok() {
        true => Ok(()),
        false => Err(format!("`{url}` is no address of a page: `https://…`")),
    }
}

fn said(text: &RichText, what: &str) -> Result<(), String> {
    match is_blank(text.as_str()) {
        true => Err(format!("{what} is empty")),
        false => Ok(()),
    }
}

fn titled(title: &str, what: &str) -> Result<(), String> {
    match is_blank(title) {
        true => Err(format!("{what} has no title")),
        false => Ok(()),
    }
}

/// Whether there is nothing to see in it: platforms refuse such texts, too.
fn is_blank(text: &str) -> bool {
    let is_unseen = |c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
    };
    text.chars().all(is_unseen)
}

fn wanted(there: bool, fault: &str) -> Result<(), String> {
    if there { Ok(()) } else { Err(fault.to_owned()) }
}
