//! Commands such as `/start@tertulia_bot spring_sale`.

use tertulia_core::Command;

use crate::{Bot, limits};

use super::entity::Entity;

/// What the beginning of a text says to which bot.
#[derive(Debug, Eq, PartialEq)]
pub(super) enum Spoken {
    /// There is no command.
    Nothing,
    /// A command of this bot.
    Ours(Command),
    /// A command that names another bot.
    Theirs,
}

impl Spoken {
    /// Reads the entity `bot_command` at the very beginning; without one there is no command, whatever the
    /// text looks like. Only a name that is known not to be the bot's makes it another's.
    pub(super) fn read(text: &str, entities: &[Entity], bot: &Bot) -> Self {
        let mut commands = entities.iter().filter(|entity| entity.is("bot_command"));
        let Some(("", written, argument)) = commands.find_map(|entity| at_start(entity, text)) else {
            return Self::Nothing;
        };
        let written = written.strip_prefix('/').unwrap_or(written);
        let (name, to) = written.split_once('@').map_or((written, None), |(name, to)| (name, Some(to)));
        if name.is_empty() {
            return Self::Nothing;
        }
        if to.is_some_and(|to| bot.is_called(to) == Some(false)) {
            return Self::Theirs;
        }
        Self::Ours(Command { name: name.to_lowercase(), argument: argument.trim().to_owned() })
    }

    /// The command, if it is for this bot.
    pub(super) fn into_command(self) -> Option<Command> {
        match self {
            Self::Ours(command) => Some(command),
            Self::Theirs | Self::Nothing => None,
        }
    }
}

fn at_start<'t>(entity: &Entity, text: &'t str) -> Option<(&'t str, &'t str, &'t str)> {
    entity.split(text).filter(|(before, ..)| before.is_empty())
}

/// The parameter of the link that brought the person here, or the bot into the group: both open with
/// `/start`. <https://core.telegram.org/bots/features#deep-linking>
pub(super) fn deep_link(command: &Command) -> Option<String> {
    let value = &command.argument;
    let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-');
    let valid = (1..=limits::DEEP_LINK).contains(&value.len()) && value.bytes().all(allowed);
    (command.name == "start" && valid).then(|| value.clone())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn bot(name: Option<&str>) -> Bot {
        Bot::new("7:A".into(), Vec::new(), name.map(str::to_owned)).unwrap()
    }

    fn read(text: &str, offset: usize, length: usize, name: Option<&str>) -> Spoken {
        let json = json!([
            {"type": "bold", "offset": 0, "length": 1},
            {"type": "bot_command", "offset": offset, "length": length},
        ]);
        let entities: Vec<Entity> = serde_json::from_str(&json.to_string()).unwrap();
        Spoken::read(text, &entities, &bot(name))
    }

    fn ours(name: &str, argument: &str) -> Spoken {
        Spoken::Ours(Command { name: name.to_owned(), argument: argument.to_owned() })
    }

    #[test]
    fn a_command_is_what_the_entity_covers() {
        assert_eq!(read("/Help", 0, 5, None), ours("help", ""));
        assert_eq!(read("/help  me 🤷 \n", 0, 5, None), ours("help", "me 🤷"));
        assert_eq!(read("/help,please", 0, 5, None), ours("help", ",please"));
    }

    #[test]
    fn a_command_stands_at_the_beginning() {
        assert_eq!(read("see /help", 4, 5, None), Spoken::Nothing);
        assert_eq!(read(" /help", 1, 5, None), Spoken::Nothing);
        assert_eq!(Spoken::read("/help", &[], &bot(None)), Spoken::Nothing);
    }

    #[test]
    fn an_entity_that_does_not_fit_is_none() {
        assert_eq!(read("/help", 0, 6, None), Spoken::Nothing);
        assert_eq!(read("🤷", 0, 1, None), Spoken::Nothing);
        assert_eq!(read("/", 0, 1, None), Spoken::Nothing);
        assert_eq!(read("/@b", 0, 3, None), Spoken::Nothing);
    }

    #[test]
    fn another_bots_command_is_not_ours() {
        assert_eq!(read("/help@Other_bot x", 0, 15, Some("mine_bot")), Spoken::Theirs);
        assert_eq!(read("/help@Mine_Bot x", 0, 14, Some("mine_bot")), ours("help", "x"));
        assert_eq!(read("/help@Other_bot x", 0, 15, None), ours("help", "x"), "cannot be checked");
    }

    #[test]
    fn a_link_has_letters_digits_dashes_and_underscores() {
        let link = |name: &str, argument: &str| {
            deep_link(&Command { name: name.to_owned(), argument: argument.to_owned() })
        };
        let longest = "x".repeat(64);
        assert_eq!(link("start", "Spring-Sale_1").as_deref(), Some("Spring-Sale_1"));
        assert_eq!(link("start", &longest), Some(longest.clone()));
        for other in ["", "a b", "é", "a=b", &format!("{longest}x")] {
            assert_eq!(link("start", other), None, "{other}");
        }
        assert_eq!(link("help", "x"), None);
    }
}
