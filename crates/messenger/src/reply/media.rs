//! The media template.

use serde_json::json;
use tertulia_core::{IntoMessage, Message};

use super::{TemplateButton, empty, template};

/// A picture or film that Facebook has, with up to 3 buttons below it. Elsewhere nothing is said, unless something is
/// given for there.
///
/// Source: [media template](https://developers.facebook.com/docs/messenger-platform/send-messages/template/media).
#[derive(Clone, Debug, PartialEq)]
pub struct MediaTemplate {
    kind: &'static str,
    media: TemplateMedia,
    buttons: Vec<TemplateButton>,
    sharable: bool,
    elsewhere: Option<Message>,
}

/// Where the picture or film of a [`MediaTemplate`] is.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum TemplateMedia {
    /// Uploaded before, under this id.
    Id(String),
    /// On a page of Facebook: the address of a post or film there. Of other sites none is taken.
    FacebookUrl(String),
}

impl MediaTemplate {
    /// A picture.
    pub fn image(media: TemplateMedia) -> Self {
        Self { kind: "image", media, buttons: Vec::new(), sharable: false, elsewhere: None }
    }

    /// A film.
    pub fn video(media: TemplateMedia) -> Self {
        Self { kind: "video", ..Self::image(media) }
    }

    /// Adds buttons.
    #[must_use]
    pub fn buttons(mut self, buttons: impl IntoIterator<Item = TemplateButton>) -> Self {
        self.buttons.extend(buttons);
        self
    }

    /// Shows the button by which it is shared with others.
    #[must_use]
    pub fn sharable(mut self) -> Self {
        self.sharable = true;
        self
    }

    /// What is said on the other platforms.
    #[must_use]
    pub fn elsewhere(mut self, message: impl IntoMessage) -> Self {
        self.elsewhere = Some(message.into_message());
        self
    }
}

impl From<MediaTemplate> for Message {
    fn from(media: MediaTemplate) -> Self {
        let mut native = empty();
        let mut element = match media.media {
            TemplateMedia::Id(id) => json!({ "media_type": media.kind, "attachment_id": id }),
            TemplateMedia::FacebookUrl(url) => json!({ "media_type": media.kind, "url": url }),
        };
        if !media.buttons.is_empty() {
            element["buttons"] = media.buttons.into_iter().map(|button| button.write(&mut native)).collect();
        }
        let mut payload = json!({ "template_type": "media", "elements": [element] });
        if media.sharable {
            payload["sharable"] = true.into();
        }
        template(native, payload, media.elsewhere)
    }
}
