//! Polls.

use std::time::Duration;

use serde_json::{Value, json};
use tertulia_core::{IntoMessage, Native, Wording};

use crate::limits;

use super::native;

/// A poll or a quiz: <https://core.telegram.org/bots/api#sendpoll>.
///
/// ```
/// use tertulia_core::Reply;
/// use tertulia_telegram::reply::{Poll, TelegramReply as _};
///
/// fn quiz(reply: Reply) {
///     let poll = Poll::new("What is the capital of Italy?", ["Milan", "Rome"]);
///     reply.telegram_poll(poll.quiz(1).explanation("Since 1871.").elsewhere("The capital of Italy is Rome."));
/// }
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Poll {
    question: Wording,
    options: Vec<Wording>,
    public: bool,
    several: bool,
    correct: Option<usize>,
    explanation: Option<Wording>,
    open_for: Option<Duration>,
    elsewhere: Option<tertulia_core::Message>,
}

impl Poll {
    /// A question (300 characters at most) with up to 12 options (100 characters at most), of which everybody chooses one
    /// and nobody sees who chose which.
    pub fn new<O: Into<Wording>>(question: impl Into<Wording>, options: impl IntoIterator<Item = O>) -> Self {
        Self {
            question: question.into(),
            options: options.into_iter().map(Into::into).collect(),
            public: false,
            several: false,
            correct: None,
            explanation: None,
            open_for: None,
            elsewhere: None,
        }
    }

    /// Lets everybody see who chose which.
    pub fn public(mut self) -> Self {
        self.public = true;
        self
    }

    /// Lets everybody choose several.
    pub fn several(mut self) -> Self {
        self.several = true;
        self
    }

    /// Makes it a quiz: one option is right, counted from 0.
    pub fn quiz(mut self, correct: usize) -> Self {
        self.correct = Some(correct);
        self
    }

    /// In a quiz: what those read who chose the wrong one, in 200 characters at most.
    pub fn explanation(mut self, text: impl Into<Wording>) -> Self {
        self.explanation = Some(text.into());
        self
    }

    /// Closes it after that time: 5 seconds to 2,628,000 (about a month).
    pub fn open_for(mut self, time: Duration) -> Self {
        self.open_for = Some(time);
        self
    }

    /// What is said on the other platforms. Without it nothing is.
    pub fn elsewhere(mut self, message: impl IntoMessage) -> Self {
        self.elsewhere = Some(message.into_message());
        self
    }

    /// What Telegram would refuse, as far as it can be seen before the texts are in anybody's language.
    pub(super) fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        if !(1..=limits::POLL_OPTIONS).contains(&self.options.len()) {
            faults.push(format!(
                "a poll has 1 to {} options, not {}",
                limits::POLL_OPTIONS,
                self.options.len()
            ));
        }
        if let Some(correct) = self.correct.filter(|correct| *correct >= self.options.len()) {
            faults.push(format!("the right option of the quiz would be number {correct}, counted from 0"));
        }
        let time = self.open_for.map(|time| time.as_secs());
        if time.is_some_and(|time| !limits::POLL_SECONDS.contains(&time)) {
            faults.push("a poll is open for 5 to 2,628,000 seconds".to_owned());
        }
        faults
    }

    pub(super) fn into_native(self) -> Native {
        let mut poll = native("sendPoll", json!({ "is_anonymous": !self.public }));
        let question = poll.short_text(self.question, limits::POLL_QUESTION);
        let option = |text| json!({ "text": poll.short_text(text, limits::POLL_OPTION) });
        let options: Vec<Value> = self.options.into_iter().map(option).collect();
        let explanation = self.explanation.filter(|_| self.correct.is_some());
        let explanation = explanation.map(|text| poll.short_text(text, limits::POLL_EXPLANATION));
        let fields = [
            ("question", Some(question)),
            ("options", Some(options.into())),
            ("allows_multiple_answers", self.several.then_some(true.into())),
            ("type", self.correct.map(|_| "quiz".into())),
            ("correct_option_ids", self.correct.map(|correct| json!([correct]))),
            ("explanation", explanation),
            ("open_period", self.open_for.map(|time| time.as_secs().into())),
        ];
        let given = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
        poll.body.extend(given);
        Native { elsewhere: self.elsewhere.map(Box::new), ..poll }
    }
}
