//! What a message holds besides text.
//!
//! Source: the pages "Image messages webhook reference" and its like of the WhatsApp documentation, 2025-10.

use serde::Deserialize;
use serde_json::value::RawValue;
use tertulia_core::{
    Attachment, Attachments, Contact, Location,
    event::{File, Sticker},
};
use tertulia_graph::lenient;

/// The parts of a message that can be kept. Only the one that the message's type names is there.
#[derive(Default, Deserialize)]
pub(crate) struct Content<'a> {
    #[serde(default, deserialize_with = "lenient::object")]
    image: Option<Media>,
    #[serde(default, deserialize_with = "lenient::object")]
    audio: Option<Media>,
    #[serde(default, deserialize_with = "lenient::object")]
    video: Option<Media>,
    #[serde(default, deserialize_with = "lenient::object")]
    document: Option<Media>,
    #[serde(default, deserialize_with = "lenient::object")]
    sticker: Option<Media>,
    #[serde(default, deserialize_with = "lenient::object")]
    location: Option<Place>,
    #[serde(borrow, default, deserialize_with = "lenient::list")]
    contacts: Vec<&'a RawValue>,
}

#[derive(Default, Deserialize)]
struct Media {
    #[serde(default, deserialize_with = "lenient::id")]
    id: Option<String>,
    #[serde(default, deserialize_with = "lenient::string")]
    url: Option<String>,
    #[serde(default, deserialize_with = "lenient::string")]
    mime_type: Option<String>,
    #[serde(default, deserialize_with = "lenient::string")]
    filename: Option<String>,
    #[serde(default, deserialize_with = "lenient::string")]
    caption: Option<String>,
    #[serde(default, deserialize_with = "lenient::flag")]
    voice: bool,
}

#[derive(Deserialize)]
struct Place {
    latitude: Option<f64>,
    longitude: Option<f64>,
    #[serde(default, deserialize_with = "lenient::string")]
    name: Option<String>,
    #[serde(default, deserialize_with = "lenient::string")]
    address: Option<String>,
}

#[derive(Deserialize)]
struct Card<'a> {
    #[serde(default, deserialize_with = "lenient::object")]
    name: Option<CardName>,
    #[serde(borrow, default, deserialize_with = "lenient::list")]
    phones: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct CardName {
    #[serde(default, deserialize_with = "lenient::string")]
    formatted_name: Option<String>,
}

#[derive(Deserialize)]
struct Phone {
    #[serde(default, deserialize_with = "lenient::string")]
    phone: Option<String>,
    #[serde(default, deserialize_with = "lenient::id")]
    wa_id: Option<String>,
}

impl Content<'_> {
    /// What a message of this type holds. `None` if it is of another type, or a place that is none.
    pub(crate) fn read(self, kind: &str) -> Option<Attachments> {
        if kind == "contacts" {
            let cards = self.contacts.iter().filter_map(|raw| lenient::read::<Card<'_>>(raw));
            return Attachments::new(cards.map(|card| Attachment::Contact(card.read())));
        }
        if kind == "location" {
            return Attachments::new([Attachment::Location(self.location?.read()?)]);
        }
        let media = match kind {
            "image" => self.image,
            "audio" => self.audio,
            "video" => self.video,
            "document" => self.document,
            "sticker" => self.sticker,
            _ => return None,
        };
        let mut media = media.unwrap_or_default();
        let (caption, voice) = (media.caption.take(), media.voice);
        let file = media.file();
        let mut sent = Attachments::new([match kind {
            "image" => Attachment::Image(file),
            "audio" if voice => Attachment::Voice(file),
            "audio" => Attachment::Audio(file),
            "video" => Attachment::Video(file),
            "document" => Attachment::Document(file),
            _ => {
                let mut sticker = Sticker::default();
                sticker.file = file;
                Attachment::Sticker(sticker)
            }
        }])?;
        sent.caption = caption;
        Some(sent)
    }
}

impl Media {
    fn file(self) -> File {
        let mut file = File::default();
        file.id = self.id;
        file.url = self.url;
        file.mime_type = self.mime_type;
        file.name = self.filename;
        file
    }
}

impl Place {
    fn read(self) -> Option<Location> {
        let mut location = Location::new(self.latitude?, self.longitude?)?;
        location.name = self.name;
        location.address = self.address;
        Some(location)
    }
}

impl Card<'_> {
    fn read(self) -> Contact {
        let phones: Vec<Phone> = self.phones.iter().filter_map(|raw| lenient::read(raw)).collect();
        let mut contact = Contact::default();
        contact.name = self.name.and_then(|name| name.formatted_name);
        contact.user_id = phones.iter().find_map(|phone| phone.wa_id.clone());
        contact.phones = phones.into_iter().filter_map(|phone| phone.phone).collect();
        contact
    }
}
