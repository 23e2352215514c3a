//! Answers to inline queries.

mod result;

pub use result::InlineResult;

use std::{collections::HashSet, time::Duration};

use serde_json::{Value, json};
use tertulia_core::{Native, Wording};

use crate::{call::ANSWER_INLINE_QUERY, limits};

use super::native;

/// The results that answer an inline query: <https://core.telegram.org/bots/api#answerinlinequery>.
///
/// The person picks one, and it is sent in their name to the chat they are in.
///
/// ```
/// use tertulia_core::{Button, Context, InlineQuery, Reply};
/// use tertulia_telegram::reply::{InlineResult, InlineResults, TelegramReply as _};
///
/// fn search(query: InlineQuery, reply: Reply) {
///     let rome = InlineResult::article("rome", "Rome", format!("Rome, for {}", query.query))
///         .description("from 29 €")
///         .buttons([Button::postback("Book", "book").for_anyone()]);
///     reply.inline_results(InlineResults::new([rome]).personal());
/// }
/// let main = Context::new("main").inline_query(search);
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct InlineResults {
    results: Vec<InlineResult>,
    cached_for: Option<Duration>,
    personal: bool,
    next_offset: Option<String>,
    link: Option<(Wording, String)>,
}

impl InlineResults {
    /// Up to 50 results, in order; without any the person is shown that there are none.
    pub fn new(results: impl IntoIterator<Item = InlineResult>) -> Self {
        let results = results.into_iter().collect();
        Self { results, cached_for: None, personal: false, next_offset: None, link: None }
    }

    /// How long Telegram gives the same answer to the same query without asking; 300 seconds if not said.
    pub fn cached_for(mut self, time: Duration) -> Self {
        self.cached_for = Some(time);
        self
    }

    /// The answer is for this person alone. Without it Telegram gives it to whoever types the same.
    pub fn personal(mut self) -> Self {
        self.personal = true;
        self
    }

    /// There is more: when the person has seen these, a query comes with this as its `offset`. 64 bytes at most.
    pub fn next(mut self, offset: impl Into<String>) -> Self {
        self.next_offset = Some(offset.into());
        self
    }

    /// A button above the results that leads to the private chat, as a deep link with that value does: 1 to 64 of `A-Za-z0-9_-`.
    pub fn start(mut self, title: impl Into<Wording>, value: impl Into<String>) -> Self {
        self.link = Some((title.into(), value.into()));
        self
    }

    /// What Telegram would refuse, as far as it can be seen before the texts are in anybody's language.
    pub(super) fn faults(&self) -> Vec<String> {
        let mut faults: Vec<_> = self.results.iter().filter_map(InlineResult::fault).collect();
        let mut ids = HashSet::new();
        let again = self.results.iter().filter(|result| !ids.insert(result.id()));
        faults.extend(again.map(|result| format!("two inline results have the id `{}`", result.id())));
        if self.results.len() > limits::INLINE_RESULTS {
            let most = limits::INLINE_RESULTS;
            faults.push(format!(
                "an inline query is answered with {most} results at most, not {}",
                self.results.len()
            ));
        }
        if self.next_offset.as_ref().is_some_and(|offset| offset.len() > limits::INLINE_OFFSET) {
            faults.push(format!("the offset of further results has {} bytes at most", limits::INLINE_OFFSET));
        }
        if let Some((_, value)) = self.link.as_ref().filter(|(_, value)| !limits::is_deep_link(value)) {
            faults.push(format!("`{value}` is no value of a deep link: 1 to 64 of A-Z, a-z, 0-9, _ and -"));
        }
        faults
    }

    pub(super) fn into_native(self) -> Native {
        let mut answer = native(ANSWER_INLINE_QUERY, Value::Null);
        let results: Vec<Value> = self.results.into_iter().map(|result| result.write(&mut answer)).collect();
        let link =
            self.link.map(|(title, value)| json!({ "text": answer.text(title), "start_parameter": value }));
        let fields = [
            ("results", Some(results.into())),
            ("cache_time", self.cached_for.map(|time| time.as_secs().into())),
            ("is_personal", self.personal.then_some(true.into())),
            ("next_offset", self.next_offset.map(Value::from)),
            ("button", link),
        ];
        answer.body.extend(fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
        answer
    }
}
