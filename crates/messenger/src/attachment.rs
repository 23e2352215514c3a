//! What a message holds besides text.
//!
//! Source: [messages](https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/messages);
//! stickers are of type `sticker` since 2026-08-30, and were images with a `sticker_id` before.

use serde::Deserialize;
use serde_json::value::RawValue;
use tertulia_core::{
    Attachment, Attachments, Location,
    event::{File, Sticker},
};
use tertulia_graph::lenient;

#[derive(Default, Deserialize)]
struct Wire {
    #[serde(default, rename = "type", deserialize_with = "lenient::string")]
    kind: Option<String>,
    #[serde(default, deserialize_with = "lenient::object")]
    payload: Option<Payload>,
    #[serde(default, deserialize_with = "lenient::string")]
    title: Option<String>,
    // Of a link, beside the payload; some have it in capitals.
    #[serde(default, deserialize_with = "lenient::string")]
    url: Option<String>,
    #[serde(default, rename = "URL", deserialize_with = "lenient::string")]
    capital_url: Option<String>,
}

#[derive(Default, Deserialize)]
struct Payload {
    #[serde(default, deserialize_with = "lenient::string")]
    url: Option<String>,
    #[serde(default, deserialize_with = "lenient::string")]
    title: Option<String>,
    #[serde(default, deserialize_with = "lenient::id")]
    sticker_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::object")]
    coordinates: Option<Coordinates>,
}

#[derive(Deserialize)]
struct Coordinates {
    lat: Option<f64>,
    long: Option<f64>,
}

/// The attachments of a message. `None` if there are none.
pub(crate) fn read(raws: &[&RawValue]) -> Option<Attachments> {
    Attachments::new(raws.iter().map(|raw| lenient::read::<Wire>(raw).unwrap_or_default().read()))
}

impl Wire {
    fn read(self) -> Attachment {
        let Self { kind, payload, title, url, capital_url } = self;
        let Payload { url: address, title: name, sticker_id, coordinates } = payload.unwrap_or_default();
        let mut file = File::default();
        file.id.clone_from(&sticker_id);
        file.url = address.or(url).or(capital_url);
        file.name = title.or(name);
        match kind.as_deref() {
            Some("image" | "sticker") if sticker_id.is_some() => sticker(file),
            Some("sticker") => sticker(file),
            Some("image") => Attachment::Image(file),
            Some("video") => Attachment::Video(file),
            Some("audio") => Attachment::Audio(file),
            Some("file") => Attachment::Document(file),
            Some("location") => match coordinates.and_then(Coordinates::read) {
                Some(mut location) => {
                    location.name = file.name;
                    Attachment::Location(location)
                }
                None => Attachment::Other("location".to_owned(), file),
            },
            Some(other) => Attachment::Other(other.to_owned(), file),
            None => Attachment::Other("attachment".to_owned(), file),
        }
    }
}

fn sticker(file: File) -> Attachment {
    let mut sticker = Sticker::default();
    sticker.file = file;
    Attachment::Sticker(sticker)
}

impl Coordinates {
    fn read(self) -> Option<Location> {
        Location::new(self.lat?, self.long?)
    }
}
