//! All keys, for people.

use std::fmt::Write;

use super::keys::{KEYS, Key};
use super::origin;

/// All keys with what they are, what holds if they are not set, and their environment variables.
pub(crate) fn describe() -> String {
    KEYS.iter().fold(String::new(), |mut text, key| {
        let setting = match (key.default, key.list()) {
            (Some(default), _) => origin::in_file(key.path, default),
            (None, Some(list)) => format!("[[{list}]] {}", key.path.rsplit('.').next().unwrap_or(key.path)),
            (None, None) => key.path.to_owned(),
        };
        let variable = key.variable().map(|name| format!("\n    {name}")).unwrap_or_default();
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{setting}\n    {}{variable}", sentence(key));
        text
    })
}

fn sentence(key: &Key) -> String {
    let secret = if key.kind.is_secret() { "secret: " } else { "" };
    format!("{} ({secret}{})", key.about, key.kind.noun())
}
