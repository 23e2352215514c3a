//! What a bot sees of a group: <https://core.telegram.org/bots/features#privacy-mode>.

use super::{Telegram, chat::Chat, content::Content, message::Message};

impl Telegram {
    /// Whether the bot is told of a message. In a group that is what addresses it: commands, its name, answers to it.
    pub(super) fn sees(&self, chat: &Chat, message: &Message) -> bool {
        let answers = || {
            let quoted = message.quotes.and_then(|id| chat.message(id));
            quoted.is_some_and(|quoted| quoted.from == self.directory.bot())
        };
        let own = !chat.is_group() || message.inline || message.content.is_service();
        own || answers() || self.names(&message.content)
    }

    fn names(&self, content: &Content) -> bool {
        let (Content::Text(text) | Content::Media { caption: text, .. }) = content else { return false };
        let is_own = |name: &str| name.eq_ignore_ascii_case(self.directory.username());
        text.entities.iter().any(|entity| {
            let piece = text.piece(entity);
            match entity.kind.as_str() {
                "bot_command" => piece.split_once('@').is_none_or(|(_, name)| is_own(name)),
                "mention" => piece.strip_prefix('@').is_some_and(is_own),
                _ => false,
            }
        })
    }
}
