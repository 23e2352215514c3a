//! What a person writes in the terminal.

use std::{path::PathBuf, time::Duration};

/// What can be written instead of a text.
pub(super) const HELP: &str = "\
What you write is said to the bot. A number presses what has it. Besides:
  /as PLATFORM     goes on as messenger, whatsapp or telegram
  /press TITLE     presses what has that title; if nothing has, an old button that
                   carried that payload: `/press get_started`
  /begin           presses the button of a new chat
  /wait SECONDS    lets time pass
  /save FILE.chat  writes the conversation on this platform down, for `replay` and tests
  /help            this
  /quit            ends it, as does the end of the input";

/// What is to be done.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Said {
    Nothing,
    Help,
    Quit,
    /// Goes on on another platform.
    As(String),
    Wait(Duration),
    Begin,
    /// Presses what has that title, or carried that payload.
    Press(String),
    /// Presses what has that number.
    Number(usize),
    Save(PathBuf),
    Text(String),
}

impl Said {
    /// Reads a line.
    ///
    /// # Errors
    ///
    /// What is missing.
    pub(super) fn read(line: &str) -> Result<Self, String> {
        let line = line.trim();
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let rest = rest.trim();
        let wanted = |what: &str| if rest.is_empty() { Err(what.to_owned()) } else { Ok(rest.to_owned()) };
        Ok(match word {
            "" => Self::Nothing,
            "/help" => Self::Help,
            "/quit" => Self::Quit,
            "/as" => Self::As(rest.to_owned()),
            "/wait" => {
                let seconds = rest.parse().map_err(|_| "how many seconds?")?;
                Self::Wait(Duration::from_secs(seconds))
            }
            "/begin" => Self::Begin,
            "/press" => Self::Press(wanted("press what? A title, or a payload")?),
            "/save" => {
                let file = PathBuf::from(wanted("save it where? `/save greeting.chat`")?);
                let is_chat = file.extension().is_some_and(|extension| extension == "chat");
                if is_chat {
                    Self::Save(file)
                } else {
                    return Err("a conversation is a file `*.chat`".to_owned());
                }
            }
            number => match number.parse() {
                Ok(number) if rest.is_empty() => Self::Number(number),
                _ => Self::Text(line.to_owned()),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_begins_a_line_is_a_command() {
        for (line, said) in [
            ("  ", Said::Nothing),
            ("2", Said::Number(2)),
            ("2 of them", Said::Text("2 of them".into())),
            ("/start now", Said::Text("/start now".into())),
            ("/press  Of course! ", Said::Press("Of course!".into())),
            ("/save a b.chat", Said::Save("a b.chat".into())),
            ("/wait 3", Said::Wait(Duration::from_secs(3))),
        ] {
            assert_eq!(Said::read(line), Ok(said), "{line}");
        }
        for line in ["/press", "/save", "/save notes.txt", "/wait long"] {
            assert!(Said::read(line).is_err(), "{line}");
        }
    }
}
