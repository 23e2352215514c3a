//! What is in a message besides text.

use serde::Deserialize;
use serde_json::value::RawValue;
use tertulia_core::{
    Attachment, Attachments, Contact, Location,
    event::{File, Sticker},
};

use super::{fields::Fields, lenient, lenient_list};

/// What a message holds in the field of this name. `None` if it is nothing that can be kept, such as a poll or a
/// dice.
///
/// A file of another shape than documented is still a file, of which nothing is known.
pub(super) fn read(message: &Fields<'_>, name: &str) -> Option<Attachments> {
    let raw = message.find(name)?;
    let file = || value::<WireFile>(raw).file();
    let attachment = match name {
        "photo" => Attachment::Image(largest(&value::<Vec<PhotoSize>>(raw))),
        "live_photo" => Attachment::Image(largest(&value::<LivePhoto>(raw).photo)),
        "video" | "video_note" => Attachment::Video(file()),
        "audio" => Attachment::Audio(file()),
        "voice" => Attachment::Voice(file()),
        "document" => Attachment::Document(file()),
        "animation" => Attachment::Animation(file()),
        "sticker" => Attachment::Sticker(sticker(&value(raw))),
        "location" => Attachment::Location(location(raw)?),
        "venue" => Attachment::Location(venue(&value(raw))?),
        "contact" => Attachment::Contact(contact(&value(raw))),
        _ => return None,
    };
    let text = |name| message.find(name).and_then(|raw| serde_json::from_str(raw.get()).ok());
    let mut sent = Attachments::new([attachment])?;
    sent.caption = text("caption");
    sent.album = text("media_group_id");
    Some(sent)
}

/// <https://core.telegram.org/bots/api#location>
pub(super) fn location(raw: &RawValue) -> Option<Location> {
    value::<WireLocation>(raw).read()
}

fn value<'a, T: Default + Deserialize<'a>>(raw: &'a RawValue) -> T {
    serde_json::from_str(raw.get()).unwrap_or_default()
}

/// What the kinds of files have in common: <https://core.telegram.org/bots/api#document>.
#[derive(Default, Deserialize)]
#[serde(default)]
struct WireFile {
    #[serde(deserialize_with = "lenient")]
    file_id: Option<String>,
    #[serde(deserialize_with = "lenient")]
    file_name: Option<String>,
    #[serde(deserialize_with = "lenient")]
    mime_type: Option<String>,
    #[serde(deserialize_with = "lenient")]
    file_size: Option<u64>,
}

impl WireFile {
    fn file(self) -> File {
        let mut file = File::default();
        file.id = self.file_id;
        file.name = self.file_name;
        file.mime_type = self.mime_type;
        file.size = self.file_size;
        file
    }
}

/// <https://core.telegram.org/bots/api#photosize>
#[derive(Default, Deserialize)]
#[serde(default)]
struct PhotoSize {
    #[serde(deserialize_with = "lenient")]
    file_id: Option<String>,
    #[serde(deserialize_with = "lenient")]
    file_size: Option<u64>,
    #[serde(deserialize_with = "lenient")]
    width: Option<u32>,
    #[serde(deserialize_with = "lenient")]
    height: Option<u32>,
}

/// <https://core.telegram.org/bots/api#livephoto>; its own file is the film.
#[derive(Default, Deserialize)]
#[serde(default)]
struct LivePhoto {
    #[serde(deserialize_with = "lenient_list")]
    photo: Vec<PhotoSize>,
}

/// A photo comes in several sizes, of which the largest is the photo. It is always a JPEG.
fn largest(sizes: &[PhotoSize]) -> File {
    let area = |size: &&PhotoSize| u64::from(size.width.unwrap_or(0)) * u64::from(size.height.unwrap_or(0));
    let mut file = File::default();
    if let Some(largest) = sizes.iter().max_by_key(area) {
        file.id.clone_from(&largest.file_id);
        file.size = largest.file_size;
        file.mime_type = Some("image/jpeg".to_owned());
    }
    file
}

/// <https://core.telegram.org/bots/api#sticker>
#[derive(Default, Deserialize)]
#[serde(default)]
struct WireSticker {
    #[serde(deserialize_with = "lenient")]
    file_id: Option<String>,
    #[serde(deserialize_with = "lenient")]
    file_size: Option<u64>,
    #[serde(deserialize_with = "lenient")]
    emoji: Option<String>,
}

fn sticker(wire: &WireSticker) -> Sticker {
    let mut sticker = Sticker::default();
    sticker.file.id.clone_from(&wire.file_id);
    sticker.file.size = wire.file_size;
    sticker.emoji.clone_from(&wire.emoji);
    sticker
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct WireLocation {
    #[serde(deserialize_with = "lenient")]
    latitude: Option<f64>,
    #[serde(deserialize_with = "lenient")]
    longitude: Option<f64>,
    #[serde(deserialize_with = "lenient")]
    live_period: Option<i64>,
}

impl WireLocation {
    fn read(&self) -> Option<Location> {
        let mut location = Location::new(self.latitude?, self.longitude?)?;
        location.live = self.live_period.is_some();
        Some(location)
    }
}

/// <https://core.telegram.org/bots/api#venue>
#[derive(Default, Deserialize)]
#[serde(default)]
struct Venue {
    #[serde(deserialize_with = "lenient")]
    location: Option<WireLocation>,
    #[serde(deserialize_with = "lenient")]
    title: Option<String>,
    #[serde(deserialize_with = "lenient")]
    address: Option<String>,
}

fn venue(venue: &Venue) -> Option<Location> {
    let mut location = venue.location.as_ref()?.read()?;
    location.name.clone_from(&venue.title);
    location.address.clone_from(&venue.address);
    Some(location)
}

/// <https://core.telegram.org/bots/api#contact>
#[derive(Default, Deserialize)]
#[serde(default)]
struct WireContact {
    #[serde(deserialize_with = "lenient")]
    phone_number: Option<String>,
    #[serde(deserialize_with = "lenient")]
    first_name: Option<String>,
    #[serde(deserialize_with = "lenient")]
    last_name: Option<String>,
    #[serde(deserialize_with = "lenient")]
    user_id: Option<i64>,
}

fn contact(wire: &WireContact) -> Contact {
    let names: Vec<_> = [&wire.first_name, &wire.last_name].into_iter().flatten().map(|s| &**s).collect();
    let mut contact = Contact::default();
    contact.name = Some(names.join(" ")).filter(|name| !name.is_empty());
    contact.phones = wire.phone_number.iter().cloned().collect();
    contact.user_id = wire.user_id.map(|id| id.to_string());
    contact
}
