//! Playing a conversation.

use std::{fmt::Write as _, sync::Arc};

use serde::{Deserialize, Serialize};
use tertulia_core::Platform;
use tertulia_simulator::Exchange;

use super::line::{Does, Line, Numbered};
use crate::{
    App,
    test::{Bot, User, expect::told},
};

/// What the bot said after a line, to the person who spoke last.
pub(crate) type Heard = Vec<String>;

/// How a conversation went.
#[derive(Debug, Default, Deserialize, Serialize)]
pub(crate) struct Played {
    /// What was heard after each line.
    pub(crate) heard: Vec<Heard>,
    /// Why turns failed.
    pub(crate) errors: Vec<Failure>,
    /// Why it did not go on.
    pub(crate) failure: Option<Failure>,
    /// What went over the wire.
    #[serde(skip)]
    pub(super) exchanges: Vec<Arc<Exchange>>,
}

/// What went wrong in a conversation, and where.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Failure {
    /// The line of the script.
    pub(crate) number: usize,
    pub(crate) why: String,
}

/// What ends a conversation early.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Judge {
    /// Everything that would fail a test.
    Strict,
    /// Only what people cannot do: the rest is seen in what the bot says.
    Lenient,
}

/// Plays a conversation on one platform; `None` if the bot is not there.
///
/// # Errors
///
/// Everything that is wrong with what is declared.
pub(super) fn play(
    lines: &[Numbered],
    platform: Platform,
    app: App,
    judge: Judge,
) -> Result<Option<Played>, String> {
    let bot = Bot::start(app)?;
    if !bot.platforms().contains(&platform) {
        return Ok(None);
    }
    if judge == Judge::Lenient {
        bot.lenient();
    }
    let mut stage = Stage { bot: bot.on(platform), platform, person: None };
    let mut played = Played::default();
    for Numbered { number, line } in lines {
        let before = bot.traces.borrow().len();
        match stage.happens(line) {
            Ok(happens) => played.heard.push(stage.hear(happens)),
            Err(why) => {
                let why = if judge == Judge::Strict { bot.failure(&why) } else { why };
                played.failure = Some(Failure { number: *number, why });
                break;
            }
        }
        let traces = bot.traces.borrow();
        let errors = traces[before..].iter().filter_map(|trace| trace.error.clone());
        played.errors.extend(errors.map(|why| Failure { number: *number, why }));
    }
    played.exchanges = bot.exchanges();
    Ok(Some(played))
}

/// The bot, and who talks to it.
struct Stage<'a> {
    bot: &'a Bot,
    platform: Platform,
    person: Option<User<'a>>,
}

impl<'a> Stage<'a> {
    /// Does what a line says; `false` if nothing is to be heard after it.
    fn happens(&mut self, line: &Line) -> Result<bool, String> {
        match line {
            Line::Does(who, what, _) => {
                let user = self.person.insert(self.bot.user(who));
                let act = match what {
                    Does::Press(title) => user.pressing(title)?,
                    Does::Start => user.beginning(),
                    Does::React(emoji) => user.reaction(emoji)?,
                    Does::Act(act) => act.clone(),
                };
                user.try_to(&act)?;
                Ok(true)
            }
            Line::Wait(time, _) => {
                self.person.iter().for_each(User::look);
                self.bot.try_advance(*time)?;
                Ok(true)
            }
            Line::Fault(fault, _) => {
                self.bot.on(self.platform).fault(*fault);
                Ok(false)
            }
            Line::Remark(_) | Line::On(_) | Line::Says(..) => Ok(false),
        }
    }

    fn hear(&self, happens: bool) -> Heard {
        self.person.as_ref().filter(|_| happens).map(hear).unwrap_or_default()
    }
}

/// What the bot says to a person now. Choices that stand below the chat are those of the last message.
fn hear(person: &User<'_>) -> Heard {
    let mut heard: Heard =
        std::iter::from_fn(|| person.next()).map(|bubble| trimmed(&told(&bubble))).collect();
    let composer = person.chat().composer;
    let keys = composer.keyboard.iter().flat_map(|keyboard| keyboard.rows.iter().flatten());
    if let Some(last) = heard.last_mut() {
        for choice in composer.quick_replies.iter().chain(keys) {
            // Writing to a string cannot fail.
            let _ = write!(last, " [{}]", choice.title);
        }
    }
    heard
}

/// A text as a script can hold it: without space around its lines.
fn trimmed(text: &str) -> String {
    text.lines().map(str::trim).collect::<Vec<_>>().join("\n")
}
