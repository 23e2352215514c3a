//! Playing a conversation.

use std::{fmt::Write as _, sync::Arc};

use tertulia_core::Platform;
use tertulia_simulator::Exchange;

use super::line::{Does, Line};
use crate::{
    App,
    test::{Bot, User, expect::told},
};

/// What the bot said after a line, to the person who spoke last.
pub(super) type Heard = Vec<String>;

/// Plays a conversation on one platform. Gives what was heard after each line, and what went over the wire; `None` if the bot
/// is not on that platform.
pub(super) fn play(lines: &[Line], platform: Platform, app: App) -> Option<(Vec<Heard>, Vec<Arc<Exchange>>)> {
    let bot = Bot::new(app);
    if !bot.platforms().contains(&platform) {
        return None;
    }
    let mut person: Option<User<'_>> = None;
    let mut heard = Vec::with_capacity(lines.len());
    for line in lines {
        let happens = match line {
            Line::Does(who, what, _) => {
                let user = bot.on(platform).user(who);
                match what {
                    Does::Press(title) => _ = user.press(title),
                    Does::Start => _ = user.start(),
                    Does::React(emoji) => _ = user.react(emoji),
                    Does::Act(act) => _ = user.does(act),
                }
                person = Some(user);
                true
            }
            Line::Wait(time, _) => {
                person.iter().for_each(User::look);
                bot.advance(*time);
                true
            }
            Line::Fault(fault, _) => {
                bot.on(platform).fault(*fault);
                false
            }
            Line::Remark(_) | Line::On(_) | Line::Says(..) => false,
        };
        heard.push(person.as_ref().filter(|_| happens).map(hear).unwrap_or_default());
    }
    Some((heard, bot.exchanges()))
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

/// Where what was heard is not what is written down.
pub(super) fn differences(lines: &[Line], platform: Platform, heard: &[Heard]) -> Option<String> {
    let mut text = String::new();
    let mut differ = false;
    let mut waiting = Vec::new().into_iter();
    for (line, heard) in lines.iter().zip(heard) {
        match line {
            Line::Says(on, _) if !on.is_empty() && !on.contains(&platform) => {}
            Line::Says(_, says) => match waiting.next() {
                Some(said) if said == *says => _ = writeln!(text, "   bot: {said}"),
                said => {
                    differ = true;
                    let _ = writeln!(text, " - bot: {says}");
                    if let Some(said) = said {
                        let _ = writeln!(text, " + bot: {said}");
                    }
                }
            },
            Line::Does(..) | Line::Wait(..) => {
                differ |= unexpected(&mut text, &mut waiting);
                waiting = heard.clone().into_iter();
                let _ = match line {
                    Line::Does(who, _, what) => writeln!(text, "   {who}: {what}"),
                    Line::Wait(_, time) => writeln!(text, "   wait {time}"),
                    _ => Ok(()),
                };
            }
            Line::Remark(_) | Line::On(_) | Line::Fault(..) => {}
        }
    }
    differ |= unexpected(&mut text, &mut waiting);
    differ.then_some(text)
}

/// Writes down what was said and is not in the script.
fn unexpected(text: &mut String, waiting: &mut std::vec::IntoIter<String>) -> bool {
    let before = text.len();
    waiting.for_each(|said| _ = writeln!(text, " + bot: {said}"));
    text.len() > before
}
