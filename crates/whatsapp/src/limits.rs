//! What WhatsApp can show and how fast it may be called. Every number has its source beside it: pages below
//! <https://developers.facebook.com/documentation/business-messaging/whatsapp/>, as of 2026, and "OpenAPI", the
//! machine specification in version v23.0 (<https://github.com/facebook/openapi>).

use std::time::Duration;

use tertulia_core::{
    Platform,
    adapter::{Pace, Rate},
    message::MediaKind,
    plan::{Buttons, Capabilities, Links, Lists, MediaLimits, Styling, Typing, Unit},
};

/// What WhatsApp can show.
pub static CAPABILITIES: Capabilities = Capabilities {
    platform: Platform::WHATSAPP,
    styling: Styling::Never,
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
        captioned: &[MediaKind::Image, MediaKind::Video, MediaKind::Document, MediaKind::Animation],
        // messages/image-messages: caption, 1024 characters.
        caption: 1024,
        // messages/interactive-reply-buttons-messages: header, of text, image, video or document.
        buttoned: &[MediaKind::Image, MediaKind::Video, MediaKind::Document, MediaKind::Animation],
        buttons_need_text: true,
        together: &[],
        album: 0,
    },
    cards: None,
    location: true,
    contact: true,
    location_request: true,
    contact_request: true,
    typing: Some(Typing {
        // typing-indicators: "dismissed once you respond, or after 25 seconds".
        repeat: Some(Duration::from_secs(25)),
    }),
};

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
