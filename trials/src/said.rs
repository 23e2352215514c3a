//! The messages of the bot under trial: `n:7 a` and `n:7 b`.

use std::fmt;

/// A message of the bot under trial. They are ordered as they have to be sent.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(crate) struct Said {
    /// The event it answers.
    pub(crate) number: u32,
    pub(crate) part: Part,
}

/// Which of an event's two messages it is.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(crate) enum Part {
    A,
    B,
}

impl Said {
    /// Reads it. `None` for what the framework says itself, such as an apology.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let (number, part) = text.strip_prefix("n:")?.split_once(' ')?;
        let part = match part {
            "a" => Part::A,
            "b" => Part::B,
            _ => return None,
        };
        Some(Self { number: number.parse().ok()?, part })
    }

    /// Finds one anywhere in a text.
    pub(crate) fn find(text: &str) -> Option<Self> {
        let at = text.find("n:")?;
        let rest = &text[at..];
        let end = rest.find(' ')? + 2;
        Self::read(rest.get(..end)?)
    }

    /// Whether the bot is rather to give it up than to say it twice.
    pub(crate) fn maybe_never(self) -> bool {
        self.part == Part::B && self.number.is_multiple_of(5)
    }

    /// Both messages of an event.
    pub(crate) fn both(number: u32) -> [Self; 2] {
        [Part::A, Part::B].map(|part| Self { number, part })
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = match self.part {
            Part::A => 'a',
            Part::B => 'b',
        };
        write!(f, "n:{} {part}", self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_read_as_it_is_written() {
        let [a, b] = Said::both(12);
        assert_eq!((a.to_string(), b.to_string()), ("n:12 a".to_owned(), "n:12 b".to_owned()));
        assert_eq!((Said::read("n:12 a"), Said::find(r#"{"text":"n:12 b"}"#)), (Some(a), Some(b)));
        assert!(a < b && b < Said::both(13)[0]);
        for text in ["", "n:", "n: a", "n:1 c", "n:x a", "Sorry."] {
            assert_eq!((Said::read(text), Said::find(text)), (None, None), "{text}");
        }
    }
}
