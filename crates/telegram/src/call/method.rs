//! Methods of the Bot API, by what they do.

pub(crate) const SEND_MESSAGE: &str = "sendMessage";
pub(crate) const SEND_CHAT_ACTION: &str = "sendChatAction";
pub(crate) const EDIT_REPLY_MARKUP: &str = "editMessageReplyMarkup";
pub(crate) const EDIT_TEXT: &str = "editMessageText";
pub(crate) const EDIT_MEDIA: &str = "editMessageMedia";
pub(crate) const DELETE_MESSAGE: &str = "deleteMessage";
pub(crate) const ANSWER_CALLBACK_QUERY: &str = "answerCallbackQuery";
pub(crate) const ANSWER_INLINE_QUERY: &str = "answerInlineQuery";
pub(crate) const SET_REACTION: &str = "setMessageReaction";
pub(crate) const PIN_MESSAGE: &str = "pinChatMessage";

/// Whether it sends something of its own, with all the fields of a message.
pub(super) fn sends(method: &str) -> bool {
    method.starts_with("send") && method != SEND_CHAT_ACTION
}

/// Whether what it answers with is the message that shows what was said: a new one, or one that was changed. One that lost its
/// buttons is none.
pub(crate) fn shows(method: &str) -> bool {
    method != EDIT_REPLY_MARKUP
}

/// Whether it counts as a message. What only changes or shows something may be done twice without harm.
pub(crate) fn is_message(method: &str) -> bool {
    const NONE: [&str; 6] = ["answer", "delete", "edit", "pin", "set", "unpin"];
    method != SEND_CHAT_ACTION && !NONE.iter().any(|deed| method.starts_with(deed))
}

/// Whether it takes a topic besides the chat.
pub(super) fn takes_topic(method: &str) -> bool {
    ["send", "copy", "forward"].iter().any(|deed| method.starts_with(deed))
}

/// Whether it can be done for a business account.
pub(super) fn takes_business(method: &str) -> bool {
    ["send", "edit", "pin", "read", "stop", "unpin"].iter().any(|deed| method.starts_with(deed))
}

/// Whether it is done in a chat: nearly all are.
pub(super) fn takes_chat(method: &str) -> bool {
    !method.starts_with("answer")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_done_twice_is_no_message() {
        for method in ["sendMessage", "sendMediaGroup", "sendGift", "copyMessage", "forwardMessage"] {
            assert!(is_message(method), "{method}");
        }
        for method in [
            SEND_CHAT_ACTION,
            EDIT_REPLY_MARKUP,
            ANSWER_CALLBACK_QUERY,
            ANSWER_INLINE_QUERY,
            SET_REACTION,
            PIN_MESSAGE,
            "deleteMessage",
        ] {
            assert!(!is_message(method), "{method}");
        }
    }
}
