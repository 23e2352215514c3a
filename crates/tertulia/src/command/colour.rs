//! Colours, where somebody looks at them.

use std::{ffi::OsStr, fmt, io::IsTerminal};

/// Whether what is printed has colours.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Colours(bool);

/// How something is shown.
#[derive(Clone, Copy, Debug)]
pub(super) enum Style {
    /// What a reader looks for.
    Name,
    /// What is always one of a few words.
    Kind,
    /// What is rarely read.
    Aside,
    Good,
    Doubtful,
    Wrong,
}

impl Colours {
    /// Colours on a terminal, unless whoever sits there wants none: <https://no-color.org>.
    pub(super) fn of(output: &impl IsTerminal) -> Self {
        Self::decide(output.is_terminal(), std::env::var_os("NO_COLOR").as_deref())
    }

    fn decide(is_terminal: bool, no_color: Option<&OsStr>) -> Self {
        Self(is_terminal && no_color.is_none_or(OsStr::is_empty))
    }

    /// The text in that style, at least so wide.
    pub(super) fn paint(self, style: Style, text: impl fmt::Display, width: usize) -> String {
        let text = format!("{text:<width$}");
        let code = match style {
            Style::Name => "1",
            Style::Kind => "36",
            Style::Aside => "2",
            Style::Good => "32",
            Style::Doubtful => "33",
            Style::Wrong => "31",
        };
        if self.0 { format!("\x1b[{code}m{text}\x1b[0m") } else { text }
    }

    #[cfg(test)]
    pub(super) const NONE: Self = Self(false);
    #[cfg(test)]
    pub(super) const ALL: Self = Self(true);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_for_terminals_and_never_with_no_color() {
        let of = |is_terminal, no_color: Option<&str>| Colours::decide(is_terminal, no_color.map(OsStr::new));
        assert_eq!(of(true, None), Colours::ALL);
        assert_eq!(of(true, Some("")), Colours::ALL, "an empty variable is none");
        for (is_terminal, no_color) in
            [(true, Some("1")), (true, Some("0")), (false, None), (false, Some(""))]
        {
            assert_eq!(of(is_terminal, no_color), Colours::NONE, "{is_terminal} {no_color:?}");
        }
    }

    #[test]
    fn without_colours_there_is_nothing_but_the_text() {
        assert_eq!(Colours::NONE.paint(Style::Wrong, "gone", 6), "gone  ");
        assert_eq!(Colours::ALL.paint(Style::Wrong, "gone", 6), "\x1b[31mgone  \x1b[0m");
    }
}
