//! What is asked in a terminal.

use std::io::{BufRead, Write};

use clap::ValueEnum as _;

use crate::{fault::Fault, name::ProjectName, platforms::Platform};

/// Somebody who can be asked.
#[derive(Debug)]
pub(super) struct Questions<Answers, Asks> {
    pub(super) answers: Answers,
    pub(super) asks: Asks,
}

impl<Answers: BufRead, Asks: Write> Questions<Answers, Asks> {
    /// What is the bot called? Asked until the answer is a name.
    pub(super) fn name(&mut self) -> Result<ProjectName, Fault> {
        self.until_right("Name of the bot", "my_bot", |answer| {
            answer.parse().map_err(|error: crate::name::NotAName| error.to_string())
        })
    }

    /// Which platforms is it for?
    pub(super) fn platforms(&mut self) -> Result<Vec<Platform>, Fault> {
        self.until_right("Platforms (telegram, whatsapp, messenger)", "all", |answer| {
            if answer == "all" {
                return Ok(Platform::ALL.into());
            }
            let words = answer.split([',', ' ']).filter(|word| !word.is_empty());
            let platform = |word: &str| {
                Platform::from_str(word, true)
                    .map_err(|_| format!("{word:?} is none of telegram, whatsapp, messenger"))
            };
            words.map(platform).collect()
        })
    }

    /// Asks until the answer can be read. An empty one is the usual one; no answer at all ends it.
    fn until_right<T>(
        &mut self,
        question: &str,
        usual: &str,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Result<T, Fault> {
        loop {
            let shown = write!(self.asks, "{question} [{usual}]: ").and_then(|()| self.asks.flush());
            shown.map_err(|error| Fault::Write { path: "the terminal".into(), error })?;
            let mut line = String::new();
            let length = self.answers.read_line(&mut line);
            if length.map_err(|error| Fault::Read { path: "the terminal".into(), error })? == 0 {
                return Err(Fault::Answer(format!("there was no answer to: {question}")));
            }
            let answer = if line.trim().is_empty() { usual } else { line.trim() };
            match read(answer) {
                Ok(value) => return Ok(value),
                Err(why) => {
                    let told = writeln!(self.asks, "{why}.");
                    told.map_err(|error| Fault::Write { path: "the terminal".into(), error })?;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked<T>(
        answers: &'static str,
        ask: impl FnOnce(&mut Questions<&'static [u8], Vec<u8>>) -> Result<T, Fault>,
    ) -> (Result<T, String>, String) {
        let mut questions = Questions { answers: answers.as_bytes(), asks: Vec::new() };
        let answer = ask(&mut questions).map_err(|fault| fault.to_string());
        (answer, String::from_utf8(questions.asks).unwrap())
    }

    #[test]
    fn a_name_is_asked_for_until_it_is_one() {
        let (name, said) = asked("test\nmy robin\nrobin\n", Questions::name);
        assert_eq!(name.unwrap().as_str(), "robin");
        assert_eq!(said.matches("Name of the bot [my_bot]: ").count(), 3, "{said}");
        assert!(said.contains("it is a crate that Rust brings") && said.contains("not ' '"), "{said}");
    }

    #[test]
    fn an_empty_answer_is_the_usual_one() {
        assert_eq!(asked("\n", Questions::name).0.unwrap().as_str(), "my_bot");
        assert_eq!(asked("  \n", Questions::platforms).0, Ok(Platform::ALL.into()));
    }

    #[test]
    fn platforms_are_separated_by_commas_or_blanks() {
        let both = vec![Platform::WhatsApp, Platform::Telegram];
        assert_eq!(asked("WhatsApp, telegram\n", Questions::platforms).0, Ok(both.clone()));
        let (platforms, said) = asked("whatsapp signal\nwhatsapp telegram", Questions::platforms);
        assert_eq!(platforms, Ok(both));
        assert!(said.contains("\"signal\" is none of telegram, whatsapp, messenger."), "{said}");
    }

    #[test]
    fn who_does_not_answer_is_not_asked_for_ever() {
        let (name, _) = asked("test\n", Questions::name);
        assert_eq!(name.unwrap_err(), "there was no answer to: Name of the bot");
    }
}
