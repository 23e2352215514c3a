//! What the bot says back: collected in order during the turn, sent after it is saved.

mod addressee;
mod earlier;
mod manner;
mod outside_window;
mod say;

use std::{
    fmt,
    panic::Location,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Line, Message, Wording, event::Speech};

pub use addressee::Addressee;
pub(crate) use earlier::{Deletion, Earlier};
pub(crate) use manner::Manner;
pub use outside_window::Fallback;

/// A handle on the messages of this turn. Cheap to clone; nothing fails and nothing is sent during the turn.
///
/// A message that cannot be (no text, no buttons) is recorded with the author's line, and the turn fails as a
/// whole when it ends.
///
/// ```
/// use tertulia_core::{Button, Reply};
///
/// fn greet(reply: Reply) {
///     reply.text("Hello!").quick_reply("Shall we?", [
///         Button::postback("Yes", "yes"),
///         Button::postback("No", "no"),
///     ]);
/// }
/// ```
///
/// What [`Handle::to`](crate::Handle::to) gives is one, too: to an [`Addressee`], and sent by
/// [`send`](Reply::send).
#[derive(Clone)]
pub struct Reply<To = ()> {
    draft: Arc<Mutex<Draft>>,
    manner: Manner,
    /// To whom, if not to the person whose turn it is.
    to: To,
}

/// Nothing said yet.
impl Default for Reply {
    fn default() -> Self {
        Self { draft: Arc::default(), manner: Manner::default(), to: () }
    }
}

#[derive(Default)]
struct Draft {
    said: Vec<Said>,
    deletions: Vec<Deletion>,
    notice: Option<Shown>,
    faults: Vec<(String, Line)>,
    /// Which context speaks, as an index into the program's.
    speaker: usize,
    /// The line that speaks when a block ends with what it says.
    block: Option<&'static Location<'static>>,
    closed: bool,
}

/// A message, with who said it and where in the author's source.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(crate) struct Said {
    pub(crate) says: Says,
    pub(crate) manner: Manner,
    /// Nobody, where it is written down: then the default context speaks.
    #[serde(skip)]
    pub(crate) speaker: usize,
    pub(crate) at: Line,
}

/// What is said: a message, or a template that becomes several once it is known in which context.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Says {
    Message(Box<Message>),
    Template { name: String, values: Value },
}

/// A notice over the chat.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    pub(crate) text: Wording,
    pub(crate) alert: bool,
}

/// What a turn said.
pub(crate) struct Spoken {
    pub(crate) said: Vec<Said>,
    pub(crate) deletions: Vec<Deletion>,
    pub(crate) notice: Option<Shown>,
    pub(crate) faults: Vec<(String, Line)>,
}

impl<To: Clone> Reply<To> {
    /// Tells why something cannot be said: the turn fails as a whole when it ends, with this reason and the author's
    /// line. For the builders of the platforms' crates, which know limits of their own.
    #[track_caller]
    pub fn refuse(&self, reason: impl Into<String>) -> Self {
        self.fault(reason, Location::caller());
        self.clone()
    }

    /// Records something that cannot be, for the turn to fail as a whole.
    pub(crate) fn fault(&self, text: impl Into<String>, at: impl Into<Line>) {
        self.draft().faults.push((text.into(), at.into()));
    }

    fn with(&self, manner: Manner) -> Self {
        Self { manner, ..self.clone() }
    }

    fn notice(&self, text: Wording, alert: bool) -> Self {
        self.draft().notice = Some(Shown { text, alert });
        self.clone()
    }

    fn push(&self, says: Says, at: &'static Location<'static>) {
        let mut draft = self.draft();
        if draft.closed {
            tracing::error!(%at, "a reply after the end of its turn is not sent");
            return;
        }
        let speaker = draft.speaker;
        draft.said.push(Said { says, manner: self.manner.clone(), speaker, at: at.into() });
    }
}

impl<To> Reply<To> {
    fn draft(&self) -> MutexGuard<'_, Draft> {
        // A panic while it is held would lose a push at most, and the turn fails anyway.
        self.draft.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Reply {
    /// Says what a block ended with, as if said where the block is declared.
    pub(crate) fn say_at_end(&self, message: Message) {
        let at = self.draft().block.unwrap_or_else(|| Location::caller());
        self.push(Says::Message(Box::new(message)), at);
    }

    /// Says what was written down, in the name of a speaker.
    pub(crate) fn repeat(&self, speech: Speech, speaker: usize) {
        let mut draft = self.draft();
        draft.said = speech.said.into_iter().map(|said| Said { speaker, ..said }).collect();
        draft.deletions = speech.deletions;
    }

    /// From here on `speaker` speaks, in the block declared there.
    pub(crate) fn begin_block(&self, speaker: usize, at: &'static Location<'static>) {
        let mut draft = self.draft();
        draft.speaker = speaker;
        draft.block = Some(at);
    }

    /// How much the person gets to read or see so far: a sign of typing is nothing, and a notice only where the
    /// press can be answered with one.
    pub(crate) fn heard(&self, notices_show: bool) -> usize {
        let draft = self.draft();
        let messages = draft.said.iter().filter(|said| !said.says.is_sign());
        messages.count() + draft.deletions.len() + usize::from(notices_show && draft.notice.is_some())
    }

    /// Takes what was said. Whoever still speaks from here on is not heard, and told so in the log.
    pub(crate) fn close(&self) -> Spoken {
        let mut draft = self.draft();
        draft.closed = true;
        let Draft { said, deletions, notice, faults, .. } = std::mem::take(&mut *draft);
        draft.closed = true;
        Spoken { said, deletions, notice, faults }
    }
}

impl Says {
    /// Whether it is nothing but a sign.
    fn is_sign(&self) -> bool {
        matches!(self, Self::Message(message) if message.is_sign())
    }
}

impl<To> fmt::Debug for Reply<To> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.draft().said.iter().map(|said| &said.says)).finish()
    }
}
