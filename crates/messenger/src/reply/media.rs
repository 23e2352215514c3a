//! The media template.

use serde_json::json;
use tertulia_core::{IntoMessage, Message};

use super::{Builder, TemplateButton, button, empty, template};

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

impl Builder for MediaTemplate {
    fn fault(&self) -> Option<String> {
        match &self.media {
            TemplateMedia::FacebookUrl(url) if !is_of_facebook(url) => {
                Some(format!("`{url}` is no address of Facebook's: upload the file, and give its id"))
            }
            _ => button::fault(&self.buttons),
        }
    }

    fn message(self) -> Message {
        let mut native = empty();
        let mut element = match self.media {
            TemplateMedia::Id(id) => json!({ "media_type": self.kind, "attachment_id": id }),
            TemplateMedia::FacebookUrl(url) => json!({ "media_type": self.kind, "url": url }),
        };
        if !self.buttons.is_empty() {
            element["buttons"] = self.buttons.into_iter().map(|button| button.write(&mut native)).collect();
        }
        let mut payload = json!({ "template_type": "media", "elements": [element] });
        if self.sharable {
            payload["sharable"] = true.into();
        }
        template(native, payload, self.elsewhere)
    }
}

fn is_of_facebook(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or_default();
    let host = rest.split_once('/').map_or("", |(host, _)| host);
    host == "facebook.com" || host.ends_with(".facebook.com")
}
