//! What a conversation was to be, beside what it is.

use tertulia_core::Platform;

use super::{
    line::{Line, Numbered},
    play::Heard,
};

/// A line of a conversation, as it is written down or as it was heard.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Compared {
    /// The line of the script; of what is not in it, the line after which it was heard.
    pub(crate) number: usize,
    pub(crate) how: How,
    /// What stands there: `bot: Hello!`.
    pub(crate) text: String,
}

/// Where a line is found.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum How {
    /// In the script, and heard or done.
    Both,
    /// In the script alone.
    Expected,
    /// Not in the script.
    Said,
}

impl How {
    /// How a comparison shows it.
    pub(crate) fn sign(self) -> char {
        match self {
            Self::Both => ' ',
            Self::Expected => '-',
            Self::Said => '+',
        }
    }
}

/// The conversation line by line. It ends where playing it ended.
pub(super) fn compare(lines: &[Numbered], platform: Platform, heard: &[Heard]) -> Vec<Compared> {
    let mut compared = Vec::new();
    let mut waiting = Vec::new().into_iter();
    let mut last = 0;
    let bot = |said: &str| format!("bot: {said}");
    for (Numbered { number, line }, heard) in lines.iter().zip(heard) {
        let number = *number;
        let mut add = |number, how, text| compared.push(Compared { number, how, text });
        match line {
            Line::Says(on, _) if !on.is_empty() && !on.contains(&platform) => {}
            Line::Says(_, says) => match waiting.next() {
                Some(said) if said == *says => add(number, How::Both, bot(says)),
                said => {
                    add(number, How::Expected, bot(says));
                    said.into_iter().for_each(|said: String| add(number, How::Said, bot(&said)));
                }
            },
            Line::Does(..) | Line::Wait(..) => {
                waiting.for_each(|said| add(last, How::Said, bot(&said)));
                waiting = heard.clone().into_iter();
                match line {
                    Line::Does(who, _, what) => add(number, How::Both, format!("{who}: {what}")),
                    Line::Wait(_, time) => add(number, How::Both, format!("wait {time}")),
                    _ => {}
                }
            }
            Line::Remark(_) | Line::On(_) | Line::Fault(..) => continue,
        }
        last = number;
    }
    waiting.for_each(|said| compared.push(Compared { number: last, how: How::Said, text: bot(&said) }));
    compared
}

/// Whether everything is as it was to be.
pub(crate) fn is_same(compared: &[Compared]) -> bool {
    compared.iter().all(|line| line.how == How::Both)
}
