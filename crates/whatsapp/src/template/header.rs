//! What stands above a template's body.

use serde_json::{Value, json};
use tertulia_core::{Location, Native, Source, Wording};

use crate::render::filename;

#[derive(Clone, Debug)]
pub(super) enum Header {
    Text(Wording),
    Image(Source),
    Video(Source),
    Document(Source),
    Location(Location),
}

impl Header {
    pub(super) fn write(self, native: &mut Native) -> Value {
        match self {
            Self::Text(text) => json!({ "type": "text", "text": native.text(text) }),
            Self::Image(source) => json!({ "type": "image", "image": file(&source) }),
            Self::Video(source) => json!({ "type": "video", "video": file(&source) }),
            Self::Document(source) => {
                let mut document = file(&source);
                if let Some(name) = filename(&source) {
                    document["filename"] = name.into();
                }
                json!({ "type": "document", "document": document })
            }
            Self::Location(Location { latitude, longitude, name, address, .. }) => json!({
                "type": "location",
                // The documentation has them as texts here.
                "location": {
                    "latitude": latitude.to_string(),
                    "longitude": longitude.to_string(),
                    "name": name,
                    "address": address,
                },
            }),
        }
    }

    /// Where it comes from, if it is a file.
    pub(super) fn source(&self) -> Option<&Source> {
        match self {
            Self::Image(source) | Self::Video(source) | Self::Document(source) => Some(source),
            Self::Text(_) | Self::Location(_) => None,
        }
    }
}

fn file(source: &Source) -> Value {
    match source {
        Source::Url(link) => json!({ "link": link }),
        Source::Id(id) => json!({ "id": id }),
        _ => Value::Null,
    }
}
