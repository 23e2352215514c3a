//! What the bot says back: collected in order during the turn, sent after it is saved.

use std::{
    fmt,
    panic::Location,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use crate::{Button, IntoMessage, List, Message, Question, Wording, turn::Ambiguity};

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
#[derive(Clone, Default)]
pub struct Reply {
    draft: Arc<Mutex<Draft>>,
    manner: Manner,
}

/// How something is said.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Manner {
    pub(crate) ambiguity: Ambiguity,
    /// Whether its titles can be typed, if that was said.
    pub(crate) typed: Option<bool>,
    /// Whether its two choices are yes and no.
    pub(crate) confirms: bool,
}

#[derive(Default)]
struct Draft {
    said: Vec<Said>,
    notice: Option<Shown>,
    faults: Vec<(String, &'static Location<'static>)>,
    /// Which context speaks, as an index into the program's.
    speaker: usize,
    /// The line that speaks when a block ends with what it says.
    block: Option<&'static Location<'static>>,
    closed: bool,
}

/// A message, with who said it and where in the author's source.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    pub(crate) message: Message,
    pub(crate) manner: Manner,
    pub(crate) speaker: usize,
    pub(crate) at: &'static Location<'static>,
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
    pub(crate) notice: Option<Shown>,
    pub(crate) faults: Vec<(String, &'static Location<'static>)>,
}

impl Reply {
    /// Says a text.
    #[track_caller]
    pub fn text(&self, text: impl Into<Wording>) -> Self {
        self.say(text.into())
    }

    /// Says a text with buttons that stay.
    #[track_caller]
    pub fn button(&self, text: impl Into<Wording>, buttons: impl IntoIterator<Item = Button>) -> Self {
        self.say(Message::Buttons(Question { text: text.into(), buttons: buttons.into_iter().collect() }))
    }

    /// Says a text with buttons that are gone once one is pressed.
    #[track_caller]
    pub fn quick_reply(&self, text: impl Into<Wording>, buttons: impl IntoIterator<Item = Button>) -> Self {
        self.say(Message::QuickReplies(Question {
            text: text.into(),
            buttons: buttons.into_iter().collect(),
        }))
    }

    /// Asks for a yes or a no, with quick replies that can be typed, too: by their titles, and by the words for yes, no and
    /// cancel in the person's language (`tertulia-yes-words` and `tertulia-no-words` among the bot's texts).
    ///
    /// ```
    /// # use tertulia_core::{Button, Reply};
    /// # fn ask(reply: Reply) {
    /// reply.confirm("Delete it for ever?", Button::postback("Delete", "delete"), Button::postback("Keep", "keep"));
    /// # }
    /// ```
    #[track_caller]
    pub fn confirm(&self, question: impl Into<Wording>, yes: Button, no: Button) -> Self {
        let message = Message::QuickReplies(Question { text: question.into(), buttons: vec![yes, no] });
        let typed = self.manner.typed.or(Some(true));
        self.with(Manner { typed, confirms: true, ..self.manner }).push(message, Location::caller());
        self.clone()
    }

    /// Offers a list to choose one row from.
    #[track_caller]
    pub fn list(&self, list: List) -> Self {
        self.say(Message::List(list))
    }

    /// Shows that the bot is writing, for that time, before the next message goes out.
    #[track_caller]
    pub fn typing(&self, time: Duration) -> Self {
        self.say(Message::Typing(time))
    }

    /// What is said through the reply this gives is rather never sent than twice, if a connection breaks or the
    /// process ends at the wrong moment: a code that is good once, say. Then there is a `delivery_unknown` event.
    ///
    /// ```
    /// # fn pay(reply: tertulia_core::Reply) {
    /// reply.text("Your code:").maybe_never().text("493-028");
    /// # }
    /// ```
    #[must_use]
    pub fn maybe_never(&self) -> Self {
        self.with(Manner { ambiguity: Ambiguity::MaybeNever, ..self.manner })
    }

    /// Whether typing the title of a button, quick reply or list row that is shown through the reply this gives
    /// presses it, whatever `replies.typed_postbacks` says.
    ///
    /// The title counts as written and as shown, before any block for texts; something close to one title alone
    /// after keywords. It counts until the next reply that has something to choose, and for quick replies until one of
    /// them is chosen. While a question waits for its answer, only titles shown since it was put count.
    ///
    /// ```
    /// # use tertulia_core::{Button, Reply};
    /// # fn ask(reply: Reply) {
    /// reply.typed_postbacks(true).quick_reply("Coffee or tea?", [
    ///     Button::postback("Coffee", "coffee"),
    ///     Button::postback("Tea", "tea"),
    /// ]);
    /// # }
    /// ```
    #[must_use]
    pub fn typed_postbacks(&self, typed: bool) -> Self {
        self.with(Manner { typed: Some(typed), ..self.manner })
    }

    /// Answers a press on Telegram with a short notice over the chat (200 characters at most are shown).
    /// Elsewhere, and without a press, it is not shown: use it beside what has to be said.
    pub fn toast(&self, text: impl Into<Wording>) -> Self {
        self.notice(text.into(), false)
    }

    /// Like [`Reply::toast`], but the person has to dismiss it.
    pub fn alert(&self, text: impl Into<Wording>) -> Self {
        self.notice(text.into(), true)
    }

    /// Says anything that can be said.
    #[track_caller]
    pub fn say(&self, message: impl IntoMessage) -> Self {
        self.push(message.into_message(), Location::caller());
        self.clone()
    }

    /// Says what a block ended with, as if said where the block is declared.
    pub(crate) fn say_at_end(&self, message: Message) {
        let at = self.draft().block.unwrap_or_else(|| Location::caller());
        self.push(message, at);
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
        let messages = draft.said.iter().filter(|said| !matches!(said.message, Message::Typing(_)));
        messages.count() + usize::from(notices_show && draft.notice.is_some())
    }

    /// Records something that cannot be, for the turn to fail as a whole.
    pub(crate) fn fault(&self, text: impl Into<String>, at: &'static Location<'static>) {
        self.draft().faults.push((text.into(), at));
    }

    /// Takes what was said. Whoever still speaks from here on is not heard, and told so in the log.
    pub(crate) fn close(&self) -> Spoken {
        let mut draft = self.draft();
        draft.closed = true;
        let Draft { said, notice, faults, .. } = std::mem::take(&mut *draft);
        draft.closed = true;
        Spoken { said, notice, faults }
    }

    fn with(&self, manner: Manner) -> Self {
        Self { draft: Arc::clone(&self.draft), manner }
    }

    fn notice(&self, text: Wording, alert: bool) -> Self {
        self.draft().notice = Some(Shown { text, alert });
        self.clone()
    }

    fn push(&self, message: Message, at: &'static Location<'static>) {
        let mut draft = self.draft();
        if draft.closed {
            tracing::error!(%at, "a reply after the end of its turn is not sent");
            return;
        }
        let speaker = draft.speaker;
        draft.said.push(Said { message, manner: self.manner, speaker, at });
    }

    fn draft(&self) -> MutexGuard<'_, Draft> {
        // A panic while it is held would lose a push at most, and the turn fails anyway.
        self.draft.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.draft().said.iter().map(|said| &said.message)).finish()
    }
}
