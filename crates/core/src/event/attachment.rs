//! What people send besides text.

use std::{ops::Deref, slice};

use serde::{Deserialize, Serialize};

use super::{Contact, Location};

/// Everything that came in one message, in the order of the platform. There is at least one.
///
/// ```
/// use tertulia_core::{Attachment, Attachments, Context};
///
/// let context = Context::new("main").any_attachment(|sent: Attachments| {
///     for attachment in &sent {
///         if let Attachment::Image(picture) = attachment {
///             return format!("A picture of {} bytes.", picture.size.unwrap_or_default());
///         }
///     }
///     "That is no picture.".to_owned()
/// });
/// ```
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Attachments {
    #[serde(rename = "attachments")]
    pub(super) list: Vec<Attachment>,
    /// What was written with it. It counts as the text of the message: blocks give it as `Text`, and if no block for
    /// attachments takes the message, those for texts are asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// The name of the album, where a platform sends each picture of one as a message of its own: Telegram's
    /// `media_group_id`. They become one event, a second after the last of them came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub album: Option<String>,
}

/// One thing that was sent.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(rename_all = "snake_case")]
pub enum Attachment {
    /// A picture.
    Image(File),
    /// A film, also a round one.
    Video(File),
    /// A piece of music or other sound.
    Audio(File),
    /// Something said, recorded in the chat.
    Voice(File),
    /// A file of any kind.
    Document(File),
    /// A sticker.
    Sticker(Sticker),
    /// A short film without sound, shown again and again.
    Animation(File),
    /// A place.
    Location(Location),
    /// A card of an address book.
    Contact(Contact),
    /// Something else, by the platform's name for it.
    Other(String, File),
}

/// What is known of a file without fetching it. Everything may be missing.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(default)]
pub struct File {
    /// The platform's id of it: Telegram's `file_id`, WhatsApp's media id (good for 7 days), the id of a Messenger
    /// sticker. Telegram and WhatsApp take it for sending the file on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Where it can be fetched. Messenger's addresses expire, so fetch early; WhatsApp's are good for 5 minutes and
    /// want the access token. Telegram tells none: ask `getFile`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What is in it, as the sender's app says: `image/jpeg`, `audio/ogg; codecs=opus`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mime_type: Option<String>,
    /// How many bytes it has. Only Telegram tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// What the sender calls it. Never use it as a path.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// A sticker.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(default)]
pub struct Sticker {
    /// Its file; `id` tells it from other stickers, though Telegram's changes from time to time.
    pub file: File,
    /// The emoji it stands for. Only Telegram tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub emoji: Option<String>,
}

impl Attachments {
    /// These, without a caption. `None` if there are none.
    pub fn new(attachments: impl IntoIterator<Item = Attachment>) -> Option<Self> {
        let list: Vec<_> = attachments.into_iter().collect();
        (!list.is_empty()).then_some(Self { list, caption: None, album: None })
    }

    /// The first place among them.
    pub fn location(&self) -> Option<&Location> {
        self.iter().find_map(|attachment| match attachment {
            Attachment::Location(location) => Some(location),
            _ => None,
        })
    }

    /// The cards among them.
    pub fn contacts(&self) -> impl Iterator<Item = &Contact> {
        self.iter().filter_map(|attachment| match attachment {
            Attachment::Contact(contact) => Some(contact),
            _ => None,
        })
    }

    /// The files among them: all but places and cards.
    pub fn files(&self) -> impl Iterator<Item = &File> {
        self.iter().filter_map(Attachment::file)
    }
}

impl Attachment {
    /// The file, unless it is a place or a card.
    pub fn file(&self) -> Option<&File> {
        match self {
            Self::Image(file)
            | Self::Video(file)
            | Self::Audio(file)
            | Self::Voice(file)
            | Self::Document(file)
            | Self::Animation(file)
            | Self::Other(_, file) => Some(file),
            Self::Sticker(sticker) => Some(&sticker.file),
            Self::Location(_) | Self::Contact(_) => None,
        }
    }

    /// The word for it: `image`, `voice`; of what we have no word for, the platform's.
    pub fn kind(&self) -> &str {
        match self {
            Self::Image(_) => "image",
            Self::Video(_) => "video",
            Self::Audio(_) => "audio",
            Self::Voice(_) => "voice",
            Self::Document(_) => "document",
            Self::Sticker(_) => "sticker",
            Self::Animation(_) => "animation",
            Self::Location(_) => "location",
            Self::Contact(_) => "contact",
            Self::Other(kind, _) => kind,
        }
    }
}

impl Deref for Attachments {
    type Target = [Attachment];

    fn deref(&self) -> &[Attachment] {
        &self.list
    }
}

impl<'a> IntoIterator for &'a Attachments {
    type Item = &'a Attachment;
    type IntoIter = slice::Iter<'a, Attachment>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sent_survives_the_inbox() {
        let picture = File { id: Some("7".into()), size: Some(9), ..File::default() };
        let place = Location::new(40.4, -3.7).unwrap();
        let card = Contact { phones: vec!["1".into()], ..Contact::default() };
        let mut sent = Attachments::new([
            Attachment::Image(picture.clone()),
            Attachment::Location(place.clone()),
            Attachment::Contact(card.clone()),
            Attachment::Sticker(Sticker::default()),
            Attachment::Other("reel".into(), File::default()),
        ])
        .unwrap();
        sent.caption = Some("here".into());
        let read: Attachments = serde_json::from_str(&serde_json::to_string(&sent).unwrap()).unwrap();
        assert_eq!(read, sent);
        assert_eq!((read.location(), read.contacts().next()), (Some(&place), Some(&card)));
        assert_eq!((read.files().next(), read.files().count()), (Some(&picture), 3));
        let kinds: Vec<_> = read.iter().map(Attachment::kind).collect();
        assert_eq!(kinds, ["image", "location", "contact", "sticker", "reel"]);
        assert_eq!(Attachments::new([]), None);
    }
}
