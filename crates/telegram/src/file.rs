//! Files: sent with the message that shows them, and fetched by asking where they are.
//!
//! Source: [sending files](https://core.telegram.org/bots/api#sending-files),
//! [getFile](https://core.telegram.org/bots/api#getfile).

use std::{borrow::Cow, collections::BTreeMap, time::Duration};

use secrecy::SecretString;
use serde::Deserialize;
use serde_json::{Value, value::RawValue};
use tertulia_core::{
    Call, Delivery, Request, Response,
    event::File,
    file::{Access, FileBytes, Kept, Multipart},
    message::MediaKind,
    plan::FileLimit,
};

use crate::{Bot, answer, update::lenient};

const MB: usize = 1_000_000;

/// What may be sent: "10 MB max size for photos, 50 MB for other files". What a method wants is told on its own:
/// <https://core.telegram.org/bots/api#sendvideo> and its like. An own Bot API server takes more.
pub(crate) const LIMITS: &[FileLimit] = &[
    FileLimit {
        kind: MediaKind::Image,
        bytes: 10 * MB,
        types: &["image/jpeg", "image/png", "image/webp", "image/bmp"],
    },
    FileLimit { kind: MediaKind::Video, bytes: 50 * MB, types: &["video/mp4"] },
    FileLimit { kind: MediaKind::Audio, bytes: 50 * MB, types: &["audio/mpeg", "audio/mp4"] },
    FileLimit { kind: MediaKind::Voice, bytes: 50 * MB, types: &["audio/ogg", "audio/mpeg", "audio/mp4"] },
    FileLimit { kind: MediaKind::Document, bytes: 50 * MB, types: &[] },
    FileLimit {
        kind: MediaKind::Sticker,
        bytes: 512_000,
        types: &["image/webp", "video/webm", "application/x-tgsticker"],
    },
    FileLimit { kind: MediaKind::Animation, bytes: 50 * MB, types: &["image/gif", "video/mp4"] },
];

/// How long the id of a file is used. Telegram names no end.
const GOOD_FOR: Duration = Duration::from_secs(90 * 86_400);

const GET_FILE: &str = "getFile";

/// The fields that hold files, in calls and in messages alike.
const FIELDS: [&str; 8] =
    ["photo", "video", "animation", "audio", "voice", "document", "sticker", "video_note"];

/// A call with the files that go with it. Every field is a part, and nested ones are JSON.
pub(crate) fn enclose(url: String, call: &Call, files: &[(&str, FileBytes)]) -> Option<Request> {
    let fields: BTreeMap<Cow<'_, str>, &RawValue> = serde_json::from_str(call.body.get()).ok()?;
    let mut form = Multipart::default();
    for (name, value) in fields {
        match serde_json::from_str::<Cow<'_, str>>(value.get()) {
            Ok(text) => form.field(&name, &text),
            Err(_) => form.field(&name, value.get()),
        }
    }
    for (place, file) in files {
        form.file(place, file);
    }
    Some(Request::form(url, form))
}

/// The ids of what went with a call, each after what stood in the call: of one message, or of all of an album.
pub(crate) fn kept(call: &Call, response: &Response) -> Vec<(String, Kept)> {
    let read = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).unwrap_or_default();
    let (body, answer) = (read(call.body.get().as_bytes()), read(&response.body));
    let mut kept = Vec::new();
    match (&body["media"], &answer["result"]) {
        (Value::Array(items), Value::Array(messages)) => {
            for (item, message) in items.iter().zip(messages) {
                let field = item["type"].as_str().unwrap_or_default();
                kept.extend(pair(&item["media"], &message[field]));
            }
        }
        // A message that shows another picture from now on.
        (item @ Value::Object(_), message) => {
            let field = item["type"].as_str().unwrap_or_default();
            kept.extend(pair(&item["media"], &message[field]));
        }
        (_, message) => kept.extend(FIELDS.iter().filter_map(|field| pair(&body[field], &message[field]))),
    }
    kept
}

/// What stood in the call, with the id of the file that the message shows: of a photo's sizes the largest.
fn pair(sent: &Value, shown: &Value) -> Option<(String, Kept)> {
    let shown = shown.as_array().and_then(|sizes| sizes.last()).unwrap_or(shown);
    Some((sent.as_str()?.to_owned(), Kept::new(shown["file_id"].as_str()?, GOOD_FOR)))
}

/// The call that asks where a file is.
pub(crate) fn ask(file: &File) -> Option<Call> {
    let id = file.id.as_ref()?;
    Some(Call::new(GET_FILE, &serde_json::json!({ "file_id": id })))
}

/// Where a file is: "The link will be valid for at least 1 hour."
pub(crate) fn address(
    api_url: &str,
    token: &str,
    response: &Response,
    bots: &[Bot],
) -> Result<SecretString, Delivery> {
    #[derive(Deserialize)]
    struct Answer {
        #[serde(default, deserialize_with = "lenient")]
        result: Option<Found>,
    }
    #[derive(Deserialize)]
    struct Found {
        #[serde(default, deserialize_with = "lenient")]
        file_path: Option<String>,
    }
    let answer: Option<Answer> = serde_json::from_slice(&response.body).ok();
    let Some(path) = answer.and_then(|answer| answer.result?.file_path) else {
        let call = Call::new(GET_FILE, &());
        return Err(match answer::interpret(&call, response, bots) {
            Delivery::Sent(_) => Delivery::Rejected("Telegram tells no path of the file".to_owned()),
            other => other,
        });
    };
    // A server of one's own may give paths on its disk, which are not ours to open.
    let plain = |letter: u8| letter.is_ascii_alphanumeric() || b"/._-".contains(&letter);
    if path.starts_with('/') || path.split('/').any(|step| step == "..") || !path.bytes().all(plain) {
        return Err(Delivery::Rejected(format!("the path of the file is none: {path:?}")));
    }
    Ok(format!("{api_url}/file/bot{token}/{path}").into())
}

/// Files are where the API is, and the address says whose they are.
pub(crate) fn access(api_url: &str, url: &str) -> Access {
    let own = url.strip_prefix(api_url).is_some_and(|rest| rest.starts_with("/file/"));
    Access { own, authorization: None }
}
