//! What is left out of reports: they go to places where many read them.
//!
//! Too much rather than too little: `why` and the log have the rest.

use std::collections::HashSet;

use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;
use tertulia_core::turn::Snapshot;
use tertulia_store::OutboxRow;

/// What stands for what is left out.
const LEFT_OUT: &str = "…";
/// The longest text, in characters.
const LONGEST: usize = 400;
/// As much of it tells one error from another.
const SIGN: usize = 160;
/// Shorter words are everybody's, unless they are numbers or somebody's name.
const SHORTEST_WORD: usize = 3;
/// So many digits are a telephone number or an id.
const NUMBER: usize = 8;
/// So many letters and digits together are a key or an id.
const KEY: usize = 20;

/// The words of the people whom something is about, and of what is kept for them.
#[derive(Debug, Default)]
pub(crate) struct Private {
    words: HashSet<String>,
}

impl Private {
    /// What a turn was given.
    pub(crate) fn of_turn(snapshot: &Snapshot) -> Self {
        let mut private = Self::of_json(snapshot.event.raw());
        let profile = &snapshot.user.profile;
        let names = [&profile.name, &profile.first_name, &profile.last_name, &profile.username];
        let names =
            names.into_iter().flatten().chain(snapshot.destination.aliases.iter().map(|it| &it.value));
        names.for_each(|name| private.add(name, 1));
        let state = &snapshot.state;
        let kept = [
            serde_json::to_value(&snapshot.event.kind),
            serde_json::to_value(&snapshot.user.memory),
            serde_json::to_value(&state.sessions),
            serde_json::to_value(&state.set_aside),
            serde_json::to_value(&state.titles),
        ];
        kept.iter().flatten().for_each(|kept| private.add_all(kept));
        for frame in state.stack.iter().chain(state.saved.iter().flatten()) {
            private.add_all(&frame.params);
        }
        let kept = [
            state.memorized.as_ref().map(|it| &it.event),
            snapshot.stored_payload.as_ref().map(|it| &it.content),
        ];
        kept.into_iter().flatten().for_each(|kept| private.add(kept, SHORTEST_WORD));
        private
    }

    /// What a call says, and to whom.
    pub(crate) fn of_call(row: &OutboxRow) -> Self {
        let mut private = Self::of_json(row.call.body.get());
        private.add(row.group.as_deref().unwrap_or_default(), 1);
        private
    }

    /// What stands in a JSON text; in any other, all of it.
    pub(crate) fn of_json(text: &str) -> Self {
        let mut private = Self::default();
        match serde_json::from_str(text) {
            Ok(value) => private.add_all(&value),
            Err(_) => private.add(text, SHORTEST_WORD),
        }
        private
    }

    /// Every text and longer number. Names of members are mostly those of a format or a type.
    fn add_all(&mut self, value: &Value) {
        match value {
            Value::String(text) => self.add(text, SHORTEST_WORD),
            Value::Number(number) => self.add(&number.to_string(), SHORTEST_WORD),
            Value::Array(items) => items.iter().for_each(|item| self.add_all(item)),
            Value::Object(members) => members.values().for_each(|value| self.add_all(value)),
            Value::Null | Value::Bool(_) => {}
        }
    }

    fn add(&mut self, text: &str, shortest: usize) {
        let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
        let counts = |word: &&str| !word.is_ascii() || word.len() >= shortest || is_number(word);
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        self.words.extend(words.filter(counts).map(str::to_lowercase));
    }

    /// The text on one line, without anybody's words, addresses, numbers and keys.
    pub(crate) fn redact(&self, text: &str) -> String {
        let text = without_numbers(&without_quotes(text));
        let mut shown: Vec<String> = Vec::new();
        for token in text.split_whitespace() {
            let token = self.token(token);
            if token != LEFT_OUT || shown.last().is_none_or(|last| last != LEFT_OUT) {
                shown.push(token);
            }
        }
        cut(&shown.join(" "), LONGEST)
    }

    /// What stands between two spaces.
    fn token(&self, token: &str) -> String {
        if token.contains("://") || token.trim_matches('@').contains('@') {
            return LEFT_OUT.to_owned();
        }
        let mut shown = String::new();
        let mut rest = token;
        while let Some(start) = rest.find(char::is_alphanumeric) {
            let (before, word) = rest.split_at(start);
            let end = word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len());
            let (word, after) = word.split_at(end);
            shown.push_str(before);
            shown.push_str(if self.is_left_out(word) { LEFT_OUT } else { word });
            rest = after;
        }
        shown + rest
    }

    fn is_left_out(&self, word: &str) -> bool {
        let is_key = word.len() >= KEY && word.bytes().any(|byte| byte.is_ascii_digit());
        is_key || self.words.contains(&word.to_lowercase())
    }
}

/// The text without secrets. Of Telegram's tokens what stands after the colon is secret, however the colon is written.
pub fn without_secrets(text: &str, secrets: &[SecretString]) -> String {
    secrets.iter().fold(text.to_owned(), |text, secret| {
        let whole = secret.expose_secret();
        let text = text.replace(whole, "[secret]");
        match whole.split_once(':') {
            Some((_, rest)) if rest.len() >= 8 => text.replace(rest, "[secret]"),
            _ => text,
        }
    })
}

/// What of a redacted text is the same each time.
pub(super) fn stable(text: &str) -> String {
    let mut sign = String::with_capacity(text.len());
    for c in text.chars().map(|c| if c.is_ascii_digit() { '#' } else { c }) {
        if c != '#' || !sign.ends_with('#') {
            sign.push(c);
        }
    }
    cut(&sign, SIGN)
}

/// What opens a quotation, and what ends it. What is quoted is a value, and whose is not known.
const QUOTES: [(char, char); 5] = [('“', '”'), ('«', '»'), ('"', '"'), ('{', '}'), ('\'', '\'')];

/// From the first quotation that opens to the last of its kind that ends all is left out: there may be quotes in quotes.
fn without_quotes(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((start, open, close)) = first_quote(rest) {
        let (before, quoted) = rest.split_at(start);
        let quoted = &quoted[open.len_utf8()..];
        shown.push_str(before);
        shown.push(open);
        shown.push_str(LEFT_OUT);
        shown.push(close);
        // Where another one opens last, nobody knows where it ends.
        let after = quoted.rsplit_once(close).map(|(_, after)| after);
        let opens = |after: &str| open == '\'' && after.starts_with(char::is_alphanumeric);
        rest = after.filter(|after| !opens(after)).unwrap_or_default();
    }
    shown + rest
}

fn first_quote(text: &str) -> Option<(usize, char, char)> {
    text.char_indices().find_map(|(place, c)| {
        let &(open, close) = QUOTES.iter().find(|(open, _)| *open == c)?;
        // Within a word it is an apostrophe.
        let is_apostrophe = c == '\'' && text[..place].ends_with(char::is_alphanumeric);
        (!is_apostrophe).then_some((place, open, close))
    })
}

/// Telephone numbers, written in whatever way, and ids.
fn without_numbers(text: &str) -> String {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '(' | ')' | '+' | '-' | '.');
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, run) = rest.split_at(start);
        let run_end = run.find(|c| !is_part(c)).unwrap_or(run.len());
        // What follows the last digit belongs to the sentence.
        let end = run[..run_end].rfind(|c: char| c.is_ascii_digit()).map_or(run_end, |last| last + 1);
        let (number, after) = run.split_at(end);
        shown.push_str(before);
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        shown.push_str(if digits >= NUMBER { LEFT_OUT } else { number });
        rest = after;
    }
    shown + rest
}

fn cut(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{}{LEFT_OUT}", &text[..end]),
        None => text.to_owned(),
    }
}
