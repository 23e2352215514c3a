//! Telegram's limits as data, each with its source.

use std::{ops::RangeInclusive, time::Duration};

use tertulia_core::{
    Platform,
    adapter::{Pace, Rate},
    message::MediaKind,
    plan::{Buttons, Capabilities, Links, MediaLimits, Styling, Typing, Unit},
};

use crate::formatted;

/// What Telegram shows, and within which limits.
pub static CAPABILITIES: Capabilities = Capabilities {
    platform: Platform::TELEGRAM,
    // Styles stand beside the text: https://core.telegram.org/bots/api#messageentity. But what Telegram makes no link of is
    // spelled out, and then counts.
    styling: Styling::Written(|text| formatted(text).text),
    // "1-4096 characters after entities parsing"; the server counts code points.
    // https://core.telegram.org/bots/api#sendmessage
    unit: Unit::CodePoints,
    text: 4096,
    buttons: Buttons {
        // A keyboard takes nothing from the text.
        text: 4096,
        // Not documented; the server refuses more ("reply markup is too long").
        count: 100,
        // Not documented. Far less is readable on a telephone, and a hundred of these are still accepted.
        title: 64,
        // "1-64 bytes". https://core.telegram.org/bots/api#inlinekeyboardbutton
        payload: 64,
        // Two buttons may look and do the same.
        distinct: false,
        links: Links::Beside,
        calls: false,
        // https://core.telegram.org/bots/api#copytextbutton
        copies: true,
        // https://core.telegram.org/bots/api#webappinfo
        apps: true,
    },
    // A reply keyboard sends the button's text and has no payload, so choices are inline keyboards.
    quick_replies: None,
    // There is no such widget.
    list: None,
    media: MediaLimits {
        captioned: &[
            MediaKind::Image,
            MediaKind::Video,
            MediaKind::Audio,
            MediaKind::Voice,
            MediaKind::Document,
            MediaKind::Animation,
        ],
        // "0-1024 characters after entities parsing". https://core.telegram.org/bots/api#sendphoto
        caption: 1024,
        buttoned: &[
            MediaKind::Image,
            MediaKind::Video,
            MediaKind::Audio,
            MediaKind::Voice,
            MediaKind::Document,
            MediaKind::Sticker,
            MediaKind::Animation,
        ],
        buttons_need_text: false,
        // "Documents and audio files can be only grouped in an album with messages of the same type."
        together: &[&[MediaKind::Image, MediaKind::Video], &[MediaKind::Document], &[MediaKind::Audio]],
        // "2-10 items". https://core.telegram.org/bots/api#sendmediagroup
        album: 10,
        files: crate::file::LIMITS,
    },
    // There is no such widget.
    cards: None,
    location: true,
    contact: true,
    // https://core.telegram.org/bots/api#keyboardbutton
    location_request: true,
    contact_request: true,
    // https://core.telegram.org/bots/api#updating-messages
    edits: true,
    // "The status is set for 5 seconds or less": repeated before that.
    // https://core.telegram.org/bots/api#sendchataction
    typing: Some(Typing { repeat: Some(Duration::from_secs(4)) }),
    // A bot may write to everybody who has not blocked it.
    window: None,
};

/// How fast the Bot API may be called, unless configured otherwise.
///
/// From "My bot is hitting limits", <https://core.telegram.org/bots/faq>: no more than one message a second
/// in one chat, though short bursts pass; no more than 20 a minute in one group; about 30 a second in all.
/// How long a burst may be is not documented.
pub const PACE: Pace = Pace {
    account: Some(Rate { count: 30, per: Duration::from_secs(1), burst: 30 }),
    chat: Some(Rate { count: 1, per: Duration::from_secs(1), burst: 5 }),
    group: Some(Rate { count: 20, per: Duration::from_secs(60), burst: 5 }),
};

/// The longest notice over a chat, in code points: "0-200 characters".
///
/// <https://core.telegram.org/bots/api#answercallbackquery>
pub const NOTICE: usize = 200;

/// The longest parameter of a deep link, of `A-Za-z0-9_-`: "up to 64 characters".
///
/// <https://core.telegram.org/bots/features#deep-linking>
pub const DEEP_LINK: usize = 64;

/// Whether a deep link can carry this value.
pub(crate) fn is_deep_link(value: &str) -> bool {
    let fits = (1..=DEEP_LINK).contains(&value.len());
    fits && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

/// How many entities of a text are looked at. The server keeps no more than 100; this is not documented.
pub const ENTITIES: usize = 100;

/// How many buttons stand side by side at most. Not documented; the server puts more into the next row.
pub const COLUMNS: usize = 8;

/// The longest card of an address book, in bytes: "0-2048 bytes".
///
/// <https://core.telegram.org/bots/api#sendcontact>
pub const VCARD: usize = 2048;

/// The longest question of a poll, in code points: "1-300 characters".
///
/// <https://core.telegram.org/bots/api#sendpoll>
pub const POLL_QUESTION: usize = 300;

/// The longest option of a poll, in code points: "1-100 characters".
///
/// <https://core.telegram.org/bots/api#inputpolloption>
pub const POLL_OPTION: usize = 100;

/// The longest explanation of a quiz, in code points: "0-200 characters".
///
/// <https://core.telegram.org/bots/api#sendpoll>
pub const POLL_EXPLANATION: usize = 200;

/// How many options a poll has at most: "1-12 answer options".
///
/// <https://core.telegram.org/bots/api#sendpoll>
pub const POLL_OPTIONS: usize = 12;

/// How many seconds a poll may be open: "5-2628000".
///
/// <https://core.telegram.org/bots/api#sendpoll>
pub const POLL_SECONDS: RangeInclusive<u64> = 5..=2_628_000;

/// How many results answer an inline query at most: "No more than 50 results per query are allowed."
///
/// <https://core.telegram.org/bots/api#answerinlinequery>
pub const INLINE_RESULTS: usize = 50;

/// The longest offset of further results, in bytes: "Offset length can't exceed 64 bytes."
///
/// <https://core.telegram.org/bots/api#answerinlinequery>
pub const INLINE_OFFSET: usize = 64;

/// The longest id of a result, in bytes: "1-64 Bytes".
///
/// <https://core.telegram.org/bots/api#inlinequeryresultarticle>
pub const INLINE_ID: usize = 64;

/// The longest `retry_after` that one chat's limits can ask for: they are per second and per minute.
///
/// See [`PACE`]; the server also asks for 60 seconds when too many messages wait for one chat.
pub const LONGEST_CHAT_PAUSE: Duration = Duration::from_secs(60);
