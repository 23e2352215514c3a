//! What is written down while a turn runs.

use std::{
    panic::Location,
    sync::{Arc, Mutex, PoisonError},
};

use crate::{
    Verdict,
    block::Rank,
    flow::{Flow, Goal, Next},
    nlu::Understanding,
    state::ConversationState,
};

use super::SaidMessage;

/// Writes down what happens in a turn, if it is on. [`Program::trace`](crate::program::Program::trace) makes it readable.
///
/// While it is off it costs nothing; while it is on, little: names are looked up when somebody reads.
#[derive(Clone, Debug, Default)]
pub struct Recorder(Option<Arc<Mutex<Record>>>);

/// What was written down.
#[derive(Clone, Debug, Default)]
pub(crate) struct Record {
    pub(crate) steps: Vec<RecordedStep>,
    pub(crate) messages: Vec<SaidMessage>,
    pub(crate) meaning: Option<Understanding>,
    /// How it ended, unless it failed.
    pub(crate) end: Option<(Verdict, ConversationState)>,
}

/// Something that was done.
#[derive(Clone, Debug)]
pub(crate) enum RecordedStep {
    Block { room: usize, rank: Rank, at: &'static Location<'static>, end: End },
    Move { room: usize },
}

/// What a block ended with.
#[derive(Clone, Debug)]
pub(crate) enum End {
    Done,
    Pass,
    Halt,
    Go(&'static str, Option<String>),
    Rejected(String),
    Failed(String),
}

impl Recorder {
    /// One that writes down what happens in one turn.
    pub fn on() -> Self {
        Self(Some(Arc::default()))
    }

    /// Whether it writes anything down.
    pub fn is_on(&self) -> bool {
        self.0.is_some()
    }

    /// Writes something down, if it is on. What is to be written is made only then.
    pub(crate) fn note(&self, write: impl FnOnce(&mut Record)) {
        if let Some(record) = &self.0 {
            write(&mut record.lock().unwrap_or_else(PoisonError::into_inner));
        }
    }

    /// What was written down so far.
    pub(crate) fn record(&self) -> Record {
        let record =
            self.0.as_ref().map(|record| record.lock().unwrap_or_else(PoisonError::into_inner).clone());
        record.unwrap_or_default()
    }
}

impl From<&Flow> for End {
    fn from(flow: &Flow) -> Self {
        let Some(go) = &flow.go else {
            return match flow.next {
                Next::Done => Self::Done,
                Next::Pass => Self::Pass,
                Next::Halt => Self::Halt,
            };
        };
        match &go.to {
            Goal::Change(route) => Self::Go("change_to", Some(route.to_string())),
            Goal::Ask(route) => Self::Go("ask", Some(route.to_string())),
            Goal::Delegate { to, .. } => Self::Go("delegate_to", Some(to.to_string())),
            Goal::Leave => Self::Go("leave", None),
            Goal::Keep => Self::Go("keep", None),
            Goal::Saved => Self::Go("return_to_saved", None),
            Goal::Stay => Self::Go("stay", None),
            Goal::Form(_) => Self::Go("a step of the form", None),
        }
    }
}
