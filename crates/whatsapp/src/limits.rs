//! What WhatsApp can show and how fast it may be called. Every number has its source beside it: pages below
//! <https://developers.facebook.com/documentation/business-messaging/whatsapp/>, as of 2026, and "OpenAPI", the
//! machine specification in version v23.0 (<https://github.com/facebook/openapi>).

use std::time::Duration;

use serde_json::{Map, Value};
use tertulia_core::{
    Platform,
    adapter::{Pace, Rate},
    message::MediaKind,
    plan::{Buttons, Capabilities, Cards, Links, Lists, MediaLimits, Outside, Styling, Typing, Unit, Window},
};

use crate::markup::markup;

/// The longest text on a card, its title included: messages/interactive-media-carousel-messages.
pub const CARD_BODY: usize = 160;

/// The signs around a title in bold.
const BOLD: usize = 2;

/// What WhatsApp can show.
pub static CAPABILITIES: Capabilities = Capabilities {
    platform: Platform::WHATSAPP,
    styling: Styling::Written(|text| markup(text).into_owned()),
    // The pages say "characters". An emoji is one or two of them, so the careful unit is taken.
    unit: Unit::Utf16,
    // messages/text-messages: body, 4096 characters.
    text: 4096,
    buttons: Buttons {
        // messages/interactive-reply-buttons-messages: body, 1024 characters.
        text: 1024,
        // messages/interactive-reply-buttons-messages: at most 3.
        count: 3,
        // messages/interactive-reply-buttons-messages: label, 20 characters.
        title: 20,
        // messages/interactive-reply-buttons-messages: id, 256 characters. Counted in bytes, which is never
        // more.
        payload: 256,
        // OpenAPI, ActionObject: ids and titles are unique within a message.
        distinct: true,
        // messages/interactive-cta-url-messages: one button, alone.
        links: Links::Alone,
        calls: false,
        copies: false,
        apps: false,
    },
    quick_replies: None,
    list: Some(Lists {
        // OpenAPI, BodyObject: 1024 characters. messages/interactive-list-messages lets 4096 pass; the
        // smaller is safe.
        text: 1024,
        // messages/interactive-list-messages: button, 20 characters.
        button: 20,
        // messages/interactive-list-messages: header and footer, 60 characters each.
        header: 60,
        // messages/interactive-list-messages: at most 10.
        sections: 10,
        // messages/interactive-list-messages: section title, 24 characters.
        section_title: 24,
        // messages/interactive-list-messages: at most 10 over all sections.
        rows: 10,
        // messages/interactive-list-messages: row title, 24 characters.
        title: 24,
        // messages/interactive-list-messages: row description, 72 characters.
        description: 72,
        // messages/interactive-list-messages: row id, 200 characters.
        payload: 200,
    }),
    media: MediaLimits {
        // messages/image-messages, messages/video-messages, messages/document-messages. A film that repeats is a film.
        captioned: &[MediaKind::Image, MediaKind::Video, MediaKind::Document, MediaKind::Animation],
        // messages/image-messages: caption, 1024 characters.
        caption: 1024,
        // messages/interactive-reply-buttons-messages: header, of text, image, video or document.
        buttoned: &[MediaKind::Image, MediaKind::Video, MediaKind::Document, MediaKind::Animation],
        // messages/interactive-reply-buttons-messages: body, required.
        buttons_need_text: true,
        together: &[],
        // There is no message of several pictures; the app itself puts those together that come one after the other.
        album: 0,
        files: crate::file::LIMITS,
    },
    cards: Some(Cards {
        // messages/interactive-media-carousel-messages: 2 to 10 cards.
        at_least: 2,
        count: 10,
        // The same page: body, required; 1024 characters.
        text: Some(1024),
        // The same page: card body, 160 characters and 2 line breaks. Title and line below share it.
        title: CARD_BODY - BOLD,
        subtitle: CARD_BODY - BOLD,
        joined: true,
        // The same page: one URL button; label, 20 characters.
        buttons: 1,
        button: 20,
        // The page also shows cards with quick replies, but not how a press of one comes back, and it says both 20 and
        // 256 characters for their ids. Such cards go one by one, as pictures with buttons.
        payload: 0,
        // The same page: it opens by its button.
        links: false,
        // The same page: button types and numbers match across all cards, and each has a picture or film.
        alike: true,
    }),
    // messages/location-messages.
    location: true,
    // messages/contacts-messages.
    contact: true,
    // messages/location-request-messages: body, 1024 characters, as of all with something to press.
    location_request: true,
    // "Business-scoped user IDs", 2026-06-29: interactive messages of type `request_contact_info`.
    contact_request: true,
    edits: false,
    typing: Some(Typing {
        // typing-indicators: "dismissed once you respond, or after 25 seconds".
        repeat: Some(Duration::from_secs(25)),
    }),
    // messages/send-messages, customer service windows: 24 hours from when the person wrote or called last.
    window: Some(Window {
        length: Duration::from_secs(24 * 60 * 60),
        permits: is_always_taken,
        rule: "WhatsApp takes only templates after 24 h",
    }),
};

/// The same page: templates, at any time. That a message was read is not said but told.
fn is_always_taken(outside: &Outside<'_>) -> bool {
    let is = |body: &Map<String, Value>| {
        body.get("type").is_some_and(|kind| kind == "template") || body.contains_key("status")
    };
    outside.native.is_some_and(|(_, body)| is(body))
}

/// How fast WhatsApp may be called.
pub const PACE: Pace = Pace {
    // throughput: 80 messages a second for each number, unless Meta has raised it. A tenth of them at once
    // keeps any one second near that.
    account: Some(Rate { count: 80, per: Duration::from_secs(1), burst: 8 }),
    // about-the-platform, pair rate limits: one message every 6 seconds to the same person, about 10 a minute;
    // up to 45 at once, which are then to be waited for.
    chat: Some(Rate { count: 10, per: Duration::from_secs(60), burst: 45 }),
    group: None,
};
