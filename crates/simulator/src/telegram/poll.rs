//! Polls.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::{call::Parameters, refusal::Refusal};

/// A question to everybody: <https://core.telegram.org/bots/api#poll>.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Poll {
    pub(super) id: String,
    pub(super) question: String,
    pub(super) options: Vec<String>,
    pub(super) anonymous: bool,
    several: bool,
    quiz: bool,
    correct: Vec<usize>,
    explanation: Option<String>,
    pub(super) closed: bool,
    votes: BTreeMap<i64, BTreeSet<usize>>,
}

impl Poll {
    pub(super) fn read(parameters: &Parameters) -> Result<Self, Refusal> {
        let text = |parameters: &Parameters, field: &str, limit: usize, empty: &str, long: &str| {
            let text = parameters.text(field).unwrap_or_default().trim().to_owned();
            match text.chars().count() {
                0 => Err(Refusal::bad(empty)),
                length if length > limit => Err(Refusal::bad(long)),
                _ => Ok(text),
            }
        };
        let question = text(
            parameters,
            "question",
            300,
            "poll question must be non-empty",
            "poll question length must not exceed 300",
        )?;
        let mut options = Vec::new();
        for option in parameters.objects("options", "poll options")? {
            let [empty, long] = ["poll options must be non-empty", "poll options length must not exceed 100"];
            options.push(text(&option, "text", 100, empty, long)?);
        }
        if !(1..=12).contains(&options.len()) {
            let how = if options.is_empty() { "at least 1 option" } else { "no more than 12 options" };
            return Err(Refusal::bad(format!("poll must have {how}")));
        }
        let quiz = match parameters.text("type").as_deref() {
            None | Some("regular") => false,
            Some("quiz") => true,
            Some(_) => return Err(Refusal::bad("unsupported poll type specified")),
        };
        let given = parameters.nested("correct_option_ids", "correct option ids")?.unwrap_or_default();
        let correct: Vec<usize> =
            given.as_array().into_iter().flatten().filter_map(|id| id.as_u64()?.try_into().ok()).collect();
        if quiz && (correct.is_empty() || correct.iter().any(|id| *id >= options.len())) {
            return Err(Refusal::bad("wrong correct option ID specified"));
        }
        let explanation = parameters.text("explanation").map(std::borrow::Cow::into_owned);
        let explanation_is_long = |it: &String| it.chars().count() > 200 || it.matches('\n').count() > 2;
        if explanation.as_ref().is_some_and(explanation_is_long) {
            return Err(Refusal::bad("poll explanation is too long"));
        }
        let period = parameters.integer("open_period");
        if period.is_some_and(|period| !(5..=2_628_000).contains(&period)) {
            return Err(Refusal::bad("wrong open period specified"));
        }
        Ok(Self {
            id: String::new(),
            question,
            options,
            anonymous: !parameters.has("is_anonymous") || parameters.flag("is_anonymous"),
            several: parameters.flag("allows_multiple_answers"),
            quiz,
            correct,
            explanation,
            closed: parameters.flag("is_closed"),
            votes: BTreeMap::new(),
        })
    }

    /// Somebody votes, or no longer votes for that.
    pub(super) fn vote(&mut self, person: i64, option: usize) {
        let votes = self.votes.entry(person).or_default();
        if !self.several && !votes.contains(&option) {
            votes.clear();
        }
        if !votes.remove(&option) {
            votes.insert(option);
        }
    }

    pub(super) fn votes_of(&self, person: i64) -> Vec<usize> {
        self.votes.get(&person).into_iter().flatten().copied().collect()
    }

    pub(super) fn count(&self, option: usize) -> usize {
        self.votes.values().filter(|votes| votes.contains(&option)).count()
    }

    pub(super) fn json(&self) -> Value {
        let options: Vec<Value> = (0..).zip(&self.options).map(|(at, text)| self.option(at, text)).collect();
        let voters = self.votes.values().filter(|votes| !votes.is_empty()).count();
        let mut poll = Map::new();
        let mut add = |field: &str, value: Value| drop(poll.insert(field.to_owned(), value));
        add("id", self.id.clone().into());
        add("question", self.question.clone().into());
        add("options", options.into());
        add("total_voter_count", voters.into());
        add("is_closed", self.closed.into());
        add("is_anonymous", self.anonymous.into());
        add("type", if self.quiz { "quiz" } else { "regular" }.into());
        add("allows_multiple_answers", self.several.into());
        add("allows_revoting", (!self.quiz).into());
        add("members_only", false.into());
        if self.quiz {
            add("correct_option_ids", json!(self.correct));
        }
        if let Some(explanation) = &self.explanation {
            add("explanation", explanation.clone().into());
        }
        poll.into()
    }

    fn option(&self, at: usize, text: &str) -> Value {
        json!({ "persistent_id": persistent(at), "text": text, "voter_count": self.count(at) })
    }
}

/// The lasting name of an option.
pub(super) fn persistent(option: usize) -> String {
    format!("option-{option}")
}
