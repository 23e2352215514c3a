//! Several files as one.

use jiff::Timestamp;
use serde_json::Value;

use super::send::caption;
use crate::telegram::{Telegram, call::Parameters, content::Content, kind::Kind, refusal::Refusal};

impl Telegram {
    /// <https://core.telegram.org/bots/api#sendmediagroup>
    pub(super) fn send_album(&mut self, with: &Parameters, now: Timestamp) -> Result<Value, Refusal> {
        let chat = self.reach(with)?;
        let quotes = self.quoted(chat, with)?;
        if with.has("reply_markup") {
            return Err(Refusal::bad("an album takes no reply_markup"));
        }
        let items = with.objects("media", "media")?;
        match items.len() {
            0 | 1 => return Err(Refusal::bad("too few messages to send as an album")),
            2..=10 => {}
            _ => return Err(Refusal::bad("too many messages to send as an album")),
        }
        let kinds = items.iter().map(kind).collect::<Result<Vec<_>, _>>()?;
        let alone = |kind: Kind| matches!(kind, Kind::Document | Kind::Audio);
        if kinds.iter().any(|kind| alone(*kind)) && kinds.iter().any(|kind| *kind != kinds[0]) {
            let which = if kinds.contains(&Kind::Audio) { "Audio" } else { "Document" };
            return Err(Refusal::bad(format!("{which} can't be mixed with other media types")));
        }
        let mut contents = Vec::new();
        for (kind, item) in kinds.into_iter().zip(&items) {
            let file = self.take_file(kind, "media", item)?;
            contents.push(Content::Media { file, caption: caption(item)? });
        }
        let (album, bot) = (self.numbers.other(), self.directory.bot());
        let mut messages = Vec::new();
        for content in contents {
            let id = self.write(chat, bot, content, now, |message| {
                (message.album, message.quotes) = (Some(album.clone()), quotes);
            });
            messages.push(self.shown(chat, id));
        }
        self.chat_mut(chat).busy = None;
        Ok(messages.into())
    }
}

fn kind(item: &Parameters) -> Result<Kind, Refusal> {
    let kind = Kind::of(&item.text("type").unwrap_or_default());
    let fits = |kind: &Kind| matches!(kind, Kind::Photo | Kind::Video | Kind::Document | Kind::Audio);
    kind.filter(fits).ok_or_else(|| Refusal::bad("can't parse InputMedia: unsupported type specified"))
}
