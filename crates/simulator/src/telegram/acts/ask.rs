//! Questions to the bot while writing elsewhere.

use serde_json::json;

use super::Here;
use crate::{act::Refused, telegram::Telegram, world::Update};

impl Telegram {
    /// <https://core.telegram.org/bots/api#inlinequery>
    pub(super) fn ask(&mut self, here: Here, query: &str) -> Result<Vec<Update>, Refused> {
        if query.chars().count() > 256 {
            return Err(Refused::new("a query has up to 256 characters"));
        }
        let id = self.numbers.other();
        self.queries.ask(id.clone(), here.chat, here.person, here.now);
        let kind = if here.chat == here.person { "sender" } else { "supergroup" };
        let about = json!({
            "id": id, "from": self.directory.user(here.person), "query": query, "offset": "", "chat_type": kind,
        });
        Ok(self.update("inline_query", about).into_iter().collect())
    }
}
