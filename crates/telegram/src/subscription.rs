//! Which kinds of updates a bot asks Telegram for.

/// What every bot needs: messages, presses.
const ALWAYS: [&str; 2] = ["message", "callback_query"];

/// The update that a kind of block lives on.
const OF_KINDS: [(&str, &str); 4] = [
    ("edited", "edited_message"),
    ("inline_query", "inline_query"),
    ("membership", "my_chat_member"),
    ("reaction", "message_reaction"),
];

/// The `allowed_updates` of [`setWebhook`](https://core.telegram.org/bots/api#setwebhook) for a bot with these kinds of
/// blocks, by their names: see [`Program::kinds`](tertulia_core::program::Program::kinds).
///
/// What is not in the list never comes, so a bot is not woken for what it has no block for. Reactions come only from
/// groups in which the bot is an administrator, and from private chats.
///
/// ```
/// use tertulia_telegram::allowed_updates;
///
/// assert_eq!(allowed_updates(["keyword"]), ["message", "callback_query"]);
/// assert_eq!(allowed_updates(["reaction"]), ["message", "callback_query", "message_reaction"]);
/// ```
pub fn allowed_updates<'k>(kinds: impl IntoIterator<Item = &'k str>) -> Vec<&'static str> {
    let kinds: Vec<_> = kinds.into_iter().collect();
    let of_kinds = OF_KINDS.into_iter().filter(|(kind, _)| kinds.contains(kind)).map(|(_, update)| update);
    ALWAYS.into_iter().chain(of_kinds).collect()
}
