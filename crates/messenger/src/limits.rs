//! What Messenger can show and how fast it may be called. Every number has its source beside it: pages below
//! <https://developers.facebook.com/docs/messenger-platform/>, as of 2026.

use std::time::Duration;

use jiff::SignedDuration;
use serde_json::{Map, Value};
use tertulia_core::{
    Platform,
    adapter::{Pace, Rate},
    message::MediaKind,
    plan::{
        Buttons, Capabilities, Cards, Links, MediaLimits, Outside, QuickReplies, Styling, Typing, Unit,
        Window,
    },
};

/// What Messenger can show.
pub static CAPABILITIES: Capabilities = Capabilities {
    platform: Platform::MESSENGER,
    // No markup is documented for texts that pages send.
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
        // reference/buttons/url: beside the others.
        links: Links::Beside,
        // reference/buttons/call: a number with `+` and country.
        calls: true,
        // There are no such buttons; a web view is a page.
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
    media: MediaLimits {
        // reference/send-api: a message has a text or an attachment, and an attachment no buttons.
        captioned: &[],
        caption: 0,
        buttoned: &[],
        buttons_need_text: false,
        // send-messages: several `attachments` are images.
        together: &[&[MediaKind::Image]],
        // send-messages: up to 30.
        album: 30,
        files: crate::file::LIMITS,
    },
    cards: Some(Cards {
        // send-messages/template/generic (2026-04-22): 1 to 10 elements.
        at_least: 1,
        count: 10,
        text: None,
        // send-messages/template/generic: title, 80 characters.
        title: 80,
        // send-messages/template/generic: subtitle, 80 characters.
        subtitle: 80,
        joined: false,
        // send-messages/template/generic: 3 buttons for each element.
        buttons: 3,
        // reference/buttons: title, 20 characters.
        button: 20,
        // reference/buttons/postback: payload, 1000 characters.
        payload: 1000,
        // send-messages/template/generic: default_action.
        links: true,
        alike: false,
    }),
    // Quick replies that ask for it were removed; there never were maps or cards of an address book to send.
    location: false,
    contact: false,
    location_request: false,
    // send-messages/quick-replies: `user_phone_number`.
    contact_request: true,
    edits: false,
    typing: Some(Typing {
        // send-messages/sender-actions: "automatically turned off after 20 seconds".
        repeat: Some(Duration::from_secs(20)),
    }),
    // policy/policy-overview, standard messaging: 24 hours.
    window: Some(Window {
        length: Duration::from_secs(24 * HOUR),
        permits: is_always_taken,
        rule: "Messenger takes only utility templates after 24 h",
    }),
};

const HOUR: u64 = 60 * 60;

/// What is taken when the 24 hours are over: utility templates; for 7 days what carries a tag (reference/send-api:
/// HUMAN_AGENT, CUSTOMER_FEEDBACK; the others are refused since 2026-04-27); private replies to comments. Actions and other
/// edges of the page are no messages.
fn is_always_taken(outside: &Outside<'_>) -> bool {
    let field = |fields: Option<&Map<String, Value>>, name: &str| {
        fields.and_then(|fields| fields.get(name)).and_then(Value::as_str).map(str::to_owned)
    };
    let body = outside.native.map(|(_, body)| body);
    let own = |name: &str| field(body, name).or_else(|| field(outside.extras, name));
    let is_message = |(edge, body): (&str, &Map<String, Value>)| {
        (edge.is_empty() || edge == "messages") && !body.contains_key("sender_action")
    };
    if outside.to.chat.comment().is_some() || !outside.native.is_none_or(is_message) {
        return true;
    }
    let in_time = || outside.silence.is_some_and(|silence| silence < SignedDuration::from_hours(7 * 24));
    let tagged = || own("tag").is_some_and(|tag| ["HUMAN_AGENT", "CUSTOMER_FEEDBACK"].contains(&&*tag));
    match own("messaging_type").as_deref() {
        Some("UTILITY") => true,
        Some("MESSAGE_TAG") | None => tagged() && in_time(),
        Some(_) => false,
    }
}

/// How fast Messenger may be called.
pub const PACE: Pace = Pace {
    // overview/rate-limiting (2026-03-23): 300 calls a second for each page, for texts. A tenth of them at
    // once keeps any one second near that.
    account: Some(Rate { count: 300, per: Duration::from_secs(1), burst: 30 }),
    chat: None,
    group: None,
};
