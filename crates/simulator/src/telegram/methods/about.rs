//! What is known of a chat.

use serde_json::{Value, json};

use crate::telegram::{Telegram, call::Parameters, refusal::Refusal};

impl Telegram {
    /// <https://core.telegram.org/bots/api#getchat>
    pub(super) fn chat_info(&self, with: &Parameters) -> Result<Value, Refusal> {
        let id = with.integer("chat_id").ok_or_else(|| Refusal::bad("chat_id is empty"))?;
        let chat = self.chats.get(&id).ok_or_else(|| Refusal::bad("chat not found"))?;
        let mut info = chat.json(&self.directory);
        info["accent_color_id"] = 0.into();
        info["max_reaction_count"] = 11.into();
        info["accepted_gift_types"] = json!({
            "unlimited_gifts": true, "limited_gifts": true, "unique_gifts": true, "premium_subscription": true,
            "gifts_from_channels": true,
        });
        if let Some(pinned) = chat.messages.iter().rfind(|message| message.pinned) {
            info["pinned_message"] = pinned.json(chat, &self.directory);
        }
        Ok(info)
    }
}
