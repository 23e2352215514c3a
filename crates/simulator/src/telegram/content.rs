//! What messages consist of.

use serde_json::{Map, Value, json};

use super::{
    files::File,
    kind::Kind,
    poll::Poll,
    text::{Formatted, Names},
};

/// What a message consists of.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Content {
    Text(Formatted),
    Media {
        file: File,
        caption: Formatted,
    },
    Location {
        place: Place,
        title: Option<(String, String)>,
    },
    Contact(Contact),
    Poll(Poll),
    Dice {
        emoji: String,
        value: u8,
    },
    /// A message was pinned.
    Pinned(i64),
    /// The bot came into the group.
    Joined,
}

/// A place on Earth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    pub(super) latitude: f64,
    pub(super) longitude: f64,
}

/// A card of an address book.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Contact {
    pub(super) phone: String,
    pub(super) first_name: String,
    pub(super) last_name: Option<String>,
    pub(super) vcard: Option<String>,
    pub(super) user: Option<i64>,
}

impl Content {
    /// Writes it into a message: <https://core.telegram.org/bots/api#message>.
    pub(super) fn write(&self, message: &mut Map<String, Value>) {
        let mut add = |field: &str, value: Value| drop(message.insert(field.to_owned(), value));
        match self {
            Self::Text(text) => text.write(message, &Names::TEXT),
            Self::Media { file, caption } => {
                add(file.kind.field(), file.media());
                if file.kind == Kind::Animation {
                    // "For backward compatibility, when this field is set, the document field will also be set."
                    let document = File { kind: Kind::Document, ..file.clone() };
                    add("document", document.media());
                }
                if !caption.is_empty() {
                    caption.write(message, &Names::CAPTION);
                }
            }
            Self::Location { place, title } => {
                if let Some((title, address)) = title {
                    add("venue", json!({ "location": place.json(), "title": title, "address": address }));
                }
                add("location", place.json());
            }
            Self::Contact(contact) => add("contact", contact.json()),
            Self::Poll(poll) => add("poll", poll.json()),
            Self::Dice { emoji, value } => add("dice", json!({ "emoji": emoji, "value": value })),
            Self::Pinned(_) | Self::Joined => {}
        }
    }

    /// Whether nobody sees a difference. The same file may have been sent under another id.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Media { file, caption }, Self::Media { file: other, caption: said }) => {
                let same = file.id == other.id || (file.url.is_some() && file.url == other.url);
                same && caption == said
            }
            _ => self == other,
        }
    }

    pub(super) fn is_service(&self) -> bool {
        matches!(self, Self::Pinned(_) | Self::Joined)
    }
}

impl Place {
    pub(super) fn is_on_earth(self) -> bool {
        self.latitude.abs() <= 90.0 && self.longitude.abs() <= 180.0
    }

    pub(super) fn json(self) -> Value {
        json!({ "latitude": self.latitude, "longitude": self.longitude })
    }
}

impl Contact {
    fn json(&self) -> Value {
        let mut contact = Map::from_iter([
            ("phone_number".to_owned(), self.phone.clone().into()),
            ("first_name".to_owned(), self.first_name.clone().into()),
        ]);
        let more = [
            ("last_name", self.last_name.clone().map(Value::from)),
            ("user_id", self.user.map(Value::from)),
            ("vcard", self.vcard.clone().map(Value::from)),
        ];
        contact.extend(more.into_iter().filter_map(|(field, value)| Some((field.to_owned(), value?))));
        contact.into()
    }
}
