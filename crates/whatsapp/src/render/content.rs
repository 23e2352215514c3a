//! What a message is, by the type the Cloud API has for it.

use serde::Serialize;

use super::{
    contact::Contact,
    interactive::Interactive,
    location::Location,
    media::{Audio, Captioned, Document, File},
    text::Text,
};

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub(super) enum Content<'a> {
    Text { text: Text<'a> },
    Image { image: Captioned<'a> },
    Video { video: Captioned<'a> },
    Audio { audio: Audio<'a> },
    Document { document: Document<'a> },
    Sticker { sticker: File<'a> },
    Location { location: Location<'a> },
    Contacts { contacts: [Contact<'a>; 1] },
    Interactive { interactive: Interactive<'a> },
}

impl Content<'_> {
    /// Whether groups show it: groups/groups-messaging names texts, media and templates.
    pub(super) fn fits_groups(&self) -> bool {
        !matches!(self, Self::Location { .. } | Self::Contacts { .. } | Self::Interactive { .. })
    }
}
