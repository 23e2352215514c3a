//! Commands, as people write them.

use serde::{Deserialize, Serialize};

/// A command such as `/help`, with what follows it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Command {
    /// The name, lower case and without the slash.
    pub name: String,
    /// The rest of the text, trimmed.
    pub argument: String,
}

impl Command {
    /// Reads a typed `/name argument`, as people write it on platforms that have no commands of their own.
    pub fn typed(text: &str) -> Option<Self> {
        let rest = text.trim_start().strip_prefix('/')?;
        let (name, argument) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let valid = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        valid.then(|| Self { name: name.to_ascii_lowercase(), argument: argument.trim().to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_command_is_a_slash_and_a_word() {
        let command = Command::typed("/Help  me please ").unwrap();
        assert_eq!((command.name.as_str(), command.argument.as_str()), ("help", "me please"));
        for text in ["help", "/", "/ help", "see /help", "/usr/bin", "/é"] {
            assert_eq!(Command::typed(text), None, "{text}");
        }
    }
}
