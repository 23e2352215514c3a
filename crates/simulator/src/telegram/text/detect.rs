//! What Telegram sees in a text by itself.

use super::{entity::Entity, formatted::utf16};

/// Commands, mentions, hashtags and addresses of a text. Telegram sees more, such as phone numbers, which is left out.
pub(super) fn detect(text: &str) -> Vec<Entity> {
    let mut entities = Vec::new();
    let mut offset = 0;
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        if let Some((kind, length)) = meaning(word) {
            entities.push(Entity::new(kind, offset, length));
        }
        offset += utf16(piece);
    }
    entities
}

/// What a word means, and how many of its characters mean it. All of them are such that are one UTF-16 unit, but in
/// addresses.
fn meaning(word: &str) -> Option<(&'static str, usize)> {
    let name =
        |text: &str| text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
    let rest = word.get(1..).filter(|_| word.is_char_boundary(1));
    match (word.chars().next()?, rest) {
        ('/', Some(rest)) => {
            let command = name(rest);
            let bot = rest[command..].strip_prefix('@').map(name).filter(|bot| *bot >= 3);
            let ends = !rest[command..].starts_with('/');
            ((1..=64).contains(&command) && ends)
                .then(|| ("bot_command", 1 + command + bot.map_or(0, |bot| bot + 1)))
        }
        ('@', Some(rest)) => {
            Some(name(rest)).filter(|it| (3..=32).contains(it)).map(|it| ("mention", it + 1))
        }
        ('#', Some(rest)) => {
            Some(name(rest)).filter(|it| (1..=256).contains(it)).map(|it| ("hashtag", it + 1))
        }
        _ if ["http://", "https://"]
            .iter()
            .any(|scheme| word.len() > scheme.len() && word.starts_with(scheme)) =>
        {
            let address = word.trim_end_matches(['.', ',', ')', '!', '?', ':', ';', '"', '\'']);
            Some(("url", utf16(address)))
        }
        _ => None,
    }
}
