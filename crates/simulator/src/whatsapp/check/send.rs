//! What goes to `messages`.

use serde_json::Value;

use crate::graph::{Checked, Field};

use super::{contact, interactive, media, template};

/// Whom a message goes to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::whatsapp) enum To<'a> {
    Number(&'a str),
    Bsuid(&'a str),
    Group(&'a str),
}

const TYPES: [&str; 11] = [
    "text",
    "image",
    "video",
    "audio",
    "document",
    "sticker",
    "location",
    "contacts",
    "interactive",
    "template",
    "reaction",
];

/// messages/text-messages.
const TEXT: usize = 4_096;
/// The webhook reference of `messages`.
const REFERENCE: usize = 512;

/// A message.
pub(in crate::whatsapp) fn send(body: &Value) -> Checked<To<'_>> {
    let body = Field::body(body);
    body.need("messaging_product")?.one_of(&["whatsapp"])?;
    let to = recipient(&body)?;
    let kind = body.need("type")?.one_of(&TYPES)?;
    let mut known = vec![
        "messaging_product",
        "recipient_type",
        "to",
        "recipient",
        "type",
        "context",
        "biz_opaque_callback_data",
    ];
    known.push(kind);
    body.only(&known)?;
    let content = body.need(kind)?;
    match kind {
        "text" => {
            content.only(&["body", "preview_url"])?;
            content.need("body")?.text(TEXT)?;
            content.get("preview_url").map_or(Ok(true), |flag| flag.flag())?;
        }
        "location" => location(&content)?,
        "contacts" => contact::contacts(&content)?,
        "reaction" => reaction(&body, &content)?,
        "interactive" => interactive::interactive(&content)?,
        "template" => template::template(&content)?,
        media => media::file(&content, media)?,
    }
    if let Some(context) = body.get("context") {
        context.need("message_id")?.text(500)?;
    }
    if let Some(reference) = body.get("biz_opaque_callback_data") {
        reference.text(REFERENCE)?;
    }
    Ok(to)
}

/// A receipt, with or without a sign of writing: messages/mark-message-as-read, typing-indicators.
pub(in crate::whatsapp) fn receipt(body: &Value) -> Checked {
    let body = Field::body(body);
    body.only(&["messaging_product", "status", "message_id", "typing_indicator"])?;
    body.need("messaging_product")?.one_of(&["whatsapp"])?;
    body.need("status")?.one_of(&["read"])?;
    body.need("message_id")?.text(500)?;
    if let Some(typing) = body.get("typing_indicator") {
        typing.only(&["type"])?;
        typing.need("type")?.one_of(&["text"])?;
    }
    Ok(())
}

/// The number goes before the business-scoped id.
fn recipient<'a>(body: &Field<'a>) -> Checked<To<'a>> {
    let kind = body.need("recipient_type")?.one_of(&["individual", "group"])?;
    let scoped = body.get("recipient").map(|recipient| bsuid(&recipient)).transpose()?;
    match (body.get("to"), scoped) {
        (Some(to), _) if kind == "group" => to.text(500).map(To::Group),
        (Some(to), _) => number(&to).map(To::Number),
        (None, Some(id)) => Ok(To::Bsuid(id)),
        (None, None) => body.need("to").map(|_| To::Number("")),
    }
}

/// Signs between the digits are taken, and a `+` before them.
fn number<'a>(to: &Field<'a>) -> Checked<&'a str> {
    let number = to.text(64)?;
    let fits = number.chars().all(|letter| letter.is_ascii_digit() || "+-() ".contains(letter));
    let digits = number.chars().filter(char::is_ascii_digit).count();
    if fits && (5..=15).contains(&digits) { Ok(number) } else { Err(to.wrong("is no phone number")) }
}

/// Two letters for the country, and up to 128 letters and digits.
fn bsuid<'a>(recipient: &Field<'a>) -> Checked<&'a str> {
    let id = recipient.text(140)?;
    let named = |(country, rest): (&str, &str)| {
        let rest = rest.strip_prefix("ENT.").unwrap_or(rest);
        country.len() == 2
            && country.bytes().all(|it| it.is_ascii_uppercase())
            && (1..=128).contains(&rest.len())
            && rest.bytes().all(|it| it.is_ascii_alphanumeric())
    };
    if id.split_once('.').is_some_and(named) {
        Ok(id)
    } else {
        Err(recipient.wrong("is no business-scoped user id"))
    }
}

/// messages/location-messages.
pub(super) fn location(place: &Field<'_>) -> Checked {
    place.only(&["latitude", "longitude", "name", "address"])?;
    place.need("latitude")?.number(-90.0..=90.0)?;
    place.need("longitude")?.number(-180.0..=180.0)?;
    for name in ["name", "address"] {
        place.get(name).map_or(Ok(""), |text| text.text(1_000))?;
    }
    Ok(())
}

/// messages/reaction-messages: an empty one takes the emoji away; messages/contextual-replies: it answers nothing.
fn reaction(body: &Field<'_>, reaction: &Field<'_>) -> Checked {
    reaction.only(&["message_id", "emoji"])?;
    reaction.need("message_id")?.text(500)?;
    let emoji = reaction.need("emoji")?;
    let text = emoji.any_text(12)?;
    if !text.is_empty() && text.is_ascii() {
        return Err(emoji.wrong("must be an emoji"));
    }
    body.get("context").map_or(Ok(()), |context| Err(context.wrong("does not go with a reaction")))
}
