//! What a regular expression found.

use std::{collections::HashMap, ops::Index, sync::Arc};

use regex::Regex;

use crate::{Result, Turn, block};

use super::{FromTurn, absent};

/// Everything that the regular expression of this block found in the text.
///
/// Indexing gives a group of the first match: `0` is the whole match, a group that took no part is empty.
///
/// ```
/// use tertulia_core::{Context, extract::Captures};
///
/// let context = Context::new("main")
///     .regex(r"^add (?<what>.+)$", |found: Captures| format!("Added {}.", &found["what"]))
///     .regex(r"#(\w+)", |found: Captures| {
///         let tags: Vec<_> = found.matches().iter().map(|tag| &tag[1]).collect();
///         tags.join(", ")
///     });
/// ```
#[derive(Clone, Debug)]
pub struct Captures(Arc<[Match]>);

/// One match of a regular expression, with its groups.
#[derive(Clone, Debug)]
pub struct Match {
    groups: Vec<String>,
    names: Arc<HashMap<String, usize>>,
}

impl Captures {
    /// Everything `regex` finds in `text`; `None` if that is nothing.
    pub(crate) fn find(regex: &Regex, text: &str) -> Option<Self> {
        let mut found = regex.captures_iter(text).peekable();
        found.peek()?;
        let names = regex.capture_names().enumerate();
        let names = Arc::new(names.filter_map(|(at, name)| Some((name?.to_owned(), at))).collect());
        let group =
            |group: Option<regex::Match<'_>>| group.map_or_else(String::new, |m| m.as_str().to_owned());
        let matches = found.map(|captures| Match {
            groups: captures.iter().map(group).collect(),
            names: Arc::clone(&names),
        });
        Some(Self(matches.collect()))
    }

    /// Every match, in order. There is at least one.
    pub fn matches(&self) -> &[Match] {
        &self.0
    }
}

impl Match {
    /// A group by its number, if the expression has that many.
    pub fn group(&self, number: usize) -> Option<&str> {
        self.groups.get(number).map(String::as_str)
    }

    /// A group by its name, if the expression has it.
    pub fn name(&self, name: &str) -> Option<&str> {
        self.group(*self.names.get(name)?)
    }
}

/// # Panics
///
/// If the expression has no such group: the pattern stands beside the block, so this is a slip of the author's.
impl Index<usize> for Match {
    type Output = str;

    fn index(&self, number: usize) -> &str {
        self.group(number).unwrap_or_else(|| panic!("the expression has no group {number}"))
    }
}

/// # Panics
///
/// If the expression has no such group: the pattern stands beside the block, so this is a slip of the author's.
impl Index<&str> for Match {
    type Output = str;

    fn index(&self, name: &str) -> &str {
        self.name(name).unwrap_or_else(|| panic!("the expression has no group `{name}`"))
    }
}

impl Index<usize> for Captures {
    type Output = str;

    fn index(&self, number: usize) -> &str {
        &self.0[0][number] // `find` makes no empty list
    }
}

impl Index<&str> for Captures {
    type Output = str;

    fn index(&self, name: &str) -> &str {
        &self.0[0][name] // `find` makes no empty list
    }
}

impl FromTurn<block::Regex> for Captures {
    async fn from_turn(turn: &Turn) -> Result<Self> {
        turn.captures().cloned().ok_or_else(|| absent("match"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_match_is_given_as_written() {
        let regex = Regex::new(r"(?<name>[\w.]+)@([\w.]+)").unwrap();
        let found = Captures::find(&regex, "Bob@Example.com, ana@example.org").unwrap();
        assert_eq!((&found[0], &found["name"], &found[2]), ("Bob@Example.com", "Bob", "Example.com"));
        assert_eq!(found.matches().len(), 2);
        assert_eq!((&found.matches()[1]["name"], found.matches()[1].group(9)), ("ana", None));
        assert!(Captures::find(&regex, "nobody").is_none());
    }
}
