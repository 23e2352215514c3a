//! What Messenger can show and how fast it may be called. Every number has its source beside it: pages below
//! <https://developers.facebook.com/docs/messenger-platform/>, as of 2026.

use std::time::Duration;

use tertulia_core::{
    Platform,
    adapter::{Pace, Rate},
    plan::{Buttons, Capabilities, Links, MediaLimits, QuickReplies, Styling, Typing, Unit},
};

/// What Messenger can show.
pub static CAPABILITIES: Capabilities = Capabilities {
    platform: Platform::MESSENGER,
    styling: Styling::Never,
    // The pages say "characters". An emoji is one or two of them, so the careful unit is taken.
    unit: Unit::Utf16,
    // reference/send-api (v25.0): "less than 2000 characters". Other pages let 2000 pass; the smaller is safe.
    text: 1999,
    buttons: Buttons {
        // send-messages/template/button: text, 640 characters.
        text: 640,
        // send-messages/template/button: 1 to 3 buttons.
        count: 3,
        // reference/buttons/postback: title, 20 characters.
        title: 20,
        // reference/buttons/postback: payload, 1000 characters. Counted in bytes, which is never more.
        payload: 1000,
        distinct: false,
        links: Links::Beside,
        // reference/buttons/call: a number with `+` and country.
        calls: true,
        copies: false,
        apps: false,
    },
    quick_replies: Some(QuickReplies {
        // send-messages/quick-replies: at most 13.
        count: 13,
        // send-messages/quick-replies: title, 20 characters.
        title: 20,
        // send-messages/quick-replies: payload, 1000 characters.
        payload: 1000,
    }),
    // The list template was removed with v4.0 of the Send API.
    list: None,
    // send-messages/attachments: neither text nor buttons go with one.
    media: MediaLimits {
        captioned: &[],
        caption: 0,
        buttoned: &[],
        buttons_need_text: false,
        together: &[],
        album: 0,
    },
    cards: None,
    location: false,
    contact: false,
    location_request: false,
    contact_request: true,
    typing: Some(Typing {
        // send-messages/sender-actions: "automatically turned off after 20 seconds".
        repeat: Some(Duration::from_secs(20)),
    }),
};

/// How fast Messenger may be called.
pub const PACE: Pace = Pace {
    // overview/rate-limiting (2026-03-23): 300 calls a second for each page, for texts. A tenth of them at
    // once keeps any one second near that.
    account: Some(Rate { count: 300, per: Duration::from_secs(1), burst: 30 }),
    chat: None,
    group: None,
};
