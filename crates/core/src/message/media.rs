//! Pictures, films, sounds and files.

use std::{path::PathBuf, sync::Arc};

use serde::{Deserialize, Serialize};

use crate::{
    Wording,
    file::{AppFile, FileBytes},
    payload::ButtonPayload,
};

use super::{Button, Carried};

/// A picture, film, sound or file, with a text and buttons below it.
///
/// ```
/// use tertulia_core::{Button, Media};
///
/// let picture = Media::image("https://example.com/rome.jpg")
///     .caption("Rome, in spring")
///     .buttons([Button::postback("Book", "book")]);
/// ```
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(bound(
    serialize = "P: Serialize, P::Title: Serialize, P::Text: Serialize",
    deserialize = "P: Deserialize<'de>, P::Title: Deserialize<'de>, P::Text: Deserialize<'de>"
))]
pub struct Media<P: Carried = ButtonPayload> {
    /// What it is.
    pub kind: MediaKind,
    /// Where it comes from.
    pub source: Source,
    /// The text below it.
    pub caption: Option<P::Text>,
    /// The buttons below it.
    pub buttons: Vec<Button<P>>,
}

/// Pictures and films that are shown together.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(bound(
    serialize = "P: Serialize, P::Title: Serialize, P::Text: Serialize",
    deserialize = "P: Deserialize<'de>, P::Title: Deserialize<'de>, P::Text: Deserialize<'de>"
))]
pub struct Album<P: Carried = ButtonPayload> {
    /// The pictures and films, in order.
    pub items: Vec<(MediaKind, Source)>,
    /// The text below them.
    pub caption: Option<P::Text>,
}

/// What is sent.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(rename_all = "snake_case")]
pub enum MediaKind {
    /// A picture.
    Image,
    /// A film.
    Video,
    /// A piece of music or other sound.
    Audio,
    /// Something said.
    Voice,
    /// A file of any kind.
    Document,
    /// A sticker.
    Sticker,
    /// A short film without sound, shown again and again.
    Animation,
}

/// Where a file comes from.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The platform fetches it there: `http` or `https`.
    Url(String),
    /// The platform has it already, under this id: what [`File::id`](crate::event::File::id) holds of what somebody sent on
    /// the same platform.
    Id(String),
    /// The app has it; see [`Source::file`] and [`Source::bytes`].
    File(AppFile),
}

impl Source {
    /// A file on the app's disk, by its path from the folder that the bot runs in.
    ///
    /// It is read when the turn ends. If that cannot be, or the file is larger than the platform takes, the turn fails with
    /// the author's line. What it is shows in how it begins, else in its name. It is kept with the reply, so it may be
    /// gone afterwards, and a platform that has it already is not sent it again for a while. The path is trusted: never make
    /// one of what a person wrote.
    ///
    /// ```
    /// # use tertulia_core::{Media, Reply, Source};
    /// # fn show(reply: Reply) {
    /// reply.media(Media::document(Source::file("assets/menu.pdf")).caption("Our menu"));
    /// # }
    /// ```
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self::File(AppFile::Path(path.into()))
    }

    /// Bytes that the app made, with a name for them and their type.
    ///
    /// ```
    /// # use tertulia_core::{Reply, Source};
    /// # fn show(reply: Reply, chart: Vec<u8>) {
    /// reply.image(Source::bytes("chart.png", "image/png", chart));
    /// # }
    /// ```
    pub fn bytes(name: impl Into<String>, mime_type: impl Into<String>, bytes: impl Into<Arc<[u8]>>) -> Self {
        FileBytes::new(name, mime_type, bytes).into()
    }
}

impl Media {
    /// Something of that kind.
    pub fn new(kind: MediaKind, source: impl Into<Source>) -> Self {
        Self { kind, source: source.into(), caption: None, buttons: Vec::new() }
    }

    /// A picture.
    pub fn image(source: impl Into<Source>) -> Self {
        Self::new(MediaKind::Image, source)
    }

    /// A film.
    pub fn video(source: impl Into<Source>) -> Self {
        Self::new(MediaKind::Video, source)
    }

    /// A piece of music or other sound.
    pub fn audio(source: impl Into<Source>) -> Self {
        Self::new(MediaKind::Audio, source)
    }

    /// Something said.
    pub fn voice(source: impl Into<Source>) -> Self {
        Self::new(MediaKind::Voice, source)
    }

    /// A file of any kind.
    pub fn document(source: impl Into<Source>) -> Self {
        Self::new(MediaKind::Document, source)
    }

    /// A sticker.
    pub fn sticker(source: impl Into<Source>) -> Self {
        Self::new(MediaKind::Sticker, source)
    }

    /// A short film without sound, shown again and again.
    pub fn animation(source: impl Into<Source>) -> Self {
        Self::new(MediaKind::Animation, source)
    }

    /// Adds a text below it.
    #[must_use]
    pub fn caption(mut self, caption: impl Into<Wording>) -> Self {
        self.caption = Some(caption.into());
        self
    }

    /// Adds buttons below it.
    #[must_use]
    pub fn buttons(mut self, buttons: impl IntoIterator<Item = Button>) -> Self {
        self.buttons.extend(buttons);
        self
    }
}

impl Album {
    /// Pictures and films together, in order.
    pub fn new(items: impl IntoIterator<Item = (MediaKind, Source)>) -> Self {
        Self { items: items.into_iter().collect(), caption: None }
    }

    /// Adds a text below them.
    #[must_use]
    pub fn caption(mut self, caption: impl Into<Wording>) -> Self {
        self.caption = Some(caption.into());
        self
    }
}

impl MediaKind {
    /// The word for it, as authors write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Video => "video",
            Self::Audio => "audio",
            Self::Voice => "voice",
            Self::Document => "document",
            Self::Sticker => "sticker",
            Self::Animation => "animation",
        }
    }
}

/// The address that the platform fetches it from.
impl From<&str> for Source {
    fn from(url: &str) -> Self {
        Self::Url(url.to_owned())
    }
}

/// The address that the platform fetches it from.
impl From<String> for Source {
    fn from(url: String) -> Self {
        Self::Url(url)
    }
}

/// The bytes themselves: of a file that came in, say.
impl From<FileBytes> for Source {
    fn from(file: FileBytes) -> Self {
        Self::File(AppFile::Bytes(file))
    }
}
