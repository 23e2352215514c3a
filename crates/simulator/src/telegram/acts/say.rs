//! What people write and send.

use bytes::Bytes;

use super::Here;
use crate::{
    act::Refused,
    files::StoredFile,
    telegram::{Telegram, content::Content, files::File, keyboard::Key, kind::Kind, text::Formatted},
    world::Update,
};

/// A picture of one point, as a GIF.
const PICTURE: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xd9\x77\x57\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

impl Telegram {
    /// The button of a new chat, or a link like `https://t.me/bot?start=value`.
    pub(super) fn start(&mut self, here: Here, link: Option<&str>) -> Result<Vec<Update>, Refused> {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        let command = self.addressed(here, "start");
        let text = match link {
            None => command,
            Some(value) if (1..=64).contains(&value.len()) && value.bytes().all(fits) => {
                format!("{command} {value}")
            }
            Some(value) => {
                return Err(Refused::new(format!(
                    "a link carries 1 to 64 of `A-Za-z0-9_-` on Telegram, not `{value}`"
                )));
            }
        };
        self.say(here, &text, None)
    }

    /// A command as it is written there: in the group with the bot's name.
    pub(super) fn addressed(&self, here: Here, command: &str) -> String {
        if here.chat == here.person {
            return format!("/{command}");
        }
        format!("/{command}@{}", self.directory.username())
    }

    pub(super) fn say(
        &mut self,
        here: Here,
        text: &str,
        quotes: Option<&str>,
    ) -> Result<Vec<Update>, Refused> {
        let text = Formatted::typed(text);
        match text.length() {
            0 => return Err(Refused::new("there is nothing to send")),
            length if length > 4096 => {
                return Err(Refused::new(format!("a message has up to 4096 characters, not {length}")));
            }
            _ => {}
        }
        let quotes = quotes.map(|bubble| self.bubble(here, bubble)).transpose()?;
        if let Some(chat) = self.chats.get_mut(&here.chat) {
            let is_key = |row: &Vec<_>| row.iter().any(|key: &Key| key.text == text.text);
            chat.keyboard.take_if(|keyboard| keyboard.once && keyboard.rows.iter().any(is_key));
        }
        Ok(self.tell(here, Content::Text(text), quotes))
    }

    pub(super) fn send_media(
        &mut self,
        here: Here,
        kind: &str,
        name: &str,
        caption: Option<&str>,
    ) -> Result<Vec<Update>, Refused> {
        let kind = kind_of(kind)?;
        let (bytes, mime) = match kind {
            Kind::Photo | Kind::Sticker => (Bytes::from_static(PICTURE), Some("image/gif".to_owned())),
            _ => (Bytes::from(name.to_owned()), None),
        };
        self.send_with(here, File::new(kind, Some(name.to_owned()), mime, None), bytes, caption)
    }

    pub(super) fn send_own_file(
        &mut self,
        here: Here,
        kind: &str,
        file: &StoredFile,
        caption: Option<&str>,
    ) -> Result<Vec<Update>, Refused> {
        let StoredFile { name, mime_type, bytes } = file.clone();
        self.send_with(here, File::new(kind_of(kind)?, Some(name), Some(mime_type), None), bytes, caption)
    }

    fn send_with(
        &mut self,
        here: Here,
        file: File,
        bytes: Bytes,
        caption: Option<&str>,
    ) -> Result<Vec<Update>, Refused> {
        let caption = Formatted::typed(caption.unwrap_or_default());
        if caption.length() > 1024 || (file.kind == Kind::Sticker && !caption.is_empty()) {
            return Err(Refused::new("a caption has up to 1024 characters, and stickers have none"));
        }
        let file = self.files.add(file, bytes);
        Ok(self.tell(here, Content::Media { file, caption }, None))
    }

    /// The message that a bubble is.
    pub(super) fn bubble(&self, here: Here, bubble: &str) -> Result<i64, Refused> {
        let id = bubble.parse().ok();
        let found =
            id.filter(|id| self.chats.get(&here.chat).is_some_and(|chat| chat.message(*id).is_some()));
        found.ok_or_else(|| Refused::new(format!("there is no message `{bubble}` here")))
    }
}

fn kind_of(kind: &str) -> Result<Kind, Refused> {
    Ok(match kind {
        "image" => Kind::Photo,
        "video" => Kind::Video,
        "audio" => Kind::Audio,
        "document" => Kind::Document,
        "sticker" => Kind::Sticker,
        other => {
            return Err(Refused::new(format!(
                "there are `image`, `video`, `audio`, `document` and `sticker`, but no `{other}`"
            )));
        }
    })
}
