//! What happened in a turn, for people to read: in the playground, in the terminal, in the failure of a test.

mod recorder;
mod redact;
mod said;
mod summary;
mod text;

pub use recorder::Recorder;
pub(crate) use recorder::{End, Record, RecordedStep};
pub(crate) use said::said;
pub(crate) use summary::summary;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::nlu::Understanding;

/// One turn: what came in, which blocks were tried, what they did, and what came of it.
///
/// It prints as the text that `why` shows.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(default)]
pub struct Trace {
    /// The number of the event.
    pub event: i64,
    /// When the turn began.
    pub at: Timestamp,
    /// The platform.
    pub platform: String,
    /// The platform's id of the person.
    pub user: String,
    /// The person's name, if it is known.
    pub name: Option<String>,
    /// What came in: ``press of `yes` ``.
    pub summary: String,
    /// The context whose blocks were asked, and why that one.
    pub routed: String,
    /// How the turn ended: a [`Verdict`](crate::Verdict), or `failed`.
    pub verdict: String,
    /// The contexts that the conversation was in, the current one last.
    pub before: Vec<String>,
    /// The contexts that it is in from now on.
    pub after: Vec<String>,
    /// Every block that was or might have been asked, in the order of matching.
    pub tried: Vec<Tried>,
    /// What was done, in order.
    pub steps: Vec<Step>,
    /// What the text means, if that was asked.
    pub meaning: Option<Understanding>,
    /// What the conversation remembers, before and after.
    pub session: Remembered,
    /// What was said.
    pub messages: Vec<SaidMessage>,
    /// How long the blocks took, in milliseconds.
    pub millis: f64,
    /// How often the turn has begun.
    pub attempt: u32,
    /// Why the turn failed.
    pub error: Option<String>,
}

/// A block, and why it took the event or did not.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Tried {
    /// The context it is declared in.
    pub context: String,
    /// The block: ``postback `yes` ``.
    pub block: String,
    /// Where it is declared.
    pub at: String,
    /// Whether it took the event.
    pub took: bool,
    /// Why, or why not.
    pub why: String,
}

/// Something that was done in a turn.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(tag = "step", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Step {
    /// A block ran.
    Block {
        /// The context it is declared in; empty for blocks of the app.
        context: String,
        /// The method that declares it.
        block: String,
        /// Where it is declared.
        at: String,
        /// What it ended with: `done`, `pass`, `halt`, a move, or that it could not be given what it takes.
        end: String,
    },
    /// The conversation moved.
    Move {
        /// The context that it is in now.
        to: String,
    },
}

/// What a conversation remembers: the values of `Session<T>`, by name.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(default)]
pub struct Remembered {
    /// Before the turn.
    pub before: Map<String, Value>,
    /// After it.
    pub after: Map<String, Value>,
}

/// A message that was said.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(default)]
pub struct SaidMessage {
    /// The author's line.
    pub at: String,
    /// What was said: `quick_reply "Shall we?"`.
    pub said: String,
    /// In how many parts it is shown.
    pub parts: usize,
    /// What the platform lacks for it, and what is shown instead.
    pub losses: Vec<String>,
    /// What is hardly meant: a button that no block answers, a text that is cut. It fails a test.
    pub doubts: Vec<String>,
}
