//! What is written down while a turn runs.

use std::{
    panic::Location,
    sync::{Arc, Mutex, PoisonError},
};

use crate::{
    Verdict,
    block::Rank,
    chat_log::Remarks,
    flow::{Flow, Goal, Next},
    nlu::Understanding,
    state::ConversationState,
};

use super::SaidMessage;

/// Writes down what happens in a turn, if it is on. [`Program::trace`](crate::program::Program::trace) makes it readable.
///
/// While it is off it costs nothing; while it is on, little: names are looked up when somebody reads. Apart from that it
/// may note what is said, for a log of the conversation, and where the turn stands, for reports of what fails.
#[derive(Clone, Debug, Default)]
pub struct Recorder {
    record: Option<Arc<Mutex<Record>>>,
    remarks: Option<Arc<Mutex<Remarks>>>,
    place: Option<Arc<Mutex<Option<Place>>>>,
}

/// A line of the author's.
type Place = &'static Location<'static>;

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
        Self { record: Some(Arc::default()), ..Self::default() }
    }

    /// The same, which also notes what is said.
    #[must_use]
    pub fn with_remarks(self) -> Self {
        Self { remarks: Some(Arc::default()), ..self }
    }

    /// The same, which also notes where the turn stands.
    #[must_use]
    pub fn with_place(self) -> Self {
        Self { place: Some(Arc::default()), ..self }
    }

    /// Where the block is declared that began last, if that is noted: when a turn has failed, the one that failed.
    pub fn place(&self) -> Option<&'static Location<'static>> {
        *self.place.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that a block begins, if that is to be.
    pub(crate) fn begin_block(&self, at: Place) {
        if let Some(place) = &self.place {
            *place.lock().unwrap_or_else(PoisonError::into_inner) = Some(at);
        }
    }

    /// One for what is said instead, when a turn has failed: what was heard stays noted, what the turn said is forgotten.
    #[must_use]
    pub fn instead(&self) -> Self {
        self.remark(|remarks| remarks.said.clear());
        Self { remarks: self.remarks.clone(), ..Self::default() }
    }

    /// What was heard and said so far, if that is noted.
    pub fn remarks(&self) -> Option<Remarks> {
        let remarks = self.remarks.as_ref()?;
        Some(remarks.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }

    /// Notes what is heard or said, if that is to be. What is to be noted is made only then.
    pub(crate) fn remark(&self, note: impl FnOnce(&mut Remarks)) {
        if let Some(remarks) = &self.remarks {
            note(&mut remarks.lock().unwrap_or_else(PoisonError::into_inner));
        }
    }

    /// Whether it writes anything down.
    pub fn is_on(&self) -> bool {
        self.record.is_some()
    }

    /// Writes something down, if it is on. What is to be written is made only then.
    pub(crate) fn note(&self, write: impl FnOnce(&mut Record)) {
        if let Some(record) = &self.record {
            write(&mut record.lock().unwrap_or_else(PoisonError::into_inner));
        }
    }

    /// What was written down so far.
    pub(crate) fn record(&self) -> Record {
        let record =
            self.record.as_ref().map(|record| record.lock().unwrap_or_else(PoisonError::into_inner).clone());
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
